/* SPDX-License-Identifier: ISC */
/* Tribu: a social network of profiles and short messages. One of the profiles
 * is an impostor's, with the portrait of the other. */
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tests/demo/picture.h"
#include "tests/demo/sites.h"

static void
begin(struct visit *v, const char *title)
{
	v->noisy = true;
	visit_head(v, "fr", title);
	visit_putf(v, "<meta name=\"csrf-token\" content=\"%016llx\">\n",
	    (unsigned long long)(v->serial * 0x9e3779b97f4a7c15ULL));
	visit_body(v);
	visit_put(v, "<header><a href=\"/\">Tribu</a> "
		     "<a href=\"/connexion\">Se connecter</a></header>\n");
}

static void
put_status(struct visit *v, const struct item *it)
{
	const char *handle = item_get(it, "handle");
	char date[VISIT_DATE];

	visit_date_french(item_get(it, "date"), date);
	visit_putf(v,
	    "<article class=\"status\">\n<a href=\"/@%s\">@%s</a> "
	    "<a href=\"/@%s/%s\"><time datetime=\"%s\">%s</time></a>\n"
	    "<p class=\"p-content\">",
	    handle, handle, handle, item_get(it, "id"), item_get(it, "date"),
	    date);
	visit_esc(v, it->body);
	visit_putf(v, "</p>\n<span>vu il y a %llu min</span></article>\n",
	    (unsigned long long)(v->serial % 59 + 1));
}

/* The messages of one, or of all (NULL). */
static void
put_timeline(struct visit *v, const char *handle)
{
	for (const struct item *it =
		 items_next(v->items, NULL, "status", v->night);
	     it != NULL; it = items_next(v->items, it, "status", v->night)) {
		if (handle == NULL ||
		    strcmp(item_get(it, "handle"), handle) == 0)
			put_status(v, it);
	}
}

static void
front(struct visit *v)
{
	begin(v, "Tribu");
	visit_put(v, "<h1>À découvrir</h1>\n<ul>\n");
	for (const struct item *it =
		 items_next(v->items, NULL, "profile", v->night);
	     it != NULL; it = items_next(v->items, it, "profile", v->night))
		visit_putf(v, "<li><a href=\"/@%s\">@%s</a></li>\n",
		    item_get(it, "handle"), item_get(it, "handle"));
	visit_put(v, "</ul>\n");
	visit_page_end(v);
}

static void
profile(struct visit *v, const struct item *it)
{
	const char *handle = item_get(it, "handle");

	begin(v, item_get(it, "name"));
	visit_put(v, "<section class=\"h-card\">\n");
	if (strcmp(item_get(it, "portrait"), "none") != 0)
		visit_putf(v,
		    "<img class=\"u-photo\" src=\"/media/%s/%s\" alt=\"\">\n",
		    handle, item_get(it, "portrait"));
	visit_put(v, "<h1 class=\"p-name\">");
	visit_esc(v, item_get(it, "name"));
	visit_putf(v,
	    "</h1>\n<p class=\"p-nickname\">@%s</p>\n<p class=\"p-note\">%s</p>"
	    "\n<p>Membre depuis %s · %s abonnés</p>\n</section>\n",
	    handle, it->body, item_get(it, "since"), item_get(it, "followers"));
	put_timeline(v, handle);
	visit_page_end(v);
}

/* "/@handle/9001" */
static bool
status(struct visit *v, const char *id)
{
	const struct item *it =
	    items_find(v->items, "status", v->night, "id", id);

	if (it == NULL)
		return false;
	begin(v, item_get(it, "handle"));
	put_status(v, it);
	visit_page_end(v);
	return true;
}

/* Hers as it is, the impostor's as thieves upload them: mirrored, and
 * compressed anew. */
static void
portrait(struct visit *v)
{
	char *path = mem_printf("%s/portrait.png", v->dir);
	bool stolen = strstr(v->r->path, "/maelle_kerdouezan/") == NULL;

	if (picture_serve(path, stolen, &v->out) != ERR_OK)
		visit_fail(v, 404, "Image introuvable");
	else
		v->type = stolen ? "image/jpeg" : "image/png";
	free(path);
}

void
social_visit(struct visit *v)
{
	const char *path = v->r->path;
	const struct item *it = NULL;
	const char *slash;

	if (strncmp(path, "/@", 2) == 0)
		it = items_find(
		    v->items, "profile", v->night, "handle", path + 2);
	slash = strrchr(path, '/');
	if (it != NULL)
		profile(v, it);
	else if (strcmp(path, "/") == 0)
		front(v);
	else if (strncmp(path, "/media/", 7) == 0)
		portrait(v);
	else if (strncmp(path, "/@", 2) != 0 || !status(v, slash + 1))
		visit_fail(v, 404, "Ce profil n'existe pas");
}
