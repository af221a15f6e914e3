#!/bin/sh
# SPDX-License-Identifier: ISC
# The unit tests and `verify` under valgrind; any report fails.
#
#   valgrind.sh BUILD
set -eu
cd "$(dirname "$0")/.."
build=$1
variant=${build##*/}
vg='valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite
	--suppressions=tests/valgrind.supp'
tests=
for t in tests/unit/test_*.c; do
	name=${t##*/}
	name=${name%.c}
	# Those that fork a confined child (valgrind knows no Landlock), map a
	# gigabyte, write a hundred thousand rows, or need a server and count
	# seconds have sanitizers enough.
	case $name in
	test_verify | test_sandbox | test_names* | test_index | test_cluster_store | \
		test_fetch* | test_polite | test_tls)
		continue ;;
	esac
	tests="$tests $build/tests/unit/$name"
done
# shellcheck disable=SC2086 # the list is one word a test
make -j2 VARIANT="$variant" B="$build" all $tests
# shellcheck disable=SC2086
CMOCKA_MESSAGE_OUTPUT=TAP prove -j2 --timer -e "timeout 600 $vg" $tests
dir=$(mktemp -d "${TMPDIR:-/tmp}/vigie-vg.XXXXXX")
trap 'rm -rf "$dir"' EXIT
timeout 300 $vg "$build/vigie" watch add -a "$dir/a" 'Jane Doe'
timeout 300 $vg "$build/vigie" verify -a "$dir/a"
