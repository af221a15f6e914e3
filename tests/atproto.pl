#!/usr/bin/perl
# SPDX-License-Identifier: ISC
# atproto.pl DIR SERVER: into DIR, a record signed with a key made by openssl, as
# a CAR file (record.car), and what its server says of the account
# (describe.json).
use strict;
use warnings;
use Digest::SHA qw(sha256);
use JSON::PP;
use Math::BigInt;

my ($home, $server) = @ARGV;
my ($did, $path) = ('did:plc:abc', 'app.bsky.feed.post/3k');
my $pem = "$home/key.pem";

sub run {
	my ($cmd) = @_;
	my $out = `$cmd`;
	die "$cmd\n" if $? != 0;
	return $out;
}

sub put {
	my ($name, $bytes) = @_;
	open my $fh, '>:raw', "$home/$name" or die;
	print $fh $bytes;
	close $fh or die;
	return;
}

# A string of that CBOR type (0x60 text, 0x40 bytes), a link to a block, a
# length as a varint.
sub string {
	my ($type, $s) = @_;
	my $n = length $s;
	return ($n < 24 ? chr($type | $n) : chr($type | 24) . chr $n) . $s;
}
sub text { return string(0x60, $_[0]) }
sub tie_to { return "\xd8\x2a\x58\x25\0" . $_[0] }

sub varint {
	my ($n) = @_;
	return $n < 128 ? chr $n : chr($n & 127 | 128) . chr($n >> 7);
}

my ($blocks, $cid) = ('', '');

sub block {
	my ($bytes) = @_;
	$cid = "\x01\x71\x12\x20" . sha256($bytes);
	$blocks = varint(36 + length $bytes) . $cid . $bytes . $blocks;
	return;
}

# r and s of a signature in DER, 32 bytes each.
sub numbers {
	my ($der) = @_;
	my ($at, $out) = (2, '');
	for (1 .. 2) {
		my $n = ord substr $der, $at + 1, 1;
		my $v = substr $der, $at + 2, $n;
		$v =~ s/^\0+//;
		$out .= ("\0" x (32 - length $v)) . $v;
		$at += 2 + $n;
	}
	return $out;
}

# Signatures with a low s alone are allowed: every second one is.
sub signature {
	my ($bytes) = @_;
	put('message', $bytes);
	for (1 .. 200) {
		my $sig = numbers(
			run("openssl dgst -sha256 -sign $pem $home/message"));
		return $sig if ord(substr $sig, 32, 1) < 0x7f;
	}
	die "no low s\n";
}

sub base58 {
	my ($bytes) = @_;
	my @digits = split //,
		'123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
	my $n = Math::BigInt->from_hex(unpack 'H*', $bytes);
	my $out = '';
	while (!$n->is_zero) {
		my ($q, $r) = $n->copy->bdiv(58);
		$out = $digits[$r->numify] . $out;
		$n = $q;
	}
	return $out;
}

run("openssl ecparam -name secp256k1 -genkey -noout -out $pem");
my $der = run("openssl ec -in $pem -pubout -conv_form compressed -outform DER 2>/dev/null");
my $key = 'z' . base58("\xe7\x01" . substr $der, -33);

block("\xa1" . text('text') . text('Good morning, Jane Doe'));
block("\xa2" . text('e') . "\x81\xa4" . text('k') . string(0x40, $path)
	. text('p') . "\0" . text('t') . "\xf6" . text('v') . tie_to($cid)
	. text('l') . "\xf6");
my $commit = text('did') . text($did) . text('rev') . text('3l4xyz')
	. text('data') . tie_to($cid) . text('prev') . "\xf6"
	. text('version') . "\x03";
block("\xa6" . text('sig') . string(0x40, signature("\xa5$commit")) . $commit);
my $header = "\xa2" . text('roots') . "\x81" . tie_to($cid) . text('version') . "\x01";
put('record.car', varint(length $header) . $header . $blocks);
put('describe.json', encode_json({ did => $did, didDoc => {
	id => $did,
	verificationMethod => [ { id => "$did#atproto", type => 'Multikey',
		publicKeyMultibase => $key } ],
	service => [ { id => '#atproto_pds', serviceEndpoint => $server } ] } }));
