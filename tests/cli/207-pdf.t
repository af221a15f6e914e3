#!/bin/sh
# SPDX-License-Identifier: ISC
# The reports on paper: PDF by Chromium, the same bytes each time; without it the
# bundle is whole all the same.
. "$(dirname "$0")/lib.sh"
plan 12
LIMIT=$((LIMIT > 240 ? LIMIT : 240))

mkdir www
echo '<html><title>t</title><p>Jane Doe was here.</p></html>' >www/index.html
httpd www
export VIGIE_ARCHIVE=db TMPDIR="$PWD"
vigie watch add -q "Jane Doe"
echo "site $URL/ delay=0" >seeds.txt
vigie sweep -q --seeds seeds.txt
export_pdf() {
	vigie export --pdf --number 3 --force --name "Jane Doe" -o "$1"
}

export VIGIE_BROWSER=/nonexistent/chromium
check_rc "without a browser something falls short" 1 export_pdf none.zip
check_err "which is said" 'no PDF, for there is no Chromium \(apt-get' export_pdf none.zip
check_rc "but the bundle is whole" 0 vigie verify -q none.zip
check_out "and has no PDF" 0 sh -c 'unzip -Z1 none.zip | grep -c "\.pdf$"'
unset VIGIE_BROWSER
if [ ! -x /usr/lib/chromium/chromium-headless-shell ] && [ ! -x /usr/lib/chromium/chromium ]; then
	skip 8 "no chromium is installed"
	exit 0
fi

check_rc "with one there are PDFs" 0 export_pdf a.zip
check_out "in both languages" "data/rapport-fr.pdf data/report-en.pdf" sh -c \
	'unzip -Z1 a.zip | sed -n "s,^[^/]*/\(.*\.pdf\)$,\1,p" | sort | tr "\n" " " | sed "s/ $//"'
check_rc "the bundle is whole" 0 vigie verify -q a.zip
check_rc "made again" 0 export_pdf b.zip
check "it is the same bytes" cmp a.zip b.zip
mkdir a && (cd a && unzip -q ../a.zip)
check_out "PDF it is" "%PDF-%PDF-" sh -c 'head -qc 5 a/*/data/*.pdf'
check_out "no browser is left" 0 sh -c 'ls -d "$TMPDIR"/vigie-browser* 2>/dev/null | wc -l'
check_out "nor is it asked for without the option" 0 sh -c '
	vigie export -q --name "Jane Doe" -o c.zip && unzip -Z1 c.zip | grep -c "\.pdf$"'
