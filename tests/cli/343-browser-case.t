#!/bin/sh
# SPDX-License-Identifier: ISC
# A browser's view may name another case where the page's bytes do not (scripts,
# frames): it is withheld as bodies are (EVIDENCE.md B11).
. "$(dirname "$0")/lib.sh"
plan 13
LIMIT=$((LIMIT > 240 ? LIMIT : 240))

if [ ! -x /usr/lib/chromium/chromium ] && [ ! -x /usr/lib/chromium/chromium-headless-shell ]; then
	skip 13 "no chromium is installed"
	exit 0
fi
mkdir www
page() { # FILE TEXT MORE
	printf '<!DOCTYPE html><html><head><title>On Anna</title></head><body><p>%s</p>%s</body></html>\n' \
		"$2" "$3" >"www/$1"
}
said='Anna Quillfeather spoke at length in the town hall'
page plain.html "Yesterday $said." ''
page script.html "On Monday $said of it." '<p id=p></p><script src=app.js></script>'
page frame.html "On Tuesday $said at noon." '<iframe src=frame.js.html></iframe>'
# No body holds the name: the scripts put it together.
echo 'document.getElementById("p").textContent = "Bruno " + "Zander" + "glass";' >www/app.js
echo '<!DOCTYPE html><html><body><script>document.write("Bruno Zan" + "derglass ébloui")</script></body></html>' >www/frame.js.html
httpd www
export TMPDIR="$PWD"
export VIGIE_ARCHIVE=db
vigie watch add -q "Anna Quillfeather"
vigie watch add -q "Bruno Zanderglass"
for page in plain script frame; do vigie capture -q "$URL/$page.html" --browser; done

check_rc "the case of Anna" 0 vigie export -q --name "Anna Quillfeather" -o anna.zip
check_rc "is whole" 0 vigie verify -q anna.zip
mkdir anna && (cd anna && unzip -q ../anna.zip)
warc() {
	unzip -p "$1"/*/data/wacz/*.wacz archive/data.warc.gz | gzip -dc
}
views() {
	warc "$1" | grep -a -o -E '^WARC-Target-URI: urn:vigie:view:(dom|png):.*' | sed 's/^[^/]*..[^/]*//' | tr -d '\r' | LC_ALL=C sort -u | tr '\n' ' '
}
names() { # also as quoted-printable, over line ends
	{ warc "$1"; cat $(find "$1" -type f ! -name '*.wacz'); } | perl -0777 -pe 's/=\r?\n//g' |
		grep -a -c -i 'bruno zanderglass'
}
check_out "nothing in it names Bruno" 0 names anna
check_out "the view that names nobody else is there" "/plain.html " views anna
check_out "with its picture, alone" 1 sh -c 'ls anna/*/data/pieces/*-ecran.png | wc -l'
check_has "the sheets of the others say why they have none" 'withheld: it names another case' sh -c 'cat anna/*/data/pieces/*.html'
check_has "in French as well" 'pas communiquée.* nomme une autre affaire' sh -c 'cat anna/*/data/pieces/*.html'
check_has "the report counts them" 'bodies or views withheld, because they name another case.*: 2' cat anna/*/data/report-en.html
check_out "the records of the views are there, with the hashes" 3 sh -c 'cat anna/*/data/journal/leaf-*.json | grep -o "\"view_of\"" | wc -l'
check_rc "the sh verifier takes it" 0 sh -c 'cd anna/* && sh data/verifier/verifier.sh all'

vigie watch remove -q "Bruno Zanderglass"
check_rc "where nobody else is watched" 0 vigie export -q -o all.zip
mkdir all && (cd all && unzip -q ../all.zip)
check_out "all three are there" "/frame.html /plain.html /script.html " views all
check_rc "and it is whole" 0 vigie verify -q all.zip
