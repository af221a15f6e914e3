# SPDX-License-Identifier: ISC
# table.pl ROWS OUT: the figures of compare.pl as a table, on stdout, and as
# Markdown in OUT.
use strict;
use warnings;
use POSIX qw(strftime);

my ($rows, $out) = @ARGV;
my @table = (['system', 'seed', 'night', 'true', 'found', 'false', 'echoes',
	'authors right', 'dates right', 'requests', 'seconds']);
open my $f, '<', $rows or die "$rows: $!\n";
while (<$f>) {
	chomp;
	push @table, [split /\t/];
}
my @width;
for my $row (@table) {
	for my $i (0 .. $#$row) {
		my $n = length $row->[$i];
		$width[$i] = $n if $n > ($width[$i] || 0);
	}
}
for my $row (@table) {
	print join('  ', map { sprintf '%-*s', $width[$_], $row->[$_] } 0 .. $#$row), "\n";
}
open my $o, '>', $out or die "$out: $!\n";
print $o '| ' . join(' | ', @{ shift @table }) . " |\n";
print $o '|' . '---|' x @width . "\n";
print $o '| ' . join(' | ', @$_) . " |\n" for @table;
print $o "\nMeasured ", strftime('%Y-%m-%d', gmtime), ", on Debian's packages.\n";
close $o or die "$out: $!\n";
