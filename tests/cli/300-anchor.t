#!/bin/sh
# SPDX-License-Identifier: ISC
# Time-stamp authorities: real ones, made by openssl, and every wrong answer.
. "$(dirname "$0")/lib.sh"
plan 36

export VIGIE_ARCHIVE=db
server perl "$TESTS/tsa.pl" --dir tsa
TSA=$URL TSA_LOG=$LOG

# ---- declaring ----
vigie watch add "Jane Doe" >/dev/null
check_rc "run without an authority is wrong usage"  2 vigie anchor run
check_err "and says what to do"  'vigie anchor add URL' vigie anchor run
check_rc "not an address"  2 vigie anchor add ftp://x.example/
check_rc "a CA file that is none"  2 vigie anchor add $TSA/a --ca "$0"
check_rc "an authority"  0 vigie anchor add $TSA/a --ca tsa/a.pem
check_rc "a second, qualified"  0 \
	vigie anchor add $TSA/b --ca tsa/b.pem --qualified
check_json "both are listed, without a token" \
	"$TSA/a 0 null  $TSA/b 0 null 1" \
	'map { ($_->{authority}, $_->{tokens}, $_->{last}, $_->{qualified} ? 1 : "") } @r' \
	vigie anchor list --json

# ---- a sweep ----
mkdir www
echo '<html><title>t</title><p>Jane Doe was here.</p></html>' >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
check_rc "a sweep"  0 vigie sweep -q --seeds seeds.txt
check_out "asks both at its beginning and at its end"  'POST /a
POST /a
POST /b
POST /b' sort $TSA_LOG
check_json "tokens over both checkpoints"  "2 2" 'map { $_->{tokens} } @r' \
	vigie anchor list --json
check_json "the page's record lies between two tokens"  "2 1" \
	'scalar @{$r[0]{time_stamps}}, $r[0]{time_stamps}[0]{size} > $r[0]{leaf}' \
	vigie show s2 --json
check_has "it names the token that it follows"  '"after":"[0-9a-f]{64}"' \
	vigie show s2 --record
check_has "verify says who stamped what"  \
	"b: 2 qualified tokens, the newest of 20.* over [0-9]+ records" vigie verify
check_rc "nothing is to be renewed"  0 vigie anchor renew

# ---- the stock tool ----
vigie show s2 --json >s2.json
SIZE=$(json '$r[0]{time_stamps}[0]{size}' s2.json)
REPLY=$(json '$r[0]{time_stamps}[0]{reply_sha256}' s2.json)
check_has "the token is named"  '^[0-9a-f]{64}$' echo "$REPLY"

# ---- wrong answers ----
bad() { # NAME ROOT REGEX
	check_err "$1 is refused"  "$1: no time stamp over .*: $3" \
		sh -c "vigie anchor add $TSA/$1 --ca tsa/$2.pem -q; vigie anchor run -q; vigie anchor remove $TSA/$1"
}
bad imprint a 'message imprint mismatch'
bad nonce a 'nonce mismatch'
bad unknown a 'certificate verify error'
bad old old '.*certificate has expired'
bad cut a '.*no time-stamp reply'
bad more a '.*bytes behind'
bad large a '.*longer than 65536 bytes'
bad redirect a 'HTTP 302: it redirects'
bad busy a 'HTTP 503'
bad refused a '.*status code: rejection'
bad text a '.*no time-stamp reply'
check_json "no redirect was followed, no token kept"  "0" \
	'scalar grep { $_->{ok} && $_->{of} =~ m{/(imprint|old|large)} && !$_->{why} } @r' \
	vigie verify --json

# ---- one that comes back ----
vigie anchor add $TSA/flaky --ca tsa/a.pem -q
vigie sweep -q --all --seeds seeds.txt
check_rc "a sweep does not fail by an authority that is down"  0 \
	vigie sweep -q --all --seeds seeds.txt
check_has "verify names what is missing, and is content" \
	'flaky: [1-9] checkpoints: not stamped: HTTP 503' vigie verify
touch tsa/well
check_rc "it comes back: run fills the gaps"  0 \
	sh -c 'vigie anchor run -q; vigie anchor run'
check_json "none is missing"  "0" \
	'map { $_->{missing} } grep { $_->{authority} =~ /flaky/ } @r' \
	vigie anchor list --json
check "the archive is whole"  vigie verify -q

# ---- slow, and nobody there ----
vigie anchor add $TSA/slow --ca tsa/a.pem -q
vigie anchor add http://127.0.0.1:1/ --ca tsa/a.pem -q
START=$(date +%s)
check_rc "a sweep waits for no slow authority"  0 \
	vigie sweep -q --all --seeds seeds.txt
check "more than a few seconds"  test $(($(date +%s) - START)) -lt 12
check_json "the others have stamped it meanwhile"  "0 0 0" \
	'map { $_->{missing} } grep { $_->{authority} =~ m{/(a|b|flaky)$} } @r' \
	vigie anchor list --json
check_has "why, is said of the one that is not there"  '127.0.0.1:1/: .*not stamped: .*(refused|connect)' \
	vigie verify
