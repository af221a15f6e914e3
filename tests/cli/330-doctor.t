#!/bin/sh
# SPDX-License-Identifier: ISC
# What is fit for evidence, by a time server of our own.
. "$(dirname "$0")/lib.sh"
plan 12

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

export VIGIE_ARCHIVE=db
check_rc "without an archive something is unfit"  1 vigie doctor
check_json "namely that"  "unfit" "$(fitness archive)" vigie doctor --json
vigie watch add "Jane Doe" -q
check_json "a new archive's log is not signed yet"  "remark" \
	"$(fitness archive)" vigie doctor --json
check_json "no authority is declared"  "unfit" "$(fitness authorities)" \
	vigie doctor --json
server perl "$TESTS/tsa.pl" --dir tsa
vigie anchor add -q $URL/a --ca tsa/a.pem
vigie anchor add -q $URL/b --ca tsa/b.pem
vigie anchor run -q
check_json "two that have stamped are fit"  "fit fit" \
	"map { \$_->{fitness} } grep { \$_->{check} =~ /^a/ } @r" \
	vigie doctor --json
chmod 644 db/key
check_json "a key that others can read is not"  "unfit" "$(fitness key)" \
	vigie doctor --json
chmod 600 db/key
check_has "French is spoken"  'un navigateur|pas de navigateur' \
	vigie doctor --lang fr
check_json "a proxy is worth a remark"  "remark" "$(fitness proxy)" \
	env https_proxy=http://p.example:3128 vigie doctor --json
ntp 0
check_json "a time server that agrees"  "fit" "$(fitness ntp)" \
	vigie doctor --ntp $NTP --json
check_has "how far it is from it"  "$NTP, [-+][0-9]{1,3} ms" \
	vigie doctor --ntp $NTP
ntp 3600
check_json "one that does not"  "unfit" "$(fitness ntp)" \
	vigie doctor --ntp $NTP --json
check_rc "an operand is wrong usage"  2 vigie doctor now
