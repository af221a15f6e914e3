#!/bin/sh
# SPDX-License-Identifier: ISC
# Copies: a repost storm is one cluster and counts once; its origin is the one
# that the others repeat, whenever it was met.
. "$(dirname "$0")/lib.sh"
plan 22

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

# An article holds a post whole, in its own words before and after: no copy.
mkdir quote
post=$(echo "$text" | sed 's/^/«\&nbsp;/; s/$/\&nbsp;»/')
cat >quote/post.html <<END
<!doctype html><html lang=fr><title>Une cliente</title><article>
<time datetime="2026-11-01" itemprop=datePublished>1er novembre</time><p>$text</p></article>
END
cat >quote/article.html <<END
<!doctype html><html lang=fr><title>La boutique du port</title><article>
<time datetime="2026-11-03" itemprop=datePublished>3 novembre</time>
<p>La fermeture soudaine d'un commerce du centre, connu depuis vingt ans de tous les habitants du quartier,
suscite depuis dimanche de nombreuses réactions sur les réseaux, où les anciens clients se comptent.</p>
<p>L'une d'elles écrit ainsi : $post</p>
<p>La mairie, jointe par téléphone, dit n'avoir reçu aucune déclaration de cessation, et la chambre de
commerce rappelle que les acomptes versés doivent être remboursés dans le mois ; Jane Doe n'a pas répondu.</p>
<p>Une réunion d'information se tiendra jeudi à la salle des fêtes, à dix-huit heures, en présence d'un
conciliateur et de deux associations de consommateurs qui aideront à rédiger les courriers.</p></article>
END
echo '<!doctype html><title>x</title><a href=/article.html>a</a> <a href=/post.html>p</a>' >quote/index.html
httpd quote
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a other "Jane Doe"
check_rc "a post and an article" 0 vigie sweep -q -a other --seeds seeds.txt
check_json "are no copies" 2 'scalar @r' vigie mentions -a other --json --cluster
check_json "the article quotes the post" "article.html quotes post.html" '
	my %at = map { ($_->{id} => $_->{url} =~ m{([^/]+)$}) } @r;
	map { my $m = $_; map { "$at{$m->{id}} quotes $at{$_}" } @{ $m->{quotes} } } @r' \
	vigie mentions -a other --json --cluster
check_has "for people" ' · quotes another$' vigie mentions --lang en -a other --cluster
check_has "in French" ' · en cite une autre$' vigie mentions --lang fr -a other --cluster

# Posts of few words that show one picture, each at an address of its own; two
# that show their site's; and an article, whose words are compared.
# picture SEED: a GIF of grey squares; no code of it is ever longer than a byte.
picture() {
	SEED=$1 perl -e 'srand $ENV{SEED}; binmode STDOUT;
		my @grey = map { int rand 127 } 1 .. 64;
		print "GIF89a", pack("vvC3", 64, 64, 0xf6, 0, 0),
			map({ chr(2 * $_) x 3 } 0 .. 127), pack("Cv4C2", 0x2c, 0, 0, 64, 64, 0, 7);
		for my $y (0 .. 63) {
			print chr 65, chr 128, map { chr $grey[8 * int($y / 8) + int($_ / 8)] } 0 .. 63;
		}
		print "\1\x81\0;"'
}
mkdir shown
for i in one two; do picture 1 >shown/$i.gif; done
picture 1 >shown/five.gif
picture 2 >shown/three.gif
picture 3 >shown/logo.gif
shown() { # NAME HEAD BODY
	echo "<!doctype html><html lang=en><title>$1</title>$2<article><p>$3</p></article>" >shown/$1.html
	echo "<a href=/$1.html>$1</a>" >>shown/index.html
}
shown one '<meta property=og:image content=/one.gif>' 'Look at what Jane Doe did to our garden!'
shown two '' 'Jane Doe was here. <img src=two.gif alt="">'
shown three '<meta property=og:image content=/three.gif>' 'Jane Doe again, and no better than the last time.'
shown four '<meta property=og:image content=/logo.gif>' 'A first word on Jane Doe and on her shop.'
shown five '<meta property=og:image content=/five.gif>' "$(seq -f 'Sentence %g says something else of Jane Doe.' 20)"
shown six '<meta property=og:image content=/logo.gif>' 'Nobody knows where Jane Doe went yesterday.'
httpd shown
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a third "Jane Doe"
check_rc "posts of few words, and pictures" 0 vigie sweep -q -a third --seeds seeds.txt
together() {
	vigie mentions -a third --json | perl -MJSON::PP -ne '
		my $m = decode_json($_);
		my ($name) = $m->{url} =~ m{(\w+)\.html} or next;
		push @{ $by{$m->{cluster}} }, $name;
		END { print map { "$_\n" } sort map { join " ", sort @$_ } values %by }'
}
check_out "one picture makes two posts one" "five
four
one two
six
three" together
check_rc "reindex" 0 vigie reindex -q -a third
check_out "finds the same" "five
four
one two
six
three" together
