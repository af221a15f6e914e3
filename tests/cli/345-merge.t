#!/bin/sh
# SPDX-License-Identifier: ISC
# vigie merge: two archives of the same pages into one, with the other's proofs.
. "$(dirname "$0")/lib.sh"
plan 40

server perl "$TESTS/tsa.pl" --dir tsa
TSA=$URL
page() { echo "<html><title>t</title><p>Jane Doe $1.</p></html>" >www/$2.html; }
mkdir www
for i in 1 2 3; do echo "<a href=p$i.html>$i</a>"; done >www/index.html
page "was here" p1
page "and others" p2
echo '<p>nobody</p>' >www/p3.html
httpd www
echo "site $URL/ delay=0 keep=all" >seeds.txt

vigie -a a watch add -q "Jane Doe"
vigie -a b watch add -q "Jane Doe"
vigie -a b watch add -q "Mark Roe"
vigie -a b anchor add -q "$TSA/a" --ca tsa/a.pem
vigie -a b sweep -q --seeds seeds.txt
page "is gone from here" p1
sed -i 's/Jane Doe/Nobody/' www/p1.html
vigie -a a sweep -q --seeds seeds.txt
echo "<p>Mark Roe came</p>" >www/p3.html
vigie -a b sweep -q --all --seeds seeds.txt
vigie -a a mentions --json >before
cp -r a fresh

check_rc "no archive"  2 vigie -a a merge
check_rc "one that is not there"  3 vigie -a a merge none
check_err "itself"  'this archive, or a copy' vigie -a a merge a
cp -r a copy
check_err "a copy of it"  'this archive, or a copy' vigie -a a merge copy

check_has "another"  '^merged: [0-9]+ exchanges, [1-9][0-9]* checks, 1 watched names$' vigie -a a merge b
check_rc "it is whole"  0 vigie -a a verify -q
check_has "the other's log too"  '^ok +merged logs +[1-9]' vigie -a a verify
check_json "the log holds the two, their looks by their times" \
	"1 new gone" \
	'my @at = map { $_->{at} } @r; join(" ", join("", @at) eq join("", sort @at) ? 1 : 0), (map { $_->{change} } @r)[-2, -1]' \
	sh -c "vigie -a a history $URL/p1.html --json"
check_json "each says whose it was"  1 \
	'scalar(grep { $_->{merged} && $_->{merged}{origin} =~ m{^vigie/} } @r) >= 1' \
	sh -c "vigie -a a history $URL/p1.html --json"
vigie -a a mentions --json >after
check_out "the name that was new is found in what was merged"  1 \
	json 'scalar grep { $_->{name} eq "Mark Roe" && $_->{url} =~ /p3/ } @r' after
check_out "what went away stays known, by the last look of both"  "1 gone" \
	json 'my @p = grep { $_->{url} =~ /p1/ } @r; scalar @p, $p[0]{state}' after
check_out "seen first when the earlier one saw it"  1 json '
	my ($m) = grep { $_->{url} =~ /p2/ } @r;
	open my $f, "<", "before"; my ($b) = grep { $_->{url} =~ /p2/ } map { JSON::PP->new->utf8->decode($_) } <$f>;
	$m->{first_seen} lt $b->{first_seen} ? 1 : 0' after
S=$(vigie -a a history "$URL/p2.html" --json | json '(grep { $_->{merged} } @r)[0]{snapshot}' /dev/stdin)
check_has "its bytes came along"  'Jane Doe and others' vigie -a a show "s$S" --raw
check_has "and its place in the other log"  '"merged":\{"origin":"vigie/[0-9a-f]{8}","seq":[0-9]+,"leaf_hash":"[0-9a-f]{64}"' \
	vigie -a a show "s$S" --record

