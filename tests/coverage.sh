#!/bin/sh
# SPDX-License-Identifier: ISC
# How much of each part the tests run: under its bar, it fails.
set -eu
cd "$(dirname "$0")/.."
find build/cov -name '*.gcda' -delete 2>/dev/null || :
make -j2 VARIANT=cov check
status=0
for part in store:90 crawler:85 tools:75; do
	dir=${part%:*}
	bar=${part#*:}
	echo "$dir (at least $bar %)"
	gcovr --root . --filter "$dir/" --exclude 'tools/probe/' --object-directory build/cov \
		--fail-under-line "$bar" --print-summary >build/cov/$dir.txt || status=1
	tail -4 build/cov/$dir.txt
done
exit $status
