#!/bin/sh
# SPDX-License-Identifier: ISC
# What costs a check and what a record: pages that did not change, pages that
# changed and have no mention, and what both are shown as.
. "$(dirname "$0")/lib.sh"
plan 27

mkdir www
page() {
	printf '<!DOCTYPE html><title>%s</title><p>%s\n' "$1" "$2" >"www/$1.html"
}
printf '<a href="tagged.html">1</a> <a href="bare.html">2</a> <a href="named.html">3</a>\n' >www/index.html
printf '/robots.txt status=404\n/sitemap.xml status=404\n/bare.html etag=off modified=off\n' >www/behave
page tagged 'Nothing here, 1 visitor.'
page bare 'Nothing here either, 1 visitor.'
page named 'Here is Jane Doe, 1 visitor.'
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a db "Jane Doe"
night_after() {
	vigie sweep -q --all -a db --seeds seeds.txt
}
# kinds PAGE: its history, a word a look: s(napshot) or c(heck), status, change.
kinds() {
	json 'map { ($_->{check} ? "c" : "s") . ":$_->{status}:$_->{change}" } @r' history
}
looks() {
	vigie history -a db "$URL/$1.html" --json >history && kinds
}
check_rc "first night" 0 night_after
check_out "each page has a record" "s:200:new" looks tagged

page tagged 'Nothing here, 2 visitors.'
page bare 'Nothing here either, 2 visitors.'
page named 'Here is Jane Doe, 2 visitors.'
before=$(vigie checkpoint -a db | sed -n 2p)
check_rc "other bytes, still no mention" 0 night_after
check_out "cost a check" "s:200:new c:200:changed" looks tagged
check_out "also without validators" "s:200:new c:200:changed" looks bare
check_out "but a page with a mention is recorded" "s:200:new s:200:same" looks named
check_out "two records, a leaf of checks, and the sweep's own" yes sh -c \
	"[ \$(vigie checkpoint -a db | sed -n 2p) -le \$(($before + 7)) ] && echo yes"
sha=$(sha256sum www/tagged.html | cut -d ' ' -f 1)
check_json "the check names the bytes" "$sha null" '@{$r[1]}{qw(payload_sha256 same_as)}' \
	vigie history -a db "$URL/tagged.html" --json
n=$(vigie history -a db "$URL/tagged.html" --json | perl -ne '/"snapshot":(\d+)/ and $n = $1; END { print $n }')
check_has "its record says what came of it" '"outcome":"no-mention","status":200,"same_as":null' \
	vigie show -a db "s$n" --record
check_rc "it can be shown" 0 vigie show -a db "s$n"
check_err "its bytes were not kept" "s$n: its bytes were not kept" vigie show -a db "s$n" --raw
check_err "nor its heads" "s$n: no heads were kept" vigie show -a db "s$n" --headers

check_rc "nothing changed" 0 night_after
check_out "a 304 speaks of the later bytes" "s:200:new c:200:changed c:304:same" looks tagged
check_json "by their name" "$sha null" '@{$r[2]}{qw(payload_sha256 same_as)}' \
	vigie history -a db "$URL/tagged.html" --json
check_out "bytes that stay are worth a record" "s:200:new c:200:changed s:200:changed" looks bare
check_rc "nothing changed again" 0 night_after
check_out "which is confirmed from then on" "s:200:new c:200:changed s:200:changed c:200:same" looks bare
check_rc "the archive is whole" 0 vigie verify -q -a db

vigie mentions -a db --json >before.json
check_rc "reindex" 0 vigie reindex -q -a db
check_out "finds the same" "$(cat before.json)" vigie mentions -a db --json

page tagged 'Now Jane Doe is here too.'
check_rc "a mention comes" 0 night_after
check_json "and is found" "$URL/named.html $URL/tagged.html" 'sort map { $_->{url} } @r' vigie mentions -a db --json

# With keep=all every version is a record with its bytes.
echo "site $URL/ delay=0 keep=all" >seeds.txt
page bare 'Nothing here either, 3 visitors.'
check_rc "everything kept" 0 night_after
check_out "is a record" "s:200:changed" sh -c "$(command -v vigie) history -a db $URL/bare.html --json >history
	tail -n 1 history | perl -ne 'print(/\"check\":true/ ? \"c\" : \"s\", \":\", /\"status\":(\d+)/, \":\", /\"change\":\"(\w+)/)'"
check_out "with its bytes" "$(cat www/bare.html)" sh -c \
	"vigie show -a db s\$(vigie history -a db $URL/bare.html --json | tail -n 1 | perl -ne '/\"snapshot\":(\d+)/ and print \$1') --raw"
check_rc "whole" 0 vigie verify -q -a db
