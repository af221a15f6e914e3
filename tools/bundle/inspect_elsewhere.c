/* SPDX-License-Identifier: ISC */
/* Logs that were merged into the one of the bundle, each in its own folder with
 * its own key (elsewhere.c): read as our own is; the checkpoint up to which our
 * log took it over is there; every record of ours that says it came from there
 * stands in it and says the same. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tools/bundle/inspect_log.h"

enum { LOGS_MAX = 64 };

static const char folder[] = "data/repris/";

/* ---- do two records say the same? ---- */

/* What is of a record's place in its log, and of nothing that it saw. */
static void
strip(json_t *doc)
{
	static const char *const own[] = { "seq", "prev", "salt", "after",
		"snapshot", "first_snapshot", "sweep", "same_as", "merged",
		"view_of", "fed", "root" };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		(void)json_object_del(doc, own[i]);
}

/* Both are given up. */
static bool
say_the_same(json_t *a, json_t *b)
{
	bool same = false;

	if (a != NULL && b != NULL) {
		strip(a);
		strip(b);
		same = json_equal(a, b) != 0;
	}
	json_decref(a);
	json_decref(b);
	return same;
}

/* ---- one record ---- */

/* w is the other log. */
static const char *
judge_mark(struct inspect *v, struct inspect *w, const struct inspect_mark *m)
{
	const struct inspect_leaf *leaf = inspect_leaf(w, m->seq);
	json_t *ours, *theirs;

	if (leaf == NULL)
		return "it is missing in the log that it was merged from";
	if (memcmp(leaf->hash, m->hash, SHA256_LEN) != 0)
		return "it was merged from another record than stands there";
	ours = inspect_document(
	    v, "%s/leaf-%08" PRIu64 ".json", v->journal, m->leaf);
	theirs = inspect_document(
	    w, "%s/leaf-%08" PRIu64 ".json", w->journal, m->seq);
	return say_the_same(ours, theirs)
		   ? NULL
		   : "the record that it was merged from says something else";
}

static void
judge_marks(struct inspect *v, struct inspect *w)
{
	for (size_t i = 0; i < v->n_marks; i++) {
		struct inspect_mark *m = &v->marks[i];
		const char *why;

		if (m->proven || strcmp(m->origin, w->origin) != 0)
			continue;
		why = judge_mark(v, w, m);
		m->proven = why == NULL;
		if (why != NULL)
			inspect_bad(w, INSPECT_MERGED, why,
			    "%s/leaf-%08" PRIu64 ".json", v->journal, m->leaf);
	}
}

/* ---- checks ---- */

static const struct inspect_mark *
mark_of(const struct inspect *v, uint64_t leaf)
{
	size_t lo = 0, hi = v->n_marks;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->marks[mid].leaf == leaf)
			return &v->marks[mid];
		if (v->marks[mid].leaf < leaf)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

/* A check that a merged record gathers must stand in the other log too. */
static const char *
judge_check(struct inspect *v, struct inspect *w, uint64_t number)
{
	const struct inspect_mark *m = NULL;
	char name[BUNDLE_NAME_MAX];
	struct buf text;
	uint64_t leaf;

	snprintf(name, sizeof(name), "%s/check-s%" PRIu64 ".txt", v->journal,
	    number);
	if (inspect_named(v, name, &text)) {
		struct lines l = { text.data, text.data + text.len };

		if (inspect_value(&l, "leaf ", &leaf))
			m = mark_of(v, leaf);
	}
	buf_fini(&text);
	if (m == NULL || strcmp(m->origin, w->origin) != 0 ||
	    inspect_leaf(w, m->seq) == NULL)
		return NULL;
	return say_the_same(inspect_document(v, "%s/check-s%" PRIu64 ".json",
				v->journal, number),
		   inspect_document(
		       w, "%s/check-s%" PRIu64 ".json", w->journal, number))
		   ? NULL
		   : "it is not, or not so, in the log that it was merged from";
}

