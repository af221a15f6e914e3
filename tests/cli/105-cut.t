#!/bin/sh
# SPDX-License-Identifier: ISC
# What came only in part, or could not be decoded, says nothing of what it did
# not show; what a 304 vouches for; redirects that stay.
. "$(dirname "$0")/lib.sh"
plan 30

mkdir www
for p in short coded labelled lost back paper; do
	echo "<!DOCTYPE html><title>T</title><p>So says Jane Doe, of $p" >www/$p.html
	echo "<a href=$p.html>$p</a>"
done >www/index.html
echo '<a href=moved>m</a> <a href=head>h</a> <a href=paper.pdf>p</a> <a href=plain.txt>p</a>' >>www/index.html
echo '%PDF-1.4 Jane Doe' >www/paper.pdf
echo 'Nobody' >www/plain.txt
cat >www/normal <<'END'
/robots.txt status=404
/sitemap.xml status=404
/moved redirect=/back.html header="X-Token: 1"
END
cp www/normal www/behave
printf 'HTTP/1.1 200 OK\r\nContent-Ty' >www/half
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a db "Jane Doe"
night() {
	vigie sweep -q --all -a db --seeds seeds.txt
}
state() {
	vigie mentions -a db --json >rows && perl -MJSON::PP -ne '
		BEGIN { $want = shift } my $m = decode_json($_);
		print "$m->{state}\n" if $m->{url} =~ /\Q$want\E/' "/$1.html" rows
}
last() {
	vigie history -a db "$URL/$1" --json | tail -1 | perl -MJSON::PP -ne '
		my $s = decode_json($_);
		print join(" ", map { $_ // "null" } @{$s}{qw(status change error absent)}), "\n"'
}
check_rc "first night" 0 night
check_out "a page is online" online state short
cat >www/behave - www/normal <<'END'
/short.html text="<!DOCTYPE html><p>So says" length=5000 type="text/html"
/coded.html text="<!DOCTYPE html><p>So says nobody" encoding=gzip type="text/html"
/labelled.html text="<p>So says Jane Doe, of labelled, again" encoding=utf-8 type="text/html"
/lost.html text="<!DOCTYPE html><p>Nobody says so" type="text/html"
/back.html status=404
/paper.html text="%PDF-1.4 Jane Doe" type="application/pdf"
/head raw=half keepalive=off
/moved redirect=/back.html header="X-Token: 2"
END
check_out "what is not read proves no absence" "200 new null null" last paper.pdf
check_out "what was read does" "200 new null no mention" last plain.txt
check_rc "second night" 0 night
check_out "cut off before its mention: unreachable" unreachable state short
check_out "in its history too" "200 unreachable truncated null" last short.html
check_out "so where the coding is broken" unreachable state coded
check_out "in its history too" "200 unreachable null null" last coded.html
check_out "a label that names no coding is passed over" changed state labelled
check_out "read whole, without: gone" gone state lost
check_out "a PDF in its place: unreachable" unreachable state paper
check_out "404: gone" gone state back
check_out "a head cut off is no answer" "null unreachable truncated null" last head
check_out "a redirect to where it led is the same" "302 same null null" last moved
vigie mentions -a db --json >before
check_rc "reindex" 0 vigie reindex -q -a db
check_rc "concludes the same" 0 sh -c 'vigie mentions -a db --json | cmp - before'
sed 's,=/back,=/lost,' www/normal >www/behave
: >requests.log
check_rc "third night" 0 night
check_out "what replaced a page is no ground for a condition" 0 sh -c \
	"grep '\"/\(back\|short\).html' requests.log | grep -c if-none-match"
check_out "one that was read is" 1 sh -c "grep '\"/labelled.html' requests.log | grep -c if-none-match"
check_out "it is back" online state back
check_out "and so is the other" online state short
check_out "a redirect that leads elsewhere has changed" "302 changed null null" last moved
check_rc "the archive is whole" 0 vigie verify -q -a db

# A feed: what it still lists, and what it holds no longer.
feed() {
	printf '<rss version="2.0"><channel><title>F</title>'
	for i in c b a; do
		eval "printf '<item><guid isPermaLink=\"false\">$i</guid><link>/item/$i</link><description>%s</description></item>' \"\$$i\""
	done
	printf '</channel></rss>'
}
feed_state() {
	vigie mentions -a fed --json >rows && perl -MJSON::PP -ne 'print decode_json($_)->{state}, "\n"' rows
}
feed_night() {
	feed >www/feed.xml
	vigie sweep -q --all -a fed --seeds fed.txt
}
echo "feed $URL/feed.xml delay=0" >fed.txt
vigie watch add -q -a fed "Jane Doe"
a='of nobody' b='so says Jane Doe' c='of nobody'
feed_night
check_out "an entry is online" online feed_state
b='so said somebody'
feed_night
check_out "listed still, without the name: gone" gone feed_state
vigie reindex -q -a fed
check_out "after reindex too" gone feed_state
b='so says Jane Doe'
feed_night
check_out "it is back" online feed_state
echo '/feed.xml body=feed.xml type="application/rss+xml" length=99999 close=mid keepalive=off' >www/behave
b='so says Jane' a='but here the feed ends, in the middle of an entry'
feed_night
check_out "a feed cut off says nothing of what it no longer shows" online feed_state
check_rc "the archive is whole" 0 vigie verify -q -a fed
