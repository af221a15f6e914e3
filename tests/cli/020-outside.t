#!/bin/sh
# SPDX-License-Identifier: ISC
# What surrounds a command must not hurt the archive nor the terminal: closed
# streams, no HOME, many operands, an archive that cannot be written, pages that
# speak to the terminal.
. "$(dirname "$0")/lib.sh"
plan 46

mkdir www
httpd www
printf '<title>\033]0;owned\007</title><p>Jane Doe \033[31m\302\2331m&#27;[2J&#8238; here</p>\n' \
	>www/index.html
echo "site $URL/ delay=0" >seeds.txt

# tty CMD: its output as a terminal gets it
tty() {
	script -qec "$*" /dev/null </dev/null
}

# raw CMD...: how many bytes of its output a terminal would obey
raw() {
	"$@" | perl -0777 -ne \
		'print scalar(() = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]/g)'
}

# Where stdout is closed, the next file to be opened would take its number.
vigie watch add -q -a db "Jane Doe"
check_rc "a sweep with all streams closed" 3 \
	sh -c 'exec vigie sweep -a db --seeds seeds.txt <&- >&- 2>&-'
check_rc "a listing that cannot be printed" 3 sh -c 'exec vigie mentions -a db >&-'
check_rc "nothing was printed into the archive" 0 vigie verify -q -a db
check_has "in French, also that nobody stamped" '^bon  horodatage +aucun : nulle autorit' vigie verify -a db --lang fr
check_has "an accent is one column" '^ +s[0-9]+ .* 200  (nouveau|inchangé |modifié )  +[0-9a-f]{16}$' \
	sh -c 'vigie history -a db --lang fr "'"$URL/"'" | head -1'
check_rc "cron gives neither streams nor environment" 0 \
	sh -c 'exec env -i "$(command -v vigie)" sweep -a db --seeds seeds.txt <&-'
check_has "without HOME it is the user's" "^$(getent passwd "$(id -u)" | cut -d: -f6)/" sh -c \
	'env -u HOME vigie stats 2>&1 | sed "s/^vigie: //"'
check_rc "a reader that has gone is no noise" 0 \
	sh -c '(vigie mentions -a db; :) 2>err.pipe | true; test ! -s err.pipe'

id=$(vigie mentions -a db --json | sed 's/.*"id":"\([^"]*\)".*/\1/;q')
for what in "mentions -a db" "mentions -a db --json" "show -a db $id" \
	"show -a db $id --text" "show -a db $id --raw" "show -a db $id --headers"; do
	check_out "to a terminal: $what" 0 raw tty "vigie $what"
done
check_out "nor does the visible text hold controls" 0 sh -c \
	"vigie show -a db $id --text | tr -d '\n\t' | LC_ALL=C grep -c '[[:cntrl:]]'"
check_json "nor in the snippet" 0 '$r[0]{snippet} =~ /[\x00-\x1f\x7f-\x9f]/ ? 1 : 0' \
	vigie mentions -a db --json
check_out "while the bytes stay bytes" "" sh -c \
	"vigie show -a db $id --raw | cmp - www/index.html"

many=$(yes "$id" | head -n 100 | tr '\n' ' ')
check_rc "a hundred mentions at once" 0 sh -c "vigie export -q -a db -o many.zip $many"
check_rc "an address that is none" 2 vigie capture -a db ftp://files.example/
check_rc "help of one command" 0 vigie help sweep
check_has "is that command's" '^usage: vigie sweep ' vigie help sweep
check_has "also by its short name" '^usage: vigie sweep ' vigie sweep -h
check_err "an option of a command before it" '^vigie: --limit: no such option before a command' \
	vigie --limit 3 sweep -a db

# What root cannot write either: a directory where a file should be.
cp -r db broken && rm broken/checkpoints.txt && mkdir broken/checkpoints.txt
check_rc "an archive that can be read alone" 0 vigie mentions -a broken
for what in "label $id mine" "watch remove \"Jane Doe\"" "forget $id --reason why"; do
	check_rc "is not changed: $what" 3 sh -c "exec vigie -a broken $what"
done

# seeds.txt: what can find nothing is said, line by line.
cat >typed.txt <<EOF
site $URL/{querry} delay=0
site $URL/ delay=0 name="Nobody Here" every=36h
site $URL/none/none.html delay=0
EOF
check_err "a place that is none" '^vigie: typed.txt:1: .*\{query\}' \
	vigie seeds check -a db typed.txt
check_has "how often, in words" ' toutes les 36 heures,' \
	vigie seeds check -a db typed.txt --lang fr
printf 'bogus x\nsite %s/\nfeed\nsite %s/a/\n' "$URL" "$URL" >mixed.txt
check_json "good and bad lines in the order of the file" "1 0 2 1 3 0 4 1" \
	'map { $_->{line}, $_->{ok} ? 1 : 0 } @r' sh -c 'vigie seeds check -a db --json mixed.txt; :'
check_rc "a directory is no seeds file, and no fault of the archive" 2 vigie seeds check -a db .
check_rc "nor for a sweep" 2 vigie sweep -a db --seeds .
: >requests.log
check_err "what would break the request's head is no contact" 'contact: me.*X: y@z: neither' \
	vigie sweep -a db --seeds seeds.txt --all --contact "$(printf 'me\r\nX: y@z')"
check_out "and is not sent" "" cat requests.log
check_err "a name that nobody watches" \
	'^vigie: typed.txt:2: name=Nobody Here: not a watched name' \
	vigie sweep -a db --seeds typed.txt --all
check_err "an address is said once" \
	"^vigie: typed.txt:3: $URL/none/none.html: HTTP 404\$" \
	vigie sweep -a db --seeds typed.txt --all

# Rows for people are in words of their language.
check_has "a snapshot" '^statut +404$' vigie show -a db s1 --lang fr
check_has "counts" '^par état$' vigie stats -a db --lang fr
check_has "what a check proves" '^bon  arbre +[0-9]+ +aucun ' \
	vigie verify -a db --lang fr

# Roots that cannot be read: no site is called unreachable for it.
check_rc "certificate roots that are not there" 2 \
	env VIGIE_CA_FILE=no.pem vigie sweep -a db --seeds seeds.txt --all
check_err "are said" '^vigie: VIGIE_CA_FILE: no.pem: No such file' \
	env VIGIE_CA_FILE=no.pem vigie capture -a db "$URL/"
check_err "a name that nobody watches is not found: said" \
	'^vigie: Nobody Here: not a watched name' \
	vigie mentions -a db --name "Nobody Here"
check_err "and a network that is none" '^vigie: sight: no such network' \
	vigie mentions -a db --network sight
check_has "one is one" ': 1 exhibit, ' vigie export -a db -o one.zip "$id"

# Each command ends by a signal with the status of an interrupted one. It reads
# a FIFO, so that it is known to be there; a shell's background job ignores INT.
mkfifo never
ended_by() {
	perl -e '$SIG{INT} = "DEFAULT"; exec @ARGV' \
		vigie seeds check -a db never &
	pid=$!
	exec 7>never
	kill -"$1" $pid
	wait $pid
	rc_ended=$?
	exec 7>&-
	return $rc_ended
}
check_rc "interrupted" 130 ended_by INT
check_rc "or ended" 130 ended_by TERM
