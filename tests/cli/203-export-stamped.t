#!/bin/sh
# SPDX-License-Identifier: ISC
# A bundle with time stamps: the notices' openssl commands hold, and a token that
# was changed for another is found (EVIDENCE.md B3).
. "$(dirname "$0")/lib.sh"
plan 45

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
check_has "its tokens were judged" '^ok +time stamps +6 ' vigie verify one.zip
mkdir one && (cd one && unzip -q ../one.zip)
root=$(echo one/*)
stamps() {
	sed -n 's/^    \$ \(openssl ts .*\)/\1/p' "$root/README.txt" >commands
	while IFS= read -r line; do
		(cd "$root" && sh -c "$line") 2>&1 </dev/null
	done <commands | grep -c '^Verification: OK'
}
check_out "every openssl command of README.txt" 6 stamps
check_rc "the sh verifier" 0 sh -c "cd '$root' && sh data/verifier/verifier.sh all"

# ---- the whole, dated ----
check "the sums of what dates it" sh -c "cd '$root' && sha256sum -c --strict --quiet tagmanifest.sums.txt"
check_out "the container says first what it is" application/vnd.etsi.asic-s+zip \
	sh -c "tail -c +39 '$root/tagmanifest.asics' | head -c 31"
mkdir asics && (cd asics && unzip -q "../$root/tagmanifest.asics")
check "it holds the tagmanifest" cmp asics/tagmanifest-sha256.txt "$root/tagmanifest-sha256.txt"
check_has "and a bare token, the qualified one" 'Verification: OK' \
	openssl ts -verify -data asics/tagmanifest-sha256.txt -token_in \
	-in asics/META-INF/timestamp.tst -CAfile tsa/b.pem

# again COMMAND: run in the bundle's folder; what it is then, is verified
again() {
	rm -rf three three.zip
	cp -r one three
	(cd three/VIGIE-* && eval "$1")
	(cd three && zip -qr0XD ../three.zip .)
	vigie verify -q three.zip
}
check_rc "packed again it is whole" 0 again :
check_err "a token taken away" 'tagmanifest.sums.txt' again 'rm tagmanifest.tsa1*.tsr'
check_err "a root taken away" 'tsa2.*tsr: its question, its chain or its root' again 'rm tagmanifest.tsa2*-racine.pem'
check_err "a token put in the other's place" 'tagmanifest.tsa2.*: it does not hold' \
	again 'cp tagmanifest.tsa1*.tsr tagmanifest.tsa2*.tsr'
check_err "a token over a checkpoint in its place" 'tagmanifest.tsa1.*: it (does not hold|dates something else)' \
	again 'for f in data/ancres/*tsa1*.ts[rq]; do cp $f tagmanifest.tsa1-127.0.0.1.${f##*.}; done'
check_err "a file put beside" 'tagmanifest.more.txt: it is not as' \
	again 'echo x >tagmanifest.more.txt'
check_err "another manifest put beside" 'tagmanifest-md5.txt: it was added' \
	again 'echo x >tagmanifest-md5.txt'

# ---- without ----
check_out "not asked, none dates it" 0 sh -c 'vigie export -q --unstamped --name "Jane Doe" -o four.zip &&
	unzip -l four.zip | grep -c "tagmanifest\."'
vigie anchor add -q "$TSA/busy" --ca tsa/a.pem
check_err "an authority that does not answer is named" \
	'busy: no time stamp over the bundle: HTTP 503' \
	vigie export --name "Jane Doe" -o five.zip
check_rc "something fell short" 1 vigie export -q --force --name "Jane Doe" -o five.zip
check_rc "it is whole" 0 vigie verify -q five.zip
check_has "its notice says so" "^ +was asked and gave no time stamp: HTTP 503" \
	unzip -p five.zip '*/README.txt'
check_has "in French too" "^ +sollicitée, n'a pas donné d'horodatage : HTTP 503" \
	unzip -p five.zip '*/LISEZMOI.txt'
mkdir five && (cd five && unzip -q ../five.zip)
check_out "and has commands for those alone that did" \
	"Verification: OK Verification: OK" sh -c "$(cat <<'END'
cd five/VIGIE-* && sed -n '/^2\./,/^3\./s/^    \$ //p' README.txt >../../commands &&
	sh -e ../../commands 2>/dev/null | xargs
END
)"
vigie anchor remove -q "$TSA/a"
vigie anchor remove -q "$TSA/b"
check_rc "where none did" 1 vigie export -q --force --name "Jane Doe" -o five.zip
check_rc "that bundle is whole" 0 vigie verify -q five.zip
check_has "and says it" 'No time-stamp authority has dated the folder' \
	unzip -p five.zip '*/README.txt'
