/* SPDX-License-Identifier: ISC */
/* When an exhibit was not yet there, there, changed, and there no more, at each
 * address that showed it; and the snapshots that prove each.
 *
 * An absence is claimed only of an answer that shows what is there: 404, 410,
 * or a page read for the same watched names as the first one that showed the
 * exhibit. A name added meanwhile makes the earlier reading silent on it, and
 * so is a page that showed some name, which may have been this one. */
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "tools/bundle/foreign.h"
#include "tools/bundle/reading.h"

enum {
	EVENTS_MAX = 64, /* of one place: the first ones, and the last seen */
	PLACES_MAX = 16  /* of one exhibit */
};

static const struct {
	const char *name, *en, *fr;
} roles[BUNDLE_ROLES] = {
	[BUNDLE_LAST_ABSENT] = { "last-absent", "last absent",
	    "dernière absence" },
	[BUNDLE_FIRST_SEEN] = { "first-seen", "first seen", "première vue" },
	[BUNDLE_CHANGED] = { "changed", "changed", "modification" },
	[BUNDLE_LAST_SEEN] = { "last-seen", "last seen", "dernière vue" },
	[BUNDLE_GONE] = { "gone", "found gone from this address",
	    "disparition constatée à cette adresse" },
	[BUNDLE_UNREACHABLE] = { "unreachable", "no answer that says anything",
	    "sans réponse exploitable" },
	[BUNDLE_ROBOTS] = { "robots", "robots.txt", "robots.txt" },
};

const char *
bundle_role_name(enum bundle_role r)
{
	return roles[r].name;
}

const char *
bundle_role_words(enum bundle_role r, bool french)
{
	return french ? roles[r].fr : roles[r].en;
}

void
reading_want(struct reading *r, uint64_t number)
{
	if (r->n_numbers == r->cap_numbers) {
		r->cap_numbers = r->cap_numbers == 0 ? 256 : r->cap_numbers * 2;
		r->numbers =
		    mem_grow(r->numbers, r->cap_numbers, sizeof(r->numbers[0]));
	}
	r->numbers[r->n_numbers++] = number;
}

/* ---- which looks showed it ---- */

/* One exhibit at one address. */
struct walk {
	struct reading *r;
	const struct bundle_exhibit *x;
	const struct looks *looks;
	const json_t *shown; /* numbers of the snapshots that showed it */
	bool *seen;          /* owned: one a look */
	size_t first, last;  /* looks that showed it; BUNDLE_NONE */
	struct bundle_event events[EVENTS_MAX];
	size_t n;
};

static bool
listed(const json_t *numbers, uint64_t number)
{
	size_t lo = 0, hi = json_array_size(numbers);

	while (lo < hi) { /* they come sorted */
		size_t mid = lo + (hi - lo) / 2;
		json_int_t v = json_integer_value(json_array_get(numbers, mid));

		if (v == (json_int_t)number)
			return true;
		if (v < (json_int_t)number)
			lo = mid + 1;
		else
			hi = mid;
	}
	return false;
}

static bool
same_bytes(const struct look *a, const struct look *b)
{
	static const uint8_t none[SHA256_LEN];

	return memcmp(a->payload, none, SHA256_LEN) != 0 &&
	       memcmp(a->payload, b->payload, SHA256_LEN) == 0;
}

/* A mention lists the snapshots that showed it, and those that found it gone.
 */
static bool
shows(const struct walk *w, const struct look *k)
{
	if (w->x->mention == NULL) /* the page itself */
		return k->says && !k->nothing;
	return listed(w->shown, k->number) && k->says && !k->nothing &&
	       !k->absence && k->at <= w->x->last_seen;
}

/* Did the snapshot of this number, among these looks, show it? */
static bool
shown_by(const struct walk *w, uint64_t number)
{
	for (size_t i = 0; i < w->looks->n; i++)
		if (w->looks->v[i].number == number)
			return w->seen[i];
	return listed(w->shown, number);
}

/* A look that confirms one that showed it showed it too; and so did the bytes
 * of the look at first_seen whenever they came, for the name may have been
 * watched later than the page. */
