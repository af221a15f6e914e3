#!/bin/sh
# SPDX-License-Identifier: ISC
# Each adapter on answers of the shapes that the real systems give: what is asked
# for, in which order, what is found, and which road is taken where one is closed.
# (make check-real does the same on the real systems.)
. "$(dirname "$0")/lib.sh"
plan 22

mkdir -p www
httpd www

# data NAME: a recorded answer, its addresses made those of this server.
data() {
	sed "s,https://[bw]\.example,$URL,g" "$TESTS/data/networks/$1" >"www/$1"
}
for file in "$TESTS"/data/networks/wordpress-* \
	"$TESTS"/data/networks/mediawiki-* "$TESTS"/data/networks/dokuwiki-*; do
	data "${file##*/}"
done

# sweep ARCHIVE SEED: a name of its own in each archive.
sweep() {
	[ -d "$1" ] || vigie watch add -q -a "$1" "Jane Doe"
	echo "$2 delay=0" >seeds.txt
	vigie sweep -a "$1" --all --seeds seeds.txt --json
}

# found ARCHIVE: a line a mention.
found() {
	vigie mentions -a "$1" --json >found.jsonl
	json 'map { join(" | ", map { defined $_ ? $_ : "null" }
		@{$_}{qw(kind network url author published state)}) . "\n" }
		sort { $a->{url} cmp $b->{url} } @r' found.jsonl | sed 's/^ //; /^$/d'
}

# asked PATTERN: the paths that were asked for since the last call and match.
asked_before=0
asked() {
	requests | tail -n +$((asked_before + 1)) | grep -E -e "$1" |
		sed 's/^GET //' | sort
	asked_before=$(requests | wc -l)
}

# ---- WordPress ----

