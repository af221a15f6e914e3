#!/bin/sh
# SPDX-License-Identifier: ISC
# Three machines share a list of seeds: each host is visited by one of them.
. "$(dirname "$0")/lib.sh"
plan 10

mkdir www
echo '<!DOCTYPE html><title>Harbour</title><p>Jane Doe sings.' >www/index.html
printf '/robots.txt status=404\n/sitemap.xml status=404\n' >www/behave
httpd www --listen 127.0.1.1..12
n=1
while [ $n -le 12 ]; do
	echo "site http://127.0.1.$n:$PORT/ delay=0"
	n=$((n + 1))
done >seeds.txt

hosts_asked() {
	log_is 'my %h = map { $_->{host} => 1 } @r; scalar keys %h'
}
before=0
for k in 1 2 3; do
	vigie watch add -q -a "db$k" "Jane Doe"
	check_json "share $k of 3 alone" 0 '$r[-1]{failed}' \
		vigie sweep -a "db$k" --seeds seeds.txt --shard "$k/3" --json
	after=$(hosts_asked)
	seeds=$(vigie sweep -a "db$k" --seeds seeds.txt --shard "$k/3" --all --json | tail -n 1 |
		perl -MJSON::PP -ne 'print decode_json($_)->{seeds}')
	check_out "it visits the hosts that nobody else does" "$seeds" echo $((after - before))
	before=$after
done
check_out "and together all of them" 12 hosts_asked
check_json "without it every seed is swept" 12 '$r[-1]{seeds}' \
	vigie sweep -a db1 --seeds seeds.txt --all --json
check_rc "no share" 2 vigie sweep -a db1 --seeds seeds.txt --shard 4/3
check_err "it says how to write it" 'wants K/N' vigie sweep -a db1 --seeds seeds.txt --shard 3
