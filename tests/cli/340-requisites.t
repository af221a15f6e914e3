#!/bin/sh
# SPDX-License-Identifier: ISC
# A page with a mention is fetched with its pictures and style sheets, politely,
# and they are in the bundle of its case.
. "$(dirname "$0")/lib.sh"
plan 27

mkdir -p www/deep www/img
# A picture of one pixel.
picture() {
	printf 'GIF89a\001\000\001\000\200\000\000\000\000\000\377\377\377!\371\004\001\000\000\000\000,\000\000\000\000\001\000\001\000\000\002\002D\001\000;'
	printf '%s' "$1"
}
for name in one two three icon other; do
	picture $name >www/img/$name.gif
done
echo 'body { color: #123 }' >www/style.css
echo 'p { color: #456 }' >www/plain.css
cat >www/anna.html <<-'END'
	<!DOCTYPE html><html><head><title>On Anna</title>
	<link rel=stylesheet href=style.css><link rel="shortcut icon" href=/img/icon.gif>
	</head><body><article><h1>On Anna</h1><p>Yesterday Anna Quillfeather spoke at length
	in the town hall of the matter. <img src=img/one.gif alt=one>
	<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" srcset="img/two.gif 1x, img/two-large.gif 2x">
	<img src=/img/moved.gif><img src=/closed/it.gif><img src=/img/one.gif>
	<img src=/img/large.gif></p></article></body></html>
END
sed 's/Anna Quillfeather/A neighbour/; s/style.css/plain.css/; s/one.gif/other.gif/' \
	www/anna.html >www/nobody.html
echo '<a href=anna.html>a</a> <a href=nobody.html>b</a>' >www/index.html
printf 'User-agent: *\nDisallow: /closed/\n' >www/robots.txt
printf '/img/moved.gif redirect=/img/three.gif\n/img/large.gif type=image/gif text=x endless=yes\n' >www/behave
httpd www
export VIGIE_ARCHIVE=db
vigie watch add -q "Anna Quillfeather"
echo "site $URL/ delay=0.05" >seeds.txt
check_rc "a sweep" 0 vigie sweep -q --seeds seeds.txt
shown() {
	requests | grep -E '\.(css|gif)$' | sort
}
check_out "the page's requisites were asked for, each once, and nobody else's" \
"GET /img/icon.gif
GET /img/large.gif
GET /img/moved.gif
GET /img/one.gif
GET /img/three.gif
GET /img/two.gif
GET /style.css" shown
check_out "one at a time" 1 max_flying
gap() { min_gap | awk '{ print ($1 >= 50) ? "polite" : $1 }'; }
check_out "at the seed's pace" polite gap
# One page may have been on its way when the answer was read.
after() {
	requests | awk '/anna.html/ { a = NR } /style.css/ { s = NR }
		END { print (s > a && s <= a + 2) ? "next" : "later" }'
}
check_out "right after the page" next after
check_has "the page's record names them" '"requisites":\["http.*style.css"' \
	sh -c 'id=$(vigie mentions --json | sed "s/.*\"id\":\"\([0-9a-f]*\)\".*/\1/")
	vigie show $id --record'
check_json "a sheet is a record of its own" "true 200 text/css" \
	'($r[0]{requisite} ? "true" : "false"), $r[0]{status}, $r[0]{mime}' \
	sh -c 'n=$(vigie history '"$URL"'/style.css --json | sed "s/.*\"snapshot\":\([0-9]*\).*/\1/")
	vigie show s$n --record'
check_has "that does not say whose" '^0$' sh -c 'vigie history '"$URL"'/style.css --json | grep -c anna'
check_has "what is too large is cut" too-large vigie history "$URL/img/large.gif" --json
check_rc "the archive is whole" 0 vigie verify -q

before=$(wc -l <"$LOG")
vigie sweep -q --all --seeds seeds.txt
check_out "an unchanged page is not fetched with them again" 0 \
	sh -c "tail -n +$((before + 1)) $LOG | grep -c -E 'css|gif'"
sed -i 's/spoke at length/spoke for an hour/' www/anna.html
before=$(wc -l <"$LOG")
vigie sweep -q --all --seeds seeds.txt
check_out "one that changed is, and unchanged ones are not sent again" "304" \
	sh -c "tail -n +$((before + 1)) $LOG | grep style.css | sed 's/.*\"status\":\([0-9]*\).*/\1/'"

