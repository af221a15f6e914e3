/* SPDX-License-Identifier: ISC */
/* The two-sided bracket (EVIDENCE.md 4.3): a record that carries the hash of a
 * token was composed after it, and one under a stamped checkpoint before that
 * checkpoint's token. The time that the record itself states must lie between
 * the two, but for what clocks may differ by. */
#include <inttypes.h>
#include <string.h>

#include "tools/bundle/inspect.h"

/* Tokens state whole seconds, and no two clocks agree: more than a clock that
 * is kept in order is off by, and less than back-dating is worth. */
enum { SLACK_MS = 5 * 60 * 1000 };

static const struct inspect_token *
by_reply(const struct inspect *v, const uint8_t reply[SHA256_LEN])
{
	for (size_t i = 0; i < v->n_tokens; i++)
		if (memcmp(v->tokens[i].reply, reply, SHA256_LEN) == 0)
			return &v->tokens[i];
	return NULL;
}

/* The earliest time at which a log that holds the record was stamped. */
static const struct inspect_token *
earliest_over(const struct inspect *v, uint64_t seq)
{
	const struct inspect_token *best = NULL;

	for (size_t i = 0; i < v->n_tokens; i++)
		if (v->tokens[i].size > seq &&
		    (best == NULL || v->tokens[i].time < best->time))
			best = &v->tokens[i];
	return best;
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
	for (size_t i = 0; i < v->n_leaves; i++) {
		const struct inspect_leaf *leaf = &v->leaves[i];
		const struct inspect_token *after =
		    leaf->has_after ? by_reply(v, leaf->after) : NULL;
		const struct inspect_token *before =
		    earliest_over(v, leaf->seq);
		const char *why = judge(leaf, after, before);

		if (why != NULL)
			inspect_bad(v, INSPECT_BRACKETS, why,
			    "data/journal/leaf-%08" PRIu64 ".json", leaf->seq);
		else if (after != NULL && before != NULL)
			inspect_good(v, INSPECT_BRACKETS, 1);
	}
}
