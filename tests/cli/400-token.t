#!/bin/sh
# SPDX-License-Identifier: ISC
# Tokens: sent to the seed's own origin, shown nowhere, missed with a word.
. "$(dirname "$0")/lib.sh"
plan 15

mkdir www
cat >www/status.json <<'END'
{"statuses": [{"id": "5", "uri": "https://m.example/s/5", "url": "https://m.example/@bob/5",
"created_at": "2026-11-01T10:00:00Z", "content": "<p>Jane Doe was here</p>",
"account": {"acct": "bob", "display_name": "Bob"}}], "accounts": []}
END
cat >www/behave <<'END'
/robots.txt status=404
/api/v2/search* body=status.json type="application/json"
/2.3/search/excerpts* text="{\"items\":[],\"has_more\":false}" type="application/json"
/* status=404 text="{}" type="application/json"
END
httpd www
secret=tOk3n-of-Jane_0123456789
vigie watch add -q -a db "Jane Doe"
echo "mastodon $URL/ delay=0 token=env:M_TOKEN" >seeds.txt
M_TOKEN=$secret
export M_TOKEN
check_rc "a sweep with a token" 0 vigie sweep -v -a db --seeds seeds.txt
check "no token in what is said" sh -c "! grep -q '$secret' out err"
check_out "sent with each request but robots.txt" "1 0" log_is '
	my @a = grep { (join " ", %{$_->{headers}}) =~ /Bearer tOk3n-of-Jane_0123456789/ } @r;
	my @robots = grep { $_->{path} eq "/robots.txt" } @a;
	my @others = grep { $_->{path} ne "/robots.txt" } @r;
	(@a == @others ? 1 : 0, scalar @robots)'
check_out "full text was asked for" 1 log_is '
	scalar grep { $_->{path} =~ m{^/api/v2/search\?.*type=statuses} } @r'
check_json "and gave a mention" "mastodon bob" '@{$r[0]}{qw(network handle)}' vigie mentions -a db --json
snap=$(vigie mentions -a db --json | perl -MJSON::PP -ne 'print decode_json($_)->{snapshots}[0]')
check_has "the request is shown with its place" 'Authorization: Bearer \[token\]' vigie show -a db "s$snap" --headers
check_has "the record says so" '"redacted": ?true' vigie show -a db "s$snap" --record
check "no token in the archive" sh -c "! grep -rqF '$secret' db"
check_rc "the archive is sound" 0 vigie verify -q -a db

# As a parameter, where the network has it so.
echo "stackexchange $URL/2.3/search/excerpts?site=x delay=0 token=file:key" >seeds.txt
printf '  %s\n' "$secret" >key
vigie watch add -q -a db2 "Jane Doe"
check_rc "a sweep with a key from a file" 0 vigie sweep -q -a db2 --seeds seeds.txt
check_out "the key is the last parameter" 1 log_is '
	scalar grep { $_->{path} =~ m{Doe.*&key=tOk3n-of-Jane_0123456789$} } @r'
check "no key in the archive" sh -c "! grep -rqF '$secret' db2"

# None there: said once, swept without.
unset M_TOKEN
echo "mastodon $URL/ delay=0 token=env:M_TOKEN" >seeds.txt
check_err "a variable that is not set" 'seeds\.txt:1: .*variable is not set \(set it, or take token= out\)' \
	vigie sweep -a db --seeds seeds.txt --all
echo "site $URL/ delay=0 token=env:M_TOKEN" >seeds.txt
check_err "a network that takes none" 'seeds\.txt:1: site takes no token: not sent' \
	vigie sweep -a db --seeds seeds.txt --all
check_has "seeds check says what a token adds" 'full-text search' \
	sh -c "echo 'mastodon https://m.example/' >s.txt; vigie seeds check s.txt"
