/* SPDX-License-Identifier: ISC */
/* Texts of mentions, improved by further sightings. */
#include "store/index/text.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/json.h"

enum {
	DAY_LEN = 10, /* of "2026-11-20" */
	DAYS_FAR = 1000
};

static const char *const match_ranks[] = { "avatar", "lookalike", "handle",
	"variant", "exact" };

/* 1 to 5; 0 for a word from a newer version. */
static unsigned
match_rank(const char *match)
{
	for (unsigned i = 0; i < NELEM(match_ranks); i++)
		if (strcmp(match, match_ranks[i]) == 0)
			return i + 1;
	return 0;
}

/* A text being improved; the fields of old point into the JSON. */
struct merge {
	json_t *head, *private; /* owned */
	struct sighting old;
	const char *snippets[TEXT_SNIPPETS_MAX];
	char *reasons, *signs; /* owned */
};

static void
merge_fini(struct merge *m)
{
	json_decref(m->head);
	json_decref(m->private);
	free(m->reasons);
	free(m->signs);
}

static void
read_head(struct merge *m)
{
	const json_t *snippets = json_object_get(m->head, "snippets");
	struct sighting *o = &m->old;
	const struct {
		const char **field, *key;
	} fields[] = {
		{ &o->name, "name" },
		{ &o->match, "match" },
		{ &o->matched, "matched" },
		{ &o->kind, "kind" },
		{ &o->network, "network" },
		{ &o->url, "url" },
		{ &o->author, "author" },
		{ &o->author_url, "author_url" },
		{ &o->handle, "handle" },
		{ &o->title, "title" },
		{ &o->published, "published" },
		{ &o->published_from, "published_from" },
		{ &o->lang, "lang" },
		{ &o->snippet, "snippet" },
	};

	for (size_t i = 0; i < NELEM(fields); i++)
		*fields[i].field = json_get_text(m->head, fields[i].key);
	o->snippets = m->snippets;
	for (size_t i = 0;
	     i < json_array_size(snippets) && o->n_snippets < TEXT_SNIPPETS_MAX;
	     i++) {
		const char *s = json_string_value(json_array_get(snippets, i));

		if (s != NULL)
			m->snippets[o->n_snippets++] = s;
	}
}

static void
read_impostor(struct merge *m)
{
	const json_t *i = json_object_get(m->head, "impostor");
	const json_t *signs = json_object_get(i, "signs");

	if (json_is_array(signs))
		m->signs = json_dumps(signs, JSON_COMPACT);
	m->old.signs = m->signs;
	m->old.impostor = json_number_value(json_object_get(i, "score"));
}

static void
read_private(struct merge *m)
{
	const json_t *p = m->private;
	const json_t *reasons = json_object_get(p, "reasons");
	struct sighting *o = &m->old;

	if (json_is_array(reasons))
		m->reasons = json_dumps(reasons, JSON_COMPACT);
	o->reasons = m->reasons;
	o->score = json_number_value(json_object_get(p, "score"));
	o->words = (unsigned)json_get_int(p, "words", 0);
	o->credits = (unsigned)json_get_int(p, "credits", 0);
	o->text_hash = json_get_text(p, "text_hash");
	o->context_hash = json_get_text(p, "context_hash");
	o->snapshot = (uint64_t)json_get_int(p, "snapshot", 0);
	o->body_start = (size_t)json_get_int(p, "body_start", 0);
	o->body_end = (size_t)json_get_int(p, "body_end", 0);
}

static bool
merge_load(struct txn *t, uint64_t mention, struct merge *m)
{
	struct val head, private;

	memset(m, 0, sizeof(*m));
	if (!text_load(t, mention, &head, &private) ||
	    json_parse((const char *)head.data, head.len, &m->head) != ERR_OK ||
	    json_parse((const char *)private.data, private.len, &m->private) !=
		ERR_OK) {
		index_damaged(t, "a mention's text is missing or broken");
		return false;
	}
	read_head(m);
	read_impostor(m);
	read_private(m);
	return true;
}

/* What was matched, and where. */
static void
take_match(struct sighting *to, const struct sighting *from)
{
	to->match = from->match;
	to->matched = from->matched;
	to->snippet = from->snippet;
	to->snippets = from->snippets;
	to->n_snippets = from->n_snippets;
	to->reasons = from->reasons;
	to->score = from->score;
	to->words = from->words;
	to->credits = from->credits;
	to->text_hash = from->text_hash;
	to->context_hash = from->context_hash;
	to->snapshot = from->snapshot;
	to->body_start = from->body_start;
	to->body_end = from->body_end;
}

