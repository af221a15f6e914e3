/* SPDX-License-Identifier: ISC */
/* Windows as JSON. */
#include "tools/bundle/window.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"

static void
put(json_t *o, const char *key, json_t *value)
{
	(void)json_object_set_new(o, key, value);
}

static json_t *
text_or_null(const char *s)
{
	return s != NULL && *s != '\0' ? json_string(s) : json_null();
}

static json_t *
when(int64_t ms)
{
	char text[CLOCK_TEXT];

	clock_format(ms, text);
	return json_string(text);
}

static json_t *
day(struct deadline_date d)
{
	char text[DEADLINE_TEXT];

	deadline_format(d, text);
	return json_string(text);
}

static json_t *
number_or_null(uint64_t n)
{
	return n != 0 ? json_integer((json_int_t)n) : json_null();
}

/* ---- events ---- */

static json_t *
event(const struct bundle_case *c, const struct bundle_place *p,
    const struct bundle_event *v)
{
	const struct bundle_snapshot *s = &c->snapshots[v->snapshot];
	json_t *o = json_object();

	put(o, "event", json_string(bundle_role_name(v->role)));
	put(o, "at", when(s->at));
	put(o, "url", json_string(p->url));
	put(o, "status", number_or_null((uint64_t)s->status));
	put(o, "snapshot", json_integer((json_int_t)s->number));
	put(o, "leaf", json_integer((json_int_t)s->leaf));
	return o;
}

/* By time; at one instant as they were found. */
struct dated {
	json_t *o; /* given to the array */
	int64_t at;
	size_t order;
};

static int
by_time(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static json_t *
events(const struct bundle_case *c, const struct bundle_exhibit *x)
{
	json_t *all = json_array();
	struct dated *v = NULL;
	size_t n = 0;

	for (size_t i = 0; i < x->n_places; i++) {
		const struct bundle_place *p = &x->places[i];

		v = mem_grow(v, n + p->n_events, sizeof(v[0]));
		for (size_t k = 0; k < p->n_events; k++, n++) {
			const struct bundle_event *e = &p->events[k];

			v[n].o = event(c, p, e);
			v[n].at = c->snapshots[e->snapshot].at;
			v[n].order = n;
		}
	}
	if (n > 0)
		qsort(v, n, sizeof(v[0]), by_time);
	for (size_t i = 0; i < n; i++)
		(void)json_array_append_new(all, v[i].o);
	free(v);
	return all;
}

/* "KEY": the time of snapshot i, and "KEY_snapshot": its number. */
static void
put_bound(json_t *o, const char *key, const struct bundle_case *c, size_t i)
{
	char number[64];

	snprintf(number, sizeof(number), "%s_snapshot", key);
	if (i == BUNDLE_NONE) {
		put(o, key, json_null());
		put(o, number, json_null());
		return;
	}
	put(o, key, when(c->snapshots[i].at));
	put(o, number, json_integer((json_int_t)c->snapshots[i].number));
}

static size_t
last_of(const struct bundle_exhibit *x, enum bundle_role role)
{
	size_t found = BUNDLE_NONE;

	for (size_t i = 0; i < x->n_places; i++)
		for (size_t k = 0; k < x->places[i].n_events; k++)
			if (x->places[i].events[k].role == role)
				found = x->places[i].events[k].snapshot;
	return found;
}

/* ---- deadlines ---- */

static json_t *
deadline(const struct deadline_rule *rule, const struct deadline_start *from,
    int64_t now)
{
	struct deadline_date end = deadline_after(from->date, rule->months);
	json_t *o = json_object();

	put(o, "deadline", json_string(rule->key));
	put(o, "law", json_string(rule->law));
	put(o, "from", day(from->date));
	put(o, "last_day", day(end));
	put(o, "days_left", json_integer(deadline_left(end, now)));
	put(o, "rests_on", json_string(deadline_basis_name(from->basis)));
	put(o, "contradicted", json_boolean(from->contradicted));
	if (from->basis == DEADLINE_IMPORTED) {
		put(o, "observed", day(from->observed));
		put(o, "observed_rests_on",
		    json_string(deadline_basis_name(from->observed_basis)));
	}
	return o;
}

struct deadline_start
window_start(const struct bundle_case *c, const struct bundle_exhibit *x)
{
	int64_t seen = x->mention == NULL && x->first_snapshot != BUNDLE_NONE
			   ? c->snapshots[x->first_snapshot].at
			   : x->first_seen;
	struct deadline_start s =
	    deadline_start(x->published, x->last_absent, seen);

	deadline_import(&s, x->import_claim);
	return s;
}

static json_t *
deadlines(
    const struct bundle_case *c, const struct bundle_exhibit *x, int64_t now)
{
	json_t *all = json_array();
	struct deadline_start from;

	if (x->first_snapshot == BUNDLE_NONE)
		return all;
	from = window_start(c, x);
	for (size_t i = 0; i < DEADLINE_RULES; i++)
		(void)json_array_append_new(
		    all, deadline(&deadline_rules[i], &from, now));
	return all;
}

/* ---- the whole ---- */

json_t *
window_object(
    const struct bundle_case *c, const struct bundle_exhibit *x, int64_t now)
{
	json_t *o = json_object();

	put(o, "url", json_string(x->url));
	put(o, "mention", text_or_null(x->id));
	put(o, "name", text_or_null(x->name));
	put_bound(o, "last_absent", c, x->absent_snapshot);
	put_bound(o, "first_seen", c, x->first_snapshot);
	put_bound(o, "last_seen", c, x->last_snapshot);
	put_bound(o, "gone", c, last_of(x, BUNDLE_GONE));
	put(o, "published", text_or_null(x->published));
	put(o, "published_from", text_or_null(x->published_from));
	put(o, "events", events(c, x));
	put(o, "deadlines", deadlines(c, x, now));
	put(o, "deadlines_to_be_checked_by", json_string("a lawyer"));
	return o;
}

static void
add_proved(json_t *all, const struct bundle_exhibit *x, enum bundle_role role)
{
	json_t *o = json_object();

	put(o, "event", json_string(bundle_role_name(role)));
	put(o, "mention", text_or_null(x->id));
	put(o, "name", text_or_null(x->name));
	(void)json_array_append_new(all, o);
}

json_t *
window_proves(const struct bundle_case *c, uint64_t snapshot)
{
	json_t *all = json_array();

	for (size_t i = 0; i < c->n_exhibits; i++) {
		const struct bundle_exhibit *x = &c->exhibits[i];

		for (size_t k = 0; k < x->n_places; k++) {
			const struct bundle_place *p = &x->places[k];

			for (size_t n = 0; n < p->n_events; n++)
				if (c->snapshots[p->events[n].snapshot]
					.number == snapshot)
					add_proved(all, x, p->events[n].role);
		}
	}
	return all;
}
