# SPDX-License-Identifier: ISC
# What the tests' servers in Perl share: a socket on loopback, one request a
# connection, each in a child of its own that ends after a minute.
package Answerer;
use strict;
use warnings;
use Exporter 'import';
use IO::Socket::INET;

our @EXPORT = qw(listening request serve);

# A listening socket; its port is the kernel's choice.
sub listening {
	return IO::Socket::INET->new(Listen => 16, LocalAddr => '127.0.0.1',
		ReuseAddr => 1) || die "listen: $!\n";
}

# The request on a connection: method, path, body; nothing where there is none.
sub request {
	my ($c) = @_;
	my ($length, $body) = (0, '');
	my $line = <$c>;
	return if !defined $line || $line !~ m{^(\S+) (\S+)};
	my ($method, $path) = ($1, $2);
	while (defined(my $h = <$c>)) {
		last if $h =~ /^\r?\n$/;
		$length = $1 if $h =~ /^content-length:\s*(\d+)/i;
	}
	read $c, $body, $length if $length > 0;
	return ($method, $path, $body);
}

# Writes the port into a file, then gives each connection to answer, until
# SIGTERM.
sub serve {
	my ($server, $port_file, $answer) = @_;
	$SIG{CHLD} = 'IGNORE';
	$SIG{PIPE} = 'IGNORE';
	$SIG{TERM} = sub { exit 0 };
	open my $f, '>', $port_file or die "$port_file: $!\n";
	print $f $server->sockport, "\n";
	close $f;
	while (1) {
		my $c = $server->accept or next;
		my $pid = fork;
		if (defined $pid && $pid == 0) {
			$SIG{CHLD} = 'DEFAULT';
			$SIG{TERM} = 'DEFAULT';
			open STDOUT, '>', '/dev/null'; # prove waits for both
			open STDERR, '>', '/dev/null';
			alarm 60;
			$answer->($c);
			exit 0;
		}
		close $c;
	}
}

1;
