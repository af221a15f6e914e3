/* SPDX-License-Identifier: ISC */
/* What was recorded of each exhibit: how the page was reached, and the raw
 * facts of the exchange that shows it. No adjective, no interpretation. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/crawl.h"
#include "tools/bundle/report.h"

enum { HOPS_MAX = 32, FIELD_MAX = 512 };

const struct bundle_snapshot *
report_shown(const struct bundle_case *c, const struct bundle_exhibit *x)
{
	size_t i = x->shown != BUNDLE_NONE ? x->shown : x->first_snapshot;

	return i == BUNDLE_NONE ? NULL : bundle_bytes_of(c, &c->snapshots[i]);
}

/* ---- 5: path ---- */

/* The newest exchange of that address before s. */
static const struct bundle_snapshot *
before(const struct bundle_case *c, const struct bundle_snapshot *s,
    const char *url)
{
	const struct bundle_snapshot *best = NULL;

	for (size_t i = 0; i < c->n_snapshots; i++) {
		const struct bundle_snapshot *k = &c->snapshots[i];

		if (k->number >= s->number)
			break;
		if (strcmp(k->url, url) == 0)
			best = k;
	}
	return best;
}

static void
hop(struct report *r, const char *url, const struct bundle_snapshot *s)
{
	report_raw(r, "<li><span class=\"url\">");
	report_text(r, url);
	report_raw(r, "</span>");
	if (s != NULL) {
		report_raw(r, " – ");
		report_ref(r, s);
	}
	report_raw(r, "</li>\n");
}

/* From the page back to the seed. */
void
report_path(struct report *r, const struct bundle_exhibit *x)
{
	const struct bundle_snapshot *s = report_shown(r->c, x);
	const char *via, *seed;
	bool withheld;

	if (s == NULL) {
		report_say(r, &(struct both){ "<p>Non enregistré.</p>\n",
				  "<p>Not recorded.</p>\n" });
		return;
	}
	seed = s->seed;
	withheld = s->withheld;
	report_raw(r, "<ol>");
	hop(r, s->url, s);
	for (int i = 0; i < HOPS_MAX && s != NULL; i++) {
		via = s->via;
		if (via == NULL)
			break;
		s = before(r->c, s, via);
		hop(r, via, s);
	}
	report_raw(r, "</ol>\n");
	if (withheld)
		report_say(
		    r, &(struct both){
			   "<p class=\"small\">La page d'où vient le lien "
			   "relève d'une autre affaire : elle n'est pas "
			   "communiquée ; son empreinte salée figure dans "
			   "l'enregistrement (path_sha256).</p>\n",
			   "<p class=\"small\">The page that the link comes "
			   "from belongs to another case: it is withheld; its "
			   "salted hash stands in the record (path_sha256)."
			   "</p>\n" });
	if (seed == NULL)
		return;
	report_say(r, &(struct both){ "<p class=\"small\">Point de départ "
				      "demandé : ",
			  "<p class=\"small\">Starting point asked for: " });
	report_text(r, seed);
	report_raw(r, "</p>\n");
}

static void
exhibit_head(struct report *r, const struct bundle_exhibit *x)
{
	report_say(r, &(struct both){ "<h3>Pièce ", "<h3>Exhibit " });
	report_put(r, "%u</h3>\n", x->number);
}

void
report_paths(struct report *r)
{
	report_say(r,
	    &(struct both){
		"<h2>5. Cheminement</h2>\n<p>De la page vers le point de "
		"départ : chaque ligne est l'adresse où se trouvait le lien "
		"vers la précédente. "
		"« s12 (enreg. 34) » : l'échange 12, que dit l'enregistrement "
		"34 du journal. Sans numéro : cette adresse n'est pas parmi "
		"les échanges du dossier.</p>\n",
		"<h2>5. Path</h2>\n<p>From the page back to the starting "
		"point: each line is the address at which the link to the one "
		"above stood. “s12 (record 34)”: exchange 12, of which record "
		"34 of the log tells. Without a number: that address is not "
		"among the exchanges of this file.</p>\n" });
	for (size_t i = 0; i < r->c->n_exhibits; i++) {
		report_raw(r, "<div class=\"exhibit\">");
		exhibit_head(r, &r->c->exhibits[i]);
		report_path(r, &r->c->exhibits[i]);
		report_raw(r, "</div>\n");
	}
}

