#!/bin/sh
# SPDX-License-Identifier: ISC
# Stolen portraits and impostors: what --avatar takes and refuses; the profile one
# letter off with the stolen portrait, found with its reasons; the subject's own
# left in peace; pictures that are none, and bombs.
. "$(dirname "$0")/lib.sh"
plan 34

LIMIT=$((LIMIT > 120 ? LIMIT : 120))
portrait=$TESTS/demo/network/portrait.png
name="Maëlle Kerdouézan"

# A PNG that claims 100,000 x 100,000 pixels, and has none.
bomb() {
	perl -e 'my $c = "IHDR" . pack("NNC5", 100000, 100000, 8, 2, 0, 0, 0);
		my $crc = 0xffffffff;
		for (unpack "C*", $c) {
			$crc ^= $_;
			$crc = $crc & 1 ? $crc >> 1 ^ 0xedb88320 : $crc >> 1 for 1 .. 8;
		}
		print "\x89PNG\r\n\x1a\n", pack("N", 13), $c,
			pack("N", $crc ^ 0xffffffff), "\0\0\0\0IDAT"'
}

export VIGIE_ARCHIVE=archive
check_err "a portrait that is not there" 'nosuch\.png: No such file' \
	vigie watch add "$name" --avatar nosuch.png
check_rc "is wrong usage" 2 vigie watch add "$name" --avatar nosuch.png
echo '<html>Please log in</html>' >login.png
check_err "a page is no portrait" 'login\.png: .*neither JPEG, PNG, GIF nor WebP' \
	vigie watch add "$name" --avatar login.png
bomb >bomb.png
check_err "nor is a bomb" 'bomb\.png: .*too many pixels' \
	vigie watch add "$name" --avatar bomb.png
check_rc "nothing is watched by that" 3 vigie watch list -q
check_json "what moves is one by its first frame" 2 'scalar @{ $r[0]{portraits} }' \
	vigie watch add -q -a moving "$name" --json \
	--avatar "$TESTS/fuzz/corpus/picture/small.gif" \
	--avatar "$TESTS/fuzz/corpus/picture/moving.webp"

demo
own=$(url 127.0.0.16)/@maelle_kerdouezan
false=$(url 127.0.0.16)/@maelle_kerdouezzan
check_json "a portrait is hashed when it is declared" "64 8" \
	'my $p = $r[0]{portraits}[0]; (length $p->{sha256}, scalar @{ $p->{pdq} })' \
	vigie watch add "$name" --handle maelle_kerdouezan --avatar "$portrait" \
	--own "$own" --json
check_json "as vigie-probe hashes it" 1 "\$r[0]{hash} =~ /^[0-9a-f]{64}\$/ && \$r[0]{quality} >= 50" \
	sh -c "echo '{\"id\":1,\"path\":\"$portrait\"}' | vigie-probe pdq"
check_rc "a sweep of the demonstration network" 0 vigie sweep -q --seeds seeds.txt

# of URL: the mention at that address.
of() {
	vigie mentions --json | WANT=$1 perl -MJSON::PP -ne '
		print if decode_json($_)->{url} eq $ENV{WANT}'
}
# kept URL: the first bytes of its mention's last snapshot.
kept() {
	vigie show "s$(of "$1" | perl -MJSON::PP -ne '
		print decode_json($_)->{snapshots}[-1]')" --raw |
		head -c 3 | od -An -tx1 | tr -d ' '
}
check_json "the impostor is found by name and portrait" \
	"lookalike doubled-letter no-link-back not-declared portrait-mirrored" \
	'($r[0]{match}, sort @{ $r[0]{impostor}{signs} })' of "$false"
check_json "and hardly doubted" 1 '$r[0]{impostor}{score} > 0.9' of "$false"
check_has "in words" 'its picture is the registered portrait, mirrored' \
	vigie mentions --match lookalike
check_has "in French" 'sa photo est le portrait enregistré, en miroir' \
	vigie mentions --match lookalike --lang fr
check_json "her own account is none" 0 'scalar grep { $_->{impostor} } @r' of "$own"
check_out "each picture is asked for once" "" log_is '
	my %n; $n{$_->{path}}++ for grep { $_->{path} =~ m{^/media/} } @r;
	map { "$_\n" } grep { $n{$_} > 1 } keys %n'
check_out "the stolen portrait is kept as received" ffd8ff kept "$false"
check_out "its record in the log says nothing of who shows it" null sh -c '
	vigie show "s$1" --record | perl -MJSON::PP -ne "
		print decode_json(\$_)->{context} // \"null\""' sh \
	"$(of "$false" | perl -MJSON::PP -ne 'print decode_json($_)->{snapshots}[-1]')"
vigie mentions --json | sort >before
check_rc "reindex" 0 vigie reindex -q
check_out "concludes the same" "" sh -c 'vigie mentions --json | sort | diff before -'
check_rc "the archive is whole" 0 vigie verify -q
check "a bundle" vigie export -q --name "$name" --unstamped -o case.zip
check_has "says it in its report" 'the registered portrait, mirrored' \
	unzip -p case.zip '*report-en.html'

