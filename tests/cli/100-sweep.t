#!/bin/sh
# SPDX-License-Identifier: ISC
# A sweep: what is fetched, found, kept, counted; the next night; conditions.
. "$(dirname "$0")/lib.sh"
plan 43

mkdir -p www/blog
cat >www/index.html <<'END'
<!DOCTYPE html><html lang="en"><title>Harbour news</title>
<p>Nothing to see. <a href="/blog/one.html">one</a> <a href="/blog/two.html#end">two</a>
<a href="/closed/secret.html">closed</a> <a href="http://127.0.0.9:1/away">away</a>
<a href="/gone.html">gone</a>
END
cat >www/blog/one.html <<'END'
<!DOCTYPE html><html lang="en"><title>A concert</title>
<meta name="author" content="Ann Roe"><meta property="article:published_time" content="2026-11-18T20:00:00+01:00">
<article><h1>A concert</h1><p>On Wednesday evening the small hall was full to the last chair, and those who
came late stood in the corridor. Jane Doe played the slow movement as if nobody were there, and
then bowed to a silence that lasted longer than the piece. The harbour choir sang afterwards.</p></article>
END
cat >www/blog/two.html <<'END'
<!DOCTYPE html><html lang="en"><title>The tides</title>
<article><p>High water at six in the morning, low water at noon, and nothing else to report from the pier.</p></article>
END
mkdir www/closed
echo secret >www/closed/secret.html
printf 'User-agent: *\nDisallow: /closed/\n' >www/robots.txt
echo '/sitemap.xml status=404' >www/behave
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a db "Jane Doe"

vigie sweep -a db --seeds seeds.txt --json >rows
check_json "the summary" "1 1 1 0 1" '@{$r[-1]}{qw(sweep seeds new_mentions changed skipped_robots)}' cat rows
check_out "a row for each fetch that it counts, and that the server saw" "$(grep -c . requests.log)" \
	perl -MJSON::PP -ne 'my $x = decode_json($_); $n++ if defined $x->{url};
		print $n == $x->{fetched} ? "$n\n" : "$n rows of $x->{fetched}\n" if $x->{started}' rows
check_out "robots.txt first, nothing twice, nothing closed, nothing away" "GET /robots.txt
GET /" sh -c 'perl -MJSON::PP -ne '"'"'my $x = decode_json($_); print "$x->{method} $x->{path}\n"'"'"' requests.log | head -2'
check_out "each page once" "" log_is '
	my %n; $n{$_->{path}}++ for @r; grep { $n{$_} > 1 } keys %n'
