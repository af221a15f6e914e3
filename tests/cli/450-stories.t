#!/bin/sh
# SPDX-License-Identifier: ISC
# What people came for: a comment that vanishes under its article, one review
# under many names, an insulting hashtag, a reblog, an advertisement withdrawn.
. "$(dirname "$0")/lib.sh"
plan 26

export VIGIE_ARCHIVE=db
vigie watch add -q "Jane Doe"
states() {
	vigie mentions --json | perl -MJSON::PP -ne '
		my $m = decode_json($_);
		push @by, "$m->{author} $m->{state}" if $m->{kind} eq "comment";
		END { print map { "$_\n" } sort @by }'
}
sweep() {
	vigie sweep -q --seeds seeds.txt --all
}
# comment N AUTHOR TEXT
comment() {
	echo "<li class=comment id=comment-$1><cite class=fn>$2</cite>
		<div class=comment-meta><time datetime=2026-11-0${1}T10:00:00Z>$1 novembre</time></div>
		<div class=comment-content><p>$3</p></div></li>"
}
# page COMMENT...
page() {
	{
		echo '<!doctype html><html lang=fr><title>La boutique du port</title><article><h1>La boutique
			du port</h1><p>Un commerce du centre ferme, et les habitants en parlent depuis plusieurs
			jours sur la place du marché.</p></article><ol class=commentlist>'
		echo "$@"
		echo '</ol></html>'
	} >blog/index.html
}

# A moderator takes one comment away and leaves a notice; another stays.
mkdir blog
httpd blog
echo "site $URL/ delay=0" >seeds.txt
ann=$(comment 1 Ann "Jane Doe m'a volé mon acompte, et elle en rit.")
bob=$(comment 2 Bob "Jane Doe ment comme elle respire, demandez aux voisins.")
page "$ann" "$bob"
check_rc "a page with comments" 0 sweep
check_out "each is a mention" "Ann online
Bob online" states
check_json "with the time that it states" "2026-11-01T10:00:00Z comment time" '
	map { @$_{qw(published published_from)} } grep { $_->{author} eq "Ann" } @r' vigie mentions --json
page "$(comment 1 Ann 'Commentaire supprimé par un modérateur')" "$bob"
check_rc "one is taken away" 0 sweep
check_out "and only that one is gone" "Ann gone
Bob online" states
id=$(vigie mentions --json | perl -MJSON::PP -ne '$m = decode_json($_); print $m->{id} if $m->{author} eq "Ann"')
check_json "the notice is captured too" "new gone" '
	map { $_->{change} } grep { $_->{change} } @r' vigie history "$id" --json
check_has "the words that were there are kept" "m'a volé mon acompte" vigie show "$id" --text
check_has "the press law's time runs" 'art\. 65\)' vigie history "$id"
printf '/robots.txt status=404\n* status=503\n' >blog/behave
check_rc "a server that fails is no removal" 1 sweep
check_out "but unreachable" "Ann gone
Bob unreachable" states
rm blog/behave
echo '<!doctype html><title>Connexion</title><form method=post action=/login>
	<input name=user><input type=password name=pass></form>' >blog/index.html
check_rc "nor is a login page" 0 sweep
check_out "though it answers 200" "Ann gone
Bob unreachable" states
page "$ann"
check_rc "the notice is withdrawn, the other comment gone" 0 sweep
check_out "as it is said" "Ann online
Bob gone" states

# Thirty invented profiles, one text.
mkdir forum
text="Jane Doe m'a vendu un violon fendu, elle a gardé mon acompte et ne répond plus à personne depuis trois semaines, fuyez cette boutique."
{
	echo '<!doctype html><html lang=fr><title>Avis</title><h1>Avis</h1><ol class=commentlist>'
	for i in Ana Bea Cleo Dora Elsa Fay; do
		for j in Arno Brun Cort Dupin Esnault; do
			echo "<li class=comment id=c$i$j><cite class=fn>$i $j</cite>
				<div class=comment-content><p>$text</p></div></li>"
		done
	done
	echo '</ol></html>'
} >forum/index.html
httpd forum
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a forum.db "Jane Doe"
check_rc "one text under thirty names" 0 vigie sweep -q -a forum.db --seeds seeds.txt
check_json "is thirty mentions" "30 30" '
	my %a = map { ($_->{author} => 1) } @r; (scalar @r, scalar keys %a)' vigie mentions -a forum.db --json