/* What describes the document: from first where stated, else from second. */
static void
take_description(struct sighting *to, const struct sighting *first,
    const struct sighting *second)
{
	const struct {
		const char **to, *first, *second;
	} fields[] = {
		{ &to->kind, first->kind, second->kind },
		{ &to->network, first->network, second->network },
		{ &to->author, first->author, second->author },
		{ &to->author_url, first->author_url, second->author_url },
		{ &to->handle, first->handle, second->handle },
		{ &to->title, first->title, second->title },
		{ &to->lang, first->lang, second->lang },
	};

	for (size_t i = 0; i < NELEM(fields); i++)
		*fields[i].to = fields[i].first != NULL ? fields[i].first
							: fields[i].second;
}

static bool
holds(const json_t *array, const json_t *value)
{
	for (size_t i = 0; i < json_array_size(array); i++)
		if (json_equal(json_array_get(array, i), value))
			return true;
	return false;
}

/* An account's page shows one sign, its picture another: what was ever seen of
 * it stands together, under the higher score. */
static void
take_signs(struct merge *m, const struct sighting *s, struct sighting *to)
{
	json_t *all = NULL, *more = NULL;

	if (s->impostor > to->impostor)
		to->impostor = s->impostor;
	if (s->signs == NULL || m->signs == NULL) {
		to->signs = s->signs != NULL ? s->signs : m->signs;
		return;
	}
	if (json_parse(m->signs, strlen(m->signs), &all) == ERR_OK &&
	    json_parse(s->signs, strlen(s->signs), &more) == ERR_OK) {
		for (size_t i = 0; i < json_array_size(more); i++)
			if (!holds(all, json_array_get(more, i)))
				(void)json_array_append(
				    all, json_array_get(more, i));
		free(m->signs);
		m->signs = json_dumps(all, JSON_COMPACT);
		to->signs = m->signs;
	}
	json_decref(all);
	json_decref(more);
}

static bool
has_time(const char *date)
{
	return strchr(date, 'T') != NULL;
}

/* The number of the day that a date begins with. */
static int64_t
day_of(const char *date)
{
	return clock_days((int)strtol(date, NULL, 10),
	    (unsigned)strtoul(date + 5, NULL, 10),
	    (unsigned)strtoul(date + 8, NULL, 10));
}

/* May a day and a time speak of one day, in whatever zones? */
static bool
is_near_day(const char *a, const char *b)
{
	int64_t apart = strlen(a) < DAY_LEN || strlen(b) < DAY_LEN
			    ? DAYS_FAR
			    : day_of(a) - day_of(b);

	return apart >= -1 && apart <= 1;
}

/* Is the date of a sighting to replace the one that is there? A time says more
 * than its day; of another day the preferred one knows best: a wiki's page,
 * which shows the day alone, was edited. */
static bool
is_better_date(const char *old, const char *now, bool preferred)
{
	if (old == NULL || now == NULL)
		return now != NULL;
	if (has_time(now) == has_time(old))
		return preferred;
	if (has_time(now))
		return preferred || strncmp(old, now, strlen(old)) == 0;
	return preferred && !is_near_day(old, now);
}

/* More words in a document of its own, or the first one of its own. */
static bool
is_fuller(const struct sighting *s, const struct row *r)
{
	bool specific = strcmp(s->kind, "page") != 0;

	return specific != r->specific ? specific : s->words > r->words;
}

static void
note_best(
    struct txn *t, const struct sighting *s, uint64_t source, struct row *r)
{
	r->specific = strcmp(s->kind, "page") != 0;
	r->words = s->words;
	r->best_source = source;
	r->network = word_number(t, WORD_NETWORK, s->network);
}

static void
note_match(struct txn *t, const struct sighting *s, struct row *r)
{
	r->match_rank = match_rank(s->match);
	r->match = word_number(t, WORD_MATCH, s->match);
}

void
text_new(struct txn *t, const struct sighting *s, uint64_t source, bool direct,
    struct row *r)
{
	note_best(t, s, source, r);
	note_match(t, s, r);
	r->url_direct = direct;
	text_save(t, s, r, true);
}

bool
text_merge(struct txn *t, const struct sighting *s, uint64_t source,
    bool direct, struct row *r)
{
	bool fuller = is_fuller(s, r);
	bool preferred = fuller || source == r->best_source;
	unsigned rank = match_rank(s->match);
	struct sighting merged;
	struct merge m;

	if (!merge_load(t, r->number, &m)) {
		merge_fini(&m);
		return false;
	}
	merged = m.old;
	if (rank > r->match_rank || (rank == r->match_rank && preferred)) {
		take_match(&merged, s);
		note_match(t, s, r);
	}
	take_signs(&m, s, &merged);
	if (preferred) {
		take_description(&merged, s, &m.old);
		note_best(t, s, source, r);
	} else {
		take_description(&merged, &m.old, s);
	}
	if (is_better_date(m.old.published, s->published, preferred)) {
		merged.published = s->published;
		merged.published_from = s->published_from;
	}
	if (direct && (!r->url_direct || r->state == DOC_GONE)) {
		merged.url = s->url;
		r->url_direct = true;
	}
	text_save(t, &merged, r, false);
	merge_fini(&m);
	return fuller;
}
