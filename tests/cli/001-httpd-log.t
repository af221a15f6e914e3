#!/bin/sh
# SPDX-License-Identifier: ISC
# The witness: what the request log says of gaps, concurrency and order.
. "$(dirname "$0")/lib.sh"
plan 9

mkdir www
seq 20000 >www/big.txt
printf 'x\n' >www/x
printf '/slow delay_ms=300 text=slow\n' >www/behave

httpd www --listen 127.0.0.1..2
check "three in a row" curl -s "$URL/x" "$URL/big.txt" "$URL/x?y"
check_out "are seen in order" "GET /x
GET /big.txt
GET /x?y" requests
check_out "on one connection, one at a time" "1 1" \
	log_is 'my %c = map { $_->{conn} => 1 } @r; scalar(keys %c), '"$(max_flying)"
check_out "with gaps from the last byte" yes sh -c \
	"perl -e 'print \"yes\" if \$ARGV[0] >= 0 && \$ARGV[0] < 100' $(min_gap)"
check_out "the other host has no gap yet" none min_gap 127.0.0.2

curl -s "$URL/slow" >/dev/null &
first=$!
curl -s "$URL/slow" >/dev/null
wait $first
check_out "two at once are seen as two" 2 max_flying

seq 400 | sed "s|.*|url=$URL/big.txt\noutput=/dev/null|" >list
check "many at once" curl -sZ --parallel-max 40 --parallel-immediate -K list
check_out "are all there, each with all its bytes" 400 log_is \
	'scalar grep { $_->{path} eq "/big.txt" && $_->{bytes} > 100000 } @r[5..$#r]'
stop

certificate
httpd www --tls cert.pem key.pem
check_out "the same over TLS" x curl -s --cacert cert.pem "https://127.0.0.1:$PORT/x"
