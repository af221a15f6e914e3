/* SPDX-License-Identifier: ISC */
/* The technical conditions that courts and NF Z67-147 ask of a capture
 * (EVIDENCE.md 1.3), filled in: from what each sweep declared at its start, and
 * from counts over the exchanges of the bundle. Facts, and the doubt left. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/base/clock.h"
#include "tools/bundle/report.h"

enum { ADDRESSES_MAX = 8 }; /* local addresses named */

/* ---- what sweeps declare ---- */

static const char *
text_of(const json_t *doc, const char *key)
{
	const char *s = json_get_text(doc, key);

	return s != NULL ? s : "?";
}

static void
labelled(struct report *r, const char *label, const char *value)
{
	report_put(r, "%s", label);
	report_text(r, value);
}

static void
machine(struct report *r, const struct bundle_sweep *s)
{
	const json_t *m = json_object_get(s->start_doc, "machine");
	const json_t *tool = json_object_get(s->start_doc, "tool");

	labelled(r, "", text_of(m, "system"));
	labelled(r, " ", text_of(m, "release"));
	labelled(r, " ", text_of(m, "architecture"));
	report_say(r, &(struct both){ " ; ", "; " });
	labelled(r, "vigie ", text_of(tool, "vigie"));
	labelled(r, ", libcurl ", text_of(tool, "libcurl"));
	labelled(r, ", ", text_of(tool, "tls"));
	report_say(r, &(struct both){ " ; User-Agent : ", "; User-Agent: " });
	report_text(r, text_of(s->start_doc, "user_agent"));
	report_say(r, &(struct both){ " ; SHA-256 du nom de la machine : ",
			  "; SHA-256 of the machine's name: " });
	report_text(r, text_of(m, "host_sha256"));
}

static const struct both yes_no[] = { { "non", "no" }, { "oui", "yes" },
	{ "non enregistré", "not recorded" } };

static void
flag(struct report *r, const struct both *label, const json_t *doc,
    const char *key)
{
	const json_t *v = json_object_get(doc, key);

	report_say(r, label);
	report_say(r, &yes_no[json_is_boolean(v) ? json_is_true(v) : 2]);
}

static void
proxy(struct report *r, const struct bundle_sweep *s)
{
	const json_t *a = json_object_get(s->start_doc, "access");

	flag(r,
	    &(struct both){ "mandataire (proxy) employé : ", "proxy used: " },
	    a, "proxy");
	flag(r,
	    &(struct both){ " ; mandataire dans l'environnement : ",
		"; proxy in the environment: " },
	    a, "proxy_in_environment");
}

static void
cache(struct report *r, const struct bundle_sweep *s)
{
	const json_t *a = json_object_get(s->start_doc, "access");

	flag(r, &(struct both){ "cookies : ", "cookies: " }, a, "cookies");
	flag(r, &(struct both){ " ; cache : ", "; cache: " }, a, "cache");
}

static void
clock_state(struct report *r, const struct bundle_sweep *s)
{
	const json_t *k = json_object_get(s->start_doc, "clock");
	int64_t us = json_get_int(k, "estimated_error_us", -1);

	flag(r,
	    &(struct both){ "synchronisée selon le noyau : ",
		"synchronised, says the kernel: " },
	    k, "synchronised");
	if (us < 0)
		return;
	report_say(
	    r, &(struct both){ " ; erreur estimée : ", "; estimated error: " });
	if (us < 1000000)
		report_put(r, "%" PRId64 " µs", us);
	else
		report_put(r, "%" PRId64 " s", us / 1000000);
}

static void
seconds(struct report *r, const json_t *doc, const char *key)
{
	int64_t ms = json_get_int(doc, key, 0);

	report_put(r, "%s%" PRId64 "%s%03" PRId64 " s", ms < 0 ? "−" : "+",
	    (ms < 0 ? -ms : ms) / 1000, r->french ? "," : ".",
	    (ms < 0 ? -ms : ms) % 1000);
}

