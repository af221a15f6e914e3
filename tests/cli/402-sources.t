#!/bin/sh
# SPDX-License-Identifier: ISC
# sources: the cards of networks, and a source that has gone silent.
. "$(dirname "$0")/lib.sh"
plan 17

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
