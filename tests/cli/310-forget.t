#!/bin/sh
# SPDX-License-Identifier: ISC
# What is forgotten is gone from the files; the log stays provable.
. "$(dirname "$0")/lib.sh"
plan 23

export VIGIE_ARCHIVE=db
mkdir www
word() { # an incompressible word that stands for itself in the bytes
	od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}
SECRET=$(word) OTHER=$(word)
page() { # WHO WORD
	echo "<html><title>$1</title><p>Jane Doe met $1, word $2, in the" \
		"garden behind the old mill, and nobody else was there.</p>" \
		"</html>"
}
page Anna $SECRET >www/anna.html
page Berta $OTHER >www/berta.html
echo '<html><a href="/anna.html">a</a> <a href="/berta.html">b</a></html>' \
	>www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add "Jane Doe" >/dev/null
vigie sweep -q --seeds seeds.txt
vigie checkpoint >before.txt
vigie mentions --json >mentions.json
ID=$(json 'map { $_->{id} } grep { $_->{url} =~ /anna/ } @r' mentions.json)
S=$(json 'map { @{$_->{snapshots}} } grep { $_->{url} =~ /anna/ } @r' mentions.json)
OTHER_S=$(json 'map { @{$_->{snapshots}} } grep { $_->{url} =~ /berta/ } @r' mentions.json)

check_has "the page is there"  "$SECRET" vigie show "s$S" --raw
check_rc "a reason is due"  2 vigie forget "$ID"
check_rc "something to forget is due"  2 vigie forget --reason x
check_rc "what never was"  1 vigie forget s9999 --reason x
check_json "it is forgotten"  "1 1 1" \
	'@{$r[0]}{qw(records contents mentions)}' \
	vigie forget "$ID" --reason "request 7" --json
check_json "the mention is gone"  "0" \
	'scalar grep { $_->{url} =~ /anna/ } @r' vigie mentions --json
check_err "show says so of the mention"  "$ID: forgotten" vigie show "$ID"
check_err "and of the snapshot"  "s$S: forgotten" vigie show "s$S"
check_rc "its bytes cannot be had"  1 vigie show "s$S" --raw
check_has "the other page can be read still"  "$OTHER" vigie show "s$OTHER_S" --raw
check_rc "no file holds the word as it is"  1 grep -rqa "$SECRET" db
check "the archive is whole"  vigie verify -q
check_has "verify says what is missing by right"  \
	'forgotten +1 records: erased by request' vigie verify
check "the log extends the one before"  vigie verify -q --against before.txt
check_out "history passes it over"  '' vigie history "$URL/anna.html"
check_rc "it cannot be forgotten twice"  1 vigie forget "$ID" --reason again
check "a reindex does not bring it back"  vigie reindex -q
check_json "nothing of it is there"  "0" \
	'scalar grep { $_->{url} =~ /anna/ } @r' vigie mentions --json


# ---- what a page was shown with ----
mkdir www/shown
printf 'GIF89a%s' "$(word)" >www/shown/hers.gif
printf 'GIF89a%s' "$(word)" >www/shown/both.gif
printf '%s' "p { color: red } /* $(word) */" >www/shown/moved.css
echo '/shown/her.css redirect=/shown/moved.css' >www/behave
stop
httpd www
shown() { # WHO PICTURES
	echo "<html><title>$1</title><link rel=stylesheet href=$2><p>Jane Doe met" \
		"$1 at the fair of the town.</p><img src=$3><img src=both.gif></html>"
}
shown Clara her.css hers.gif >www/shown/clara.html
shown Dora none.css none.gif >www/shown/dora.html
echo '<a href=clara.html>c</a> <a href=dora.html>d</a>' >www/shown/index.html
echo "site $URL/shown/ delay=0" >seeds.txt
export VIGIE_ARCHIVE=db2
vigie watch add -q "Jane Doe"
vigie sweep -q --seeds seeds.txt
ID=$(vigie mentions --json | json 'map { $_->{id} } grep { $_->{url} =~ /clara/ } @r' /dev/stdin)
# One page, its picture, its sheet and where that has moved to.
check_json "a page is forgotten with what it alone was shown with"  "4 3" \
	'@{$r[0]}{qw(records contents)}' vigie forget "$ID" --reason x --json
check_out "its picture is gone"  '' vigie history "$URL/shown/hers.gif"
check_out "its sheet too, wherever it had moved"  '' \
	sh -c "vigie history $URL/shown/her.css; vigie history $URL/shown/moved.css"
check_json "what another page is shown with is not"  "200" '$r[0]{status}' \
	vigie history "$URL/shown/both.gif" --json
check "the archive is whole"  vigie verify -q
