#!/bin/sh
# SPDX-License-Identifier: ISC
# Queries: asked of every document with the name, said back, refused with their
# place; topics.
. "$(dirname "$0")/lib.sh"
plan 29

mkdir www
page() { # NAME LANG TITLE TEXT
	printf '<!doctype html><html lang=%s><title>%s</title><article><h1>%s</h1><p>%s</p></article>' \
		"$2" "$3" "$3" "$4" >"www/$1.html"
}
page index fr 'Accueil' '<a href=/a.html>a</a> <a href=/b.html>b</a> <a href=/c.html>c</a>'
page a fr 'Un avis' 'La boutique de Jane Doe répare bien les vélos de course à Lyon.'
page b fr 'Emploi' 'Jane Doe cherche un poste de comptable à Lyon, offre numéro 12.'
page c en 'Marathon' 'Jane Doe ran the marathon of Paris, a fraud says the runner.'
httpd www
echo "site $URL/ delay=0" >seeds.txt

urls='join " ", sort map { $_->{url} =~ m{(\w)\.html$} } @r'
sweep() { # ARCHIVE, then what watch add takes
	archive=$1
	shift
	vigie watch add -q -a "$archive" "$@" &&
		vigie sweep -q -a "$archive" --seeds seeds.txt
}
check "without a query" sweep all "Jane Doe"
check_json "every document is one" "a b c" "$urls" vigie mentions -a all --json
check "with NEAR and OR" sweep near "Jane Doe" --query '(boutique OR poste) NEAR/4 jane'
check_json "those of which it is true" "a b" "$urls" vigie mentions -a near --json
check "with NOT and a field" sweep not "Jane Doe" --query 'lang:fr -emploi'
check_json "the words may stand in the title" "a" "$urls" vigie mentions -a not --json
check "a topic" sweep topic "Fraude au sport" --kind topic --query 'fraud NEAR/9 marathon'
check_json "is found by its words" "c Fraude au sport" \
	'join " ", map { $_->{url} =~ m{(\w)\.html$}, $_->{name} } @r' vigie mentions -a topic --json

check_has "said back" '^where the document holds: “a” and not \(“b” or “c”\)$' \
	vigie watch add --lang en -a db "Jane Doe" --query 'a -(b OR c)'
check_has "in French" '^là où le document contient : « a » à 3 mots au plus de « b »$' \
	vigie watch add --lang fr -a db "Jane Doe" --query 'a NEAR/3 b'
check_rc "a wrong query" 2 vigie watch add --lang en -a db "Jane Doe" --query 'a AND (b OR'
check_err "is refused with its place" '^vigie: watch: --query: character 12: a word is missing at the end' \
	vigie watch add --lang en -a db "Jane Doe" --query 'a AND (b OR'
check_err "and its word" '^vigie: watch: --query : caractère 3, NEAR/0 : la distance' \
	vigie watch add --lang fr -a db "Jane Doe" --query 'a NEAR/0 b'
check_err "an unknown field" 'character 1, rating:5: no such field \(title author' \
	vigie watch add --lang en -a db "Jane Doe" --query 'rating:5'
check_rc "a topic without a query" 2 vigie watch add -a db "Label" --kind topic
check_json "the query that held stands" 'a NEAR/3 b' '$r[0]{query}' vigie watch list -a db --json

# Tried on what is there: "all" has the three documents, and no query.
tried='pop @r; join " ", sort map { $_->{url} =~ m{(\w)\.html$}; "$_->{tried}:$1" } @r'
sum='my $s = $r[-1]; join " ", map { $s->{$_} } qw(found today known lost)'
find all -type f ! -name 'lock*' -exec sha256sum {} + | sort >before
check_json "a query that loses one" "known:a known:b lost:c" "$tried" \
	vigie watch try --json -a all "Jane Doe" --query 'lyon'
check_json "with its numbers" "2 3 2 1" "$sum" \
	vigie watch try --json -a all "Jane Doe" --query 'lyon'
check_json "a name that is not watched" "new:b" "$tried" \
	vigie watch try --json -a all "cherche un poste" --kind brand
check_json "a watched one as it is watched" "1 1 1 0" "$sum" vigie watch try --json -a not "Jane Doe"
check_has "for people: samples" '^would go  exact · page · site  http.*/c\.html$' \
	vigie watch try --lang en -a all "Jane Doe" --query 'lyon'
check_has "and numbers" '^trouverait 2 \(pages relues : [0-9]+\) ; sur 3 .* 2 restent, 1 partiraient$' \
	vigie watch try --lang fr -a all "Jane Doe" --query 'lyon'
find all -type f ! -name 'lock*' -exec sha256sum {} + | sort >after
check "nothing was written" cmp before after
check_rc "a wrong query" 2 vigie watch try -a all "Jane Doe" --query '('

# Another rule over pages that did not change: nothing is gone.
check "watched anew" vigie watch add -q -a all "Jane Doe" --query boutique
check_rc "a sweep of the same pages" 0 vigie sweep -q -a all --all --seeds seeds.txt
check_json "does not say that they are gone" 0 'scalar grep { $_->{state} ne "online" } @r' vigie mentions -a all --json
check_rc "a reindex" 0 vigie reindex -q -a all
check_json "leaves them out" "a" "$urls" vigie mentions -a all --json