/* ---- 6: findings ---- */

static const struct {
	const char *key;
	struct both head;
} of_mention[] = {
	{ "matched", { "Caractères trouvés", "Characters found" } },
	{ "title", { "Titre affiché", "Title shown" } },
	{ "author", { "Auteur affiché", "Author shown" } },
	{ "handle", { "Identifiant affiché", "Handle shown" } },
	{ "author_url", { "Adresse de l'auteur", "Address of the author" } },
	{ "published_from", { "Date lue dans", "Date read from" } },
	{ "lang", { "Langue", "Language" } },
};

static const char *const fields[] = { "Date", "Last-Modified", "ETag",
	"Expires", "Age", "Via", "X-Cache", "CF-Cache-Status", "Server",
	"Content-Type" };

static const struct {
	const char *key;
	struct both head;
} hashes[] = {
	{ "request_sha256", { "SHA-256 de la requête", "SHA-256 of request" } },
	{ "response_sha256",
	    { "SHA-256 de la réponse reçue", "SHA-256 of response" } },
	{ "payload_sha256",
	    { "SHA-256 du corps reçu", "SHA-256 of body received" } },
	{ "content_sha256",
	    { "SHA-256 du corps décodé", "SHA-256 of body decoded" } },
	{ "text_sha256",
	    { "SHA-256 du texte visible", "SHA-256 of visible text" } },
};

/* The value of a header field, cut at FIELD_MAX; false where there is none. */
static bool
field(const char *head, const char *name, char out[FIELD_MAX])
{
	size_t n = strlen(name);

	for (; head != NULL; head = strstr(head, "\r\n")) {
		head += strspn(head, "\r\n");
		if (strncasecmp(head, name, n) != 0 || head[n] != ':')
			continue;
		head += n + 1;
		head += strspn(head, " \t");
		snprintf(
		    out, FIELD_MAX, "%.*s", (int)strcspn(head, "\r\n"), head);
		return true;
	}
	return false;
}

static void
hash_row(struct report *r, const struct both *head, const char *hex)
{
	if (hex == NULL)
		return;
	report_raw(r, "<tr><th>");
	report_say(r, head);
	report_raw(r, "</th><td class=\"h\">");
	report_text(r, hex);
	report_raw(r, "</td></tr>\n");
}

/* What the server said of its answer. */
static void
header_row(struct report *r, const char *name, const char *value)
{
	report_say(
	    r, &(struct both){ "<tr><th>En-tête « ", "<tr><th>Header “" });
	report_raw(r, name);
	report_say(r, &(struct both){ " »</th><td>", "”</th><td>" });
	report_text(r, value);
	report_raw(r, "</td></tr>\n");
}

/* What stands in a file of somebody else's was not seen by vigie: its time here
 * is when it was imported, and what the file says of itself is a claim. */
static void
imported(struct report *r, const struct bundle_snapshot *s)
{
	static const struct both head = { "Importé, non relevé par vigie",
		"Imported, not fetched by vigie" };
	static const struct {
		const char *key;
		struct both words;
	} rows[] = {
		{ "file", { "Fichier WARC", "WARC file" } },
		{ "file_sha256",
		    { "SHA-256 de ce fichier", "SHA-256 of that file" } },
		{ "date", { "Date que ce fichier affirme",
			      "Date that the file claims" } },
		{ "ip", { "Adresse IP que ce fichier affirme",
			    "Address that the file claims" } },
	};
	const json_t *im = json_object_get(s->doc, "imported");

	if (im == NULL)
		return;
	report_raw(r, "<tr><th>");
	report_say(r, &head);
	report_raw(r, "</th><td>");
	report_say(
	    r, &(struct both){ "La date ci-dessus est celle de l'importation.",
		   "The date above is that of the import." });
	report_raw(r, "</td></tr>\n");
	for (size_t i = 0; i < NELEM(rows); i++)
		report_row(r, &rows[i].words, json_get_text(im, rows[i].key));
}

