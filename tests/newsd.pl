#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# A news server for the tests (RFC 3977), for one group.
#
#   newsd.pl --log FILE --port-file FILE --spool DIR [--login USER:PASSWORD]
#
# An article is a file of DIR whose name is its number, in LF lines; the file
# "group" there holds the group's name. What else a file of DIR does:
#
#   hangup N       ends the connection in the middle of the N-th answer
#   silent         never greets
#   noise          greets with what is no NNTP
#   endless        an article's lines never end
#   rest           ends each connection behind an answer
#
# The log has each command as it comes, "+" before the first of a connection.
use strict;
use warnings;
use FindBin;
use lib $FindBin::Bin;
use Answerer;
use Getopt::Long;

my ($log, $port_file, $spool, $login);
GetOptions('log=s' => \$log, 'port-file=s' => \$port_file,
	'spool=s' => \$spool, 'login=s' => \$login) or exit 2;

sub slurp {
	my ($name) = @_;
	open my $f, '<:raw', "$spool/$name" or return '';
	local $/;
	my $text = <$f>;
	return $text;
}

sub note {
	my ($line) = @_;
	open my $f, '>>', $log or die;
	syswrite $f, "$line\n";
	close $f;
	return;
}

sub numbers {
	opendir my $d, $spool or die;
	return sort { $a <=> $b } grep { /^\d+$/ } readdir $d;
}

sub field {
	my ($text, $name) = @_;
	my ($head) = split /\n\n/, $text;
	return $head =~ /^\Q$name\E: *(.*(?:\n[ \t].*)*)/mi ? $1 =~ s/\s+/ /gr : '';
}

sub over {
	my ($n) = @_;
	my $text = slurp($n);
	return join "\t", $n, (map { field($text, $_) } qw(Subject From Date
		Message-ID References)), length $text, scalar($text =~ tr/\n//);
}

# Lines as they go out: a dot before a dot, a dot at the end.
sub block {
	my ($text) = @_;
	$text =~ s/^\./../mg;
	$text =~ s/\r?\n/\r\n/g;
	return "$text.\r\n";
}

sub reply {
	my ($line, $state) = @_;
	my $group = slurp('group') =~ s/\s+//gr;
	my @n = numbers();
	return "200 mode reader\r\n" if $line eq 'MODE READER';
	return "205 bye\r\n" if $line eq 'QUIT';
	if ($line =~ /^AUTHINFO USER (\S+)$/) {
		$state->{user} = $1;
		return "381 and the password?\r\n";
	}
	if ($line =~ /^AUTHINFO PASS (\S+)$/) {
		$state->{in} = ($state->{user} // '') . ":$1" eq ($login // '');
		return $state->{in} ? "281 welcome\r\n" : "481 no\r\n";
	}
	return "480 log in\r\n" if defined $login && !$state->{in};
	if ($line =~ /^GROUP (\S+)$/) {
		return "411 no such group\r\n" if $1 ne $group;
		$state->{group} = 1;
		return "211 0 1 0 $group\r\n" if !@n;
		return '211 ' . @n . " $n[0] $n[-1] $group\r\n";
	}
	return "412 no group\r\n" if !$state->{group};
	if ($line =~ /^OVER (\d+)-(\d+)$/) {
		my @in = grep { $_ >= $1 && $_ <= $2 } @n;
		return "423 none\r\n" if !@in;
		return "224 overview\r\n"
			. block(join '', map { over($_) . "\n" } @in);
	}
	if ($line =~ /^ARTICLE (\d+)$/) {
		my $text = slurp($1);
		return "423 no such article\r\n" if $text eq '';
		return "220 $1 " . field($text, 'Message-ID') . "\r\n"
			. block($text);
	}
	return "500 what?\r\n";
}

sub answer {
	my ($c) = @_;
	my ($first, $state, $left) = ('+', {}, slurp('hangup') || 0);
	binmode $c;
	sleep 50 if -e "$spool/silent";
	syswrite $c, -e "$spool/noise" ? "SSH-2.0-x\r\n" : "201 newsd\r\n";
	while (defined(my $line = <$c>)) {
		$line =~ s/\r?\n$//;
		note("$first$line");
		$first = '';
		my $text = reply($line, $state);
		if ($line =~ /^ARTICLE/ && -e "$spool/endless") {
			syswrite $c, "220 1 <x>\r\n";
			1 while defined syswrite $c, "line\r\n" x 10000;
			return;
		}
		if ($left > 0 && --$left == 0) {
			syswrite $c, substr $text, 0, length($text) / 2;
			return;
		}
		syswrite $c, $text;
		last if $line eq 'QUIT'
			|| (-e "$spool/rest" && $line =~ /^(?:OVER|ARTICLE)/);
	}
	return;
}

serve(listening(), $port_file, \&answer);
