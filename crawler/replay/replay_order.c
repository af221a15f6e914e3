/* SPDX-License-Identifier: ISC */
/* Leaves by time. */
#include "crawler/replay/replay_order.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/mem.h"

struct moment {
	int64_t at;
	uint64_t seq;
};

static int
by_time(const void *a, const void *b)
{
	const struct moment *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return (x->seq > y->seq) - (x->seq < y->seq);
}

/* When it was; what states no time stands behind the one before it. */
static void
read_moment(struct txn *t, struct moment *m, int64_t before, bool *merged)
{
	char *text = NULL;
	json_t *leaf = NULL;
	const char *at;
	size_t n;

	m->at = before;
	if (log_get(t, m->seq, &text, &n) == ERR_OK &&
	    json_parse(text, n, &leaf) == ERR_OK) {
		at = json_get_text(leaf, "at");
		if (at == NULL)
			at = json_get_text(leaf, "to"); /* of checks */
		if (at == NULL || clock_parse(at, &m->at) != ERR_OK)
			m->at = before;
		*merged = *merged || json_object_get(leaf, "merged") != NULL;
	}
	json_decref(leaf);
	free(text);
}

uint64_t *
replay_order(struct store *st, uint64_t size)
{
	struct moment *all = mem_array((size_t)size + 1, sizeof(*all));
	struct txn *t = txn_begin(st, TXN_READ);
	bool merged = false;
	uint64_t *order = NULL;

	for (uint64_t seq = 0; seq < size; seq++) {
		all[seq].seq = seq;
		read_moment(t, &all[seq], seq > 0 ? all[seq - 1].at : INT64_MIN,
		    &merged);
	}
	txn_abort(t);
	if (merged) {
		qsort(all, (size_t)size, sizeof(*all), by_time);
		order = mem_array((size_t)size, sizeof(*order));
		for (uint64_t i = 0; i < size; i++)
			order[i] = all[i].seq;
	}
	free(all);
	return order;
}
