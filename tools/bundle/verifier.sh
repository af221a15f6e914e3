#!/bin/sh
# SPDX-License-Identifier: ISC
# Checks the journal of this folder with sha256sum, openssl and a POSIX shell:
# RFC 9162 proofs, signed checkpoints, hash lists. README.txt says what each
# proves. Run it in the folder that holds README.txt.
#
#   sh data/verifier/verifier.sh inclusion LEAF.json LEAF.tlog-proof
#   sh data/verifier/verifier.sh bracket LEAF.json
#   sh data/verifier/verifier.sh check CHECK.json CHECK.txt LEAF.json
#   sh data/verifier/verifier.sh consistency PROOF.txt CHECKPOINT CHECKPOINT
#   sh data/verifier/verifier.sh night HASHES.txt CHECKPOINT
#   sh data/verifier/verifier.sh signature CHECKPOINT
#   sh data/verifier/verifier.sh all
#
# A folder in data/repris/ is another log that was merged into this one.
set -u
LC_ALL=C
export LC_ALL
journal=data/journal
anchors=data/ancres

die() {
	echo "FAIL: $*" >&2
	exit 1
}

tmp=$(mktemp -d "${TMPDIR:-/tmp}/verifier.XXXXXX") || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM HUP

# place DIR: the log in that folder is the one to read; one that was merged has
# its time stamps in its own
place() {
	journal=$1
	anchors=$1/ancres
	[ "$1" != data/journal ] || anchors=data/ancres
	rm -f "$tmp/tokens"
}

# hash: SHA-256 of stdin in hex. macOS has shasum.
if command -v sha256sum >/dev/null; then
	hash() { sha256sum | cut -c1-64; }
else
	hash() { shasum -a 256 | cut -c1-64; }
fi

# unhex: hexadecimal on stdin as bytes; without xxd by printf's octal escapes.
if command -v xxd >/dev/null; then
	unhex() { xxd -r -p; }
else
	unhex() {
		for byte in $(tr -d '\n' | sed 's/../& /g'); do
			# shellcheck disable=SC2059 # the escape is the point
			printf "\\$(printf '%03o' "0x$byte")"
		done
	}
fi

tohex() {
	od -An -v -tx1 | tr -d ' \n'
}

unbase64() {
	openssl base64 -d -A
}

# RFC 9162 2.1.1: a leaf begins with 00, a node with 01.
leaf_hash() {
	{
		printf '\000'
		cat "$1"
	} | hash
}

node_hash() {
	printf '01%s%s' "$1" "$2" | unhex | hash
}

# line N FILE; value WORD FILE ("WORD value")
line() {
	sed -n "$1p" "$2"
}

value() {
	sed -n "s/^$1 //p" "$2" | head -n 1
}

# size and root (hex) of a checkpoint
size_of() {
	line 2 "$1"
}

root_of() {
	line 3 "$1" | tr -d '\n' | unbase64 | tohex
}

hashes_of() {
	grep -E '^[0-9a-f]{64}$' "$1"
}

# root_from LEAFHASH INDEX SIZE, the path's hashes on stdin: RFC 9162 2.1.3.2.
root_from() {
	r=$1 fn=$2 sn=$(($3 - 1))
	[ "$fn" -le "$sn" ] || die "the index lies outside the tree"
	while read -r p; do
		[ "$sn" -gt 0 ] || die "the proof is too long"
		if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
			r=$(node_hash "$p" "$r")
			while [ $((fn % 2)) -eq 0 ] && [ "$fn" -ne 0 ]; do
				fn=$((fn / 2)) sn=$((sn / 2))
			done
		else
			r=$(node_hash "$r" "$p")
		fi
		fn=$((fn / 2)) sn=$((sn / 2))
	done
	[ "$sn" -eq 0 ] || die "the proof is too short"
	echo "$r"
}

inclusion() { # LEAF.json LEAF.tlog-proof
	[ "$(line 1 "$2")" = c2sp.org/tlog-proof@v1 ] || die "$2: not a proof"
	index=$(value index "$2")
	# What follows the first empty line is the checkpoint.
	sed '1,/^$/d' "$2" >"$tmp/checkpoint"
	number=$(echo "${1##*/leaf-}" | sed 's/\.json$//; s/^0*//')
	[ "${number:-0}" = "$index" ] || die "$2: another leaf"
	grep -q "\"seq\":$index," "$1" || die "$1: its seq is not $index"
	sed -n '3,/^$/p' "$2" | while read -r b64; do
		[ -z "$b64" ] || printf '%s' "$b64" | unbase64 | tohex
		[ -z "$b64" ] || echo
	done >"$tmp/path"
	root=$(root_from "$(leaf_hash "$1")" "$index" \
		"$(size_of "$tmp/checkpoint")" <"$tmp/path") || exit 1
	[ "$root" = "$(root_of "$tmp/checkpoint")" ] ||
		die "$1 is not in the log of its checkpoint"
	file=$journal/checkpoint-$(printf '%08d' "$(size_of "$tmp/checkpoint")").txt
	cmp -s "$file" "$tmp/checkpoint" || die "$2: its checkpoint is not $file"
	echo "OK: $1 is in the log"
}

