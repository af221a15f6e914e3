#!/bin/sh
# SPDX-License-Identifier: ISC
# The test server itself: what a later test believes of it is proven here.
. "$(dirname "$0")/lib.sh"
plan 34

get() {
	curl -sS -m 20 "$@"
}

# status CURL-ARGUMENT...: the status alone.
status() {
	get -o /dev/null -w '%{http_code}\n' "$@"
}

mkdir -p www/default/dir www/127.0.0.2
printf 'bonjour\n' >www/default/index.html
printf 'dossier\n' >www/default/dir/index.html
printf 'page deux\n' >'www/default/posts?page=2'
printf '[]\n' >www/default/posts
printf 'autre\n' >www/127.0.0.2/index.html
printf '<p>caf\351</p>' >www/default/latin.htm
printf 'HTTP/1.1 200 Fine\r\nContent-Length: 2\r\n\r\nok' >www/raw.http
cat >www/behave <<'END'
# the first line that matches holds
/flaky       status=503 retry_after=1 times=2
/flaky       text="it works"
/r/3         text="arrived"
/r/*         redirect=next
/loop        redirect=/loop status=301
/limited     rate=1 burst=2 retry_after=date:2 text=fine
/short       text=0123456789 length=20
/bad-chunk   text=0123456789 chunked=broken
/trailer     text=0123456789 chunked=trailer chunk=3
/ext         text=0123456789 chunked=ext chunk=4
/bomb        bomb=gzip size=10000000
/bomb-br     bomb=br size=10000000
/gone        status=410
/none        close=before
/reset       reset=mid text=0123456789
/endless     endless=yes
/big-head    header_bytes=300000 text=x
/nul         text="a\0b" header="X-One: 1" header="Server:" type=text/plain
/weak        text=x etag=weak
/never       text=x etag=off conditional=off
/gzip        gzip=yes text="squeeze me"
/slow        text=0123456789 drip=20
/raw         raw=raw.http
/cal/*       page=calendar links=3
/q?a=1       text=query
127.0.0.3/*  status=451
END
httpd www --listen 127.0.0.1 --listen 127.0.0.2..3

check_out "serves the default host's index" bonjour get "$URL/"
check_out "serves another host" autre get "$(url 127.0.0.2)/"
check_out "a rule for one host" 451 status "$(url 127.0.0.3)/"
check_out "a file with a query in its name" "page deux" get "$URL/posts?page=2"
check_out "any other query: the plain file" "[]" get "$URL/posts?page=3"
check_out "a directory wants its slash" "301 $URL/dir/" \
	get -o /dev/null -w '%{http_code} %{redirect_url}\n' "$URL/dir"
check_out "no way out of the root" 404 status --path-as-is "$URL/../behave"
check_out "the script is not served" 404 status "$URL/behave"
check_has "types by extension, .htm without a charset" \
	'^[Cc]ontent-[Tt]ype: text/html.$' get -D - -o /dev/null "$URL/latin.htm"
etag=$(get -D - -o /dev/null "$URL/" | tr -d '\r' | sed -n 's/^ETag: //p')
check_out "an entity tag is honoured" 304 status -H "If-None-Match: $etag" "$URL/"
check_out "a date is honoured" 304 status -z '1 Jan 2037' "$URL/"
check_out "an old date is not" 200 status -z '1 Jan 2001' "$URL/"
check_out "status, then text" "503 503 200" \
	sh -c "for i in 1 2 3; do curl -so /dev/null -w '%{http_code} ' $URL/flaky
		done | sed 's/ \$//'"
check_out "a chain of redirects ends" arrived get -L "$URL/r/0"
check_rc "a loop does not" 47 get -L --max-redirs 5 "$URL/loop"
check_out "a rate is kept" "200 200 429" \
	sh -c "for i in 1 2 3; do curl -so /dev/null -w '%{http_code} ' $URL/limited
		done | sed 's/ \$//'"
check_rc "a short body" 18 get "$URL/short"
check_rc "a broken chunk" 56 get "$URL/bad-chunk"
check_out "trailers" 0123456789 get "$URL/trailer"
check_out "chunk extensions" 0123456789 get "$URL/ext"
check_out "a gzip bomb" 10000000 sh -c "curl -s --compressed $URL/bomb | wc -c"
check_out "a brotli bomb" 10000000 \
	sh -c "curl -s $URL/bomb-br --compressed | wc -c"
check_rc "no answer" 52 get "$URL/none"
check_rc "a reset" 56 get "$URL/reset"
check_out "an endless body" 300000 \
	sh -c "curl -s $URL/endless | head -c 300000 | wc -c"
check_out "300 KB of headers" yes sh -c \
	"test \$(curl -s -D - -o /dev/null $URL/big-head | wc -c) -gt 290000 && echo yes"
check_has "bytes and headers as written" '^X-One: 1' get -D - -o nul "$URL/nul"
check_out "a weak tag, then none" "W/ " sh -c \
	"for p in weak never; do curl -sD - -o /dev/null $URL/\$p |
		sed -n 's/^ETag: \(..\).*/\1 /p'; done"
check_out "gzip where accepted" "squeeze me" get --compressed "$URL/gzip"
check_out "a raw answer" ok get "$URL/raw"
check_has "a page of a calendar leads on" 'href="44"' get "$URL/cal/41"
check_out "a pattern with a query" query get "$URL/q?a=1"
printf '/late status=404\n' >>www/behave
printf 'never\n' >www/default/late
check_out "the script may change" 404 status "$URL/late"
check_out "the log has every request, and its head" "127.0.0.3:$PORT 451 0" \
	log_is 'map { ($_->{headers}{host}, $_->{status}, $_->{in_flight}) }
		grep { $_->{host} eq "127.0.0.3" } @r'
