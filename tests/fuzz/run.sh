#!/bin/sh
# SPDX-License-Identifier: ISC
# Fuzzes each harness for so many seconds from its corpus, two at a time; new
# inputs stay in a directory of the build. Fails on a crash, a leak, more than
# 1 GiB, or more than 5 s for one input.
#
#   run.sh SECONDS BINARY...      $FUZZ_SEED: the same inputs at each run, so
#                                 that what falls in the gate is the change's
set -u
here=$(cd "$(dirname "$0")" && pwd)
seconds=$1
shift
failed=0
one() {
	bin=$1
	name=${bin##*/fuzz_}
	work=$bin.work
	mkdir -p "$work/new" "$work/crash"
	set -- "$work/new"
	for dir in "$here/corpus/$name" "$here/repro/$name"; do
		[ ! -d "$dir" ] || set -- "$@" "$dir"
	done
	if timeout $((seconds + 120)) "$bin" -max_total_time="$seconds" -timeout=5 \
		${FUZZ_SEED:+-seed="$FUZZ_SEED"} -rss_limit_mb=1024 -max_len=65536 -artifact_prefix="$work/crash/" \
		-print_final_stats=1 "$@" >"$work/log" 2>&1; then
		echo "ok fuzz $name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/log") runs"
	else
		echo "not ok fuzz $name: see $work/log"
		tail -25 "$work/log" | sed 's/^/# /'
		return 1
	fi
}
while [ $# -gt 0 ]; do
	one "$1" &
	first=$!
	second=
	if [ $# -gt 1 ]; then
		one "$2" &
		second=$!
		shift
	fi
	shift
	wait $first || failed=1
	[ -z "$second" ] || wait $second || failed=1
done
exit $failed
