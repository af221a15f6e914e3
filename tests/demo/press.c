/* SPDX-License-Identifier: ISC */
/* Le Courrier de Port-Guénan: a newspaper with pages, a sitemap and three
 * feeds: RSS 2.0, Atom and JSON Feed. A retracted article answers 410. */
#include <stdlib.h>
#include <string.h>

#include "store/base/jout.h"
#include "store/base/mem.h"
#include "tests/demo/sites.h"

static const char name[] = "Le Courrier de Port-Guénan";

static const struct {
	const char *id, *title;
} sections[] = { { "actu", "Actualités" }, { "culture", "Culture" },
	{ "billets", "Billets" } };

/* The next article of a section (NULL: of any). */
static const struct item *
next(const struct visit *v, const struct item *after, const char *section)
{
	const struct item *it =
	    items_next(v->items, after, "article", v->night);

	while (it != NULL && section != NULL &&
	       strcmp(item_get(it, "section"), section) != 0)
		it = items_next(v->items, it, "article", v->night);
	return it;
}

static char *
link_of(const struct visit *v, const struct item *it)
{
	return mem_printf("%s/%s/%s-%s.html", v->base, item_get(it, "section"),
	    item_get(it, "slug"), item_get(it, "id"));
}

static const char *
lang_of(const struct item *it)
{
	const char *lang = item_get(it, "lang");

	return *lang == '\0' ? "fr" : lang;
}

static void
masthead(struct visit *v)
{
	visit_putf(v, "<header><a href=\"/\">%s</a>\n<nav>", name);
	for (size_t i = 0; i < NELEM(sections); i++)
		visit_putf(v, "<a href=\"/%s/\">%s</a> ", sections[i].id,
		    sections[i].title);
	visit_put(v, "<a href=\"/abonnes/\">Abonnés</a></nav></header>\n");
}

static void
front(struct visit *v, const char *section)
{
	visit_page(v, "fr", name,
	    "<link rel=\"alternate\" type=\"application/rss+xml\""
	    " href=\"/rss.xml\">\n"
	    "<link rel=\"alternate\" type=\"application/atom+xml\""
	    " href=\"/culture.atom\">\n"
	    "<link rel=\"alternate\" type=\"application/feed+json\""
	    " href=\"/billets.json\">\n");
	masthead(v);
	for (const struct item *it = next(v, NULL, section); it != NULL;
	     it = next(v, it, section)) {
		char *link = link_of(v, it);

		visit_putf(v, "<h2><a href=\"%s\">", link);
		visit_esc(v, item_get(it, "title"));
		visit_put(v, "</a></h2>\n");
		free(link);
	}
	visit_page_end(v);
}

static void
json_ld(struct visit *v, const struct item *it)
{
	struct buf b;
	struct jout j;

	buf_init(&b, 64 << 10);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "@context", "https://schema.org");
	jout_ktext(&j, "@type", "NewsArticle");
	jout_ktext(&j, "headline", item_get(it, "title"));
	jout_ktext(&j, "datePublished", item_get(it, "date"));
	jout_key(&j, "author");
	jout_obj(&j);
	jout_ktext(&j, "@type", "Person");
	jout_ktext(&j, "name", item_get(it, "author"));
	jout_obj_end(&j);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		visit_putf(v,
		    "<script type=\"application/ld+json\">%s</script>"
		    "\n",
		    b.data);
	buf_fini(&b);
}

static void
article(struct visit *v, const struct item *it)
{
	char date[VISIT_DATE];
	char *link = link_of(v, it);

	v->modified = item_ms(it, "date");
	visit_head(v, lang_of(it), item_get(it, "title"));
	visit_putf(v, "<link rel=\"canonical\" href=\"%s\">\n", link);
	json_ld(v, it);
	visit_body(v);
	masthead(v);
	visit_date_french(item_get(it, "date"), date);
	visit_put(v, "<article>\n<h1>");
	visit_esc(v, item_get(it, "title"));
	visit_putf(v,
	    "</h1>\n<p class=\"signature\">Par <a rel=\"author\">%s</a>"
	    ", le <time datetime=\"%s\">%s</time></p>\n%s\n"
	    "</article>\n<aside><h2>À lire aussi</h2><p>La météo des "
	    "plages, les horaires du bac, les avis d'obsèques.</p>"
	    "</aside>\n",
	    item_get(it, "author"), item_get(it, "date"), date, it->body);
	visit_page_end(v);
	free(link);
}

static void
rss(struct visit *v)
{
	v->type = "application/rss+xml; charset=utf-8";
	visit_putf(v,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<rss version=\"2.0\""
	    " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
	    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n"
	    "<title>%s – Actualités</title>\n<link>%s/actu/</link>\n"
	    "<description>L'actualité du port</description>\n",
	    name, v->base);
	for (const struct item *it = next(v, NULL, "actu"); it != NULL;
	     it = next(v, it, "actu")) {
		char *link = link_of(v, it);
		char date[VISIT_DATE];

		visit_date_rss(item_ms(it, "date"), date);
		visit_put(v, "<item>\n<title>");
		visit_esc(v, item_get(it, "title"));
		visit_putf(v,
		    "</title>\n<link>%s</link>\n"
		    "<guid isPermaLink=\"true\">%s</guid>\n"
		    "<dc:creator>%s</dc:creator>\n<pubDate>%s"
		    "</pubDate>\n<description>",
		    link, link, item_get(it, "author"), date);
		visit_excerpt(v, it->body, 100);
		visit_putf(v,
		    "…</description>\n<content:encoded><![CDATA[%s]]>"
		    "</content:encoded>\n</item>\n",
		    it->body);
		free(link);
	}
	visit_put(v, "</channel>\n</rss>\n");
}