static void
mark_seen(struct walk *w)
{
	const struct looks *l = w->looks;
	const struct look *late = NULL;

	for (size_t i = 0; i < l->n; i++) {
		const struct look *k = &l->v[i];

		w->seen[i] = shows(w, k) || (k->confirms != 0 && k->says &&
						shown_by(w, k->confirms));
		if (k->at == w->x->first_seen && k->says && !w->seen[i] &&
		    k->confirms != 0) {
			w->seen[i] = true;
			late = k;
		}
	}
	for (size_t i = 0; i < l->n && late != NULL; i++)
		if (l->v[i].number == late->confirms ||
		    l->v[i].confirms == late->confirms ||
		    same_bytes(&l->v[i], late))
			w->seen[i] = l->v[i].says;
	w->first = w->last = BUNDLE_NONE;
	for (size_t i = 0; i < l->n; i++) {
		if (!w->seen[i])
			continue;
		if (w->first == BUNDLE_NONE)
			w->first = i;
		w->last = i;
	}
}

/* ---- events ---- */

static void
add_event(struct walk *w, enum bundle_role role, size_t look)
{
	const struct look *k = &w->looks->v[look];

	if (w->n == EVENTS_MAX)
		return;
	w->events[w->n].role = role;
	/* Its number for now; reading_snapshots makes it an index. */
	w->events[w->n++].snapshot = (size_t)k->number;
	reading_want(w->r, k->number);
	if (k->confirms != 0)
		reading_want(w->r, k->confirms);
}

/* Where a look's record was merged from, and for which names it was read there;
 * NULL for one of our own. The caller json_decref()s. */
static json_t *
mark_of(struct walk *w, const struct look *k)
{
	json_t *doc = NULL, *mark;
	char *text;
	size_t n;

	if (log_get(w->r->t, k->leaf, &text, &n) != ERR_OK)
		return NULL;
	if (strstr(text, "\"merged\":") == NULL ||
	    json_parse(text, n, &doc) != ERR_OK)
		doc = NULL;
	mark = json_incref(json_object_get(doc, "merged"));
	json_decref(doc);
	free(text);
	return mark;
}

/* Generations are counted archive by archive: what was merged is compared with
 * what came from the same one alone. */
static bool
same_names_there(const json_t *a, const json_t *b)
{
	const char *x = json_get_text(a, "origin");
	const char *y = json_get_text(b, "origin");
	int64_t generation = json_get_int(a, "names_generation", -1);

	return x != NULL && y != NULL && strcmp(x, y) == 0 && generation >= 0 &&
	       generation == json_get_int(b, "names_generation", -1);
}

/* Was the look read for the same names as the one that first showed it? */
static bool
same_names(struct walk *w, const struct look *a, const struct look *b)
{
	json_t *x_mark = mark_of(w, a), *y_mark = mark_of(w, b);
	struct span x, y;
	bool same;

	if (x_mark != NULL || y_mark != NULL)
		same = same_names_there(x_mark, y_mark);
	else
		same = spans_at(w->r->spans, a->leaf, &x) == ERR_OK &&
		       spans_at(w->r->spans, b->leaf, &y) == ERR_OK &&
		       x.generation == y.generation;
	json_decref(x_mark);
	json_decref(y_mark);
	return same;
}

static void
add_last_absent(struct walk *w)
{
	const struct look *first = &w->looks->v[w->first];

	for (size_t i = w->first; i-- > 0;) {
		const struct look *k = &w->looks->v[i];

		if (!k->says)
			continue;
		if (k->nothing ||
		    (k->in_sweep && !k->mentions && same_names(w, k, first)))
			add_event(w, BUNDLE_LAST_ABSENT, i);
		return;
	}
}

/* What came after: a list that no longer shows it says nothing, for lists
 * forget; a page does. */
static void
add_end(struct walk *w, bool own)
{
	size_t gone = BUNDLE_NONE;
	const struct looks *l = w->looks;

	if (!own)
		return;
	for (size_t i = w->last + 1; i < l->n && gone == BUNDLE_NONE; i++)
		if (l->v[i].says && !w->seen[i])
			gone = i;
	if (gone != BUNDLE_NONE)
		add_event(w, BUNDLE_GONE, gone);
	if (l->n > 0 && !l->v[l->n - 1].says && l->n - 1 > w->last)
		add_event(w, BUNDLE_UNREACHABLE, l->n - 1);
}

static void
add_events(struct walk *w, bool own)
{
	add_last_absent(w);
	add_event(w, BUNDLE_FIRST_SEEN, w->first);
	for (size_t i = w->first + 1; i < w->last; i++)
		if (w->seen[i] && w->looks->v[i].changed &&
		    w->n < EVENTS_MAX - 4)
			add_event(w, BUNDLE_CHANGED, i);
	if (w->last != w->first) {
		if (w->looks->v[w->last].changed)
			add_event(w, BUNDLE_CHANGED, w->last);
		add_event(w, BUNDLE_LAST_SEEN, w->last);
	}
	add_end(w, own);
}

