# SPDX-License-Identifier: ISC
# compare.pl SYSTEM SEED NIGHT DIR TRUTH: what `vigie mentions --json` says after
# a night (DIR/mentionsN.jsonl), against what the filler wrote down (truth.php).
# Differences go to stderr, a line each; the figures for table.pl to stdout.
#
# Every mention that the adapter, the site or the feed can see must be there,
# once, with its kind, author, date and state; an adapter's summary must count
# what is new, changed and gone. A row at another address is false for an adapter.
# A site also has lists that quote (front pages, archives, histories), and a feed
# may show more than is promised: such a row is an echo, true as long as what it
# quotes is a spelling that is true. Where no address but an adapter's answer
# states an author or a date, none need be found, but none may be wrong.
use strict;
use warnings;
use JSON::PP;
use Time::Local qw(timegm);
use Unicode::Normalize qw(NFC);

binmode STDERR, ':encoding(UTF-8)';
my ($system, $seed, $night, $dir, $truth) = @ARGV;
my %n = map { $_ => 0 } qw(due found false echoes authors authors_due dates dates_due);

sub rows {
	my ($path) = @_;
	open my $f, '<', $path or die "$path: $!\n";
	return map { decode_json($_) } <$f>;
}

sub differs {
	my ($want, $words) = @_;
	print STDERR "$system, $seed, night $night: $want->{what} ($want->{url}): $words\n";
}

sub text { defined $_[0] ? $_[0] : 'null' }

# As a reader sees it: composed, a line's end as a space.
sub plain {
	my $s = NFC(text($_[0]));
	$s =~ s/[ \t\r\n]+/ /g;
	return $s;
}

# A mail as it was sent, quoted-printable, quotes too.
sub unquoted {
	my $s = text($_[0]);
	$s =~ s/=([0-9A-F]{2})/chr hex $1/ge;
	utf8::decode($s) if $s ne text($_[0]);
	return plain($s);
}

# Seconds since 1970 of an RFC 3339 time; undef for a day alone.
sub instant {
	my ($s) = @_;
	return undef unless $s =~ /^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(?:\.\d+)?
		(?:Z|([+-])(\d+):(\d+))$/x;
	my $t = timegm($6, $5, $4, $3, $2 - 1, $1);
	$t -= ($7 eq '-' ? -60 : 60) * ($8 * 60 + $9) if defined $7;
	return $t;
}

# Is it the same moment; or, where only the day is told, the day of that moment
# in the system's own zone or in UTC?
sub same_date {
	my ($want, $got) = @_;
	my $at = instant($want);
	return instant($got) == $at if $got =~ /T/;
	return grep {
		my @t = gmtime($at + 3600 * $_);
		$got eq sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3];
	} 0, 1, 2;
}

sub compare_row {
	my ($want, $got) = @_;
	for my $key (qw(kind match matched)) {
		next unless defined $want->{$key};
		next if $key eq 'kind' && $seed ne 'adapter' && $want->{kind} ne 'comment';
		differs($want, "$key: want $want->{$key}, got " . plain($got->{$key}))
			if plain($got->{$key}) ne plain($want->{$key});
	}
	differs($want, "state: want $want->{\"night$night\"}, got $got->{state}")
		if $got->{state} ne $want->{"night$night"};
	# A feed may tell who removed it, and when.
	return if $seed eq 'feed' && $got->{state} eq 'gone';
	if (defined $want->{author} && (defined $got->{author} || $seed eq 'adapter')) {
		$n{authors_due}++;
		text($got->{author}) eq $want->{author} ? $n{authors}++
			: differs($want, "author: want $want->{author}, got " . text($got->{author}));
	}
	if (defined $want->{published} && (defined $got->{published} || $seed eq 'adapter')) {
		$n{dates_due}++;
		same_date($want->{published}, text($got->{published})) ? $n{dates}++
			: differs($want, "published: want $want->{published}, got "
				. text($got->{published}) . " from " . text($got->{published_from}));
	}
}

my (@truth, %row);
for (rows($truth)) {
	my $row = $row{ $_->{url} };
	push @truth, $row = $row{ $_->{url} } = {} unless $row;
	%$row = (%$row, %$_);
}
my %at;
push @{ $at{ $_->{url} } }, $_ for rows("$dir/mentions$night.jsonl");
my (%known, %spelling);
for my $want (@truth) {
	my $due = $want->{"night$night"};
	my $got = $at{ $want->{url} };
	$known{ $want->{url} } = 1;
	$spelling{ plain($want->{matched}) } = 1 if defined $want->{matched};
	if (!defined $due) {
		$n{false} += @{ $got || [] };
		differs($want, 'found') if $got;
		next;
	}
	if ($seed ne 'adapter' && !$want->{$seed}) {
		$n{echoes} += @{ $got || [] };
		next;
	}
	%$want = (%$want, %{ $want->{first} }) if $seed eq 'feed' && $want->{first};
	$n{due}++;
	differs($want, 'missed') unless $got;
	next unless $got;
	$n{found}++;
	$n{false} += @$got - 1;
	differs($want, 'found ' . @$got . ' times') if @$got > 1;
	compare_row($want, $got->[0]);
}
for my $got (map { @{ $at{$_} } } grep { !$known{$_} } sort keys %at) {
	if ($seed ne 'adapter' && ($spelling{ plain($got->{matched}) }
			|| $spelling{ unquoted($got->{matched}) })) {
		$n{echoes}++;
		next;
	}
	$n{false}++;
	differs({ what => 'false', url => $got->{url} }, plain($got->{matched}));
}
my ($sum) = grep { defined $_->{sweep} && defined $_->{seeds} }
	reverse rows("$dir/sweep$night.jsonl");
# The adapter's summary counts each once; a site's counts its echoes too.
if ($seed eq 'adapter') {
	my %want = (new_mentions => 0, changed => 0, gone => 0);
	for my $row (@truth) {
		my $due = $row->{"night$night"};
		next unless defined $due;
		$want{new_mentions}++ if $night == 1 || !defined $row->{night1};
		$want{$due}++ if $night == 2 && $due ne 'online';
	}
	for my $key (sort keys %want) {
		differs({ what => 'the summary', url => $key },
			"want $want{$key}, got " . text($sum->{$key}))
			if text($sum->{$key}) ne $want{$key};
	}
}
open my $f, '<', "$dir/ms$night" or die "$dir/ms$night: $!\n";
chomp(my $ms = <$f>);
print join("\t", $system, $seed, $night, @n{qw(due found false echoes)},
	"$n{authors}/$n{authors_due}", "$n{dates}/$n{dates_due}",
	$sum ? $sum->{fetched} + $sum->{not_modified} : 0, sprintf('%.1f', $ms / 1000)), "\n";
