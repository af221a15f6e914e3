/* SPDX-License-Identifier: ISC */
/* Le Copeau: a forum in the manner of phpBB, with its Atom feed, and one page
 * of 2004 that is still in ISO-8859-1. Counters move at every request. */
#include <string.h>

#include "store/base/utf8.h"
#include "tests/demo/sites.h"

static const char name[] = "Le Copeau";

static const struct item *
next(const struct visit *v, const struct item *after, const char *kind)
{
	return items_next(v->items, after, kind, v->night);
}

static void
begin(struct visit *v, const char *title)
{
	v->noisy = true; /* the counters of end() */
	visit_page(v, "fr", title,
	    "<link rel=\"alternate\" type=\"application/atom+xml\""
	    " title=\"Le Copeau\" href=\"/app.php/feed\">\n"
	    "<style>body{font:14px Verdana,sans-serif;margin:1em 3em}"
	    ".post{border-top:1px solid #bca;padding:1em}</style>\n"
	    "<script>var token = 'a';</script>\n");
	visit_putf(v,
	    "<div id=\"page-header\"><h1><a href=\"/index.php\">%s</a></h1>\n"
	    "<p>Le forum des gens qui font des copeaux</p>\n"
	    "<ul class=\"linklist\"><li><a href=\"/index.php\">Index</a></li>"
	    "<li><a href=\"/archives/\">Archives</a></li>"
	    "<li><a href=\"/ucp.php?mode=login\">Connexion</a></li></ul>"
	    "</div>\n",
	    name);
}

static void
end(struct visit *v)
{
	visit_putf(v,
	    "<div id=\"page-footer\"><p>Au total, il y a <strong>%llu</strong> "
	    "utilisateurs en ligne :: %llu pages vues aujourd'hui</p>\n"
	    "<form><input type=\"hidden\" name=\"form_token\""
	    " value=\"%016llx\"></form></div>\n",
	    (unsigned long long)(v->serial % 7 + 1),
	    (unsigned long long)(v->serial + 4000),
	    (unsigned long long)(v->serial * 0x9e3779b97f4a7c15ULL));
	visit_page_end(v);
}

static void
topic_row(struct visit *v, const struct item *topic)
{
	visit_putf(v,
	    "<li><a class=\"topictitle\" href=\"/viewtopic.php?t=%s"
	    "\">",
	    item_get(topic, "id"));
	visit_esc(v, item_get(topic, "title"));
	visit_putf(v, "</a> <span>vu %llu fois</span></li>\n",
	    (unsigned long long)(v->serial % 97 + 100));
}

/* The topics of one forum. */
static void
put_forum(struct visit *v, const struct item *forum)
{
	visit_putf(
	    v, "<h2><a href=\"/viewforum.php?f=%s\">", item_get(forum, "id"));
	visit_esc(v, item_get(forum, "title"));
	visit_putf(
	    v, "</a></h2>\n<p>%s</p>\n<ul class=\"topics\">\n", forum->body);
	for (const struct item *t = next(v, NULL, "topic"); t != NULL;
	     t = next(v, t, "topic")) {
		if (strcmp(item_get(t, "forum"), item_get(forum, "id")) == 0)
			topic_row(v, t);
	}
	visit_put(v, "</ul>\n");
}

static void
board(struct visit *v)
{
	begin(v, name);
	for (const struct item *f = next(v, NULL, "forum"); f != NULL;
	     f = next(v, f, "forum"))
		put_forum(v, f);
	end(v);
}

static void
forum_page(struct visit *v)
{
	char id[VISIT_PARAM];
	const struct item *f;

	visit_param(v, "f", id);
	f = items_find(v->items, "forum", v->night, "id", id);
	if (f == NULL) {
		visit_fail(v, 404, "Ce forum n'existe pas.");
		return;
	}
	begin(v, item_get(f, "title"));
	put_forum(v, f);
	end(v);
}

static void
put_post(struct visit *v, const struct item *post)
{
	char date[VISIT_DATE];

	visit_date_french(item_get(post, "date"), date);
	visit_putf(v,
	    "<div id=\"p%s\" class=\"post\">\n<p class=\"author\">par "
	    "<strong><span class=\"username\">",
	    item_get(post, "id"));
	visit_esc(v, item_get(post, "author"));
	visit_putf(v,
	    "</span></strong> » <time datetime=\"%s\">%s</time></p>\n"
	    "<div class=\"content\">",
	    item_get(post, "date"), date);
	visit_esc(v, post->body);
	visit_put(v, "</div>\n");
	if (*item_get(post, "edited") != '\0') {
		visit_date_french(item_get(post, "edited"), date);
		visit_putf(v,
		    "<div class=\"notice\">Dernière modification le "
		    "%s.</div>\n",
		    date);
	}
	visit_put(v, "</div>\n");
}

/* ?t= names the topic, ?p= a post in it. */
static const struct item *
topic_asked(const struct visit *v)
{
	char id[VISIT_PARAM];
	const struct item *post;

	if (visit_param(v, "t", id))
		return items_find(v->items, "topic", v->night, "id", id);
	if (!visit_param(v, "p", id))
		return NULL;
	post = items_find(v->items, "post", v->night, "id", id);
	return post == NULL ? NULL
			    : items_find(v->items, "topic", v->night, "id",
				  item_get(post, "topic"));
}