# Another name, a stranger's: the portrait alone gives it away.
mkdir -p www
cp "$portrait" www/me.png
cp bomb.png login.png www/
for i in me bomb login; do
	echo "<title>Someone</title><h1>Someone</h1>
		<img class=avatar src=$i.png><p>Hello from $i.</p>" >www/$i.html
done
echo '<a href=me.html>1</a> <a href=bomb.html>2</a> <a href=login.html>3</a>' >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
export VIGIE_ARCHIVE=other
vigie watch add -q "$name" --avatar "$portrait"
check_rc "a stolen portrait, a bomb and a login page" 0 \
	vigie sweep -q --seeds seeds.txt
check_json "the portrait alone is a mention" "avatar $URL/me.html $URL/me.png" \
	'map { ($_->{match}, $_->{url}, $_->{matched}) } @r' vigie mentions --json
vigie watch add -q -a third "Someone Else"
: >"$LOG"
check_rc "without a portrait" 0 vigie sweep -q -a third --seeds seeds.txt
check_out "no picture is asked for" "" log_is '
	map { $_->{path} } grep { $_->{path} =~ /(me|bomb|login)\.png/ } @r'
rm www/me.png
check_rc "the portrait is taken down" 0 vigie sweep -q --all --seeds seeds.txt
check_json "and so is the mention" gone '$r[0]{state}' vigie mentions --json

# On a network's own interface: one account with her portrait, byte for byte, and
# one that is hers.
mkdir net
cp "$portrait" net/a.png
cp "$portrait" net/b.png
cat >net/behave <<'END'
/robots.txt status=404
/api/v2/search* body=accounts.json type="application/json"
/api/v1/accounts/lookup* status=404 text="{}" type="application/json"
/api/v1/* text="[]" type="application/json"
END
httpd net
cat >net/accounts.json <<END
{"accounts": [
	{"id": "7", "username": "mk", "acct": "mk", "display_name": "M. K.",
	"url": "$URL/@mk", "avatar": "$URL/a.png", "note": "<p>Hi</p>"},
	{"id": "8", "username": "hers", "acct": "hers", "display_name": "Maëlle",
	"url": "$URL/@hers", "avatar": "$URL/b.png", "note": "<p>Hi</p>"}]}
END
echo "mastodon $URL delay=0" >seeds.txt
export VIGIE_ARCHIVE=network
vigie watch add -q "$name" --avatar "$portrait" --own "$URL/@hers"
check_rc "accounts of a network" 0 vigie sweep -q --seeds seeds.txt
check_json "one shows her portrait" "avatar profile $URL/@mk mk portrait-same" \
	'map { (@$_{qw(match kind url handle)},
		grep /portrait/, @{ $_->{impostor}{signs} }) } @r' vigie mentions --json
check_out "hers is not even asked for it" /a.png log_is '
	map { $_->{path} } grep { $_->{path} =~ /png/ } @r'

# A brand's own domain, and others that deceive about it: whom a comment links
# to, and what a certificate was issued for.
mkdir brand
cat >brand/feed.atom <<'END'
<feed xmlns="http://www.w3.org/2005/Atom"><title>Comments</title><id>urn:f</id>
<updated>2026-11-20T10:00:00Z</updated>
<entry><id>urn:1</id><title>Hello</title><updated>2026-11-20T10:00:00Z</updated>
<author><name>Bob</name><uri>https://www.acrne-paris.example/</uri></author>
<link href="https://blog.example/1"/><content>Nice.</content></entry>
<entry><id>urn:2</id><title>Bye</title><updated>2026-11-20T11:00:00Z</updated>
<author><name>Ann</name><uri>https://acme-paris.example/team</uri></author>
<link href="https://blog.example/2"/><content>Thanks.</content></entry></feed>
END
echo '[{"id": 7, "common_name": "acme-pariss.example", "name_value":
	"acme-pariss.example", "not_before": "2026-11-19T00:00:00"}]' >brand/crt.json
cat >brand/behave <<'END'
/robots.txt status=404
/?q=* body=crt.json type="application/json"
END
httpd brand
printf 'feed %s/feed.atom delay=0\ncrtsh %s/ delay=0\n' "$URL" "$URL" >seeds.txt
export VIGIE_ARCHIVE=brands
vigie watch add -q "Acme Paris" --kind brand --own https://acme-paris.example/
check_rc "domains that are met" 0 vigie sweep -q --seeds seeds.txt
check_json "are compared with the brand's own" "acme-pariss.example www.acrne-paris.example" \
	'sort map { $_->{matched} } grep { $_->{match} eq "lookalike" } @r' \
	vigie mentions --json
check_has "and it is said how they deceive" \
	'a domain that looks like acme-paris.example: characters that look like others' \
	sh -c 'vigie show "$(vigie mentions --json | perl -MJSON::PP -ne "
		my \$m = decode_json(\$_);
		print \$m->{id} if \$m->{matched} =~ /acrne/")"'
