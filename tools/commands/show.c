/* SPDX-License-Identifier: ISC */
/* vigie show: one mention, or one snapshot and its bytes as received. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/snapshot.h"

enum {
	MENTION_MAX = 64 * 1024 * 1024, /* bytes of one object */
	VIEWS_MAX = 64                  /* of one snapshot */
};

const struct option show_options[] = {
	{ "text", NULL, "the visible text", "le texte visible" },
	{ "raw", NULL, "the body's bytes as received",
	    "les octets du corps tels que reçus" },
	{ "headers", NULL, "request and response heads as they were",
	    "les en-têtes de requête et de réponse tels quels" },
	{ "piece", "NAME",
	    "a piece of a view: png, dom, mhtml, pdf or requests",
	    "une pièce d'une vue : png, dom, mhtml, pdf ou requests" },
	{ "record", NULL, "the leaf of the log, verbatim",
	    "la feuille du journal, mot pour mot" },
	{ NULL, NULL, NULL, NULL },
};

/* Has it been found gone, or not reached, since it was last seen? */
static bool
is_past(const json_t *mention)
{
	const char *state = json_get_text(mention, "state");

	return state != NULL && (strcmp(state, "gone") == 0 ||
				    strcmp(state, "unreachable") == 0);
}

/* The snapshot that shows a mention: its newest; of one that is past, the one
 * that its text was read from. */
static enum err
snapshot_of(struct txn *t, const json_t *mention, uint64_t *number)
{
	const json_t *v = json_object_get(mention, "snapshots");
	size_t n = json_array_size(v);
	const char *id = json_get_text(mention, "id");
	char *private = NULL;
	json_t *more = NULL;

	if (n == 0)
		return ERR_NOTFOUND;
	*number = (uint64_t)json_integer_value(json_array_get(v, n - 1));
	if (is_past(mention) && id != NULL &&
	    index_mention_private(t, id, &private) == ERR_OK &&
	    json_parse(private, strlen(private), &more) == ERR_OK)
		*number =
		    (uint64_t)json_get_int(more, "snapshot", (int64_t)*number);
	json_decref(more);
	free(private);
	return ERR_OK;
}

/* A mention with its verdict and its cluster; the caller frees. */
static enum err
judged(const struct global *g, struct txn *t, const char *text, char **out)
{
	struct crawl_judge *jd = crawl_judge_new(t, g->french);
	enum crawl_band band;
	struct buf b;
	enum err e;

	buf_init(&b, MENTION_MAX);
	e = crawl_judge_mention(jd, text, strlen(text), &b, &band);
	if (e == ERR_OK)
		e = crawl_add_copies(t, &b);
	if (e == ERR_OK)
		*out = buf_take(&b, NULL);
	buf_fini(&b);
	crawl_judge_free(jd);
	return e;
}

static void
show_for_people(const struct global *g, struct txn *t, json_t *m)
{
	const char *id = json_get_text(m, "id");
	char *private = NULL;
	json_t *more = NULL;

	if (id != NULL && index_mention_private(t, id, &private) == ERR_OK &&
	    json_parse(private, strlen(private), &more) == ERR_OK)
		(void)json_object_del(more, "score"); /* part of the verdict */
	out_mention_full(g, m, more);
	json_decref(more);
	free(private);
}

static enum err
show_mention(const struct global *g, struct txn *t, const char *text)
{
	json_t *m = NULL;
	char *whole;
	enum err e = judged(g, t, text, &whole);

	if (e != ERR_OK)
		return e;
	if (g->json)
		out_json(whole, strlen(whole));
	else
		e = json_parse(whole, strlen(whole), &m);
	if (m != NULL)
		show_for_people(g, t, m);
	json_decref(m);
	free(whole);
	return e;
}

