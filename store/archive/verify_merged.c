/* SPDX-License-Identifier: ISC */
/* Logs that were merged into ours (store/merge.h): their leaves hashed again,
 * linked, led to the root that their own key signed. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/keys.h"
#include "store/archive/purge.h"
#include "store/archive/verify.h"
#include "store/base/mem.h"

/* One other log, over the leaves "merge" that stand for it. */
struct log {
	char *origin; /* owned */
	struct tree tree;
	uint8_t prev[SHA256_LEN];
	struct tree checks;    /* of the entries in hand */
	char want[SHA256_HEX]; /* their root, as their leaf says; "": none */
	uint8_t key[SIGNER_KEY_LEN]; /* the newest that it declared */
	bool has_key;
	const char *why; /* the first thing that was wrong */
};

struct merged {
	struct verify *v;
	struct log *logs; /* owned */
	size_t n;
};

static struct log *
log_of(struct merged *m, const char *origin)
{
	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->logs[i].origin, origin) == 0)
			return &m->logs[i];
	m->logs = mem_grow(m->logs, m->n + 1, sizeof(m->logs[0]));
	memset(&m->logs[m->n], 0, sizeof(m->logs[0]));
	m->logs[m->n].origin = mem_strdup(origin);
	tree_init(&m->logs[m->n].tree);
	return &m->logs[m->n++];
}

static void
wrong(struct log *l, const char *why)
{
	if (l->why == NULL)
		l->why = why;
}

/* ---- lines ---- */

/* The entries behind a leaf that gathers checks have all come. */
static void
end_checks(struct log *l)
{
	uint8_t root[SHA256_LEN];
	char hex[SHA256_HEX];

	if (l->want[0] == '\0')
		return;
	tree_root(&l->checks, root);
	digest_hex(root, SHA256_LEN, hex);
	if (strcmp(hex, l->want) != 0)
		wrong(l, "its checks are not those that a record gathers");
	l->want[0] = '\0';
}

static void
take_key(struct log *l, const json_t *doc)
{
	uint8_t key[SIGNER_KEY_LEN];
	const char *why = keys_judge(
	    doc, l->tree.size, l->origin, l->has_key ? l->key : NULL, key);

	if (why != NULL) {
		wrong(l, why);
		return;
	}
	memcpy(l->key, key, sizeof(key));
	l->has_key = true;
}

static void
read_document(struct log *l, const char *line, size_t n)
{
	const char *type, *prev, *text;
	char hex[SHA256_HEX];
	json_t *doc;

	if (json_parse(line, n, &doc) != ERR_OK) {
		wrong(l, "one of its records is not JSON");
		return;
	}
	type = json_get_text(doc, "type");
	prev = json_get_text(doc, "prev");
	digest_hex(l->prev, SHA256_LEN, hex);
	if (type == NULL ||
	    json_get_int(doc, "seq", -1) != (int64_t)l->tree.size ||
	    (l->tree.size > 0 && (prev == NULL || strcmp(prev, hex) != 0)))
		wrong(l, "its records do not follow one another");
	text = json_get_text(doc, "root");
	if (type != NULL && strcmp(type, "checks") == 0) {
		tree_init(&l->checks);
		snprintf(
		    l->want, sizeof(l->want), "%s", text != NULL ? text : "?");
	}
	if (type != NULL && strcmp(type, "key") == 0)
		take_key(l, doc);
	json_decref(doc);
}

static void
read_line(struct log *l, const char *line, size_t n)
{
	uint8_t hash[SHA256_LEN], done[TREE_LEVELS][SHA256_LEN];
	char hex[SHA256_HEX];

	if (n > 0 && line[0] == ' ') {
		tree_leaf_hash(line + 1, n - 1, hash);
		(void)tree_add(&l->checks, hash, done);
		return;
	}
	end_checks(l);
	if (n == SHA256_HEX && line[0] == '-') {
		memcpy(hex, line + 1, SHA256_HEX - 1);
		hex[SHA256_HEX - 1] = '\0';
		if (!digest_unhex(hex, hash, SHA256_LEN))
			wrong(l, "one of its records cannot be read");
	} else {
		read_document(l, line, n);
		tree_leaf_hash(line, n, hash);
	}
	(void)tree_add(&l->tree, hash, done);
	memcpy(l->prev, hash, SHA256_LEN);
}

