/* SPDX-License-Identifier: ISC */
/* The templates of data/; and LISEZMOI.txt and README.txt: the numbered
 * commands by which anyone checks the bundle, with the names, sizes and times
 * of this very bundle filled in. A line that begins with four blanks and "$ "
 * is a command; the tests run each. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "tools/bundle/exchange.h"
#include "tools/bundle/notice.h"
#include "tools/bundle/shipped.h"

enum { NOTICE_MAX = 16 << 20 };

void
notice_add(struct notice *n, const char *fmt, ...)
{
	char text[2048];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n->err == ERR_OK)
		n->err = buf_adds(n->to, text);
}

const char *
notice_say(const struct notice *n, const char *en, const char *fr)
{
	return n->french ? fr : en;
}

void
notice_add_foreign(struct notice *n, const char *s)
{
	for (; *s != '\0' && n->err == ERR_OK; s++) {
		bool control = (unsigned char)*s < 0x20 || *s == 0x7f;

		n->err = control ? buf_addc(n->to, ' ') : buf_addc(n->to, *s);
	}
}

/* ---- what fills the places ---- */

static void
put_root(struct notice *n)
{
	notice_add(n, "%s", n->c->root);
}

static void
put_ref(struct notice *n)
{
	notice_add(n, "%s", n->c->ref);
}

static void
put_files(struct notice *n)
{
	uint64_t files, bytes;

	bag_payload(n->b, &files, &bytes);
	notice_add(n, "%" PRIu64 " %s %" PRIu64, files,
	    notice_say(n, "and", "et"), bytes);
}

/* Is the leaf of exhibit i that of an earlier one? */
static bool
said_before(const struct bundle_case *c, size_t i, uint64_t leaf)
{
	for (size_t k = 0; k < i; k++) {
		size_t first = c->exhibits[k].first_snapshot;

		if (first != BUNDLE_NONE && c->snapshots[first].leaf == leaf)
			return true;
	}
	return false;
}

static void
put_inclusion(struct notice *n)
{
	const struct bundle_case *c = n->c;
	size_t shown = 0;

	for (size_t i = 0; i < c->n_exhibits && shown < NOTICE_LISTED_MAX;
	     i++) {
		size_t k = c->exhibits[i].first_snapshot;

		if (k == BUNDLE_NONE || said_before(c, i, c->snapshots[k].leaf))
			continue;
		shown++;
		notice_add(n,
		    "    $ sh data/verifier/verifier.sh inclusion "
		    "data/journal/leaf-%08" PRIu64
		    ".json data/journal/leaf-%08" PRIu64 ".tlog-proof\n",
		    c->snapshots[k].leaf, c->snapshots[k].leaf);
	}
	if (shown == NOTICE_LISTED_MAX)
		notice_add(n, "%s",
		    notice_say(n, "\n   (and so on for the other exhibits)\n",
			"\n   (et ainsi de suite pour les autres pièces)\n"));
	notice_add(n, "\n");
}

static void
put_consistency(struct notice *n)
{
	const struct bundle_checkpoint *k = n->c->checkpoints;
	size_t last = n->c->n_checkpoints;

	for (size_t i = 1; i < last && i <= NOTICE_LISTED_MAX; i++)
		notice_add(n,
		    "    $ sh data/verifier/verifier.sh consistency "
		    "data/journal/consistency-%08" PRIu64 "-%08" PRIu64
		    ".txt data/journal/checkpoint-%08" PRIu64
		    ".txt data/journal/checkpoint-%08" PRIu64 ".txt\n",
		    k[i - 1].size, k[i].size, k[i - 1].size, k[i].size);
	notice_add(n, "%s",
	    last > 1
		? notice_say(n, "\n   Each prints \"OK: ... extends ...\".\n\n",
		      "\n   Chacune affiche « OK: ... extends ... ».\n\n")
		: notice_say(n,
		      "   (One checkpoint is cited: nothing to compare.)\n\n",
		      "   (Un seul point de contrôle est cité : rien à "
		      "comparer.)\n\n"));
}

static void
put_newest(struct notice *n)
{
	notice_add(n, "data/journal/checkpoint-%08" PRIu64 ".txt",
	    n->c->checkpoints[n->c->n_checkpoints - 1].size);
}

static void
put_nights(struct notice *n)
{
	const struct bundle_case *c = n->c;
	size_t shown = 0;

	for (size_t i = 0; i < c->n_sweeps && shown < NOTICE_LISTED_MAX; i++) {
		const struct bundle_sweep *s = &c->sweeps[i];

		if (s->hash_file == NULL)
			continue;
		shown++;
		notice_add(n,
		    "    $ sh data/verifier/verifier.sh night %s "
		    "data/journal/checkpoint-%08" PRIu64 ".txt\n",
		    s->hash_file, c->checkpoints[s->checkpoint].size);
	}
	notice_add(n, "%s",
	    shown > 0
		? notice_say(n,
		      "\n   Each prints \"OK: ... leads to ...\".\n\n",
		      "\n   Chacune affiche « OK: ... leads to ... ».\n\n")
		: notice_say(n, "   (No sweep is cited.)\n\n",
		      "   (Aucune visite n'est citée.)\n\n"));
}

