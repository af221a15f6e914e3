#!/bin/sh
# SPDX-License-Identifier: ISC
# make bench: vigie beside curl, wget and wget2 on a generated site, and what it
# does on a second night, to a host that throttles, to many polite hosts, after
# kill -9, over TLS, on a large archive, with many names, on long logs. What counts are
# ratios of processor time taken in the same round, bytes, and what the servers
# saw.
#
#   run.sh [quick|full] [PART...]      400 or 5,000 pages, B is the build
#                                      directory; PART: nights ... bundle, below
#
# Clients run on the first processor, servers on the second, all files lie on a
# tmpfs if there is one. Raw figures go to figures.tsv (NAME tab VALUE, one line
# a measurement), which table.pl turns into the table of goals: on stdout and in
# build/bench.md. The exit status is 1 when a goal that must be met is not.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
B=${B:-$root/build/release}
size=${1:-quick}
case $size in
quick) pages=400 rounds=3 mentions=100000 pause=0.05 ;;
full) pages=5000 rounds=3 mentions=1000000 pause=0 ;;
*) echo "usage: run.sh [quick|full]" >&2 && exit 2 ;;
esac
urls=1000000
hosts=200
tls_hosts=100

# ---- where and with what ----

place() {
	kind=$(stat -f -c %T "$1" 2>/dev/null) && [ "$kind" = tmpfs ] &&
		[ -w "$1" ] && [ "$(df -Pk "$1" | awk 'NR == 2 { print $4 }')" -gt 6000000 ]
}
if place /dev/shm; then
	work=$(mktemp -d /dev/shm/vigie-bench.XXXXXX)
	disk=tmpfs
else
	work=$(mktemp -d "${TMPDIR:-/tmp}/vigie-bench.XXXXXX")
	disk=$(stat -f -c %T "$work")
fi
chmod 755 "$work" # nginx's worker is somebody else
client= server= cpu_mask=1
if [ "$(nproc)" -gt 1 ] && command -v taskset >/dev/null; then
	client='taskset -c 0' server='taskset -c 1' cpu_mask=10
fi
PATH=/usr/sbin:$PATH
export VIGIE_ARCHIVE="$work/archive" LC_ALL=C.UTF-8
unset VIGIE_SEEDS VIGIE_CONTACT VIGIE_CA_FILE http_proxy https_proxy all_proxy
figures=$work/figures.tsv
spent=$work/spent.tsv
pids=

cleanup() {
	[ -z "$pids" ] || kill $pids 2>/dev/null || :
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP

say() {
	printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2
}

figure() {
	printf '%s\t%s\n' "$1" "$2" >>"$figures"
}

# The bytes of a directory's files.
bytes_of() {
	find "$@" -type f -printf '%s\n' | awk '{ n += $1 } END { print n + 0 }'
}

# spend LABEL COMMAND...: on the client's processor; the figures LABEL.cpu,
# LABEL.wall, LABEL.pss and LABEL.map.
spend() {
	label=$1
	shift
	rm -f "$spent"
	rc=0
	"$B/tests/bench/spend" "$spent" "$label" $client "$@" || rc=$?
	awk -F '\t' -v OFS='\t' '{
		print $1 ".cpu", $4; print $1 ".wall", $3
		print $1 ".pss", $5; print $1 ".map", $6
		if ($8 > $4 + 0.05)
			print "spend: " $1 ": a process was not waited for" >"/dev/stderr"
	}' "$spent" >>"$figures"
	return $rc
}

# sweep LABEL [OPTION...]: its last line of JSON stays in $work/summary.
sweep() {
	label=$1
	shift
	spend "$label" "$B/vigie" sweep -q --json --all \
		--seeds "$work/seeds.txt" "$@" >"$work/out" || {
		say "$label: the sweep ended with $?"
		return 1
	}
	tail -n 1 "$work/out" >"$work/summary"
}

# new_archive [NAMES-FILE]: with the watched names and nothing else.
new_archive() {
	rm -rf "$VIGIE_ARCHIVE"
	cp -r "$work/watched" "$VIGIE_ARCHIVE"
}

free_port() {
	perl -MIO::Socket::INET -e 'print IO::Socket::INET->new(Listen => 1,
		LocalAddr => "127.0.0.1")->sockport'
}

