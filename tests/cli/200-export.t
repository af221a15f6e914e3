#!/bin/sh
# SPDX-License-Identifier: ISC
# The evidence bundle: made once, the same bytes each time, checked by vigie
# verify and by the very commands that its notices give.
. "$(dirname "$0")/lib.sh"
plan 22

LIMIT=$((LIMIT > 120 ? LIMIT : 120))
NAME="Maëlle Kerdouézan"
demo
export VIGIE_ARCHIVE=archive
vigie watch add -q "$NAME" --handle maelle_kerdouezan
vigie sweep -q --seeds seeds.txt
night 2
vigie sweep -q --all --seeds seeds.txt

check_rc "a bundle is written" 0 vigie export --name "$NAME" --case "A/12 é" -o one.zip
check_rc "and not written over" 2 vigie export --name "$NAME" -o one.zip
check_rc "but by force" 0 vigie export -q --force --name "$NAME" --case "A/12 é" -o one.zip
check_rc "where to is asked for" 2 vigie export --name "$NAME"
check_rc "a name without mentions" 1 vigie export --name "Nobody" -o none.zip
check_rc "an id that is none" 1 vigie export zzzzzzzz -o none.zip
check_rc "a place that does not exist" 3 vigie export --name "$NAME" -o no/such.zip
check_out "leaves nothing behind" "" sh -c 'ls none.zip no no/such.zip *.tmp *.part .vigie-export* 2>/dev/null'

vigie export -q --name "$NAME" --number 7 -o a.zip
vigie export -q --name "$NAME" --number 7 -o b.zip
check "the same archive, day and number, the same bytes" cmp a.zip b.zip
check_json "the next number follows" 8 '$r[0]{number}' \
	vigie export --json --name "$NAME" -o c.zip
id=$(vigie mentions --json | sed -n '1s/.*"id":"\([0-9a-f]*\)".*/\1/p')
check_json "one mention alone" 1 '$r[0]{exhibits}' vigie export --json "$id" -o d.zip

check "a ZIP that unzip knows" unzip -tq a.zip
check_rc "vigie verify holds it" 0 vigie verify a.zip
check_json "and says what it checked" "bundle 1 0" \
	'map { $r[-1]{$_} } qw(verified ok bad)' vigie verify --json a.zip
check_out "every exhibit has its sheet, leaf and proof" "" sh -c '
	unzip -Z1 a.zip | sed -n "s/\.json$//p" | grep /leaf- | sort >leaves
	unzip -Z1 a.zip | sed -n "s/\.tlog-proof$//p" | sort | diff leaves -'

mkdir a && (cd a && unzip -q ../a.zip)
root=$(echo a/VIGIE-Maelle-Kerdouezan-*-7)
commands() { # each command of the notice, literally
	sed -n 's/^    \$ //p' "$root/$1" >commands
	[ "$(wc -l <commands)" -ge 10 ] || return 1
	while IFS= read -r line; do
		(cd "$root" && sh -c "$line") </dev/null >>said 2>&1 ||
			{ echo "failed: $line" >&2; return 1; }
	done <commands
}
check "every command of README.txt" commands README.txt
check "every command of LISEZMOI.txt" commands LISEZMOI.txt
oxum() {
	sed -n 's/^Payload-Oxum: //p' "$root/bag-info.txt"
}
check_out "as many files and bytes as it says" "$(oxum)" sh -c "
	cd '$root' && echo \$(find data -type f -exec cat {} + | wc -c).\$(find data -type f | wc -l)"
# B12: every number of one, in its order, is one of the other.
check "both reports carry the same figures" sh -c "
	cd '$root/data' && for f in rapport-fr report-en; do
		sed 's,<style>.*</style>,,; s,<[^>]*>, ,g' \$f.html | grep -o '[0-9][0-9]*' >\$f.n; done
	cmp rapport-fr.n report-en.n && [ \$(wc -l <report-en.n) -gt 1000 ]; good=\$?; rm -f *.n; exit \$good"
check_out "and what they do not prove" "2" sh -c "
	grep -lE 'pièce privée|private document' '$root'/data/rapport-fr.html '$root'/data/report-en.html | wc -l"
check_out "they are set as on paper: apostrophes, French spaces" 0 sh -c \
	"cat '$root'/data/rapport-fr.html '$root'/data/report-en.html |
	sed 's/<style.*<.style>//; s/<[^>]*>//g' | grep -cE \"[[:alpha:]]'[[:alpha:]]|« (Dernière|Cache|n/N)\""

# ISO 28500: one gzip member a record, digests that hold.
check_out "WARC digests hold" "" perl -e '
	use Digest::SHA qw(sha256_hex);
	my ($root) = @ARGV;
	my ($wacz) = glob("$root/data/wacz/*.wacz");
	my $warc = `unzip -p $wacz archive/data.warc.gz | gzip -dc`;
	my $n = 0;
	while ($warc =~ /\GWARC\/1\.1\r\n(.*?)\r\n\r\n/gsc) {
		my $f = $1;
		my ($len) = $f =~ /^Content-Length: (\d+)/m;
		my $block = substr $warc, pos($warc), $len;
		pos($warc) += $len;
		$warc =~ /\G\r\n\r\n/gc or print "record $n does not end\n";
		$f =~ /^WARC-Block-Digest: sha256:(\w+)/m && $1 eq sha256_hex($block)
			or print "block $n\n";
		if ($f =~ /^WARC-Type: response/m) {
			my ($body) = $block =~ /\r\n\r\n(.*)/s;
			my ($p) = $f =~ /^WARC-Payload-Digest: sha256:(\w+)/m;
			my $chunked = $block =~ /\A.*?^Transfer-Encoding: chunked/ims;
			print "payload $n\n" if defined $p && $p ne sha256_hex($body);
		}
		$n++;
	}
	print "it ends early\n" if pos($warc) != length $warc;
	print "few\n" if $n < 50;
' "$root"
