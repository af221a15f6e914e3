#!/bin/sh
# SPDX-License-Identifier: ISC
# A bundle of records that came by vigie merge: it holds the other log's own
# proof of them, and whatever is taken out of that, or changed, is named.
. "$(dirname "$0")/lib.sh"
plan 34

server perl "$TESTS/tsa.pl" --dir tsa
TSA=$URL
mkdir www
echo '<a href=p1.html>1</a> <a href=p2.html>2</a>' >www/index.html
echo '<html><title>t</title><p>Nobody was here yet.</p></html>' >www/p2.html
echo '<html><title>t</title><p>Jane Doe was here.</p></html>' >www/p1.html
httpd www
echo "site $URL/ delay=0 keep=all" >seeds.txt

# The other archive sees the page twice, between two time stamps; ours never.
vigie -a b watch add -q "Jane Doe"
vigie -a b anchor add -q "$TSA/a" --ca tsa/a.pem
vigie -a b sweep -q --seeds seeds.txt
cp -r b c
echo '<html><title>t</title><p>Now Jane Doe was here as well.</p></html>' >www/p2.html
vigie -a b sweep -q --all --seeds seeds.txt
vigie -a a watch add -q "Jane Doe"
vigie -a a merge -q b
check_rc "a bundle of what was merged"  0 vigie -a a export -q --unstamped --name "Jane Doe" -o m.zip
check_rc "it is whole"  0 vigie verify -q m.zip
check_has "and says so of the other log"  '^ok +merged logs +[1-9][0-9]* +proven' vigie verify m.zip
check_has "whose time stamps date it from both sides"  '^ok +brackets +[1-9]' vigie verify m.zip

