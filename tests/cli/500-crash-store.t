#!/bin/sh
# SPDX-License-Identifier: ISC
# The store under kill -9: fifty writers killed at random moments. It must open
# every time, hold all that was committed, and verify clean.
. "$(dirname "$0")/lib.sh"
plan 1

check_has "50 rounds of kill -9 lose nothing" '^50 rounds, 0 failed$' \
	"$B/tests/crash/crash" 50
