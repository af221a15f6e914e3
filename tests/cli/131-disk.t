#!/bin/sh
# SPDX-License-Identifier: ISC
# No directory, one that may not be written, a disk that runs full: a clear
# line, status 3, nothing half-written, and the next sweep goes on.
. "$(dirname "$0")/lib.sh"
plan 20

mkdir www mnt
perl -e 'srand 1; for my $i (0 .. 149) { open my $f, ">", "www/p$i.html";
		print $f "<!DOCTYPE html><title>Page $i</title><p>Jane Doe on page $i: ", join(" ", map { int rand 1e9 } 1 .. 3000), "\n"; }
	open my $f, ">", "www/index.html"; print $f map { "<a href=\"p$_.html\">$_</a>\n" } 0 .. 149;'
printf '/robots.txt status=404\n/sitemap.xml status=404\n' >www/behave
httpd www
echo "site $URL/ delay=0 keep=all" >seeds.txt

: >file
check_rc "a file in place of a directory" 3 vigie watch add -a file/db "Jane Doe"
check_err "is said" '^vigie: file/db: Not a directory' vigie watch add -a file/db "Jane Doe"
check_rc "no directory to make it in" 3 vigie watch add -a /proc/none/db "Jane Doe"
check_rc "nothing to read" 3 vigie mentions -a none
check_err "is said too" '^vigie: none: no archive here \(' vigie mentions -a none

# As a user that is not root, which may write anywhere.
chmod 755 .
lesser() {
	if [ "$(id -u)" -eq 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
mkdir closed
chmod 555 closed
if lesser "$(command -v vigie)" --help >/dev/null 2>&1; then
	check_rc "a directory that may not be written" 3 lesser "$(command -v vigie)" watch add -a closed/db "Jane Doe"
	check_err "is named" '^vigie: closed/db: Permission denied' lesser "$(command -v vigie)" watch add -a closed/db "Jane Doe"
	vigie watch add -q -a db "Jane Doe"
	[ "$(id -u)" -ne 0 ] || chown -R 65534 db
	chmod 400 db/data.mdb
	check_rc "so is an archive" 3 lesser "$(command -v vigie)" sweep -a db --seeds seeds.txt
	check_err "with what to do" '^vigie: db/data.mdb: Permission denied \(check owner and mode' \
		lesser "$(command -v vigie)" sweep -a db --seeds seeds.txt
	chmod 600 db/data.mdb
else
	skip 4 "the program cannot be run by another user"
fi

# A disk of 2 MB, in a mount namespace of our own; then it has room again.
cat >small.sh <<'END'
mount -t tmpfs -o size=2m tmpfs mnt || exit 99
vigie watch add -q -a mnt/db "Jane Doe" || exit 98
vigie sweep -q -a mnt/db --seeds seeds.txt 2>full.err
echo $? >full.rc
vigie verify -q -a mnt/db >verify.out 2>&1
echo $? >verify.rc
vigie mentions -a mnt/db --json >before
dd if=/dev/zero of=mnt/rest bs=4096 2>/dev/null
vigie watch add -a mnt/other "Ann Roe" 2>none.err
echo $? >none.rc
rm mnt/rest
mount -o remount,size=64m mnt
vigie watch add -q -a mnt/other "Ann Roe" && vigie verify -q -a mnt/other
echo $? >other.rc
vigie sweep -q -a mnt/db --seeds seeds.txt 2>room.err
echo $? >room.rc
vigie verify -q -a mnt/db >>verify.out 2>&1
echo $? >>verify.rc
vigie mentions -a mnt/db --json >after
END
if unshare -rm sh -c 'mount -t tmpfs tmpfs mnt' 2>/dev/null && unshare -rm sh small.sh; then
	check_out "a full disk ends the sweep with 3" 3 cat full.rc
	check_out "in one line" 1 sh -c 'wc -l <full.err | tr -d " "'
	check_has "that says what to do" '^vigie: mnt/db.*: No space left on device \(free some space' cat full.err
	check_out "the archive is whole, then and at the end" "0
0" cat verify.rc
	check_has "what was committed is there" '"name":"Jane Doe"' cat before
	check_out "a disk without a byte takes no new archive" 3 cat none.rc
	check_has "in the same words" 'No space left on device \(free some space' cat none.err
	check_out "with room it does" 0 cat other.rc
	check_out "with room again the sweep goes on" 0 cat room.rc
	check_out "without a word" "" cat room.err
	check_out "to the end" 150 sh -c 'wc -l <after | tr -d " "'
else
	skip 11 "no file system can be mounted here"
fi
