#!/bin/sh
# SPDX-License-Identifier: ISC
# The whole road on the demonstration network, two nights: every mention found,
# no false one, authors and dates right, new and changed and gone told apart,
# and the servers treated well.
. "$(dirname "$0")/lib.sh"
plan 13

LIMIT=$((LIMIT > 120 ? LIMIT : 120))
demo
export VIGIE_ARCHIVE=archive

compare() {
	vigie mentions --json >mentions.jsonl || return
	perl "$TESTS/demo/compare.pl" truth.jsonl mentions.jsonl "$1"
}

check "the name is watched" vigie watch add "Maëlle Kerdouézan" \
	--handle maelle_kerdouezan --avatar "$TESTS/demo/network/portrait.png" \
	--own "$(url 127.0.0.16)/@maelle_kerdouezan"
check_rc "the first night" 0 vigie sweep -q --seeds seeds.txt
check_out "finds what is there, and nothing else" "" compare 1
night 2
check_rc "the second night" 0 vigie sweep -q --all --seeds seeds.txt
check_out "finds what is new, changed and gone" "" compare 2
check_rc "the archive is whole" 0 vigie verify -q
vigie mentions --json | sort >before
check_rc "all conclusions are drawn anew" 0 vigie reindex -q
check_out "and are the same" "" sh -c 'vigie mentions --json | sort | diff before -'

check_out "one request at a time on every host" 1 max_flying
check_out "none before its time" yes sh -c \
	"perl -e 'print \"yes\" if \$ARGV[0] >= 50' $(min_gap)"
check_out "robots.txt first" "" log_is '
	my %seen; map { "$_->{host} $_->{path}\n" }
		grep { !$seen{$_->{host}}++ && $_->{path} !~ m{^/(robots.txt|__demo/)} } @r'
check_out "nothing that it closes" "" log_is '
	map { $_->{path} }
		grep { $_->{path} =~ m{^/(prive|ucp\.php|abonnes|connexion|wp-admin)} } @r'
check_out "who said 429 was left alone for a second" "" log_is '
	my @d = grep { $_->{host} eq "127.0.0.17" } @r;
	map { $d[$_]{path} } grep {
		$d[$_ - 1]{status} == 429 && $d[$_]{gap_ms} < 1000 } 1 .. $#d'