static void
topic_page(struct visit *v)
{
	const struct item *topic = topic_asked(v);

	if (topic == NULL) {
		visit_fail(v, 404, "Le sujet demandé n'existe pas.");
		return;
	}
	begin(v, item_get(topic, "title"));
	visit_putf(v,
	    "<h2 class=\"topic-title\"><a href=\"/viewtopic.php?t=%s"
	    "\">",
	    item_get(topic, "id"));
	visit_esc(v, item_get(topic, "title"));
	visit_put(v, "</a></h2>\n");
	for (const struct item *p = next(v, NULL, "post"); p != NULL;
	     p = next(v, p, "post")) {
		if (strcmp(item_get(p, "topic"), item_get(topic, "id")) == 0)
			put_post(v, p);
	}
	end(v);
}

static void
feed_entry(struct visit *v, const struct item *post)
{
	const struct item *topic = items_find(
	    v->items, "topic", v->night, "id", item_get(post, "topic"));
	const char *edited = item_get(post, "edited");
	const char *date = item_get(post, "date");

	visit_put(v, "<entry>\n<author><name><![CDATA[");
	visit_put(v, item_get(post, "author"));
	visit_putf(v,
	    "]]></name></author>\n<updated>%s</updated>\n"
	    "<published>%s</published>\n"
	    "<id>%s/viewtopic.php?p=%s#p%s</id>\n"
	    "<link href=\"%s/viewtopic.php?p=%s#p%s\"/>\n"
	    "<title type=\"html\"><![CDATA[%s]]></title>\n"
	    "<content type=\"html\" xml:base=\"%s/viewtopic.php?p=%s"
	    "#p%s\"><![CDATA[\n",
	    *edited == '\0' ? date : edited, date, v->base,
	    item_get(post, "id"), item_get(post, "id"), v->base,
	    item_get(post, "id"), item_get(post, "id"),
	    topic == NULL ? "" : item_get(topic, "title"), v->base,
	    item_get(post, "id"), item_get(post, "id"));
	visit_esc(v, post->body);
	visit_put(v, "\n]]></content>\n</entry>\n");
}

static void
feed(struct visit *v)
{
	v->type = "application/atom+xml; charset=UTF-8";
	visit_putf(v,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\n"
	    "<link rel=\"self\" type=\"application/atom+xml\""
	    " href=\"%s/app.php/feed\"/>\n<title>%s</title>\n"
	    "<updated>2026-11-20T21:10:00+01:00</updated>\n"
	    "<id>%s/app.php/feed</id>\n",
	    v->base, name, v->base);
	for (const struct item *p = next(v, NULL, "post"); p != NULL;
	     p = next(v, p, "post"))
		feed_entry(v, p);
	visit_put(v, "</feed>\n");
}

/* What is in the buffer, in ISO-8859-1; typographic quotes became plain ones,
 * as they had to in 2004. */
static void
to_latin1(struct buf *b)
{
	size_t out = 0, n;

	for (size_t i = 0; i < b->len; i += n) {
		uint32_t c = utf8_next(b->data + i, b->len - i, &n);

		b->data[out++] = (char)(c < 0x100 ? c : '\'');
	}
	b->len = out;
	b->data[out] = '\0';
}

static void
archive_page(struct visit *v, const struct item *it)
{
	char date[VISIT_DATE];

	visit_date_french(item_get(it, "date"), date);
	visit_put(v,
	    "<HTML>\n<HEAD><META HTTP-EQUIV=\"Content-Type\" CONTENT=\""
	    "text/html; charset=iso-8859-1\">\n<TITLE>");
	visit_esc(v, item_get(it, "title"));
	visit_putf(v,
	    "</TITLE></HEAD>\n<BODY BGCOLOR=\"#FFF8E8\">\n<H1>%s</H1>"
	    "\n%s\n<P><I>%s, %s</I></P>\n</BODY>\n</HTML>\n",
	    item_get(it, "title"), it->body, item_get(it, "author"), date);
	to_latin1(&v->out);
	v->type = "text/html"; /* the page itself says the charset */
	v->modified = item_ms(it, "date");
}

static void
archives(struct visit *v)
{
	const struct item *it =
	    items_find(v->items, "archive", v->night, "path", v->r->path);

	if (it != NULL) {
		archive_page(v, it);
		return;
	}
	if (strcmp(v->r->path, "/archives/") != 0) {
		visit_fail(v, 404, "Cette page n'existe plus.");
		return;
	}
	begin(v, "Archives");
	visit_put(v, "<h2>Archives</h2>\n<ul>\n");
	for (it = next(v, NULL, "archive"); it != NULL;
	     it = next(v, it, "archive")) {
		visit_putf(v, "<li><a href=\"%s\">", item_get(it, "path"));
		visit_esc(v, item_get(it, "title"));
		visit_put(v, "</a></li>\n");
	}
	visit_put(v, "</ul>\n");
	end(v);
}

void
forum_visit(struct visit *v)
{
	const char *path = v->r->path;

	if (strcmp(path, "/") == 0 || strcmp(path, "/index.php") == 0)
		board(v);
	else if (strcmp(path, "/viewforum.php") == 0)
		forum_page(v);
	else if (strcmp(path, "/viewtopic.php") == 0)
		topic_page(v);
	else if (strcmp(path, "/app.php/feed") == 0 ||
		 strcmp(path, "/feed") == 0)
		feed(v);
	else if (strncmp(path, "/archives/", 10) == 0)
		archives(v);
	else
		visit_fail(v, 404, "La page demandée n'existe pas.");
}