# ---- again ----
check_out "again: nothing is added"  "merged: 0 exchanges, 0 checks, 0 watched names" vigie -a a merge b
cp after once
check_out "no mention either"  "" sh -c 'vigie -a a mentions --json | diff once -'
vigie -a b sweep -q --all --seeds seeds.txt
check_has "what the other added since"  '^merged: [0-9]+ exchanges, [1-9][0-9]* checks, 0' vigie -a a merge b
check_rc "it is whole"  0 vigie -a a verify -q
check_has "of one log, in two steps"  '^ok +merged logs +[1-9]' vigie -a a verify
vigie -a a history "$URL/p2.html" --json >history
check_out "no look twice"  1 json 'my %n; $n{"$_->{at}"}++ for @r; (grep { $_ > 1 } values %n) ? 0 : 1' history
check_rc "a sweep goes on"  0 vigie -a a sweep -q --all --seeds seeds.txt
check_rc "and the other way round"  0 vigie -a b merge -q a
check_err "what was merged is not merged back"  'records that it had merged itself were left out' \
	sh -c 'rm -rf c && cp -r fresh c && vigie -a c sweep -q --all --seeds seeds.txt; vigie -a third watch add -q "Jane Doe"; vigie -a third merge a'
check_rc "that is whole"  0 vigie -a third verify -q
check_rc "b is whole"  0 vigie -a b verify -q
vigie -a a mentions --json >before
vigie -a a reindex -q
check_out "reindex finds the same"  "" sh -c 'vigie -a a mentions --json | diff before -'

# ---- cut short ----
vigie -a cut watch add -q "Jane Doe"
for ms in 01 02 04 08; do
	vigie -a cut merge -q b &
	victim=$!
	sleep 0.$ms
	kill -9 $victim 2>/dev/null
	wait $victim 2>/dev/null
done
check_rc "a merge that was killed is done again"  0 vigie -a cut merge -q b
vigie -a cut history "$URL/p2.html" --json >history
check_out "no look twice, and all whole"  1 sh -c "vigie -a cut verify -q && sort history | sed 's/.*\"merged\":{\([^}]*\)}.*/\1/' | sort | uniq -d | wc -l | sed 's/^0\$/1/'"

# ---- what was captured on demand ----
vigie -a one watch add -q "Jane Doe"
vigie -a one capture -q "$URL/p2.html"
vigie -a one mentions --json >before
vigie -a one reindex -q
check_out "a reindex finds what was captured"  "1 same" sh -c 'echo $(wc -l <before) $(vigie -a one mentions --json | cmp before - && echo same)'
vigie -a two watch add -q "Jane Doe"
vigie -a two merge -q one
check_json "and so does who merges it"  1 'scalar @r' vigie -a two mentions --json

# ---- a bundle of what was merged ----
check_rc "a bundle of it"  0 vigie -a a export -q --unstamped --name "Mark Roe" -o m.zip
check_rc "is whole"  0 vigie verify -q m.zip

# ---- what was merged is forgotten ----
cp -r a forgets
vigie -a forgets checkpoint >before.txt
ID=$(vigie -a forgets mentions --name "Mark Roe" --json | json '$r[0]{id}' /dev/stdin)
check_json "a page of the other's is forgotten, in its own log as well"  "1" \
	'$r[0]{rewritten}' vigie -a forgets forget "$ID" --reason "request 8" --json
check_rc "the archive is whole, and the other's log"  0 vigie -a forgets verify -q
check_rc "and extends what it was"  0 vigie -a forgets verify -q --against before.txt
check_has "a merge goes on"  '^merged: 0 exchanges' sh -c 'vigie -a forgets merge b && vigie -a forgets verify -q'

# ---- what is not taken ----
check_err "a log that was rewritten"  'not the log that was merged before' \
	sh -c 'O=$(strings b/checkpoints.txt | sed -n 1p); vigie -a x watch add -q Y; vigie -a x capture -q '"$URL"'/; vigie -a y watch add -q Z; vigie -a y merge -q x; rm -rf x2; cp -r x x2; vigie -a x capture -q '"$URL"'/p1.html; vigie -a y merge -q x; vigie -a y merge x2'
dd if=/dev/zero of=b/blobs/00000001.seg bs=1 seek=200 count=8 conv=notrunc 2>/dev/null
check_err "one that is damaged"  'b: damaged: nothing was merged' vigie -a d merge b
check_rc "nor a bundle"  3 vigie -a d merge m.zip
check_rc "the archive is whole"  0 vigie -a a verify -q
