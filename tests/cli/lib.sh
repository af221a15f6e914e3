# SPDX-License-Identifier: ISC
# What every NNN-name.t in this directory begins with:
#
#   . "$(dirname "$0")/lib.sh"
#   plan 3
#   httpd www                          # serves the directory www
#   echo "site $URL/ delay=0" >seeds.txt
#   check_rc   "a sweep"       0      vigie sweep -q -a db --seeds seeds.txt
#   check_out  "what it asked" "GET /robots.txt
#   GET /"                            requests
#   check_json "one mention"   1 'scalar @r'  vigie mentions -a db --json
#
# The test runs in a temporary directory of its own, removed at its end, with
# HOME there, UTC, C.UTF-8 and no VIGIE_* in its environment. Programs come from
# $B (exported by make check; else where vigie is found, else build/release).
# Every command of a check ends after $LIMIT seconds (60). Its output stays in
# the files out and err until the next check, its status in $rc.
#
#   plan N                            the number of checks
#   check     WORDS CMD...            CMD succeeds
#   check_rc  WORDS STATUS CMD...     ... ends with STATUS
#   check_out WORDS TEXT CMD...       ... prints exactly TEXT (last newline off)
#   check_err WORDS REGEX CMD...      ... says a line on stderr that matches
#   check_has WORDS REGEX CMD...      ... prints a line that matches
#   check_json WORDS WANT EXPR CMD... ... prints JSON Lines of which the perl
#        expression EXPR gives WANT; @r are the rows, $r[0]{url} a field, a list
#        is joined by spaces, undef is "null", true is 1
#   skip N WHY                        N checks that cannot be made here
#   diag WORDS                        a comment in the output
#
#   httpd DIR [OPTION...]   starts tests/httpd (its head tells all): $URL is
#        http://127.0.0.1:$PORT, the request log is $LOG (requests.log, for the
#        second server requests2.log). DIR may be one of tests/cli/ or tests/.
#   demo [OPTION...]        starts the demonstration network: $PORT, $LOG; seeds.txt
#        and truth.jsonl (tests/demo/README) are written to the test's directory
#   night N                 tells it which night it is
#   stop                    ends the server started last
#   certificate             makes cert.pem and key.pem for 127.0.0.1 and
#        localhost: "httpd www --tls cert.pem key.pem"; the client trusts cert.pem
#   url ADDRESS             http://ADDRESS:$PORT
#   requests [HOST]         the log as "METHOD PATH" lines in order of arrival
#   log_is EXPR             EXPR as in check_json, of the log in that order
#   min_gap [HOST]          the shortest time in ms between an answer's last byte
#        and the next request on the same host ("none" if there were no two)
#   max_flying [HOST]       most requests ever in flight at once on one host

CLI=$(cd "$(dirname "$0")" && pwd)
TESTS=$(dirname "$CLI")
LIMIT=${LIMIT:-60}
WORK=$(mktemp -d "${TMPDIR:-/tmp}/vigie-t.XXXXXX") || exit 1
PIDS=
tests_run=0
servers=0

if [ -z "${B:-}" ]; then
	B=$(command -v vigie) && B=$(dirname "$B") || B=$TESTS/../build/release
