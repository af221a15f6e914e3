#!/bin/sh
# SPDX-License-Identifier: ISC
# OpenTimestamps: a digest is taken, a block comes later. The calendar is of the
# tests; no real one is asked, and its blocks are none of Bitcoin's.
. "$(dirname "$0")/lib.sh"
plan 36

export VIGIE_ARCHIVE=db
server perl "$TESTS/calendar.pl" --dir ots
CAL=$URL CAL_LOG=$LOG
server perl "$TESTS/tsa.pl" --dir tsa
TSA=$URL
vigie watch add -q "Jane Doe"
check_rc "a calendar has no roots"  2 vigie anchor add "$CAL" --ots --ca tsa/a.pem
check_rc "and is not qualified"  2 vigie anchor add "$CAL" --ots --qualified
check_rc "a calendar"  0 vigie anchor add "$CAL/" --ots
check_rc "beside an authority"  0 vigie anchor add "$TSA/a" --ca tsa/a.pem
mkdir www
echo '<html><title>t</title><p>Jane Doe was here.</p></html>' >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
check_rc "a sweep"  0 vigie sweep -q --seeds seeds.txt
check_out "gives it the digests of its checkpoints"  'POST /digest
POST /digest' cat "$CAL_LOG"
check_json "the proofs are kept"  "ots 2 0 0" \
	'@{(grep { $_->{kind} eq "ots" } @r)[0]}{qw(kind tokens attested missing)}' \
	vigie anchor list --json
check_has "verify says what they prove: nothing yet" \
	'2 OpenTimestamps proofs, 0 of them.*prove no time so far' vigie verify
check_rc "the archive is whole"  0 vigie verify -q
check_json "a record's bracket rests on the authority alone"  "$TSA/a" \
	'map { $_->{authority} } grep { $_->{authority} !~ m{/$} } @{$r[0]{time_stamps}}' \
	vigie show s2 --json
check_rc "a later round asks for blocks"  0 vigie anchor run -q
check_has "there is none yet"  'GET /timestamp/' cat "$CAL_LOG"
check_json "that is no gap"  "0" \
	'map { $_->{missing} } grep { $_->{kind} eq "ots" } @r' vigie anchor list --json

# ---- a block ----
vigie export -q --name "Jane Doe" -o early.zip
touch ots/mined
check_rc "once there is one"  0 vigie anchor run -q
check_json "the proofs lead to it"  1 \
	'my ($o) = grep { $_->{kind} eq "ots" } @r; $o->{tokens} > 1 && $o->{attested} == $o->{tokens} - 1 ? 1 : "$o->{tokens} $o->{attested}"' \
	vigie anchor list --json
check_has "verify says what is proved and what not" \
	'up to a Bitcoin block: each leads to the Merkle root of its block, the newest 800000; that .* is not checked here' vigie verify
check_rc "all is whole"  0 vigie verify -q
before=$(grep -c GET "$CAL_LOG")
vigie anchor run -q
check_out "what has a block is not asked for again"  1 \
	sh -c "echo \$((\$(grep -c GET $CAL_LOG) - $before))"

# ---- in a bundle ----
check_rc "the bundle of before"  0 vigie verify -q early.zip
vigie export -q --name "Jane Doe" -o late.zip
check_rc "and one of now"  0 vigie verify -q late.zip
mkdir late && (cd late && unzip -q ../late.zip)
root=$(echo late/*)
proof=$(ls "$root"/data/ancres/*.ots | head -n 1)
check "hold proofs"  test -s "$proof"
check "also over the whole"  test -s "$(ls "$root"/tagmanifest.ots*.ots)"
check_out "that begin as ots wants it"  OpenTimestamps sh -c "head -c 15 '$proof' | tail -c 14"
digest=$(tail -c +34 "$proof" | head -c 32 | od -An -v -tx1 | tr -d ' \n')
size=$(basename "$proof" | sed 's/\..*//')
check_out "over the checkpoint"  "$digest" sh -c \
	"sha256sum <'$root/data/journal/checkpoint-$size.txt' | cut -c1-64"
# The road by hand: nonce, sha256, then the block's; sha256sum knows the root.
vigie verify -q late.zip
cp "$proof" kept.ots
printf 'x' | dd of="$proof" bs=1 seek=50 conv=notrunc 2>/dev/null
again() {
	(
		cd "$root" || exit 1
		find data -type f | LC_ALL=C sort | xargs sha256sum >manifest-sha256.txt
		ls *.txt | grep -v '^tagmanifest' | LC_ALL=C sort | xargs sha256sum >tagmanifest-sha256.txt
		rm -f tagmanifest.*
	)
	rm -f bad.zip
	(cd late && zip -qr0XD ../bad.zip .)
	vigie verify bad.zip
}
check_err "one over something else is found"  'time stamps: data/ancres/.*ots: it dates something else' again
cp kept.ots "$proof"
truncate -s -1 "$proof"
check_err "one that is cut"  'time stamps: data/ancres/.*ots: it is no OpenTimestamps proof|zip|Oxum|files' again

# ---- wrong answers ----
bad() { # NAME REGEX
	check_err "$1 is refused"  "$1: no time stamp over .*: $2" \
		sh -c "vigie anchor add $CAL/$1 --ots -q; vigie anchor run -q; vigie anchor remove $CAL/$1"
}
bad text 'its reply is no OpenTimestamps'
bad empty 'its reply is no OpenTimestamps'
bad long 'its reply is no OpenTimestamps'
bad deep 'its reply is no OpenTimestamps'
bad none 'HTTP 404'
check_rc "two ways at once"  0 sh -c "vigie anchor add $CAL/forked --ots -q; rm ots/mined; vigie sweep -q --all --seeds seeds.txt && touch ots/mined && vigie anchor run -q"
check_json "are both kept"  1 \
	'my ($o) = grep { $_->{authority} =~ /forked/ } @r; $o->{attested} > 0 ? 1 : "$o->{tokens} $o->{attested}"' vigie anchor list --json
check_rc "all is whole"  0 vigie verify -q
START=$(date +%s)
vigie anchor add -q "$CAL/slow" --ots
check_rc "a slow one holds up no sweep"  0 vigie sweep -q --all --seeds seeds.txt
check "more than a few seconds"  test $(($(date +%s) - START)) -lt 12