# nginx_start DIR: serves it on $port.
nginx_start() {
	mkdir -p "$work/nginx"
	sed "s|@ROOT@|$1|; s|@DIR@|$work/nginx|; s|@PORT@|$port|; s|@CPU@|$cpu_mask|" \
		"$here/nginx.conf" >"$work/nginx/nginx.conf"
	nginx -p "$work/nginx" -c "$work/nginx/nginx.conf" &
	nginx=$!
	pids="$pids $nginx"
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		curl -s -o /dev/null "http://127.0.0.1:$port/" && return
		perl -e 'select undef, undef, undef, 0.2'
	done
	say "nginx does not answer"
	exit 1
}

nginx_stop() {
	kill "$nginx"
	wait "$nginx" 2>/dev/null || :
}

# httpd_start DIR [OPTION...]: tests/httpd; its port in $hport, log in $log.
httpd_start() {
	log=$work/requests.log
	rm -f "$log" "$work/port"
	mkfifo "$work/port"
	dir=$1
	shift
	$server "$B/tests/httpd" --root "$dir" --port-file "$work/port" \
		--log "$log" "$@" &
	httpd=$!
	pids="$pids $httpd"
	hport=$(timeout 10 cat "$work/port")
}

httpd_stop() {
	kill "$httpd"
	wait "$httpd" 2>/dev/null || :
}

# from_log EXPR: perl over the lines of the request log as @r.
from_log() {
	perl "$here/log.pl" "$1" "$log"
}

# ---- the site, five clients ----

site_seed() {
	echo "site http://127.0.0.1:$port/ delay=0 pages=1000000 depth=1000 $*" \
		>"$work/seeds.txt"
}

run_vigie() {
	new_archive
	site_seed "keep=$1"
	sweep "vigie-$1"
	figure "vigie-$1.bytes" "$(($(bytes_of "$VIGIE_ARCHIVE") - empty))"
}

# Status 8 of wget and wget2: some link was dead, as on any site.
mirror() {
	spend "$@" || [ $? -eq 8 ]
}

run_curl() {
	spend curl curl -s -Z --parallel-max 50 --config "$work/curl.txt" \
		2>/dev/null
	figure curl.bytes 0
}

run_wget() {
	rm -rf "$work/wget" && mkdir "$work/wget"
	(cd "$work/wget" && mirror wget wget -r -l inf -nH -q --delete-after \
		--warc-file=one --warc-cdx "http://127.0.0.1:$port/")
	figure wget.bytes "$(bytes_of "$work/wget"/one.warc.gz "$work/wget"/one.cdx)"
}

run_wget2() {
	rm -rf "$work/wget2" && mkdir "$work/wget2"
	(cd "$work/wget2" && mirror wget2 wget2 -r -l inf -nH -q --max-threads=5 \
		"http://127.0.0.1:$port/")
	figure wget2.bytes "$(bytes_of "$work/wget2")"
}

crawls() {
	port=$(free_port)
	say "a site of $pages pages"
	"$B/tests/bench/gen" --out "$work/corpus" --pages "$pages" \
		--base "http://127.0.0.1:$port"
	tab=$(printf '\t')
	while IFS=$tab read -r name handle; do
		"$B/vigie" watch add "$name" --handle "$handle" -q >/dev/null
	done <"$work/corpus/names.txt"
	mv "$VIGIE_ARCHIVE" "$work/watched"
	empty=$(bytes_of "$work/watched")
	sed "s|.*|url = \"http://127.0.0.1:$port&\"\noutput = \"/dev/null\"|" \
		"$work/corpus/urls.txt" >"$work/curl.txt"
	nginx_start "$work/corpus/night1"
	curl -s -Z --config "$work/curl.txt" 2>/dev/null # the server's caches are warm
	round=1
	while [ $round -le $rounds ]; do
		say "round $round of $rounds"
		run_vigie all
		run_wget
		run_vigie mentions
		run_wget2
		run_curl
		round=$((round + 1))
	done
	figure pages "$pages"
}

# The archive of keep=mentions against what was planted.
truth() {
	new_archive
	site_seed keep=mentions
	sweep truth
	"$B/vigie" mentions --json >"$work/mentions.jsonl"
	perl "$here/truth.pl" "http://127.0.0.1:$port" "$work/corpus/truth1.tsv" \
		"$work/mentions.jsonl" >>"$figures"
}

# ---- further nights ----