/* One answer by stock tools alone; the others go the same way, their place
 * standing in the WACZ's index. */
static void
put_bytes(struct notice *n)
{
	const struct bundle_case *c = n->c;
	const struct bundle_snapshot *s;

	if (c->example.snapshot == BUNDLE_NONE) {
		notice_add(n, "%s",
		    notice_say(n, "   (No bytes were kept.)\n\n",
			"   (Aucun octet n'a été conservé.)\n\n"));
		return;
	}
	s = &c->snapshots[c->example.snapshot];
	notice_add(n,
	    "    $ unzip -p data/wacz/%s.wacz archive/data.warc.gz | tail -c "
	    "+%" PRIu64 " | head -c %" PRIu64
	    " | gzip -dc | tail -c +%zu | head -c %zu | sha256sum\n"
	    "    $ grep -o '\"response_sha256\":\"[0-9a-f]*\"' "
	    "data/journal/leaf-%08" PRIu64 ".json\n\n",
	    c->ref, c->example.offset + 1, c->example.length,
	    c->example.fields_len + 1, c->example.block_len, s->leaf);
	notice_add(n, "%s\n   %s\n   (s%" PRIu64 "). ",
	    notice_say(n,
		"   Both print the digest of one answer as it crossed the "
		"wire:",
		"   Les deux affichent l'empreinte d'une réponse telle qu'elle "
		"a circulé :"),
	    json_get_text(s->doc, "response_sha256"), s->number);
	notice_add(n, "%s\n\n",
	    notice_say(n,
		"The place of each other one stands in\n   indexes/index.cdx "
		"of the WACZ.",
		"La place de chacune des autres figure dans\n   "
		"indexes/index.cdx du WACZ."));
}

/* What the authorities said of the certificates, brought along by the servers
 * ("stapled", RFC 6066 8). */
static void
put_staples(struct notice *n)
{
	bool any = false;

	for (size_t i = 0; i < n->c->n_snapshots && !any; i++) {
		char name[BUNDLE_NAME_MAX];
		uint8_t *der;
		size_t len;

		any = exchange_staple(&n->c->snapshots[i], name, &der, &len);
		if (!any)
			continue;
		free(der);
		notice_add(n,
		    "    $ openssl ocsp -respin %s -noverify -resp_text\n",
		    name);
	}
	notice_add(n, "%s",
	    any ? notice_say(n,
		      "\n   \"Cert Status: good\": not revoked at that time, "
		      "says the certificate's authority,\n   whose answer the "
		      "server brought along.\n\n",
		      "\n   « Cert Status: good » : non révoqué à cette heure, "
		      "selon l'autorité du certificat,\n   dont le serveur a "
		      "joint la réponse.\n\n")
		: notice_say(n,
		      "   No server brought along an answer of its "
		      "certificate's authority (OCSP): whether\n   one was "
		      "revoked then is not recorded.\n\n",
		      "   Aucun serveur n'a joint de réponse de l'autorité de "
		      "son certificat (OCSP) : une\n   révocation à cette date "
		      "n'est pas consignée.\n\n"));
}

static void
put_tls(struct notice *n)
{
	const struct bundle_case *c = n->c;
	bool any = false;

	for (size_t i = 0; i < c->n_snapshots && !any; i++) {
		const struct bundle_snapshot *s = &c->snapshots[i];
		const json_t *tls = json_object_get(s->doc, "tls");
		const char *hex = json_get_text(tls, "chain_sha256");
		uint8_t sha[SHA256_LEN];
		char host[64];

		if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
		    !digest_unhex(hex, sha, SHA256_LEN) || !blob_has(c->t, sha))
			continue;
		exchange_host(s->url, host, sizeof(host));
		notice_add(n,
		    "    $ openssl verify -attime %" PRId64
		    " -untrusted data/tls/%s-%.8s.pem "
		    "data/tls/%s-%.8s.pem\n",
		    s->at / 1000, host, hex, host, hex);
		any = true;
	}
	notice_add(n, "%s",
	    any ? notice_say(n,
		      "\n   It prints \"...: OK\" where your system trusts the "
		      "same roots; the other files of\n   data/tls go the same "
		      "way.\n\n",
		      "\n   Elle affiche « ...: OK » si votre système fait "
		      "confiance aux mêmes racines ; de\n   même pour les "
		      "autres fichiers de data/tls.\n\n")
		: notice_say(n, "   (No certificate is in this folder.)\n\n",
		      "   (Aucun certificat dans ce dossier.)\n\n"));
	if (any)
		put_staples(n);
}

