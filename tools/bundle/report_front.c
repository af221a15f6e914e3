/* SPDX-License-Identifier: ISC */
/* Page one: what this file is, for whom, what was found, and until when
 * something can be done about it. For a reader who never saw vigie. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "tools/bundle/report.h"
#include "tools/bundle/window.h"

enum { NAMES_MAX = 20 }; /* watched names listed by name */

/* ---- 1: purpose ---- */

static bool
named_before(const struct bundle_case *c, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(c->exhibits[k].name, c->exhibits[i].name) == 0)
			return true;
	return false;
}

static void
names(struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->n_exhibits && n <= NAMES_MAX; i++) {
		if (named_before(r->c, i))
			continue;
		if (n > 0)
			report_raw(r, ", ");
		n++;
		if (n > NAMES_MAX)
			report_raw(r, "…");
		else
			report_text(r, r->c->exhibits[i].name);
	}
}

static const struct both purpose[] = {
	{ "<h2>1. Objet et demandeur</h2>\n<p class=\"lead\">Ce dossier "
	  "conserve des pages publiques du Web qui mentionnent <strong>",
	    "<h2>1. Purpose</h2>\n<p class=\"lead\">This file keeps public "
	    "pages of the Web that mention <strong>" },
	{ "</strong>, telles qu'un programme, <em>vigie</em>, les a reçues, "
	  "avec la date de chaque visite et de quoi vérifier que rien n'a été "
	  "modifié depuis. Il dit ce qui a été vu, à quelle adresse et quand ; "
	  "il ne dit ni qui l'a écrit, ni si c'est vrai, ni si c'est licite."
	  "</p>\n",
	    "</strong>, as a program, <em>vigie</em>, received them, with the "
	    "date of each visit and the means to check that nothing has been "
	    "altered since. It says what was seen, at which address and when; "
	    "it does not say who wrote it, whether it is true, or whether it "
	    "is lawful.</p>\n" },
	{ "<table class=\"facts\"><tr><th>Établi pour</th><td>"
	  "<em>à compléter : demandeur, qualité, adresse</em></td></tr>\n",
	    "<table class=\"facts\"><tr><th>Made for</th><td><em>to be filled "
	    "in: requesting party, capacity, address</em></td></tr>\n" },
};

void
report_purpose(struct report *r)
{
	static const struct both ref = { "Référence du dossier",
		"Case reference" };
	static const struct both last = { "</td></tr></table>\n"
					  "<p class=\"box\">Document privé, "
					  "n'est pas un acte de commissaire de "
					  "justice. Ce qu'il ne prouve pas est "
					  "écrit à la section 10.</p>\n",
		"</td></tr></table>\n<p class=\"box\">Private document, not "
		"the act of a judicial officer. What it does not prove is "
		"written in section 10.</p>\n" };

	report_put(r, "<p class=\"ref\">%s</p>\n", r->c->root);
	report_say(r, &purpose[0]);
	names(r);
	report_say(r, &purpose[1]);
	report_say(r, &purpose[2]);
	report_row(
	    r, &ref, r->c->ref_typed != NULL ? r->c->ref_typed : r->c->ref);
	report_say(r, &(struct both){ "<tr><th>Dossier produit le</th><td>",
			  "<tr><th>File made on</th><td>" });
	report_date(r, deadline_start(NULL, INT64_MIN, r->c->date).date);
	report_say(r, &last);
}

/* ---- 2: summary ---- */

static size_t
count_state(const struct bundle_case *c, const char *state)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_exhibits; i++) {
		const char *s = json_get_text(c->exhibits[i].mention, "state");

		n += s != NULL && strcmp(s, state) == 0;
	}
	return n;
}

static const struct both counts[] = {
	{ "pièce</strong>, vue entre le ", "exhibit</strong>, seen between " },
	{ "pièces</strong>, vues entre le ",
	    "exhibits</strong>, seen between " },
};

static void
figures(struct report *r)
{
	static const struct {
		const char *state;
		struct both words;
	} rows[] = {
		{ "online", { " en ligne ", " online " } },
		{ "changed",
		    { " modifiées (en ligne) ", " changed (online) " } },
		{ "gone", { " disparues ", " gone " } },
		{ "unreachable", { " injoignables ", " unreachable " } },
	};
	int64_t from = INT64_MAX, to = INT64_MIN;

	for (size_t i = 0; i < r->c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &r->c->exhibits[i];

		from = x->first_seen < from ? x->first_seen : from;
		to = x->last_seen > to ? x->last_seen : to;
	}
	report_put(r, "<p><strong>%zu ", r->c->n_exhibits);
	report_say(r, &counts[r->c->n_exhibits > 1]);
	report_when(r, from);
	report_say(r, &(struct both){ " et le ", " and " });
	report_when(r, to);
	report_say(r, &(struct both){
			  ". À la dernière visite :", ". At the last visit:" });
	for (size_t i = 0; i < NELEM(rows); i++) {
		report_raw(r, i > 0 ? "," : "");
		report_say(r, &rows[i].words);
		report_put(r, "%zu", count_state(r->c, rows[i].state));
	}
	report_raw(r, ".</p>\n");
}

