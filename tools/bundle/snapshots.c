/* SPDX-License-Identifier: ISC */
/* The exchanges of a case: those that its events name, what they confirm, and
 * the robots.txt under which they were made. */
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "tools/bundle/foreign.h"
#include "tools/bundle/reading.h"
#include "tools/bundle/warc.h"

enum { ROUNDS_MAX = 8 /* from what is wanted to what that wants */ };

/* ---- numbers ---- */

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
sort_numbers(struct reading *r)
{
	size_t kept = 0;

	if (r->n_numbers == 0)
		return;
	qsort(r->numbers, r->n_numbers, sizeof(r->numbers[0]), by_value);
	for (size_t i = 0; i < r->n_numbers; i++)
		if (kept == 0 || r->numbers[kept - 1] != r->numbers[i])
			r->numbers[kept++] = r->numbers[i];
	r->n_numbers = kept;
}

/* Index of the snapshot with this number, or BUNDLE_NONE. */
static size_t
index_of(const struct bundle_case *c, uint64_t number)
{
	size_t lo = 0, hi = c->n_snapshots;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->snapshots[mid].number == number)
			return mid;
		if (c->snapshots[mid].number < number)
			lo = mid + 1;
		else
			hi = mid;
	}
	return BUNDLE_NONE;
}

/* ---- loading ---- */

static void
fill(struct reading *r, const struct snapshot *s, json_t *doc,
    struct bundle_snapshot *out)
{
	const char *at = json_get_text(doc, "at");
	const char *url = json_get_text(doc, "requested_url");
	uint8_t sha[SHA256_LEN];
	char uuid[37];

	if (url == NULL)
		url = json_get_text(doc, "url");
	*out = (struct bundle_snapshot){
		.number = s->number,
		.leaf = s->leaf,
		.is_check = s->is_check,
		.record = arena_strndup(&r->c->arena, s->record, s->record_len),
		.record_len = s->record_len,
		.doc = doc,
		.url = url != NULL ? url : "",
		.status = (int)json_get_int(doc, "status", 0),
		.payload = json_get_text(doc, "payload_sha256"),
		.confirms = BUNDLE_NONE,
		.view_of = (uint64_t)json_get_int(doc, "view_of", 0),
	};
	warc_uuid(out->record, "", uuid);
	out->uuid = arena_strdup(&r->c->arena, uuid);
	if (at == NULL || clock_parse(at, &out->at) != ERR_OK)
		out->at = 0;
	if (out->payload == NULL || strlen(out->payload) != SHA256_HEX - 1 ||
	    !digest_unhex(out->payload, sha, SHA256_LEN))
		out->payload = NULL;
	out->kept = !s->is_check && out->payload != NULL &&
		    json_get_bool(doc, "kept", false) && blob_has(r->t, sha);
}

void
reading_forgotten(struct reading *r, uint64_t number)
{
	struct bundle_case *c = r->c;
	uint64_t *all;

	for (size_t i = 0; i < c->n_forgotten; i++)
		if (c->forgotten[i] == number)
			return;
	all = arena_alloc(&c->arena, (c->n_forgotten + 1) * sizeof(all[0]));
	if (c->n_forgotten > 0)
		memcpy(all, c->forgotten, c->n_forgotten * sizeof(all[0]));
	all[c->n_forgotten++] = number;
	c->forgotten = all;
}

static enum err
load(struct reading *r, uint64_t number, struct bundle_snapshot *out)
{
	struct snapshot s;
	json_t *doc;
	enum err e = snapshot_get(r->t, number, &s);

	if (e == ERR_DENIED) {
		reading_forgotten(r, number);
		return e;
	}
	if (e != ERR_OK) {
		log_error("s%llu: its record cannot be read (vigie verify)",
		    (unsigned long long)number);
		return e;
	}
	e = json_parse(s.record, s.record_len, &doc);
	if (e == ERR_OK)
		fill(r, &s, doc, out);
	else
		log_error("s%llu: its leaf is not JSON (vigie verify)",
		    (unsigned long long)number);
	snapshot_fini(&s);
	return e == ERR_OK ? e : ERR_DAMAGED;
}

