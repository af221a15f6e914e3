#!/bin/sh
# SPDX-License-Identifier: ISC
# A bundle in the hands of others (EVIDENCE.md B7): warcio.js reads its WARC,
# ReplayWeb.page replays its WACZ in Chromium and shows the text that was
# archived, bagit.py validates the bag. npm fetches the first two, once a build
# folder; what is not there is skipped.
. "$(dirname "$0")/lib.sh"
plan 14
LIMIT=$((LIMIT > 300 ? LIMIT : 300))

mkdir www
page() { # FILE TEXT
	printf '<!DOCTYPE html><html><head><meta charset=utf-8><title>On %s</title></head><body><h1>On %s</h1><p>%s</p></body></html>\n' \
		"$1" "$1" "$2" >"www/$1"
}
page plain.html 'It is said that Jane Doe has been to the fair this year; été, 漢.'
page gzip.html 'Once more Jane Doe was seen at the fair, and once more she denies it.'
page chunked.html 'At the third fair Jane Doe was not, whatever may have been said.'
page gone.html 'Of the fourth fair Jane Doe has nothing to say, it is said.'
page cut.html 'Jane Doe has a long tale to tell of the fifth fair, they say, a very long one.'
echo '<a href=plain.html>1</a> <a href=gzip.html>2</a> <a href=chunked.html>3</a> <a href=gone.html>4</a> <a href=cut.html>5</a> <a href=moved>6</a>' >www/index.html
cat >www/behave <<'R'
/gzip.html    gzip=yes
/chunked.html chunked=ext chunk=7
/moved        redirect=/plain.html
R
httpd www
export VIGIE_ARCHIVE=db
vigie watch add -q "Jane Doe"
echo "site $URL/ delay=0" >seeds.txt
vigie sweep -q --seeds seeds.txt
rm www/gone.html
echo '/cut.html close=mid' >>www/behave
vigie sweep -q --all --seeds seeds.txt 2>/dev/null
check_rc "a bundle of all cases" 0 vigie export -q --name "Jane Doe" --case 7 -o one.zip
check_rc "is whole" 0 vigie verify -q one.zip
mkdir one wacz && (cd one && unzip -q ../one.zip)
root=$(echo one/*)
check "unzip knows the WACZ" unzip -q -d wacz "$root/data/wacz/7.wacz"

# ---- bagit.py ----
if python3 -c 'import bagit' 2>/dev/null; then
	check "bagit.py validates the bag" python3 -c "import bagit, sys; bagit.Bag(sys.argv[1]).validate()" "$root"
else
	skip 1 "there is no bagit.py"
fi

# ---- warcio.js, ReplayWeb.page ----
modules=$B/npm
fetch() {
	command -v npm >/dev/null && command -v node >/dev/null || return 1
	[ ! -f "$modules/fetched" ] || return 0
	mkdir -p "$modules" &&
		timeout 100 npm install --prefix "$modules" --ignore-scripts --no-audit \
			--no-fund --silent warcio@2.4.11 >/dev/null 2>&1 &&
		(cd "$modules" && timeout 100 npm pack --silent replaywebpage@2.4.6 >/dev/null 2>&1 &&
			tar -xzf replaywebpage-2.4.6.tgz package/ui.js package/sw.js) &&
		touch "$modules/fetched"
}
if ! fetch; then
	skip 10 "npm is not there, or cannot fetch"
	exit 0
fi
warcio() {
	node "$TESTS/warc.mjs" "$modules" wacz/archive/data.warc.gz
}
check_rc "warcio.js reads every record" 0 warcio
warcio >records
check_has "of all of them the blocks are what they say" '^[0-9]{2,} records, 0 bad$' cat records
for page in plain gzip chunked; do
	hash=$(sha256sum <www/$page.html | cut -c1-64)
	check_has "and $page comes off its codings" "^response $URL/$page.html 200 $hash" cat records
done
check_out "a night without a change is what the log says of it" 2 \
	grep -c "^metadata $URL/plain.html - " records
check_has "a 404 is there" "^response $URL/gone.html 404 " cat records

chromium=
for path in /usr/lib/chromium/chromium-headless-shell /usr/lib/chromium/chromium; do
	[ -n "$chromium" ] || [ ! -x $path ] || chromium=$path
done
if [ -z "$chromium" ]; then
	skip 3 "no chromium is installed"
	exit 0
fi
mkdir -p site/replay
cp "$modules/package/ui.js" site/
cp "$modules/package/ui.js" "$modules/package/sw.js" site/replay/
cp "$root/data/wacz/7.wacz" site/case.wacz
SITE=$URL
httpd site
# replayed PAGE WORDS: what a reader of the WACZ sees at that address
replayed() {
	cat >site/index.html <<-H
		<!doctype html><script src="/ui.js"></script><body style="height:100vh">
		<replay-web-page source="/case.wacz" url="$SITE/$1" embed="replayonly" replayBase="/replay/"></replay-web-page>
	H
	TMPDIR=$PWD node "$TESTS/replay.mjs" "$chromium" "http://127.0.0.1:$PORT/" "$2" 60
}
words() { # of a text, one space between
	tr -s ' \n' '\n\n' | sed '/^$/d' | tr '\n' ' '
}
# What was archived of a page, as the bundle's own file has it.
archived() {
	number=$(sed -n "s/^\([0-9]*\),\"[^\"]*$1.html\".*/\1/p" "$root/data/chronologie.csv" | head -n 1)
	cat "$root/data/pieces/piece-$(printf %02d "$number")-texte.txt"
}
same_text() { # PAGE WORDS
	replayed "$1.html" "$2" | words >seen
	archived "$1" | words >kept
	grep -qF "$(cat kept)" seen && echo same
}
check_out "the replay of a page shows the text that was archived" same same_text plain "Jane Doe"
check_out "of one that came gzipped" same same_text gzip "Jane Doe"
check_out "of one that came in chunks" same same_text chunked "Jane Doe"
