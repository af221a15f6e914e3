/* SPDX-License-Identifier: ISC */
/* The log of a bundle: each record is what its name says and stands in the log
 * of a signed checkpoint, records follow one another. Checkpoints and hash
 * lists: inspect_log.c; checks: inspect_checks.c. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tools/bundle/inspect.h"
#include "tools/bundle/inspect_log.h"
#include "tools/bundle/inspect_words.h"

/* ---- what is remembered ---- */

void
inspect_keep_hash(
    struct inspect *v, enum inspect_word word, const uint8_t sha[SHA256_LEN])
{
	if (v->n_hashes == v->cap_hashes) {
		v->cap_hashes = v->cap_hashes == 0 ? 256 : v->cap_hashes * 2;
		v->hashes =
		    mem_grow(v->hashes, v->cap_hashes, sizeof(v->hashes[0]));
	}
	memcpy(v->hashes[v->n_hashes].sha256, sha, SHA256_LEN);
	v->hashes[v->n_hashes++].word = word;
}

static int
by_hash(const void *a, const void *b)
{
	const struct inspect_hash *x = a, *y = b;
	int c = memcmp(x->sha256, y->sha256, SHA256_LEN);

	return c != 0 ? c : (x->word > y->word) - (x->word < y->word);
}

bool
inspect_said(const struct inspect *v, enum inspect_word word,
    const uint8_t sha256[SHA256_LEN])
{
	struct inspect_hash key = { .word = word };

	memcpy(key.sha256, sha256, SHA256_LEN);
	return v->n_hashes > 0 && bsearch(&key, v->hashes, v->n_hashes,
				      sizeof(v->hashes[0]), by_hash) != NULL;
}

static struct inspect_leaf *
keep_leaf(struct inspect *v)
{
	if (v->n_leaves == v->cap_leaves) {
		v->cap_leaves = v->cap_leaves == 0 ? 256 : v->cap_leaves * 2;
		v->leaves =
		    mem_grow(v->leaves, v->cap_leaves, sizeof(v->leaves[0]));
	}
	memset(&v->leaves[v->n_leaves], 0, sizeof(v->leaves[0]));
	return &v->leaves[v->n_leaves++];
}

const struct inspect_leaf *
inspect_leaf(const struct inspect *v, uint64_t seq)
{
	size_t lo = 0, hi = v->n_leaves;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->leaves[mid].seq == seq)
			return &v->leaves[mid];
		if (v->leaves[mid].seq < seq)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* ---- records ---- */

bool
inspect_read_hash(const json_t *doc, const char *key, uint8_t out[SHA256_LEN])
{
	const char *hex = json_get_text(doc, key);

	return hex != NULL && strlen(hex) == SHA256_HEX - 1 &&
	       digest_unhex(hex, out, SHA256_LEN);
}

/* The log's first key, or one that the key before it signed. */
static void
take_key(struct inspect *v, const json_t *doc, uint64_t seq)
{
	size_t n = v->n_keys;

	if (n == INSPECT_KEYS_MAX || (n == 0 && seq != 1) ||
	    !proof_key(doc, seq, v->origin, n > 0 ? v->keys[n - 1].pub : NULL,
		v->keys[n].pub)) {
		inspect_bad(v, INSPECT_RECORDS,
		    "its key is not one that the key before it signed",
		    "leaf %llu", (unsigned long long)seq);
		return;
	}
	v->keys[n].seq = seq;
	v->n_keys++;
}

/* What a browser's view was kept as. */
static void
take_pieces(struct inspect *v, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "pieces"), *piece;
	uint8_t sha[SHA256_LEN];
	size_t i;

	json_array_foreach(list, i, piece)
	{
		if (inspect_read_hash(piece, "sha256", sha))
			inspect_keep_hash(v, INSPECT_PIECE, sha);
	}
}

