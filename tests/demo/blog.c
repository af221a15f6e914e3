/* SPDX-License-Identifier: ISC */
/* Le Carnet du quai: a blog in the manner of WordPress, its pages and feeds.
 * The REST interface is in blog_json.c. */
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tests/demo/sites.h"

enum { LIST_MAX = 64, FEED_ENTRIES = 10 };

static const char name[] = "Le Carnet du quai";

char *
blog_path(const struct item *post)
{
	const char *date = item_get(post, "date");

	if (strcmp(post->kind, "page") == 0)
		return mem_printf("/%s/", item_get(post, "slug"));
	return mem_printf(
	    "/%.4s/%.2s/%s/", date, date + 5, item_get(post, "slug"));
}

/* All items of a kind, newest first (the file has them oldest first). */
static size_t
newest(
    const struct visit *v, const char *kind, const struct item *out[LIST_MAX])
{
	size_t n = 0;

	for (const struct item *it = items_next(v->items, NULL, kind, v->night);
	     it != NULL && n < LIST_MAX;
	     it = items_next(v->items, it, kind, v->night))
		out[n++] = it;
	for (size_t i = 0; i < n / 2; i++) {
		const struct item *swap = out[i];

		out[i] = out[n - 1 - i];
		out[n - 1 - i] = swap;
	}
	return n;
}

static void
begin(struct visit *v, const char *title)
{
	char *head = mem_printf(
	    "<meta name=\"generator\" content=\"WordPress 6.6.2\">\n"
	    "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"%s\""
	    " href=\"%s/feed/\">\n"
	    "<link rel=\"alternate\" type=\"application/rss+xml\""
	    " title=\"Commentaires\" href=\"%s/comments/feed/\">\n"
	    "<link rel=\"https://api.w.org/\" href=\"%s/wp-json/\">\n"
	    "<style>body{font:18px/1.6 Georgia,serif;max-width:40em;"
	    "margin:2em auto}nav{color:#667}</style>\n",
	    name, v->base, v->base, v->base);

	visit_header(
	    v, "Link: <%s/wp-json/>; rel=\"https://api.w.org/\"", v->base);
	visit_page(v, "fr-FR", title, head);
	visit_putf(v,
	    "<header><p><a href=\"%s/\">%s</a></p>\n<nav>"
	    "<a href=\"%s/\">Accueil</a> · <a href=\"%s/a-propos/\">À propos"
	    "</a> · <a href=\"%s/wp-admin/\">Connexion</a></nav></header>\n",
	    v->base, name, v->base, v->base, v->base);
	free(head);
}

static void
end(struct visit *v)
{
	visit_putf(v,
	    "<footer><p>%s, carnet d'un port imaginaire. "
	    "<a href=\"%s/prive/\">Brouillons</a></p></footer>\n",
	    name, v->base);
	visit_page_end(v);
}

static void
byline(struct visit *v, const struct item *it)
{
	char date[VISIT_DATE];

	visit_date_french(item_get(it, "date"), date);
	visit_putf(v,
	    "<p class=\"entry-meta\">Publié le <time datetime=\"%s\">"
	    "%s</time> par <span class=\"author\">",
	    item_get(it, "date"), date);
	visit_esc(v, item_get(it, "author"));
	visit_put(v, "</span></p>\n");
}

static void
front(struct visit *v)
{
	const struct item *posts[LIST_MAX];
	size_t n = newest(v, "post", posts);

	begin(v, name);
	for (size_t i = 0; i < n; i++) {
		char *path = blog_path(posts[i]);

		visit_putf(v, "<article><h2><a href=\"%s%s\">", v->base, path);
		visit_esc(v, item_get(posts[i], "title"));
		visit_put(v, "</a></h2>\n");
		byline(v, posts[i]);
		visit_put(v, "<p>");
		visit_excerpt(v, posts[i]->body, 120);
		visit_put(v, " […]</p></article>\n");
		free(path);
	}
	end(v);
}

static void
comments_of(struct visit *v, const struct item *post)
{
	const char *id = item_get(post, "id");

	visit_put(v, "<section id=\"comments\"><h2>Commentaires</h2>\n"
		     "<ol class=\"comment-list\">\n");
	for (const struct item *it =
		 items_next(v->items, NULL, "comment", v->night);
	     it != NULL; it = items_next(v->items, it, "comment", v->night)) {
		char date[VISIT_DATE];

		if (strcmp(item_get(it, "post"), id) != 0)
			continue;
		visit_date_french(item_get(it, "date"), date);
		visit_putf(v,
		    "<li class=\"comment\" id=\"comment-%s\">"
		    "<cite class=\"fn\">",
		    item_get(it, "id"));
		visit_esc(v, item_get(it, "author"));
		visit_putf(v,
		    "</cite> <time datetime=\"%s\">%s</time>\n"
		    "<div class=\"comment-content\">%s</div></li>\n",
		    item_get(it, "date"), date, it->body);
	}
	visit_put(v, "</ol></section>\n");
}