check_out "without a command" 0 sh -c \
	"unzip -p five.zip '*/README.txt' | grep -c 'tagmanifest\.'"
vigie anchor remove -q "$TSA/busy"
vigie anchor add -q "$TSA/a" --ca tsa/a.pem
vigie anchor add -q "$TSA/b" --ca tsa/b.pem --qualified
vigie anchor add -q "$TSA/busy" --ca tsa/a.pem

check_has "records lie between two tokens" '^ok +brackets +[1-9]' vigie verify one.zip
# B6: an authority that is down: the sweep goes on, the log and the report say so.
export VIGIE_ARCHIVE=down
vigie watch add -q "Jane Doe"
vigie anchor add -q "$TSA/a" --ca tsa/a.pem
vigie anchor add -q "$TSA/busy" --ca tsa/b.pem
check_rc "a sweep with an authority that is down" 0 vigie sweep -q --seeds seeds.txt
vigie export -q --unstamped --name "Jane Doe" -o down.zip
check_rc "its bundle is whole" 0 vigie verify -q down.zip
check_has "the gap stands in the report" '<h3>Missing time stamps</h3>' \
	unzip -p down.zip '*/data/report-en.html'
check_has "in French too" '<h3>Horodatages manquants</h3>' \
	unzip -p down.zip '*/data/rapport-fr.html'
check_has "and in a record" '"type":"anchor-gap".*/busy"' \
	sh -c 'unzip -p down.zip "*/data/journal/leaf-*.json"'
export VIGIE_ARCHIVE=db

# B3: a record's time moved out of its bracket (its hash is another one then,
# which the other commands say).
leaf=$(cd "$root" && ls data/journal/leaf-*.json | tail -n 1)
moved() {
	(
		cd "$root" && cp "$leaf" kept &&
			sed -i "s/\"at\":\"20[0-9]*/\"at\":\"$1/" "$leaf"
		sh data/verifier/verifier.sh bracket "$leaf"
		status=$?
		mv kept "$leaf"
		exit $status
	)
}
check_has "the sh verifier tells where a record lies" 'lies between [0-9]+ and [0-9]+' \
	sh -c "cd '$root' && sh data/verifier/verifier.sh bracket $leaf"
check_rc "one moved to an earlier year" 1 moved 2019
check_rc "or a later one" 1 moved 2039
check_rc "a record that is none" 1 sh -c \
	"cd '$root' && sh data/verifier/verifier.sh bracket data/journal/leaf-99999999.json"

# ---- in the reports ----
vigie sweep -q --all --seeds seeds.txt
vigie export -q --unstamped --name "Jane Doe" -o six.zip
report() { unzip -p six.zip "*/data/$1.html" | sed 's/<[^>]*>/ /g'; }
check_has "what is not dated is said" 'Missing time stamps' report report-en
check_has "in French too" 'Horodatages manquants' report rapport-fr
check_has "by whom, and why" 'HTTP 503' report report-en
check_has "what is dated, by whom" 'not qualified' report report-en
check_out "and is not called pending" "" sh -c "unzip -p six.zip '*/data/report-en.html' | grep -i 'pending'"
check_rc "the record that says so is in the bundle" 0 sh -c "vigie verify -q six.zip &&
	rm -rf six && mkdir six && cd six && unzip -q ../six.zip && grep -q '\"type\":\"anchor-gap\"' */data/journal/leaf-*.json"

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