/* All that are wanted and not loaded yet. A forgotten one is left out: who
 * named it finds no index for it. */
static enum err
load_wanted(struct reading *r)
{
	struct bundle_case *c = r->c;
	struct bundle_snapshot *old = c->snapshots, *all;
	size_t n_old = c->n_snapshots, k = 0;
	enum err e = ERR_OK;

	sort_numbers(r);
	all = arena_alloc(&c->arena, (r->n_numbers + 1) * sizeof(all[0]));
	c->n_snapshots = 0;
	c->snapshots = all;
	for (size_t i = 0; i < r->n_numbers && e == ERR_OK; i++) {
		struct bundle_snapshot *to = &all[c->n_snapshots];

		if (k < n_old && old[k].number == r->numbers[i])
			*to = old[k++];
		else
			e = load(r, r->numbers[i], to);
		if (e == ERR_OK)
			c->n_snapshots++;
		else if (e == ERR_DENIED)
			e = ERR_OK;
	}
	for (; k < n_old; k++)
		json_decref(old[k].doc); /* after an error */
	return e;
}

/* ---- robots.txt ---- */

/* "scheme://authority/robots.txt"; the caller frees. */
static char *
robots_url(const char *url)
{
	const char *host = strstr(url, "://");

	if (host == NULL)
		return NULL;
	host += 3;
	return mem_printf("%.*s/robots.txt",
	    (int)(host - url) + (int)strcspn(host, "/?#"), url);
}

/* The look that fetched the robots.txt on which this exchange relied. */
static enum err
want_robots(struct reading *r, const struct bundle_snapshot *s)
{
	const json_t *robots = json_object_get(s->doc, "robots");
	const char *hex = json_get_text(robots, "sha256");
	const struct looks *looks;
	const struct look *found = NULL;
	uint8_t sha[SHA256_LEN];
	char *url;
	enum err e;

	if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, sha, SHA256_LEN))
		return ERR_OK;
	url = robots_url(s->url);
	if (url == NULL)
		return ERR_OK;
	e = looks_of(r->looks, url, &looks);
	free(url);
	for (size_t i = 0; e == ERR_OK && i < looks->n; i++)
		if (looks->v[i].at <= s->at &&
		    memcmp(looks->v[i].payload, sha, SHA256_LEN) == 0)
			found = &looks->v[i];
	if (found != NULL)
		reading_want(r, found->number);
	return e;
}

/* ---- what else belongs to them ---- */

/* What a check confirms may itself confirm an earlier one; what a page was
 * shown with may have its own robots.txt. */
static enum err
want_related(struct reading *r)
{
	const struct bundle_case *c = r->c;
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < c->n_snapshots; i++) {
		const struct bundle_snapshot *s = &c->snapshots[i];
		int64_t n = json_get_int(s->doc, "same_as", 0);

		if (n > 0)
			reading_want(r, (uint64_t)n);
		reading_fed(r, s);
		e = reading_requisites(r, s);
		if (e == ERR_OK)
			e = want_robots(r, s);
	}
	return e;
}

/* ---- numbers into indices ---- */

static void
resolve_confirmed(struct bundle_case *c)
{
	for (size_t i = 0; i < c->n_snapshots; i++) {
		int64_t n = json_get_int(c->snapshots[i].doc, "same_as", 0);

		if (n > 0)
			c->snapshots[i].confirms = index_of(c, (uint64_t)n);
	}
}

/* A place's events belong to it alone until the case is whole. */
static struct bundle_event *
events_of(const struct bundle_place *p)
{
	union {
		const struct bundle_event *in;
		struct bundle_event *out;
	} u = { p->events };

	return u.out;
}

