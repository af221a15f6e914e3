/* SPDX-License-Identifier: ISC */
/* The two reports, French and English, made by the same code from the same
 * case, so that their figures cannot differ; and chronologie.csv. Static HTML
 * without script; every foreign byte is escaped here. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "tools/bundle/bundle.h"

enum { REPORT_MAX = 64 << 20 };

struct report {
	const struct bundle_case *c;
	struct buf *to;
	bool french;
	enum err err;
};

static const char *
say(const struct report *r, const char *en, const char *fr)
{
	return r->french ? fr : en;
}

static void
raw(struct report *r, const char *s)
{
	if (r->err == ERR_OK)
		r->err = buf_adds(r->to, s);
}

/* Text that can neither run nor restyle; control characters are left out. */
static void
text(struct report *r, const char *s)
{
	for (; s != NULL && *s != '\0' && r->err == ERR_OK; s++) {
		switch (*s) {
		case '<':
			raw(r, "&lt;");
			break;
		case '>':
			raw(r, "&gt;");
			break;
		case '&':
			raw(r, "&amp;");
			break;
		case '"':
			raw(r, "&quot;");
			break;
		default:
			if ((unsigned char)*s >= 0x20 && *s != 0x7f)
				r->err = buf_addc(r->to, *s);
		}
	}
}

static void
when(struct report *r, int64_t ms)
{
	char at[CLOCK_TEXT];

	clock_format(ms, at);
	at[10] = ' ';
	at[19] = '\0';
	raw(r, at);
	raw(r, " UTC");
}

static void
day(struct report *r, int64_t ms)
{
	char at[CLOCK_TEXT];

	clock_format(ms, at);
	at[10] = '\0';
	raw(r, at);
}

/* ---- EVIDENCE.md 4.5, whole ---- */

static const char limits_fr[] =
    "<p>Ce dossier est une pièce privée. Il ne vaut pas constat de commissaire "
    "de justice ; seul le juge en apprécie la portée.</p>\n"
    "<p>Il établit que les fichiers joints existaient dans l'intervalle "
    "indiqué et n'ont pas changé depuis. Il n'établit pas, à lui seul, que le "
    "serveur les a réellement envoyés : l'opérateur contrôlait la machine, et "
    "TLS ne laisse pas de preuve opposable à un tiers.</p>\n"
    "<p>Il ne montre pas ce que voyait tout internaute : le contenu peut "
    "varier selon le lieu, l'appareil, l'heure, un cache intermédiaire ou la "
    "détection d'un robot ; les scripts n'ont pas été exécutés.</p>\n"
    "<p>« Première vue » est la date de notre première observation, non celle "
    "de la publication ; une absence n'est constatée qu'à l'adresse et à "
    "l'instant indiqués.</p>\n"
    "<p>Il n'identifie pas l'auteur, ne qualifie pas les propos et ne dit rien "
    "de leur véracité. Les dates affichées par la page sont celles qu'elle "
    "déclare.</p>\n"
    "<p>Un horodatage non qualifié n'emporte pas la présomption de "
    "l'article 41 eIDAS. En l'absence de témoin externe, l'existence d'un "
    "second journal ne peut être exclue. Les délais calculés sont "
    "indicatifs.</p>\n";

static const char limits_en[] =
    "<p>This is a private document, not an officer's record; what it is worth "
    "is for the judge to say.</p>\n"
    "<p>It shows that the files in it existed within the interval stated and "
    "are unchanged since. It does not show, by itself, that the server really "
    "sent them: the operator controlled the machine, and TLS leaves no proof "
    "that binds a third party.</p>\n"
    "<p>It does not show what every visitor saw: content may vary with place, "
    "device, time, a cache on the way or the detection of a robot; scripts "
    "were not run.</p>\n"
    "<p>“First seen” is the date of our first observation, not of publication; "
    "an absence holds only for the address and the instant stated.</p>\n"
    "<p>It identifies no author, qualifies no words as unlawful and says "
    "nothing of their truth. Dates shown by a page are its own claims.</p>\n"
    "<p>A time stamp that is not qualified carries no presumption under "
    "article 41 eIDAS. Without an outside witness a second log cannot be "
    "excluded. Deadlines computed are indicative.</p>\n";

/* ---- the table ---- */

static void
row(struct report *r, const struct bundle_exhibit *x)
{
	char number[16];

	snprintf(number, sizeof(number), "%u", x->number);
	raw(r, "<tr><td>");
	raw(r, number);
	raw(r, "</td><td><span class=\"url\">");
	text(r, x->url);
	raw(r, "</span><br>«&nbsp;");
	text(r, x->snippet);
	raw(r, "&nbsp;»</td><td>");
	if (x->last_absent == INT64_MIN)
		raw(r, "—");
	else
		when(r, x->last_absent);
	raw(r, "</td><td>");
	when(r, x->first_seen);
	raw(r, "</td><td>");
	when(r, x->last_seen);
	raw(r, "</td><td>");
	text(r, x->published != NULL ? x->published : "—");
	raw(r, "</td></tr>\n");
}