/* How far the clocks of all servers met were from ours. */
static void
census(struct report *r, const struct bundle_sweep *s)
{
	int64_t hosts = json_get_int(s->clock_doc, "hosts", 0);

	clock_state(r, s);
	if (hosts <= 0)
		return;
	report_say(r, &(struct both){ " ; horloges des serveurs visités (",
			  "; clocks of the servers met (" });
	report_put(r, "%" PRId64, hosts);
	report_say(
	    r, &(struct both){ ") : écart médian ", "): median difference " });
	seconds(r, s->clock_doc, "median_ms");
	report_say(r, &(struct both){ ", du 5e au 95e centile ",
			  ", 5th to 95th centile " });
	seconds(r, s->clock_doc, "p5_ms");
	report_say(r, &(struct both){ " à ", " to " });
	seconds(r, s->clock_doc, "p95_ms");
	report_say(r, &(struct both){ " (enreg. ", " (record " });
	report_put(r, "%" PRId64 ")", json_get_int(s->clock_doc, "seq", 0));
}

static void
when(struct report *r, const json_t *doc)
{
	const char *at = json_get_text(doc, "at");
	int64_t ms;

	report_when(
	    r, at != NULL && clock_parse(at, &ms) == ERR_OK ? ms : INT64_MIN);
}

static void
span(struct report *r, const struct bundle_sweep *s)
{
	static const char *const keys[] = { "fetched", "not_modified",
		"skipped_robots", "failed" };
	static const struct both words[] = {
		{ " ; pages demandées ", "; pages fetched " },
		{ ", inchangées (304) ", ", not modified (304) " },
		{ ", écartées par robots.txt ", ", closed by robots.txt " },
		{ ", en échec ", ", failed " },
	};

	when(r, s->start_doc);
	report_raw(r, " → ");
	if (s->end_doc == NULL) {
		report_say(r, &(struct both){ "interrompue", "interrupted" });
		return;
	}
	when(r, s->end_doc);
	for (size_t i = 0; i < NELEM(keys); i++) {
		report_say(r, &words[i]);
		report_put(r, "%" PRId64, json_get_int(s->end_doc, keys[i], 0));
	}
}

typedef void sweep_fact(struct report *, const struct bundle_sweep *);

/* One line for neighbours that say the same. */
static void
say_sweeps(struct report *r, uint64_t from, uint64_t to, const char *html)
{
	report_raw(r, "<div>");
	report_say(r, &(struct both){ "Visite ", "Sweep " });
	report_put(r, "%" PRIu64, from);
	if (to != from)
		report_put(r, "–%" PRIu64, to);
	report_say(r, &(struct both){ " : ", ": " });
	report_raw(r, html);
	report_raw(r, "</div>\n");
}

static char *
fact_of(struct report *r, sweep_fact *fact, const struct bundle_sweep *s)
{
	struct report one = { .c = r->c, .french = r->french, .up = r->up };

	buf_init(&one.to, r->to.max);
	fact(&one, s);
	if (r->err == ERR_OK)
		r->err = one.err;
	return buf_take(&one.to, NULL);
}

static void
by_sweep(struct report *r, sweep_fact *fact)
{
	uint64_t from = 0, to = 0;
	char *said = NULL;

	for (size_t i = 0; i < r->c->n_sweeps; i++) {
		const struct bundle_sweep *s = &r->c->sweeps[i];
		char *now;

		if (s->start_doc == NULL)
			continue;
		now = fact_of(r, fact, s);
		if (said != NULL && strcmp(said, now) == 0) {
			to = s->number;
			free(now);
			continue;
		}
		if (said != NULL)
			say_sweeps(r, from, to, said);
		free(said);
		said = now;
		from = to = s->number;
	}
	if (said != NULL)
		say_sweeps(r, from, to, said);
	free(said);
}

/* ---- what exchanges show ---- */

static void
addresses(struct report *r)
{
	const char *seen[ADDRESSES_MAX];
	size_t n = 0;

	report_say(
	    r, &(struct both){ "adresses locales : ", "local addresses: " });
	for (size_t i = 0; i < r->c->n_snapshots && n < ADDRESSES_MAX; i++) {
		const char *ip =
		    json_get_text(r->c->snapshots[i].doc, "local_ip");
		size_t k = 0;

		while (ip != NULL && k < n && strcmp(seen[k], ip) != 0)
			k++;
		if (ip == NULL || k < n)
			continue;
		labelled(r, n > 0 ? ", " : "", ip);
		seen[n++] = ip;
	}
	report_say(
	    r, &(struct both){ n > 0 ? " ; adresse publique : non enregistrée"
				     : "non enregistrées",
		   n > 0 ? "; public address: not recorded" : "not recorded" });
}

