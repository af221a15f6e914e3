#!/bin/sh
# SPDX-License-Identifier: ISC
# A post with a mention: its thread, then the record as its author's server
# signed it, kept byte for byte and looked at.
. "$(dirname "$0")/lib.sh"
plan 9
DATA=$TESTS/data/networks

# A CAR file of one block.
mkdir www
perl -MDigest::SHA=sha256 -e '
	my $block = "\xa1dtextuGood morning, Jane Doe";
	my $cid = "\x01\x71\x12\x20" . sha256($block);
	print "\x0b\xa2eroots\x80gv\x01" . chr(length($cid) + length $block) . $cid . $block' >www/record.car
cp "$DATA"/bluesky-feed.json "$DATA"/bluesky-thread.json www
cat >www/behave <<'END'
/robots.txt status=404
/xrpc/app.bsky.feed.getAuthorFeed?*cursor=* text="{\"feed\":[]}" type="application/json"
/xrpc/app.bsky.feed.getAuthorFeed* body=bluesky-feed.json type="application/json"
/xrpc/app.bsky.feed.getPostThread* body=bluesky-thread.json type="application/json"
/xrpc/com.atproto.sync.getRecord* body=record.car type="application/vnd.ipld.car"
/xrpc/app.bsky.actor.getProfile* status=400 text="{\"error\":\"InvalidRequest\",\"message\":\"Profile not found\"}" type="application/json"
/xrpc/app.bsky.actor.searchActors* text="{\"actors\":[]}" type="application/json"
/* status=404
END
httpd www
vigie watch add -q -a db "Jane Doe" --handle jane.example
echo "bluesky $URL/ delay=0" >seeds.txt
check_rc "a sweep; that nobody has the handle is an answer" 0 vigie sweep -q -a db --seeds seeds.txt
check_out "the record was asked for" "/xrpc/com.atproto.sync.getRecord?did=did:plc:abc&collection=app.bsky.feed.post&rkey=3k" \
	log_is 'grep { /getRecord/ } map { $_->{path} } @r'
check_json "one mention a post" "" 'my %n; $n{$_->{url}}++ for @r; grep { $n{$_} > 1 } keys %n' \
	vigie mentions -a db --json
number() {
	vigie history -a db "$URL/xrpc/com.atproto.sync.getRecord?did=did:plc:abc&collection=app.bsky.feed.post&rkey=3k" --json |
		perl -MJSON::PP -ne '$n = decode_json($_)->{snapshot}; END { print $n }'
}
vigie show -a db "s$(number)" --raw >kept.car
check "it is kept byte for byte" cmp www/record.car kept.car
check "without a remark" sh -c "! vigie show -a db s$(number) --record | grep -q problem"
check_rc "the archive is sound" 0 vigie verify -q -a db

# A record that is another than its hash says.
sed -i 's/Good morning/Bad morning,/' www/record.car
vigie sweep -a db --seeds seeds.txt --all 2>said
check "the second night it is another" sh -c '! cmp -s www/record.car kept.car'
check_has "which is said" "not what their hashes say" vigie show -a db "s$(number)" --record
check_has "also by the sweep" "bytes are not what their hashes say" cat said