/* ---- templates ---- */

static void
put_software(struct notice *n)
{
	notice_add(n, "vigie/" VIGIE_VERSION);
}

static void
put_origin(struct notice *n)
{
	notice_add(n, "%s", n->c->origin);
}

static void
put_exhibits(struct notice *n)
{
	for (size_t i = 0; i < n->c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &n->c->exhibits[i];
		const json_t *doc = x->shown != BUNDLE_NONE
					? n->c->snapshots[x->shown].doc
					: NULL;
		const char *sha = json_get_text(doc, "response_sha256");
		char at[CLOCK_TEXT];

		clock_format(x->first_seen, at);
		notice_add(
		    n, "   Exhibit %u, first seen %s\n     ", x->number, at);
		notice_add_foreign(n, x->url);
		notice_add(
		    n, "\n     %s\n\n", sha != NULL ? sha : "(not kept)");
	}
}

static void
put_locations(struct notice *n, bool french)
{
	for (size_t i = 0; i < n->c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &n->c->exhibits[i];
		char at[CLOCK_TEXT];

		clock_format(x->last_seen, at);
		notice_add(n,
		    french ? "   Pièce %u, en ligne le %s : "
			   : "   Exhibit %u, online on %s: ",
		    x->number, at);
		notice_add_foreign(n, x->url);
		notice_add(n, french ? "\n     « " : "\n     \"");
		notice_add_foreign(n, x->snippet);
		notice_add(n, french ? " »\n\n" : "\"\n\n");
	}
}

static void
put_dsa_fr(struct notice *n)
{
	put_locations(n, true);
}

static void
put_dsa_en(struct notice *n)
{
	put_locations(n, false);
}

static const struct place {
	const char *name;
	void (*put)(struct notice *n);
} places[] = {
	{ "ROOT", put_root },
	{ "REF", put_ref },
	{ "FILES_WORD", put_files },
	{ "INCLUSION", put_inclusion },
	{ "CONSISTENCY", put_consistency },
	{ "NEWEST", put_newest },
	{ "NIGHTS", put_nights },
	{ "BYTES", put_bytes },
	{ "TLS", put_tls },
	{ "ELSEWHERE", notice_elsewhere },
	{ "STAMPS", notice_stamps },
	{ "STAMPS_BAG", notice_stamps_bag },
	{ "SOFTWARE", put_software },
	{ "ORIGIN", put_origin },
	{ "EXHIBITS", put_exhibits },
	{ "DSA_FR", put_dsa_fr },
	{ "DSA_EN", put_dsa_en },
};

/* ---- filling in ---- */

static void
put_place(struct notice *n, const char *name, size_t len)
{
	for (size_t i = 0; i < NELEM(places); i++)
		if (strlen(places[i].name) == len &&
		    memcmp(places[i].name, name, len) == 0)
			places[i].put(n);
}

/* A place that fills a line brings its own newline. */
static bool
is_block(const struct notice *n, const char *after)
{
	return *after == '\n' && n->to->len > 0 &&
	       n->to->data[n->to->len - 1] == '\n';
}

static void
fill(struct notice *n, const char *text)
{
	const char *open = strstr(text, "{{"), *close;

	while (open != NULL && n->err == ERR_OK) {
		close = strstr(open, "}}");
		if (close == NULL)
			break;
		n->err = buf_add(n->to, text, (size_t)(open - text));
		put_place(n, open + 2, (size_t)(close - open - 2));
		text = close + 2;
		if (is_block(n, text))
			text++;
		open = strstr(text, "{{");
	}
	if (n->err == ERR_OK)
		n->err = buf_adds(n->to, text);
}

static enum err
write_one(const struct bundle_case *c, struct bag *b, const char *name,
    const char *text, bool french)
{
	struct buf to;
	struct notice n = { .c = c, .b = b, .to = &to, .french = french };

	buf_init(&to, NOTICE_MAX);
	fill(&n, text);
	if (n.err == ERR_OK)
		bag_add(b, name, to.data, to.len);
	buf_fini(&to);
	return n.err;
}

enum err
notice_write_templates(const struct bundle_case *c, struct bag *b)
{
	enum err e = write_one(
	    c, b, "data/declaration-902.txt", shipped_declaration, false);

	if (e == ERR_OK)
		e = write_one(
		    c, b, "data/notice-dsa16.txt", shipped_notice_dsa, true);
	return e;
}

enum err
notice_write(const struct bundle_case *c, struct bag *b)
{
	enum err e = write_one(c, b, "README.txt", shipped_readme, false);

	if (e == ERR_OK)
		e = write_one(c, b, "LISEZMOI.txt", shipped_lisezmoi, true);
	return e;
}