static void
take_mark(struct inspect *v, const json_t *doc, uint64_t seq)
{
	const json_t *mark = json_object_get(doc, "merged");
	const char *origin = json_get_text(mark, "origin");
	struct inspect_mark *m;

	if (mark == NULL)
		return;
	if (v->n_marks == v->cap_marks) {
		v->cap_marks = v->cap_marks == 0 ? 64 : v->cap_marks * 2;
		v->marks =
		    mem_grow(v->marks, v->cap_marks, sizeof(v->marks[0]));
	}
	m = &v->marks[v->n_marks++];
	memset(m, 0, sizeof(*m));
	m->leaf = seq;
	m->origin = mem_strdup(origin != NULL ? origin : "");
	m->seq = (uint64_t)json_get_int(mark, "seq", 0);
	(void)inspect_read_hash(mark, "leaf_hash", m->hash);
}

static void
take_merge(struct inspect *v, const json_t *doc, uint64_t seq)
{
	const char *origin = json_get_text(doc, "origin");
	const char *note = json_get_text(doc, "checkpoint");
	struct inspect_merge *m;

	v->merges = mem_grow(v->merges, v->n_merges + 1, sizeof(v->merges[0]));
	m = &v->merges[v->n_merges++];
	m->leaf = seq;
	m->origin = mem_strdup(origin != NULL ? origin : "");
	m->checkpoint = mem_strdup(note != NULL ? note : "");
}

static void
take_document(struct inspect *v, const json_t *doc, uint64_t seq)
{
	const char *type = json_get_text(doc, "type");
	const char *origin = json_get_text(doc, "origin");

	take_pieces(v, doc);
	take_mark(v, doc, seq);
	if (seq == 0 && origin != NULL)
		snprintf(v->origin, sizeof(v->origin), "%s", origin);
	if (type != NULL && strcmp(type, "key") == 0)
		take_key(v, doc, seq);
	if (type != NULL && strcmp(type, "merge") == 0)
		take_merge(v, doc, seq);
}

static void
take_words(struct inspect *v, const struct inspect_words *w)
{
	static const struct {
		enum inspect_member member;
		enum inspect_word word;
	} words[] = {
		{ MEMBER_RESPONSE, INSPECT_RESPONSE },
		{ MEMBER_REQUEST, INSPECT_REQUEST },
		{ MEMBER_PATH, INSPECT_PATH },
	};
	uint8_t sha[SHA256_LEN];

	for (size_t i = 0; i < NELEM(words); i++)
		if (inspect_words_sha(w, words[i].member, sha))
			inspect_keep_hash(v, words[i].word, sha);
}

/* The record of this file, whose text is given. */
static const char *
judge_leaf(struct inspect *v, const struct inspect_file *f,
    const struct buf *text, uint64_t seq)
{
	struct inspect_leaf *leaf;
	struct inspect_words w;
	const char *why = NULL;

	if (text->len == 0 || !inspect_words_read(text->data, text->len, &w))
		return "it is not JSON";
	if (w.seq != (int64_t)seq)
		why = "its seq is another";
	else if (v->n_leaves > 0 && v->leaves[v->n_leaves - 1].seq >= seq)
		why = "it stands twice, or out of order";
	if (why == NULL) {
		leaf = keep_leaf(v);
		leaf->seq = seq;
		leaf->has_prev = inspect_words_sha(&w, MEMBER_PREV, leaf->prev);
		leaf->has_after =
		    /* what was merged was seen elsewhere, before */
		    json_object_get(w.doc, "merged") == NULL &&
		    inspect_words_sha(&w, MEMBER_AFTER, leaf->after);
		leaf->at = inspect_words_time(&w);
		proof_leaf_hash(text->data, text->len, leaf->hash);
		inspect_keep_hash(v, INSPECT_RECORD, inspect_sha256(v, f));
		take_words(v, &w);
		if (w.doc != NULL)
			take_document(v, w.doc, seq);
	}
	inspect_words_fini(&w);
	return why;
}