/* What another archive saw, and where in its log that stands. */
static void
merged(struct report *r, const struct bundle_snapshot *s)
{
	static const struct both head = {
		"Repris du journal d'une autre archive",
		"Taken over from the log of another archive"
	};
	const json_t *m = json_object_get(s->doc, "merged");
	const char *dir = "";
	char place[FIELD_MAX];

	if (m == NULL || json_get_text(m, "origin") == NULL)
		return;
	for (size_t i = 0; i < r->c->n_elsewhere; i++)
		if (strcmp(r->c->elsewhere[i].origin,
			json_get_text(m, "origin")) == 0)
			dir = r->c->elsewhere[i].dir;
	snprintf(place, sizeof(place), "%s – %s/leaf-%08" PRId64 ".json",
	    json_get_text(m, "origin"), dir, json_get_int(m, "seq", 0));
	report_row(r, &head, place);
}

static void
exchange(struct report *r, const struct bundle_snapshot *s)
{
	static const struct both at = { "Reçu le", "Received" };
	static const struct both ip = { "Adresse IP du serveur",
		"Address of the server" };
	static const struct both chain = { "SHA-256 de la chaîne TLS",
		"SHA-256 of TLS chain" };
	static const struct both withheld = { "Corps non communiqué",
		"Body withheld" };
	const char *head = json_get_text(s->doc, "response_head");
	char value[FIELD_MAX];

	report_raw(r, "<tr><th>");
	report_say(r, &at);
	report_raw(r, "</th><td>");
	report_when(r, s->at);
	report_put(r, " – %s %d – ",
	    strncmp(s->url, "nntp", 4) == 0 ? "NNTP" : "HTTP", s->status);
	report_ref(r, s);
	report_raw(r, "</td></tr>\n");
	imported(r, s);
	merged(r, s);
	report_proofs(r, s);
	if (s->body_withheld)
		report_row(r, &withheld,
		    r->french ? "il nomme une autre affaire ; ses empreintes "
				"figurent ci-dessous"
			      : "it names another case; its hashes stand "
				"below");
	report_row(r, &ip, json_get_text(s->doc, "ip"));
	hash_row(r, &chain,
	    json_get_text(json_object_get(s->doc, "tls"), "chain_sha256"));
	for (size_t i = 0; i < NELEM(fields); i++)
		if (field(head, fields[i], value))
			header_row(r, fields[i], value);
	for (size_t i = 0; i < NELEM(hashes); i++)
		hash_row(
		    r, &hashes[i].head, json_get_text(s->doc, hashes[i].key));
}

static const struct {
	const char *key;
	struct both words;
} matches[] = {
	{ "exact", { "nom exact", "exact name" } },
	{ "variant", { "variante du nom", "variant of the name" } },
	{ "lookalike", { "nom ressemblant", "lookalike of the name" } },
	{ "handle", { "identifiant de compte", "account handle" } },
	{ "avatar", { "image de profil", "profile picture" } },
};

static void
match(struct report *r, const struct bundle_exhibit *x)
{
	const char *kind = json_get_text(x->mention, "match");

	for (size_t i = 0; kind != NULL && i < NELEM(matches); i++) {
		if (strcmp(kind, matches[i].key) != 0)
			continue;
		report_say(r, &(struct both){ "<tr><th>Correspondance</th><td>",
				  "<tr><th>Match</th><td>" });
		report_say(r, &matches[i].words);
		report_raw(r, "</td></tr>\n");
	}
}

static void
sign(void *arg, const char *en, const char *fr)
{
	struct report *r = arg;

	report_raw(r, "<li>");
	report_say(r, &(struct both){ fr, en });
	report_raw(r, "</li>");
}

/* What speaks for an impostor's account, each sign in words. */
static void
impostor(struct report *r, const struct bundle_exhibit *x)
{
	const json_t *i = json_object_get(x->mention, "impostor");
	double score = json_number_value(json_object_get(i, "score"));

	if (!json_is_object(i) || score < crawl_suspicious)
		return;
	report_say(
	    r, &(struct both){ "<tr><th>Indices d'usurpation (score de 0 à 1, "
			       "aucun n'est une preuve)</th><td>",
		   "<tr><th>Signs of impersonation (score of 0 to 1, none is a "
		   "proof)</th><td>" });
	report_put(r, "%.2f<ul>", score);
	crawl_signs(i, sign, r);
	report_raw(r, "</ul></td></tr>\n");
}

