#!/bin/sh
# SPDX-License-Identifier: ISC
# Backups: whole, then what is new; during a sweep; and what a copy does when it
# is written to.
. "$(dirname "$0")/lib.sh"
plan 24

export VIGIE_ARCHIVE=db
mkdir www
for i in $(seq 1 20); do
	echo "<html><title>$i</title><p>Jane Doe was seen at place $i," \
		"$(od -An -N2000 -tx1 /dev/urandom | tr -d ' \n')</p></html>" \
		>www/p$i.html
	echo "<a href=/p$i.html>$i</a>"
done >www/index.html
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add "Jane Doe" >/dev/null
vigie sweep -q --seeds seeds.txt

check_rc "a directory is due"  2 vigie backup
check_rc "not into itself"  2 vigie backup db/inside
check_rc "no archive, no backup"  3 vigie backup -a none copy
check "a backup"  vigie backup copy
check "it is whole"  vigie verify -q copy
check_out "it has the same checkpoint"  "$(vigie checkpoint)" \
	vigie checkpoint -a copy
check_out "its key is nobody else's"  '600' stat -c %a copy/key
check "and the same mentions"  sh -c \
	'vigie mentions --json >1; vigie mentions -a copy --json >2; cmp 1 2'

# ---- again ----
FULL=$(stat -c %s copy/blobs/00000001.seg)
check_json "again: nothing new in the segments"  "1" \
	"\$r[0]{bytes} == $(stat -c %s copy/data.mdb) ? 1 : 0" \
	vigie backup copy --json
for i in 21 22 23; do
	echo "<p>Jane Doe again $(od -An -N2000 -tx1 /dev/urandom)" >www/p$i.html
	echo "<a href=/p$i.html>$i</a>" >>www/index.html
done
vigie sweep -q --all --seeds seeds.txt
check "after another sweep"  vigie backup copy
check "the copy has grown"  test $(stat -c %s copy/blobs/00000001.seg) -gt $FULL
check "and is whole"  vigie verify -q copy
check "its log extends the one before"  sh -c \
	'vigie checkpoint >now; vigie verify -q copy --against now'

# ---- what was forgotten ----
S=$(vigie mentions --json | perl -ne '/p21/ && /"snapshots":\[(\d+)/ && print $1')
vigie forget "s$S" --reason test -q
check "a backup after a forgetting"  vigie backup copy
check "both have the same bytes"  cmp db/blobs/00000001.seg copy/blobs/00000001.seg
check "the copy is whole"  vigie verify -q copy

# ---- a copy that lives on ----
mkdir moved
cp -R copy moved/db
check "it is written to"  vigie watch add -a moved/db "John Roe"
vigie sweep -q -a moved/db --all --seeds seeds.txt
check_rc "it is a backup no more"  1 test -e moved/db/backup
check "it is whole"  vigie verify -q moved/db
check_err "it takes no backup of the first any more"  'gone its own way' \
	vigie backup moved/db
mkdir other
VIGIE_ARCHIVE=other/db vigie watch add "Jane Doe" -q
check_err "nor does another archive"  'another archive' vigie backup other/db

# ---- during a sweep ----
sed 's/delay=0/delay=0.05/' seeds.txt >slow.txt
vigie sweep -q --all --seeds slow.txt &
SWEEP=$!
for i in 1 2 3 4; do
	vigie backup -q running || echo failed >failed
	vigie verify -q running || echo damaged >>failed
done
wait $SWEEP
check_rc "backups while a sweep runs are whole"  1 test -e failed
check "the last one too"  vigie backup running
check "and is whole"  vigie verify -q running
