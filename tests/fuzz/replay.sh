#!/bin/sh
# SPDX-License-Identifier: ISC
# Replays the corpus and the once-crashing inputs of each harness given as a
# build/.../replay_fuzz_NAME.
set -eu
here=$(dirname "$0")
for bin in "$@"; do
	name=${bin##*/replay_fuzz_}
	set --
	for dir in "$here/corpus/$name" "$here/repro/$name"; do
		[ ! -d "$dir" ] || set -- "$@" "$dir"
	done
	[ $# -gt 0 ] || { echo "fuzz $name: no corpus" >&2; exit 1; }
	printf 'fuzz %s: ' "$name"
	timeout 300 "$bin" "$@"
done
