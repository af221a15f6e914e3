#!/bin/sh
# SPDX-License-Identifier: ISC
# One page that mentions a name too often and shows too many pictures: what is
# kept of it is bounded, and the sweep goes on.
. "$(dirname "$0")/lib.sh"
plan 4

mkdir -p www/i
{
	echo '<!DOCTYPE html><html lang="en"><title>Harbour</title><article>'
	n=1
	while [ $n -le 50 ]; do
		echo "<img src=\"/i/$n.png\"><p>On day $n Jane Doe walked to the pier; what she saw there was much the
same as on any other day, and the harbour master wrote number $n into the long book of tides and winds.</p>"
		echo x >"www/i/$n.png"
		n=$((n + 1))
	done
	echo '</article>'
} >www/index.html
printf '/robots.txt status=404\n/sitemap.xml status=404\n' >www/behave
httpd www
echo "site $URL/ delay=0" >seeds.txt
vigie watch add -q -a db "Jane Doe"
check_json "the sweep ends well" "0 1" '@{$r[-1]}{qw(failed new_mentions)}' \
	vigie sweep -a db --seeds seeds.txt --json
check_json "twenty snippets are shown" 20 'scalar @{$r[0]{snippets}}' vigie mentions -a db --json
check_out "forty-eight pictures are fetched" 48 log_is 'scalar grep { $_->{path} =~ m{^/i/} } @r'
check_rc "and the archive is whole" 0 vigie verify -q -a db
