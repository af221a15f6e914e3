#!/bin/sh
# SPDX-License-Identifier: ISC
# The window of a page (CLI.md, history): last absent, first seen, each change,
# last seen, gone, with the snapshot that proves each; and the deadlines.
. "$(dirname "$0")/lib.sh"
plan 23

mkdir www
page() { # FILE TEXT
	printf '<!DOCTYPE html><html><head><title>News</title></head><body><article><p>%s</p></article></body></html>\n' \
		"$2" >"www/$1"
}
night() {
	vigie sweep -q --all --seeds seeds.txt
}
page index.html '<a href="late.html">late</a> <a href="other.html">other</a>'
page other.html 'Nobody in particular has been to the fair this year, it is said.'
httpd www
export VIGIE_ARCHIVE=db
vigie watch add -q "Jane Doe"
echo "site $URL/ delay=0" >seeds.txt
night # 1: not there
page late.html 'It is said that Jane Doe has been to the fair this year.'
night # 2: there
page late.html 'It is said that Jane Doe has been to the fair this year, and stole a hen.'
night # 3: changed
night # 4: the same
rm www/late.html
night # 5: gone

late="$URL/late.html"
events='my ($w) = @r; join ",", map { $_->{event} } @{$w->{events}}'
check_rc "the rows and the window" 0 vigie history "$late"
vigie history "$late" >words
check_has "the rows come first" '^ +s[0-9]+  .*  404 ' head -n 1 words
check_has "its last absence, with its record" \
	"s[0-9]+ .*last absent .*/late.html  \(record [0-9]+, HTTP 404\)" cat words
check_has "its end" 'found gone from this address .*HTTP 404' cat words
check_has "deadlines are for a lawyer to check" 'to be checked by a lawyer' cat words
check_has "until when" 'Press law, 3 months: [0-9-]{10}, [0-9]+ days left' cat words
check_has "in French" 'délais, à vérifier par un avocat' vigie history --lang fr "$late"
check_json "events by time" "last-absent,first-seen,changed,last-seen,gone" "$events" \
	vigie history --window --json "$late"
check_json "the same by the mention's id" "last-absent,first-seen,changed,last-seen,gone" "$events" \
	vigie history --window --json "$(vigie mentions --json | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p')"
check_json "each names what proves it" "404 200 200 304 404" \
	'map { $_->{status} // "none" } @{$r[0]{events}}' vigie history --window --json "$late"
# What a window says of a snapshot is what show says of it.
proofs() {
	vigie history --window --json "$late" >w.json
	perl -MJSON::PP -ne '
		my $w = decode_json($_);
		for (@{$w->{events}}) {
			my $s = decode_json(`vigie show --json s$_->{snapshot}`);
			print "$_->{event}\n" if $s->{at} ne $_->{at} ||
				$s->{leaf} != $_->{leaf} || $s->{requested_url} ne $_->{url};
		}' w.json
}
check_out "and speaks of it truly" "" proofs
check_json "the bounds" "1 1 1 1" \
	'map { $r[0]{$_} lt $r[0]{gone} || $_ eq "gone" ? 1 : 0 } qw(last_absent first_seen last_seen gone)' \
	vigie history --window --json "$late"
check_json "deadlines rest on the last absence" "last-absent last-absent last-absent" \
	'map { $_->{rests_on} } @{$r[0]{deadlines}}' vigie history --window --json "$late"
check_json "three months, a year, three months" "press-3-months press-1-year right-of-reply" \
	'map { $_->{deadline} } @{$r[0]{deadlines}}' vigie history --window --json "$late"
check_json "days are counted from --now" 1 \
	'$r[0]{deadlines}[0]{days_left} < -365 ? 1 : 0' \
	vigie history --now 2036-01-01T00:00:00Z --window --json "$late"
check_json "rows say what they prove" "last-absent first-seen changed last-seen gone" \
	'map { map { $_->{event} } @{$_->{proves}} } @r' vigie history --json "$late"
check_json "and are the rows of before" "5" 'scalar grep { $_->{snapshot} } @r' \
	vigie history --json "$late"

check_json "a page without a mention is a window too" "null first-seen,last-seen" \
	'my ($w) = @r; ($w->{mention}, join ",", map { $_->{event} } @{$w->{events}})' \
	vigie history --window --json "$URL/other.html"
check_has "with no absence before it" 'no earlier visit' vigie history "$URL/other.html"
check_rc "a page never asked for" 1 vigie history --window "$URL/never.html"

# One computation, two faces: the report says the same.
vigie export -q --name "Jane Doe" -o one.zip
unzip -p one.zip '*/data/chronologie.csv' | tr -d '\r' |
	sed -n 's/^1,"[^"]*",\([a-z-]*\),\([^,]*\),.*/\1 \2/p' >said
vigie history --window --json "$late" |
	perl -MJSON::PP -ne 'print "$_->{event} $_->{at}\n" for @{decode_json($_)->{events}}' >ours
check "the bundle's chronology is this window" sh -c 'sort said >a; sort ours | diff a -'
last_days() {
	vigie history --window --json "$late" |
		perl -MJSON::PP -ne 'print "$_->{last_day}\n" for @{decode_json($_)->{deadlines}}'
}
in_words() { # as the English report writes them
	last_days | while read -r d; do date -u -d "$d" '+%-d %B %Y'; done
}
unzip -p one.zip '*/data/report-en.html' >report.html
in_report() { # as the English report writes them
	last_days | while read -r d; do
		grep -q "$(date -u -d "$d" '+%-d %B %Y')" report.html && echo yes
	done
}
check_out "and its deadlines are these" "yes
yes
yes" in_report
check_rc "the bundle is whole" 0 vigie verify -q one.zip
