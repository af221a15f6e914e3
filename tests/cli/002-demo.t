#!/bin/sh
# SPDX-License-Identifier: ISC
# The demonstration network holds what its truth.jsonl says, in both nights.
. "$(dirname "$0")/lib.sh"
plan 13

get() {
	curl -sS -m 20 "$@"
}

status() {
	get -o /dev/null -w '%{http_code}\n' "$@"
}

# absent N: the documents of truth.jsonl that night N should have and that cannot
# be fetched, or that are there though they should not be.
absent() {
	json 'map { "$_->{night'"$1"'} $_->{url}\n" }
		grep { !$_->{night'"$1"'} || $_->{night'"$1"'} ne "gone" } @r' \
		truth.jsonl | sed 's/^ //; s/#.*//; /^$/d' |
		while read -r state url; do
			code=$(status "$url")
			[ "$state" != "" ] && [ "$code" = 200 ] || echo "$code $url"
		done
}

demo
api=http://127.0.0.13:$PORT/w/api.php

sed -i '/"night1": null/d' truth.jsonl
check_out "every document of night 1 is there" "" absent 1
check_out "what is yet to come is not" 404 \
	status "$(url 127.0.0.11)/2026/11/la-viole-est-rendue/"
check_has "a post in WordPress's way" '"name":"Yann Le Brizec"' \
	get "$(url 127.0.0.11)/wp-json/wp/v2/posts?search=viole&_embed=author"
check_has "comments by pages" '^X-WP-TotalPages: 4' \
	get -D - "$(url 127.0.0.11)/wp-json/wp/v2/comments?per_page=2"
check_out "no page beyond the last" 400 \
	status "$(url 127.0.0.11)/wp-json/wp/v2/comments?per_page=2&page=5"
check_json "the wiki is searched" 4 '$r[0]{query}{searchinfo}{totalhits}' \
	get "$api?action=query&list=search&srsearch=Maelle+kerdouezan&format=json"
check_json "a revision's sha1 is that of its text" 1 \
	'use Digest::SHA; my $v = $r[0]{query}{pages}[0]{revisions}[0];
	my $text = $v->{slots}{main}{content}; utf8::encode($text);
	$v->{sha1} eq Digest::SHA::sha1_hex($text)' \
	get "$api?action=query&prop=revisions&titles=Accueil&rvslots=main&rvprop=sha1|content"
check "a page of 2004 in Latin-1" sh -c \
	"curl -s $(url 127.0.0.12)/archives/2004/stage-d-ete.html |
		iconv -f latin1 -t utf-8 | grep -q 'Maëlle Kerdouézan'"
check_out "who hurries is told to wait" yes sh -c \
	"for i in 1 2 3 4 5 6 7 8 9; do curl -so /dev/null -w '%{http_code}\n' $(url 127.0.0.17)/
		done | grep -q 429 && echo yes"

night 2
check_out "what was withdrawn is gone" "410 404" sh -c \
	"curl -so /dev/null -w '%{http_code} ' $(url 127.0.0.14)/actu/la-luthiere-mise-en-cause-1004.html
	curl -so /dev/null -w '%{http_code}' $(url 127.0.0.13)/wiki/F%C3%AAte_des_cordes_2025"
check_json "the comment vanished" 0 'scalar @{$r[0]}' \
	get "$(url 127.0.0.11)/wp-json/wp/v2/comments?search=vernis"
check_has "the post was corrected" Rectificatif \
	get "$(url 127.0.0.11)/2026/10/tempete-ce-que-la-nuit-a-laisse/"
check_has "the new one is there" KERDOU \
	get "$(url 127.0.0.11)/2026/11/la-viole-est-rendue/"
