/* SPDX-License-Identifier: ISC */
/* The picture of a page on its exhibit's sheet, and the files beside it:
 *
 *	piece-NN-ecran.png    the page as a browser showed it, from top to end
 *	piece-NN-ecran.pdf    the same as it would print
 *
 * A rendering is no evidence by itself, and the sheet says so: what it was made
 * from is. Exhibits that one view shows share its files, under the number of
 * the first. */
#include <stdlib.h>
#include <string.h>

#include "tools/bundle/report.h"

static const struct {
	const char *piece, *suffix;
} files[] = {
	{ "png", "ecran.png" },
	{ "pdf", "ecran.pdf" },
};

/* What a view's record may say that went otherwise. */
static const struct {
	const char *words;
	struct both said;
} known[] = {
	{ "it was not still within its time",
	    { "la page n'a pas fini de se charger dans le délai",
		"the page was not still within its time" } },
	{ "its scripts did not end and were ended",
	    { "ses scripts ne finissaient pas et ont été arrêtés",
		"its scripts did not end and were ended" } },
	{ "it opened a dialog, which was dismissed",
	    { "elle a ouvert une boîte de dialogue, qui a été fermée",
		"it opened a dialog, which was dismissed" } },
	{ "it began a download, which was denied",
	    { "elle a lancé un téléchargement, qui a été refusé",
		"it began a download, which was denied" } },
	{ "it opened another window, which was closed",
	    { "elle a ouvert une autre fenêtre, qui a été fermée",
		"it opened another window, which was closed" } },
	{ "it wanted a live connection, which is not given",
	    { "elle demandait une connexion permanente, qui ne lui a pas été "
	      "donnée : ce qui n'arrive que par là manque",
		"it wanted a live connection, which it was not given: what "
		"comes by that alone is missing" } },
	{ "it asked for more than a view may have",
	    { "elle demandait plus d'éléments que la limite ne permet",
		"it asked for more than a view may have" } },
	{ "it is longer than the picture",
	    { "elle est plus longue que l'image",
		"it is longer than the picture" } },
	{ "the browser could not open it",
	    { "le navigateur n'a pas pu l'ouvrir",
		"the browser could not open it" } },
	{ "it crashed",
	    { "elle a fait échouer le navigateur", "it crashed the browser" } },
	{ "a piece could not be made",
	    { "une des pièces de la vue n'a pas pu être faite",
		"a piece of the view could not be made" } },
};

/* The first exhibit that this view shows. */
static const struct bundle_exhibit *
owner(const struct bundle_case *c, const struct bundle_snapshot *view,
    const struct bundle_exhibit *x)
{
	for (const struct bundle_exhibit *k = c->exhibits; k < x; k++)
		if (bundle_view(c, k, NULL) == view)
			return k;
	return x;
}

static void
problems(struct report *r, const struct bundle_snapshot *view)
{
	const json_t *list = json_object_get(view->doc, "problems"), *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		const char *words = json_string_value(item);

		for (size_t k = 0; words != NULL && k < NELEM(known); k++) {
			if (strcmp(known[k].words, words) != 0)
				continue;
			report_raw(r, " – ");
			report_say(r, &known[k].said);
		}
	}
}

static void
caption(struct report *r, const struct bundle_snapshot *view)
{
	const json_t *browser = json_object_get(view->doc, "browser");

	report_say(r,
	    &(struct both){
		"<p class=\"small\">Rendu joint à titre indicatif, dérivé des "
		"octets enregistrés : le navigateur n'avait pas de réseau, "
		"chaque élément lui a été fourni depuis l'archive. ",
		"<p class=\"small\">A rendering, for information, derived from "
		"the bytes recorded: the browser had no network, each part was "
		"given to it from the archive. " });
	report_when(r, view->at);
	report_raw(r, " – ");
	report_text(r, json_get_text(browser, "product"));
	report_raw(r, " – ");
	report_ref(r, view);
	problems(r, view);
	report_raw(r, "</p>\n");
}

void
report_view(struct report *r, const struct bundle_exhibit *x)
{
	bool withheld = false;
	const struct bundle_snapshot *view = bundle_view(r->c, x, &withheld);
	char path[BUNDLE_NAME_MAX];
	const char *name = path + sizeof("data/pieces/") - 1;

	if (view == NULL && withheld)
		report_say(r,
		    &(struct both){ "<h2>Vue dans un navigateur</h2>\n<p>Elle "
				    "n'est pas communiquée : elle nomme une "
				    "autre affaire. Ses empreintes figurent "
				    "dans l'enregistrement.</p>\n",
			"<h2>As a browser showed it</h2>\n<p>It is withheld: "
			"it names another case. Its hashes stand in the "
			"record.</p>\n" });
	if (view == NULL)
		return;
	report_say(r, &(struct both){ "<h2>Vue dans un navigateur</h2>\n",
			  "<h2>As a browser showed it</h2>\n" });
	caption(r, view);
	bundle_piece_name(r->c, owner(r->c, view, x), files[0].suffix, path);
	report_put(r, "<p><a href=\"%s\"><img class=\"shot\" src=\"%s\" alt=\"",
	    name, name);
	report_say(
	    r, &(struct both){ "Image de la page", "Picture of the page" });
	report_raw(r, "\"></a></p>\n");
}

static enum err
write_file(const struct bundle_case *c, const struct bundle_exhibit *x,
    const struct bundle_snapshot *view, size_t i, struct bag *b)
{
	char name[BUNDLE_NAME_MAX], *data;
	size_t n;
	enum err e = bundle_view_piece(c, view, files[i].piece, &data, &n);

	if (e != ERR_OK)
		return e == ERR_NOTFOUND || e == ERR_DENIED ? ERR_OK : e;
	bundle_piece_name(c, x, files[i].suffix, name);
	bag_begin(b, name, true);
	bag_piece(b, data, n);
	bag_close(b, NULL, NULL);
	free(data);
	return ERR_OK;
}

enum err
report_views(const struct bundle_case *c, struct bag *b)
{
	enum err e = ERR_OK;

	for (size_t k = 0; k < c->n_exhibits; k++) {
		const struct bundle_exhibit *x = &c->exhibits[k];
		const struct bundle_snapshot *view = bundle_view(c, x, NULL);

		if (view == NULL || owner(c, view, x) != x)
			continue;
		for (size_t i = 0; i < NELEM(files) && e == ERR_OK; i++)
			e = write_file(c, x, view, i, b);
	}
	return e;
}
