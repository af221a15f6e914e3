#!/bin/sh
# SPDX-License-Identifier: ISC
# What is fit for evidence, by a time server of our own.
. "$(dirname "$0")/lib.sh"
plan 24

# A time server that is so many seconds ahead.
cat >ntp.pl <<'END'
use strict;
use IO::Socket::INET;
my ($ahead, $port_file) = @ARGV;
my $s = IO::Socket::INET->new(Proto => 'udp', LocalAddr => '127.0.0.1') or die;
$SIG{TERM} = sub { exit 0 };
open my $f, '>', $port_file or die;
print $f $s->sockport, "\n";
close $f;
while ($s->recv(my $q, 512)) {
	my $now = time + 2208988800 + $ahead;
	$s->send(pack('C4 x8 a4', 0x24, 2, 6, 0xec, 'TEST')
		. pack('N2', $now, 0) . substr($q, 40, 8)
		. pack('N2', $now, 2**31) . pack('N2', $now, 2**31));
}
END
ntp() { # SECONDS: sets NTP
	mkfifo ntp.port
	perl ntp.pl $1 ntp.port &
	PIDS="$! $PIDS"
	NTP=127.0.0.1:$(timeout 10 cat ntp.port)
	rm ntp.port
}
fitness() { # CHECK: the expression for its fitness
	echo "map { \$_->{fitness} } grep { \$_->{check} eq '$1' } @r"
}

# No name is asked of a resolver: the hosts file has this one.
doctor() {
	timeout -k 5 "$LIMIT" vigie doctor --name localhost "$@"
}

export VIGIE_ARCHIVE=db
check_rc "without an archive something is unfit"  1 doctor
check_json "namely that"  "unfit" "$(fitness archive)" doctor --json
vigie watch add "Jane Doe" -q
check_json "a new archive's log is not signed yet"  "remark" \
	"$(fitness archive)" doctor --json
check_json "no authority is declared"  "unfit" "$(fitness authorities)" \
	doctor --json
server perl "$TESTS/tsa.pl" --dir tsa
vigie anchor add -q $URL/a --ca tsa/a.pem
vigie anchor add -q $URL/b --ca tsa/b.pem
vigie anchor run -q
check_json "two that have stamped are fit"  "fit fit" \
	"map { \$_->{fitness} } grep { \$_->{check} =~ /^(archive|authorities)/ } @r" \
	doctor --json
check_json "and both stamp now"  "fit fit" "$(fitness stamp)" doctor --json
check_json "nothing is kept of that"  "1 1" 'map { $_->{tokens} } @r' \
	vigie anchor list --json
check_has "what they say is shown"  "$URL/a: 20.*Z" doctor
vigie anchor add -q http://127.0.0.1:1/ --ca tsa/a.pem
check_json "a third that is down is worth a remark"  "fit fit remark" \
	"sort { \$a cmp \$b } $(fitness stamp)" doctor --json
check_has "that says why"  '127.0.0.1:1/: .*(refused|connect)' doctor
check_has "in words of the reader's language"  "n'horodate pas en ce moment" \
	doctor --lang fr
vigie anchor remove -q $URL/a
vigie anchor remove -q $URL/b
check_json "where none stamps, that is unfit"  "unfit" "$(fitness stamp)" \
	doctor --json
vigie anchor add -q $URL/a --ca tsa/a.pem
vigie anchor remove -q http://127.0.0.1:1/
chmod 644 db/key
check_json "a key that others can read is not"  "unfit" "$(fitness key)" \
	doctor --json
chmod 600 db/key
check_has "French is spoken"  'un navigateur|pas de navigateur' \
	doctor --lang fr
check_json "a proxy is worth a remark"  "remark" "$(fitness proxy)" \
	env https_proxy=http://p.example:3128 \
	vigie doctor --name localhost --json
check_json "roots of one's own too"  "remark" "$(fitness roots)" \
	env VIGIE_CA_FILE=tsa/a.pem vigie doctor --name localhost --json
check_has "which are told in words, not as JSON" \
	'^ +/[^{]*: [0-9]+, SHA-256 [0-9a-f]{64}' doctor
check_json "a name that leads to this machine is another"  "remark" \
	"$(fitness dns)" doctor --json
check_has "the last line says how it stands" \
	'^(Not fit for evidence as it is|Fit for evidence)' doctor
check_json "each row says what it answers"  0 \
	'scalar grep { !$_->{asked} || !exists $_->{todo} } @r' doctor --json
ntp 0
check_json "a time server that agrees"  "fit" "$(fitness ntp)" \
	doctor --ntp $NTP --json
check_has "how far it is from it"  "$NTP, [-+][0-9]{1,3} ms" \
	doctor --ntp $NTP
ntp 3600
check_json "one that does not"  "unfit" "$(fitness ntp)" \
	doctor --ntp $NTP --json
check_rc "an operand is wrong usage"  2 doctor now
