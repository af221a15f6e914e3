/* SPDX-License-Identifier: ISC */
/* The gathered checks, and the small files beside the environment. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/check.h"
#include "store/archive/keys.h"
#include "store/archive/log_node.h"
#include "store/archive/snapshot.h"
#include "store/archive/verify.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"

enum {
	MIRROR_MAX = 256 << 20,
	MIRROR_LAG_MAX = 2 /* checkpoints that a crash may leave unmirrored */
};

/* ---- checks ---- */

/* NULL, or what is wrong with the entries that the leaf gathers. */
static const char *
judge_checks(
    struct verify *v, uint64_t seq, const json_t *doc, struct check_leaf *leaf)
{
	const char *host = json_get_text(doc, "host");
	const char *hex = json_get_text(doc, "root");
	uint8_t root[SHA256_LEN], want[SHA256_LEN];
	struct snapshot_row row;
	struct key k;
	uint64_t id;

	if (host == NULL || hex == NULL || strlen(hex) != 2 * sizeof(want) ||
	    !digest_unhex(hex, want, sizeof(want)))
		return "the leaf lacks its host or root";
	key_of_text(&k, host);
	id = txn_get_uint(v->t, DB_HOSTID, &k, 0);
	if (check_leaf_get(v->t, id, seq, leaf) != ERR_OK)
		return "its entries are missing";
	if (json_get_int(doc, "count", -1) != (int64_t)leaf->count ||
	    json_get_int(doc, "first_snapshot", -1) !=
		(int64_t)leaf->first_snapshot)
		return "its entries are not as many, or not numbered, as it "
		       "says";
	if (check_leaf_root(v->t, leaf, root) != ERR_OK ||
	    memcmp(root, want, sizeof(root)) != 0)
		return "its root is not that of its entries";
	if (!snapshot_row_find(v->t, leaf->first_snapshot, &row) ||
	    row.first != leaf->first_snapshot || row.leaf != seq ||
	    row.host != id || row.count != leaf->count)
		return "the numbers of its entries lead elsewhere";
	return NULL;
}

void
verify_checks(struct verify *v, uint64_t seq, const json_t *doc)
{
	struct check_leaf *leaf = mem_alloc(sizeof(*leaf));
	const char *why = judge_checks(v, seq, doc, leaf);

	if (why == NULL)
		verify_good(v, VERIFY_CHECKS, leaf->count);
	else
		verify_bad(
		    v, VERIFY_CHECKS, why, "the checks of leaf %" PRIu64, seq);
	free(leaf);
}

/* ---- checkpoints.txt ---- */

void
verify_mirror_read(struct verify *v)
{
	char *path = env_path(v->st, "checkpoints.txt");
	FILE *f = fopen(path, "re");
	char chunk[4096];
	struct buf b;
	size_t n;

	buf_init(&b, MIRROR_MAX);
	while (f != NULL && (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		if (buf_add(&b, chunk, n) != ERR_OK)
			break;
	if (f != NULL) {
		fclose(f);
		v->mirror = buf_take(&b, &v->mirror_len);
	} else if (errno != ENOENT) {
		(void)log_sys("%s", path);
		verify_bad(v, VERIFY_MIRROR, "it cannot be read", "%s", path);
	}
	buf_fini(&b);
	free(path);
}

/* The file must be the checkpoints one after the other; it may end early, in
 * the midst of one, as a crash leaves it. *at is where it stands in the file,
 * *lag how many it lacks. */
static bool
mirrors(struct verify *v, const struct val *note, size_t *at, uint64_t *lag)
{
	size_t left = v->mirror_len - *at, n = note->len + 1;
	size_t same = left < n ? left : n;

	if (memcmp(v->mirror + *at, note->data,
		same < note->len ? same : note->len) != 0 ||
	    (same == n && v->mirror[*at + note->len] != '\n'))
		return false;
	*at += same;
	*lag += same < n;
	return true;
}

void
verify_mirror(struct verify *v)
{
	uint64_t lag = 0, n = 0;
	struct cursor c;
	size_t at = 0;
	bool ok;

	if (v->mirror == NULL)
		v->mirror = mem_strdup("");
	cursor_open(&c, v->t, DB_CHECKPOINT);
	for (ok = cursor_first(&c); ok && n < v->n_checkpoints;
	     ok = cursor_next(&c), n++) {
		if (mirrors(v, &c.val, &at, &lag))
			continue;
		verify_bad(v, VERIFY_MIRROR,
		    "it is not the checkpoint that the archive holds",
		    "checkpoint %" PRIu64 " of the file", n + 1);
		break;
	}
	cursor_close(&c);
	if (v->kinds[VERIFY_MIRROR].bad > 0)
		return;
	if (at < v->mirror_len)
		verify_bad(v, VERIFY_MIRROR,
		    "the archive does not hold it: it has been set back",
		    "checkpoint %" PRIu64 " of the file", n + 1);
	else if (lag > MIRROR_LAG_MAX)
		verify_bad(v, VERIFY_MIRROR, "they are missing in the file",
		    "the last %" PRIu64 " checkpoints", lag);
	else
		verify_good(v, VERIFY_MIRROR, n - lag);
}

/* ---- the key ---- */

/* A copy for a third party comes without the secret key, and that is well. */
void
verify_key(struct verify *v)
{
	uint8_t now[SIGNER_KEY_LEN], file[SIGNER_KEY_LEN];
	size_t n = 0;
	char *fact = archive_fact(v->t, "key", &n);
	enum err e = signer_public(v->st, file);

	if (!v->has_key || fact == NULL || n != sizeof(v->key) ||
	    memcmp(fact, v->key, sizeof(v->key)) != 0 ||
	    keys_at(v->t, v->size, now) != ERR_OK ||
	    memcmp(now, v->key, sizeof(now)) != 0)
		verify_bad(v, VERIFY_KEY,
		    "it is not the one that the log "
		    "names",
		    "the archive's public key");
	else if (e == ERR_DAMAGED)
		verify_bad(v, VERIFY_KEY, "it cannot be read", "the file key");
	else if (e == ERR_OK && memcmp(file, v->key, sizeof(file)) != 0)
		verify_bad(v, VERIFY_KEY, "it is not the key of this log",
		    "the file key");
	else
		verify_good(v, VERIFY_KEY, 1);
	free(fact);
}

/* ---- an earlier checkpoint ---- */

static const char *
judge_against(struct verify *v, const char *text, size_t n, struct note *note)
{
	uint8_t pub[SIGNER_KEY_LEN], root[SHA256_LEN];
	char *origin = archive_fact(v->t, "origin", NULL);
	const char *why = NULL;

	if (note_read(text, n, note) != ERR_OK)
		why = "it is not a signed checkpoint";
	else if (origin == NULL || strcmp(origin, note->origin) != 0)
		why = "it is of another log";
	else if (keys_at(v->t, note->size, pub) != ERR_OK ||
		 !note_verify(note, text, pub))
		why = "its signature does not hold";
	else if (note->size > log_size(v->t))
		why = "the log is shorter than that";
	else if (log_root(v->t, note->size, root) != ERR_OK ||
		 memcmp(root, note->root, sizeof(root)) != 0)
		why = "its root is not that of the log: this is another past";
	free(origin);
	return why;
}

void
verify_against(struct verify *v, const char *text, size_t n)
{
	struct note note;
	const char *why = judge_against(v, text, n, &note);
	char of[64];
	const struct verify_line line = { "against", of, why, why == NULL };

	snprintf(of, sizeof(of), "the checkpoint of size %" PRIu64, note.size);
	v->sum.bad += why != NULL;
	v->emit(&line, v->arg);
}
