#!/bin/sh
# SPDX-License-Identifier: ISC
# The tree of EVIDENCE.md 4.4 against a bundle of pages seen over TLS, chunked,
# gzipped and plain; what of it was erased since (B10).
. "$(dirname "$0")/lib.sh"
plan 31

mkdir www
page() { # FILE TEXT
	printf '<!DOCTYPE html><html><head><title>On %s</title></head><body><article><p>%s</p></article></body></html>\n' \
		"$1" "$2" >"www/$1"
}
page one.html 'It is said that Jane Doe has been to the fair this year; she denies it.'
page two.html 'Once more Jane Doe was seen at the fair, and once more she denies it.'
page three.html 'At the third fair Jane Doe was not, whatever may have been said of it.'
echo '<html><a href="one.html">1</a> <a href="two.html">2</a> <a href="three.html">3</a></html>' >www/index.html
cat >www/behave <<'R'
/two.html   gzip=yes
/three.html chunked=ext chunk=7
R
certificate
# What the certificate's authority (itself) says of it, for the server to staple.
serial=$(openssl x509 -noout -serial -in cert.pem | cut -d= -f2)
printf 'V\t491231235959Z\t\t%s\tunknown\t/CN=localhost\n' "$serial" >index.txt
openssl ocsp -issuer cert.pem -cert cert.pem -no_nonce -reqout req.der 2>/dev/null
openssl ocsp -index index.txt -CA cert.pem -rsigner cert.pem -rkey key.pem -ndays 2 \
	-reqin req.der -respout staple.der >/dev/null 2>&1
httpd www --tls cert.pem key.pem --staple staple.der
export VIGIE_CA_FILE=cert.pem VIGIE_ARCHIVE=db
vigie watch add -q "Jane Doe"
SITE=https://localhost:$PORT
echo "site $SITE/ delay=0" >seeds.txt
vigie sweep -q --seeds seeds.txt
vigie sweep -q --all --seeds seeds.txt

check_rc "a bundle" 0 vigie export -q --name "Jane Doe" --case 7 -o one.zip
check_rc "is whole" 0 vigie verify -q one.zip
mkdir one && (cd one && unzip -q ../one.zip)
root=$(echo one/*)
there() { # each name of stdin, a pattern, is there, and is not empty
	while read -r name; do
		# shellcheck disable=SC2086 # a pattern
		set -- "$root"/$name
		[ -s "$1" ] || echo "$name"
	done
}
check_out "every file that EVIDENCE.md names" "" there <<'N'
bagit.txt
bag-info.txt
manifest-sha256.txt
tagmanifest-sha256.txt
LISEZMOI.txt
README.txt
data/rapport-fr.html
data/report-en.html
data/pieces/piece-01.html
data/pieces/piece-02-brut.html
data/pieces/piece-02-entetes.txt
data/pieces/piece-02-texte.txt
data/wacz/7.wacz
data/journal/leaf-00000000.json
data/journal/leaf-00000001.tlog-proof
data/journal/checkpoint-*.txt
data/journal/consistency-*.txt
data/journal/nuit-*-hachages.txt
data/tls/localhost-*-????????.pem
data/chronologie.csv
data/horloges.csv
data/environnement.txt
data/configuration.txt
data/verifier/verifier.sh
data/verifier/verifier.html
data/declaration-902.txt
data/notice-dsa16.txt
N

# The files of an exhibit against what the record says of it.
piece() { # WORD of the path's end: the exhibit's number
	sed -n "s/^\([0-9]*\),\"[^\"]*$1\".*/\1/p" "$root/data/chronologie.csv" | head -n 1
}
for page in one two three; do
	n=$(printf %02d "$(piece $page.html)")
	check "the body of $page is the page" cmp "$root/data/pieces/piece-$n-brut.html" www/$page.html
	hash=$(sha256sum <www/$page.html | cut -c1-64)
	check_has "its record says so" "\"content_sha256\":\"$hash\"" \
		sh -c "grep -h $page '$root'/data/journal/leaf-*.json"
	check_has "its text is there" 'Jane Doe' cat "$root/data/pieces/piece-$n-texte.txt"
	check_has "its heads are there" '^HTTP/1.1 200' tr -d '\r' <"$root/data/pieces/piece-$n-entetes.txt"
done
# B9: an exchange on a connection that was kept alive has its certificates.
check_json "a connection is used again, and has its chain" "1 1" \
	'(scalar(grep { $_->{tls}{chain_sha256} } @r) == @r ? 1 : 0, @r ? 1 : 0)' \
	sh -c "grep -h '\"reused\":true' '$root'/data/journal/leaf-*.json | sed 's/}{/}\n{/g'"
check "openssl reads the chain" openssl x509 -noout -in "$root"/data/tls/localhost-*.pem
check "the stapled answer is there, as it came" cmp staple.der "$root"/data/tls/localhost-*.ocsp
ocsp() { # the commands of step 9 that speak of it
	sed -n 's/^    \$ \(openssl ocsp .*\)/\1/p' "$root/$1" >commands
	(cd "$root" && sh ../../commands) 2>/dev/null
}
check_has "openssl says what it says" 'Cert Status: good' ocsp README.txt
check_has "by the French notice too" 'Cert Status: good' ocsp LISEZMOI.txt
check_has "the report counts them" 'answer on revocation \(OCSP\): [1-9]' cat "$root/data/report-en.html"
check_has "the census is quoted in the report" 'horloges des serveurs visités|median difference' \
	cat "$root/data/report-en.html"
check_has "and stands in a record" '"type":"clock"' sh -c "cat '$root'/data/journal/leaf-*.json"
check_has "the declaration names the exhibits" "$SITE/one.html" cat "$root/data/declaration-902.txt"
check_has "so does the notice" "Pièce 1, .*$SITE/" cat "$root/data/notice-dsa16.txt"
check_has "what narrows the doubt is said" 'Second observer' cat "$root/data/report-en.html"

# B10: erased, the tree verifies still, and a new bundle says that it was.
id=$(vigie mentions --json | sed -n '/three.html/s/.*"id":"\([0-9a-f]*\)".*/\1/p')
s=$(vigie show --json "$id" | sed -n 's/.*"snapshots":\[\([0-9]*\).*/\1/p')
vigie forget -q "s$s" --reason "request 9"
check_rc "the archive is whole without it" 0 vigie verify -q
vigie export -q --name "Jane Doe" --case 7 -o two.zip
check_rc "so is a bundle made since" 0 vigie verify -q two.zip
check_rc "and the one made before" 0 vigie verify -q one.zip

# A server that staples nothing: that is said.
stop
httpd www --tls cert.pem key.pem
export VIGIE_ARCHIVE=bare
vigie watch add -q "Jane Doe"
echo "site https://localhost:$PORT/ delay=0" >seeds.txt
vigie sweep -q --seeds seeds.txt
vigie export -q --name "Jane Doe" -o bare.zip
check_has "without a staple the record says null" '"ocsp_base64":null' \
	unzip -p bare.zip '*/data/journal/leaf-*.json'
check_has "and the notice that none was brought" '^ +No server brought along an answer' \
	unzip -p bare.zip '*/README.txt'