json='type="application/json"'
html='type="text/html"'
wordpress() { # STATUS of the lists
	cat >www/behave <<-END
		/robots.txt status=404
		/ text="<!DOCTYPE html><title>Blog</title><p>Welcome" $html
		/wp-json/wp/v2/posts?* status=$1 body=wordpress-posts.json $json header="X-WP-TotalPages: 1"
		/wp-json/wp/v2/pages?* status=$1 text="[]" $json header="X-WP-TotalPages: 0"
		/wp-json/wp/v2/comments?* status=$1 body=wordpress-comments.json $json header="X-WP-TotalPages: 1"
		/?rest_route=* status=$1 text="{}" $json
		/feed/ body=wordpress-feed.xml type="application/rss+xml"
		/2026/hello/ text="<!DOCTYPE html><html><title>Tea</title><p>Here is Jane Doe." $html
		/* status=404
	END
}
wordpress 200
check_rc "a WordPress is swept" 0 sweep wp "wordpress $URL/"
check_out "a post and a comment: one row each" \
	"post | wordpress | $URL/2026/hello/ | Ann O’Neil | 2026-11-20T21:30:00Z | online
comment | wordpress | $URL/2026/hello/#comment-34 | Reader & Co | 2026-11-21T08:00:00Z | online" found wp
check_out "its three lists were asked for, a hundred at once" \
	"/wp-json/wp/v2/comments?per_page=100&orderby=date&page=1
/wp-json/wp/v2/pages?per_page=100&_embed=author&orderby=date&page=1
/wp-json/wp/v2/posts?per_page=100&_embed=author&orderby=date&page=1" asked wp/v2
post=$(json 'map { $_->{id} } grep { $_->{kind} eq "post" } @r' found.jsonl)
wordpress 401
check_rc "its API is closed the next night" 0 sweep wp "wordpress $URL/"
check_out "the other road is tried, then the feeds" \
	"/?rest_route=/wp/v2/comments&per_page=100&orderby=date&page=1
/?rest_route=/wp/v2/pages&per_page=100&_embed=author&orderby=date&page=1
/?rest_route=/wp/v2/posts&per_page=100&_embed=author&orderby=date&page=1
/comments/feed/
/feed/
/feed/?paged=2" asked 'rest_route|feed'
check_json "the post keeps its identity" "$post online" \
	'map { @{$_}{qw(id state)} } grep { $_->{kind} eq "post" } @r' vigie mentions -a wp --json

# ---- MediaWiki ----

cat >www/last.json <<END
{"batchcomplete": true, "query": {"pages": [{"pageid": 9, "ns": 0, "title": "Page 3",
 "fullurl": "$URL/wiki/Page_3", "revisions": [{"revid": 12, "parentid": 11, "user": "Bob",
 "timestamp": "2026-11-21T09:00:00Z", "slots": {"main": {"contentmodel": "wikitext",
 "content": "So says '''Doe, Jane'''."}}}]}]}}
END
cat >www/behave <<END
/robots.txt status=404
/w/api.php?*meta=siteinfo* body=mediawiki-siteinfo.json $json
/w/api.php?*gapnamespace=0*gapcontinue=Page_3* body=last.json $json
/w/api.php?*gapnamespace=0* body=mediawiki-pages.json $json
/w/api.php?*gapnamespace=1* text="{\"batchcomplete\": true}" $json
/wiki/* text="<!DOCTYPE html><html><title>A page</title><p>Jane Doe is a person." $html
/* status=404
END
asked . >/dev/null
check_rc "a MediaWiki is swept" 0 sweep mw "mediawiki $URL/w/api.php"
check_out "a page of the first batch, and one of the next" \
	"page | mediawiki | $URL/wiki/Page_1 | Ann | 2026-11-20T21:30:00Z | online
page | mediawiki | $URL/wiki/Page_3 | Bob | 2026-11-21T09:00:00Z | online" found mw
asked generator >walk
check_out "both namespaces where people write, to their ends" "gapnamespace=0
gapnamespace=0&gapcontinue=Page_3
gapnamespace=1" sed 's/.*\(gapnamespace=[0-9]*\)/\1/; s/&continue=.*//' walk
check_out "maxlag in every request" 3 grep -c 'maxlag=5' walk
cat >www/behave <<END
/robots.txt status=404
/api.php?* text="<!DOCTYPE html><title>No such page" $html
/wiki text="<!DOCTYPE html><title>W</title><link rel=EditURI href='/deep/api.php?action=rsd'>" $html
/deep/api.php?*meta=siteinfo* body=mediawiki-siteinfo.json $json
/deep/api.php?* body=last.json $json
/wiki/* text="<!DOCTYPE html><html><title>A page</title><p>Jane Doe is a person." $html
/* status=404
END
check_rc "an API at another place" 0 sweep deep "mediawiki $URL/wiki"
asked . | sed 's/?.*//' | grep -v 'robots\|Page' | uniq >places
check_out "is looked for, and found by the wiki's page" "/api.php
/deep/api.php
/w/api.php
/wiki" cat places

# ---- DokuWiki ----

cat >www/behave <<END
/robots.txt status=404
/w/feed.php?mode=recent* body=dokuwiki-feed.xml type="application/rss+xml"
/w/feed.php?*ns=team* body=dokuwiki-feed.xml type="application/rss+xml"
/w/feed.php?* text="<rdf:RDF xmlns='http://purl.org/rss/1.0/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>" type="application/rss+xml"
/w/doku.php?do=index* body=dokuwiki-index.html $html
/w/doku.php?id=team:start body=dokuwiki-page.html $html
/w/doku.php/team/other text="<!DOCTYPE html><html><title>Other</title><p>Nothing." $html
/* status=404
END
check_rc "a DokuWiki is swept" 0 sweep dw "dokuwiki $URL/w/"
check_out "a page, its author, its last change" \
	"page | dokuwiki | $URL/w/doku.php?id=team:start | ann | 2026-11-21T10:23:16Z | online" found dw
check_out "each namespace's index, each page, no form" \
	"/w/doku.php/team/other
/w/doku.php?do=index&idx=
/w/doku.php?do=index&idx=team
/w/doku.php?do=sitemap
/w/doku.php?id=team:start" asked doku.php

# ---- feed ----

cat >www/behave <<END
/robots.txt status=404
/start text="<!DOCTYPE html><title>S</title><link rel=alternate type=application/rss+xml href=/news.xml>" $html
/news.xml body=wordpress-feed.xml type="text/plain"
/2026/hello/ text="<!DOCTYPE html><html><title>Tea</title><p>Here is Jane Doe." $html
/* status=404
END
entry="post | feed | $URL/2026/hello/ | Ann | 2026-11-20T21:30:00Z | online"
check_rc "a feed, whatever its type" 0 sweep feed "feed $URL/news.xml"
check_out "an entry is a mention" "$entry" found feed
check_rc "a page where a feed was due" 0 sweep named "feed $URL/start"
check_out "leads to the feed that it names" "$entry" found named

# ---- site ----

cat >www/behave <<END
/robots.txt status=404
/d/ text="<!DOCTYPE html><title>D</title><a href=a.txt>a</a><a href=b.json>b</a><a href=c.xml>c</a><a href='w?title=x'>w</a>" $html
/d/a.txt text="A note on Jane Doe." type="text/plain"
/d/b.json body=escaped.json $json
/d/c.xml text="<x><y>Jane</y><z>Roe and Jane Doe</z></x>" type="application/xml"
/d/w?title=x text="<!DOCTYPE html><title>W</title><a href='w?title=x&action=edit'>e</a><a href='w?title=x&oldid=3'>o</a>" $html
/* status=404
END
echo '[{"html": "by <b>J\u0061ne</b>\u00a0D\u006fe"}]' >www/escaped.json
check_rc "a site with files of several kinds" 0 sweep site "site $URL/d/"
check_out "a name in each of them" "page | site | $URL/d/a.txt | null | null | online
page | site | $URL/d/b.json | null | null | online
page | site | $URL/d/c.xml | null | null | online" found site
check_out "no form and no older version of a wiki's page" "/d/w?title=x" asked title=
