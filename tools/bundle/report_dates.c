/* SPDX-License-Identifier: ISC */
/* When each exhibit was there and was not, and what dates the records. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "tools/bundle/report.h"

/* ---- 7: chronology ---- */

static void
event(struct report *r, const struct bundle_place *p,
    const struct bundle_event *v)
{
	const struct bundle_snapshot *s = &r->c->snapshots[v->snapshot];

	report_raw(r, "<tr><td class=\"t\">");
	report_when(r, s->at);
	report_raw(r, "</td><td class=\"t\">");
	report_role(r, v->role);
	report_raw(r, "</td><td><span class=\"url\">");
	report_text(r, p->url);
	report_raw(r, "</span></td><td>");
	if (s->status != 0)
		report_put(r, "%d", s->status);
	else
		report_raw(r, "—");
	report_raw(r, "</td><td class=\"t\">");
	report_ref(r, s);
	report_raw(r, "</td></tr>\n");
}

void
report_events(struct report *r, const struct bundle_exhibit *x)
{
	uint64_t looks = 0, sightings = 0;

	report_say(
	    r, &(struct both){
		   "<table><thead><tr><th style=\"width:19%\">Date</th>"
		   "<th style=\"width:18%\">Événement</th><th>À l'adresse</th>"
		   "<th style=\"width:4.5em\">HTTP</th><th class=\"d\">Preuve"
		   "</th></tr></thead>\n",
		   "<table><thead><tr><th style=\"width:19%\">Date</th>"
		   "<th style=\"width:18%\">Event</th><th>At the address</th>"
		   "<th style=\"width:4.5em\">HTTP</th><th class=\"d\">Proof"
		   "</th></tr></thead>\n" });
	for (size_t k = 0; k < x->n_places; k++) {
		const struct bundle_place *p = &x->places[k];

		looks += p->looks;
		sightings += p->sightings;
		for (size_t n = 0; n < p->n_events; n++)
			event(r, p, &p->events[n]);
	}
	report_raw(r, "</table>\n");
	report_say(r, &(struct both){ "<p class=\"small\">Visites de ces "
				      "adresses, en tout : ",
			  "<p class=\"small\">Visits to these addresses, in "
			  "all: " });
	report_put(r, "%" PRIu64, looks);
	report_say(r, &(struct both){ " ; dont montrant le passage : ",
			  "; of which showing the passage: " });
	report_put(r, "%" PRIu64 ".", sightings);
	if (x->last_absent == INT64_MIN)
		report_say(
		    r, &(struct both){ " Aucune absence antérieure n'a été "
				       "constatée.",
			   " No earlier absence was observed." });
	report_raw(r, "</p>\n");
}

/* What was erased since (data protection). */
static void
forgotten(struct report *r)
{
	if (r->c->n_forgotten == 0)
		return;
	report_say(r, &(struct both){ "<h3>Contenus effacés</h3>\n<p>Effacés "
				      "depuis à la demande (protection des "
				      "données) : ",
			  "<h3>Contents erased</h3>\n<p>Erased since by "
			  "request (data protection): " });
	for (size_t i = 0; i < r->c->n_forgotten; i++)
		report_put(
		    r, "%ss%" PRIu64, i > 0 ? ", " : "", r->c->forgotten[i]);
	report_say(r,
	    &(struct both){ ". Leur texte n'est plus nulle part ; l'empreinte "
			    "de leurs enregistrements reste au journal, qui se "
			    "vérifie comme avant.</p>\n",
		". Their text is nowhere any more; the hashes of their records "
		"stay in the log, which verifies as before.</p>\n" });
}

void
report_chronology(struct report *r)
{
	report_say(r,
	    &(struct both){
		"<h2>7. Chronologie</h2>\n<p>Absences comprises, "
		"adresse par adresse : d'abord celle de la page, puis celles "
		"des "
		"listes et des fils qui l'ont montrée. Une absence "
		"ne vaut que pour l'adresse et l'instant indiqués. La même, "
		"pour tableur : chronologie.csv.</p>\n",
		"<h2>7. Chronology</h2>\n<p>Absences included, address "
		"by address: first that of the page, then those of the lists "
		"and "
		"feeds that showed it. An absence "
		"holds only for the address and the instant stated. The same "
		"for a spreadsheet: chronologie.csv.</p>\n" });
	for (size_t i = 0; i < r->c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &r->c->exhibits[i];

		report_raw(r, "<div class=\"exhibit\">");
		report_say(r, &(struct both){ "<h3>Pièce ", "<h3>Exhibit " });
		report_put(r, "%u</h3>\n", x->number);
		report_events(r, x);
		report_raw(r, "</div>\n");
	}
	forgotten(r);
}