check_out "nothing closed" "" log_is 'grep { m{closed} } map { $_->{path} } @r'
check_out "the program says who it is" "" log_is '
	map { $_->{headers}{"User-Agent"} // $_->{headers}{"user-agent"} // "none" }
	grep { ($_->{headers}{"User-Agent"} // $_->{headers}{"user-agent"} // "") !~ m{^vigie/\d} } @r'
check_json "one mention, field for field" \
	"Jane Doe exact Jane Doe site $URL/blog/one.html Ann Roe 2026-11-18T20:00:00+01:00 online en 1" \
	'@{$r[0]}{qw(name match matched network url author published state lang sweep)}' vigie mentions -a db --json
check_json "the snippet quotes the page" 1 '$r[0]{snippet} =~ /corridor\. Jane Doe played the slow/ ? 1 : 0' \
	vigie mentions -a db --json
check_json "every promised field is there" "" '
	grep { !exists $r[0]{$_} } qw(id name match matched kind network url author author_url handle title
	published published_from lang snippet snippets first_seen last_seen state snapshots cluster sweep)' \
	vigie mentions -a db --json
check_json "an id of 16 digits" 1 '$r[0]{id} =~ /^[0-9a-f]{16}$/ ? 1 : 0' vigie mentions -a db --json
id=$(vigie mentions -a db --json | perl -MJSON::PP -ne 'print decode_json($_)->{id}')
check_rc "shown by its beginning" 0 vigie show -a db "$(echo "$id" | cut -c1-5)"
check_rc "three characters are too few" 2 vigie show -a db "$(echo "$id" | cut -c1-3)"
snap=$(vigie mentions -a db --json | perl -MJSON::PP -ne 'print decode_json($_)->{snapshots}[0]')
check "the bytes are the server's" sh -c "vigie show -a db s$snap --raw | cmp - www/blog/one.html"
check_json "and their hash" "$(sha256sum <www/blog/one.html | cut -c1-64)" '$r[0]{payload_sha256}' \
	vigie show -a db s$snap --json
check_has "the request as it was" '^GET /blog/one.html HTTP/1.1' vigie show -a db s$snap --headers
check_has "the answer as it was" '^HTTP/1.1 200 OK' vigie show -a db s$snap --headers
check_has "the text" 'Jane Doe played' vigie show -a db s$snap --text
check_out "and its hash" "$(vigie show -a db s$snap --text | perl -0777 -pe 's/\n\z//' | sha256sum | cut -c1-64)" \
	sh -c "vigie show -a db s$snap --record | sed 's/.*\"text_sha256\":\"\([0-9a-f]*\)\".*/\1/'"
check_json "the leaf" "capture $snap" '@{$r[0]}{qw(type snapshot)}' vigie show -a db s$snap --record
check_json "every promised field of a snapshot" "" '
	grep { !exists $r[0]{$_} } qw(snapshot url requested_url at status ip tls request_sha256 response_sha256
	payload_sha256 content_sha256 bytes mime leaf leaf_hash time_stamps same_as change)' \
	vigie show -a db s$snap --json
check_json "history of the page" "200 new" '@{$r[0]}{qw(status change)}' vigie history -a db "$URL/blog/one.html" --json
check_json "a page without a mention is a record too" "200 0" '$r[0]{status}, $r[0]{kept} ? 1 : 0' \
	vigie history -a db "$URL/blog/two.html" --json
check_json "an absence too" "404" '$r[0]{status}' vigie history -a db "$URL/gone.html" --json
check_rc "an address never asked for" 1 vigie history -a db "$URL/never.html"
check_rc "whole" 0 vigie verify -a db -q

# Nothing is due before its day has passed.
: >requests.log
check_out "nothing is due yet" "" vigie sweep -a db --seeds seeds.txt -q
check_out "nothing was asked for" "" requests
check_rc "a day later it is" 0 vigie sweep -a db --seeds seeds.txt -q --now 2030-01-01T00:00:00Z
check_out "pages are asked for with a condition" "/ /blog/one.html /blog/two.html" log_is '
	join " ", sort map { $_->{path} } grep { my $h = $_->{headers};
	grep { lc eq "if-none-match" } keys %$h } @r'
check_out "and answered 304" 304 log_is '
	my %s; $s{$_->{status}} = 1 for grep { $_->{path} =~ m{^/blog/} } @r; keys %s'
check_json "which is a check in the history" "new same" 'map { $_->{change} } @r' \
	vigie history -a db "$URL/blog/one.html" --json
check_json "with a number of its own, bytes and all" "200 304 1" \
	'$r[0]{status}, $r[1]{status}, $r[0]{payload_sha256} eq $r[1]{payload_sha256} ? 1 : 0' \
	vigie history -a db "$URL/blog/one.html" --json
check_json "online still" online '$r[0]{state}' vigie mentions -a db --json

# The passage is edited, then gone; then the page.
sed -i 's/bowed to a silence/ran from the hall/' www/blog/one.html
check_json "changed" "0 1 0" '@{$r[-1]}{qw(new_mentions changed gone)}' \
	vigie sweep -a db --seeds seeds.txt --all --json
check_json "is its state" changed '$r[0]{state}' vigie mentions -a db --json
sed -i 's/Jane Doe/Somebody/' www/blog/one.html
check_json "gone" "0 0 1" '@{$r[-1]}{qw(new_mentions changed gone)}' vigie sweep -a db --seeds seeds.txt --all --json
check_json "is its state" gone '$r[0]{state}' vigie mentions -a db --json
sed -i 's/Somebody/Jane Doe/' www/blog/one.html
check_rc "back again" 0 vigie sweep -a db --seeds seeds.txt --all -q
check_json "online" 1 '$r[0]{state} =~ /^(online|changed)$/ ? 1 : 0' vigie mentions -a db --json
printf '/blog/one.html status=503\n/sitemap.xml status=404\n' >www/behave
vigie sweep -a db --seeds seeds.txt --all -q 2>/dev/null
check_json "unreachable is not gone" unreachable '$r[0]{state}' vigie mentions -a db --json
printf '/blog/one.html status=410\n/sitemap.xml status=404\n' >www/behave
vigie sweep -a db --seeds seeds.txt --all -q 2>/dev/null
check_json "410 is gone" gone '$r[0]{state}' vigie mentions -a db --json
check_json "the whole story" "new same changed gone changed unreachable gone" 'my $l = ""; grep { my $n = $_ ne $l; $l = $_; $n } map { $_->{change} } @r' \
	vigie history -a db "$URL/blog/one.html" --json
check_rc "still whole" 0 vigie verify -a db -q
