# SPDX-License-Identifier: ISC
# log.pl EXPR FILE: what EXPR says of the request log of tests/httpd, whose
# lines are @r, in order of arrival. Of each line only the fields below are
# there; at_ms(TIME) gives milliseconds since 1970.
use strict;
use warnings;
use Time::Local;

my $fields = qr/seq|conn|host|at|begin_ms|end_ms|gap_ms|in_flight|path|status/;

sub at_ms {
	my ($y, $mo, $d, $h, $mi, $s, $ms) =
	    $_[0] =~ /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)\.(\d+)Z$/
	    or die "$_[0]: no time\n";
	return timegm($s, $mi, $h, $d, $mo - 1, $y) * 1000 + $ms;
}

my ($expr, $file) = @ARGV;
open my $f, '<', $file or die "$file: $!\n";
our @r;
while (my $line = <$f>) {
	my %r;
	$line =~ s/"headers":\{[^{}]*\}//;
	$r{$1} = $2 // $3
	    while $line =~ /"($fields)":(?:null|"([^"]*)"|([-+.\de]+))/g;
	push @r, \%r;
}
@r = sort { $a->{seq} <=> $b->{seq} } @r;
my $value = eval $expr;
die $@ if $@;
print "$value\n";
