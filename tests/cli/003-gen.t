#!/bin/sh
# SPDX-License-Identifier: ISC
# The corpus of the benchmarks is the same everywhere, and holds what it says.
. "$(dirname "$0")/lib.sh"
plan 8

# Of all bytes of 40 pages: figures of one corpus are not those of another, so
# who changes the generator changes this line, and measures again.
SUM=c9970df0753e6086

sum() {
	(cd "$1" && find . -type f | LC_ALL=C sort | xargs cat |
		sha256sum | cut -c1-16)
}

gen=$B/tests/bench/gen
check "forty pages" "$gen" --out a --pages 40
check_out "are these bytes" "$SUM" sum a
check "and forty more" "$gen" --out b --pages 40
check_out "are the same" "" diff -r a b
check_out "six in ten are one file in both nights" yes sh -c \
	'n=$(find a/night2 -name "*-*.html" -links 2 | wc -l)
	test "$n" -ge 16 && test "$n" -le 32 && echo yes'
check_out "times say nothing else" "" sh -c \
	'find a/night1 a/night2 -name "*.html" -newermt 2026-11-03'
"$gen" --out c --pages 150
check "a name stands where the truth says" sh -c '
	grep -P "\tplain$" c/truth1.tsv | while IFS="	" read -r path name form; do
		grep -aqF "$name" "c/night1$path" || echo "$path"
	done | { ! grep .; }'
check "and nowhere else" sh -c '
	cut -f1 c/names.txt >names
	grep -rlaFf names c/night1 | sed "s|^c/night1||" | while read -r path; do
		grep -qF "$path" c/truth1.tsv || echo "$path"
	done | { ! grep .; }'
