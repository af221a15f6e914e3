#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# An OpenTimestamps calendar for the tests: it takes digests as the real ones do,
# and has a block for them once the file DIR/mined is there. Its blocks are made
# up: no Bitcoin node knows them.
#
#   calendar.pl --log FILE --port-file FILE --dir DIR
#
#   POST /digest            an operation or two and a pending attestation
#   GET /timestamp/HEX      404 until DIR/mined; then what leads to block 800000
#   POST /forked/digest     two pending attestations
#   POST /text/digest       a page
#   POST /empty/digest      nothing
#   POST /long/digest       a timestamp of a million operations
#   POST /deep/digest       forks without end
#   POST /slow/digest       nothing for 30 s
#
# The log has a line "METHOD PATH" for each request.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Answerer;
use Getopt::Long;

my ($log, $port_file, $dir);
GetOptions('log=s' => \$log, 'port-file=s' => \$port_file, 'dir=s' => \$dir)
    or exit 2;
mkdir $dir;

my $server = listening();
my $port = $server->sockport;

sub bytes { return chr(length $_[0]) . $_[0] }
sub pending {
	my $uri = "http://127.0.0.1:$port$_[0]";
	return "\x00\x83\xdf\xe3\x0d\x2e\xf9\x0c\x8e" . bytes(bytes($uri));
}
my $n = 0;
sub nonce { return pack 'NN', time, $n++ * 65536 + $$ % 65536 }
# append a nonce, hash
sub step { return "\xf0" . bytes(nonce()) . "\x08" }
my $block = "\x00\x05\x88\x96\x0d\x73\xd7\x19\x01" . bytes("\x80\xea\x30");

sub answer_to {
	my ($path) = @_;
	return step() . pending('') if $path eq '/digest';
	return "\xff" . step() . pending('/x') . step() . pending('/forked')
	    if $path eq '/forked/digest';
	return "<html>It works!</html>\n" if $path eq '/text/digest';
	return '' if $path eq '/empty/digest';
	return "\x08" x 60000 . pending('') if $path eq '/long/digest';
	return "\xff\x08" x 20000 . pending('') if $path eq '/deep/digest';
	if ($path eq '/slow/digest') { sleep 30; return '' }
	return undef if $path !~ m{/timestamp/[0-9a-f]{64}$} || !-e "$dir/mined";
	# into a transaction, its id, up the tree of the block
	return "\xf1" . bytes("\x01\x00\x00\x00") . "\xf0" . bytes("\x00" x 4)
	    . "\x08\x08" . "\xf0" . bytes("\x5a" x 32) . "\x08\x08$block";
}

sub answer {
	my ($c) = @_;
	my ($method, $path) = request($c) or return;
	open my $f, '>>', $log or die "$log: $!\n";
	print $f "$method ", $path =~ s{(timestamp/).*}{$1}r, "\n";
	close $f;
	my $reply = answer_to($path);
	my $status = defined $reply ? '200 OK' : '404 Not Found';
	$reply //= "Pending confirmation in Bitcoin blockchain\n";
	print $c "HTTP/1.1 $status\r\n",
	    "Content-Type: application/vnd.opentimestamps.v1\r\n",
	    'Content-Length: ', length $reply, "\r\nConnection: close\r\n\r\n",
	    $reply;
}

serve($server, $port_file, \&answer);