static const char style[] =
    "<style>@page{size:A4;margin:18mm}body{font:11pt/1.4 serif;max-width:60em;"
    "margin:2em auto;padding:0 1em;overflow-wrap:anywhere}h1{font-size:1.5em}"
    "h2{font-size:1.15em;border-bottom:1px solid}table{border-collapse:"
    "collapse;width:100%}th,td{border:1px solid #888;padding:.3em;text-align:"
    "left;vertical-align:top;font-size:.85em}.url{font-family:monospace}"
    "footer{margin-top:2em;font-size:.85em}</style>\n";

static void
head(struct report *r, const char *title)
{
	raw(r, "<!DOCTYPE html>\n<html lang=\"");
	raw(r, say(r, "en", "fr"));
	raw(r, "\"><head><meta charset=\"utf-8\"><meta http-equiv=\""
	       "Content-Security-Policy\" content=\"default-src 'none'; "
	       "style-src 'unsafe-inline'\"><title>");
	raw(r, title);
	raw(r, "</title>\n");
	raw(r, style);
	raw(r, "</head><body>\n<h1>");
	raw(r, title);
	raw(r, "</h1>\n<p>");
	text(r, r->c->root);
	raw(r, "<br>");
	day(r, r->c->date);
	raw(r, "</p>\n");
}

static void
body(struct report *r)
{
	head(r, say(r, "Report of automated capture",
		    "Rapport de capture automatisée"));
	raw(r, say(r, "<h2>Summary</h2>\n", "<h2>Synthèse</h2>\n"));
	raw(r, "<table><tr><th>");
	raw(r, say(r,
		   "No.</th><th>Address, passage</th><th>Last absent</th>"
		   "<th>First seen</th><th>Last seen</th><th>Date claimed",
		   "N°</th><th>Adresse, passage</th><th>Dernière absence</th>"
		   "<th>Première vue</th><th>Dernière vue</th><th>Date "
		   "déclarée"));
	raw(r, "</th></tr>\n");
	for (size_t i = 0; i < r->c->n_exhibits; i++)
		row(r, &r->c->exhibits[i]);
	raw(r, "</table>\n");
	raw(r,
	    say(r,
		"<h2>Check it yourself</h2>\n<p>README.txt, beside the folder "
		"data, gives the commands.</p>\n",
		"<h2>Vérifier soi-même</h2>\n<p>LISEZMOI.txt, à côté du "
		"dossier data, donne les commandes.</p>\n"));
	raw(r, say(r, "<h2>Limits</h2>\n", "<h2>Limites</h2>\n"));
	raw(r, say(r, limits_en, limits_fr));
	raw(r, "<footer>");
	raw(r, say(r, "Private document, not the act of a judicial officer.",
		   "Document privé, n'est pas un acte de commissaire de "
		   "justice."));
	raw(r, "</footer>\n</body></html>\n");
}

static enum err
write_report(
    const struct bundle_case *c, struct bag *b, const char *name, bool french)
{
	struct buf to;
	struct report r = { .c = c, .to = &to, .french = french };

	buf_init(&to, REPORT_MAX);
	body(&r);
	if (r.err == ERR_OK)
		bag_add(b, name, to.data, to.len);
	buf_fini(&to);
	return r.err;
}

/* ---- chronologie.csv ---- */

/* RFC 4180; and no cell that a spreadsheet would run as a formula. */
static void
cell(struct report *r, const char *s)
{
	raw(r, s != NULL && strchr("=+-@\t\r", s[0]) != NULL && s[0] != '\0'
		   ? "\"'"
		   : "\"");
	for (; s != NULL && *s != '\0' && r->err == ERR_OK; s++) {
		if (*s == '"')
			raw(r, "\"\"");
		else if ((unsigned char)*s >= 0x20)
			r->err = buf_addc(r->to, *s);
	}
	raw(r, "\"");
}

static void
event(struct report *r, const struct bundle_exhibit *x,
    const struct bundle_place *p, const struct bundle_event *v)
{
	const struct bundle_snapshot *s = &r->c->snapshots[v->snapshot];
	char line[128], at[CLOCK_TEXT];

	clock_format(s->at, at);
	snprintf(line, sizeof(line), "%u,", x->number);
	raw(r, line);
	cell(r, p->url);
	snprintf(line, sizeof(line), ",%s,%s,%d,s%" PRIu64 ",%" PRIu64 ",",
	    bundle_role_name(v->role), at, s->status, s->number, s->leaf);
	raw(r, line);
	cell(r, x->published);
	raw(r, "\r\n");
}

static enum err
write_chronology(const struct bundle_case *c, struct bag *b)
{
	struct buf to;
	struct report r = { .c = c, .to = &to };

	buf_init(&to, REPORT_MAX);
	raw(&r, "exhibit,url,event,at,status,snapshot,leaf,date_claimed\r\n");
	for (size_t i = 0; i < c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &c->exhibits[i];

		for (size_t k = 0; k < x->n_places; k++)
			for (size_t n = 0; n < x->places[k].n_events; n++)
				event(&r, x, &x->places[k],
				    &x->places[k].events[n]);
	}
	if (r.err == ERR_OK)
		bag_add(b, "data/chronologie.csv", to.data, to.len);
	buf_fini(&to);
	return r.err;
}

enum err
report_write(const struct bundle_case *c, struct bag *b)
{
	enum err e = write_report(c, b, "data/rapport-fr.html", true);

	if (e == ERR_OK)
		e = write_report(c, b, "data/report-en.html", false);
	return e == ERR_OK ? write_chronology(c, b) : e;
}
