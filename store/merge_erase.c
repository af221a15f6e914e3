/* SPDX-License-Identifier: ISC */
/* Lines of another log's records, taken out of the blobs that keep it. */
#include "store/merge_erase.h"

#include <stdlib.h>
#include <string.h>

#include "store/archive/tree.h"
#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/store.h"

enum { CHUNK_MAX = 64 << 20 };

/* A run of another log's records. */
struct run {
	const char *origin; /* points into the leaf "merge" */
	uint64_t first, count;
	uint8_t sha[SHA256_LEN];
};

/* Is this one to go? */
static bool
is_purged(const struct purge *p, const struct run *run, uint64_t seq)
{
	for (size_t i = 0; i < p->n_leaves; i++)
		if (p->leaves[i].origin != NULL &&
		    p->leaves[i].origin_seq == seq &&
		    strcmp(p->leaves[i].origin, run->origin) == 0)
			return true;
	return false;
}

static bool
concerns(const struct purge *p, const struct run *run)
{
	for (size_t i = 0; i < p->n_leaves; i++) {
		const struct purge_leaf *l = &p->leaves[i];

		if (l->origin != NULL && strcmp(l->origin, run->origin) == 0 &&
		    l->origin_seq >= run->first &&
		    l->origin_seq - run->first < run->count)
			return true;
	}
	return false;
}

/* ---- one blob ---- */

static enum err
add_hash(struct buf *out, const char *line, size_t n)
{
	uint8_t hash[SHA256_LEN];
	char hex[SHA256_HEX];

	tree_leaf_hash(line, n, hash);
	digest_hex(hash, SHA256_LEN, hex);
	return buf_addf(out, "-%s\n", hex);
}

/* Copies the lines; a line that begins with a blank belongs to the record
 * before it, one with "-" is a hash already. *changed: is one gone? */
static enum err
copy_lines(const struct purge *p, const struct run *run, const char *data,
    size_t n, struct buf *out, bool *changed)
{
	const char *end = data + n, *nl;
	uint64_t seq = run->first;
	enum err e = ERR_OK;

	*changed = false;
	for (const char *at = data; at < end && e == ERR_OK; at = nl + 1) {
		nl = memchr(at, '\n', (size_t)(end - at));
		if (nl == NULL)
			return ERR_DAMAGED;
		if (*at == ' ') {
			e = buf_add(out, at, (size_t)(nl - at) + 1);
			continue;
		}
		if (*at != '-' && is_purged(p, run, seq)) {
			e = add_hash(out, at, (size_t)(nl - at));
			*changed = true;
		} else {
			e = buf_add(out, at, (size_t)(nl - at) + 1);
		}
		seq++;
	}
	return e;
}

static void
put_successor(struct txn *t, struct purge *p, const uint8_t was[SHA256_LEN],
    const struct buf *lines)
{
	struct packed *packed = NULL;
	uint64_t stored;
	enum err e =
	    blob_pack(t->st, lines->data, lines->len, false, NULL, &packed);

	if (txn_fail(t, e) == ERR_OK) {
		blob_put(t, packed, &stored);
		purge_succeed(t, p, was, blob_packed_sha(packed));
	}
	blob_packed_free(packed);
}

static void
rewrite(struct txn *t, struct purge *p, const struct run *run)
{
	bool changed = false;
	struct buf lines;
	char *data = NULL;
	size_t n = 0;
	enum err e = blob_get(t, run->sha, &data, &n);

	buf_init(&lines, CHUNK_MAX);
	if (e == ERR_OK)
		e = copy_lines(p, run, data, n, &lines, &changed);
	if (txn_fail(t, e) == ERR_OK && changed)
		put_successor(t, p, run->sha, &lines);
	buf_fini(&lines);
	free(data);
}

/* ---- all of them ---- */

static void
erase_in(struct txn *t, struct purge *p, const json_t *merge)
{
	const json_t *list = json_object_get(merge, "leaves"), *item;
	struct run run = { .origin = json_get_text(merge, "origin") };
	size_t i;

	json_array_foreach(list, i, item)
	{
		const char *hex = json_get_text(item, "sha256");

		run.first = (uint64_t)json_get_int(item, "first", 0);
		run.count = (uint64_t)json_get_int(item, "count", 0);
		if (run.origin == NULL || !concerns(p, &run) || hex == NULL ||
		    strlen(hex) != SHA256_HEX - 1 ||
		    !digest_unhex(hex, run.sha, SHA256_LEN))
			continue;
		purge_successor(t, run.sha);
		rewrite(t, p, &run);
	}
}

void
merge_erase(struct txn *t, struct purge *p)
{
	p->n_rewritten = 0; /* the transaction may run anew */
	for (size_t i = 0; i < p->n_merges && txn_err(t) == ERR_OK; i++) {
		json_t *doc = NULL;
		char *text = NULL;
		size_t n;
		enum err e = log_get(t, p->merges[i], &text, &n);

		if (e == ERR_OK)
			e = json_parse(text, n, &doc);
		if (txn_fail(t, e) == ERR_OK)
			erase_in(t, p, doc);
		json_decref(doc);
		free(text);
	}
}
