#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# Time-stamp authorities for the tests: real ones, made at the start by openssl
# (a CA and a time-stamping certificate each), behind a small HTTP responder.
#
#   tsa.pl --log FILE --port-file FILE --dir DIR
#
# DIR gets a.pem, b.pem and old.pem: the roots. The path says what comes back:
#
#   /a /b          a token of authority a or b
#   /old           of one whose certificate has expired
#   /unknown       a token of b (for whom a's root is given)
#   /imprint       a token over something else
#   /nonce         a token over this, for another nonce
#   /cut           half of a reply
#   /more          a reply and a byte
#   /large         10 MB
#   /slow          nothing for 30 s
#   /redirect      302 to /a
#   /busy          503
#   /refused       a reply of status 2, without a token
#   /flaky         503 until the file DIR/well is there, then as /a
#   /text          a page
#
# The log has a line "METHOD PATH" for each request, as it comes.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Answerer;
use Fcntl ':flock';
use Getopt::Long;
use File::Temp qw(tempfile);

my ($log, $port_file, $dir);
GetOptions('log=s' => \$log, 'port-file=s' => \$port_file, 'dir=s' => \$dir)
    or exit 2;
mkdir $dir;

sub put {
	my ($name, $text) = @_;
	open my $f, '>:raw', $name or die "$name: $!\n";
	print $f $text;
	close $f or die "$name: $!\n";
}

sub get {
	my ($name) = @_;
	open my $f, '<:raw', $name or die "$name: $!\n";
	local $/;
	return scalar <$f>;
}

sub openssl {
	my $line = join ' ', @_;
	system("openssl $line >>$dir/openssl.log 2>&1") == 0
	    or die "openssl $line: see $dir/openssl.log\n";
}

# An authority: root, signing certificate (for so many days), configuration.
sub make {
	my ($name, $days) = @_;
	my $d = "$dir/$name";
	openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes",
	    "-keyout $d-ca.key -out $d.pem -days 3650 -subj '/CN=Test root $name'");
	openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes",
	    "-keyout $d.key -out $d.csr -subj '/CN=Test authority $name'");
	put("$d.ext", "extendedKeyUsage=critical,timeStamping\n");
	put("$d.db", '');
	put("$d.db.attr", "unique_subject = no\n");
	put("$d.sn", "1000\n");
	put("$d.ca", "[ca]\ndefault_ca = c\n[c]\ndatabase = $d.db\n"
		. "serial = $d.sn\nnew_certs_dir = $dir\ndefault_md = sha256\n"
		. "policy = p\n[p]\ncommonName = supplied\n");
	my @t = gmtime(time + 86400 * $days);
	my $end = sprintf '%04d%02d%02d000000Z', $t[5] + 1900, $t[4] + 1, $t[3];
	openssl("ca -batch -notext -config $d.ca -cert $d.pem",
	    "-keyfile $d-ca.key -in $d.csr -out $d-tsa.pem",
	    "-extfile $d.ext -startdate 20200101000000Z -enddate $end");
	put("$d.serial", "01\n");
	put("$d.cnf", "[tsa]\ndefault_tsa = t\n[t]\nserial = $d.serial\n"
		. "crypto_device = builtin\nsigner_cert = $d-tsa.pem\n"
		. "certs = $d.pem\nsigner_key = $d.key\n"
		. "signer_digest = sha256\ndefault_policy = 1.2.3.4.1\n"
		. "digests = sha256\naccuracy = secs:1\nordering = no\n"
		. "tsa_name = no\ness_cert_id_chain = no\n"
		. "ess_cert_id_alg = sha256\n");
}

make('a', 1000);
make('b', 1000);
make('old', -300);

sub reply_to {
	my ($name, $query) = @_;
	my (undef, $q) = tempfile(DIR => $dir);
	my (undef, $r) = tempfile(DIR => $dir);
	put($q, $query);
	open my $lock, '>', "$dir/$name.lock" or die "$name.lock: $!\n";
	flock $lock, LOCK_EX; # openssl's file of serial numbers knows no lock
	openssl("ts -reply -config $dir/$name.cnf -queryfile $q -out $r");
	close $lock;
	my $reply = get($r);
	unlink $q, $r;
	return $reply;
}

# Another query: over that digest (hex), with a nonce of its own.
sub query_over {
	my ($digest) = @_;
	my (undef, $q) = tempfile(DIR => $dir);
	openssl("ts -query -digest $digest -sha256 -cert -out $q");
	my $query = get($q);
	unlink $q;
	return $query;
}

# The digest in a query: RFC 3161's fixed shape has it at byte 24.
sub digest_in {
	my ($query) = @_;
	return unpack 'H*', substr $query, 24, 32;
}

my $server = listening();

my %answers = (
	'/a' => sub { reply_to('a', $_[0]) },
	'/b' => sub { reply_to('b', $_[0]) },
	'/unknown' => sub { reply_to('b', $_[0]) },
	'/old' => sub { reply_to('old', $_[0]) },
	'/imprint' => sub { reply_to('a', query_over('ab' x 32)) },
	'/nonce' => sub { reply_to('a', query_over(digest_in($_[0]))) },
	'/cut' => sub {
		my $r = reply_to('a', $_[0]);
		substr $r, 0, length($r) / 2;
	},
	'/more' => sub { reply_to('a', $_[0]) . "\0" },
	'/large' => sub { "\x30" x 10_000_000 },
	'/slow' => sub { sleep 30; '' },
	'/refused' => sub { "\x30\x05\x30\x03\x02\x01\x02" },
	'/text' => sub { "<html>It works!</html>\n" },
	'/flaky' => sub { -e "$dir/well" ? reply_to('a', $_[0]) : undef },
	'/busy' => sub { undef },
);

sub answer {
	my ($c) = @_;
	my ($method, $path, $body) = request($c) or return;
	open my $f, '>>', $log or die "$log: $!\n";
	print $f "$method $path\n";
	close $f;
	my $head = "HTTP/1.1 200 OK\r\n"
	    . "Content-Type: application/timestamp-reply\r\n";
	my $reply = exists $answers{$path} ? $answers{$path}->($body) : undef;
	$head = "HTTP/1.1 302 Found\r\nLocation: /a\r\n" if $path eq '/redirect';
	$head = "HTTP/1.1 503 Busy\r\n" if !defined $reply && $path ne '/redirect';
	$reply //= '';
	print $c $head, 'Content-Length: ', length $reply,
	    "\r\nConnection: close\r\n\r\n", $reply;
}

serve($server, $port_file, \&answer);
