/* SPDX-License-Identifier: ISC */
/* Sightings for the tests of the index: a plain one to be varied, looks of one
 * sighting, and what became of the mention. */
#ifndef TESTS_UNIT_SIGHTING_H
#define TESTS_UNIT_SIGHTING_H

#include "store/base/json.h"
#include "tests/unit/tmpstore.h"

enum { SIGHTING_T0 = 1000000 };

/* Seen on its own page in this sweep. */
static inline struct sighting
sighting_plain(const char *url, uint64_t sweep)
{
	return (struct sighting){
		.name = "Jane Doe",
		.match = "exact",
		.matched = "Jane Doe",
		.network = "site",
		.kind = "page",
		.url = url,
		.source = url,
		.site = "a.example",
		.snippet = "so Jane Doe said",
		.text_hash = "00",
		.context_hash = "00",
		.words = 20,
		.score = 1,
		.snapshot = sweep,
		.sweep = sweep,
		.at = SIGHTING_T0 * (int64_t)sweep,
	};
}

/* A complete look at s->source that shows this alone. */
static inline enum change
sighting_look(struct txn *t, const struct sighting *s, char id[17])
{
	enum change what;

	index_page_begin(t, s->source);
	index_sighting(t, s, &what, id);
	index_page_end(t, s->source, true, NULL, 0, s->snapshot, s->sweep,
	    s->at, NULL, NULL);
	return what;
}

/* A member of the mention's object, as text; the caller frees. NULL for null,
 * "(none)" when there is no such mention or member. */
static inline char *
sighting_member(struct txn *t, const char *id, const char *key)
{
	json_t *v = NULL, *m;
	char *json = NULL, *s = NULL;

	if (index_mention(t, id, &json) != ERR_OK)
		return mem_strdup("(none)");
	assert_int_equal(json_parse(json, strlen(json), &v), ERR_OK);
	m = json_object_get(v, key);
	if (json_is_string(m))
		s = mem_strdup(json_string_value(m));
	else if (m == NULL)
		s = mem_strdup("(none)");
	else if (!json_is_null(m))
		s = json_dumps(m, JSON_COMPACT | JSON_ENCODE_ANY);
	json_decref(v);
	free(json);
	return s;
}

static inline bool
sighting_has(struct txn *t, const char *id, const char *key, const char *want)
{
	char *got = sighting_member(t, id, key);
	bool ok = same(got, want);

	if (!ok)
		fprintf(stderr, "# %s is %s\n", key, got ? got : "null");
	free(got);
	return ok;
}

/* Appends a line a mention to a buffer. */
static inline bool
sighting_line(const char *json, size_t n, void *arg)
{
	return buf_add(arg, json, n) == ERR_OK && buf_addc(arg, '\n') == ERR_OK;
}

/* The whole list; the caller frees. */
static inline char *
sighting_list(struct txn *t, const struct mention_filter *f)
{
	struct buf b;

	buf_init(&b, 1 << 28);
	assert_int_equal(buf_adds(&b, ""), ERR_OK);
	assert_int_equal(index_mentions(t, f, sighting_line, &b), ERR_OK);
	return buf_take(&b, NULL);
}

#endif
