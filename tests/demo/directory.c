/* SPDX-License-Identifier: ISC */
/* L'Annuaire des artisans: a handful of small pages. Its server (demo.c) is
 * the one that throttles. */
#include <string.h>

#include "tests/demo/sites.h"

static void
entry(struct visit *v, const struct item *it)
{
	visit_page(v, "fr", item_get(it, "title"), NULL);
	visit_putf(v,
	    "<p><a href=\"/\">L'Annuaire des artisans</a></p>\n<h1>%s"
	    "</h1>\n<p><strong>%s</strong></p>\n<p>%s</p>\n",
	    item_get(it, "title"), item_get(it, "trade"), it->body);
	visit_page_end(v);
}

static void
front(struct visit *v)
{
	visit_page(v, "fr", "L'Annuaire des artisans", NULL);
	visit_put(v, "<h1>L'Annuaire des artisans</h1>\n<ul>\n");
	for (const struct item *it =
		 items_next(v->items, NULL, "entry", v->night);
	     it != NULL; it = items_next(v->items, it, "entry", v->night))
		visit_putf(v, "<li><a href=\"/artisan/%s\">%s</a></li>\n",
		    item_get(it, "slug"), item_get(it, "trade"));
	visit_put(v, "</ul>\n");
	visit_page_end(v);
}

void
directory_visit(struct visit *v)
{
	const char *path = v->r->path;
	const struct item *it = NULL;

	if (strncmp(path, "/artisan/", 9) == 0)
		it = items_find(v->items, "entry", v->night, "slug", path + 9);
	if (it != NULL)
		entry(v, it);
	else if (strcmp(path, "/") == 0)
		front(v);
	else
		visit_fail(v, 404, "Fiche introuvable");
}
