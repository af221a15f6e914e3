/* SPDX-License-Identifier: ISC */
/* Avis d'Ici: reviews of shops, marked up with schema.org microdata. */
#include <string.h>

#include "tests/demo/sites.h"

static void
begin(struct visit *v, const char *title)
{
	visit_page(v, "fr", title, NULL);
	visit_put(v, "<header><a href=\"/\">Avis d'Ici</a> "
		     "<a href=\"/regles\">Nos règles</a></header>\n");
}

static void
front(struct visit *v)
{
	begin(v, "Avis d'Ici");
	visit_put(v,
	    "<h1>Les commerces de Port-Guénan, par leurs clients</h1>\n"
	    "<ul>\n");
	for (const struct item *it =
		 items_next(v->items, NULL, "place", v->night);
	     it != NULL; it = items_next(v->items, it, "place", v->night)) {
		visit_putf(
		    v, "<li><a href=\"/fiche/%s\">", item_get(it, "slug"));
		visit_esc(v, item_get(it, "title"));
		visit_putf(v, "</a> (%zu avis)</li>\n",
		    items_count(v->items, "review", v->night, "place",
			item_get(it, "slug")));
	}
	visit_put(v, "</ul>\n");
	visit_page_end(v);
}

static void
rules(struct visit *v)
{
	begin(v, "Nos règles");
	visit_put(v,
	    "<h1>Nos règles</h1>\n<p>Les avis sont publiés tels quels, "
	    "du plus récent au plus ancien. L'achat n'est pas vérifié. "
	    "Un commerçant peut répondre ; nous ne retirons un avis "
	    "que sur demande motivée.</p>\n");
	visit_page_end(v);
}

static void
put_review(struct visit *v, const struct item *it)
{
	char date[VISIT_DATE];

	visit_date_french(item_get(it, "date"), date);
	visit_putf(v,
	    "<div class=\"review\" id=\"avis-%s\" itemprop=\"review\" itemscope"
	    " itemtype=\"https://schema.org/Review\">\n"
	    "<p><span itemprop=\"author\">",
	    item_get(it, "id"));
	visit_esc(v, item_get(it, "author"));
	visit_putf(v,
	    "</span>, <time itemprop=\"datePublished\" datetime=\"%s\">%s"
	    "</time> <span itemprop=\"reviewRating\" itemscope itemtype="
	    "\"https://schema.org/Rating\"><span itemprop=\"ratingValue\">%s"
	    "</span>/5</span></p>\n<p itemprop=\"reviewBody\">",
	    item_get(it, "date"), date, item_get(it, "rating"));
	visit_esc(v, it->body);
	visit_put(v, "</p>\n</div>\n");
}

static void
place(struct visit *v, const struct item *it)
{
	const char *slug = item_get(it, "slug");

	begin(v, item_get(it, "title"));
	visit_put(v, "<main itemscope itemtype=\"https://schema.org/"
		     "LocalBusiness\">\n<h1 itemprop=\"name\">");
	visit_esc(v, item_get(it, "title"));
	visit_putf(v,
	    "</h1>\n<p>%s, <span itemprop=\"address\">%s</span></p>\n",
	    item_get(it, "trade"), item_get(it, "address"));
	for (const struct item *r =
		 items_next(v->items, NULL, "review", v->night);
	     r != NULL; r = items_next(v->items, r, "review", v->night)) {
		if (strcmp(item_get(r, "place"), slug) == 0)
			put_review(v, r);
	}
	visit_put(v, "</main>\n");
	visit_page_end(v);
}

void
reviews_visit(struct visit *v)
{
	const char *path = v->r->path;
	const struct item *it = NULL;

	if (strncmp(path, "/fiche/", 7) == 0)
		it = items_find(v->items, "place", v->night, "slug", path + 7);
	if (it != NULL)
		place(v, it);
	else if (strcmp(path, "/") == 0)
		front(v);
	else if (strcmp(path, "/regles") == 0)
		rules(v);
	else
		visit_fail(v, 404, "Fiche introuvable");
}
