#!/bin/sh
# SPDX-License-Identifier: ISC
# EVIDENCE.md B1, B2: a bundle with any byte flipped; and one whose manifests were
# made anew after a record was altered, dropped, doubled or moved.
. "$(dirname "$0")/lib.sh"
plan 23

LIMIT=$((LIMIT > 120 ? LIMIT : 120))
NAME="Maëlle Kerdouézan"
demo
export VIGIE_ARCHIVE=archive
vigie watch add -q "$NAME"
vigie sweep -q --seeds seeds.txt
night 2
vigie sweep -q --all --seeds seeds.txt
vigie export -q --name "$NAME" -o good.zip
mkdir good && (cd good && unzip -q ../good.zip)
name=$(ls good)

# fresh: the bundle again, in $root
fresh() {
	rm -rf work bad.zip
	cp -r good work
	root=work/$name
	journal=$root/data/journal
}
# manifests: made anew, as a forger would
manifests() {
	(
		cd "$root" || exit 1
		find data -type f | LC_ALL=C sort | xargs sha256sum >manifest-sha256.txt
		oxum=$(find data -type f -exec cat {} + | wc -c).$(find data -type f | wc -l)
		sed -i "s/^Payload-Oxum: .*/Payload-Oxum: $oxum/" bag-info.txt
		ls *.txt | grep -v '^tagmanifest' | LC_ALL=C sort |
			xargs sha256sum >tagmanifest-sha256.txt
	)
}
pack() {
	rm -f bad.zip
	(cd work && zip -qr0XD ../bad.zip .)
}
# verify, and the sh verifier, on what stands in work
verdicts() {
	pack
	vigie verify -q bad.zip >verdict 2>&1
	echo "$?"
}
stock() {
	(cd "$root" && sh data/verifier/verifier.sh "$@") >stock.out 2>&1
}
j=data/journal
inclusion() {
	stock inclusion "$j/leaf-$1.json" "$j/leaf-$1.tlog-proof"
}

# flips: one byte of every file (of one record in five), at a place that the
# file's name decides
flips() {
	perl -e '
		my ($root) = @ARGV;
		chdir $root or die;
		my @files = split /\n/, `find . -type f | sort`;
		my $k = 0;
		for my $f (@files) {
			next if $f =~ /leaf-/ && $k++ % 5;
			my $size = -s $f or next;
			my $at = (31 * length($f) + 7 * $k) % $size;
			open my $h, "+<:raw", $f or die;
			seek $h, $at, 0; read $h, my $c, 1;
			seek $h, $at, 0; print $h chr(ord($c) ^ 1); close $h;
			unlink "../../bad.zip";
			system("cd ../.. && cd work && zip -qr0XD ../bad.zip .") == 0 or die;
			my $ours = system("vigie verify -q ../../bad.zip >/dev/null 2>&1") >> 8;
			my $stock = system("sha256sum -c --strict --quiet tagmanifest-sha256.txt >/dev/null 2>&1 &&"
				. " sha256sum -c --strict --quiet manifest-sha256.txt >/dev/null 2>&1");
			print "$f at $at: verify $ours, stock $stock\n" if $ours != 1 || !$stock;
			open $h, "+<:raw", $f or die;
			seek $h, $at, 0; print $h $c; close $h;
		}
	' "$root"
}

fresh
check_out "any flipped byte shows, to us and to sha256sum" "" flips
fresh
check_out "a bundle packed again is as good" 0 verdicts

fresh
rm "$journal/leaf-00000001.json"
check_out "a file that is missing" 1 verdicts
check_has "is named" 'leaf-00000001.json: it is missing' cat verdict
fresh
echo x >"$root/data/extra.txt"
check_out "a file that was added" 1 verdicts
check_has "is named" 'extra.txt: it was added' cat verdict

leaf=$(ls good/*/data/journal | sed -n 's/^leaf-\(.*\)\.json$/\1/p' | sed -n 20p)
next=$(ls good/*/data/journal | sed -n 's/^leaf-\(.*\)\.json$/\1/p' | sed -n 21p)

fresh
sed -i 's/"at":"2/"at":"1/' "$journal/leaf-$leaf.json"
manifests
check_out "a record with another time, manifests made anew" 1 verdicts
check_has "is named" "records: .*leaf-$leaf" cat verdict
check_rc "by the sh verifier too" 1 inclusion "$leaf"

fresh
rm "$journal/leaf-$leaf.json" "$journal/leaf-$leaf.tlog-proof"
manifests
check_out "a record taken out with its proof" 1 verdicts
check_has "leaves an exchange that nothing speaks of" "no record of the journal" cat verdict

fresh
mv "$journal/leaf-$leaf.json" "$journal/x.json"
mv "$journal/leaf-$next.json" "$journal/leaf-$leaf.json"
mv "$journal/x.json" "$journal/leaf-$next.json"
manifests
check_out "two records changed places" 1 verdicts
check_rc "the sh verifier says so" 1 inclusion "$leaf"

fresh
cp "$journal/leaf-$leaf.json" "$journal/leaf-09999999.json"
cp "$journal/leaf-$leaf.tlog-proof" "$journal/leaf-09999999.tlog-proof"
manifests
check_out "a record that stands twice" 1 verdicts
check_rc "the sh verifier says so" 1 inclusion 09999999

fresh
sed -i '10d' "$journal"/nuit-*-s1-*.txt
manifests
check_out "a hash list that lacks one" 1 verdicts
night_of() {
	(
		cd "$root" && list=$(ls $j/nuit-*-s1-*.txt) &&
			to=$(sed -n 's/^to //p' "$list") &&
			sh data/verifier/verifier.sh night "$list" \
				$j/checkpoint-$(printf %08d "$to").txt
	)
}
check_rc "the sh verifier says so" 1 night_of

# B4: a store that was written anew, with the same key even, does not extend the
# checkpoint that somebody kept; nor does a bundle of it.
cp good/*/data/journal/checkpoint-*.txt .
kept=$(ls checkpoint-*.txt | head -n 1)
mv archive told
vigie watch add -q "$NAME"
vigie sweep -q --seeds seeds.txt
check_rc "a log that was written anew" 1 vigie verify -q --against "$kept"
vigie export -q --name "$NAME" -o new.zip
check_rc "makes a bundle that is whole in itself" 0 vigie verify -q new.zip
mkdir new && (cd new && unzip -q ../new.zip)
extends() { # of the new bundle, the old checkpoint
	cp "$kept" new/*/kept.txt
	(
		cd new/* && last=$(ls $j/checkpoint-*.txt | tail -n 1) &&
			proof=$(ls $j/consistency-*.txt | tail -n 1) &&
			sed "s/^from .*/from $(sed -n 2p kept.txt)/" "$proof" >proof.txt &&
			sh data/verifier/verifier.sh consistency proof.txt kept.txt "$last"
	)
}
check_rc "and that the sh verifier does not join to what was kept" 1 extends
rm -rf archive
mv told archive

# Not bundles at all.
head -c 5000 good.zip >cut.zip
check_err "a bundle cut short" '^vigie: cut.zip: not a whole ZIP' vigie verify cut.zip
(echo hello >x.txt && zip -q other.zip x.txt)
check_err "another ZIP" '^vigie: other.zip: a ZIP, but not an evidence bundle' \
	vigie verify other.zip
check_rc "is a verification that failed" 1 vigie verify other.zip
