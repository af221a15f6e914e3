#!/bin/sh
# SPDX-License-Identifier: ISC
# The root sheet: one page, both languages, the checkpoint itself in it; what it
# holds proves later that the log only grew.
. "$(dirname "$0")/lib.sh"
plan 12

mkdir www
echo '<html><title>t</title><p>Jane Doe was here.</p></html>' >www/index.html
httpd www
export VIGIE_ARCHIVE=db
vigie watch add -q "Jane Doe"
echo "site $URL/ delay=0" >seeds.txt
check_rc "no checkpoint yet, no sheet" 1 vigie checkpoint --sheet none.html
check_rc "and no file" 1 test -e none.html
vigie sweep -q --seeds seeds.txt

check_rc "a sheet" 0 vigie checkpoint -q --sheet root.html
check_rc "is not written over" 2 vigie checkpoint --sheet root.html
check_rc "but by force" 0 vigie checkpoint -q --force --sheet root.html
check_rc "a place that does not exist" 3 vigie checkpoint --sheet no/such.html
root=$(vigie checkpoint | sed -n 3p | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
check_out "the root, in both languages" 2 grep -c "<code><bdi>$root</bdi></code>" root.html
check_has "French" '<h1>Feuille de racine</h1>' cat root.html
check_has "English" '<h1>Root sheet</h1>' cat root.html
check_has "a QR code" '<svg viewBox="0 0 [0-9]+ ' cat root.html
check_out "nothing that runs or loads" "0" sh -c \
	"grep -c -i -E '<script|src=|url\(|https?:' root.html"
# Typed off the page, it does what the checkpoint does.
sed -n '/<pre>/,/<\/pre>/p' root.html | sed 's/<[^>]*>//g' >kept.txt
vigie sweep -q --all --seeds seeds.txt
check_rc "what stands on it holds the log to its past" 0 vigie verify -q --against kept.txt
