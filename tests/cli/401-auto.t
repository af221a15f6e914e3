#!/bin/sh
# SPDX-License-Identifier: ISC
# auto: finds the software behind an address and reads it so.
. "$(dirname "$0")/lib.sh"
plan 18

mkdir -p www/forum www/plain www/blog
cat >www/forum/index.html <<'END'
<!DOCTYPE html><html lang="en"><body id="phpbb"><title>Board</title><p>Welcome.</p></body></html>
END
cp "$TESTS/data/networks/forum-feed.xml" www/feed.xml
cat >www/plain/index.html <<'END'
<!DOCTYPE html><html lang="en"><title>Home</title><p>Nothing. <a href="a.html">a</a></p></html>
END
cat >www/plain/a.html <<'END'
<!DOCTYPE html><html lang="en"><title>A</title><article><p>The harbour was quiet when Jane Doe came back from sea.</p></article></html>
END
cat >www/blog/index.html <<'END'
<!DOCTYPE html><html lang="en"><title>Blog</title><link rel="https://api.w.org/" href="/blog/wp-json/"></html>
END
cat >www/posts.json <<'END'
[{"id": 12, "link": "http://127.0.0.1/blog/hello/", "date_gmt": "2026-11-01T10:00:00",
"title": {"rendered": "Hello"}, "content": {"rendered": "<p>Jane Doe wrote to us.</p>"}}]
END
cat >www/nodeinfo.json <<'END'
{"links": [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": "/nodeinfo/2.0"}]}
END
cat >www/behave <<'END'
/robots.txt status=404
/forum/ body=forum/index.html type="text/html"
/forum/app.php/feed body=feed.xml type="application/atom+xml"
/forum/app.php/feed/topics_active body=feed.xml type="application/atom+xml"
/plain/ body=plain/index.html type="text/html"
/blog/ body=blog/index.html type="text/html" header="Link: </blog/wp-json/>; rel=\x22https://api.w.org/\x22"
/blog/wp-json/wp/v2/posts* body=posts.json type="application/json" header="X-WP-TotalPages: 1"
/blog/wp-json/* text="[]" type="application/json" header="X-WP-TotalPages: 1"
/qa/ text="<html><script src='https://cdn.sstatic.net/x.js'></script></html>" type="text/html"
/.well-known/nodeinfo status=404
END
httpd www
vigie watch add -q -a db "Jane Doe" --handle janedoe

echo "auto $URL/forum/ delay=0" >seeds.txt
check_rc "a forum" 0 vigie sweep -q -a db --seeds seeds.txt
check_json "read as phpBB" "phpbb https://f.example/viewtopic.php?p=12#p12" '@{$r[0]}{qw(network url)}' \
	vigie mentions -a db --json
check_out "nothing was asked for twice" "" log_is '
	my %n; $n{$_->{path}}++ for @r; grep { $n{$_} > 1 } keys %n'
check_out "its pages were left alone" 0 log_is 'scalar grep { $_->{path} =~ /viewtopic/ } @r'

check_has "seeds check says what it picked, and why" 'so far read as phpbb \(its pages bear the marks' \
	vigie seeds check -a db seeds.txt
check_has "in French" 'lu jusqu.ici comme phpbb' vigie seeds check --lang fr -a db seeds.txt
check_json "for programs" phpbb '$r[0]{picked}' vigie seeds check -a db --json seeds.txt

echo "auto $URL/plain/ delay=0" >seeds.txt
check_rc "a site" 0 vigie sweep -q -a db --seeds seeds.txt
check_json "read as one" "site" '$r[0]{network}' sh -c \
	'vigie mentions -a db --json | grep plain/a.html'
check_out "NodeInfo was asked for" 1 log_is 'scalar grep { $_->{path} eq "/.well-known/nodeinfo" } @r'

echo "auto $URL/blog/ delay=0" >seeds.txt
check_rc "a blog" 0 vigie sweep -q -a db --seeds seeds.txt
check_json "read by its API" "wordpress post" '@{$r[0]}{qw(network kind)}' sh -c \
	'vigie mentions -a db --json | grep /blog/hello'
check_rc "and again the next night" 0 vigie sweep -q -a db --seeds seeds.txt --all
check_json "with the same mentions" 3 'scalar @r' vigie mentions -a db --json

# An instance of something else, which its page does not say.
stop
echo '/nodeinfo/2.0 text="{\"software\": {\"version\": \"0.19\", \"name\": \"Lemmy\"}}" type="application/json"
/api/v3/search* text="{\"posts\":[],\"comments\":[],\"users\":[]}" type="application/json"
/.well-known/nodeinfo body=nodeinfo.json type="application/json"
/qa/ text="<html><script src=\"https://cdn.sstatic.net/x.js\"></script></html>" type="text/html"
/robots.txt status=404' >www/behave
httpd www
echo "auto $URL/plain/ delay=0" >seeds.txt
vigie watch add -q -a db2 "Jane Doe"
check_rc "an instance" 0 vigie sweep -q -a db2 --seeds seeds.txt
check_out "searched as Lemmy" 3 log_is 'scalar grep { $_->{path} =~ m{^/api/v3/search\?q=Jane%20Doe} } @r'
check_has "seeds check names NodeInfo" 'so far read as lemmy \(its NodeInfo says so' \
	vigie seeds check -a db2 seeds.txt
check_has "seeds check says that it will look" 'looks what software this is' vigie seeds check seeds.txt
