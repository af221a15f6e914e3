#!/bin/sh
# SPDX-License-Identifier: ISC
# The archive against mishaps and tampering: each is named, none is hidden.
. "$(dirname "$0")/lib.sh"
plan 20

mkdir www
echo '<!DOCTYPE html><title>x</title><p>This is what Jane Doe is said to have said, word for word.' >www/index.html
printf '/robots.txt status=404\n/sitemap.xml status=404\n' >www/behave
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a db "Jane Doe"
vigie sweep -q -a db --seeds seeds.txt

check_json "whole" 1 '$r[-1]{ok} ? 1 : 0' vigie verify -a db --json
check "the checkpoint is there" sh -c 'vigie checkpoint -a db >one.txt'
check_has "its origin" '^vigie/' cat one.txt
check_rc "a page on demand" 0 vigie capture -q -a db "$URL/" --note "on demand"
check_rc "the log has only grown" 0 vigie verify -a db --against one.txt
sed 's/^[0-9]*$/3/' one.txt >forged.txt
check_rc "a forged checkpoint is no proof" 1 vigie verify -a db --against forged.txt
cp -r db copy
perl -e 'my $f = (glob "copy/blobs/*.seg")[0]; open my $h, "+<", $f or die; binmode $h; local $/; my $d = <$h>;
	my $i = int(length($d) / 2); substr($d, $i, 1) = chr(ord(substr($d, $i, 1)) ^ 1); seek $h, 0, 0; print $h $d;'
check_rc "a flipped bit in the bodies" 1 vigie verify -q -a copy
check_err "is named" '^vigie: verify: ' vigie verify -q -a copy
rm -rf copy && cp -r db copy
sed -i 's/[A-Za-z]/x/20' copy/checkpoints.txt
check_rc "a changed checkpoint" 1 vigie verify -q -a copy
rm -rf copy && cp -r db copy && rm copy/key
check "a lost key does not stop verification of what is there" sh -c 'vigie verify -q -a copy 2>/dev/null; [ $? -le 1 ]'
check_rc "reindex" 0 vigie reindex -q -a db
check_rc "whole" 0 vigie verify -q -a db
chmod 0500 db
check "the directory is the owner's alone" sh -c 'stat -c %a db | grep -q 500'
chmod 0700 db
check_out "the key is the owner's alone" 600 stat -c %a db/key
check_rc "a mention is shown after all that" 0 vigie mentions -a db

# A log that was lost is not begun anew in silence.
mkdir torn && : >torn/data.mdb
check_err "a file without bytes is no archive" 'torn: no archive here' vigie mentions -a torn
check_rc "and may become one" 0 vigie watch add -q -a torn "Jane Doe"
vigie watch add -q -a lost "Jane Doe"
echo "vigie/1" >lost/checkpoints.txt
rm lost/data.mdb
check_err "a log is missing" 'lost: damaged: data.mdb is missing' vigie verify -a lost
check_rc "no new one takes its place" 3 vigie watch add -q -a lost "Jane Doe"
check_rc "nor at the second attempt" 3 vigie watch add -q -a lost "Jane Doe"