/* For a check: the snapshot whose bytes it confirmed, if it confirms any. */
static enum err
leaf_of(struct txn *t, uint64_t number, json_t **leaf)
{
	struct snapshot s;
	enum err e = snapshot_get(t, number, &s);
	int64_t same = 0;

	if (e != ERR_OK)
		return e;
	e = json_parse(s.record, s.record_len, leaf);
	if (e == ERR_OK && s.is_check)
		same = json_get_int(*leaf, "same_as", 0);
	snapshot_fini(&s);
	if (e != ERR_OK)
		return ERR_DAMAGED;
	if (same == 0) {
		(void)json_object_set_new(
		    *leaf, "snapshot", json_integer((json_int_t)number));
		return ERR_OK;
	}
	json_decref(*leaf);
	e = snapshot_get(t, (uint64_t)same, &s);
	if (e != ERR_OK)
		return e;
	e = json_parse(s.record, s.record_len, leaf);
	snapshot_fini(&s);
	return e;
}

/* The bytes that a leaf speaks of; says so where they were not kept. */
static enum err
body_of(struct txn *t, const json_t *leaf, char **data, size_t *n)
{
	const char *hex = json_get_text(leaf, "payload_sha256");
	uint8_t sha[SHA256_LEN];
	enum err e = ERR_NOTFOUND;

	if (hex != NULL && strlen(hex) == SHA256_HEX - 1 &&
	    digest_unhex(hex, sha, SHA256_LEN))
		e = blob_get(t, sha, data, n);
	if (e != ERR_NOTFOUND)
		return e;
	log_error("s%lld: its bytes were not kept (keep=all keeps them)",
	    (long long)json_get_int(leaf, "snapshot", 0));
	return ERR_SHORT;
}

static enum err
show_raw(struct txn *t, const json_t *leaf)
{
	char *data;
	size_t n;
	enum err e = body_of(t, leaf, &data, &n);

	if (e != ERR_OK)
		return e;
	out_bytes(data, n);
	free(data);
	return ERR_OK;
}

static enum err
show_text(struct txn *t, const json_t *leaf)
{
	char *data, *text;
	const char *head = json_get_text(leaf, "response_head");
	size_t n;
	enum err e = body_of(t, leaf, &data, &n);

	if (e != ERR_OK)
		return e;
	e = crawl_text(json_get_text(leaf, "requested_url"),
	    head != NULL ? head : "", data, n, &text);
	if (e == ERR_OK) {
		out_bytes(text, strlen(text));
		free(text);
	}
	free(data);
	return e;
}

static enum err
show_heads(const json_t *leaf)
{
	const char *request = json_get_text(leaf, "request_head");
	const char *response = json_get_text(leaf, "response_head");

	if (request == NULL && response == NULL) {
		log_error(
		    "s%lld: no heads were kept of it (vigie show --record)",
		    (long long)json_get_int(leaf, "snapshot", 0));
		return ERR_SHORT;
	}
	if (request != NULL)
		out_bytes(request, strlen(request));
	if (response != NULL)
		out_bytes(response, strlen(response));
	return ERR_OK;
}

/* The newest view of a page's snapshot; a view is its own. */
static enum err
view_of(struct txn *t, json_t **leaf)
{
	const char *url = json_get_text(*leaf, "requested_url");
	uint64_t views[VIEWS_MAX];
	size_t n;

	if (json_object_get(*leaf, "pieces") != NULL)
		return ERR_OK;
	n = url == NULL ? 0
			: crawl_views(t, url,
			      (uint64_t)json_get_int(*leaf, "snapshot", 0),
			      views, VIEWS_MAX);
	if (n == 0) {
		log_error("s%lld: no browser has shown it (vigie capture URL "
			  "--browser)",
		    (long long)json_get_int(*leaf, "snapshot", 0));
		return ERR_SHORT;
	}
	json_decref(*leaf);
	*leaf = NULL;
	return leaf_of(t, views[n - 1], leaf);
}

static enum err
show_piece(struct txn *t, json_t **leaf, const char *name)
{
	const json_t *list, *piece;
	uint8_t sha[SHA256_LEN];
	char *data;
	size_t i, n;
	enum err e = view_of(t, leaf);

	if (e != ERR_OK)
		return e;
	list = json_object_get(*leaf, "pieces");
	json_array_foreach(list, i, piece)
	{
		const char *word = json_get_text(piece, "piece");
		const char *hex = json_get_text(piece, "sha256");

		if (word == NULL || strcmp(word, name) != 0 || hex == NULL ||
		    strlen(hex) != SHA256_HEX - 1 ||
		    !digest_unhex(hex, sha, SHA256_LEN))
			continue;
		e = blob_get(t, sha, &data, &n);
		if (e == ERR_OK) {
			out_bytes(data, n);
			free(data);
		}
		return e;
	}
	log_error("s%lld: it has no piece of that name: %s",
	    (long long)json_get_int(*leaf, "snapshot", 0), name);
	return ERR_SHORT;
}

