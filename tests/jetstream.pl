#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A Jetstream server for the tests, and the AppView beside it: over WebSocket
# (RFC 6455) the events of FILE, one JSON a line, from the cursor on; over HTTP a
# thread of one post.
#
#   jetstream.pl --log FILE --port-file FILE --events FILE [--how HOW]
#
# HOW: "refuse" answers 429; "lie" accepts with a wrong key; "masked" sends frames
# as a client does; "parts" sends each event in two frames, a ping between them;
# "hangup" ends behind the first event.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Answerer;
use Digest::SHA qw(sha1);
use Getopt::Long;
use MIME::Base64 qw(encode_base64);

my ($log, $port_file, $events, $how) = (undef, undef, undef, '');
GetOptions('log=s' => \$log, 'port-file=s' => \$port_file,
	'events=s' => \$events, 'how=s' => \$how) or exit 2;

sub note {
	my ($line) = @_;
	open my $f, '>>', $log or die;
	syswrite $f, "$line\n";
	close $f;
	return;
}

sub lines {
	open my $f, '<:raw', $events or die;
	my @lines = <$f>;
	chomp @lines;
	return @lines;
}

sub frame {
	my ($head, $data) = @_;
	my $n = length $data;
	my $mask = $how eq 'masked' ? 0x80 : 0;
	return chr($head) . ($n < 126 ? chr($n | $mask)
		: chr(126 | $mask) . pack 'n', $n) . $data;
}

sub stream {
	my ($c, $path, $key) = @_;
	my $accept = encode_base64(sha1("${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11"), '');
	if ($how eq 'refuse') {
		syswrite $c, "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n";
		return;
	}
	$accept =~ tr/A-Z/a-z/ if $how eq 'lie';
	syswrite $c, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
		. "Connection: Upgrade\r\nSec-WebSocket-Accept: $accept\r\n\r\n";
	my ($cursor) = $path =~ /cursor=(\d+)/;
	my @lines = lines();
	# Live: the newest event is the next to come.
	@lines = $lines[-1] if !defined $cursor;
	for my $line (@lines) {
		my ($at) = $line =~ /"time_us": *(\d+)/;
		next if defined $cursor && $at < $cursor;
		if ($how eq 'parts') {
			my $half = int(length($line) / 2);
			syswrite $c, frame(0x01, substr $line, 0, $half);
			syswrite $c, frame(0x89, 'ping');
			syswrite $c, frame(0x80, substr $line, $half);
		} else {
			syswrite $c, frame(0x81, $line);
		}
		return if $how eq 'hangup';
	}
	# Until the client has had enough.
	sysread $c, my $bye, 4096 or return;
	note('closed') if $bye =~ /\x88/;
	return;
}

sub answer {
	my ($c) = @_;
	my ($key, $line) = ('', scalar <$c>);
	return if !defined $line || $line !~ m{^GET (\S+)};
	my $path = $1;
	note($path);
	while (defined(my $h = <$c>)) {
		last if $h =~ /^\r?\n$/;
		$key = $1 if $h =~ /^sec-websocket-key:\s*(\S+)/i;
	}
	return stream($c, $path, $key) if $path =~ m{^/subscribe} && $key ne '';
	my ($uri) = $path =~ /uri=([^&]+)/;
	my ($status, $text) = ('404 Not Found', '{}');
	if ($path =~ /getPostThread/ && defined $uri) {
		$uri =~ s/%([0-9A-F]{2})/chr hex $1/gei;
		my ($did) = $uri =~ m{at://([^/]+)};
		($status, $text) = ('200 OK', '{"thread":{"post":{"uri":"' . $uri
			. '","author":{"did":"' . $did . '","handle":"bob.example",'
			. '"displayName":"Bob"},"record":{"text":"Jane Doe is late",'
			. '"createdAt":"2026-11-20T10:00:00Z"}}}}');
	}
	syswrite $c, "HTTP/1.1 $status\r\nContent-Type: application/json\r\n"
		. 'Content-Length: ' . length($text) . "\r\nConnection: close\r\n\r\n$text";
	return;
}

serve(listening(), $port_file, \&answer);
