/* SPDX-License-Identifier: ISC */
/* What the log says of itself in a bundle. */
#include "tools/bundle/inspect_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

enum { DIGITS_MAX = 18, NAME_DIGITS = 8 };

/* ---- small texts ---- */

bool
inspect_number(const char *text, const char *suffix, uint64_t *n)
{
	size_t digits = strspn(text, "0123456789");

	*n = 0;
	if (digits == 0 || digits > DIGITS_MAX ||
	    strcmp(text + digits, suffix) != 0)
		return false;
	for (size_t i = 0; i < digits; i++)
		*n = *n * 10 + (uint64_t)(text[i] - '0');
	/* One number has one name. */
	return text[0] != '0' || digits <= NAME_DIGITS;
}

bool
inspect_value(struct lines *l, const char *word, uint64_t *n)
{
	char text[DIGITS_MAX + 1];
	const char *line;
	size_t len, w = strlen(word);

	if (!lines_next(l, &line, &len) || len <= w || len - w > DIGITS_MAX ||
	    memcmp(line, word, w) != 0)
		return false;
	snprintf(text, sizeof(text), "%.*s", (int)(len - w), line + w);
	*n = 0;
	for (const char *p = text; *p != '\0'; p++) {
		if (*p < '0' || *p > '9')
			return false;
		*n = *n * 10 + (uint64_t)(*p - '0');
	}
	return strlen(text) == len - w;
}

/* The next line is word and 64 hexadecimal digits; word may be "". */
static bool
next_hex(struct lines *l, const char *word, uint8_t out[SHA256_LEN])
{
	struct lines before = *l;
	char hex[SHA256_HEX];
	const char *line;
	size_t len, w = strlen(word);

	if (lines_next(l, &line, &len) && len == w + SHA256_HEX - 1 &&
	    memcmp(line, word, w) == 0) {
		memcpy(hex, line + w, SHA256_HEX - 1);
		hex[SHA256_HEX - 1] = '\0';
		if (digest_unhex(hex, out, SHA256_LEN))
			return true;
	}
	*l = before;
	return false;
}

bool
inspect_path(struct lines *l, struct proof *p)
{
	p->n = 0;
	while (p->n < PROOF_MAX && next_hex(l, "", p->hash[p->n]))
		p->n++;
	return l->p == l->end;
}

/* ---- checkpoints ---- */

/* By the newest key that it covers? */
static bool
is_signed(
    const struct inspect *v, const struct proof_note *note, const char *text)
{
	const uint8_t *key = NULL;

	for (size_t i = 0; i < v->n_keys; i++)
		if (v->keys[i].seq < note->size)
			key = v->keys[i].pub;
	return key != NULL && proof_note_signed(note, text, key);
}

static const char *
judge_point(struct inspect *v, uint64_t size, struct inspect_point *k)
{
	struct proof_note note;

	if (proof_note_read(k->text, k->len, &note) != ERR_OK)
		return "it cannot be read";
	if (note.size != size)
		return "its size is another";
	if (strcmp(note.origin, v->origin) != 0)
		return "its origin is another log";
	if (!is_signed(v, &note, k->text))
		return "its signature does not hold";
	k->size = size;
	memcpy(k->root, note.root, sizeof(k->root));
	return NULL;
}

static void
take_point(struct inspect *v, struct inspect_log *log,
    const struct inspect_file *f, uint64_t size)
{
	struct inspect_point k = { .size = 0 };
	const char *why = "it cannot be read";
	struct buf text;

	buf_init(&text, PROOF_NOTE_MAX);
	if (inspect_read(v, f, PROOF_NOTE_MAX, &text) == ERR_OK) {
		k.text = buf_take(&text, &k.len);
		why = judge_point(v, size, &k);
	}
	buf_fini(&text);
	if (why != NULL) {
		inspect_bad(v, INSPECT_CHECKPOINTS, why, "%s", f->name);
		free(k.text);
		return;
	}
	log->points = mem_grow(log->points, log->n + 1, sizeof(k));
	log->points[log->n++] = k;
	inspect_good(v, INSPECT_CHECKPOINTS, 1);
}

static int
by_size(const void *a, const void *b)
{
	const struct inspect_point *x = a, *y = b;

	return (x->size > y->size) - (x->size < y->size);
}

void
inspect_log_points(struct inspect *v, struct inspect_log *log)
{
	char prefix[BUNDLE_NAME_MAX];
	size_t n = (size_t)snprintf(
	    prefix, sizeof(prefix), "%s/checkpoint-", v->journal);

	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const struct inspect_file *f = &v->files[i];
		uint64_t size;

		if (strncmp(f->name, prefix, n) != 0)
			break;
		if (inspect_number(f->name + n, ".txt", &size))
			take_point(v, log, f, size);
		else
			inspect_bad(v, INSPECT_CHECKPOINTS,
			    "a name that no checkpoint has", "%s", f->name);
	}
	if (log->n > 0)
		qsort(log->points, log->n, sizeof(log->points[0]), by_size);
	else
		inspect_bad(
		    v, INSPECT_CHECKPOINTS, "there is none", "%s", v->journal);
}

