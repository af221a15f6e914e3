#!/bin/sh
# SPDX-License-Identifier: ISC
# A post with a mention: its thread, then the record as its author's server
# signed it, kept byte for byte and looked at: hashes, tree, signature.
. "$(dirname "$0")/lib.sh"
plan 20
DATA=$TESTS/data/networks

mkdir www
cp "$DATA"/bluesky-feed.json "$DATA"/bluesky-thread.json www
cat >www/behave <<'END'
/robots.txt status=404
/xrpc/app.bsky.feed.getAuthorFeed?*cursor=* text="{\"feed\":[]}" type="application/json"
/xrpc/app.bsky.feed.getAuthorFeed* body=bluesky-feed.json type="application/json"
/xrpc/app.bsky.feed.getPostThread* body=bluesky-thread.json type="application/json"
/xrpc/com.atproto.repo.describeRepo* body=describe.json type="application/json"
/xrpc/com.atproto.sync.getRecord* body=record.car type="application/vnd.ipld.car"
/xrpc/app.bsky.actor.getProfile* status=400 text="{\"error\":\"InvalidRequest\",\"message\":\"Profile not found\"}" type="application/json"
/xrpc/app.bsky.actor.searchActors* text="{\"actors\":[]}" type="application/json"
/* status=404
END
httpd www
perl "$TESTS/atproto.pl" www "$URL"
vigie watch add -q -a db "Jane Doe" --handle jane.example
echo "bluesky $URL/ delay=0" >seeds.txt
check_rc "a sweep; that nobody has the handle is an answer" 0 vigie sweep -q -a db --seeds seeds.txt
RECORD="/xrpc/com.atproto.sync.getRecord?did=did:plc:abc&collection=app.bsky.feed.post&rkey=3k"
check_out "the record was asked for" "$RECORD" \
	log_is 'grep { /getRecord/ } map { $_->{path} } @r'
check_json "one mention a post" "" 'my %n; $n{$_->{url}}++ for @r; grep { $n{$_} > 1 } keys %n' \
	vigie mentions -a db --json
number() {
	vigie history -a db "$URL$1" --json |
		perl -MJSON::PP -ne '$n = decode_json($_)->{snapshot}; END { print $n }'
}
sweep_again() {
	vigie sweep -a db --seeds seeds.txt --all 2>said
}
vigie show -a db "s$(number "$RECORD")" --raw >kept.car
check "it is kept byte for byte" cmp www/record.car kept.car
check "without a remark" sh -c "! vigie show -a db s$(number "$RECORD") --record | grep -q problem"
check_has "its signature was verified" "the signature is valid: did:plc:abc, by the key z" \
	vigie show -a db "s$(number "$RECORD")"
vigie show -a db "s$(number "/xrpc/com.atproto.repo.describeRepo?repo=did:plc:abc#3k")" --raw >kept.json
check "what names the key is kept too" cmp www/describe.json kept.json
check_rc "the archive is sound" 0 vigie verify -q -a db
check_rc "it is exported" 0 vigie export -q -a db --name "Jane Doe" -o case.zip
check_rc "and the file holds" 0 vigie verify -q case.zip
unzip -qo case.zip 'VIGIE*' && unzip -qo VIGIE*/data/wacz/*.wacz 'archive/*'
zcat archive/data.warc.gz | tr -d '\000' >case.warc
check_has "with the signed record" "WARC-Target-URI: $URL/xrpc/com.atproto.sync.getRecord" cat case.warc
check_has "the sheet says what it proves" "Author.s signature.*valid: by the key" sh -c "cat VIGIE*/data/report-en.html | tr -d '\\n'"
check_has "and what names the key to it" "WARC-Target-URI: $URL/xrpc/com.atproto.repo.describeRepo" cat case.warc
vigie reindex -q -a db 2>said
check_has "and read again, it says the same" "the signature is valid" \
	vigie show -a db "s$(number "$RECORD")"

# Another key signs, and the server still names the old one.
cp www/describe.json old.json
perl "$TESTS/atproto.pl" www "$URL"
cp old.json www/describe.json
sweep_again
check_has "another's signature is said to be one" "another key than the one that is known has signed it" \
	vigie show -a db "s$(number "$RECORD")" --record
check_has "and nothing is proven by it" "not proven: another key" \
	vigie show -a db "s$(number "$RECORD")"

# A server that tells no key; then a record that is new.
echo '{}' >www/describe.json
sweep_again
perl "$TESTS/atproto.pl" www "$URL"
echo '{}' >www/describe.json
sweep_again
check_has "the record is asked for all the same" "not proven: no key that can be used is known" \
	vigie show -a db "s$(number "$RECORD")"

# A record that is another than its hash says.
cp old.json www/describe.json
sed -i 's/Good morning/Bad morning,/' www/record.car
sweep_again
check "the next night it is another" sh -c '! cmp -s www/record.car kept.car'
check_has "which is said" "not what their hashes say" vigie show -a db "s$(number "$RECORD")" --record
check_has "also by the sweep" "bytes are not what their hashes say" cat said