static void
interception(struct report *r)
{
	report_counted(r,
	    &(struct both){ "échanges en TLS : ", "exchanges over TLS: " },
	    report_count_member(r, "tls"));
	report_counted(r,
	    &(struct both){ " ; en-tête Via : ", "; Via header: " },
	    report_count_field(r, "response_head", "Via"));
}

static void
caches(struct report *r)
{
	static const char *const fields[] = { "Age", "X-Cache",
		"CF-Cache-Status" };

	report_counted(r,
	    &(struct both){ "« Cache-Control: no-cache » envoyé : ",
		"“Cache-Control: no-cache” sent: " },
	    report_count_field(r, "request_head", "Cache-Control"));
	report_say(r, &(struct both){ " ; en-têtes de cache reçus :",
			  "; cache headers received:" });
	for (size_t i = 0; i < NELEM(fields); i++)
		report_put(r, "%s %s %zu", i > 0 ? "," : "", fields[i],
		    report_count_field(r, "response_head", fields[i]));
}

static size_t
count_linked(const struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->n_snapshots; i++)
		n += r->c->snapshots[i].via != NULL;
	return n;
}

static void
linked(struct report *r)
{
	report_counted(r,
	    &(struct both){ "adresse d'où vient le lien connue : ",
		"address that linked to it known: " },
	    count_linked(r));
	report_say(r, &(struct both){ " (section 5)", " (section 5)" });
}

static void
public_access(struct report *r)
{
	report_counted(r,
	    &(struct both){
		"requêtes avec Cookie : ", "requests with Cookie: " },
	    report_count_field(r, "request_head", "Cookie"));
	report_counted(r,
	    &(struct both){
		" ; avec Authorization : ", "; with Authorization: " },
	    report_count_field(r, "request_head", "Authorization"));
	report_counted(r,
	    &(struct both){ " ; décision robots.txt enregistrée : ",
		"; robots.txt decision recorded: " },
	    report_count_member(r, "robots"));
}

/* Names answered from /etc/hosts instead of the DNS. */
static size_t
from_hosts(const struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->n_snapshots; i++)
		n += json_get_bool(
		    json_object_get(r->c->snapshots[i].doc, "dns"),
		    "hosts_file", false);
	return n;
}

static void
direct(struct report *r)
{
	report_counted(r,
	    &(struct both){ "adresse IP du serveur joint enregistrée : ",
		"address of the server reached recorded: " },
	    report_count_member(r, "ip"));
	report_counted(r,
	    &(struct both){
		" ; réponse DNS enregistrée : ", "; DNS answer recorded: " },
	    report_count_member(r, "dns"));
	report_counted(r,
	    &(struct both){ " ; tirée du fichier hosts de la machine : ",
		"; taken from the machine's hosts file: " },
	    from_hosts(r));
}

static void
source(struct report *r)
{
	size_t n = 0, withheld = 0, late = 0;

	for (size_t i = 0; i < r->c->n_snapshots; i++) {
		n += bundle_is_exchange(&r->c->snapshots[i]) &&
		     bundle_bytes_of(r->c, &r->c->snapshots[i])->kept;
		withheld += r->c->snapshots[i].body_withheld;
		late += json_get_int(
			    r->c->snapshots[i].doc, "asked_in_sweep", 0) > 0;
	}
	report_counted(r,
	    &(struct both){ "échanges dont les octets reçus sont conservés : ",
		"exchanges whose bytes as received are kept: " },
	    n);
	if (late > 0)
		report_counted(r,
		    &(struct both){ " ; images et feuilles de style reçues à "
				    "une visite ultérieure, celle de la page "
				    "ayant été interrompue (à leur propre "
				    "heure) : ",
			"; pictures and style sheets received by a later "
			"visit, that of the page having been interrupted (at "
			"their own time): " },
		    late);
	if (withheld == 0)
		return;
	report_counted(r,
	    &(struct both){ " ; corps ou vues non communiqués, parce qu'ils "
			    "nomment une autre affaire (leur enregistrement "
			    "et leurs empreintes sont joints) : ",
		"; bodies or views withheld, because they name another case "
		"(their record and hashes are enclosed): " },
	    withheld);
}

static void
wire(struct report *r)
{
	report_counted(r,
	    &(struct both){ "en-têtes reçus, mot pour mot : ",
		"headers as received, verbatim: " },
	    report_count_member(r, "response_head"));
	report_counted(r,
	    &(struct both){ " ; empreinte de la réponse entière : ",
		"; hash of the whole response: " },
	    report_count_member(r, "response_sha256"));
}