/* ---- 8: integrity and dates ---- */

static const struct both integrity[] = {
	{ "<h2>8. Intégrité et dates</h2>\n<p>Chaque échange est inscrit dans "
	  "un journal où chaque enregistrement porte l'empreinte du précédent. "
	  "Un <em>point de contrôle</em>, signé, fixe tout le journal à un "
	  "moment donné ; un <em>horodatage</em> par un tiers date ce point de "
	  "contrôle. Retirer, modifier ou antidater un enregistrement se voit "
	  "au calcul (section 9).</p>\n",
	    "<h2>8. Integrity and dates</h2>\n<p>Each exchange is entered in a "
	    "log in which each record carries the hash of the one before. A "
	    "signed <em>checkpoint</em> fixes the whole log at one moment; a "
	    "<em>time stamp</em> by a third party dates that checkpoint. "
	    "Removing, altering or back-dating a record shows by calculation "
	    "(section 9).</p>\n" },
};

static void
checkpoints(struct report *r)
{
	report_say(r, &(struct both){ "<h3>Points de contrôle</h3>\n<table>"
				      "<thead><tr><th>Fichier</th><th>"
				      "Enregistrements</th></tr></thead>\n",
			  "<h3>Checkpoints</h3>\n<table><thead><tr><th>File"
			  "</th><th>Records</th></tr></thead>\n" });
	for (size_t i = 0; i < r->c->n_checkpoints; i++)
		report_put(r,
		    "<tr><td><a href=\"%sjournal/checkpoint-%08" PRIu64
		    ".txt\">checkpoint-%08" PRIu64 ".txt</a></td><td>%" PRIu64
		    "</td></tr>\n",
		    r->up, r->c->checkpoints[i].size, r->c->checkpoints[i].size,
		    r->c->checkpoints[i].size);
	report_raw(r, "</table>\n");
}

/* What an OpenTimestamps proof leads to, and what it leaves open. */
static void
block(struct report *r, uint64_t height)
{
	report_say(r, &(struct both){ "OpenTimestamps, bloc Bitcoin ",
			  "OpenTimestamps, Bitcoin block " });
	report_put(r, "%" PRIu64, height);
	report_say(r, &(struct both){ " (à vérifier : ots verify)",
			  " (to be checked: ots verify)" });
}

static void
anchor_row(struct report *r, const struct bundle_anchor *a)
{
	report_put(r, "<tr><td>%" PRIu64 "</td><td>", a->size);
	report_text(r, a->name);
	report_raw(r, "<br><span class=\"url\">");
	report_text(r, a->url);
	report_raw(r, "</span></td><td>");
	if (a->kind == ANCHOR_OTS) /* when a calendar took it: no proof */
		report_raw(r, "—");
	else
		report_when(r, a->time);
	report_raw(r, "</td><td>");
	if (a->kind == ANCHOR_OTS && !a->attested)
		report_say(
		    r, &(struct both){ "OpenTimestamps, en attente d'un bloc",
			   "OpenTimestamps, no block yet" });
	else if (a->kind == ANCHOR_OTS)
		block(r, a->block);
	else if (a->qualified)
		report_say(r, &(struct both){ "déclaré qualifié dans la "
					      "configuration",
				  "declared qualified in the configuration" });
	else
		report_say(
		    r, &(struct both){ "non qualifié", "not qualified" });
	report_raw(r, "</td></tr>\n");
}

static void
anchors(struct report *r)
{
	report_say(r, &(struct both){ "<h3>Horodatages par des tiers</h3>\n",
			  "<h3>Time stamps by third parties</h3>\n" });
	if (r->c->n_anchors == 0) {
		report_say(r,
		    &(struct both){
			"<p><strong>Aucun.</strong> Les dates de ce dossier "
			"sont celles de la machine qui a fait les "
			"enregistrements ; aucun tiers ne les atteste.</p>\n",
			"<p><strong>None.</strong> The dates in this file are "
			"those of the machine that made the records; no third "
			"party attests them.</p>\n" });
		return;
	}
	report_say(r,
	    &(struct both){
		"<table><thead><tr><th class=\"s\">Point de contrôle</th><th>"
		"Tiers horodateur</th><th style=\"width:24%\">Date attestée"
		"</th><th style=\"width:20%\">Qualité</th></tr></thead>\n",
		"<table><thead><tr><th class=\"s\">Checkpoint</th><th>"
		"Authority</th><th style=\"width:24%\">Date attested</th>"
		"<th style=\"width:20%\">Quality</th></tr></thead>\n" });
	for (size_t i = 0; i < r->c->n_anchors; i++)
		anchor_row(r, &r->c->anchors[i]);
	report_raw(r, "</table>\n");
}

