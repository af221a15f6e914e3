#!/bin/sh
# SPDX-License-Identifier: ISC
# Copies: a repost storm is one cluster and counts once; its origin is the one
# that the others repeat, whenever it was met.
. "$(dirname "$0")/lib.sh"
plan 13

mkdir www
text="Jane Doe a fermé sa boutique du port hier matin sans prévenir personne, et les clients qui attendaient leurs commandes depuis trois semaines sont repartis furieux."
post() { # NAME DATE TEXT
	printf '<!doctype html><html lang=fr><title>%s</title><article><time datetime="%s" itemprop=datePublished pubdate>%s</time><p>%s</p></article>' \
		"$1" "$2" "$2" "$3" >"www/$1.html"
}
links=
for i in 1 2 3 4 5; do
	post "copie$i" "2026-11-0${i}T12:00:00Z" "$text"
	links="$links <a href=/copie$i.html>c</a>"
done
post repost 2026-10-01T12:00:00Z "RT @quelquun : $text Incroyable mais vrai, je n'y retournerai plus jamais !"
post origine 2026-10-20T12:00:00Z "$text"
post autre 2026-10-20T12:00:00Z "Le tribunal a entendu Jane Doe au sujet du bail de son local, et le jugement sera rendu au printemps (AFP)."
printf '<!doctype html><title>x</title>%s <a href=/repost.html>r</a> <a href=/autre.html>a</a> <a href=/origine.html>o</a>' "$links" >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a db "Jane Doe"
check_rc "a sweep" 0 vigie sweep -q -a db --seeds seeds.txt

check_json "each is a mention" 8 'scalar @r' vigie mentions -a db --json
check_json "in two clusters" 2 'scalar @r' vigie mentions -a db --json --cluster
storm='(grep { $_->{copies} } @r)[0]'
check_json "copies and reposts" "6 1" "my \$s = $storm; @\$s{qw(copies reposts)}" vigie mentions -a db --json --cluster
origin=$(vigie mentions -a db --json --cluster | perl -MJSON::PP -ne '$m = decode_json($_); print $m->{origin} if $m->{copies}')
check_json "the origin: the earliest date that is no repost" "origine.html" \
	'($r[0]{url} =~ m{([^/]+)$})[0]' vigie show --json -a db "$origin"
check_json "with its date" "2026-10-20T12:00:00.000Z published" \
	"my \$s = $storm; @\$s{qw(origin_date origin_from)}" vigie mentions -a db --json --cluster
check_json "who is alone is its own origin" "0 1 AFP" \
	'my ($s) = grep { !$_->{copies} } @r; $s->{copies}, $s->{origin} eq $s->{id}, $s->{wire}' \
	vigie mentions -a db --json --cluster
check_json "a copy says whose" "$origin" '$r[0]{origin}' vigie show --json -a db "$(vigie mentions -a db --json |
	perl -MJSON::PP -ne '$m = decode_json($_); print $m->{id} if $m->{url} =~ /copie3/')"
check_has "for people" ' · and 6 copies$' vigie mentions --lang en -a db --cluster
check_has "in French" ' · et 6 copies$' vigie mentions --lang fr -a db --cluster
check_json "counted once by name" "8 2" '$r[0]{by_name}{"Jane Doe"}, $r[0]{distinct_by_name}{"Jane Doe"}' \
	vigie stats --json -a db
check_rc "reindex" 0 vigie reindex -q -a db
check_json "finds the same" "6 1" "my \$s = $storm; @\$s{qw(copies reposts)}" vigie mentions -a db --json --cluster