nights() {
	say "nights in which nothing changes"
	# What a sweep takes that asks for one thing: its status is no matter.
	for night in 1 2 3; do
		sweep none --limit 1 2>/dev/null || :
	done
	before=$(bytes_of "$VIGIE_ARCHIVE")
	for night in 1 2 3; do
		sweep same
		spend serial curl -s -H 'If-None-Match: *' \
			--config "$work/curl.txt" 2>/dev/null
	done
	figure same.bytes "$((($(bytes_of "$VIGIE_ARCHIVE") - before) / 3))"
	figure same.unmodified "$(perl -ne '/"not_modified":(\d+)/ && print $1' "$work/summary")"
	say "a night in which 40 pages of 100 change"
	for keep in mentions all; do
		nginx_stop
		nginx_start "$work/corpus/night1"
		new_archive
		site_seed keep=$keep
		sweep first-$keep
		before=$(bytes_of "$VIGIE_ARCHIVE")
		nginx_stop
		nginx_start "$work/corpus/night2"
		sweep second-$keep
		figure second-$keep.bytes "$(($(bytes_of "$VIGIE_ARCHIVE") - before))"
	done
	(cd "$work/wget" && mirror second-wget wget -r -l inf -nH -q --delete-after \
		--warc-file=two --warc-cdx --warc-dedup=one.cdx "http://127.0.0.1:$port/")
	figure second-wget.bytes "$(bytes_of "$work/wget"/two.warc.gz "$work/wget"/two.cdx)"
	(cd "$work/wget2" && mirror second-wget2 wget2 -r -l inf -nH -q -N \
		--max-threads=5 "http://127.0.0.1:$port/")
	nginx_stop
	rm -rf "$work/wget" "$work/wget2"
}

# ---- manners ----

# small_site DIR N: a page that links to N others.
small_site() {
	mkdir -p "$1/p"
	n=1
	{
		echo '<!DOCTYPE html><title>All</title><body><h1>All</h1>'
		while [ $n -le "$2" ]; do
			echo "<p><a href=\"/p/$n.html\">page $n</a></p>"
			echo "<!DOCTYPE html><title>$n</title><body><p>Page $n." \
				>"$1/p/$n.html"
			n=$((n + 1))
		done
	} >"$1/index.html"
}

throttled() {
	say "a host that allows 20 requests a second"
	small_site "$work/throttled" 399
	printf '/robots.txt status=404\n* rate=20 burst=5 retry_after=2\n' \
		>"$work/throttled/behave"
	httpd_start "$work/throttled"
	new_archive
	echo "site http://127.0.0.1:$hport/ delay=0 pages=100000" >"$work/seeds.txt"
	sweep throttled || :
	httpd_stop
	figure throttled.pages "$(from_log 'scalar grep $_->{status} == 200, @r')"
	figure throttled.refused "$(from_log '(grep $_->{status} == 429, @r) / @r')"
}

polite() {
	say "$hosts polite hosts"
	small_site "$work/polite/default" 19
	echo '/robots.txt status=404' >"$work/polite/behave"
	httpd_start "$work/polite" --listen "127.0.1.1..$hosts"
	new_archive
	n=1
	while [ $n -le $hosts ]; do
		echo "site http://127.0.1.$n:$hport/ delay=0.5"
		n=$((n + 1))
	done >"$work/seeds.txt"
	sweep polite || :
	httpd_stop
	figure polite.pages "$(from_log 'scalar grep $_->{status} == 200, @r')"
	figure polite.span "$(from_log 'do { my ($a, $b) = (1e18, 0);
		for (@r) { $a = $_->{begin_ms} if $_->{begin_ms} < $a;
		$b = $_->{end_ms} if $_->{end_ms} > $b } ($b - $a) / 1000 }')"
	# A host is asked for robots.txt and a sitemap as well.
	figure polite.floor "$(from_log 'do { my (%n, $most);
		$most = 0; ++$n{$_->{host}} > $most and $most++ for @r;
		($most - 1) * 0.5 }')"
	figure polite.short "$(from_log 'scalar grep defined $_->{gap_ms} &&
		$_->{gap_ms} < 500, @r')"
}

# ---- kill -9 ----

# Lines of the request log; 0 before the first.
asked() {
	wc -l <"$log" 2>/dev/null || echo 0
}

logged_seed() {
	echo "site http://127.0.0.1:$hport/ delay=$pause pages=1000000 depth=1000" \
		>"$work/seeds.txt"
}

