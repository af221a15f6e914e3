/* SPDX-License-Identifier: ISC */
/* A JSON object as rows for people: each member's name in words of theirs, its
 * value without brackets. A member that the table does not name is printed
 * under its own name. */
#include <stdlib.h>
#include <string.h>

#include "store/base/buf.h"
#include "tools/out.h"

enum {
	LABEL_COLUMN = 24,      /* characters */
	VALUE_MAX = 1024 * 1024 /* bytes of one value */
};

static const struct {
	const char *key, *en, *fr;
} labels[] = {
	{ "absent", "absence", "absence" },
	{ "adapter", "read as", "lu comme" },
	{ "also", "also", "aussi" },
	{ "archive", "archive", "archive" },
	{ "at", "at", "le" },
	{ "author", "author", "auteur" },
	{ "author_url", "author's address", "adresse de l'auteur" },
	{ "avatars", "portraits", "portraits" },
	{ "body_end", "body until byte", "corps, jusqu'à l'octet" },
	{ "body_start", "body from byte", "corps, dès l'octet" },
	{ "by_day", "by day", "par jour" },
	{ "by_match", "by match", "par correspondance" },
	{ "by_name", "by name", "par nom" },
	{ "by_network", "by network", "par réseau" },
	{ "by_state", "by state", "par état" },
	{ "bytes", "bytes", "octets" },
	{ "bytes_on_disk", "bytes on disk", "octets sur disque" },
	{ "change", "change", "évolution" },
	{ "charset", "character set", "jeu de caractères" },
	{ "check", "a check alone", "simple vérification" },
	{ "cluster", "cluster", "groupe" },
	{ "clusters", "clusters", "groupes" },
	{ "content_sha256", "decoded body", "corps décodé" },
	{ "context_hash", "context's hash", "empreinte du contexte" },
	{ "copies", "copies", "copies" },
	{ "distinct_by_name", "by name, copies once", "par nom, sans copies" },
	{ "documents", "documents", "documents" },
	{ "error", "error", "erreur" },
	{ "error_words", "why", "raison" },
	{ "first_seen", "first seen", "première vue" },
	{ "handle", "account", "compte" },
	{ "handles", "accounts", "comptes" },
	{ "impostor", "impostor", "imposteur" },
	{ "ip", "server's address", "adresse du serveur" },
	{ "kept", "bytes kept", "octets conservés" },
	{ "kind", "kind", "nature" },
	{ "lang", "language", "langue" },
	{ "last_seen", "last seen", "dernière vue" },
	{ "leaf", "record", "enregistrement" },
	{ "leaf_hash", "record's hash", "son empreinte" },
	{ "match", "match", "correspondance" },
	{ "matched", "as found", "tel que trouvé" },
	{ "mentions", "mentions", "mentions" },
	{ "mime", "type", "type" },
	{ "name", "name", "nom" },
	{ "network", "network", "réseau" },
	{ "note", "note", "note" },
	{ "origin", "original", "original" },
	{ "origin_date", "original's date", "date de l'original" },
	{ "origin_from", "known from", "connue par" },
	{ "own", "own pages", "pages à soi" },
	{ "payload_sha256", "body", "corps" },
	{ "precision", "labels", "étiquettes" },
	{ "published", "published", "publication" },
	{ "published_from", "read from", "lue dans" },
	{ "query", "query", "requête" },
	{ "reasons", "why", "pourquoi" },
	{ "records", "records", "enregistrements" },
	{ "reposts", "reposts", "reprises" },
	{ "request_sha256", "request", "demande" },
	{ "requested_url", "asked for", "demandée" },
	{ "response_sha256", "answer", "réponse" },
	{ "same_as", "same as", "identique à" },
	{ "snapshot", "snapshot", "relevé" },
	{ "snapshots", "snapshots", "relevés" },
	{ "snippet", "passage", "passage" },
	{ "snippets", "passages", "passages" },
	{ "state", "state", "état" },
	{ "status", "status", "statut" },
	{ "sweep", "sweep", "passage n°" },
	{ "text_hash", "text's hash", "empreinte du texte" },
	{ "time_stamps", "time stamps", "horodatages" },
	{ "title", "title", "titre" },
	{ "tls", "TLS", "TLS" },
	{ "url", "address", "adresse" },
	{ "via", "linked from", "lien depuis" },
	{ "wire", "agency", "agence" },
	{ "with", "with", "avec" },
	{ "without", "without", "sans" },
	{ "words", "words", "mots" },
};

