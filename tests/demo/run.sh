#!/bin/sh
# SPDX-License-Identifier: ISC
# The whole road in a minute, on the demonstration network: watch a name, sweep,
# read what was found; a night later, sweep again and see what is new, changed
# and gone; verify the archive. `make run` calls it with the build directory.
#
#   run.sh BUILD [WORKDIR]      WORKDIR is kept; without it all is removed
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
work=${2:-}
keep=$work
[ -n "$work" ] || work=$(mktemp -d "${TMPDIR:-/tmp}/vigie-demo.XXXXXX")
mkdir -p "$work"
server=

cleanup() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || :
	[ -n "$keep" ] || rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

name="Maëlle Kerdouézan"
export VIGIE_ARCHIVE="$work/archive"
unset VIGIE_SEEDS VIGIE_CONTACT

bold=
plain=
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
	bold=$(printf '\033[1m') plain=$(printf '\033[0m')
fi

# Shows a command as one would type it, then runs it.
say() {
	printf '\n%s$ vigie' "$bold"
	for word in "$@"; do
		case $word in
		*" "*) printf ' "%s"' "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	printf '%s\n' "$plain"
	"$build/vigie" "$@"
}

note() {
	printf '\n%s\n' "$*"
}

rm -f "$work/port"
mkfifo "$work/port"
"$build/tests/demo/demo" --content "$here/network" --port-file "$work/port" \
	--log "$work/requests.log" &
server=$!
port=$(timeout 10 cat "$work/port")
rm "$work/port"
sed "s/{PORT}/$port/g" "$here/seeds.txt" >"$work/seeds.txt"

note "Seven small sites are running on this machine. $name, who makes violins,
wants to know what they say of her."
say watch add "$name" --handle maelle_kerdouezan \
	--avatar "$here/network/portrait.png" \
	--own "http://127.0.0.16:$port/@maelle_kerdouezan"
say sweep --seeds "$work/seeds.txt"
say mentions

note "A day goes by: a post is corrected, a comment and an article disappear,
somebody writes something new."
kill -USR1 "$server"
then=$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)
say sweep --all --seeds "$work/seeds.txt"
note "What is new, what has changed, what is gone:"
say mentions --since "$then"
say mentions --state changed
say mentions --state gone
say history "http://127.0.0.11:$port/2026/10/tempete-ce-que-la-nuit-a-laisse/"
note "Anyone can check that none of this was altered since:"
say verify
note "And this is what goes to a lawyer: one file, which anyone can check with it alone."
bundle=$build/demo-bundle.zip
say export --name "$name" --case DEMO-1 --force -o "$bundle"
say verify "$bundle"
if command -v unzip >/dev/null && command -v openssl >/dev/null; then
	note "The other side needs no vigie for that: stock tools do, as its README.txt says."
	unzip -q "$bundle" -d "$work/bundle"
	cd "$work"/bundle/*/
	printf '%s\n' '$ sha256sum -c --quiet tagmanifest-sha256.txt manifest-sha256.txt'
	sha256sum -c --quiet tagmanifest-sha256.txt manifest-sha256.txt
	printf '%s\n' '$ sh data/verifier/verifier.sh all | tail -1'
	sh data/verifier/verifier.sh all >"$work/verified"
	tail -1 "$work/verified"
	cd "$here"
fi
note "It is $bundle: open its data/report-en.html (or rapport-fr.html) in a browser."
[ -z "$keep" ] || note "All is kept in $work."
