#!/bin/sh
# SPDX-License-Identifier: ISC
# `make run NAME="Jane Doe" CONTACT=jane@example.org`: watches the name, sweeps
# the seeds, ends with the mentions found.
#
#   first-run.sh BUILD NAME CONTACT
set -u
build=$1
name=$2
contact=${3:-${VIGIE_CONTACT:-}}
cd "$(dirname "$0")/.."
if [ -z "$contact" ] && [ -t 0 ]; then
	printf 'A mail or web address at which servers'"'"' owners can reach you: '
	read -r contact
fi
export VIGIE_CONTACT="$contact"
"$build/vigie" watch add "$name" || exit
"$build/vigie" sweep --seeds "${VIGIE_SEEDS:-seeds.txt}"
status=$?
case $status in
0 | 1 | 130) "$build/vigie" mentions --name "$name" ;;
esac
exit $status