check_json "in one cluster" "1 29" '(scalar @r, $r[0]{copies})' vigie mentions -a forum.db --json --cluster
check_json "that counts once" "30 1" '
	@{$r[0]}{qw(by_name distinct_by_name)} && map { $r[0]{$_}{"Jane Doe"} } qw(by_name distinct_by_name)' \
	vigie stats --json -a forum.db

# Insults as hashtags, and a reblog that says where it is from.
mkdir tags
cat >tags/feed.atom <<END
<feed xmlns="http://www.w3.org/2005/Atom"><title>Mur</title><id>urn:f</id><updated>2026-11-20T10:00:00Z</updated>
<entry><id>urn:1</id><title>Assez</title><updated>2026-11-20T10:00:00Z</updated><author><name>Zed</name></author>
<link href="/1"/><content>Signez ! #BoycottJaneDoe</content></entry>
<entry><id>urn:2</id><title>Encore</title><updated>2026-11-20T11:00:00Z</updated><author><name>Zed</name></author>
<link href="/2"/><content>La vérité éclate #DoeMenteuse</content></entry>
<entry><id>urn:3</id><title>Rien</title><updated>2026-11-20T12:00:00Z</updated><author><name>Zed</name></author>
<link href="/3"/><content>La rue #doe est barrée</content></entry>
<entry><id>urn:4</id><title>Lu</title><updated>2026-11-18T10:00:00Z</updated><author><name>Yan</name></author>
<link href="/4"/><content>$text</content></entry>
<entry><id>urn:5</id><title>Lu ailleurs</title><updated>2026-11-17T10:00:00Z</updated><author><name>Xav</name></author>
<link href="/5"/><content>$text Originally posted on Le Mur de Yan.</content></entry>
</feed>
END
sed -i 's/Jane Doe/Maud Kervella/g; s/JaneDoe/MaudKervella/; s/DoeMent/KervellaMent/; s/#doe/#kervella/' tags/feed.atom
httpd tags
echo "feed $URL/feed.atom delay=0" >seeds.txt
vigie watch add -q -a tags.db "Maud Kervella"
check_rc "a feed with insults" 0 vigie sweep -q -a tags.db --seeds seeds.txt
check_json "two hashtags against her" "BoycottMaudKervella /1 KervellaMenteuse /2" '
	map { ($_->{snippet} =~ /#(\w+)/, $_->{url} =~ m{(/\d)$}) }
	sort { $a->{url} cmp $b->{url} } grep { $_->{match} eq "handle" } @r' vigie mentions -a tags.db --json
first=$(vigie mentions -a tags.db --json | sed -n 's/^{"id":"\([0-9a-f]*\)".*"url":"[^"]*\/4".*/\1/p')
check_json "a reblog is one with what it repeats" "$first 1" '
	map { @$_{qw(origin reposts)} } grep { $_->{copies} } @r' \
	vigie mentions -a tags.db --json --cluster

# An offer of employment, withdrawn.
mkdir jobs
echo '<!doctype html><html lang=fr><title>Emploi</title><a href=/offre.html>offre</a>' >jobs/index.html
echo '<!doctype html><html lang=fr><title>Vendeur</title><article><h1>Vendeur</h1><p>La maison Jane Doe cherche
	un vendeur « jeune et docile », à mi-temps.</p></article>' >jobs/offre.html
httpd jobs
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a jobs.db "Jane Doe"
check_rc "an advertisement" 0 vigie sweep -q -a jobs.db --seeds seeds.txt
rm jobs/offre.html
check_rc "is withdrawn" 0 vigie sweep -q -a jobs.db --seeds seeds.txt --all
check_json "that is its state" gone '$r[0]{state}' vigie mentions -a jobs.db --json
id=$(vigie mentions -a jobs.db --json | perl -MJSON::PP -ne 'print decode_json($_)->{id}')
check_has "its text is kept" 'jeune et docile' vigie show -a jobs.db "$id" --text
check_rc "and proven" 0 vigie verify -q -a jobs.db
