#!/bin/sh
# SPDX-License-Identifier: ISC
# A bundle with time stamps: the notices' openssl commands hold, and a token that
# was changed for another is found (EVIDENCE.md B3).
. "$(dirname "$0")/lib.sh"
plan 7

export VIGIE_ARCHIVE=db
server perl "$TESTS/tsa.pl" --dir tsa
TSA=$URL
vigie watch add -q "Jane Doe"
vigie anchor add -q "$TSA/a" --ca tsa/a.pem
vigie anchor add -q "$TSA/b" --ca tsa/b.pem --qualified
mkdir www
echo '<html><title>t</title><p>Jane Doe was here.</p></html>' >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie sweep -q --seeds seeds.txt

check_rc "a stamped bundle" 0 vigie export -q --name "Jane Doe" -o one.zip
check_rc "is whole" 0 vigie verify one.zip
check_has "its tokens were judged" '^ok +time stamps +4$' vigie verify one.zip
mkdir one && (cd one && unzip -q ../one.zip)
root=$(echo one/*)
stamps() {
	sed -n 's/^    \$ \(openssl ts .*\)/\1/p' "$root/README.txt" >commands
	while IFS= read -r line; do
		(cd "$root" && sh -c "$line") 2>&1 </dev/null
	done <commands | grep -c '^Verification: OK'
}
check_out "every openssl command of README.txt" 4 stamps
check_rc "the sh verifier" 0 sh -c "cd '$root' && sh data/verifier/verifier.sh all"

# One authority's token over another checkpoint, manifests made anew.
set -- "$root"/data/ancres/*.tsr
first=$1
for last; do :; done
cp "$last" "$first"
(
	cd "$root" || exit 1
	find data -type f | LC_ALL=C sort | xargs sha256sum >manifest-sha256.txt
	oxum=$(find data -type f -exec cat {} + | wc -c).$(find data -type f | wc -l)
	sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $oxum/" bag-info.txt
	ls *.txt | grep -v '^tagmanifest' | LC_ALL=C sort | xargs sha256sum >tagmanifest-sha256.txt
)
(cd one && zip -qr0XD ../two.zip .)
check_err "a token put in another's place" 'time stamps: data/ancres/' vigie verify -q two.zip
check_out "openssl says so too" 3 stamps