const struct inspect_point *
inspect_log_point(const struct inspect_log *log, uint64_t size)
{
	struct inspect_point key = { .size = size };

	return log->n == 0 ? NULL
			   : bsearch(&key, log->points, log->n,
				 sizeof(log->points[0]), by_size);
}

void
inspect_log_fini(struct inspect_log *log)
{
	for (size_t i = 0; i < log->n; i++)
		free(log->points[i].text);
	free(log->points);
}

/* ---- consistency ---- */

static void
check_step(struct inspect *v, const struct inspect_point *a,
    const struct inspect_point *b)
{
	const char *why = "it is missing";
	const struct inspect_file *f;
	char name[BUNDLE_NAME_MAX];
	uint64_t from, to;
	struct proof p;
	struct buf text;

	snprintf(name, sizeof(name),
	    "%s/consistency-%08" PRIu64 "-%08" PRIu64 ".txt", v->journal,
	    a->size, b->size);
	f = inspect_find(v, name);
	buf_init(&text, INSPECT_TEXT_MAX);
	if (f != NULL &&
	    inspect_read(v, f, INSPECT_TEXT_MAX, &text) == ERR_OK &&
	    text.len > 0) {
		struct lines l = { text.data, text.data + text.len };

		if (!inspect_value(&l, "from ", &from) ||
		    !inspect_value(&l, "to ", &to) || !inspect_path(&l, &p))
			why = "it cannot be read";
		else if (from != a->size || to != b->size ||
			 !proof_extends(&p, from, a->root, to, b->root))
			why = "the later log does not extend the earlier one";
		else
			why = NULL;
	}
	if (why != NULL)
		inspect_bad(v, INSPECT_CONSISTENCY, why, "%s", name);
	else
		inspect_good(v, INSPECT_CONSISTENCY, 1);
	buf_fini(&text);
}

/* ---- hash lists ---- */

/* What a list says of a record that is here, and of the one before it. */
static const char *
against_leaf(const struct inspect *v, uint64_t seq,
    const uint8_t hash[SHA256_LEN], const uint8_t before[SHA256_LEN],
    bool has_before)
{
	const struct inspect_leaf *leaf = inspect_leaf(v, seq);

	if (leaf == NULL)
		return NULL;
	if (memcmp(leaf->hash, hash, SHA256_LEN) != 0)
		return "a record that is here has another hash";
	if (has_before &&
	    (!leaf->has_prev || memcmp(leaf->prev, before, SHA256_LEN) != 0))
		return "a record does not follow the one before it";
	return NULL;
}

static const char *
judge_night(struct inspect *v, const struct inspect_log *log, struct lines *l)
{
	uint8_t hash[SHA256_LEN], before[SHA256_LEN], root[SHA256_LEN];
	uint64_t sweep, from, to, seq;
	const struct inspect_point *k;
	struct proof_tree *tree;
	struct proof edge = { .n = 0 };
	const char *why = NULL;

	if (!inspect_value(l, "sweep ", &sweep) ||
	    !inspect_value(l, "from ", &from) || !inspect_value(l, "to ", &to))
		return "it cannot be read";
	while (edge.n < PROOF_MAX && next_hex(l, "edge ", edge.hash[edge.n]))
		edge.n++;
	k = inspect_log_point(log, to);
	tree = proof_tree_new(from, &edge);
	if (k == NULL || tree == NULL || from >= to) {
		proof_tree_free(tree);
		return "its checkpoint or its edge is missing";
	}
	for (seq = from; seq < to && why == NULL; seq++) {
		if (!next_hex(l, "", hash)) {
			why = "a hash is missing";
			break;
		}
		why = against_leaf(v, seq, hash, before, seq > from);
		memcpy(before, hash, sizeof(before));
		proof_tree_add(tree, hash);
	}
	proof_tree_root(tree, root);
	proof_tree_free(tree);
	if (why != NULL)
		return why;
	if (l->p != l->end)
		return "there is a line too many";
	return memcmp(root, k->root, SHA256_LEN) == 0
		   ? NULL
		   : "it does not lead to its checkpoint's root";
}

static void
check_nights(struct inspect *v, const struct inspect_log *log)
{
	char prefix[BUNDLE_NAME_MAX];
	size_t n =
	    (size_t)snprintf(prefix, sizeof(prefix), "%s/nuit-", v->journal);

	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const struct inspect_file *f = &v->files[i];
		const char *why = "it cannot be read";
		struct buf text;

		if (strncmp(f->name, prefix, n) != 0)
			break;
		buf_init(&text, INSPECT_HASHES_MAX);
		if (inspect_read(v, f, INSPECT_HASHES_MAX, &text) == ERR_OK &&
		    text.len > 0) {
			struct lines l = { text.data, text.data + text.len };

			why = judge_night(v, log, &l);
		}
		if (why != NULL)
			inspect_bad(v, INSPECT_NIGHTS, why, "%s", f->name);
		else
			inspect_good(v, INSPECT_NIGHTS, 1);
		buf_fini(&text);
	}
}

void
inspect_log_rest(struct inspect *v, const struct inspect_log *log)
{
	for (size_t i = 1; i < log->n; i++)
		check_step(v, &log->points[i - 1], &log->points[i]);
	check_nights(v, log);
}
