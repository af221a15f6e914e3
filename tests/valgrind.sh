#!/bin/sh
# SPDX-License-Identifier: ISC
# The unit tests and `verify` under valgrind; the first report fails.
#
#   valgrind.sh BUILD
set -eu
cd "$(dirname "$0")/.."
build=$1
variant=${build##*/}
make -j2 VARIANT="$variant" B="$build" all
vg='valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite'
for t in tests/unit/test_*.c; do
	name=${t##*/}
	name=${name%.c}
	# Those that fork, map a gigabyte, or count seconds have sanitizers enough.
	case $name in test_verify | test_names* | test_fetch*) continue ;; esac
	make VARIANT="$variant" B="$build" "$build/tests/unit/$name"
	timeout 600 $vg "$build/tests/unit/$name"
done
dir=$(mktemp -d "${TMPDIR:-/tmp}/vigie-vg.XXXXXX")
trap 'rm -rf "$dir"' EXIT
timeout 300 $vg "$build/vigie" watch add -a "$dir/a" 'Jane Doe'
timeout 300 $vg "$build/vigie" verify -a "$dir/a"