/* ---- places ---- */

static uint64_t
count_seen(const struct walk *w)
{
	uint64_t n = 0;

	for (size_t i = 0; i < w->looks->n; i++)
		n += w->seen[i];
	return n;
}

/* Fills the place; false when nothing there ever showed the exhibit. */
static enum err
read_place(struct reading *r, const struct bundle_exhibit *x, const char *url,
    bool own, struct bundle_place *out, bool *any)
{
	struct walk w = { .r = r,
		.x = x,
		.shown = json_object_get(x->mention, "snapshots") };
	struct bundle_event *events;
	enum err e = looks_of(r->looks, url, &w.looks);

	*any = false;
	if (e != ERR_OK || w.looks->n == 0)
		return e;
	w.seen = mem_zalloc(w.looks->n);
	mark_seen(&w);
	if (w.first != BUNDLE_NONE) {
		add_events(&w, own);
		events = arena_alloc(&r->c->arena, w.n * sizeof(w.events[0]));
		memcpy(events, w.events, w.n * sizeof(w.events[0]));
		*out = (struct bundle_place){
			.url = arena_strdup(&r->c->arena, url),
			.own = own,
			.events = events,
			.n_events = w.n,
			.looks = w.looks->n,
			.sightings = count_seen(&w),
		};
		*any = true;
	}
	free(w.seen);
	return ERR_OK;
}

static bool
is_known(const char *const *urls, size_t n, const char *url)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(urls[i], url) == 0)
			return true;
	return false;
}

/* The address of the page itself: the document's without its fragment. */
static char *
own_url(const struct bundle_exhibit *x)
{
	return mem_strndup(x->url, strcspn(x->url, "#"));
}

/* The address that snapshot `number` was asked for at; NULL when it cannot be
 * read. In the case's arena. */
static const char *
asked_for(struct reading *r, uint64_t number)
{
	const char *url = NULL;
	struct snapshot s;
	json_t *doc = NULL;
	enum err e = snapshot_get(r->t, number, &s);

	if (e == ERR_DENIED)
		reading_forgotten(r, number);
	if (e != ERR_OK)
		return NULL;
	if (json_parse(s.record, s.record_len, &doc) == ERR_OK) {
		url = json_get_text(doc, "requested_url");
		if (url == NULL)
			url = json_get_text(doc, "url");
		url = arena_strdup(&r->c->arena, url);
		json_decref(doc);
	}
	snapshot_fini(&s);
	return url;
}

/* The addresses that may show it: its own first. */
static size_t
places_of(struct reading *r, const struct bundle_exhibit *x, const char *own,
    const char *urls[PLACES_MAX])
{
	const json_t *shown = json_object_get(x->mention, "snapshots");
	size_t n = 0;

	urls[n++] = own;
	for (size_t i = 0; i < json_array_size(shown) && n < PLACES_MAX; i++) {
		json_int_t v = json_integer_value(json_array_get(shown, i));
		const char *url = asked_for(r, (uint64_t)v);

		/* A search for another name that showed this one too is of that
		 * other case. */
		if (url != NULL && !is_known(urls, n, url) &&
		    !foreign_place(r->foreign, url))
			urls[n++] = url;
	}
	return n;
}

static enum err
read_exhibit(struct reading *r, struct bundle_exhibit *x)
{
	struct bundle_place places[PLACES_MAX] = { 0 }, *kept;
	const char *urls[PLACES_MAX];
	char *own = own_url(x);
	size_t n = places_of(r, x, own, urls), found = 0;
	enum err e = ERR_OK;

	for (size_t i = 0; i < n && e == ERR_OK; i++) {
		bool any;

		e = read_place(r, x, urls[i], i == 0, &places[found], &any);
		found += e == ERR_OK && any;
	}
	free(own);
	kept = arena_alloc(&r->c->arena, (found + 1) * sizeof(kept[0]));
	memcpy(kept, places, found * sizeof(kept[0]));
	x->places = kept;
	x->n_places = found;
	return e;
}

enum err
reading_chronology(struct reading *r)
{
	enum err e = ERR_OK;

	r->foreign = foreign_new(r->t, r->c);
	for (size_t i = 0; i < r->c->n_exhibits && e == ERR_OK; i++)
		e = read_exhibit(r, &r->c->exhibits[i]);
	return e;
}
