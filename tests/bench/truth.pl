# SPDX-License-Identifier: ISC
# truth.pl BASE TRUTH MENTIONS: compares `vigie mentions --json` with what the
# generator planted. A mention counts where its address, without a fragment
# (posts of a forum have one), is the page's. Prints figures: planted and found
# forms (the misspelt ones apart), false pages; on stderr what was not found.
use strict;
use warnings;
use JSON::PP;

my ($base, $truth, $mentions) = @ARGV;
binmode STDERR, ':encoding(UTF-8)';
my (%planted, %found, %false);
open my $t, '<:encoding(UTF-8)', $truth or die "$truth: $!\n";
while (<$t>) {
	chomp;
	my ($path, $name, $form) = split /\t/;
	$planted{"$base$path\t$name"} = $form;
}
my $json = JSON::PP->new->utf8;
open my $m, '<', $mentions or die "$mentions: $!\n";
while (<$m>) {
	my $row = $json->decode($_);
	(my $url = $row->{url}) =~ s/#.*//;
	my $name = $row->{name};
	if ($planted{"$url\t$name"}) {
		$found{"$url\t$name"} = 1;
	} else {
		$false{$url} = "$row->{match}: $row->{matched}";
	}
}
my ($all, $got, $typos, $typos_got) = (0, 0, 0, 0);
for my $key (sort keys %planted) {
	my $hit = $found{$key} ? 1 : 0;
	if ($planted{$key} eq 'typo') {
		$typos++;
		$typos_got += $hit;
		next;
	}
	$all++;
	$got += $hit;
	print STDERR "not found: $planted{$key}\t$key\n" unless $hit;
}
print STDERR "false: $_ ($false{$_})\n" for sort keys %false;
print "truth.planted\t$all\ntruth.found\t$got\n";
print "truth.typos\t$typos\ntruth.typos_found\t$typos_got\n";
print "truth.false\t", scalar keys %false, "\n";
