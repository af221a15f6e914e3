/* SPDX-License-Identifier: ISC */
/* Counts over the whole index, for `stats`: one pass in the order of time, so
 * that the mentions of a day come together. */
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/index/cluster.h"
#include "store/index/mention.h"
#include "store/pack.h"
#include "store/store.h"

enum { STATS_MAX = 256 * 1024 * 1024, DAY_MS = 86400 * 1000 };

/* Counts by number of a word; grows as numbers come. */
struct counts {
	uint64_t *n; /* owned */
	size_t len;
};

static void
count(struct counts *c, uint32_t number)
{
	if (number >= c->len) {
		size_t len = (size_t)number + 64;

		c->n = mem_grow(c->n, len, sizeof(*c->n));
		memset(c->n + c->len, 0, (len - c->len) * sizeof(*c->n));
		c->len = len;
	}
	c->n[number]++;
}

struct stats {
	struct txn *t;
	struct jout *j;
	uint64_t mentions, states[4];
	struct counts names, networks, matches;
	struct counts once; /* by name: clusters, not mentions */
	uint32_t words;     /* the highest number that a word can have */
	int64_t day;        /* days since 1970 */
	uint64_t of_day;
};

/* ---- by day: written as they pass ---- */

static void
end_day(struct stats *s)
{
	char text[CLOCK_TEXT];

	if (s->of_day == 0)
		return;
	clock_format(s->day * DAY_MS, text);
	text[10] = '\0'; /* the date alone */
	jout_kint(s->j, text, (int64_t)s->of_day);
}

static void
count_day(struct stats *s, int64_t first_seen)
{
	int64_t day = first_seen / DAY_MS - (first_seen % DAY_MS < 0);

	if (day != s->day || s->of_day == 0) {
		end_day(s);
		s->day = day;
		s->of_day = 0;
	}
	s->of_day++;
}

static bool
any_row(const struct row *r, const void *arg)
{
	(void)r;
	(void)arg;
	return true;
}

/* A row that cannot be read, or that names words that are none, is left out. */
static void
count_row(struct stats *s, const struct val *number)
{
	struct row r = { 0 };
	struct unpack u;

	unpack_init(&u, number->data, number->len);
	if (!row_load(s->t, unpack_uint(&u), &r) || r.name > s->words ||
	    r.network > s->words || r.match > s->words)
		return;
	s->mentions++;
	s->states[r.state]++;
	count(&s->names, r.name);
	if (cluster_earliest(s->t, &r, INT64_MIN, any_row, NULL) == r.number)
		count(&s->once, r.name);
	count(&s->networks, r.network);
	count(&s->matches, r.match);
	count_day(s, r.first_seen);
}

/* ---- by word ---- */

struct writing {
	struct jout *j;
	const struct counts *c;
};

static void
write_word(uint32_t number, const char *s, void *arg)
{
	struct writing *w = arg;

	if (number < w->c->len && w->c->n[number] > 0)
		jout_kint(w->j, s, (int64_t)w->c->n[number]);
}

static void
write_words(struct stats *s, const char *key, enum word kind, struct counts *c)
{
	struct writing w = { s->j, c };

	jout_key(s->j, key);
	jout_obj(s->j);
	word_each(s->t, kind, write_word, &w);
	jout_obj_end(s->j);
	free(c->n);
}

static void
write_days(struct stats *s)
{
	struct key prefix;
	struct cursor c;
	bool ok;

	jout_key(s->j, "by_day");
	jout_obj(s->j);
	mention_order_name(&prefix, 0);
	cursor_open(&c, s->t, DB_ORDER);
	for (ok = cursor_seek(&c, &prefix); ok && cursor_under(&c, &prefix);
	     ok = cursor_next(&c))
		count_row(s, &c.val);
	cursor_close(&c);
	end_day(s);
	jout_obj_end(s->j);
}

enum err
index_stats(struct txn *t, char **json)
{
	uint64_t documents = txn_count(t, DB_DOC);
	uint64_t words = txn_count(t, DB_WORD);
	struct buf out;
	struct jout j;
	struct stats s = { .t = t, .j = &j };
	enum err e;

	s.words = words > UINT32_MAX ? UINT32_MAX : (uint32_t)words;
	buf_init(&out, STATS_MAX);
	jout_begin(&j, &out);
	jout_obj(&j);
	jout_kint(&j, "documents", (int64_t)documents);
	jout_kint(&j, "clusters", (int64_t)(documents - cluster_followers(t)));
	write_days(&s);
	jout_kint(&j, "mentions", (int64_t)s.mentions);
	jout_key(&j, "by_state");
	jout_obj(&j);
	for (unsigned i = 0; i < NELEM(s.states); i++)
		jout_kint(&j, doc_state_name((enum doc_state)i),
		    (int64_t)s.states[i]);
	jout_obj_end(&j);
	write_words(&s, "by_match", WORD_MATCH, &s.matches);
	write_words(&s, "by_network", WORD_NETWORK, &s.networks);
	write_words(&s, "by_name", WORD_NAME, &s.names);
	write_words(&s, "distinct_by_name", WORD_NAME, &s.once);
	jout_obj_end(&j);
	e = txn_err(t) != ERR_OK ? txn_err(t) : j.err;
	if (e == ERR_OK)
		*json = buf_take(&out, NULL);
	buf_fini(&out);
	return e;
}
