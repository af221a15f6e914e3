#!/bin/sh
# SPDX-License-Identifier: ISC
# Networks as they are: robots.txt, 429, pages without end, a wall, a login.
. "$(dirname "$0")/lib.sh"
plan 26
DATA=$TESTS/data/networks
json='type="application/json"'

# A sweep of mastodon: what has a mention is asked for by itself.
mkdir m
cp "$DATA"/mastodon-*.json m
sed -i "s,https://m.example,http://127.0.0.1:9,g" m/*.json
cat >m/behave <<END
/robots.txt text="User-agent: *\nDisallow: /media_proxy/\n"
/api/v1/timelines/tag/* body=mastodon-tag.json $json times=1
/api/v1/timelines/tag/* text="[]" $json
/api/v2/search* body=mastodon-accounts.json $json
/api/v1/accounts/lookup* status=404 text="{}" $json
/api/v1/accounts/7/statuses* status=429 retry_after=1 times=1
/api/v1/accounts/7/statuses* text="[]" $json
/api/v1/statuses/110 body=mastodon-status.json $json
/api/v1/statuses/110/context body=mastodon-context.json $json
/api/v1/statuses/110/history body=mastodon-history.json $json
/* status=404 text="{}" $json
END
httpd m
vigie watch add -q -a db "Jane Doe" --handle janedoe
echo "mastodon $URL/ delay=0" >seeds.txt
check_rc "a sweep of an instance" 0 vigie sweep -q -a db --seeds seeds.txt
check_out "the post, its versions and its thread" "1 1 1" log_is '
	map { my $p = $_; scalar grep { $_->{path} eq "/api/v1/statuses/110$p" } @r } "", "/history", "/context"'
check_out "an account that was busy is asked again" 2 log_is '
	scalar grep { $_->{path} =~ m{^/api/v1/accounts/7/statuses} } @r'
check_json "an earlier version is found" 1 '
	scalar grep { $_->{snippet} =~ /first words of Jane Doe/ } @r' vigie mentions -a db --json
check_json "the profile too" 1 'scalar grep { $_->{kind} eq "profile" } @r' vigie mentions -a db --json
check_json "all by the network's name" mastodon '
	my %n = map { $_->{network} => 1 } @r; keys %n' vigie mentions -a db --json
check_rc "the archive is sound" 0 vigie verify -q -a db
stop

# robots.txt closes the API: nothing else is asked for.
mkdir closed
printf '%s\n' '/robots.txt text="User-agent: *\nDisallow: /api/\n"' >closed/behave
httpd closed
echo "lemmy $URL/ delay=0" >seeds.txt
check_rc "a closed API is no failure" 0 vigie sweep -q -a db --seeds seeds.txt
check_out "only robots.txt was asked for" "GET /robots.txt" requests
stop

# The same page for ever, under ever new numbers.
mkdir endless
cp "$DATA/dailymotion-videos.json" endless/videos.json
printf '%s\n' '/robots.txt status=404' "/videos* body=videos.json $json" \
	"/* status=404 text=\"{}\" $json" >endless/behave
httpd endless
echo "dailymotion $URL/ delay=0" >seeds.txt
check_rc "pages without end" 0 vigie sweep -q -a db --seeds seeds.txt
check_out "two were enough to see it" 2 log_is 'scalar grep { $_->{path} =~ m{^/videos.*Doe} } @r'
stop

# Empty pages for ever, where emptiness proves nothing: as far as pages= goes.
mkdir tail
printf '%s\n' '/robots.txt status=404' \
	"/posts.json?before=* text=\"{\\\"latest_posts\\\":[]}\" $json" \
	"/posts.json text=\"{\\\"latest_posts\\\":[{\\\"id\\\":100000,\\\"cooked\\\":\\\"x\\\"}]}\" $json" >tail/behave
httpd tail
echo "discourse $URL/ delay=0 pages=5" >seeds.txt
check_rc "a forum with holes" 0 vigie sweep -q -a db --seeds seeds.txt
check_out "five pages at most" 5 log_is 'scalar grep { $_->{path} =~ m{^/posts.json} } @r'
stop

# A wall, a login page, half an answer: said, and no mention lost or made.
mkdir wall
cat >wall/behave <<END
/robots.txt status=404
/search/issues* status=403 text="<html><title>Just a moment...</title>Jane Doe</html>" type="text/html"
/search/users* text="<html><form>Jane Doe<input type=password></form></html>" type="text/html"
/users/* text="{\"id\": 1, \"login\": \"jane" $json
END
httpd wall
echo "github $URL/ delay=0" >seeds.txt
vigie watch add -q -a db3 "Jane Doe" --handle janedoe
vigie sweep -q -a db3 --seeds seeds.txt
check "it ended well" [ $? -le 1 ]
check_json "none of it is a mention" 0 'scalar @r' vigie mentions -a db3 --json
check_has "the record says why" 'a login page where JSON was due' sh -c 'for s in s2 s3 s4 s5 s6; do vigie show -a db3 $s --record; done'
check_out "the network's header was sent, not for robots.txt" "5 0" log_is '
	my @a = grep { (join " ", %{$_->{headers}}) =~ m{text-match} } @r;
	(scalar @a, scalar grep { $_->{path} eq "/robots.txt" } @a)'
check_out "nothing was hurried" 1 log_is '(grep { $_->{path} =~ /robots/ } @r) == 1 ? 1 : 0'
check_rc "the archive is sound" 0 vigie verify -q -a db3
stop

# A mail of a list, told by the list and by its own page: one mention. Then it is
# taken out: others are shown in its place (300), and it is gone.
mkdir inbox
cat >inbox/behave <<'END'
/robots.txt status=404
/list/?q=d:* body=list.xml type="application/atom+xml"
/list/2@l.example/ text="<!doctype html><title>Vitrail</title><pre>In spring Jane Doe came.</pre>" type="text/html"
/* status=404
END
httpd inbox
sed "s,https://i.example,$URL," "$DATA/publicinbox.xml" >inbox/list.xml
echo "publicinbox $URL/list/ delay=0" >seeds.txt
vigie watch add -q -a db4 "Jane Doe"
check_rc "a list whose search finds nothing is no failure" 0 vigie sweep -q -a db4 --seeds seeds.txt
check_json "one mail, one mention" "message online" 'map { @$_{qw(kind state)} } @r' vigie mentions -a db4 --json
sed -i 's,^/list/2@.*,/list/2@l.example/ status=300 text="<title>Message-ID not found</title>" type="text/html",' inbox/behave
vigie sweep -q -a db4 --seeds seeds.txt --all
check_json "it is gone" "message gone" 'map { @$_{qw(kind state)} } @r' vigie mentions -a db4 --json

# Statements of reasons: searched, each read once, but where it matters.
mkdir dsa
sed "s,https://transparency.dsa.ec.europa.eu,," "$DATA/dsa-search.html" >dsa/search.html
cp "$DATA/dsa-statement.html" dsa/123.html
sed 's/Jane Doe/somebody/' dsa/123.html >dsa/122.html
cat >dsa/behave <<'END'
/robots.txt status=404
/statement?s=*page=* text="<html><p>none" type="text/html"
/statement?s=* body=search.html type="text/html"
/statement/100000000123 body=123.html type="text/html"
/statement/100000000122 body=122.html type="text/html"
/* status=404
END
httpd dsa
echo "dsa $URL/ delay=0" >seeds.txt
vigie watch add -q -a dsa.db "Jane Doe"
check_rc "a search of statements" 0 vigie sweep -q -a dsa.db --seeds seeds.txt
check_json "what quotes the name, and when it was received" "dsa|2026-11-20T10:00:00Z|the database's Received" \
	'map { join "|", @$_{qw(network published published_from)} } @r' vigie mentions -a dsa.db --json
check_out "nobody else's statement" "" log_is 'grep { /statement.7/ } map { $_->{path} } @r'
: >"$LOG"
vigie sweep -q -a dsa.db --seeds seeds.txt --all
check_out "a statement does not change" "0 1" \
	log_is 'map { my $n = $_; scalar grep { $_->{path} eq "/statement/100000000$n" } @r } 122, 123'
stop