# seconds of "2026-11-20T21:30:00.123Z" since 1970, by the days of the calendar
epoch() {
	echo "$1" | tr -c '0-9\n' ' ' | awk '{
		y = $1; m = $2
		if (m < 3) { y--; m += 12 }
		d = 365 * y + int(y / 4) - int(y / 100) + int(y / 400)
		d += int((153 * (m - 3) + 2) / 5) + $3 - 719469
		printf "%d\n", d * 86400 + $4 * 3600 + $5 * 60 + $6 }'
}

# stamped TOKEN: the time that it states, in seconds since 1970
stamped() {
	epoch "$(openssl ts -reply -in "$1" -text 2>/dev/null |
		sed -n 's/^Time stamp: //p' | awk '{
		split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", name, " ")
		for (i = 1; i <= 12; i++) if (name[i] == $1) m = i
		print $4, m, $2, $3 }')"
}

# tokens: each time stamp as "size time hash", read once
tokens() {
	[ ! -f "$tmp/tokens" ] || return 0
	for token in "$anchors"/*.tsr; do
		[ -f "$token" ] || continue
		size=$(echo "${token##*/}" | sed 's/\..*//; s/^0*//')
		echo "$size $(stamped "$token") $(hash <"$token")"
	done >"$tmp/tokens"
}

# A record that carries the hash of a token was made after it, and one in a
# stamped log before that stamp. Five minutes are left for clocks that
# differ.
bracket() { # LEAF.json
	[ -f "$1" ] || die "$1: there is no such record"
	tokens
	seq=$(echo "${1##*/leaf-}" | sed 's/\.json$//; s/^0*//')
	after=$(member after "$1")
	# What was merged was seen elsewhere, before.
	grep -q '"merged":{' "$1" && after=
	at=$(at_of "$1")
	[ -n "$at" ] || return 0
	at=$(epoch "$at")
	low=$(awk -v h="$after" '$3 == h { print $2; exit }' "$tmp/tokens")
	high=$(awk -v s="${seq:-0}" '$1 > s { print $2 }' "$tmp/tokens" |
		sort -n | head -n 1)
	[ -z "$after" ] || [ -n "$low" ] ||
		die "$1: the token that it was made after is missing"
	[ -z "$low" ] || [ "$at" -ge $((low - 300)) ] ||
		die "$1: its time is before the token that it was made after"
	[ -z "$high" ] || [ "$at" -le $((high + 300)) ] ||
		die "$1: its time is after the token over it"
	echo "OK: $1 lies between ${low:-?} and ${high:-?} (it says $at)"
}

check() { # CHECK.json CHECK.txt LEAF.json
	hashes_of "$2" >"$tmp/path"
	root=$(root_from "$(leaf_hash "$1")" "$(value index "$2")" \
		"$(value size "$2")" <"$tmp/path") || exit 1
	grep -q "\"type\":\"checks\"" "$3" || die "$3: gathers no checks"
	grep -q "\"root\":\"$root\"" "$3" || die "$1 is not in $3"
	grep -q "\"count\":$(value size "$2")," "$3" || die "$2: another size"
	echo "OK: $1 is in $3"
}

# RFC 9162 2.1.4.2.
consistency() { # PROOF A B
	m=$(size_of "$2") n=$(size_of "$3")
	[ "$(value from "$1")" = "$m" ] && [ "$(value to "$1")" = "$n" ] ||
		die "$1: of other sizes"
	[ "$m" -gt 0 ] && [ "$m" -lt "$n" ] || die "$1: nothing to prove"
	fn=$((m - 1)) sn=$((n - 1))
	hashes_of "$1" >"$tmp/path"
	# A power of two is told by its own root.
	if [ $((m & (m - 1))) -eq 0 ]; then
		{
			root_of "$2"
			echo
			cat "$tmp/path"
		} >"$tmp/path2"
		mv "$tmp/path2" "$tmp/path"
	fi
	while [ $((fn % 2)) -eq 1 ]; do
		fn=$((fn / 2)) sn=$((sn / 2))
	done
	fr= sr=
	while read -r c; do
		if [ -z "$fr" ]; then
			fr=$c sr=$c
			continue
		fi
		[ "$sn" -gt 0 ] || die "$1: too long"
		if [ $((fn % 2)) -eq 1 ] || [ "$fn" -eq "$sn" ]; then
			fr=$(node_hash "$c" "$fr")
			sr=$(node_hash "$c" "$sr")
			while [ $((fn % 2)) -eq 0 ] && [ "$fn" -ne 0 ]; do
				fn=$((fn / 2)) sn=$((sn / 2))
			done
		else
			sr=$(node_hash "$sr" "$c")
		fi
		fn=$((fn / 2)) sn=$((sn / 2))
	done <"$tmp/path"
	[ "$sn" -eq 0 ] && [ "$fr" = "$(root_of "$2")" ] &&
		[ "$sr" = "$(root_of "$3")" ] ||
		die "$3 does not extend $2"
	echo "OK: $3 extends $2"
}