/* The first three-month limit that has not passed, and how many have. */
static void
next_limit(struct report *r)
{
	struct deadline_date next = { 0, 0, 0 };
	int64_t least = INT64_MAX;
	size_t past = 0, number = 0;

	for (size_t i = 0; i < r->c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &r->c->exhibits[i];
		struct deadline_date end =
		    deadline_after(window_start(r->c, x).date, 3);
		int64_t left = deadline_left(end, r->c->date);

		if (left < 0) {
			past++;
		} else if (left < least) {
			least = left;
			next = end;
			number = x->number;
		}
	}
	report_say(
	    r, &(struct both){
		   "<p><strong>Délais de 3 mois</strong> (droit de la presse, "
		   "droit de réponse ; à vérifier par un avocat, section 3) : ",
		   "<p><strong>3-month deadlines</strong> (press law, right "
		   "of reply; to be checked by a lawyer, section 3): " });
	if (number != 0) {
		report_say(r, &(struct both){ "le prochain s'achève le "
					      "<strong>",
				  "the next one ends on <strong>" });
		report_date(r, next);
		report_say(r, &(struct both){
				  "</strong> (pièce ", "</strong> (exhibit " });
		report_put(r, "%zu)", number);
		report_say(r, &(struct both){ " ; ", "; " });
	}
	report_say(r, &(struct both){ "dépassés au jour de ce dossier : ",
			  "past on the day of this file: " });
	report_put(r, "%zu.</p>\n", past);
}

static void
link_sheet(struct report *r, const struct bundle_exhibit *x)
{
	char name[BUNDLE_NAME_MAX];

	bundle_piece_name(r->c, x, ".html", name);
	report_put(r, "<a href=\"%s%s\">%u</a>", r->up, name + 5, x->number);
}

static void
summary_row(struct report *r, const struct bundle_exhibit *x)
{
	report_raw(r, "<tr><td>");
	link_sheet(r, x);
	report_raw(r, "</td><td><span class=\"url\">");
	report_text(r, x->url);
	report_raw(r, "</span><br>");
	report_quote(r, x);
	report_raw(r, "</td><td class=\"t\">");
	report_when(r, x->last_absent);
	report_raw(r, "</td><td class=\"t\">");
	report_when(r, x->first_seen);
	report_raw(r, "</td><td class=\"t\">");
	report_when(r, x->last_seen);
	report_raw(r, "</td><td class=\"t\">");
	report_state(r, x);
	report_raw(r, "</td><td class=\"t\">");
	report_claimed(r, x);
	report_raw(r, "</td></tr>\n");
}

void
report_summary(struct report *r)
{
	report_say(r, &(struct both){
			  "<h2>2. Synthèse</h2>\n", "<h2>2. Summary</h2>\n" });
	figures(r);
	next_limit(r);
	report_say(r,
	    &(struct both){
		"<table><thead><tr><th class=\"n\">N°</th><th>Adresse et "
		"passage</th><th class=\"d\">Dernière absence</th>"
		"<th class=\"d\">Première vue</th><th class=\"d\">Dernière "
		"vue</th><th class=\"s\">État</th><th class=\"d\">Date "
		"affichée par la page</th></tr></thead>\n",
		"<table><thead><tr><th class=\"n\">No.</th><th>Address and "
		"passage</th><th class=\"d\">Last absent</th><th class=\"d\">"
		"First seen</th><th class=\"d\">Last seen</th><th class=\"s\">"
		"State</th><th class=\"d\">Date the page claims</th></tr>"
		"</thead>\n" });
	for (size_t i = 0; i < r->c->n_exhibits; i++)
		summary_row(r, &r->c->exhibits[i]);
	report_say(r,
	    &(struct both){
		"</table>\n<p class=\"small\">« Dernière absence » : dernière "
		"visite, avant la première vue, où le passage n'y était pas. "
		"« — » : aucune visite antérieure ne permet de le dire. Toutes "
		"les heures sont en temps universel (UTC).</p>\n",
		"</table>\n<p class=\"small\">“Last absent”: the last visit "
		"before the first sighting at which the passage was not there. "
		"“—”: no earlier visit allows to say so. All times are "
		"universal time (UTC).</p>\n" });
}

/* ---- 3: deadlines ---- */

