#!/bin/sh
# SPDX-License-Identifier: ISC
# Hostile and broken answers: each ends as one record, and the sweep goes on.
. "$(dirname "$0")/lib.sh"
plan 25

mkdir www
perl -e 'my @p = qw(bomb bombbr short chunk none reset bighead nul loop deep links label xml good);
	open my $f, ">", "www/index.html";
	print $f "<!DOCTYPE html><title>All</title>", map { "<a href=\"/$_\">$_</a> " } @p;
	open $f, ">", "www/deep.html"; print $f "<div>" x 50000, "Jane Doe lives down there.";
	open $f, ">", "www/links.html"; print $f "<p>Jane Doe</p>", map { "<a href=\"/l/$_\">x</a>" } 1 .. 12000;
	open $f, ">", "www/xml.xml"; print $f "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\">",
		(map { my $p = chr(ord("a") + $_ - 1); my $n = chr(ord("a") + $_); "<!ENTITY $n \"" . "&$p;" x 10 . "\">" } 1 .. 9),
		"<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&j; &x; Jane Doe</title><link>/i</link></item></channel></rss>";'
cat >www/behave <<'END'
/robots.txt status=404
/sitemap.xml status=404
/bomb     bomb=gzip size=300000000 type="text/html"
/bombbr   bomb=br size=300000000 type="text/html"
/short    text="<p>Jane Doe, cut off" length=5000 type="text/html"
/chunk    text="<p>Jane Doe in broken chunks" chunked=broken type="text/html"
/none     close=before
/reset    reset=mid text="0123456789" type="text/html"
/bighead  header_bytes=300000 text=x
/nul      text="<p>Jane\0 Doe and \0 more</p>" type="text/html"
/loop     redirect=/loop status=302
/deep     body=deep.html type="text/html"
/links    body=links.html type="text/html"
/label    text="<p>Jane Doe \xe9t\xe9" type="text/html; charset=utf-8"
/xml      body=xml.xml type="application/rss+xml"
/good     text="<p>And here is Jane Doe, safe and sound.</p>" type="text/html"
/l/*      text="<p>leaf</p>" type="text/html"
/cal/*    page=calendar links=3
/ses/*    page=session links=3
/hop/     text="<a href=/hop/a/1>ten</a> <a href=/hop/b/1>eleven</a>" type="text/html"
/hop/a/11 text="<p>Jane Doe, after ten redirects" type="text/html"
/hop/b/12 text="<p>Jane Doe, after eleven" type="text/html"
/hop/*    redirect=next status=302
END
httpd www
echo "site $URL/ delay=0 pages=60" >seeds.txt
vigie watch add -q -a db "Jane Doe"
LIMIT=$((LIMIT > 120 ? LIMIT : 120))
check_json "the sweep goes on to its end" 1 '$r[-1]{sweep}' vigie sweep -a db --seeds seeds.txt --json
check_json "the good page is found" 1 'scalar grep { $_->{url} =~ m{/good$} } @r' vigie mentions -a db --json
check_json "the deep page too" 1 'scalar grep { $_->{url} =~ m{/deep$} } @r' vigie mentions -a db --json
check_json "and that of many links" 1 'scalar grep { $_->{url} =~ m{/links$} } @r' vigie mentions -a db --json
check_json "nothing of the machine came in" 0 'scalar grep { /root:/ } map { values %$_ } @r' vigie mentions -a db --json
for p in bomb bombbr short chunk none reset bighead nul loop; do
	check_json "$p is one record" 1 '@r >= 1 ? 1 : 0' vigie history -a db "$URL/$p" --json
done
check_json "an error says which" 1 '$r[0]{status} ? 0 : $r[0]{error} ? 1 : 0' vigie history -a db "$URL/none" --json
n=$(vigie history -a db "$URL/none" --json | perl -ne '/"snapshot":(\d+)/ and print $1 and last')
check_json "what was asked is hashed all the same" 1 \
	'use Digest::SHA; Digest::SHA::sha256_hex($r[0]{request_head}) eq $r[0]{request_sha256} ? 1 : 0' \
	vigie show -a db "s$n" --record
check_json "a bomb is said to be one" 1 '($r[0]{problem} // "") =~ /limit/ ? 1 : 0' vigie history -a db "$URL/bomb" --json
check_rc "the archive is whole" 0 vigie verify -q -a db

# Ten redirects are followed, eleven are not.
echo "site $URL/hop/ delay=0 depth=2" >seeds.txt
vigie watch add -q -a hops "Jane Doe"
check_rc "redirects" 0 vigie sweep -q -a hops --seeds seeds.txt
check_json "ten lead to the page" "$URL/hop/a/11" 'map { $_->{url} } @r' vigie mentions -a hops --json
check_out "the eleventh is not followed" 0 log_is 'scalar grep { $_->{path} eq "/hop/b/12" } @r'

# A calendar without an end, and a session of its own in every link.
for trap in cal ses; do
	echo "site $URL/$trap/ delay=0 pages=1000" >seeds.txt
	check_rc "$trap: an endless site ends" 0 vigie sweep -q -a hops --seeds seeds.txt
	check_out "$trap: after few pages, each asked for once" yes log_is "
		my %n; \$n{\$_->{path}}++ for grep { \$_->{path} =~ m{^/$trap/} } @r;
		my @twice = grep { \$_ > 1 } values %n;
		@twice == 0 && scalar(keys %n) < 100 ? 'yes' : 'no'"
done