static void
single(struct visit *v, const struct item *post)
{
	const char *modified = item_get(post, "modified");

	begin(v, item_get(post, "title"));
	visit_putf(v, "<article id=\"post-%s\"><h1 class=\"entry-title\">",
	    item_get(post, "id"));
	visit_esc(v, item_get(post, "title"));
	visit_put(v, "</h1>\n");
	byline(v, post);
	if (*modified != '\0')
		visit_putf(v,
		    "<p class=\"updated\">Mis à jour le "
		    "<time datetime=\"%s\">20 novembre 2026</time>"
		    "</p>\n",
		    modified);
	visit_putf(v, "<div class=\"entry-content\">\n%s\n</div></article>\n",
	    post->body);
	comments_of(v, post);
	end(v);
}

static void
feed_begin(struct visit *v, const char *title)
{
	v->type = "application/rss+xml; charset=UTF-8";
	visit_putf(v,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"\n"
	    "\txmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n"
	    "\txmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
	    "<channel>\n\t<title>%s</title>\n\t<link>%s/</link>\n"
	    "\t<description>Un port, un carnet</description>\n"
	    "\t<language>fr-FR</language>\n",
	    title, v->base);
}

/* Which part of <item> comes of a post, which of a comment: the link's tail
 * and the title. */
static void
feed_item(struct visit *v, const struct item *it, const struct item *post)
{
	const char *anchor = it == post ? "" : "#comment-";
	const char *id = it == post ? "" : item_get(it, "id");
	char *path = blog_path(post);
	char date[VISIT_DATE];

	visit_date_rss(item_ms(it, "date"), date);
	visit_put(v, "<item>\n\t<title>");
	if (it != post) {
		visit_put(v, "Commentaires sur ");
		visit_esc(v, item_get(post, "title"));
		visit_put(v, " par ");
		visit_esc(v, item_get(it, "author"));
	} else {
		visit_esc(v, item_get(post, "title"));
	}
	visit_putf(v,
	    "</title>\n\t<link>%s%s%s%s</link>\n\t<dc:creator>"
	    "<![CDATA[%s]]></dc:creator>\n\t<pubDate>%s</pubDate>\n"
	    "\t<guid isPermaLink=\"false\">%s/?%s=%s</guid>\n"
	    "\t<description><![CDATA[",
	    v->base, path, anchor, id, item_get(it, "author"), date, v->base,
	    it == post ? "p" : "c", item_get(it, "id"));
	visit_excerpt(v, it->body, 200);
	visit_putf(v,
	    "]]></description>\n\t<content:encoded><![CDATA[%s]]>"
	    "</content:encoded>\n</item>\n",
	    it->body);
	free(path);
}

static void
posts_feed(struct visit *v)
{
	const struct item *posts[LIST_MAX];
	size_t n = newest(v, "post", posts);

	feed_begin(v, name);
	for (size_t i = 0; i < n && i < FEED_ENTRIES; i++)
		feed_item(v, posts[i], posts[i]);
	visit_put(v, "</channel>\n</rss>\n");
}

/* post NULL: the comments on all of them. */
static void
comments_feed(struct visit *v, const struct item *post)
{
	const struct item *comments[LIST_MAX];
	size_t n = newest(v, "comment", comments);

	feed_begin(v, "Commentaires – Le Carnet du quai");
	for (size_t i = 0; i < n; i++) {
		const struct item *of = items_find(v->items, "post", v->night,
		    "id", item_get(comments[i], "post"));

		if (of != NULL && (post == NULL || of == post))
			feed_item(v, comments[i], of);
	}
	visit_put(v, "</channel>\n</rss>\n");
}

/* Closed by robots.txt: whoever reads this has not asked. */
static void
drafts(struct visit *v)
{
	begin(v, "Brouillons");
	visit_put(v,
	    "<h1>Brouillons</h1>\n<p>Notes sur Maëlle Kerdouézan, à ne "
	    "pas publier en l'état.</p>\n");
	end(v);
}

/* "/2026/09/slug/" and "/2026/09/slug/feed/", or a page's "/slug/". */
static bool
post_page(struct visit *v, const char *kind)
{
	for (const struct item *it = items_next(v->items, NULL, kind, v->night);
	     it != NULL; it = items_next(v->items, it, kind, v->night)) {
		char *path = blog_path(it);
		size_t n = strlen(path);
		bool mine = strncmp(v->r->path, path, n) == 0;
		const char *rest = v->r->path + (mine ? n : 0);

		free(path);
		if (!mine)
			continue;
		if (*rest == '\0')
			single(v, it);
		else if (strcmp(rest, "feed/") == 0)
			comments_feed(v, it);
		else
			return false;
		return true;
	}
	return false;
}

void
blog_visit(struct visit *v)
{
	const char *path = v->r->path;

	if (strncmp(path, "/wp-json/", 9) == 0)
		blog_json(v);
	else if (strcmp(path, "/") == 0)
		front(v);
	else if (strcmp(path, "/feed/") == 0)
		posts_feed(v);
	else if (strcmp(path, "/comments/feed/") == 0)
		comments_feed(v, NULL);
	else if (strncmp(path, "/prive/", 7) == 0)
		drafts(v);
	else if (!post_page(v, "post") && !post_page(v, "page"))
		visit_fail(v, 404, "Page introuvable");
}
