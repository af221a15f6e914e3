/* SPDX-License-Identifier: ISC */
/* What the other archive is, and what we have of it already. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/archive.h"
#include "store/archive/checkpoint.h"
#include "store/archive/keys.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/merge.h"

/* What an earlier merge left in our log: leaves "merge" of that origin, and
 * snapshots that it took over. */
static void
recall(struct merge *m, const json_t *leaf, char root[SHA256_HEX])
{
	const json_t *merged = json_object_get(leaf, "merged");
	const char *type = json_get_text(leaf, "type");
	const char *origin = json_get_text(merged, "origin");
	uint64_t seq, number;

	if (type != NULL && strcmp(type, "merge") == 0) {
		origin = json_get_text(leaf, "origin");
		if (origin == NULL || strcmp(origin, m->origin) != 0)
			return;
		m->from = (uint64_t)json_get_int(leaf, "size", 0);
		snprintf(root, SHA256_HEX, "%s", json_get_text(leaf, "root"));
		return;
	}
	if (origin == NULL || strcmp(origin, m->origin) != 0)
		return;
	seq = (uint64_t)json_get_int(merged, "seq", 0);
	number = (uint64_t)json_get_int(merged, "snapshot", 0);
	if (seq >= m->done)
		m->done = seq + 1;
	if (number > 0 && number < m->n_numbers)
		m->numbers[number] =
		    (uint64_t)json_get_int(leaf, "snapshot", 0);
}

static enum err
recall_all(struct merge *m, char root[SHA256_HEX])
{
	struct txn *t = txn_begin(m->st, TXN_READ);
	uint64_t size = log_size(t);

	for (uint64_t seq = 0; seq < size && txn_err(t) == ERR_OK; seq++) {
		json_t *leaf = NULL;
		char *text;
		size_t n;

		if (log_get(t, seq, &text, &n) != ERR_OK)
			continue;
		if (strstr(text, m->origin) != NULL &&
		    json_parse(text, n, &leaf) == ERR_OK)
			recall(m, leaf, root);
		json_decref(leaf);
		free(text);
	}
	return txn_end(t);
}

/* Is the other log still the one that was merged before? */
static enum err
judge_past(const struct merge *m, const char *root)
{
	struct txn *t;
	uint8_t now[SHA256_LEN];
	char hex[SHA256_HEX] = "";

	if (m->from == 0)
		return ERR_OK;
	t = txn_begin(m->other, TXN_READ);
	if (m->from <= m->size && log_root(t, m->from, now) == ERR_OK)
		digest_hex(now, SHA256_LEN, hex);
	txn_abort(t);
	if (strcmp(hex, root) == 0)
		return ERR_OK;
	log_error("%s: not the log that was merged before: it was rewritten, "
		  "or is an older copy",
	    store_dir(m->other));
	return ERR_DENIED;
}

static enum err
read_other(struct merge *m)
{
	struct txn *t = txn_begin(m->other, TXN_READ);
	uint8_t pub[SIGNER_KEY_LEN];
	struct note note;
	enum err e;

	m->origin = archive_fact(t, "origin", NULL);
	m->n_numbers = snapshot_next(t);
	e = checkpoint_newest(t, &m->note);
	if (e == ERR_OK)
		e = note_read(m->note, strlen(m->note), &note);
	if (e == ERR_OK) {
		m->size = note.size;
		e = keys_at(t, m->size, pub);
	}
	if (e == ERR_OK)
		digest_hex(pub, sizeof(pub), m->key);
	txn_abort(t);
	if (e == ERR_NOTFOUND)
		log_error("%s: nothing to merge: it has no checkpoint yet",
		    store_dir(m->other));
	if (e == ERR_OK && m->origin == NULL)
		e = ERR_DAMAGED;
	m->numbers = mem_array((size_t)m->n_numbers, sizeof(uint64_t));
	memset(m->numbers, 0, (size_t)m->n_numbers * sizeof(uint64_t));
	return e;
}

static enum err
judge_origin(const struct merge *m)
{
	struct txn *t = txn_begin(m->st, TXN_READ);
	char *own = archive_fact(t, "origin", NULL);
	bool same = own != NULL && strcmp(own, m->origin) == 0;

	free(own);
	txn_abort(t);
	if (!same)
		return ERR_OK;
	log_error(
	    "%s: it is this archive, or a copy of it", store_dir(m->other));
	return ERR_DENIED;
}

enum err
merge_begin(struct merge *m)
{
	char root[SHA256_HEX] = "";
	enum err e = read_other(m);

	if (e == ERR_OK)
		e = judge_origin(m);
	if (e == ERR_OK)
		e = recall_all(m, root);
	if (e == ERR_OK)
		e = judge_past(m, root);
	if (m->done < m->from)
		m->done = m->from;
	return e;
}