/* Authorities that were asked and have not dated a checkpoint. */
static void
gap_row(struct report *r, const json_t *doc)
{
	const char *at = json_get_text(doc, "at");
	int64_t ms;

	report_put(
	    r, "<tr><td>%" PRId64 "</td><td>", json_get_int(doc, "size", 0));
	report_text(r, json_get_text(doc, "name"));
	report_raw(r, "<br><span class=\"url\">");
	report_text(r, json_get_text(doc, "authority"));
	report_raw(r, "</span></td><td>");
	if (at != NULL && clock_parse(at, &ms) == ERR_OK)
		report_when(r, ms);
	report_raw(r, "</td><td>");
	report_text(r, json_get_text(doc, "why"));
	report_raw(r, "</td></tr>\n");
}

static void
gaps(struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->n_leaves; i++) {
		const json_t *doc = r->c->leaves[i].doc;
		const char *type = json_get_text(doc, "type");

		if (type == NULL || strcmp(type, "anchor-gap") != 0)
			continue;
		if (n++ == 0)
			report_say(r,
			    &(struct both){
				"<h3>Horodatages manquants</h3>\n<table>"
				"<thead><tr><th class=\"s\">Point de contrôle"
				"</th><th>Tiers sollicité</th><th "
				"style=\"width:24%\">Dernier essai</th><th "
				"style=\"width:20%\">Raison</th></tr></thead>"
				"\n",
				"<h3>Missing time stamps</h3>\n<table><thead>"
				"<tr><th class=\"s\">Checkpoint</th><th>"
				"Authority asked</th><th style=\"width:24%\">"
				"Last try</th><th style=\"width:20%\">Reason"
				"</th></tr></thead>\n" });
		gap_row(r, doc);
	}
	if (n > 0)
		report_raw(r, "</table>\n");
}

/* The record as the log has it from which it was merged, and that log; or NULL.
 */
static const struct bundle_leaf *
merged_from(const struct bundle_case *c, const struct bundle_leaf *leaf,
    const struct bundle_elsewhere **log)
{
	const json_t *mark = json_object_get(leaf->doc, "merged");
	const char *origin = json_get_text(mark, "origin");
	int64_t seq = json_get_int(mark, "seq", -1);

	for (size_t i = 0; origin != NULL && i < c->n_elsewhere; i++) {
		*log = &c->elsewhere[i];
		if (strcmp((*log)->origin, origin) != 0)
			continue;
		for (size_t k = 0; k < (*log)->n_leaves; k++)
			if ((int64_t)(*log)->leaves[k].seq == seq)
				return &(*log)->leaves[k];
	}
	return NULL;
}

/* INT64_MIN: none on that side. What was merged stands between the tokens of
 * the log that it came from, and before ours. */
static int64_t
not_before(const struct bundle_case *c, const struct bundle_leaf *leaf)
{
	const struct bundle_elsewhere *log = NULL;
	const struct bundle_leaf *there = merged_from(c, leaf, &log);

	if (there != NULL && there->after != BUNDLE_NONE)
		return log->anchors[there->after].time;
	return leaf->after != BUNDLE_NONE ? c->anchors[leaf->after].time
					  : INT64_MIN;
}

static int64_t
not_after(const struct bundle_case *c, const struct bundle_leaf *leaf)
{
	const struct bundle_elsewhere *log = NULL;
	const struct bundle_leaf *there = merged_from(c, leaf, &log);

	if (there != NULL && there->before != BUNDLE_NONE)
		return log->anchors[there->before].time;
	return leaf->before != BUNDLE_NONE ? c->anchors[leaf->before].time
					   : INT64_MIN;
}

/* Between which two attested times the first and the last record of each
 * exhibit stand. */
static void
bracket(struct report *r, const struct bundle_exhibit *x, size_t snapshot,
    enum bundle_role role)
{
	const struct bundle_leaf *leaf;

	if (snapshot == BUNDLE_NONE)
		return;
	leaf = bundle_leaf_of(r->c, r->c->snapshots[snapshot].leaf);
	if (leaf == NULL)
		return;
	report_put(r, "<tr><td>%u</td><td>", x->number);
	report_role(r, role);
	report_raw(r, "</td><td>");
	report_ref(r, &r->c->snapshots[snapshot]);
	report_raw(r, "</td><td>");
	report_when(r, not_before(r->c, leaf));
	report_raw(r, "</td><td>");
	report_when(r, not_after(r->c, leaf));
	report_raw(r, "</td></tr>\n");
}

