#!/bin/sh
# SPDX-License-Identifier: ISC
# A log's key is given up for a new one, which the old one signs.
. "$(dirname "$0")/lib.sh"
plan 26

server perl "$TESTS/tsa.pl" --dir tsa
TSA=$URL
export VIGIE_ARCHIVE=db
vigie watch add -q "Jane Doe"
vigie anchor add -q "$TSA/a" --ca tsa/a.pem
mkdir www
echo '<html><title>t</title><p>Jane Doe was here.</p></html>' >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
check_rc "no archive, no key"  3 vigie -a none checkpoint --new-key
vigie sweep -q --seeds seeds.txt
vigie checkpoint >old.txt
cp db/key old.key
check_has "a new key"  '^vigie/[0-9a-f]{8}$' vigie checkpoint --new-key
check_rc "the file holds another"  1 cmp -s old.key db/key
check_out "readable by nobody else"  600 stat -c %a db/key
check_out "and no third one"  "" find db -name 'key.*'
vigie checkpoint >new.txt
id() { sed -n '$s/.* //p' "$1" | base64 -d | head -c 4 | od -An -tx1; }
check_rc "what it signs bears another name"  1 test "$(id old.txt)" = "$(id new.txt)"
check_rc "the archive is whole"  0 vigie verify -q
check_rc "what the old key signed holds"  0 vigie verify -q --against old.txt
check_rc "what the new one signed too"  0 vigie verify -q --against new.txt
vigie sweep -q --all --seeds seeds.txt
vigie checkpoint -q --new-key >third.txt
vigie sweep -q --all --seeds seeds.txt
check_rc "a third key"  0 vigie verify -q
for file in old new third; do
	check_rc "$file.txt"  0 vigie verify -q --against $file.txt
done
# The signature line of one key under the body of another's.
{ sed '$d' new.txt; tail -n 1 old.txt; } >mixed.txt
check_rc "a signature of another checkpoint"  1 vigie verify -q --against mixed.txt

# ---- a bundle over three keys ----
vigie export -q --unstamped --name "Jane Doe" -o case.zip
check_rc "a bundle"  0 vigie verify -q case.zip
mkdir case && (cd case && unzip -q ../case.zip)
root=$(echo case/*)
check_out "shows all three"  3 sh -c "grep -l '^{\"type\":\"key\"' $root/data/journal/leaf-*.json | wc -l"
check_has "the sh verifier follows them"  'OK: the journal is whole' \
	sh -c "cd $root && sh data/verifier/verifier.sh all"
second=$(grep -l '^{"type":"key"' "$root"/data/journal/leaf-*.json | sed -n 2p)
sed -i 's/"signature":"./"signature":"x/; s/"signature":"x/"signature":"0/' "$second"
sed -i 's/\("signature":"\)\(..\)\(..\)/\1\3\2/' "$second"
newest=$(ls "$root"/data/journal/checkpoint-*.txt | tail -n 1)
check_err "one that its predecessor did not sign"  'not signed by the one before it' \
	sh -c "cd $root && sh data/verifier/verifier.sh signature ${newest#"$root"/}"

# ---- a crash between the leaf and the file ----
cp -r db crashed
cp crashed/key crashed/key.next
cp old.key crashed/key
check_rc "the key to come is taken"  0 vigie -a crashed sweep -q --all --seeds seeds.txt
check_out "for good"  "" find crashed -name 'key.next'
check_rc "all is whole"  0 vigie -a crashed verify -q
cp old.key crashed/key
check_err "an old key alone signs nothing"  'not the key of this log' \
	sh -c "vigie -a crashed capture $URL/ -q"
check_rc "verify names it"  1 vigie -a crashed verify -q

# ---- taken over by another archive ----
vigie -a other watch add -q "Jane Doe"
check_rc "it is merged"  0 vigie -a other merge -q db
check_rc "with its keys"  0 vigie -a other verify -q
check_has "as one log"  'merged logs' vigie -a other verify