killed() {
	say "kill -9 in the midst of a crawl"
	httpd_start "$work/corpus/night1"
	logged_seed
	new_archive
	sweep whole
	needed=$(asked)
	httpd_stop
	httpd_start "$work/corpus/night1"
	logged_seed
	new_archive
	$client "$B/vigie" sweep -q --all --seeds "$work/seeds.txt" &
	victim=$!
	while [ "$(asked)" -lt $((needed / 2)) ] && kill -0 $victim 2>/dev/null; do
		perl -e 'select undef, undef, undef, 0.02'
	done
	kill -9 $victim
	wait $victim 2>/dev/null || :
	rc=0
	"$B/vigie" verify -q >"$work/out" 2>&1 || rc=$?
	figure killed.verify $rc
	sweep killed || :
	rc=0
	"$B/vigie" verify -q >"$work/out" 2>&1 || rc=$?
	figure killed.verify $rc
	figure killed.requests "$(asked)"
	figure killed.needed "$needed"
	httpd_stop
	"$B/tests/bench/bigstore" known "$VIGIE_ARCHIVE" "http://127.0.0.1:$hport" \
		<"$work/corpus/urls.txt" | sed 's/^/killed./' >>"$figures"
}

# ---- TLS ----

tls() {
	say "$tls_hosts hosts, with TLS and without"
	names=$(perl -e 'print join ",", map "IP:127.0.1.$_", 1 .. shift' $tls_hosts)
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-days 2 -subj /CN=bench -addext "subjectAltName=$names" \
		-keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
	mkdir -p "$work/one"
	echo '/robots.txt status=404' >"$work/one/behave"
	echo '<!DOCTYPE html><title>One</title><p>One page.' >"$work/one/index.html"
	for round in 1 2 3; do
		for scheme in http https; do
			secure=
			[ $scheme = http ] ||
				secure="--tls $work/cert.pem $work/key.pem"
			httpd_start "$work/one" --listen "127.0.1.1..$tls_hosts" $secure
			new_archive
			perl -e 'print "site $ARGV[0]://127.0.1.$_:$ARGV[1]/ delay=0\n"
				for 1 .. $ARGV[2]' $scheme "$hport" $tls_hosts \
				>"$work/seeds.txt"
			VIGIE_CA_FILE=$work/cert.pem
			export VIGIE_CA_FILE
			sweep tls-$scheme || :
			unset VIGIE_CA_FILE
			figure tls-$scheme.connections \
				"$(from_log 'do { my %c; $c{$_->{conn}} = 1 for @r; scalar keys %c }')"
			httpd_stop
		done
	done
}

# ---- large archives ----

# The milliseconds from the start of a command to its first byte.
first_row() {
	perl -MTime::HiRes=time -e 'my $began = time;
		my $pid = open my $p, "-|", @ARGV or die "$ARGV[0]: $!\n";
		sysread $p, my $byte, 1 or die "no row\n";
		printf "%.3f\n", (time - $began) * 1000;
		kill "TERM", $pid; close $p; exit 0' "$@"
}

large() {
	say "an archive that knows $urls addresses"
	mkdir -p "$work/any"
	printf '/robots.txt status=404\n* text="<p>here" type=text/html\n' >"$work/any/behave"
	httpd_start "$work/any"
	new_archive
	seed="site http://127.0.0.1:$hport/"
	"$B/tests/bench/bigstore" urls "$VIGIE_ARCHIVE" "$seed" \
		"http://127.0.0.1:$hport/p/" $urls | sed 's/^/store./' >>"$figures"
	figure store.url_bytes "$((($(bytes_of "$VIGIE_ARCHIVE") - empty) / urls))"
	echo "$seed delay=0 pages=10000000" >"$work/seeds.txt"
	for round in 1 2 3; do
		: >"$log"
		sweep large --limit 1000
		figure large.start "$(from_log '(sort { $a <=> $b } map at_ms($_->{at}), grep $_->{at}, @r)[0]
			- '"$(cut -f 7 "$spent")")"
	done
	httpd_stop
	rm -rf "$VIGIE_ARCHIVE"
	say "an archive with $mentions mentions"
	"$B/tests/bench/bigstore" mentions "$VIGIE_ARCHIVE" $mentions |
		sed 's/^/store./' >>"$figures"
	figure store.mention_bytes "$(($(bytes_of "$VIGIE_ARCHIVE") / mentions))"
	figure mentions "$mentions"
	for round in 1 2 3 4 5; do
		figure row.plain "$(first_row $client "$B/vigie" mentions)"
		figure row.json "$(first_row $client "$B/vigie" mentions --json)"
		figure row.name "$(first_row $client "$B/vigie" mentions --json --name 'Jane Doe')"
	done
	rm -rf "$VIGIE_ARCHIVE"
	find "$work/corpus/night1/press/00" -name '*.html' |
		$client "$B/tests/bench/bigstore" store "$VIGIE_ARCHIVE" |
		sed 's/^/store./' >>"$figures"
}