# The root from what stood before the sweep and from each leaf of it.
night() { # HASHES CHECKPOINT
	size=$(value from "$1") to=$(value to "$1")
	[ "$to" = "$(size_of "$2")" ] || die "$1: of another checkpoint"
	# stack: "height hash" lines, the greatest subtree first
	sed -n 's/^edge //p' "$1" >"$tmp/edge"
	stack= bit=1 left=$size
	while [ "$left" -gt 0 ]; do # the lowest set bit is the last edge
		if [ $((left % 2)) -eq 1 ]; then
			h=$(tail -n 1 "$tmp/edge")
			[ -n "$h" ] || die "$1: an edge is missing"
			sed '$d' "$tmp/edge" >"$tmp/edge2"
			mv "$tmp/edge2" "$tmp/edge"
			stack="$stack $bit:$h" # smallest first
		fi
		left=$((left / 2)) bit=$((bit * 2))
	done
	[ ! -s "$tmp/edge" ] || die "$1: an edge too many"
	hashes_of "$1" >"$tmp/leaves"
	n=0
	while read -r h; do
		height=1
		while :; do
			case $stack in
			" $height:"*) ;;
			*) break ;;
			esac
			top=${stack# *:}
			top=${top%% *}
			h=$(node_hash "$top" "$h")
			case $stack in
			" "*" "*) stack=" ${stack# * }" ;;
			*) stack= ;;
			esac
			height=$((height * 2))
		done
		stack=" $height:$h$stack"
		n=$((n + 1))
	done <"$tmp/leaves"
	[ $((size + n)) -eq "$to" ] || die "$1: $n hashes, not $((to - size))"
	r=
	for item in $stack; do
		h=${item#*:}
		if [ -z "$r" ]; then r=$h; else r=$(node_hash "$h" "$r"); fi
	done
	[ "$r" = "$(root_of "$2")" ] || die "$1 does not lead to $2"
	echo "OK: $1 leads to $2 ($n leaves)"
}

# signed KEY: the file body by the signature in the file sig
signed() {
	printf '302a300506032b6570032100%s' "$1" | unhex >"$tmp/key.der"
	openssl pkeyutl -verify -pubin -keyform DER -inkey "$tmp/key.der" \
		-rawin -in "$tmp/body" -sigfile "$tmp/sig" >/dev/null 2>&1
}

member() { # NAME FILE: a hexadecimal member of a record
	sed -n "s/.*\"$1\":\"\([0-9a-f]*\)\".*/\1/p" "$2"
}