/* Names have eight digits or more, so they sort as numbers up to there. */
static void
read_leaves(struct inspect *v)
{
	char prefix[BUNDLE_NAME_MAX];
	size_t n =
	    (size_t)snprintf(prefix, sizeof(prefix), "%s/leaf-", v->journal);

	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const struct inspect_file *f = &v->files[i];
		uint64_t seq;
		struct buf text;
		const char *why;

		if (strncmp(f->name, prefix, n) != 0)
			break;
		if (!inspect_number(f->name + n, ".json", &seq))
			continue;
		if (v->n_leaves >= INSPECT_LEAVES_MAX)
			break;
		buf_init(&text, INSPECT_TEXT_MAX);
		why = inspect_read(v, f, INSPECT_TEXT_MAX, &text) == ERR_OK
			  ? judge_leaf(v, f, &text, seq)
			  : "it cannot be read";
		if (why != NULL)
			inspect_bad(v, INSPECT_RECORDS, why, "%s", f->name);
		buf_fini(&text);
	}
	if (v->n_leaves == 0)
		inspect_bad(
		    v, INSPECT_RECORDS, "there is none", "%s", v->journal);
	else if (v->n_keys == 0 || v->origin[0] == '\0')
		inspect_bad(v, INSPECT_RECORDS,
		    "the log's origin and key are missing", "%s", v->journal);
}

/* ---- inclusion ---- */

/* The lines of a C2SP tlog-proof before its checkpoint. */
static bool
read_path(const char **at, const char *end, struct proof *p)
{
	p->n = 0;
	for (;;) {
		const char *nl = memchr(*at, '\n', (size_t)(end - *at));
		uint8_t *bytes;
		size_t n;
		bool whole;

		if (nl == NULL)
			return false;
		if (nl == *at) {
			*at = nl + 1;
			return true;
		}
		if (p->n == PROOF_MAX ||
		    digest_unbase64(*at, (size_t)(nl - *at), &bytes, &n) !=
			ERR_OK)
			return false;
		whole = n == SHA256_LEN;
		if (whole)
			memcpy(p->hash[p->n++], bytes, SHA256_LEN);
		free(bytes);
		if (!whole)
			return false;
		*at = nl + 1;
	}
}

static const char *
judge_proof(const struct inspect_log *log, const struct inspect_leaf *leaf,
    const struct buf *text)
{
	static const char magic[] = "c2sp.org/tlog-proof@v1\nindex ";
	const char *at = text->data, *end = at + text->len;
	const struct inspect_point *point;
	struct proof_note note;
	struct proof p;
	char index[32];

	if (text->len < sizeof(magic) ||
	    memcmp(at, magic, sizeof(magic) - 1) != 0)
		return "it is not a tlog-proof";
	at += sizeof(magic) - 1;
	snprintf(index, sizeof(index), "%" PRIu64 "\n", leaf->seq);
	if (strncmp(at, index, strlen(index)) != 0)
		return "it proves another record";
	at += strlen(index);
	if (!read_path(&at, end, &p) ||
	    proof_note_read(at, (size_t)(end - at), &note) != ERR_OK)
		return "it cannot be read";
	point = inspect_log_point(log, note.size);
	if (point == NULL || point->len != (size_t)(end - at) ||
	    memcmp(point->text, at, point->len) != 0)
		return "its checkpoint is not one of the bundle";
	return proof_includes(&p, leaf->hash, leaf->seq, note.size, note.root)
		   ? NULL
		   : "the record is not in the log";
}

static void
check_inclusion(struct inspect *v, struct inspect_log *log)
{
	for (size_t i = 0; i < v->n_leaves; i++) {
		const struct inspect_leaf *leaf = &v->leaves[i];
		const struct inspect_file *f;
		const char *why = "it is missing";
		char name[BUNDLE_NAME_MAX];
		struct buf text;

		snprintf(name, sizeof(name), "%s/leaf-%08" PRIu64 ".tlog-proof",
		    v->journal, leaf->seq);
		f = inspect_find(v, name);
		buf_init(&text, INSPECT_TEXT_MAX);
		if (f != NULL &&
		    inspect_read(v, f, INSPECT_TEXT_MAX, &text) == ERR_OK &&
		    text.len > 0)
			why = judge_proof(log, leaf, &text);
		if (why != NULL)
			inspect_bad(v, INSPECT_RECORDS, why, "%s", name);
		else
			inspect_good(v, INSPECT_RECORDS, 1);
		buf_fini(&text);
	}
}

