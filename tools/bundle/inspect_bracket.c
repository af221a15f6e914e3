/* SPDX-License-Identifier: ISC */
/* The two-sided bracket (EVIDENCE.md 4.3): a record that carries the hash of a
 * token was composed after it, and one under a stamped checkpoint before that
 * checkpoint's token. The time that the record itself states must lie between
 * the two, but for what clocks may differ by. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tools/bundle/inspect.h"

/* Tokens state whole seconds, and no two clocks agree: more than a clock that
 * is kept in order is off by, and less than back-dating is worth. */
enum { SLACK_MS = 5 * 60 * 1000 };

/* The tokens twice, for a hostile bundle may hold many of both: by reply, and
 * by size, each of these with the earliest time from there on. */
struct order {
	struct inspect_token *by_reply, *by_size; /* owned */
	size_t n;
};

static int
compare_reply(const void *a, const void *b)
{
	const struct inspect_token *x = a, *y = b;

	return memcmp(x->reply, y->reply, SHA256_LEN);
}

static int
compare_size(const void *a, const void *b)
{
	const struct inspect_token *x = a, *y = b;

	return (x->size > y->size) - (x->size < y->size);
}

static struct inspect_token *
copied(const struct inspect *v, int (*compare)(const void *, const void *))
{
	struct inspect_token *all = mem_array(v->n_tokens + 1, sizeof(all[0]));

	if (v->n_tokens > 0) {
		memcpy(all, v->tokens, v->n_tokens * sizeof(all[0]));
		qsort(all, v->n_tokens, sizeof(all[0]), compare);
	}
	return all;
}

static void
order(const struct inspect *v, struct order *o)
{
	o->n = v->n_tokens;
	o->by_reply = copied(v, compare_reply);
	o->by_size = copied(v, compare_size);
	for (size_t i = o->n; i-- > 1;)
		if (o->by_size[i].time < o->by_size[i - 1].time)
			o->by_size[i - 1].time = o->by_size[i].time;
}

static const struct inspect_token *
by_reply(const struct order *o, const uint8_t reply[SHA256_LEN])
{
	struct inspect_token key = { .size = 0 };

	memcpy(key.reply, reply, SHA256_LEN);
	return o->n == 0 ? NULL
			 : bsearch(&key, o->by_reply, o->n,
			       sizeof(o->by_reply[0]), compare_reply);
}

/* The earliest time at which a log that holds the record was stamped. */
static const struct inspect_token *
earliest_over(const struct order *o, uint64_t seq)
{
	size_t lo = 0, hi = o->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (o->by_size[mid].size <= seq)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < o->n ? &o->by_size[lo] : NULL;
}

static const char *
judge(const struct inspect_leaf *leaf, const struct inspect_token *after,
    const struct inspect_token *before)
{
	if (leaf->has_after && after == NULL)
		return "the token that it was made after is missing";
	if (leaf->at == INT64_MIN)
		return NULL;
	if (after != NULL && leaf->at < after->time - SLACK_MS)
		return "its time is before the token that it was made after";
	if (before != NULL && leaf->at > before->time + SLACK_MS)
		return "its time is after the token over it";
	return NULL;
}

void
inspect_brackets(struct inspect *v)
{
	struct order o;

	order(v, &o);
	for (size_t i = 0; i < v->n_leaves; i++) {
		const struct inspect_leaf *leaf = &v->leaves[i];
		const struct inspect_token *after =
		    leaf->has_after ? by_reply(&o, leaf->after) : NULL;
		const struct inspect_token *before =
		    earliest_over(&o, leaf->seq);
		const char *why = judge(leaf, after, before);

		if (why != NULL)
			inspect_bad(v, INSPECT_BRACKETS, why,
			    "%s/leaf-%08" PRIu64 ".json", v->journal,
			    leaf->seq);
		else if (after != NULL && before != NULL)
			inspect_good(v, INSPECT_BRACKETS, 1);
	}
	free(o.by_reply);
	free(o.by_size);
}