static bool
is_dated(const struct bundle_case *c)
{
	size_t n = c->n_anchors;

	for (size_t i = 0; i < c->n_elsewhere; i++)
		n += c->elsewhere[i].n_anchors;
	return n > 0;
}

static void
brackets(struct report *r)
{
	if (!is_dated(r->c))
		return;
	report_say(r,
	    &(struct both){
		"<h3>Encadrement</h3>\n<p>L'enregistrement n'a pu être composé "
		"avant la première date ni après la seconde. « — » : pas "
		"d'horodatage de ce côté.</p>\n<table><thead><tr>"
		"<th class=\"n\">N°</th><th style=\"width:15%\">Événement</th>"
		"<th style=\"width:18%\">Preuve</th><th>"
		"Pas avant</th><th>Pas après</th></tr></thead>\n",
		"<h3>Bracket</h3>\n<p>The record cannot have been composed "
		"before the first date, nor after the second. “—”: no time "
		"stamp on that side.</p>\n<table><thead><tr><th class=\"n\">"
		"No.</th><th style=\"width:15%\">Event</th>"
		"<th style=\"width:18%\">Proof</th><th>Not before</th><th>"
		"Not after</th></tr></thead>\n" });
	for (size_t i = 0; i < r->c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &r->c->exhibits[i];

		bracket(r, x, x->absent_snapshot, BUNDLE_LAST_ABSENT);
		bracket(r, x, x->first_snapshot, BUNDLE_FIRST_SEEN);
		if (x->last_snapshot != x->first_snapshot)
			bracket(r, x, x->last_snapshot, BUNDLE_LAST_SEEN);
	}
	report_raw(r, "</table>\n");
}

/* Logs of other archives: whose records were merged, and what dates those. */
static void
elsewhere(struct report *r)
{
	if (r->c->n_elsewhere == 0)
		return;
	report_say(r,
	    &(struct both){
		"<h3>Journaux d'autres archives</h3>\n<p>Des enregistrements "
		"du dossier ont été repris d'une autre archive, qui les avait "
		"relevés. Chacun est joint une seconde fois, tel qu'elle l'a "
		"inscrit, avec la preuve qu'il figure dans son propre journal, "
		"signé de sa propre clé.</p>\n<table><thead><tr><th>Journal"
		"</th><th>Dossier</th><th>Enregistrements joints</th><th>"
		"Horodatages</th></tr></thead>\n",
		"<h3>Logs of other archives</h3>\n<p>Some records of this file "
		"were taken over from another archive, which had made them. "
		"Each is enclosed a second time, as that archive logged it, "
		"with the proof that it stands in its own log, signed by its "
		"own key.</p>\n<table><thead><tr><th>Log</th><th>Folder</th>"
		"<th>Records enclosed</th><th>Time stamps</th></tr></thead>"
		"\n" });
	for (size_t i = 0; i < r->c->n_elsewhere; i++) {
		const struct bundle_elsewhere *w = &r->c->elsewhere[i];

		report_raw(r, "<tr><td>");
		report_text(r, w->origin);
		report_put(r, "</td><td>%s</td><td>%zu</td><td>%zu</td></tr>\n",
		    w->dir, w->n_leaves, w->n_anchors);
	}
	report_raw(r, "</table>\n");
}

void
report_integrity(struct report *r)
{
	static const struct both origin = { "Journal", "Log" };
	static const struct both key = { "Clé de signature", "Signing key" };

	report_says(r, integrity, NELEM(integrity));
	report_raw(r, "<table class=\"facts\">");
	report_row(r, &origin, r->c->origin);
	report_row(r, &key, r->c->key_id);
	report_raw(r, "</table>\n");
	checkpoints(r);
	anchors(r);
	gaps(r);
	brackets(r);
	elsewhere(r);
	report_say(r,
	    &(struct both){
		"<h3>Témoin externe</h3>\n<p>Aucun n'est joint à ce dossier : "
		"l'existence d'un journal parallèle ne peut être exclue, sauf "
		"à comparer avec un point de contrôle conservé ailleurs.</p>\n",
		"<h3>Outside witness</h3>\n<p>None is enclosed: a parallel log "
		"cannot be excluded, but by comparison with a checkpoint kept "
		"elsewhere.</p>\n" });
}
