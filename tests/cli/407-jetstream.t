#!/bin/sh
# SPDX-License-Identifier: ISC
# The stream of all posts: each minute once, what shows a name kept and followed;
# and servers that refuse, lie or hang up.
. "$(dirname "$0")/lib.sh"
plan 24

# Events around now: the minute that runs, and some before.
NOW=$(date +%s)
MINUTE=$((NOW / 60 * 60))
event() {
	printf '{"did":"did:plc:%s","time_us":%s000005,"kind":"commit","commit":{"rev":"r","operation":"%s","collection":"app.bsky.feed.post","rkey":"%s","record":{"$type":"app.bsky.feed.post","text":"%s","createdAt":"2026-11-20T10:00:00Z","langs":["en"]},"cid":"c"}}\n' \
		"$1" $((MINUTE + $2)) "$3" "$1" "$4"
}
{
	event a -170 create nothing
	event b -110 create "Jane Doe is late"
	event c -100 delete "Jane Doe is gone"
	echo '{"did":"did:plc:d","time_us":'$((MINUTE - 50))'000005,"kind":"identity"}'
	event d -30 create "Jane Doe again"
	event e 5 create now
} >events
jetstream() {
	server perl "$TESTS/jetstream.pl" --events events "$@"
	STREAM=ws://127.0.0.1:$PORT
	echo "bluesky $STREAM/ delay=0 pages=${PAGES:-8}" >seeds.txt
}
sweep() {
	: >"$LOG"
	vigie sweep -q -a "${DB:-db}" --seeds seeds.txt --all "$@"
}
minutes() {
	sed -n 's/.*cursor=\([0-9]*\)000000$/\1/p' "$LOG" | while read -r at; do
		echo $(((at - MINUTE) / 60))
	done | tr '\n' ' '
}

PAGES=16 jetstream
vigie watch add -q -a db "Jane Doe"
check_rc "a stream is a seed" 0 vigie seeds check seeds.txt
echo "feed $STREAM/" >bad.txt
check_err "of that network alone" "not an http\(s\) address" vigie seeds check bad.txt
check_rc "a sweep" 0 sweep
check_out "the newest minutes that are over, some room left" "-1 -2 -3 -4 -5 -6 -7 -8 -9 -10 -11 -12 " minutes
check_json "who, what, when" \
	"https://bsky.app/profile/did:plc:b/post/b|Bob|Jane Doe is late https://bsky.app/profile/did:plc:d/post/d|Bob|Jane Doe is late" \
	'sort map { join "|", @$_{qw(url author snippet)} } @r' vigie mentions -a db --json
check_json "by the network's name" "bluesky bluesky" 'map { $_->{network} } @r' vigie mentions -a db --json
check_has "its thread was asked for" "getPostThread" cat "$LOG"
check_rc "a second sweep" 0 sweep
minutes >again
check_out "reads no minute again" "" grep -E -e "-([1-9]|1[0-2]) " again
check_json "and takes nothing for gone" "online online" 'map { $_->{state} } @r' vigie mentions -a db --json
URL_OF=$(vigie history -a db "$STREAM/subscribe?wantedCollections=app.bsky.feed.post&cursor=$((MINUTE - 120))000000" --json |
	perl -MJSON::PP -ne '$n = decode_json($_)->{snapshot}; END { print $n }')
check_has "the minute is kept, frames and all" "Jane Doe is late" sh -c "vigie show -a db s$URL_OF --raw | tr -d '\000-\037'"
check_has "with its handshake" "Sec-WebSocket-Accept" vigie show -a db "s$URL_OF" --headers
check_rc "the archive is sound" 0 vigie verify -q -a db
vigie reindex -q -a db
vigie mentions -a db --json >before
vigie reindex -q -a db
check_out "read again, it says the same" "$(cat before)" vigie mentions -a db --json
check_rc "it is exported" 0 vigie export -q -a db --name "Jane Doe" -o case.zip
check_rc "and the file holds" 0 vigie verify -q case.zip
stop

jetstream --how parts
vigie watch add -q -a parts "Jane Doe"
DB=parts check_rc "events in parts, pings between them" 0 sweep
check_json "are the same events" 2 'scalar @r' vigie mentions -a parts --json
stop
jetstream --how refuse
for db in refuse lie masked; do
	vigie watch add -q -a $db "Jane Doe"
done
DB=refuse check_rc "a server that is busy" 1 sweep
check_has "is left alone for long" "^/subscribe" head -1 "$LOG"
stop
jetstream --how lie
DB=lie check_err "one that has not understood" "does not speak WebSocket" sweep
stop
jetstream --how masked
DB=masked check_err "one that speaks as a client does" "a frame is broken" sweep
stop
jetstream --how hangup
vigie watch add -q -a hangup "Jane Doe"
DB=hangup sweep
check "one that hangs up ends the minute, not the sweep" sh -c "vigie history -a hangup $STREAM/subscribe?wantedCollections=app.bsky.feed.post | grep -q 101"
check_rc "and its archive is sound" 0 vigie verify -q -a hangup