static void
judge_checks(struct inspect *v, struct inspect *w)
{
	char prefix[BUNDLE_NAME_MAX];
	size_t n =
	    (size_t)snprintf(prefix, sizeof(prefix), "%s/check-s", v->journal);

	for (size_t i = inspect_seek(v, prefix);
	     v->n_marks > 0 && i < v->n_files; i++) {
		const char *name = v->files[i].name, *why = NULL;
		uint64_t number;

		if (strncmp(name, prefix, n) != 0)
			break;
		if (inspect_number(name + n, ".json", &number))
			why = judge_check(v, w, number);
		if (why != NULL)
			inspect_bad(w, INSPECT_MERGED, why, "%s", name);
	}
}

/* ---- one log ---- */

/* What ties the two together: a record of ours holds its checkpoint. */
static void
judge_merge(struct inspect *v, struct inspect *w, const struct inspect_log *log)
{
	const char *why = "no record says that it was merged";

	for (size_t i = 0; why != NULL && i < v->n_merges; i++) {
		const struct inspect_merge *m = &v->merges[i];
		const struct inspect_point *k =
		    log->n > 0 ? &log->points[log->n - 1] : NULL;

		if (strcmp(m->origin, w->origin) != 0)
			continue;
		why = k != NULL && k->len == strlen(m->checkpoint) &&
			      memcmp(k->text, m->checkpoint, k->len) == 0
			  ? NULL
			  : "its newest checkpoint is not the one that it was "
			    "merged with";
	}
	if (why != NULL)
		inspect_bad(w, INSPECT_MERGED, why, "%s", w->journal);
}

static void
inspect_one(struct inspect *v, const char *dir)
{
	struct inspect w = { .zip = v->zip,
		.root = v->root,
		.root_len = v->root_len,
		.files = v->files,
		.n_files = v->n_files,
		.emit = v->emit,
		.arg = v->arg,
		.journal = dir };
	struct inspect_log log = { .points = NULL };
	char *anchors = mem_printf("%s/ancres", dir);

	w.anchors = anchors;
	memcpy(w.bad, v->bad, sizeof(w.bad));
	inspect_log(&w, &log);
	inspect_stamps(&w);
	inspect_brackets(&w);
	judge_merge(v, &w, &log);
	judge_marks(v, &w);
	judge_checks(v, &w);
	memcpy(v->bad, w.bad, sizeof(w.bad));
	inspect_good(v, INSPECT_CHECKPOINTS, w.good[INSPECT_CHECKPOINTS]);
	inspect_good(v, INSPECT_CONSISTENCY, w.good[INSPECT_CONSISTENCY]);
	inspect_good(v, INSPECT_STAMPS, w.good[INSPECT_STAMPS]);
	inspect_good(v, INSPECT_BRACKETS, w.good[INSPECT_BRACKETS]);
	inspect_log_fini(&log);
	inspect_journal_end(&w);
	free(anchors);
}

void
inspect_elsewhere(struct inspect *v)
{
	char dir[BUNDLE_NAME_MAX] = "", before[BUNDLE_NAME_MAX] = "";
	unsigned logs = 0;

	for (size_t i = inspect_seek(v, folder); i < v->n_files; i++) {
		const char *name = v->files[i].name;
		size_t n = sizeof(folder) - 1;

		if (strncmp(name, folder, n) != 0)
			break;
		n += strcspn(name + n, "/");
		if (name[n] != '/' || n >= sizeof(dir))
			continue;
		snprintf(dir, sizeof(dir), "%.*s", (int)n, name);
		if (strcmp(dir, before) == 0 || logs == LOGS_MAX)
			continue;
		logs++;
		memcpy(before, dir, sizeof(before));
		inspect_one(v, dir);
	}
	for (size_t i = 0; i < v->n_marks; i++) {
		if (v->marks[i].proven)
			inspect_good(v, INSPECT_MERGED, 1);
		else
			inspect_bad(v, INSPECT_MERGED,
			    "the log that it was merged from does not prove it",
			    "%s/leaf-%08" PRIu64 ".json", v->journal,
			    v->marks[i].leaf);
	}
}
