#!/bin/sh
# SPDX-License-Identifier: ISC
# make check-real: a WordPress, a MediaWiki, a DokuWiki and a public-inbox from
# Debian's packages, filled in their own ways with texts that do and do not mention a
# made-up name, swept on two nights, each by its own adapter, as a site and by
# its feed, and compared with the truth that the fillers wrote down.
#
#   run.sh [SYSTEM...]     B is the build directory; KEEP=DIR keeps all there
#
# The table goes to stdout and, of all systems, to build/check-real.md. Exit status
# 1 where anything differs from the truth. All servers are started here, on
# loopback, with data of their own, and end with this script; as root they run
# as nobody. No service of the system is touched.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
B=${B:-$root/build/release}
name='Anne-Lise Tréguézan'
SERVER_LIMIT=1800 # seconds after which a server ends by itself
FILL_LIMIT=300 # likewise, one command
SWEEP_LIMIT=300

work=${KEEP:-$(mktemp -d "${TMPDIR:-/tmp}/vigie-real.XXXXXX")}
mkdir -p "$work"
work=$(cd "$work" && pwd)
pids=
current=

cleanup() {
	status=$?
	trap - EXIT
	for pid in $current $pids; do
		kill "$pid" 2>/dev/null || :
	done
	# Each leads a group, by timeout: what its programs started ends with it.
	for pid in $current $pids; do
		wait "$pid" 2>/dev/null || :
		for _ in $(seq 50); do
			kill -s 0 -- "-$pid" 2>/dev/null || break
			sleep 0.1
		done
	done
	[ -n "${KEEP:-}" ] || rm -rf "$work"
	exit $status
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

# Files are read by nobody, too.
umask 022
chmod 755 "$work"
mkdir -p "$work/servers/fill"
cp "$here"/*.php "$here/texts.json" "$work/servers/fill/"
if [ "$(id -u)" = 0 ]; then
	chown -R nobody "$work/servers"
	as='setpriv --reuid=nobody --regid=nogroup --clear-groups'
else
	as=
fi
servers=$work/servers
PATH=$PATH:/usr/sbin
HOME=$servers LC_ALL=C.UTF-8 TZ=UTC
export PATH HOME LC_ALL TZ
unset VIGIE_ARCHIVE VIGIE_SEEDS VIGIE_CONTACT VIGIE_CA_FILE XDG_DATA_HOME
unset http_proxy https_proxy all_proxy

die() {
	echo "check-real: $*" >&2
	exit 1
}

say() {
	printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2
}

# A command that a signal to this script ends at once, also where it came to the
# script alone.
attend() {
	"$@" &
	current=$!
	wait "$current" && ended=0 || ended=$?
	current=
	return "$ended"
}

# A command of the servers' user; what it says is shown where it fails.
quietly() {
	attend $as timeout "$FILL_LIMIT" "$@" >"$work/said" 2>&1 || {
		tail -n 20 "$work/said" >&2
		die "failed: $*"
	}
}

# In the background, ended with this script, and by itself after the limit.
serve() {
	log=$servers/$1.log
	shift
	$as timeout "$SERVER_LIMIT" "$@" >"$log" 2>&1 &
	pids="$! $pids"
}

# A port of the address that nobody uses.
port_of() {
	perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(LocalAddr =>
		$ARGV[0], Listen => 1)->sockport' "$1"
}

# up CMD...: waits until the command succeeds.
up() {
	for _ in $(seq 300); do
		"$@" >/dev/null 2>&1 && return
		sleep 0.1
	done
	tail -n 5 "$log" >&2
	die "did not start: $*"
}

. "$here/systems.sh"

# ---- the sweeps ----

# The seed line of a system: by its own adapter, as a site, by its feed.
seed_of() {
	eval "url=\$${1}_url feed=\$${1}_feed target=\$${1}_target"
	case $2 in
	adapter) echo "$1 $target delay=0" ;;
	site) echo "site $url/ delay=0 pages=400 depth=4" ;;
	feed) echo "feed $feed delay=0" ;;
	esac
}

# sweep SYSTEM SEED NIGHT: one night of one archive, and what it found there.
sweep() {
	dir=$work/$1-$2
	export VIGIE_ARCHIVE="$dir/archive"
	mkdir -p "$dir"
	if [ "$3" = 1 ]; then
		seed_of "$1" "$2" >"$dir/seeds.txt"
		"$B/vigie" watch add "$name" --without voilier >/dev/null
	fi
	begin=$(date +%s%N)
	attend timeout "$SWEEP_LIMIT" "$B/vigie" sweep --all --json \
		--seeds "$dir/seeds.txt" >"$dir/sweep$3.jsonl" 2>"$dir/sweep$3.log" || {
		echo "$1, $2: the sweep of night $3 ended with status $?:" \
			"$(tail -n 3 "$dir/sweep$3.log")" >>"$work/differences"
		return
	}
	echo $((($(date +%s%N) - begin) / 1000000)) >"$dir/ms$3"
	"$B/vigie" mentions --json >"$dir/mentions$3.jsonl"
	perl "$here/compare.pl" "$1" "$2" "$3" "$dir" "$work/$1.truth" \
		>>"$work/rows.tsv" 2>>"$work/differences"
	[ "$3" = 1 ] || "$B/vigie" verify -q >>"$work/differences" 2>&1 ||
		echo "$1, $2: verify found the archive damaged" >>"$work/differences"
}

systems=${*:-wordpress mediawiki dokuwiki publicinbox}
: >"$work/differences"
: >"$work/rows.tsv"
for system in $systems; do
	say "$system: installed and filled"
	"${system}_start"
	"${system}_fill" fill >"$work/$system.truth"
	say "$system: swept"
	for seed in adapter site feed; do
		sweep "$system" "$seed" 1
	done
	"${system}_fill" night >>"$work/$system.truth"
	say "$system: swept a night later"
	for seed in adapter site feed; do
		sweep "$system" "$seed" 2
	done
done
sort -u "$work/differences" >&2
table=$work/table.md
[ $# -gt 0 ] || table=$root/build/check-real.md
mkdir -p "${table%/*}"
perl "$here/table.pl" "$work/rows.tsv" "$table"
[ ! -s "$work/differences" ] || die 'the truth is another'
