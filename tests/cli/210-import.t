#!/bin/sh
# SPDX-License-Identifier: ISC
# vigie import: WARC files that others made, and what is no WARC.
. "$(dirname "$0")/lib.sh"
plan 43

export VIGIE_ARCHIVE=db
vigie watch add -q "Jane Doe"

# warc.pl PLAIN: a WARC 1.0 file as other tools write them, its records written
# from a table: requests before and after their answers, a body in chunks and
# one whose chunks the tool took off, a revisit, a resource, what is of no use.
cat >warc.pl <<'EOF'
use strict;
my $n = 0;
sub id { sprintf '<urn:uuid:00000000-0000-4000-8000-%012d>', shift }
sub record {
	my ($version, $fields, $block) = @_;
	$n++;
	return "WARC/$version\r\nWARC-Record-ID: " . id($n) . "\r\n$fields"
	    . 'Content-Length: ' . length($block) . "\r\n\r\n$block\r\n\r\n";
}
sub about {
	my ($type, $url, $more) = @_;
	return "WARC-Type: $type\r\nWARC-Target-URI: $url\r\n"
	    . "WARC-Date: 2019-05-06T07:08:09Z\r\n" . ($more // '');
}
my $http = "Content-Type: application/http; msgtype=response\r\n";
my $html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
my $page = "<html><title>Old</title><p>Jane Doe was here in 2019.</p></html>";
my $sum = "WARC-Payload-Digest: sha1:AAAA\r\n";
my @r = (
	record('1.0', "WARC-Type: warcinfo\r\nWARC-Date: 2019-05-06T07:08:09Z\r\n",
	    "software: other/1.0\r\n"),
	record('1.0', about('request', 'http://old.example/a',
		"WARC-Concurrent-To: " . id(3) . "\r\n"),
	    "GET /a HTTP/1.1\r\nHost: old.example\r\n\r\n"),
	record('1.0', about('response', '<http://old.example/a>', $http . $sum
		. "WARC-IP-Address: 192.0.2.7\r\n"), "$html\r\n$page"),
	record('1.1', about('response', 'http://old.example/chunked', $http),
	    $html . "Transfer-Encoding: chunked\r\n\r\n"
		. sprintf("%x\r\n%s\r\n0\r\n\r\n", length $page, $page)),
	record('1.1', about('request', 'http://old.example/chunked',
		"WARC-Concurrent-To: " . id(4) . "\r\n"),
	    "GET /chunked HTTP/1.1\r\nHost: old.example\r\n\r\n"),
	record('1.1', about('response', 'http://old.example/plain', $http),
	    $html . "Transfer-Encoding: chunked\r\n\r\n$page"),
	record('1.1', about('revisit', 'http://old.example/again', $http . $sum
		. "WARC-Refers-To-Target-URI: http://old.example/a\r\n"
		. "WARC-Profile: http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n"),
	    "$html\r\n"),
	record('1.1', about('resource', 'http://old.example/file',
		"Content-Type: text/html;\r\n charset=utf-8\r\n"),
	    "<html><p>Also Jane\xc2\xa0Doe.</p></html>"),
	record('1.1', about('response', 'http://old.example/none', $http),
	    "HTTP/1.0 404 Not Found\r\n\r\nnothing"),
	record('1.1', about('resource', 'urn:screenshot:1', ''), "x" x 100000),
	record('1.1', about('response', 'dns:old.example', "Content-Type: text/dns\r\n"), 'x'),
	record('1.1', about('metadata', 'http://old.example/a'), 'via: x'),
	record('1.1', about('response', 'http://old.example/ftp', $http), 'no answer'),
);
print @r;
EOF
perl warc.pl >plain.warc
printf '' >each.warc.gz
perl -0777 -ne 'for (split /(?=^WARC\/1)/m) { open my $g, "|-", "gzip -c >>each.warc.gz"; print $g $_; close $g }' plain.warc
gzip -c plain.warc >whole.warc.gz

check_rc "no file"  2 vigie import
check_err "a file that is not there"  'none.warc: No such file' vigie import none.warc
check_rc "a folder"  2 vigie import /

# ---- what comes of it ----
check_has "records are taken"  '^imported: 6 of 13 records \(0 known already\), 5 new mentions$' \
	vigie import plain.warc
check_rc "again: one is bad"  1 vigie import plain.warc
check_err "which"  'plain.warc: urn:uuid:.*013: not an HTTP answer: left out' vigie import plain.warc
check_json "the same mentions as a sweep finds, that no sweep has met" \
	"a again chunked file plain unreachable" \
	'(sort map { $_->{url} =~ m{/([a-z]+)$} } @r), do { my %s = map { $_->{state} => 1 } @r; keys %s }' \
	vigie mentions --json
check_out "again: nothing is added" "imported: 0 of 13 records (6 known already), 0 new mentions" \
	sh -c 'vigie import plain.warc 2>/dev/null'
vigie history http://old.example/a --json >a.json
check_out "one snapshot" 1 sh -c 'wc -l <a.json'
check_out "that says that it was imported, when its file says it was made, by its claim" \
	"plain.warc response 2019-05-06T07:08:09Z 192.0.2.7 null" \
	json '@{$r[0]{imported}}{qw(file type date ip)}, $r[0]{ip}' a.json
check_out "by its file's hash" "$(sha256sum plain.warc | cut -d' ' -f1)" \
	json '$r[0]{imported}{file_sha256}' a.json
check_out "its own time is now" "$(date -u +%Y)" json 'substr $r[0]{at}, 0, 4' a.json
check_has "people are told" 'imported: plain.warc, which dates it 2019-05-06T07:08:09Z' \
	vigie history http://old.example/a
S=s$(json '$r[0]{snapshot}' a.json)
# A delay counts from what the file claims, since it is earlier; both are shown.
check_json "delays count from the file's date, as its claim" \
	"2019-05-06 import-claim $(date -u +%Y) first-seen" \
	'map { ($_->{from}, $_->{rests_on}, substr($_->{observed}, 0, 4), $_->{observed_rests_on}) } $r[0]{deadlines}[0]' \
	vigie history --window --json http://old.example/a
check_has "people are told whose claim it is" \
	'counted from 2019-05-06: date that an imported file claims .*no observation of ours' \
	vigie history http://old.example/a
check_has "and the other date" 'without that file: 20.*first sighting' \
	vigie history http://old.example/a
ID=$(vigie mentions --json | json 'map { $_->{id} } grep { $_->{url} =~ m{/a$} } @r' /dev/stdin)
vigie export -q --unstamped "$ID" -o import.zip
check_has "the report says so" '6 May 2019.*imported file claims.*no observation of ours.*Without that file: ' \
	unzip -p import.zip '*/data/report-en.html'
check_has "in French too" '6 mai 2019.*fichier importé.*non une constatation.*Sans ce fichier' \
	unzip -p import.zip '*/data/rapport-fr.html'
check_has "--help says what is taken" 'WARC 1.0 or 1.1' vigie import --help
check_has "its record's type" '"type":"import"' vigie show $S --record
check_has "its request stood before it" 'GET /a HTTP/1.1' vigie show $S --record
check_out "its bytes" '<html><title>Old</title><p>Jane Doe was here in 2019.</p></html>' vigie show $S --raw
of() { vigie history "http://old.example/$1" --json | json '$r[0]{snapshot}' /dev/stdin; }
check_has "another's after it" 'GET /chunked HTTP/1.1' vigie show s$(of chunked) --record
for page in chunked plain again; do
	check_out "$page: the same body" '<html><title>Old</title><p>Jane Doe was here in 2019.</p></html>' \
		vigie show s$(of $page) --raw
done
check_has "a resource shows its WARC fields for a head" 'Content-Type: text/html; *charset=utf-8' \
	vigie show s$(of file) --headers
check_has "the archive knows what the file holds" '"status":404,.*"adapter":"site"' vigie show s6 --record
check "the archive is whole" vigie verify -q
vigie mentions --json | sort >before
vigie reindex -q
check_out "reindex finds the same" "" sh -c 'vigie mentions --json | sort | diff before -'

# ---- other forms ----
for file in each.warc.gz whole.warc.gz; do
	check_json "$file" "6 1 0" '@{$r[-1]}{qw(imported bad new_mentions)}' \
		vigie -a other import $file --json
	rm -rf other
done
head -c 1150 plain.warc >cut.warc
check_err "a file that is cut" 'cut.warc: no WARC, or cut short, after [34] records' vigie -a cut import cut.warc
check_json "what stood before the cut is there" 1 'scalar @r' vigie -a cut history http://old.example/a --json
head -c 600 each.warc.gz >cut.warc.gz
check_rc "a gzip file that is cut" 1 vigie -a cut import -q cut.warc.gz
check_err "no WARC at all" 'after 0 records' vigie -a cut import warc.pl
: >empty
check_rc "an empty file" 0 vigie -a cut import -q empty
check "that archive is whole" vigie -a cut verify -q

# ---- a page that a sweep meets too ----
mkdir www
echo '<html><title>t</title><p>Jane Doe is here.</p></html>' >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie sweep -q --seeds seeds.txt
perl -e 'my $p = "HTTP/1.1 404 Not Found\r\n\r\n"; my $h = "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <x>\r\nWARC-Target-URI: $ARGV[0]/\r\nWARC-Date: 2018-01-01T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: ".length($p)."\r\n\r\n"; print "$h$p\r\n\r\n"' "$URL" >gone.warc
vigie import -q gone.warc
check_json "an old 404 makes nothing gone" online '(grep { $_->{url} =~ /127/ } @r)[0]{state}' vigie mentions --json

# ---- what it is in a bundle ----
vigie export -q --name "Jane Doe" -o case.zip
check "a bundle with it is whole" vigie verify -q case.zip
check_has "its sheet says what it is" 'Imported, not fetched by vigie' \
	sh -c 'unzip -p case.zip "*/data/report-en.html"'

# ---- a file by wget ----
if command -v wget >/dev/null; then
	echo '<html><title>w</title><p>Jane Doe by wget.</p></html>' >www/wget.html
	wget -q --warc-file=wget -O /dev/null "$URL/wget.html"
	check_json "wget's own" "1 1 0" '@{$r[-1]}{qw(imported new_mentions bad)}' \
		vigie import wget.warc.gz --json
	check_has "with the request" 'GET /wget.html' \
		sh -c "vigie show s\$(vigie history $URL/wget.html --json | sed 's/.*\"snapshot\":\\([0-9]*\\).*/\\1/') --record"
else
	skip 2 "no wget"
fi
