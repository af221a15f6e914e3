# SPDX-License-Identifier: ISC
# table.pl SIZE DISK FIGURES OUT: the goals of PERFORMANCE.md 10 beside what was
# measured, on stdout, and as Markdown in OUT. A figure that was taken several
# times is its median [least most]; a ratio is taken round by round. Exit status
# 1 when a goal that must be met is not.
use strict;
use warnings;
use POSIX qw(strftime);

my ($size, $disk, $figures, $out) = @ARGV;
my %figure;
open my $f, '<', $figures or die "$figures: $!\n";
while (<$f>) {
	chomp;
	my ($name, $value) = split /\t/;
	push @{ $figure{$name} }, $value;
}

# ---- figures ----

sub all_of { return @{ $figure{ $_[0] } || [] } }

sub median {
	my @v = sort { $a <=> $b } @_;
	return @v % 2 ? $v[$#v / 2] : ($v[@v / 2 - 1] + $v[@v / 2]) / 2 if @v;
	return undef;
}

sub one { return median(all_of($_[0])) }

# Round by round, as long as both have one.
sub ratio {
	my @a = all_of($_[0]);
	my @b = all_of($_[1]);
	my $n = @a < @b ? @a : @b;
	return map $b[$_] > 0 ? $a[$_] / $b[$_] : (), 0 .. $n - 1;
}

sub scaled {
	my ($by, @v) = @_;
	return map $_ * $by, @v;
}

# The largest over several names.
sub most {
	my @v = sort { $b <=> $a } map all_of($_), @_;
	return @v ? $v[0] : ();
}

# What a goal speaks of: a list of values, or nothing.
sub short {
	my $v = shift;
	return sprintf '%.0f', $v if $v == int $v || abs $v >= 1000;
	return sprintf '%.1f', $v if abs $v >= 100;
	return sprintf '%.2f', $v if abs $v >= 1;
	return sprintf '%.3f', $v;
}

sub words {
	my ($unit, @v) = @_;
	my @s = sort { $a <=> $b } @v;
	my $text = short(median(@v)) . $unit;
	return @v > 1 ? "$text [" . short($s[0]) . ' ' . short($s[-1]) . ']' : $text;
}

my $pages = one('pages');
my $us = 1e6 / $pages;
my $idle = one('none.cpu') || 0;

# ---- the goals: what, unit, must, target (at most; "+": at least), values ----

my @tls = map $_ * 1e6, ratio('tls-https.cpu', 'tls-https.connections');
my @plain = map $_ * 1e6, ratio('tls-http.cpu', 'tls-http.connections');
my @handshake = map $tls[$_] - $plain[$_], 0 .. ($#tls < $#plain ? $#tls : $#plain);

# What the machine and libcurl take for an answer without a body.
my @same = all_of('same.cpu');
my @serial = all_of('serial.cpu');

my @goals = (
	[ 'P1', 'crawl, match 100 names, keep every page / wget WARC.gz, CPU', '',
		0.50, 0.28, ratio('vigie-all.cpu', 'wget.cpu') ],
	[ 'P2', 'the same, mention pages kept / wget WARC.gz, CPU', '',
		0.20, 0.12, ratio('vigie-mentions.cpu', 'wget.cpu') ],
	[ 'P3', 'the same / bare wget2 -r, CPU', '',
		1.5, 1.0, ratio('vigie-mentions.cpu', 'wget2.cpu') ],
	[ 'P5', 'every page kept / curl -Z to /dev/null, CPU', '',
		20, 13, ratio('vigie-all.cpu', 'curl.cpu') ],
	[ 'P5', 'mention pages kept / curl -Z to /dev/null, CPU', '',
		10, 6, ratio('vigie-mentions.cpu', 'curl.cpu') ],
	[ 'P6', 'second night, 40 of 100 pages changed / wget2 -r -N, CPU', '',
		0.8, 0.4, ratio('second-mentions.cpu', 'second-wget2.cpu') ],
	[ 'P7', 'one unchanged page (304), CPU', ' us', 40, 25,
		scaled($us, map $_ - $idle, all_of('same.cpu')) ],
	[ '', 'the same / curl, 304s of the same pages one after another', '', '', '',
		map $serial[$_] > 0 ? ($same[$_] - $idle) / $serial[$_] : (),
		0 .. ($#same < $#serial ? $#same : $#serial) ],
	[ 'P7', 'one unchanged page (304), disk', ' B', 200, 64,
		scaled(1 / $pages, all_of('same.bytes')) ],
	[ 'P8', 'new TLS connection, verified, CPU', ' us', 1500, 800, @handshake ],
	[ 'P9', 'disk, every page kept / wget WARC.gz', '',
		1.0, 0.80, ratio('vigie-all.bytes', 'wget.bytes') ],
	[ 'P10', 'disk, second night, mention pages kept / wget --warc-dedup', '',
		0.10, 0.02, ratio('second-mentions.bytes', 'second-wget.bytes') ],
	[ 'P11', '200 polite hosts x 20 pages, 0.5 s apart: span / floor', '',
		1.05, 1.02, ratio('polite.span', 'polite.floor') ],
	[ 'P11', 'gaps under the delay', '', 0, 0, all_of('polite.short') ],
	[ 'P11', 'pages answered / expected', '', '+1', '+1',
		scaled(1 / (200 * 20), all_of('polite.pages')) ],
	[ 'P12', 'the same run, CPU', ' s', 1.5, 0.8, all_of('polite.cpu') ],
	[ 'P13', 'host that allows 20 a second: pages got / there', '', '+1', '+1',
		scaled(1 / 400, all_of('throttled.pages')) ],
	[ 'P13', 'answers 429 / requests', '', 0.10, 0.03, all_of('throttled.refused') ],
	[ 'P13', 'time / floor', '', '', 1.5,
		scaled(1 / 20, all_of('throttled.wall')) ],
	[ 'P14', 'kill -9: requests of both runs / needed', '', 1.10, 1.06,
		ratio('killed.requests', 'killed.needed') ],
	[ 'P14', 'pages in the archive / there', '', '+1', '+1',
		ratio('killed.known', 'killed.all') ],
	[ 'P14', 'verify finds damage (before, after the second run)', '', 0, 0,
		most('killed.verify') ],
	[ 'P15', 'memory at most, all processes, ' . $pages . ' pages', ' MB', 128, 64,
		scaled(1 / 1024, most('vigie-all.pss', 'vigie-mentions.pss')) ],
	[ 'P15', 'the same with 1,000,000 known addresses', ' MB', 256, 128,
		scaled(1 / 1024, most('large.pss')) ],
	[ 'P16', 'the same, start to first request', ' ms', 500, 100,
		all_of('large.start') ],
	[ 'P18', 'planted forms found (but "typo")', '', '+0.95', '+1',
		ratio('truth.found', 'truth.planted') ],
	[ 'P18', 'false pages', '', 0, 0, all_of('truth.false') ],
	[ '', 'inclusion proof in a log of 10,000,000, median', ' ms', 1, 1,
		scaled(1 / 1000, all_of('log.proof_us')) ],
	[ '', 'the same, the slowest in a hundred', ' ms', '', 1,
		scaled(1 / 1000, all_of('log.proof_p99_us')) ],
	[ '', 'verify of 1,000,000 snapshots', ' MB/s', '', '',
		map $_ > 0 ? one('verify.bytes') / 1e6 / $_ : (),
		all_of('verify.wall') ],
	[ '', 'the same: sha256sum of its files / vigie, CPU', '', '', '+0.7',
		ratio('sha256sum.cpu', 'verify.cpu') ],
	[ '', 'its memory', ' MB', 256, 256,
		scaled(1 / 1024, most('verify.pss')) ],
	[ '', 'avatars of 400 x 400 hashed (PDQ) in a second of CPU', '', '+100',
		'+250', map 300 / $_, all_of('pictures.cpu') ],
	[ '', 'visible text searched for 1 name, in one thread', ' MB/s', '', '',
		all_of('spot.1.mb_s') ],
	[ '', 'for 100', ' MB/s', '', '', all_of('spot.100.mb_s') ],
	[ '', 'for 10,000', ' MB/s', '', '+200', all_of('spot.10000.mb_s') ],
	[ '', 'the same beside 1 name', '', '', '+0.5',
		ratio('spot.10000.mb_s', 'spot.1.mb_s') ],
	[ '', '10,000 made of words of the text', ' MB/s', '', '',
		all_of('spot.hard10000.mb_s') ],
	[ '', 'bundle of 1,000 exhibits, ' . short((one('bundle.bytes') || 0) / 1e6)
		. ' MB: export, CPU', ' s', '', 10, all_of('bundle-export.cpu') ],
	[ '', 'verify of it: sha256sum / vigie, CPU', '', '', '+0.7',
		ratio('bundle-sum.cpu', 'bundle-verify.cpu') ],
	[ '', 'memory at most, both', ' MB', '', 256,
		scaled(1 / 1024, most('bundle-export.pss', 'bundle-verify.pss')) ],
	[ '', 'mentions of ' . (one('mentions') || 0) . ': first row', ' ms', 50, 50,
		all_of('row.plain') ],
	[ '', 'the same, --json', ' ms', 50, 50, all_of('row.json') ],
	[ '', 'the same, --json --name', ' ms', 50, 50, all_of('row.name') ],
);

# Quality; of the samples, where they are there (tests/bench/quality.pl).
my %quality = (
	'quality.robots' => [ 'robots.txt cases', '+1', '+1' ],
	'quality.url' => [ 'URL cases (http and https)', '+1', '+1' ],
	'quality.url_all' => [ 'URL cases, all schemes', '', '+1' ],
	'quality.encoding' => [ 'charset by BOM, header, meta', '+1', '+1' ],
	'quality.feeds' => [ 'feeds read as expected', '', '+0.98' ],
	'quality.dates' => [ 'dates of pages right', '', '+0.949' ],
	'quality.text' => [ 'main text, F1', '', '+0.924' ],
	'quality.title' => [ 'titles of pages', '', '' ],
	'quality.author' => [ 'authors of pages', '', '' ],
	'quality.names_found' => [ 'names in texts found', '', '+0.95' ],
	'quality.names_kind' => [ '... as exact, variant, handle, lookalike', '', '+0.95' ],
	'quality.names_precision' => [ '... and of those found, right', '', '+0.95' ],
);
for my $name (sort keys %quality) {
	push @goals, [ '', $quality{$name}[0], '', @{ $quality{$name} }[ 1, 2 ],
		all_of($name) ]
	    if $figure{$name};
}

sub meets {
	my ($goal, $value) = @_;
	return 1 if $goal eq '';
	return $value >= $goal - 1e-9 if $goal =~ s/^\+//;
	return $value <= $goal + 1e-9;
}

sub goal_words {
	my ($goal, $unit) = @_;
	return '' if $goal eq '';
	return $goal =~ s/^\+// ? ">= $goal$unit" : "<= $goal$unit";
}

my $missed = 0;
my @rows;
for my $goal (@goals) {
	my ($id, $what, $unit, $must, $target, @v) = @$goal;
	my $verdict = 'not measured';
	if (@v) {
		my $m = median(@v);
		$verdict = !meets($must, $m) ? 'MISSED'
		    : meets($target, $m) ? 'ok'
		    : 'short of the target';
		$missed++ if $verdict eq 'MISSED';
	} elsif ($must ne '') {
		$missed++;
	}
	push @rows, [ $id, $what, goal_words($must, $unit),
		goal_words($target, $unit), @v ? words($unit, @v) : '', $verdict ];
}

# ---- the clients beside each other ----

my @clients = (
	[ 'vigie, keep=all', 'vigie-all' ],
	[ 'vigie, keep=mentions', 'vigie-mentions' ],
	[ 'curl --parallel, /dev/null', 'curl' ],
	[ 'wget -r --warc-file (gzip)', 'wget' ],
	[ 'wget2 -r, files', 'wget2' ],
);
my @columns = map {
	my ($words, $name) = @$_;
	[ $words, words('', scaled($us, all_of("$name.cpu"))),
		words('', ratio("$name.cpu", 'wget.cpu')),
		short(one("$name.wall")), short((most("$name.pss"))[0] / 1024),
		short(one("$name.bytes") / $pages) ];
} @clients;

my @micro = grep defined $_->[1], map [ $_->[0], one("store.$_->[1]"), $_->[2] ],
    [ 'pack a page (hash, compress over a sibling)', 'blob_pack_us', 'us' ],
    [ 'put it', 'blob_put_us', 'us' ],
    [ 'its bytes', 'blob_bytes', 'B' ],
    [ 'read and verify it', 'blob_get_us', 'us' ],
    [ 'put a check', 'check_us', 'us' ],
    [ 'put an address and its state', 'url_us', 'us' ],
    [ 'its bytes', 'url_bytes', 'B' ],
    [ 'put a mention (of many)', 'mention_us', 'us' ],
    [ 'its bytes', 'mention_bytes', 'B' ];

# ---- print ----

sub table {
	my ($head, @rows) = @_;
	my @all = ($head, @rows);
	my @width;
	for my $row (@all) {
		for my $i (0 .. $#$row) {
			my $n = length($row->[$i] // '');
			$width[$i] = $n if $n > ($width[$i] // 0);
		}
	}
	my $line = sub {
		my $row = shift;
		return join('  ', map sprintf('%-*s', $width[$_], $row->[$_] // ''),
			0 .. $#width) =~ s/ +$//r . "\n";
	};
	return join '', map $line->($_), @all;
}

sub markdown {
	my ($head, @rows) = @_;
	return join '', map '| ' . join(' | ', map $_ // '', @$_) . " |\n",
	    $head, [ map '---', @$head ], @rows;
}

sub first_line {
	my ($file, $pattern) = @_;
	open my $f, '<', $file or return '';
	while (<$f>) {
		return $1 if /$pattern/;
	}
	return '';
}

my $cpu = first_line('/proc/cpuinfo', qr/^model name\s*: (.*)/);
my $system = first_line('/etc/os-release', qr/^PRETTY_NAME="(.*)"/);
my $cores = () = `cat /proc/cpuinfo` =~ /^processor/mg;
my $about = strftime('%Y-%m-%d', gmtime) . ", $cores x $cpu, $system, $disk; "
    . "$pages pages of 51 KB, 100 names; medians [least most]; "
    . 'CPU is user and system time of all processes of a client.';
my @goal_head = ('', 'goal', 'must', 'target', 'measured', '');
my @client_head = ('client', 'CPU us/page', 'CPU / wget', 'wall s', 'peak MB',
	'disk B/page');
my @micro_rows = map [ $_->[0], short($_->[1]) . " $_->[2]" ], @micro;
my $print = sub {
	my $make = shift;
	return "$about\n\n" . $make->(\@client_head, @columns) . "\n"
	    . $make->(\@goal_head, @rows) . "\n"
	    . $make->([ 'store', 'CPU or bytes' ], @micro_rows);
};
open my $md, '>', $out or die "$out: $!\n";
print $md $print->(\&markdown);
close $md or die "$out: $!\n";
print $print->(\&table);
print "\n", $missed ? "$missed goals that must be met are not.\n"
    : "All goals that must be met are.\n";
exit($missed ? 1 : 0);