static void
note_bounds(struct bundle_case *c, struct bundle_exhibit *x,
    const struct bundle_event *v)
{
	const struct bundle_snapshot *s = &c->snapshots[v->snapshot];

	if (v->role == BUNDLE_FIRST_SEEN &&
	    (x->first_snapshot == BUNDLE_NONE ||
		s->at < c->snapshots[x->first_snapshot].at))
		x->first_snapshot = v->snapshot;
	if ((v->role == BUNDLE_LAST_SEEN || v->role == BUNDLE_FIRST_SEEN) &&
	    (x->last_snapshot == BUNDLE_NONE ||
		s->at > c->snapshots[x->last_snapshot].at))
		x->last_snapshot = v->snapshot;
}

/* An absence at one address counts only if no other showed it before. */
static void
note_absence(struct bundle_case *c, struct bundle_exhibit *x,
    const struct bundle_event *v)
{
	const struct bundle_snapshot *s = &c->snapshots[v->snapshot];

	if (v->role != BUNDLE_LAST_ABSENT || x->first_snapshot == BUNDLE_NONE ||
	    s->at >= c->snapshots[x->first_snapshot].at ||
	    s->at <= x->last_absent)
		return;
	x->last_absent = s->at;
	x->absent_snapshot = v->snapshot;
}

/* What the sheet quotes from: the page itself rather than a list, an exchange
 * whose bytes are there rather than one without. */
static void
choose_shown(struct bundle_case *c, struct bundle_exhibit *x)
{
	int best = -1;

	for (size_t i = 0; i < x->n_places; i++) {
		const struct bundle_place *p = &x->places[i];

		for (size_t k = 0; k < p->n_events; k++) {
			const struct bundle_event *v = &p->events[k];
			const struct bundle_snapshot *s =
			    bundle_bytes_of(c, &c->snapshots[v->snapshot]);
			int score = 2 * s->kept + p->own;

			if (v->role != BUNDLE_FIRST_SEEN || score <= best)
				continue;
			best = score;
			x->shown = (size_t)(s - c->snapshots);
		}
	}
}

/* What an imported record that shows it says of its own time. */
static void
note_claim(const struct bundle_case *c, struct bundle_exhibit *x,
    const struct bundle_event *v)
{
	const json_t *doc = c->snapshots[v->snapshot].doc;
	const char *date =
	    json_get_text(json_object_get(doc, "imported"), "date");
	int64_t at;

	if (date == NULL || clock_parse(date, &at) != ERR_OK ||
	    (v->role != BUNDLE_FIRST_SEEN && v->role != BUNDLE_CHANGED &&
		v->role != BUNDLE_LAST_SEEN))
		return;
	if (x->import_claim == INT64_MIN || at < x->import_claim)
		x->import_claim = at;
}

static void
resolve_exhibit(struct bundle_case *c, struct bundle_exhibit *x)
{
	for (size_t i = 0; i < x->n_places; i++) {
		struct bundle_event *v = events_of(&x->places[i]);

		for (size_t k = 0; k < x->places[i].n_events; k++) {
			v[k].snapshot = index_of(c, v[k].snapshot);
			note_bounds(c, x, &v[k]);
			note_claim(c, x, &v[k]);
		}
	}
	for (size_t i = 0; i < x->n_places; i++)
		for (size_t k = 0; k < x->places[i].n_events; k++)
			note_absence(c, x, &x->places[i].events[k]);
	choose_shown(c, x);
}

enum err
reading_snapshots(struct reading *r)
{
	struct bundle_case *c = r->c;
	size_t had = 0;
	enum err e;

	for (size_t i = 0; i < c->n_exhibits; i++)
		reading_views(r, &c->exhibits[i]);
	e = load_wanted(r);

	for (int i = 0; e == ERR_OK && i < ROUNDS_MAX && r->n_numbers > had;
	     i++) {
		had = r->n_numbers;
		e = want_related(r);
		if (e == ERR_OK)
			e = load_wanted(r);
	}
	if (e != ERR_OK)
		return e;
	resolve_confirmed(c);
	e = foreign_paths(r);
	for (size_t i = 0; i < c->n_exhibits; i++)
		resolve_exhibit(c, &c->exhibits[i]);
	return e;
}