check_rc "an export" 0 vigie export -q --name "Anna Quillfeather" -o anna.zip
warc() {
	unzip -q -o anna.zip && find VIGIE-* -name '*.wacz' -exec unzip -p {} archive/data.warc.gz ';' |
		gzip -dc | grep -a -o "^WARC-Target-URI: http.*\.\(css\|gif\)" | sed 's/.*:[0-9]*//' | sort -u
}
check_out "holds them, and only them" \
"/img/icon.gif
/img/large.gif
/img/moved.gif
/img/one.gif
/img/three.gif
/img/two.gif
/style.css" warc
check_rc "and is whole" 0 vigie verify -q anna.zip
check_rc "the mentions are what they were after a reindex" 0 sh -c '
	vigie mentions --json >before; vigie reindex -q; vigie mentions --json | cmp - before'

# One page may have 48 of them; more is left.
for n in 48 49; do
	mkdir -p "www/many$n"
	{
		echo '<title>Many</title><p>Here Anna Quillfeather is shown again and again.'
		for i in $(seq $n); do echo "<img src=/many$n/$i.gif>"; done
	} >"www/many$n/index.html"
	echo "site $URL/many$n/ delay=0" >many.txt
	vigie sweep -q --seeds many.txt
	check_out "of $n requisites 48 are asked for" 48 grep -c "/many$n/[0-9]*.gif" "$LOG"
done

# Killed between a page and its sheet: the next sweep fetches the sheet, as one
# that was asked for before. (Whether it was asked for before the kill is not
# known: so the delay is one that the next sweep can wait for.)
mkdir www/late
echo '<title>Late</title><link rel=stylesheet href=late.css><p>At last Anna Quillfeather came, and it was late.' >www/late/index.html
echo 'p { color: blue }' >www/late/late.css
echo '/late/late.css delay_ms=5000 times=1' >www/behave
stop
httpd www
echo "site $URL/late/ delay=0" >late.txt
export VIGIE_ARCHIVE=late
vigie watch add -q "Anna Quillfeather"
"$B/vigie" sweep -q --seeds late.txt &
pid=$!
for _ in $(seq 200); do
	vigie mentions --json | grep -q late && break
	sleep 0.1
done
kill -KILL $pid
wait $pid 2>/dev/null
check_out "it is not there yet" '' vigie history "$URL/late/late.css" --json
check_rc "the next sweep" 0 vigie sweep -q --seeds late.txt
S=s$(vigie history "$URL/late/late.css" --json | sed 's/.*"snapshot":\([0-9]*\).*/\1/')
check_has "fetches it, and says who had asked for it" '"requisite":true,"asked_in_sweep":1,' \
	vigie show "$S" --record
vigie export -q --unstamped -o late.zip
check_has "so does the report of its bundle" 'received by a later visit.*: 1' \
	unzip -p late.zip '*/data/report-en.html'
before=$(wc -l <"$LOG")
check_out "it is not asked for again" 0 sh -c "vigie sweep -q --all --seeds late.txt; tail -n +$((before + 1)) $LOG | grep -c late.css"

# The same between the answer that sends it elsewhere and what is there.
echo '<title>Late</title><link rel=stylesheet href=moved.css><p>At last Anna Quillfeather came, and later still.' >www/late/moved.html
printf '/late/moved.css redirect=/late/there.css\n/late/there.css delay_ms=5000 times=1\n' >www/behave
printf 'p { color: red }' >www/late/there.css
stop
httpd www
echo "site $URL/late/moved.html delay=0" >moved.txt
"$B/vigie" sweep -q --seeds moved.txt &
pid=$!
for _ in $(seq 200); do
	vigie history "$URL/late/moved.css" --json 2>/dev/null | grep -q 302 && break
	sleep 0.1
done
kill -KILL $pid
wait $pid 2>/dev/null
check_out "where a sheet has moved to it is not there yet" '' vigie history "$URL/late/there.css" --json
check_rc "the next sweep" 0 vigie sweep -q --seeds moved.txt
S=s$(vigie history "$URL/late/there.css" --json | sed 's/.*"snapshot":\([0-9]*\).*/\1/')
check_has "fetches it from there, and says who had asked for it" '"requisite":true,"asked_in_sweep":[1-9]' \
	vigie show "$S" --record
before=$(wc -l <"$LOG")
check_out "once" 0 sh -c "vigie sweep -q --all --seeds moved.txt; tail -n +$((before + 1)) $LOG | grep -c css"
