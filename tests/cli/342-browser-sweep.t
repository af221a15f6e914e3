#!/bin/sh
# SPDX-License-Identifier: ISC
# browser=yes on a seed: its pages with a mention are shown in a browser when
# they are new and when they have changed.
. "$(dirname "$0")/lib.sh"
plan 14
LIMIT=$((LIMIT > 240 ? LIMIT : 240))

mkdir -p www
page() {
	printf '<!DOCTYPE html><html><head><title>%s</title><link rel=stylesheet href=style.css><script src=app.js></script></head><body><p>%s</p></body></html>\n' \
		"$2" "$3" >"www/$1"
}
page anna.html 'On Anna' 'Yesterday Anna Quillfeather spoke at length in the town hall.'
page nobody.html 'On nobody' 'Yesterday nobody spoke at all.'
page index.html 'Index' '<a href=anna.html>a</a> <a href=nobody.html>b</a>'
echo 'p { color: #246 }' >www/style.css
echo 'document.title += "!"; fetch("/closed/x").catch(() => 0)' >www/app.js
printf 'User-agent: *\nDisallow: /closed/\n' >www/robots.txt
httpd www
export VIGIE_ARCHIVE=db
export TMPDIR="$PWD"
vigie watch add -q "Anna Quillfeather"
echo "site $URL/ delay=0.05 browser=yes" >seeds.txt

export VIGIE_BROWSER=/nonexistent/chromium
check_rc "without a browser the sweep falls short" 1 vigie sweep -q --seeds seeds.txt
check_has "which is said in one line" '^1$' sh -c \
	'vigie sweep --all --seeds seeds.txt 2>&1 >/dev/null | grep -c "there is no browser"'
unset VIGIE_BROWSER
if [ ! -x /usr/lib/chromium/chromium ] && [ ! -x /usr/lib/chromium/chromium-headless-shell ]; then
	skip 12 "no chromium is installed"
	exit 0
fi

: >"$LOG"
views() {
	n=1
	while vigie show s$n --record >record 2>/dev/null; do
		grep -o '"requested_url":"urn:vigie:view:[^"]*' record | sed 's/.*view:http:[^a-z]*//'
		n=$((n + 1))
	done
}
check_json "with one, what waited is shown" 1 '$r[-1]{views}' vigie sweep --all --json --seeds seeds.txt
check_out "the page with the mention alone" anna.html views
check_out "its script was fetched for it, and nothing that robots.txt closes" \
"GET /app.js" sh -c "perl -ne 'print \"\$1 \$2\n\" if /\"method\":\"(\w+)\",.*?\"path\":\"(\/(app.js|closed)[^\"]*)\"/' $LOG | sort -u"
id() { vigie mentions --json | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/'; }
check_has "which the list of requests says" '/closed/x".*"answer":"refused","why":"robots.txt"' vigie show "$(id)" --piece requests
check_has "the picture is there" PNG sh -c "vigie show $(id) --piece png | head -c 4"
gap() { min_gap | awk '{ print ($1 >= 50) ? "polite" : $1 }'; }
check_out "politely" "polite 1" sh -c "echo $(gap) $(max_flying)"
check_json "an unchanged page is not shown again" 0 '$r[-1]{views}' vigie sweep --all --json --seeds seeds.txt
page anna.html 'On Anna' 'Yesterday Anna Quillfeather spoke for an hour in the town hall.'
check_json "one that has changed is" 1 '$r[-1]{views}' vigie sweep --all --json --seeds seeds.txt
check_rc "the archive is whole" 0 vigie verify -q
export VIGIE_ARCHIVE=other
vigie capture -q "$URL/nobody.html"
check_rc "another archive takes it over" 0 vigie merge -q db
check_has "with its views, under their own numbers" PNG sh -c "vigie show $(id) --piece png | head -c 4"
export VIGIE_ARCHIVE=db
check_out "forgetting the page forgets its views" "" sh -c '
	vigie forget -q '"$(id)"' --reason test 2>/dev/null
	n=1; while [ $n -lt 40 ]; do vigie show s$n --piece png 2>/dev/null | head -c 4; n=$((n + 1)); done'