static void
limit(struct report *r, struct deadline_date from, unsigned n)
{
	struct deadline_date end = deadline_after(from, n);
	int64_t left = deadline_left(end, r->c->date);

	report_raw(r, "</td><td class=\"t\">");
	report_date(r, end);
	report_raw(r, left < 0 ? "<br><span class=\"late\">" : "<br><span>");
	if (left < 0)
		report_say(r, &(struct both){ "dépassé", "past" });
	else
		report_put(r,
		    r->french ? "reste %" PRId64 " j" : "%" PRId64 " d left",
		    left);
	report_raw(r, "</span>");
}

static void
basis(struct report *r, enum deadline_basis b)
{
	report_say(r, &(struct both){ deadline_basis_words(b, true),
			  deadline_basis_words(b, false) });
}

/* The other date beside that of an import. */
static void
observed(struct report *r, const struct deadline_start *s)
{
	if (s->basis != DEADLINE_IMPORTED)
		return;
	report_say(r, &(struct both){ ".<br>Sans ce fichier : ",
			  ".<br>Without that file: " });
	report_date(r, s->observed);
	report_raw(r, " (");
	basis(r, s->observed_basis);
	report_raw(r, ")");
}

static void
deadline_row(struct report *r, const struct bundle_exhibit *x)
{
	struct deadline_start s = window_start(r->c, x);

	report_raw(r, "<tr><td>");
	link_sheet(r, x);
	report_raw(r, "</td><td class=\"t\">");
	report_date(r, s.date);
	report_raw(r, "</td><td>");
	basis(r, s.basis);
	observed(r, &s);
	if (s.contradicted)
		report_say(r,
		    &(struct both){ " (absente après cette date d'une "
				    "adresse qui l'a montrée ensuite : voir la "
				    "chronologie)",
			" (absent after that date from an address that showed "
			"it later: see the chronology)" });
	for (size_t i = 0; i < DEADLINE_RULES; i++)
		limit(r, s.date, deadline_rules[i].months);
	report_raw(r, "</td></tr>\n");
}

static void
deadline_head(struct report *r)
{
	report_say(r,
	    &(struct both){
		"<table><thead><tr><th class=\"n\">N°</th><th class=\"l\">"
		"Publication au plus tôt</th><th>Ce sur quoi repose cette date"
		"</th>",
		"<table><thead><tr><th class=\"n\">No.</th><th class=\"l\">"
		"Earliest publication</th><th>What that date rests on</th>" });
	for (size_t i = 0; i < DEADLINE_RULES; i++) {
		report_raw(r, "<th class=\"l\">");
		report_say(r, &(struct both){
				  deadline_rules[i].fr, deadline_rules[i].en });
		report_raw(r, "</th>");
	}
	report_raw(r, "</tr></thead>\n");
}

static const struct both deadline_words[] = {
	{ "<h2>3. Délais</h2>\n<p><strong>À vérifier par un avocat.</strong> "
	  "Derniers jours utiles en droit français, comptés de date à date "
	  "depuis la publication plausible la plus ancienne, jusqu'à minuit, "
	  "sans report au jour ouvrable suivant. Une nouvelle publication du "
	  "même texte peut faire courir un nouveau délai ; un acte de "
	  "poursuite doit être renouvelé dans le même délai.</p>\n",
	    "<h2>3. Deadlines</h2>\n<p><strong>To be checked by a lawyer."
	    "</strong> Last days to act under French law, counted date to date "
	    "from the earliest plausible publication, until midnight, without "
	    "extension to the next working day. A new publication of the same "
	    "text may start a new period; an act of prosecution must be "
	    "renewed within the same period.</p>\n" },
};

static const struct both deadline_notes = {
	"</table>\n<p class=\"small\">Presse, 3 mois : loi du 29 juillet 1881, "
	"art. 65. Presse, 1 an : art. 65-3 (formes discriminatoires). Droit de "
	"réponse en ligne : demande dans les 3 mois de la publication (décret "
	"n° 2007-1527) ; il n'est pas ouvert là où l'on peut répondre "
	"directement (forums, commentaires).</p>\n",
	"</table>\n<p class=\"small\">Press law, 3 months: Act of 29 July "
	"1881, art. 65. Press law, 1 year: art. 65-3 (discriminatory forms). "
	"Online right of reply: request within 3 months of publication (decree "
	"no. 2007-1527); not available where one can answer directly (forums, "
	"comments).</p>\n",
};

void
report_deadlines(struct report *r)
{
	report_says(r, deadline_words, NELEM(deadline_words));
	deadline_head(r);
	for (size_t i = 0; i < r->c->n_exhibits; i++)
		deadline_row(r, &r->c->exhibits[i]);
	report_say(r, &deadline_notes);
}

void
report_exhibit_deadlines(struct report *r, const struct bundle_exhibit *x)
{
	report_say(r, &(struct both){ "<h2>Délais (à vérifier par un "
				      "avocat)</h2>\n",
			  "<h2>Deadlines (to be checked by a lawyer)</h2>\n" });
	deadline_head(r);
	deadline_row(r, x);
	report_say(r, &deadline_notes);
}
