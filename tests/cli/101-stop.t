#!/bin/sh
# SPDX-License-Identifier: ISC
# A sweep that is interrupted, killed, or meets another: what was fetched is
# kept, nothing is fetched twice, and the log says what happened.
. "$(dirname "$0")/lib.sh"
plan 24

mkdir www
perl -e 'for my $i (0 .. 59) { open my $f, ">", "www/p$i.html"; my $n = $i + 1;
	print $f "<!DOCTYPE html><title>Page $i</title><p>Page $i speaks of Jane Doe, at some length and in its own words number $i.\n",
	$n < 60 ? "<a href=\"p$n.html\">next</a>" : "", "\n"; }'
echo '<a href="p0.html">begin</a>' >www/index.html
printf '/robots.txt status=404\n/sitemap.xml status=404\n/p*.html delay_ms=30\n' >www/behave
httpd www
echo "site $URL/ delay=0.02 depth=100" >seeds.txt
vigie watch add -q -a db "Jane Doe"

# waits until the server has seen so many requests
seen() {
	i=0
	while [ "$(wc -l <requests.log)" -lt "$1" ] && [ $i -lt 200 ]; do
		i=$((i + 1))
		perl -e 'select undef, undef, undef, 0.05'
	done
}
start() {
	"$B/vigie" sweep -q -a db --seeds seeds.txt "$@" 2>sweep.err &
	pid=$!
}
status_of() {
	wait "$pid"
	echo $?
}

start
seen 12
check_rc "a second sweep is told to come later" 75 vigie sweep -a db --seeds seeds.txt
check_rc "so is a reindex" 75 vigie reindex -a db
check_rc "reading goes on" 0 vigie mentions -a db --json
check_rc "watching too" 0 vigie watch add -a db "Ann Roe"
before=$(perl -MTime::HiRes=time -e 'print time')
kill -INT "$pid"
check_out "Ctrl-C ends it with 130" 130 status_of
check_out "within three seconds" yes perl -MTime::HiRes=time -e 'print time - $ARGV[0] < 3 ? "yes" : "no"' "$before"
asked=$(wc -l <requests.log)
check_rc "the archive is whole" 0 vigie verify -q -a db
check_out "what was fetched is kept" yes sh -c \
	"[ \$(vigie mentions -a db --json --name 'Jane Doe' | wc -l) -ge \$(($asked - 6)) ] && echo yes"

start --all
seen $((asked + 12))
kill -KILL "$pid"
check_out "killed at once" 137 status_of
check_rc "whole all the same" 0 vigie verify -q -a db
start
check_out "the next sweep goes on to the end" 0 status_of
check_out "and fetched nothing twice but what was under way" yes log_is '
	my %n; $n{$_->{path}}++ for @r; my @twice = grep { $n{$_} > 1 && m{^/p} } keys %n;
	@twice <= 3 ? "yes" : "no: @twice"'
check_out "every mention is there" 60 sh -c 'vigie mentions -a db --json --name "Jane Doe" | wc -l | tr -d " "'
check_rc "whole" 0 vigie verify -q -a db

# TERM is as good as INT.
rm -rf db
vigie watch add -q -a db "Jane Doe"
asked=$(wc -l <requests.log)
start
seen $((asked + 8))
kill -TERM "$pid"
check_out "TERM ends it with 130" 130 status_of
start --limit 3
check_out "a limit is no failure" 0 status_of
check_rc "whole" 0 vigie verify -q -a db

# A dry run fetches nothing but robots.txt, and writes nothing.
: >requests.log
size=$(vigie checkpoint -a db | sed -n 2p)
check_has "a dry run says what it would fetch" "$URL/p" vigie sweep --dry-run --all -a db --seeds seeds.txt
check_out "it asked for robots.txt at most" "" log_is 'grep { $_ ne "/robots.txt" } map { $_->{path} } @r'
check_out "the log did not grow" "$size" sh -c 'vigie checkpoint -a db | sed -n 2p'

# pages= is of one round, also where that took several sweeps.
echo "site $URL/ delay=0.02 depth=100 pages=24" >seeds.txt
distinct='my %n; $n{$_->{path}}++ for @r; scalar keys %n'
for name in whole cut; do
	rm -rf db
	vigie watch add -q -a db "Jane Doe"
	: >requests.log
	start
	if [ $name = cut ]; then
		seen 18
		kill -KILL "$pid"
		wait "$pid"
		start
	fi
	status_of >out
	log_is "$distinct" >asked.$name
done
check_out "a seed's pages= holds" yes sh -c '[ "$(cat asked.whole)" -le 26 ] && echo yes'
check_out "and holds across kill -9" "$(cat asked.whole)" cat asked.cut

# A sweep that begins where another has just ended keeps the distance all the same.
echo "site $URL/p58.html delay=0.5 depth=0" >pace.txt
vigie watch add -q -a pace "Jane Doe"
vigie sweep -q -a pace --seeds pace.txt
: >requests.log
vigie sweep -q -a pace --seeds pace.txt --all
vigie capture -q -a pace "$URL/p59.html" >page
check_out "sweep, sweep and capture asked" 2 sh -c "grep -c '/p5[89].html' requests.log"
check_out "the delay between processes too" polite sh -c \
	"echo $(min_gap) | awk '{ print (\$1 >= 500) ? \"polite\" : \$1 }'"
