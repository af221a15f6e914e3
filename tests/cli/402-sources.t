#!/bin/sh
# SPDX-License-Identifier: ISC
# sources: the cards of networks, and a source that has gone silent.
. "$(dirname "$0")/lib.sh"
plan 28

check_rc "no archive, no seeds: cards all the same" 0 vigie sources --all --json
check_json "each network that is built has its whole card" "" '
	grep { $_->{built} && grep { !defined } @$_{qw(class auth terms rate verified known_from)} } @r' \
	vigie sources --all --json
check_json "those that are not say what is lawful" "" '
	map { $_->{network} } grep { !$_->{built} && !defined $_->{lawful} } @r' vigie sources --all --json
check_json "no network twice" "" '
	my %n; $n{$_->{network}}++ for @r; grep { $n{$_} > 1 } keys %n' vigie sources --all --json
check_json "closed ones are by hand" "by-hand false" '
	map { ($_->{access}, $_->{built} ? "true" : "false") } grep { $_->{network} eq "linkedin" } @r' \
	vigie sources --all --json
check_has "for people" '^linkedin: by hand only, not yet built' vigie sources --all
check_rc "an operand is wrong" 2 vigie sources x
words() {
	vigie sources --all --lang "$1" | sed -nE "s/^  ($2) +//p" | sort -u
}
words en 'lawful|key|terms|rate|access' >en.words
words fr 'licite|clé|conditions|débit|accès' >fr.words
check_out "every card is in French too" "" comm -12 en.words fr.words

mkdir www
cp "$TESTS/data/networks/dailymotion-videos.json" www/videos.json
printf '%s\n' '/robots.txt status=404' \
	'/videos* body=videos.json type="application/json" header="X-RateLimit-Remaining: 41"' \
	'/* status=404 text="{}" type="application/json"' >www/behave
httpd www
echo "dailymotion $URL/ delay=0 pages=3" >seeds.txt
vigie watch add -q -a db "Jane Doe" --also "J. Doe-Roe"
check_json "not swept yet" "null 1" '@{$r[0]}{qw(last_success seeds)}' \
	vigie sources -a db --seeds seeds.txt --json
vigie sweep -q -a db --seeds seeds.txt
check_out "every name of the subject is asked for" 1 log_is '
	(grep { $_->{path} =~ /search=J\.%20Doe-Roe/ } @r) > 0 ? 1 : 0'
check_json "only the networks of the seeds" "1 dailymotion" '(scalar @r, $r[0]{network})' \
	vigie sources -a db --seeds seeds.txt --json
check_json "the last success, the quota, no silence" "1 1 41 0" '
	($r[0]{last_success} =~ /^20/, $r[0]{last_document} =~ /^20/, @{$r[0]}{qw(quota_left silent_sweeps)})' \
	vigie sources -a db --seeds seeds.txt --json

# The answer is empty from now on: well formed, and nothing in it.
echo '{"list": [], "has_more": false}' >www/videos.json
vigie sweep -q -a db --seeds seeds.txt --all
check "two empty nights are none yet" sh -c \
	'vigie sweep -q -a db --seeds seeds.txt --all 2>err.two && ! grep -q "nothing to read" err.two'
check_err "the third is a warning" 'seeds\.txt:1: .*nothing to read for 3 sweeps \(is it still there' \
	vigie sweep -a db --seeds seeds.txt --all
check_json "and sources says since when" "3 1" '($r[0]{silent_sweeps}, $r[0]{silent_since} =~ /^20/)' \
	vigie sources -a db --seeds seeds.txt --json
check_err "with a warning" "dailymotion: $URL/: nothing to read for 3 sweeps" \
	vigie sources -a db --seeds seeds.txt
cp "$TESTS/data/networks/dailymotion-videos.json" www/videos.json
vigie sweep -q -a db --seeds seeds.txt --all
check_json "it speaks again" 0 '$r[0]{silent_sweeps}' vigie sources -a db --seeds seeds.txt --json
check "the man page has its example" sh -c "grep -q 'vigie sources --all' '$TESTS/../tools/man/vigie-sources.1'"
stop

# A search that finds not even what is everywhere; a quota told in the body.
mkdir mute
printf '%s\n' '/robots.txt status=404' \
	'/api/v1/search_by_date* text="{\"hits\":[]}" type="application/json"' >mute/behave
httpd mute
echo "hackernews $URL/ delay=0" >seeds.txt
check_err "a search that finds nothing at all is a warning" \
	'seeds\.txt:1: .*its search for "Paris" found nothing' vigie sweep -a db --seeds seeds.txt --all
check_json "sources says so" silent '$r[0]{canary}' vigie sources -a db --seeds seeds.txt --json
stop
mkdir sings
cp "$TESTS/data/networks/stackexchange-excerpts.json" sings/found.json
printf '%s\n' '/robots.txt status=404' \
	'/2.3/search/excerpts* body=found.json type="application/json"' >sings/behave
httpd sings
echo "stackexchange $URL/2.3/?site=x delay=0" >seeds.txt
vigie sweep -q -a db --seeds seeds.txt --all
check_json "a quota in the body, and the canary" "200 sings" '@{$r[0]}{qw(quota_left canary)}' \
	vigie sources -a db --seeds seeds.txt --json
check_has "for people" 'canary +its search finds what it should' vigie sources -a db --seeds seeds.txt
check_out "one question more, and its second page is left alone" "1 0" log_is '
	map { my $p = $_; scalar grep { $_->{path} =~ /q=%22[Pp]aris%22/ && $_->{path} =~ /page=$p/ } @r } 1, 2'
stop

# What a seed may meet and is no failure; what is one.
mkdir odd
printf '%s\n' '/robots.txt status=404' \
	'/w/api.php* text="{\"query\":{\"namespaces\":{\"0\":{\"id\":0}},\"statistics\":{\"pages\":1}}}" type="application/json"' \
	'/v3/profiles/* status=404 text="{}" type="application/json"' \
	'/search* text="<html>Please wait</html>" type="text/html"' \
	'/* status=404' >odd/behave
httpd odd
echo "mediawiki $URL/wiki/Home delay=0" >seeds.txt
check_rc "a guess that was wrong is no failure" 0 vigie sweep -q -a db --seeds seeds.txt --all
vigie watch add -q -a db3 "Jane Doe" --handle janedoe
echo "gravatar $URL/ delay=0" >seeds.txt
check_rc "that nobody has the handle neither" 0 vigie sweep -q -a db3 --seeds seeds.txt --all
echo "marginalia $URL/ delay=0" >seeds.txt
check_err "an answer of another kind is one, in one line" \
	'seeds\.txt:1: .*search\?query=.*: HTML where JSON was due' \
	vigie sweep -q -a db --seeds seeds.txt --all

# A part that cannot be read is said on the night when it begins.
cat >odd/behave <<'END'
/robots.txt status=404
/discussions/feed.rss text="<rss version='2.0'><channel><title>t</title></channel></rss>" type="application/rss+xml" etag=off
/* text="<html>Home</html>" type="text/html" etag=off
END
echo "vanilla $URL/ delay=0" >seeds.txt
check_err "a part that cannot be read is said" \
	'seeds\.txt:1: .*answers that could not be read: 1, the first: .*HTML where a feed' \
	vigie sweep -a db --seeds seeds.txt --all
check "and not night after night" sh -c \
	'vigie sweep -a db --seeds seeds.txt --all 2>err.next && ! grep -q "could not be read" err.next'