/* ---- the table ---- */

static const struct {
	struct both asked;
	sweep_fact *sweep;             /* or NULL */
	void (*all)(struct report *r); /* or NULL */
	struct both doubt;
} rows[] = {
	{ { "Machine, système, navigateur", "Machine, system, browser" },
	    machine, NULL,
	    { "Déclaré par la machine elle-même ; détail : environnement.txt",
		"Declared by the machine itself; in full: "
		"environnement.txt" } },
	{ { "Adresses IP locale et publique", "Local and public IP address" },
	    NULL, addresses,
	    { "Un service d'écho serait un tiers",
		"An echo service would be a third party" } },
	{ { "Absence de serveur mandataire", "No proxy" }, proxy, interception,
	    { "En http, un mandataire transparent ne peut être exclu",
		"Over http a transparent proxy cannot be excluded" } },
	{ { "Cache, cookies et historique vides",
	      "Empty cache, cookies, history" },
	    cache, caches,
	    { "Les caches des hébergeurs échappent à l'opérateur",
		"Caches at the edge are outside the operator's control" } },
	{ { "Horloge synchronisée", "Clock synchronised" }, census, NULL,
	    { "L'en-tête Date d'un serveur donne la seconde ; tous : "
	      "horloges.csv",
		"A server's Date header states whole seconds; all: "
		"horloges.csv" } },
	{ { "Heures de début et de fin", "Start and end" }, span, NULL,
	    { "—", "—" } },
	{ { "Cheminement, liens vers la page", "Path, links to the page" },
	    NULL, linked, { "—", "—" } },
	{ { "Caractère public", "Public character" }, NULL, public_access,
	    { "Le contenu peut dépendre du lieu ou de l'adresse",
		"Content may depend on place or address" } },
	{ { "Page visitée directement", "Page visited directly" }, NULL, direct,
	    { "Sans réponse DNS enregistrée (adresse IP, connexion reprise), "
	      "rien ne dit d'où venait l'adresse",
		"Without a recorded DNS answer (IP address, reused connection) "
		"nothing says where the address came from" } },
	{ { "Code source, image d'écran", "Source, screenshot" }, NULL, source,
	    { "Un rendu à l'écran n'est pas la preuve",
		"A rendering is not the evidence" } },
	{ { "Capture du trafic", "Network capture" }, NULL, wire,
	    { "—", "—" } },
};

static const struct both head[] = {
	{ "<h2>4. Conditions techniques</h2>\n<p>Ce que demandent les "
	  "tribunaux et la norme NF Z67-147, ce que le programme a enregistré "
	  "à la place, et le doute qui reste. « n/N » : n échanges sur les N "
	  "du dossier qui ont un enregistrement à eux ; les simples "
	  "vérifications que rien n'avait changé n'y sont pas comptées : ",
	    "<h2>4. Technical conditions</h2>\n<p>What courts and the standard "
	    "NF Z67-147 ask, what the program recorded instead, and the doubt "
	    "left. “n/N”: n exchanges out of the N in this file that have a "
	    "record of their own; mere checks that nothing had changed are not "
	    "counted: " },
	{ ".</p>\n<table><thead><tr><th style=\"width:22%\">Demandé</th><th>"
	  "Enregistré</th><th style=\"width:22%\">Doute qui reste</th></tr>"
	  "</thead>\n",
	    ".</p>\n<table><thead><tr><th style=\"width:22%\">Asked</th><th>"
	    "Recorded</th><th style=\"width:22%\">Doubt left</th></tr>"
	    "</thead>\n" },
};

void
report_conditions(struct report *r)
{
	report_say(r, &head[0]);
	report_put(r, "%zu", report_checks(r));
	report_say(r, &head[1]);
	for (size_t i = 0; i < NELEM(rows); i++) {
		report_raw(r, "<tr><td>");
		report_say(r, &rows[i].asked);
		report_raw(r, "</td><td>");
		if (rows[i].sweep != NULL)
			by_sweep(r, rows[i].sweep);
		if (rows[i].all != NULL)
			rows[i].all(r);
		report_raw(r, "</td><td>");
		report_say(r, &rows[i].doubt);
		report_raw(r, "</td></tr>\n");
	}
	report_raw(r, "</table>\n");
}