# ---- portraits ----

pictures() {
	say "300 avatars"
	mkdir -p "$work/pictures"
	"$B/tests/bench/paint" "$work/pictures" 300
	n=0
	while [ $n -lt 300 ]; do
		echo "{\"id\":$n,\"path\":\"$work/pictures/$n.jpg\"}"
		n=$((n + 1))
	done >"$work/pictures/asked"
	for round in 1 2 3; do
		spend pictures "$B/vigie-probe" pdq <"$work/pictures/asked" >"$work/out"
	done
	rm -rf "$work/pictures"
}

# ---- many names ----

spot() {
	say "10,000 names at once"
	find "$work/corpus/night1" -name '*.html' | head -n 400 |
		$client "$B/tests/bench/spot" 1 100 10000 hard10000 >>"$figures"
}

# ---- long logs: in the full benchmark alone, they take minutes ----

logs() {
	[ "$size" = full ] || return 0
	say "a log of 10,000,000 records"
	new_archive
	"$B/tests/bench/biglog" leaves "$VIGIE_ARCHIVE" 10000000 |
		sed 's/^/log./' >>"$figures"
	"$B/tests/bench/biglog" prove "$VIGIE_ARCHIVE" 20000 |
		sed 's/^/log./' >>"$figures"
	say "an archive of 1,000,000 snapshots"
	new_archive
	"$B/tests/bench/biglog" snapshots "$VIGIE_ARCHIVE" 1000000 |
		sed 's/^/log./' >>"$figures"
	figure verify.bytes "$(bytes_of "$VIGIE_ARCHIVE")"
	for round in 1 2 3; do
		spend verify "$B/vigie" verify -q
		spend sha256sum find "$VIGIE_ARCHIVE" -type f \
			-exec sha256sum {} + >"$work/out"
	done
	rm -rf "$VIGIE_ARCHIVE"
}

# ---- evidence bundles ----

# 1,000 pages, each with its passage and a picture of 100 kB that no compression
# makes smaller.
exhibits() {
	mkdir -p "$1"
	perl -e 'chdir shift; srand 7;
		sub words { join " ", map { "word" . int rand 5000 } 1 .. 200 }
		open my $i, ">", "index.html";
		for my $n (1 .. 1000) {
			open my $f, ">", "p$n.html";
			print $f "<!DOCTYPE html><html><head><title>Page $n</title></head>",
				"<body><article><p>", words(), " Jane Doe was seen at place $n. ",
				words(), "</p><img src=i$n.png></article></body></html>";
			open my $p, ">:raw", "i$n.png";
			print $p "\x89PNG\r\n\x1a\n", pack "L*", map { int rand 2 ** 32 } 1 .. 25000;
			print $i "<a href=p$n.html>$n</a> ";
		}' "$1"
}

bundle() {
	[ "$size" = full ] || return 0
	say "a bundle of 1,000 exhibits with pictures"
	exhibits "$work/exhibits"
	httpd_start "$work/exhibits"
	rm -rf "$VIGIE_ARCHIVE"
	"$B/vigie" watch add -q "Jane Doe"
	echo "site http://127.0.0.1:$hport/ delay=0 pages=5000" >"$work/seeds.txt"
	"$B/vigie" sweep -q --seeds "$work/seeds.txt"
	httpd_stop
	for round in 1 2 3; do
		spend bundle-export "$B/vigie" export -q --force --number 1 -o "$work/one.zip"
		spend bundle-verify "$B/vigie" verify -q "$work/one.zip"
		spend bundle-sum sha256sum "$work/one.zip" >"$work/out"
	done
	figure bundle.bytes "$(bytes_of "$work/one.zip")"
	rm -rf "$work/exhibits" "$work/one.zip" "$VIGIE_ARCHIVE"
}

crawls
truth
[ $# -gt 1 ] && shift || set -- nights throttled polite killed tls large pictures spot logs bundle
for part in "$@"; do
	$part
done
perl "$here/quality.pl" "$B/vigie-probe" "$root/../shared/data" >>"$figures"
mkdir -p "$root/build"
cp "$figures" "$root/build/bench.tsv"
perl "$here/table.pl" "$size" "$disk" "$figures" "$root/build/bench.md"
