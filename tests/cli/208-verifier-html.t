#!/bin/sh
# SPDX-License-Identifier: ISC
# verifier.html, for machines that have but a browser: its script, run by node
# over a bundle that is whole, and over bundles whose manifests were made anew
# after something was changed.
. "$(dirname "$0")/lib.sh"
plan 11

if ! node --version >/dev/null 2>&1; then
	skip 11 "node is not installed"
	exit 0
fi
mkdir www
echo '<html><title>t</title><p>Jane Doe was here.</p></html>' >www/index.html
httpd www
export VIGIE_ARCHIVE=db
vigie watch add -q "Jane Doe"
echo "site $URL/ delay=0" >seeds.txt
vigie sweep -q --seeds seeds.txt
vigie sweep -q --all --seeds seeds.txt
vigie export -q --name "Jane Doe" -o one.zip
mkdir good && (cd good && unzip -q ../one.zip)
name=$(ls good)

fresh() {
	rm -rf work
	cp -r good work
	root=work/$name journal=work/$name/data/journal
}
manifests() { # made anew, as a forger would
	(
		cd "$root" || exit 1
		find data -type f | LC_ALL=C sort | xargs sha256sum >manifest-sha256.txt
		oxum=$(find data -type f -exec cat {} + | wc -c).$(find data -type f | wc -l)
		sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $oxum/" bag-info.txt
		ls *.txt | grep -v '^tagmanifest' | LC_ALL=C sort |
			xargs sha256sum >tagmanifest-sha256.txt
	)
}
judge() {
	node "$TESTS/verifier.mjs" "$root"
}

fresh
check_rc "a bundle that is whole" 0 judge
check_has "its signatures are checked" '^OK checkpoints: [0-9]+, [0-9]+ signed' judge
echo x >>"$root/data/report-en.html"
check_has "a file that was changed" '^FAIL files data/report-en.html was changed' judge
fresh
echo x >"$root/data/more.txt"
check_has "a file that was added" '^FAIL files data/more.txt was added' judge
fresh
rm "$root/data/chronologie.csv"
check_has "a file that is gone" '^FAIL files data/chronologie.csv is missing' judge

first=$(ls "good/$name/data/journal" | grep '^checkpoint-' | head -n 1)
fresh
leaf=$(cd "$journal" && grep -l '"type":"capture"' leaf-*.json | head -n 1)
sed -i 's/"at":"2/"at":"1/' "$journal/$leaf"
manifests
check_has "a record with another time" "^FAIL records .*$leaf is not in the log" judge
fresh
sed -i 's/^\([0-9a-f]\{63\}\)./\1g/; s/g$/0/' "$journal"/consistency-*.txt
manifests
check_has "a log that does not extend the earlier one" '^FAIL consistency' judge
fresh
sed -i '8d' "$journal"/nuit-*-s1-*.txt
manifests
check_has "a hash list that lacks one" '^FAIL nights' judge
fresh
sed -i '$s/\(.*\)..==*$/\1AA==/; $s/\(....\)=*$/AAAA/' "$journal/$first"
manifests
check_has "a checkpoint with another signature" '^FAIL (checkpoints|records)' judge
fresh
sed -i '2s/.*/7/' "$journal/$first"
manifests
check_has "a checkpoint of another size" '^FAIL' judge
check_out "it loads nothing and sends nothing" 0 \
	grep -c -i -E 'src=|https?:|fetch\(|XMLHttpRequest|import ' "good/$name/data/verifier/verifier.html"