static void
check_chain(struct inspect *v)
{
	for (size_t i = 1; i < v->n_leaves; i++) {
		const struct inspect_leaf *a = &v->leaves[i - 1];
		const struct inspect_leaf *b = &v->leaves[i];

		if (a->seq + 1 == b->seq &&
		    (!b->has_prev || memcmp(a->hash, b->prev, SHA256_LEN) != 0))
			inspect_bad(v, INSPECT_RECORDS,
			    "prev is not the hash of the record before",
			    "leaf %" PRIu64, b->seq);
	}
}

/* A proof without its record is a record that was taken out. */
static void
check_orphans(struct inspect *v)
{
	char prefix[BUNDLE_NAME_MAX];
	size_t n =
	    (size_t)snprintf(prefix, sizeof(prefix), "%s/leaf-", v->journal);

	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const char *name = v->files[i].name;
		uint64_t seq;

		if (strncmp(name, prefix, n) != 0)
			break;
		if (inspect_number(name + n, ".tlog-proof", &seq) &&
		    inspect_leaf(v, seq) == NULL)
			inspect_bad(v, INSPECT_RECORDS, "its record is missing",
			    "%s", name);
	}
}

/* ---- files beside the log ---- */

/* What was kept apart from a record must be what the record has the hash of. */
static void
check_paths(struct inspect *v)
{
	static const char prefix[] = "data/journal/path-s";

	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const struct inspect_file *f = &v->files[i];

		if (strncmp(f->name, prefix, sizeof(prefix) - 1) != 0)
			break;
		if (!inspect_said(v, INSPECT_PATH, inspect_sha256(v, f)))
			inspect_bad(v, INSPECT_RECORDS,
			    "no record has its hash", "%s", f->name);
	}
}

/* A picture or a print of a view is one that a record names. */
static void
check_pieces(struct inspect *v)
{
	static const char prefix[] = "data/pieces/";

	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const struct inspect_file *f = &v->files[i];

		if (strncmp(f->name, prefix, sizeof(prefix) - 1) != 0)
			break;
		if (strstr(f->name, "-ecran.") != NULL &&
		    !inspect_said(v, INSPECT_PIECE, inspect_sha256(v, f)))
			inspect_bad(v, INSPECT_RECORDS,
			    "no record has its hash", "%s", f->name);
	}
}

void
inspect_log(struct inspect *v, struct inspect_log *log)
{
	read_leaves(v);
	inspect_log_points(v, log);
	check_inclusion(v, log);
	check_chain(v);
	inspect_checks(v);
	inspect_log_rest(v, log);
}

void
inspect_journal(struct inspect *v)
{
	struct inspect_log log = { .points = NULL };

	v->journal = "data/journal";
	v->anchors = "data/ancres";
	inspect_log(v, &log);
	inspect_log_fini(&log);
	check_orphans(v);
	if (v->n_hashes > 0)
		qsort(v->hashes, v->n_hashes, sizeof(v->hashes[0]), by_hash);
	check_paths(v);
	check_pieces(v);
}

void
inspect_journal_end(struct inspect *v)
{
	for (size_t i = 0; i < v->n_marks; i++)
		free(v->marks[i].origin);
	for (size_t i = 0; i < v->n_merges; i++) {
		free(v->merges[i].origin);
		free(v->merges[i].checkpoint);
	}
	free(v->marks);
	free(v->merges);
	free(v->leaves);
	free(v->tokens);
	free(v->hashes);
}