static void
read_chunk(struct verify *v, struct log *l, const json_t *item)
{
	const char *hex = json_get_text(item, "sha256"), *at, *end, *nl;
	uint8_t sha[SHA256_LEN];
	char *data;
	size_t n;

	if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, sha, SHA256_LEN) ||
	    json_get_int(item, "first", -1) != (int64_t)l->tree.size) {
		wrong(l, "its records are not all there");
		return;
	}
	/* One with less text, where something was forgotten: the hashes, and
	 * so the root, are the same. */
	purge_successor(v->t, sha);
	if (blob_get(v->t, sha, &data, &n) != ERR_OK) {
		wrong(l, "its records are not all there");
		return;
	}
	end = data + n;
	for (at = data; at < end; at = nl + 1) {
		nl = memchr(at, '\n', (size_t)(end - at));
		if (nl == NULL) {
			wrong(l, "its records are not all there");
			break;
		}
		read_line(l, at, (size_t)(nl - at));
	}
	free(data);
}

/* ---- one leaf "merge" ---- */

static void
judge_note(struct log *l, const json_t *doc)
{
	const char *text = json_get_text(doc, "checkpoint");
	const char *hex = json_get_text(doc, "key");
	uint8_t pub[SIGNER_KEY_LEN], root[SHA256_LEN];
	struct note note;

	tree_root(&l->tree, root);
	if (hex == NULL || strlen(hex) != 2 * sizeof(pub) ||
	    !digest_unhex(hex, pub, sizeof(pub)) || !l->has_key ||
	    memcmp(pub, l->key, sizeof(pub)) != 0)
		wrong(l, "its key is not the one that it declared");
	else if (text == NULL ||
		 note_read(text, strlen(text), &note) != ERR_OK ||
		 strcmp(note.origin, l->origin) != 0 ||
		 !note_verify(&note, text, pub))
		wrong(l, "its checkpoint is not signed by its key");
	else if (note.size != l->tree.size ||
		 memcmp(note.root, root, SHA256_LEN) != 0)
		wrong(l, "its checkpoint is not that of its records");
}

static void
judge_merge(struct merged *m, const json_t *doc)
{
	const char *origin = json_get_text(doc, "origin");
	const json_t *list = json_object_get(doc, "leaves");
	struct log *l = log_of(m, origin != NULL ? origin : "?");
	uint64_t before = l->tree.size;

	if (json_get_int(doc, "from", -1) != (int64_t)before)
		wrong(l, "it does not go on where it was merged before");
	for (size_t i = 0; i < json_array_size(list) && l->why == NULL; i++) {
		verify_step(m->v);
		read_chunk(m->v, l, json_array_get(list, i));
	}
	end_checks(l);
	if (l->why == NULL)
		judge_note(l, doc);
	if (l->why != NULL)
		verify_bad(
		    m->v, VERIFY_MERGED, l->why, "the log %s", l->origin);
	else
		verify_good(m->v, VERIFY_MERGED, l->tree.size - before);
}

void
verify_merged(struct verify *v)
{
	struct merged m = { .v = v };

	for (size_t i = 0; i < v->n_merges; i++) {
		json_t *doc = NULL;
		char *text;
		size_t n;

		verify_step(v);
		if (log_get(v->t, v->merges[i], &text, &n) != ERR_OK)
			continue; /* verify_log has said so */
		if (json_parse(text, n, &doc) == ERR_OK)
			judge_merge(&m, doc);
		json_decref(doc);
		free(text);
	}
	for (size_t i = 0; i < m.n; i++)
		free(m.logs[i].origin);
	free(m.logs);
}
