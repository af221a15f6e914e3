# SPDX-License-Identifier: ISC
# quality.pl PROBE DIR: asks vigie-probe about the samples in DIR (robots, url,
# encoding, feeds, dates, text, one .jsonl each; its README says what is in
# them), and about our own names.tsv beside it, and prints the part that is
# right, a figure each. Main text is F1 over
# the phrases that it must hold and must not; titles, authors and dates count
# where the sample gives one.
use strict;
use warnings;
use IPC::Open2;
use JSON::PP;
use MIME::Base64;

my ($probe, $dir) = @ARGV;
my $json = JSON::PP->new->utf8->allow_nonref;

sub rows {
	my $file = "$dir/$_[0].jsonl";
	open my $f, '<', $file or return;
	return map $json->decode($_), <$f>;
}

# The answers to these questions, in their order.
sub ask {
	my ($part, @questions) = @_;
	my $pid = open2(my $from, my $to, $probe, $part);
	my $child = fork() // die "fork: $!\n";
	if ($child == 0) {
		for my $i (0 .. $#questions) {
			print $to $json->encode({ %{ $questions[$i] }, id => $i }), "\n";
		}
		close $to;
		require POSIX;
		POSIX::_exit(0);
	}
	close $to;
	my @answers;
	while (my $line = <$from>) {
		my $answer = eval { $json->decode($line) } or next;
		$answers[ $answer->{id} ] = $answer if defined $answer->{id};
	}
	waitpid $child, 0;
	waitpid $pid, 0;
	return map $answers[$_] // {}, 0 .. $#questions;
}

sub figure {
	my ($name, $right, $of) = @_;
	printf "quality.%s\t%.4f\n", $name, $right / $of if $of > 0;
}

sub same {
	my ($x, $y) = @_;
	return defined $x && defined $y && $x eq $y;
}

# Space does not count, nor does its sort.
sub flat {
	my $text = shift // '';
	$text =~ s/[\s\x{a0}]+/ /g;
	$text =~ s/^ | $//g;
	return $text;
}

# Letters and digits alone, in lower case.
sub bare {
	my $text = lc(shift // '');
	$text =~ s/\W+/ /g;
	return flat($text);
}

sub list { return ref $_[0] eq 'ARRAY' ? @{ $_[0] } : defined $_[0] ? ($_[0]) : () }

# ---- the parts ----

my @r = rows('robots');
my @a = ask('robots', @r);
figure('robots', scalar(grep !!$a[$_]{allowed} == !!$r[$_]{allowed}, 0 .. $#r),
	scalar @r);

sub url_right {
	my ($row, $answer) = @_;
	return $answer->{failure} ? 1 : 0 if $row->{failure};
	return same($row->{href}, $answer->{href});
}
@r = rows('url');
@a = ask('url', map { { input => $_->{input}, base => $_->{base} } } @r);
my @web = grep +($r[$_]{href} // $r[$_]{base} // $r[$_]{input}) =~ /^https?:/i, 0 .. $#r;
figure('url', scalar(grep url_right($r[$_], $a[$_]), @web), scalar @web);
figure('url_all', scalar(grep url_right($r[$_], $a[$_]), 0 .. $#r), scalar @r);

@r = rows('encoding');
@a = ask('encoding', map { { data_b64 => $_->{data_b64} } } @r);
figure('encoding',
	scalar(grep same(lc $r[$_]{encoding}, lc($a[$_]{encoding} // '')), 0 .. $#r),
	scalar @r);

# A feed is right when it has as many entries, and each what the sample expects
# of it. The samples keep markup and references, the probe gives text: of both
# the text is compared.
sub texts {
	my @plain = map { my $t = $_ // ''; $t =~ s/<[^>]*>//g; $t } @_;
	return map flat($_->{text}), ask('entities', map { { html => $_ } } @plain);
}
my @fields = qw(title link author date text);
@r = rows('feeds');
@a = ask('feed', map { { data_b64 => $_->{data_b64}, headers => $_->{headers} } } @r);
my (@wanted, @given, @feed);
my %wrong;
for my $i (0 .. $#r) {
	my @want = list($r[$i]{entries});
	my @got = list($a[$i]{entries});
	$wrong{$i} = 1 if @want != @got;
	for my $k (0 .. $#want) {
		for my $field (grep defined $want[$k]{$_}, @fields) {
			push @feed, $i;
			push @wanted, $want[$k]{$field};
			push @given, $got[$k]{$field};
		}
	}
}
@wanted = texts(@wanted);
@given = texts(@given);
$wanted[$_] eq $given[$_] or $wrong{ $feed[$_] } = 1 for 0 .. $#feed;
figure('feeds', @r - keys %wrong, scalar @r);

sub pages {
	require IO::Uncompress::Gunzip;
	return ask('page', map {
		my $gz = decode_base64($_->{html_gz_b64});
		my $html = '';
		IO::Uncompress::Gunzip::gunzip(\$gz, \$html);
		{ url => $_->{url}, data_b64 => encode_base64($html, ''), content_type => 'text/html' }
	} @_);
}
@r = rows('dates');
@a = pages(@r);
my @dated = grep defined $r[$_]{date}, 0 .. $#r;
figure('dates', scalar(grep same($r[$_]{date}, substr($a[$_]{date} // '', 0, 10)), @dated),
	scalar @dated);

@r = rows('text');
@a = pages(@r);
my ($tp, $fp, $fn) = (0, 0, 0);
for my $i (0 .. $#r) {
	my $text = flat($a[$i]{text});
	for my $phrase (grep $_ ne '', map flat($_), list($r[$i]{with})) {
		index($text, $phrase) >= 0 ? $tp++ : $fn++;
	}
	for my $phrase (grep $_ ne '', map flat($_), list($r[$i]{without})) {
		$fp++ if index($text, $phrase) >= 0;
	}
}
figure('text', 2 * $tp, 2 * $tp + $fp + $fn);
my @titled = grep defined $r[$_]{title} && $r[$_]{title} ne '', 0 .. $#r;
figure('title', scalar(grep same(bare($r[$_]{title}), bare($a[$_]{title})), @titled),
	scalar @titled);
my @signed = grep { my @who = list($r[$_]{author}); @who > 0 } 0 .. $#r;
figure('author', scalar(grep {
	my $got = bare($a[$_]{author});
	my @missing = grep index($got, bare($_)) < 0, list($r[$_]{author});
	$got ne '' && !@missing;
} @signed), scalar @signed);

# Mentions of names: right is one mention of the kind that is due, or none.
my (@asked, @due);
(my $own = $0) =~ s{[^/]*$}{names.tsv};
open my $tsv, '<:encoding(UTF-8)', $own or die "$own: $!\n";
while (<$tsv>) {
	chomp;
	next if /^#/;
	my ($name, $kind, $text) = split /\t/;
	push @asked, { names => [$name], text => $text };
	push @due, $kind;
}
my @got = map {
	my @kinds = map $_->{match}, list($_->{mentions});
	@kinds ? join(' ', @kinds) : '-';
} ask('match', @asked);
my @named = grep $due[$_] ne '-', 0 .. $#due;
my @found = grep $got[$_] ne '-', 0 .. $#due;
figure('names_found', scalar(grep $got[$_] ne '-', @named), scalar @named);
figure('names_kind', scalar(grep $got[$_] eq $due[$_], @named), scalar @named);
figure('names_precision', scalar(grep $due[$_] ne '-', @found), scalar @found);