/* Members whose value is a word of CLI.md. */
static const char *const worded[] = { "absent", "change", "kind", "match",
	"state" };

const char *
out_label(const struct global *g, const char *key)
{
	for (size_t i = 0; i < NELEM(labels); i++)
		if (strcmp(labels[i].key, key) == 0)
			return T(g, labels[i].en, labels[i].fr);
	return key;
}

void
out_column(const struct global *g, const char *label, int width)
{
	for (const char *c = label; *c != '\0'; c++)
		width -= ((unsigned char)*c & 0xc0) != 0x80;
	printf("%s%s%s%*s", out_dim(g), label, out_plain(g),
	    width > 0 ? width : 1, "");
}

static void
scalar(const struct global *g, const json_t *v, struct buf *b)
{
	char *text;

	if (json_is_string(v)) {
		(void)!buf_adds(b, json_string_value(v));
	} else if (json_is_null(v)) {
		(void)!buf_adds(b, "–");
	} else if (json_is_boolean(v)) {
		(void)!buf_adds(b,
		    json_is_true(v) ? T(g, "yes", "oui") : T(g, "no", "non"));
	} else {
		text = json_dumps(v, JSON_ENCODE_ANY | JSON_COMPACT);
		(void)!buf_adds(b, text != NULL ? text : "");
		free(text);
	}
}

/* "authority https://tsa.example/, time 2026-11-21T..." */
static void
pairs(const struct global *g, const json_t *o, struct buf *b)
{
	const char *key;
	json_t *v;
	bool first = true;
	/* jansson's iterator wants it writable; nothing is changed. */
	union {
		const json_t *in;
		json_t *out;
	} any = { .in = o };

	json_object_foreach(any.out, key, v)
	{
		(void)!buf_adds(b, first ? "" : ", ");
		(void)!buf_adds(b, key);
		(void)!buf_addc(b, ' ');
		scalar(g, v, b);
		first = false;
	}
}

static void
value(const struct global *g, const json_t *v, struct buf *b)
{
	size_t n = json_array_size(v);

	if (json_is_object(v))
		pairs(g, v, b);
	else if (!json_is_array(v))
		scalar(g, v, b);
	else if (n == 0)
		(void)!buf_adds(b, "–");
	for (size_t i = 0; i < n; i++) {
		const json_t *one = json_array_get(v, i);

		(void)!buf_adds(b, i == 0                ? ""
				   : json_is_object(one) ? "; "
							 : ", ");
		if (json_is_object(one))
			pairs(g, one, b);
		else
			scalar(g, one, b);
	}
}

static bool
is_word(const char *key)
{
	for (size_t i = 0; i < NELEM(worded); i++)
		if (strcmp(worded[i], key) == 0)
			return true;
	return false;
}

void
out_members(const struct global *g, const json_t *obj)
{
	const char *key;
	json_t *v;
	union {
		const json_t *in;
		json_t *out;
	} any = { .in = obj };

	json_object_foreach(any.out, key, v)
	{
		struct buf b;

		buf_init(&b, VALUE_MAX);
		if (is_word(key) && json_is_string(v))
			(void)!buf_adds(&b, out_word(g, json_string_value(v)));
		else
			value(g, v, &b);
		out_column(g, out_label(g, key), LABEL_COLUMN);
		out_text(stdout, b.data);
		putchar('\n');
		buf_fini(&b);
	}
}