fi
case $B in
/*) ;;
*) B=$(cd "$TESTS/.." && cd "$B" && pwd) ;;
esac
PATH=$B:$PATH
unset VIGIE_ARCHIVE VIGIE_SEEDS VIGIE_CONTACT VIGIE_CA_FILE XDG_DATA_HOME
unset http_proxy https_proxy all_proxy
HOME=$WORK LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1
export PATH HOME LC_ALL TZ NO_COLOR

# ended PID: stops a server; one that did not end well (a sanitizer's report)
# fails the test.
ended() {
	kill "$1" 2>/dev/null
	wait "$1" 2>/dev/null
	status=$?
	[ $status -eq 0 ] && return
	diag "a server ended with status $status"
	bad=1
}

cleanup() {
	bad=$?
	trap - EXIT
	for pid in $PIDS; do
		ended "$pid"
	done
	cd / && rm -rf "$WORK"
	exit $bad
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP
cd "$WORK" || exit 1

plan() {
	echo "1..$1"
}

diag() {
	printf '%s\n' "$*" | sed 's/^/# /'
}

# verdict STATUS WORDS: one line of TAP.
verdict() {
	tests_run=$((tests_run + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests_run - $2"
	else
		echo "not ok $tests_run - $2"
	fi
}

skip() {
	for _ in $(seq "$1"); do
		tests_run=$((tests_run + 1))
		echo "ok $tests_run # SKIP $2"
	done
}

# Runs a command under the limit; functions of the shell as they are.
run() {
	case $(command -v "$1") in
	/*) timeout -k 5 "$LIMIT" "$@" >out 2>err ;;
	*) "$@" >out 2>err ;;
	esac
	rc=$?
	[ "$rc" -ne 124 ] || echo "lib.sh: over $LIMIT s: $*" >>err
}

# What a reader of a failed check wants to see.
show_run() {
	diag "ran: $*"
	diag "status: $rc"
	head -n 20 out | awk '{ print "# out: " $0 }'
	head -n 20 err | awk '{ print "# err: " $0 }'
}

check() {
	words=$1
	shift
	run "$@"
	verdict "$rc" "$words"
	[ "$rc" -eq 0 ] || show_run "$@"
}

check_rc() {
	words=$1 want=$2
	shift 2
	run "$@"
	[ "$rc" -eq "$want" ]
	verdict $? "$words"
	[ "$rc" -eq "$want" ] || show_run "$@"
}

check_out() {
	words=$1 want=$2
	shift 2
	run "$@"
	[ "$(cat out)" = "$want" ]
	good=$?
	verdict $good "$words"
	[ $good -eq 0 ] && return
	show_run "$@"
	printf '%s\n' "$want" | sed 's/^/# want: /'
}

# found_in FILE WORDS REGEX CMD...: what check_err and check_has share.
found_in() {
	where=$1 words=$2 want=$3
	shift 3
	run "$@"
	grep -Eq -e "$want" "$where"
	good=$?
	verdict $good "$words"
	[ $good -eq 0 ] && return
	show_run "$@"
	diag "want in $where: $want"
}

check_err() {
	found_in err "$@"
}

check_has() {
	found_in out "$@"
}

# json EXPR FILE: the expression's value over the JSON Lines of the file.
json() {
	perl -MJSON::PP -e '
		use utf8;
		binmode STDOUT, ":encoding(UTF-8)";
		my ($expr, $file) = @ARGV;
		open my $f, "<", $file or die "$file: $!\n";
		our @r = map { JSON::PP->new->utf8->decode($_) } <$f>;
		@r = sort { $a->{seq} <=> $b->{seq} } @r
			if @r && ref $r[0] eq "HASH" && exists $r[0]{addr_in_flight};
		utf8::decode($expr);
		my @v = eval $expr;
		die $@ if $@;
		print join(" ", map { defined $_ ? $_ : "null" } @v), "\n";
	' "$1" "$2"
}

check_json() {
	words=$1 want=$2 expr=$3
	shift 3
	run "$@"
	got=$(json "$expr" out 2>&1)
	[ "$got" = "$want" ]
	good=$?
	verdict $good "$words"
	[ $good -eq 0 ] && return
	show_run "$@"
	diag "got:  $got"
	diag "want: $want"
}

# server PROGRAM ARG...: in the background; its port is read through a FIFO, so
# nothing polls. The server dies with this shell.
server() {
	servers=$((servers + 1))
	LOG=requests.log
	[ $servers -eq 1 ] || LOG=requests$servers.log
	: >"$LOG"
	mkfifo "port.$servers"
	"$@" --log "$LOG" --port-file "port.$servers" &
	SERVER=$!
	PIDS="$SERVER $PIDS"
	PORT=$(timeout 10 cat "port.$servers")
	if [ -z "$PORT" ]; then
		echo "Bail out! $1 did not start"
		exit 1
	fi
	URL=http://127.0.0.1:$PORT
}

httpd() {
	root=$1
	shift
	for dir in "$CLI/$root" "$TESTS/$root"; do
		[ -d "$root" ] || [ ! -d "$dir" ] || root=$dir
	done
	server "$B/tests/httpd" --root "$root" "$@"
}

demo() {
	server "$B/tests/demo/demo" --content "$TESTS/demo/network" "$@"
	for file in seeds.txt truth.jsonl; do
		sed "s/{PORT}/$PORT/g" "$TESTS/demo/$file" >$file
	done
}

night() {
	curl -s "http://127.0.0.10:$PORT/__demo/night/$1" >/dev/null
}

stop() {
	bad=0
	ended "$SERVER"
	[ $bad -eq 0 ] || exit 1
	PIDS=$(echo " $PIDS " | sed "s/ $SERVER / /")
}

certificate() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout key.pem -out cert.pem -days 2 -subj /CN=localhost \
		-addext subjectAltName=IP:127.0.0.1,IP:::1,DNS:localhost \
		2>/dev/null
}

url() {
	echo "http://$1:$PORT"
}

log_is() {
	json "$1" "$LOG"
}

# of_host HOST: the perl that keeps the host's rows; all rows without HOST.
of_host() {
	[ -z "$1" ] && echo '@r' || echo "grep { \$_->{host} eq '$1' } @r"
}

requests() {
	log_is "map { \"\$_->{method} \$_->{path}\\n\" } $(of_host "${1:-}")" |
		sed 's/^ //; /^$/d'
}

min_gap() {
	log_is "my @g = sort { \$a <=> \$b } grep { defined }
		map { \$_->{gap_ms} } $(of_host "${1:-}");
		@g ? \$g[0] : 'none'"
}

max_flying() {
	log_is "my \$m = 0;
		for ($(of_host "${1:-}")) {
			my \$n = \$_->{in_flight} + 1;
			\$m = \$n if \$n > \$m;
		}
		\$m"
}