# key_of CHECKPOINT: the newest key whose record it covers; each was signed by
# the one before it, the first stands in leaf 1
key_of() {
	key=
	for f in $(grep -l '^{"type":"key"' "$journal"/leaf-*.json); do
		seq=$(echo "${f##*/leaf-}" | sed 's/\.json$//; s/^0*//')
		[ "$seq" -lt "$(size_of "$1")" ] || continue
		next=$(member public_key "$f")
		printf 'vigie key rotation\n%s\n%s\n%s\n' \
			"$(line 1 "$1")" "$seq" "$next" >"$tmp/body"
		member signature "$f" | unhex >"$tmp/sig"
		[ "$seq" -eq 1 ] || signed "$key" ||
			die "$f: its key is not signed by the one before it"
		key=$next
	done
	[ ${#key} -eq 64 ] || die "no public key in the log"
	echo "$key"
}

signature() { # CHECKPOINT
	key=$(key_of "$1") || exit 1
	sed '/^$/,$d' "$1" >"$tmp/body"
	sed -n '$s/.* //p' "$1" | tr -d '\n' | unbase64 | tail -c 64 >"$tmp/sig"
	signed "$key" || die "$1: its signature does not hold"
	echo "OK: $1 is signed"
}

# Each leaf says the hash of the one before it: where both are here, or where a
# hash list has it.
chain() {
	for f in "$journal"/leaf-*.json; do
		seq=$(echo "${f##*/leaf-}" | sed 's/\.json$//; s/^0*//')
		seq=${seq:-0}
		[ "$seq" -gt 0 ] || continue
		prior=$journal/leaf-$(printf '%08d' $((seq - 1))).json
		[ -f "$prior" ] || continue
		grep -q "\"prev\":\"$(leaf_hash "$prior")\"" "$f" ||
			die "$f does not follow $prior"
	done
	echo "OK: leaves follow one another"
}

# Every hash list names the leaves that are here.
listed() {
	for list in "$journal"/nuit-*-hachages.txt; do
		[ -f "$list" ] || continue
		from=$(value from "$list") to=$(value to "$list")
		hashes_of "$list" >"$tmp/leaves"
		for f in "$journal"/leaf-*.json; do
			seq=$(echo "${f##*/leaf-}" | sed 's/\.json$//; s/^0*//')
			seq=${seq:-0}
			[ "$seq" -ge "$from" ] && [ "$seq" -lt "$to" ] || continue
			[ "$(leaf_hash "$f")" = \
				"$(line $((seq - from + 1)) "$tmp/leaves")" ] ||
				die "$f is not in $list"
		done
	done
	echo "OK: hash lists name the leaves"
}

# What was kept apart from a record is what the record has the hash of.
paths() {
	for f in "$journal"/path-s*.json; do
		[ -f "$f" ] || continue
		grep -q "\"path_sha256\":\"$(hash <"$f")\"" "$journal"/leaf-*.json ||
			die "$f belongs to no record"
	done
	echo "OK: paths belong to their records"
}

at_of() { # LEAF.json: the time that it states
	sed -n 's/.*"at":"\([0-9TZ:.-]*\)".*/\1/p' "$1"
}

# What a record was merged from stands in the other log and says the same.
origins() {
	for f in $(grep -l '"merged":{' data/journal/leaf-*.json); do
		from=$(sed -n 's/.*"merged":{"origin":"\([^"]*\)".*/\1/p' "$f")
		seq=$(sed -n 's/.*"merged":{[^}]*"seq":\([0-9]*\).*/\1/p' "$f")
		place "data/repris/${from##*/}"
		there=$journal/leaf-$(printf '%08d' "$seq")
		[ -f "$there.json" ] ||
			die "$f: the record that it was merged from is missing"
		[ "$(leaf_hash "$there.json")" = "$(member leaf_hash "$f")" ] ||
			die "$f was merged from another record than $there.json"
		[ "$(at_of "$f")" = "$(at_of "$there.json")" ] ||
			die "$f and $there.json state different times"
		for m in request_sha256 response_sha256 payload_sha256; do
			[ "$(member "$m" "$f")" = "$(member "$m" "$there.json")" ] ||
				die "$f and $there.json differ in $m"
		done
	done
	echo "OK: merged records stand in the logs that they came from"
}

# The newest checkpoint of a log that was merged stands, with its signature, in
# a record of the log that took it over.
taken_over() { # CHECKPOINT
	for f in $(grep -l '^{"type":"merge"' data/journal/leaf-*.json); do
		! grep -qF "$(sed -n '$s/.* //p' "$1")" "$f" || return 0
	done
	die "$1: no record says that it was merged"
}

# The log in $journal.
whole() {
	last=
	for f in "$journal"/leaf-*.json; do
		inclusion "$f" "${f%.json}.tlog-proof"
		bracket "$f"
	done
	chain
	for f in "$journal"/check-s*.json; do
		[ -f "$f" ] || continue
		leaf=$(printf '%08d' "$(value leaf "${f%.json}.txt")")
		check "$f" "${f%.json}.txt" "$journal/leaf-$leaf.json"
	done
	for f in "$journal"/checkpoint-*.txt; do
		signature "$f"
		if [ -n "$last" ]; then
			a=${last##*checkpoint-} b=${f##*checkpoint-}
			consistency "$journal/consistency-${a%.txt}-$b" "$last" "$f"
		fi
		last=$f
	done
	for f in "$journal"/nuit-*-hachages.txt; do
		[ -f "$f" ] || continue
		night "$f" "$journal/checkpoint-$(printf '%08d' "$(value to "$f")").txt"
	done
	listed
}

all() {
	whole
	paths
	origins
	for folder in data/repris/*/; do
		[ -d "$folder" ] || continue
		place "${folder%/}"
		whole
		taken_over "$last"
		echo "OK: $journal is whole"
	done
	echo "OK: the journal is whole"
}

[ -d "$journal" ] || die "run it in the folder that holds README.txt"
case ${1:-} in
inclusion | bracket | check | consistency | night | signature | all)
	command=$1
	shift
	case $command:${1:-} in
	inclusion:*/* | bracket:*/* | signature:*/*) place "${1%/*}" ;;
	esac
	"$command" "$@"
	;;
*)
	sed -n '3,17s/^# \{0,1\}//p' "$0" >&2
	exit 2
	;;
esac
