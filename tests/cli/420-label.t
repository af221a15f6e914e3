#!/bin/sh
# SPDX-License-Identifier: ISC
# Namesakes: labels teach, three bands, every score the sum of its reasons,
# precision by name.
. "$(dirname "$0")/lib.sh"
plan 37

mkdir www
page() { # NAME TEXT
	printf '<!doctype html><html lang=fr><title>%s</title><article><h1>%s</h1><p>%s</p></article>' \
		"$1" "$1" "$2" >"www/$1.html"
}
links=
for i in 1 2 3 4 5 6; do
	page "pain$i" "La boulangerie de Jane Doe à Lyon vend un pain au levain, une brioche tressée et le four ouvre tôt, numéro $i du quartier."
	page "foot$i" "L'attaquante Jane Doe marque un but pour son club de football au stade vélodrome, match $i du championnat."
	links="$links <a href=/pain$i.html>p</a> <a href=/foot$i.html>f</a>"
done
page initiale "Un mot de J. Doe sur la place du marché, sans rien de plus."
printf '<!doctype html><title>x</title>%s <a href=/initiale.html>i</a>' "$links" >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a db "Jane Doe"
check_rc "a sweep" 0 vigie sweep -q -a db --seeds seeds.txt

id() {
	vigie mentions -a db --json | perl -MJSON::PP -e '
		for (map { decode_json($_) } <STDIN>) { print $_->{id} if $_->{url} =~ /\/$ARGV[0]\.html/ }' "$1"
}
bands='my %n; $n{$_->{band}}++ for @r; join " ", map { "$_:$n{$_}" } sort keys %n'
sums='scalar grep { my $s = 0; $s += $_->{weight} for @{$_->{reasons}}; abs($s - $_->{score}) > 0.001 or !@{$_->{reasons}} } @r'

check_json "without labels: initials alone are doubtful" "doubtful:1 mine:12" "$bands" vigie mentions -a db --json
check_json "every score is the sum of its reasons" 0 "$sums" vigie mentions -a db --json
check_json "--band" initiale '$r[0]{url} =~ m{(\w+)\.html}; $1' vigie mentions -a db --json --band doubtful
check_has "people see the band" 'Jane Doe · variant · page · online · doubtful · first seen' \
	vigie mentions --lang en -a db --band doubtful
check_rc "no such band" 2 vigie mentions -a db --band maybe

check_has "a label" '^[0-9a-f]{8}  Jane Doe: not mine$' vigie label --lang en -a db "$(id foot1)" not-mine
check_has "in French" '^[0-9a-f]{8}  Jane Doe: à moi$' vigie label --lang fr -a db "$(id pain1)" mine
check_json "as JSON" "$(id foot2) not-mine" '@{$r[0]}{qw(id label)}' vigie label --json -a db "$(id foot2)" not-mine
check_rc "by a prefix" 0 vigie label -q -a db "$(id pain2 | cut -c 1-12)" mine
check_json "the rest follows" "doubtful:1 mine:6 not-mine:6" "$bands" vigie mentions -a db --json
check_json "every sum still holds" 0 "$sums" vigie mentions -a db --json
check_json "the bands are right" "" \
	'join " ", grep { my ($w) = m{/(\w+)\d} ; $w } map { $_->{url} } grep { $_->{url} =~ /foot/ ? $_->{band} ne "not-mine" : $_->{url} =~ /pain/ ? $_->{band} ne "mine" : 0 } @r' \
	vigie mentions -a db --json
check_json "what was said decides" "you -20 not-mine" '@{$r[0]{reasons}[0]}{qw(code weight)}, $r[0]{band}' \
	vigie show --json -a db "$(id foot1)"
check_has "reasons for people" '^ +[-]1?[0-9.]+  near it stands football, as where you said not mine$' \
	vigie show --lang en -a db "$(id foot3)"
check_has "in French" '^ +-[0-9.]+  à côté se trouve [a-z]+, comme là où vous avez dit pas à moi$' \
	vigie show --lang fr -a db "$(id foot3)"
check_has "with their sum" '^-[0-9.]+  not mine$' vigie show --lang en -a db "$(id foot3)"

check_json "precision" "4 2 0.5" 'my $p = $r[0]{precision}{"Jane Doe"}; @$p{qw(labelled mine precision)}' \
	vigie stats --json -a db
check_json "words to exclude: none of the bakery's" "5 0" 'my @s = @{$r[0]{precision}{"Jane Doe"}{suggest}}; scalar @s, scalar grep { $_ =~ /pain|levain|boulangerie|brioche|four|lyon/ } @s' \
	vigie stats --json -a db
check_has "for people" '^  Jane Doe  0\.50 \(2 / 4\)$' vigie stats --lang en -a db
check_has "with the words" '^    mots des homonymes, pour --without : [a-z]' vigie stats --lang fr -a db

# A later sweep meets new pages.
page pain7 "Le levain de la boulangerie Jane Doe, une brioche du four à Lyon."
page foot7 "Au stade, le club de football de Jane Doe, attaquante du championnat."
printf '<!doctype html><title>x</title>%s <a href=/pain7.html>p</a> <a href=/foot7.html>p</a>' "$links" >www/index.html
check_rc "a later sweep" 0 vigie sweep -q -a db --all --seeds seeds.txt
check_json "judges what is new" "mine not-mine" \
	'map { my $w = $_; (map { $_->{band} } grep { $_->{url} =~ /$w/ } @r)[0] } qw(pain7 foot7)' vigie mentions -a db --json
check_rc "reindex" 0 vigie reindex -q -a db
check_json "keeps the labels" "doubtful:1 mine:7 not-mine:7" "$bands" vigie mentions -a db --json
check_rc "verify" 0 vigie verify -q -a db

# Another machine's labels come with its archive; a forgotten mention's go.
vigie watch add -q -a other "Jane Doe"
check_rc "merged" 0 vigie merge -q -a other db
check_json "with its labels" "you" '$r[0]{reasons}[0]{code}' vigie show --json -a other "$(id foot1)"
check_rc "forgotten" 0 vigie forget -q -a other "$(id foot2)" --reason test
check_json "with what was said of it" 3 '$r[0]{precision}{"Jane Doe"}{labelled}' vigie stats --json -a other

check_rc "taken back" 0 vigie label -q -a db "$(id foot1)" none
check_rc "twice" 0 vigie label -q -a db "$(id foot1)" none
check_json "it is gone" 0 'scalar grep { $_->{code} eq "you" } @{$r[0]{reasons}}' vigie show --json -a db "$(id foot1)"

check_rc "another word" 2 vigie label -a db "$(id foot1)" yours
check_rc "no word" 2 vigie label -a db "$(id foot1)"
check_err "no such mention" '^vigie: ffffffffffffffff: no such mention' vigie label -a db ffffffffffffffff mine
check_rc "no archive" 3 vigie label -a nowhere ffffffffffffffff mine