mkdir good && cp m.zip good/ && (cd good && unzip -q m.zip && rm m.zip)
fresh() {
	rm -rf work && cp -r good work
	root=$(echo work/*)
	other=$(echo "$root"/data/repris/*)
}
# The manifests made anew by somebody who has all but the keys.
manifests() {
	(cd "$root" && find data -type f | LC_ALL=C sort |
		xargs sha256sum >manifest-sha256.txt &&
		oxum=$(find data -type f -exec cat {} + | wc -c).$(find data -type f | wc -l) &&
		sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $oxum/" bag-info.txt &&
		sha256sum $(cut -c67- tagmanifest-sha256.txt) >../t && mv ../t tagmanifest-sha256.txt)
}
ours() {
	manifests
	rm -f bad.zip
	(cd work && zip -qr0XD ../bad.zip .) && vigie verify -q bad.zip 2>verdict
	echo $?
}
shell() {
	(cd "$root" && sh data/verifier/verifier.sh all) >shell 2>&1
	echo $?
}
# Both say no, and vigie by this name.
refused() { # WHAT PATTERN
	check_out "$1: both verifiers say no" "1 1" echo "$(ours) $(shell)"
	check_has "and name it" "$2" cat verdict
}

fresh
check_out "the other log's checkpoint is signed by its own key" 1 sh -c \
	"O=\$(sed -n 1p $other/checkpoint-*.txt | sort -u); [ \"\$O\" != \"\$(sed -n 's/^Log-Origin: //p' $root/bag-info.txt)\" ] && grep -c '^{\"type\":\"key\"' $other/leaf-00000001.json"
check_out "the sh verifier takes it all" 0 shell
check_has "and the other log" '^OK: .*data/repris/.* is whole' cat shell
check_has "its newest checkpoint is one that a record of ours holds" '"type":"merge"' cat "$root"/data/journal/leaf-*.json
# Each stamp of the other log holds by stock openssl.
check_out "its time stamps hold for openssl" 1 sh -c "cd $root; n=0; for t in data/repris/*/ancres/*.tsr; do
	size=\$(basename \$t | cut -c1-8); d=\$(dirname \$(dirname \$t))
	openssl ts -verify -attime \$(date +%s) -data \$d/checkpoint-\$size.txt -in \$t -CAfile \$(ls \$d/ancres/*-racine.pem | head -n 1) -untrusted \$(ls \$d/ancres/*-chaine.pem | head -n 1) >/dev/null 2>&1 || exit; n=1; done; echo \$n"

commands() { # each command of the notice, literally
	sed -n 's/^    \$ //p' "$root/$1" >commands
	grep -q data/repris/ commands || return 1
	while IFS= read -r line; do
		(cd "$root" && sh -c "$line") </dev/null >>said 2>&1 ||
			{ echo "failed: $line" >&2; return 1; }
	done <commands
}
check "every command of README.txt" commands README.txt
check "every command of LISEZMOI.txt" commands LISEZMOI.txt

check_has "what it saw absent is absent here, by the record that came with it" \
	'p2.html",last-absent,[^,]*,200,s[0-9]+,[0-9]+' cat "$root/data/chronologie.csv"
brackets() { # sides without a time
	sed -n '/<h3>Bracket/,/<h3>/p' "$root/data/report-en.html" | grep -c '<td>—</td>'
}
check_out "and its own time stamps say when at the earliest and at the latest" 0 brackets
check_has "the report says whence it came" 'data/repris/[0-9a-f]+</td>' cat "$root/data/rapport-fr.html"
# A name added meanwhile makes the earlier look silent on it.
vigie -a c watch add -q "Mark Roe"
vigie -a c sweep -q --all --seeds seeds.txt
vigie -a d watch add -q "Jane Doe"
vigie -a d merge -q c
vigie -a d export -q --unstamped --name "Jane Doe" -o d.zip
check_out "an absence is claimed only where the same names were looked for" 0 sh -c \
	"unzip -p d.zip '*/data/chronologie.csv' | grep -c last-absent"

mark=$(grep -ho '"merged":{"origin":"[^"]*","seq":[0-9]*' "$root"/data/journal/leaf-*.json | sed 's/.*://' | sort -n | head -n 1)
leaf=$(printf '%08d' "$mark")

rm "$other/leaf-$leaf.json" "$other/leaf-$leaf.tlog-proof"
refused "a record of the other log that is gone" "merged logs: data/journal/leaf-.*missing"

fresh
sed -i 's/"at":"2/"at":"1/' "$other/leaf-$leaf.json"
refused "one that was changed" "data/repris/.*/leaf-$leaf"

fresh
rm -r "$root/data/repris"
refused "the other log as a whole" "merged logs: data/journal/leaf-.*does not prove it"

fresh
last=$(ls "$other"/checkpoint-*.txt | tail -n 1)
sed -i '$y/ABCDEFGHIJKLMNOPQRSTUVWXYZ/BCDEFGHIJKLMNOPQRSTUVWXYZA/' "$last"
refused "a checkpoint with another signature" "checkpoints: data/repris/"

fresh
token=$(ls "$other"/ancres/*.tsr | head -n 1)
second=$(ls "$other"/ancres/*.tsr | tail -n 1)
cp "$token" "$root/x" && cp "$second" "$token" && mv "$root/x" "$second"
check_out "tokens that changed places" 1 ours
check_has "are named" "time stamps: data/repris/.*/ancres/" cat verdict

fresh
rm "$other"/ancres/*.tsr "$other"/ancres/*.tsq
refused "its tokens taken out" "brackets: data/repris/"

fresh
check_out "a check that was merged stands in both logs" "" sh -c "cd $root && for f in data/journal/check-s*.json; do ls data/repris/*/\${f##*/} >/dev/null || echo \$f; done"
sed -i 's/"at":"2/"at":"1/' "$other"/check-s*.json
refused "a check that was changed" "checks: data/repris/.*check-s"
fresh
rm "$other"/check-s*
check_out "checks taken out" 1 ours
check_has "are named" "merged logs: data/journal/check-s.*log that it was merged from" cat verdict

# A log of the attacker's own in place of the other one: whole in itself.
vigie -a x watch add -q "Jane Doe"
vigie -a x sweep -q --seeds seeds.txt
vigie -a y watch add -q "Jane Doe"
vigie -a y merge -q x
vigie -a y export -q --unstamped --name "Jane Doe" -o y.zip
fresh
mkdir theirs && (cd theirs && unzip -q ../y.zip)
rm -r "$root/data/repris" && cp -r theirs/*/data/repris "$root/data/"
refused "a whole log in place of another" "merged logs: data/repris/.*no record says that it was merged"
