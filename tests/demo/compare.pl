#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# What `vigie mentions --json` reports of the demonstration network, against its
# truth.jsonl: prints a line for each difference, and nothing where there is none.
#
#   compare.pl truth.jsonl mentions.jsonl NIGHT
use strict;
use warnings;
use JSON::PP;
use Time::Local qw(timegm);

binmode STDOUT, ':encoding(UTF-8)';
my ($truth, $mentions, $night) = @ARGV;

sub rows {
	my ($path) = @_;
	open my $f, '<', $path or die "$path: $!\n";
	return map { decode_json($_) } <$f>;
}

# Seconds since 1970 of an RFC 3339 time.
sub instant {
	my ($s) = @_;
	return $s
		unless $s =~ /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(?:\.\d+)?
			(?:Z|([+-])(\d+):(\d+))$/x;
	my $t = timegm($6, $5, $4, $3, $2 - 1, $1);
	$t -= ($7 eq '-' ? -60 : 60) * ($8 * 60 + $9) if defined $7;
	return $t;
}

sub text { defined $_[0] ? $_[0] : 'null' }

# Where the row's own address is reported, each field that it states must agree.
sub compare_row {
	my ($want, $got) = @_;
	for my $key (qw(kind network author match matched published)) {
		next unless defined $want->{$key};
		my ($w, $g) = ($want->{$key}, text($got->{$key}));
		($w, $g) = (instant($w), instant($g)) if $key eq 'published';
		print "$want->{url}: $key: want $want->{$key}, got ",
			text($got->{$key}), "\n"
			if $w ne $g;
	}
	my $state = $want->{"night$night"};
	print "$want->{url}: want $state, got $got->{state}\n"
		if $got->{state} ne $state;
}

my %at;
push @{ $at{ $_->{url} } }, $_ for rows($mentions);
my %known;
for my $want (rows($truth)) {
	my @places = ($want->{url}, @{ $want->{also} });
	my @got = grep { $at{$_} } @places;
	$known{$_} = 1 for @places;
	if (!defined $want->{"night$night"}) {
		print "$_: not there yet\n" for grep { $_ eq $want->{url} } @got;
		next;
	}
	print "$want->{url}: missed\n" if !@got && $want->{must};
	my $own = $at{ $want->{url} } or next;
	print "$want->{url}: reported ", scalar @$own, " times\n" if @$own > 1;
	compare_row($want, $own->[0]);
}
print "$_: false alarm: ", text($at{$_}[0]{matched}), "\n"
	for grep { !$known{$_} } sort keys %at;
