#!/bin/sh
# SPDX-License-Identifier: ISC
# A newsgroup: read once, then only what is new; logins, TLS, servers that do
# not speak NNTP; and an article as evidence.
. "$(dirname "$0")/lib.sh"
plan 39

# newsd SPOOL [OPTION...]: starts it; $NEWS is nntp://127.0.0.1:PORT, $LOG what
# it was told.
newsd() {
	server perl "$TESTS/newsd.pl" --spool "$@"
	NEWS=nntp://127.0.0.1:$PORT
}
# article SPOOL NUMBER NAME ID [FIELD...]: its body is standard input.
article() {
	file=$1/$2
	{
		printf 'From: %s <x@x.example>\nNewsgroups: fr.test\n' "$3"
		printf 'Date: Fri, 20 Nov 2026 10:00:00 +0100\nMessage-ID: <%s>\n' "$4"
		shift 4
		for field in "$@"; do
			printf '%s\n' "$field"
		done
		printf '\n'
		cat
	} >"$file"
}
sweep() {
	: >"$LOG"
	vigie sweep -q -a "${DB:-db}" --seeds seeds.txt --all "$@"
}
number() {
	vigie history -a db "$1" --json | perl -MJSON::PP -ne '$n = decode_json($_)->{snapshot}; END { print $n }'
}

mkdir spool
echo fr.test >spool/group
article spool 101 Bob a1@x 'Subject: =?UTF-8?Q?Caf=C3=A9?=' <<'END'
Nothing here.
END
article spool 102 'Jane Doe' a2@x 'Subject: a head alone' <<'END'
Nothing either.
END
article spool 205 Eve a3@x 'Subject: other' 'References: <a1@x> <a2@x>' \
	'Injection-Date: Fri, 20 Nov 2026 09:00:09 +0000' 'Content-Type: text/plain; charset=utf-8' \
	'Content-Transfer-Encoding: quoted-printable' <<'END'
.They say that Jane =
Doe lies =E2=80=94 again.
END
article spool 206 Zoe a4@x 'Subject: in parts' 'Content-Type: multipart/alternative; boundary="b 1"' <<'END'
preamble
--b 1
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: base64

SmFuZSBEb2UgaXMgYWxsIHJpZ2h0LCBj
YWbpIGFuZCBhbGwu
--b 1
Content-Type: text/html

<p>Jane Doe is all right
--b 1--
END
newsd spool
vigie watch add -q -a db "Jane Doe"
echo "usenet $NEWS/fr.test delay=0" >seeds.txt
check_has "a newsgroup is a seed" "reads the newest articles of the newsgroup $NEWS/fr.test" vigie seeds check seeds.txt
printf 'usenet https://x.example/\nfeed nntp://x.example/fr.test\nusenet nntps://news.example/fr.*\n' >bad.txt
check_rc "what is none is not" 1 vigie seeds check bad.txt
check_err "a web page" "bad.txt:1: https://x.example/: not an nntp\(s\) address" vigie seeds check bad.txt
check_err "a newsgroup where a page is due" "bad.txt:2: nntp://x.example/fr.test: not an http\(s\) address" \
	vigie seeds check bad.txt
check_out "a dry run tells what would be asked" "$NEWS/fr.test" vigie sweep -a db --seeds seeds.txt --dry-run

# Nights.
check_rc "the first night" 0 sweep
check_out "over one connection, the newest range first" "+MODE READER
GROUP fr.test
OVER 201-206
OVER 101-200
QUIT" grep -v ARTICLE "$LOG"
check_out "then each article" "ARTICLE 101
ARTICLE 102
ARTICLE 205
ARTICLE 206" sh -c "grep ARTICLE '$LOG' | sort"
check_json "names in bodies and heads, decoded" "3" 'scalar @r' vigie mentions -a db --json
check_json "who, what, when" "Eve|other|2026-11-20T09:00:00Z|mail Date|message|$NEWS/fr.test/205" \
	'map { join "|", @$_{qw(author title published published_from kind url)} } grep { $_->{url} =~ /205/ } @r' vigie mentions -a db --json
check_json "quoted-printable, one of two dots taken off" ".They say that Jane Doe lies — again." \
	'map { $_->{snippet} } grep { $_->{url} =~ /205/ } @r' vigie mentions -a db --json
check_json "base64 in a part, Latin-1" "Jane Doe is all right, café and all." \
	'map { $_->{snippet} } grep { $_->{url} =~ /206/ } @r' vigie mentions -a db --json