static void
atom(struct visit *v)
{
	v->type = "application/atom+xml; charset=utf-8";
	visit_putf(v,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"fr\">\n"
	    "<title>%s – Culture</title>\n<id>%s/culture/</id>\n"
	    "<link href=\"%s/culture/\"/>\n"
	    "<updated>2026-11-20T12:00:00+01:00</updated>\n",
	    name, v->base, v->base);
	for (const struct item *it = next(v, NULL, "culture"); it != NULL;
	     it = next(v, it, "culture")) {
		char *link = link_of(v, it);
		const char *date = item_get(it, "date");

		visit_put(v, "<entry>\n<title type=\"text\">");
		visit_esc(v, item_get(it, "title"));
		visit_putf(v,
		    "</title>\n<id>urn:courrier:%s</id>\n"
		    "<link rel=\"alternate\" href=\"%s\"/>\n"
		    "<published>%s</published>\n<updated>%s</updated>"
		    "\n<author><name>%s</name></author>\n"
		    "<content type=\"html\">",
		    item_get(it, "id"), link, date, date,
		    item_get(it, "author"));
		visit_esc(v, it->body);
		visit_put(v, "</content>\n</entry>\n");
		free(link);
	}
	visit_put(v, "</feed>\n");
}

static void
put_json_item(struct visit *v, struct jout *j, const struct item *it)
{
	char *link = link_of(v, it);

	jout_obj(j);
	jout_ktext(j, "id", link);
	jout_ktext(j, "url", link);
	jout_ktext(j, "title", item_get(it, "title"));
	jout_ktext(j, "content_html", it->body);
	jout_ktext(j, "date_published", item_get(it, "date"));
	jout_ktext(j, "language", lang_of(it));
	jout_key(j, "authors");
	jout_arr(j);
	jout_obj(j);
	jout_ktext(j, "name", item_get(it, "author"));
	jout_obj_end(j);
	jout_arr_end(j);
	jout_obj_end(j);
	free(link);
}

static void
json_feed(struct visit *v)
{
	struct jout j;

	jout_begin(&j, &v->out);
	jout_obj(&j);
	jout_ktext(&j, "version", "https://jsonfeed.org/version/1.1");
	jout_ktext(&j, "title", "Le Courrier de Port-Guénan – Billets");
	jout_ktext(&j, "home_page_url", v->base);
	jout_key(&j, "items");
	jout_arr(&j);
	for (const struct item *it = next(v, NULL, "billets"); it != NULL;
	     it = next(v, it, "billets"))
		put_json_item(v, &j, it);
	jout_arr_end(&j);
	jout_obj_end(&j);
	visit_json_end(v, &j);
	v->type = "application/feed+json";
}

static void
sitemap(struct visit *v)
{
	v->type = "application/xml";
	visit_put(v,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns="
	    "\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (const struct item *it = next(v, NULL, NULL); it != NULL;
	     it = next(v, it, NULL)) {
		char *link = link_of(v, it);

		visit_putf(v, "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n",
		    link, item_get(it, "date"));
		free(link);
	}
	visit_put(v, "</urlset>\n");
}

/* The article whose address this is, of any night; NULL: there never was. */
static const struct item *
asked_for(struct visit *v)
{
	const struct item *it = items_next(v->items, NULL, "article", 0);

	for (; it != NULL; it = items_next(v->items, it, "article", 0)) {
		char *link = link_of(v, it);
		bool mine = strcmp(link + strlen(v->base), v->r->path) == 0;

		free(link);
		if (mine)
			return it;
	}
	return NULL;
}

static void
article_or_not(struct visit *v)
{
	const struct item *it = asked_for(v);

	if (it == NULL || (it->night == 2 && v->night == 1))
		visit_fail(v, 404, "Article introuvable");
	else if (it->night == 1 && v->night == 2)
		visit_fail(v, 410, "Cet article a été retiré par la rédaction");
	else
		article(v, it);
}

void
press_visit(struct visit *v)
{
	static const struct {
		const char *path;
		void (*answer)(struct visit *v);
	} routes[] = { { "/rss.xml", rss }, { "/culture.atom", atom },
		{ "/billets.json", json_feed }, { "/sitemap.xml", sitemap } };
	const char *path = v->r->path;

	if (strcmp(path, "/") == 0) {
		front(v, NULL);
		return;
	}
	for (size_t i = 0; i < NELEM(routes); i++) {
		if (strcmp(path, routes[i].path) == 0) {
			routes[i].answer(v);
			return;
		}
	}
	for (size_t i = 0; i < NELEM(sections); i++) {
		size_t n = strlen(sections[i].id);

		if (strncmp(path + 1, sections[i].id, n) == 0 &&
		    strcmp(path + 1 + n, "/") == 0) {
			front(v, sections[i].id);
			return;
		}
	}
	article_or_not(v);
}
