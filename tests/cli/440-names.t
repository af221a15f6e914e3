#!/bin/sh
# SPDX-License-Identifier: ISC
# The benchmark's own texts about names: all are read right.
. "$(dirname "$0")/lib.sh"
plan 3

quality() {
	perl "$TESTS/bench/quality.pl" "$B/vigie-probe" none
}
for figure in found kind precision; do
	check_has "names_$figure" "^quality.names_$figure	1\\.0000\$" quality
done