/* As people write it, then as it was read. */
static void
published(struct report *r, const struct bundle_exhibit *x)
{
	if (x->published == NULL)
		return;
	report_say(r, &(struct both){ "<tr><th>Date affichée</th><td>",
			  "<tr><th>Date claimed</th><td>" });
	report_claimed(r, x);
	report_raw(r, " (");
	report_text(r, x->published);
	report_raw(r, ")</td></tr>\n");
}

/* The one above is that which is believed; whoever disputes it needs all. */
static void
claims(struct report *r, const struct bundle_exhibit *x)
{
	if (x->n_claims == 0)
		return;
	report_say(r, &(struct both){ "<tr><th>Toutes les dates que la page "
				      "porte, et où</th><td>",
			  "<tr><th>All dates that the page bears, and where"
			  "</th><td>" });
	for (size_t i = 0; i < x->n_claims; i++) {
		report_raw(r, i > 0 ? "<br>" : "");
		report_text(r, x->claims[i].stated);
		report_raw(r, " (");
		report_text(r, x->claims[i].where);
		report_raw(r, ")");
	}
	report_raw(r, "</td></tr>\n");
}

/* Where in the decoded body the passages stand. */
static void
offsets(struct report *r, const struct bundle_snapshot *s)
{
	const json_t *all = json_object_get(s->doc, "passages");
	size_t n = json_array_size(all);

	if (n == 0)
		return;
	report_say(r, &(struct both){ "<tr><th>Octets du corps décodé</th><td>",
			  "<tr><th>Bytes of the decoded body</th><td>" });
	for (size_t i = 0; i < n && i < 20; i++) {
		const json_t *p = json_array_get(all, i);

		report_put(r, "%s%" PRId64 "–%" PRId64, i > 0 ? ", " : "",
		    (int64_t)json_integer_value(json_array_get(p, 0)),
		    (int64_t)json_integer_value(json_array_get(p, 1)));
	}
	report_raw(r, "</td></tr>\n");
}

void
report_facts(struct report *r, const struct bundle_exhibit *x)
{
	static const struct both address = { "Adresse", "Address" };
	const struct bundle_snapshot *s = report_shown(r->c, x);

	report_raw(r, "<table class=\"facts\">");
	report_row(r, &address, x->url);
	report_say(r, &(struct both){ "<tr><th>Passage</th><td>",
			  "<tr><th>Passage</th><td>" });
	report_quote(r, x);
	report_raw(r, "</td></tr>\n");
	match(r, x);
	impostor(r, x);
	published(r, x);
	for (size_t i = 0; i < NELEM(of_mention); i++)
		report_row(r, &of_mention[i].head,
		    json_get_text(x->mention, of_mention[i].key));
	claims(r, x);
	if (s != NULL) {
		offsets(r, s);
		exchange(r, s);
	}
	report_raw(r, "</table>\n");
}

void
report_findings(struct report *r)
{
	report_say(r,
	    &(struct both){
		"<h2>6. Constatations automatiques</h2>\n"
		"<p>Faits bruts, relevés par le programme sans intervention "
		"humaine. « Affiché » : déclaré par la page, non vérifié. "
		"L'enregistrement cité est celui de l'échange dont viennent "
		"les octets.</p>\n",
		"<h2>6. Automatic findings</h2>\n<p>Raw "
		"facts, taken by the program without human intervention. "
		"“Shown”: claimed by the page, not verified. The record named "
		"is that of the exchange that brought the bytes.</p>\n" });
	for (size_t i = 0; i < r->c->n_exhibits; i++) {
		report_raw(r, "<div class=\"exhibit\">");
		exhibit_head(r, &r->c->exhibits[i]);
		report_facts(r, &r->c->exhibits[i]);
		report_raw(r, "</div>\n");
	}
}