check_rc "the second night" 0 sweep
check_out "what had a mention, and nothing else" "ARTICLE 102
ARTICLE 205
ARTICLE 206
GROUP fr.test
OVER 101-200" sh -c "grep -E 'ARTICLE|OVER|GROUP' '$LOG' | sort"
article spool 207 Bob a5@x 'Subject: new' <<'END'
Nothing.
END
rm spool/205
check_rc "an article comes, another goes" 0 sweep
check_out "the range that grew, and the new one" "ARTICLE 207
OVER 201-207" sh -c "grep -E 'OVER 2|ARTICLE 207' '$LOG' | sort"
check_json "the other is gone" "gone" 'map { $_->{state} } grep { $_->{url} =~ /205/ } @r' vigie mentions -a db --json
vigie watch add -q -a db "Bob"
sweep
check_out "a new name is looked for in all" "ARTICLE 101 ARTICLE 207 " \
	sh -c "grep -E 'ARTICLE (101|207)' '$LOG' | sort | tr '\n' ' '"
vigie watch remove -q -a db "Bob"

# Evidence.
S=$(vigie mentions -a db --json | perl -MJSON::PP -ne '$r = decode_json($_); print $r->{snapshots}[0] if $r->{url} =~ /206/')
check_out "what was said" "ARTICLE 206" sh -c "vigie show -a db s$S --headers | sed -n 's/\r\$//; 1p'"
check_has "the bytes as they came, dots and all" '^--b 1--' sh -c "vigie show -a db s$S --raw | tr -d '\r'"
check_has "and as they are read" "Jane Doe is all right, café" vigie show -a db "s$S" --text
check_rc "the archive is sound" 0 vigie verify -q -a db
vigie reindex -q -a db
vigie mentions -a db --json >before
vigie reindex -q -a db
check_out "read again, it says the same" "$(cat before)" vigie mentions -a db --json
check_rc "it is exported" 0 vigie export -q -a db --name "Jane Doe" -o case.zip
check_rc "and the file holds" 0 vigie verify -q case.zip
unzip -qo case.zip 'VIGIE*' && unzip -qo VIGIE*/data/wacz/*.wacz 'archive/*'
check_has "its WARC has the dialogue" "WARC-Target-URI: $NEWS/fr.test/206" sh -c "zcat archive/data.warc.gz"
check_has "under a type of its own" "Content-Type: application/x-nntp;msgtype=response" sh -c "zcat archive/data.warc.gz"

# Servers that are none, and that never end.
newsd spool
for how in noise rest endless; do
	echo "usenet $NEWS/fr.test delay=0" >seeds.txt
	touch spool/$how
	vigie watch add -q -a $how "Jane Doe"
	DB=$how sweep 2>said
	echo $? >$how.rc
	mv said $how.said
	rm spool/$how
done
check_has "what speaks something else" "does not speak NNTP" cat noise.said
check "is a failure" grep -q 1 noise.rc
check_out "a server that hangs up behind each answer is called again" "0 2" \
	sh -c 'echo "$(cat rest.rc) $(vigie mentions -a rest --json | wc -l)"'
check_json "lines without an end are cut" "" 'grep { $_->{url} =~ /20[56]$/ && $_->{bytes} > 9e6 } @r' vigie history -a endless "$NEWS/fr.test/206" --json
check_has "and said to be" "over the limit" sh -c "vigie history -a endless $NEWS/fr.test/206 --json | perl -MJSON::PP -ne 'print decode_json(\$_)->{snapshot}, \"\n\"' | while read -r n; do vigie show -a endless s\$n; done"
echo "usenet $NEWS/fr.none delay=0" >seeds.txt
check_err "a group that is not there" "NNTP 411 \(no such newsgroup\)" sweep

# Logins and TLS.
newsd spool --login 'jane:s3cret!'
certificate
COMMANDS=$LOG
server "$B/tests/tlsd" cert.pem key.pem "$PORT"
SECURE=nntps://localhost:$PORT
vigie watch add -q -a tls "Jane Doe"
echo "usenet $SECURE/fr.test delay=0" >seeds.txt
DB=tls check_rc "a certificate that nobody vouches for" 1 sweep
check_out "is told nothing" "" cat "$COMMANDS"
export VIGIE_CA_FILE="$PWD/cert.pem" NEWS_TOKEN='jane:s3cret!'
DB=tls check_err "a server that wants a login" "NNTP 480 \(a login is wanted: token=env:VAR\)" sweep
echo "usenet $SECURE/fr.test delay=0 token=env:NEWS_TOKEN" >seeds.txt
DB=tls check_rc "gets it" 0 sweep
check_json "by TLS, as the record says" "TLSv1.3" 'map { $_->{tls}{protocol} } $r[-1]' \
	vigie history -a tls "$SECURE/fr.test/206" --json
check "and nobody else: no log, archive or output" sh -c "! grep -rqF 's3cret' tls out err"
