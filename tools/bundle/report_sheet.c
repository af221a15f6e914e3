/* SPDX-License-Identifier: ISC */
/* pieces/piece-NN.html: all that is known of one exhibit on a sheet of its own,
 * to be put before somebody without the rest: first in French, then in English,
 * for there is one file and two languages. */
#include <stdlib.h>
#include <string.h>

#include "tools/bundle/report.h"

enum { SHEET_MAX = 16 << 20 };

static void
times(struct report *r, const struct bundle_exhibit *x)
{
	static const struct both heads[] = {
		{ "Dernière absence", "Last absent" },
		{ "Première vue", "First seen" },
		{ "Dernière vue", "Last seen" },
	};
	const int64_t at[] = { x->last_absent, x->first_seen, x->last_seen };
	const size_t proof[] = { x->absent_snapshot, x->first_snapshot,
		x->last_snapshot };

	report_raw(r, "<table class=\"facts\">");
	for (size_t i = 0; i < NELEM(at); i++) {
		report_raw(r, "<tr><th>");
		report_say(r, &heads[i]);
		report_raw(r, "</th><td>");
		report_when(r, at[i]);
		if (proof[i] != BUNDLE_NONE) {
			report_raw(r, " – ");
			report_ref(r, &r->c->snapshots[proof[i]]);
		}
		report_raw(r, "</td></tr>\n");
	}
	report_say(r, &(struct both){ "<tr><th>État à la dernière visite</th>"
				      "<td>",
			  "<tr><th>State at the last visit</th><td>" });
	report_state(r, x);
	report_raw(r, "</td></tr></table>\n");
}

static void
half(struct report *r, const struct bundle_exhibit *x, bool french)
{
	r->french = french;
	report_raw(r, french ? "<section lang=\"fr\">\n"
			     : "<section lang=\"en\" class=\"exhibits\">\n");
	report_say(r, &(struct both){ "<h2>Pièce ", "<h2>Exhibit " });
	report_put(r, "%u</h2>\n<p class=\"url\">", x->number);
	report_text(r, x->url);
	report_raw(r, "</p>\n<p>");
	report_quote(r, x);
	report_raw(r, "</p>\n");
	times(r, x);
	report_say(r, &(struct both){ "<h2>Constatations automatiques</h2>\n",
			  "<h2>Automatic findings</h2>\n" });
	report_facts(r, x);
	report_say(
	    r, &(struct both){ "<h2>Cheminement</h2>\n", "<h2>Path</h2>\n" });
	report_path(r, x);
	report_say(r, &(struct both){
			  "<h2>Chronologie</h2>\n", "<h2>Chronology</h2>\n" });
	report_events(r, x);
	report_exhibit_deadlines(r, x);
	report_view(r, x);
	report_pieces(r, x);
	report_raw(r, "</section>\n");
}

static enum err
sheet(
    const struct bundle_case *c, struct bag *b, const struct bundle_exhibit *x)
{
	static const struct both title = { "Fiche de pièce / Exhibit sheet",
		"Fiche de pièce / Exhibit sheet" };
	struct report r = { .c = c, .french = true, .up = "../" };
	char name[BUNDLE_NAME_MAX];

	bundle_piece_name(c, x, ".html", name);
	buf_init(&r.to, SHEET_MAX);
	report_head(&r, &title);
	report_put(&r, "<p class=\"ref\">%s</p>\n", c->root);
	half(&r, x, true);
	half(&r, x, false);
	r.french = true;
	report_foot(&r);
	if (r.err == ERR_OK)
		bag_add(b, name, r.to.data, r.to.len);
	buf_fini(&r.to);
	return r.err;
}

enum err
report_sheets(const struct bundle_case *c, struct bag *b)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < c->n_exhibits && e == ERR_OK; i++)
		e = sheet(c, b, &c->exhibits[i]);
	return e;
}
