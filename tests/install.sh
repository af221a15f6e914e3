#!/bin/sh
# SPDX-License-Identifier: ISC
# install puts everything in its place, uninstall takes all of it away.
set -eu
cd "$(dirname "$0")/.."
dest=$(mktemp -d "${TMPDIR:-/tmp}/vigie-install.XXXXXX")
trap 'rm -rf "$dest"' EXIT
make install DESTDIR="$dest" PREFIX=/usr
"$dest/usr/bin/vigie" --version
test -s "$dest/usr/share/vigie/seeds.txt"
test -s "$dest/usr/share/man/man1/vigie.1"
for c in $("$dest/usr/bin/vigie" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do
	test -s "$dest/usr/share/man/man1/vigie-$c.1" || {
		echo "no man page of vigie $c" >&2
		exit 1
	}
done
make uninstall DESTDIR="$dest" PREFIX=/usr
left=$(find "$dest" -type f)
[ -z "$left" ] || { echo "left over: $left" >&2; exit 1; }