static enum err
show_record(struct txn *t, uint64_t number)
{
	struct snapshot s;
	enum err e = snapshot_get(t, number, &s);

	if (e != ERR_OK)
		return e;
	out_json(s.record, s.record_len);
	snapshot_fini(&s);
	return ERR_OK;
}

static enum err
show_object(const struct global *g, struct txn *t, uint64_t number)
{
	json_t *o = NULL;
	char *text;
	enum err e = snapshot_object_at(t, number, &o);

	if (e != ERR_OK)
		return e;
	text = json_dumps(o, JSON_COMPACT);
	if (g->json && text != NULL)
		out_json(text, strlen(text));
	else
		out_members(g, o);
	free(text);
	json_decref(o);
	return ERR_OK;
}

static enum err
show_snapshot(const struct global *g, const struct args *a, struct txn *t,
    uint64_t number)
{
	json_t *leaf = NULL;
	enum err e;

	if (options_has(a, "record"))
		return show_record(t, number);
	if (!options_has(a, "raw") && !options_has(a, "text") &&
	    !options_has(a, "headers") && !options_has(a, "piece"))
		return show_object(g, t, number);
	e = leaf_of(t, number, &leaf);
	if (e != ERR_OK)
		return e;
	if (options_has(a, "raw"))
		e = show_raw(t, leaf);
	else if (options_has(a, "text"))
		e = show_text(t, leaf);
	else if (options_has(a, "piece"))
		e = show_piece(t, &leaf, options_value(a, "piece"));
	else
		e = show_heads(leaf);
	json_decref(leaf);
	return e;
}

static enum err
show(const struct global *g, const struct args *a, struct txn *t)
{
	uint64_t number;
	char *text = NULL;
	json_t *m = NULL;
	enum err e;

	if (snapshot_number(a->operands[0], &number))
		return show_snapshot(g, a, t, number);
	e = index_mention(t, a->operands[0], &text);
	if (e == ERR_OK)
		e = json_parse(text, strlen(text), &m);
	if (e == ERR_OK && a->n_given == 0) {
		e = show_mention(g, t, text);
	} else if (e == ERR_OK) {
		e = snapshot_of(t, m, &number);
		if (e == ERR_OK)
			e = show_snapshot(g, a, t, number);
	}
	json_decref(m);
	free(text);
	return e;
}

/* Was it there, and erased by request? */
static bool
is_forgotten(struct txn *t, const char *id, enum err e)
{
	uint64_t leaf;

	if (e == ERR_NOTFOUND && store_forgotten(t, id, &leaf) == ERR_OK) {
		log_error("%s: forgotten, as record %llu says (its hash "
			  "stands in the log)",
		    id, (unsigned long long)leaf);
		return true;
	}
	if (e == ERR_DENIED)
		log_error("%s: forgotten: erased by request (its hash stands "
			  "in the log)",
		    id);
	return e == ERR_DENIED;
}

int
cmd_show(const struct global *g, const struct args *a)
{
	struct store *st;
	struct txn *t;
	bool forgotten;
	enum err e;

	if (a->n_operands != 1)
		return cmd_usage("show", "what? (a mention's id, or s123)");
	if (a->n_given > 1)
		return cmd_usage("show",
		    "one of --text, --raw, --headers, --piece, --record");
	e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	t = txn_begin(st, TXN_READ);
	e = show(g, a, t);
	forgotten = is_forgotten(t, a->operands[0], e);
	txn_abort(t);
	store_close(st);
	if (forgotten)
		return err_status(ERR_NOTFOUND);
	if (e == ERR_NOTFOUND)
		log_error("%s: no such mention or snapshot (vigie mentions)",
		    a->operands[0]);
	else if (e == ERR_USAGE)
		log_error("%s: several mentions begin so, or fewer than 4 "
			  "characters (say more of the id)",
		    a->operands[0]);
	return err_status(e);
}
