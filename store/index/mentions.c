/* SPDX-License-Identifier: ISC */
/* Mentions, read: the list in order, one by its id. What is stored as text and
 * what is stored as numbers becomes one JSON object here. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/digest.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/cursor.h"
#include "store/index/cluster.h"
#include "store/index/mention.h"
#include "store/index/quote.h"
#include "store/index/text.h"
#include "store/pack.h"
#include "store/store.h"

enum {
	MENTION_MAX = 64 * 1024 * 1024, /* bytes of one object */
	PREFIX_MIN = 4,                 /* characters of an id (CLI.md) */
	PREFIX_MAX = 16,
	MEMO_SLOTS = 256
};

/* ---- one object ---- */

/* The earliest mention of a cluster and a name that passed the filter. */
struct memo {
	uint64_t cluster, earliest;
	uint32_t name;
};

/* A walk over mentions: what is kept open from row to row. The memo keeps a
 * large cluster from being searched again for each of its mentions. */
struct reader {
	struct txn *t;
	struct memo memo[MEMO_SLOTS];
	struct cursor shots;
	struct buf out;
	bool complained; /* one line about damage is enough */
};

static void
reader_open(struct reader *rd, struct txn *t)
{
	memset(rd, 0, sizeof(*rd));
	rd->t = t;
	cursor_open(&rd->shots, t, DB_SHOT);
	buf_init(&rd->out, MENTION_MAX);
}

static void
reader_close(struct reader *rd)
{
	cursor_close(&rd->shots);
	buf_fini(&rd->out);
}

static void
put_snapshots(struct jout *j, struct reader *rd, uint64_t mention)
{
	struct cursor *c = &rd->shots;
	struct key prefix;
	bool ok;

	key_of_u64(&prefix, mention);
	jout_key(j, "snapshots");
	jout_arr(j);
	for (ok = cursor_seek(c, &prefix);
	     ok && cursor_under(c, &prefix) && c->key.len == 16;
	     ok = cursor_next(c))
		jout_int(j, (int64_t)key_read_u64(c->key.data + 8));
	jout_arr_end(j);
}

/* The object of CLI.md into rd->out; false when the text cannot be read. */
static bool
compose(struct reader *rd, const struct row *r)
{
	struct val head, private;
	uint8_t cluster[8];
	struct jout j;

	buf_reset(&rd->out);
	if (!text_load(rd->t, r->number, &head, &private) ||
	    buf_add(&rd->out, head.data, head.len - 1) != ERR_OK)
		return false;
	cluster_id(rd->t, r, cluster);
	jout_begin(&j, &rd->out);
	j.comma = true; /* the members go on where the head ends */
	jout_ktime(&j, "first_seen", r->first_seen);
	jout_ktime(&j, "last_seen", r->last_seen);
	jout_ktext(&j, "state", doc_state_name(r->state));
	put_snapshots(&j, rd, r->number);
	jout_khex(&j, "cluster", cluster, sizeof(cluster));
	jout_kint(&j, "sweep", (int64_t)r->sweep);
	jout_obj_end(&j);
	return j.err == ERR_OK;
}

/* ---- the list ---- */

/* A filter with its words looked up. */
struct filter {
	const struct mention_filter *f;
	uint32_t name, network, match; /* 0: any */
	enum doc_state state;          /* only if f->state */
	bool nothing;                  /* no row can pass */
};

/* A word that the index never met lets nothing pass. */
static uint32_t
word_of(struct filter *q, struct txn *t, enum word kind, const char *s)
{
	uint32_t number = s == NULL ? 0 : word_find(t, kind, s);

	if (s != NULL && number == 0)
		q->nothing = true;
	return number;
}

static void
filter_begin(struct filter *q, struct txn *t, const struct mention_filter *f)
{
	unsigned s = DOC_ONLINE;

	memset(q, 0, sizeof(*q));
	q->f = f;
	q->name = word_of(q, t, WORD_NAME, f->name);
	q->network = word_of(q, t, WORD_NETWORK, f->network);
	q->match = word_of(q, t, WORD_MATCH, f->match);
	if (f->state == NULL)
		return;
	while (s <= DOC_UNREACHABLE &&
	       strcmp(doc_state_name((enum doc_state)s), f->state) != 0)
		s++;
	if (s > DOC_UNREACHABLE)
		q->nothing = true;
	else
		q->state = (enum doc_state)s;
}

static bool
passes(const struct row *r, const void *arg)
{
	const struct filter *q = arg;

	return (q->name == 0 || r->name == q->name) &&
	       (q->network == 0 || r->network == q->network) &&
	       (q->match == 0 || r->match == q->match) &&
	       (q->f->state == NULL || r->state == q->state) &&
	       r->first_seen >= q->f->since;
}

/* Is this the earliest row of its cluster and name that passes? */
static bool
stands_for_cluster(
    struct reader *rd, const struct row *r, const struct filter *q)
{
	struct memo *m = &rd->memo[(r->cluster + r->name) % MEMO_SLOTS];

	if (m->cluster != r->cluster || m->name != r->name)
		*m = (struct memo){
			.cluster = r->cluster,
			.name = r->name,
			.earliest =
			    cluster_earliest(rd->t, r, q->f->since, passes, q),
		};
	return m->earliest == r->number;
}

static void
complain(struct reader *rd, uint64_t mention)
{
	if (!rd->complained)
		log_error("index: mention %llu cannot be read: skipped (run "
			  "`vigie reindex`)",
		    (unsigned long long)mention);
	rd->complained = true;
}

/* The row that a number leads to; false for one that cannot be read, which a
 * list does not end at. */
static bool
row_of(struct reader *rd, const struct val *number, struct row *r)
{
	struct unpack u;
	struct key k;
	struct val v;

	unpack_init(&u, number->data, number->len);
	r->number = unpack_uint(&u);
	key_of_u64(&k, r->number);
	if (!u.bad && txn_get(rd->t, DB_MENTION, &k, &v) &&
	    row_unpack(v.data, v.len, r))
		return true;
	complain(rd, r->number);
	return false;
}

enum err
index_mentions(struct txn *t, const struct mention_filter *f,
    bool (*fn)(const char *json, size_t n, void *arg), void *arg)
{
	struct reader rd;
	struct filter q;
	struct cursor c;
	struct key prefix;
	struct row r;
	bool ok, go = true;

	filter_begin(&q, t, f);
	if (q.nothing)
		return txn_err(t);
	reader_open(&rd, t);
	mention_order_name(&prefix, q.name);
	cursor_open(&c, t, DB_ORDER);
	for (ok = cursor_seek(&c, &prefix);
	     ok && go && cursor_under(&c, &prefix); ok = cursor_next(&c)) {
		if (!row_of(&rd, &c.val, &r))
			continue;
		if (r.first_seen < f->since)
			break; /* and all that follow are older */
		if (!passes(&r, &q) ||
		    (f->cluster && !stands_for_cluster(&rd, &r, &q)))
			continue;
		if (compose(&rd, &r))
			go = fn(rd.out.data, rd.out.len, arg);
		else
			complain(&rd, r.number);
	}
	cursor_close(&c);
	reader_close(&rd);
	return txn_err(t);
}

/* ---- one by its id ---- */

/* The least and the greatest id that begin so. */
struct id_prefix {
	uint8_t low[8], high[8];
};

static bool
parse_prefix(const char *s, struct id_prefix *p)
{
	char low[PREFIX_MAX + 1] = "0000000000000000";
	char high[PREFIX_MAX + 1] = "ffffffffffffffff";
	size_t n = strlen(s);

	if (n > PREFIX_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		low[i] = high[i] = s[i];
	return digest_unhex(low, p->low, 8) && digest_unhex(high, p->high, 8);
}

/* The one mention whose id begins so. */
static enum err
find_prefix(struct txn *t, const char *s, struct row *r)
{
	struct id_prefix p;
	struct cursor c;
	struct key k;
	struct unpack u;
	uint64_t number = 0;
	unsigned n = 0;
	bool ok;

	if (strlen(s) < PREFIX_MIN)
		return ERR_USAGE;
	if (!parse_prefix(s, &p))
		return ERR_NOTFOUND;
	key_init(&k);
	key_bytes(&k, p.low, 8);
	cursor_open(&c, t, DB_ID);
	for (ok = cursor_seek(&c, &k); ok && n < 2 && c.key.len == 8 &&
				       memcmp(c.key.data, p.high, 8) <= 0;
	     ok = cursor_next(&c), n++) {
		unpack_init(&u, c.val.data, c.val.len);
		number = unpack_uint(&u);
	}
	cursor_close(&c);
	if (txn_err(t) != ERR_OK)
		return txn_err(t);
	if (n != 1)
		return n == 0 ? ERR_NOTFOUND : ERR_USAGE;
	return row_load(t, number, r) ? ERR_OK : txn_err(t);
}

enum err
index_mention(struct txn *t, const char *prefix, char **json)
{
	struct reader rd;
	struct row r = { 0 };
	enum err e = find_prefix(t, prefix, &r);

	if (e != ERR_OK)
		return e;
	reader_open(&rd, t);
	if (compose(&rd, &r))
		*json = buf_take(&rd.out, NULL);
	else
		e = index_damaged(t, "a mention's text is missing or broken");
	reader_close(&rd);
	return e;
}

struct copies {
	struct reader rd;
	bool (*fn)(const char *json, size_t n, void *arg);
	void *arg;
};

static bool
say_copy(const struct row *r, void *arg)
{
	struct copies *c = arg;

	if (compose(&c->rd, r))
		return c->fn(c->rd.out.data, c->rd.out.len, c->arg);
	complain(&c->rd, r->number);
	return true;
}

enum err
index_copies(struct txn *t, const char *prefix,
    bool (*fn)(const char *json, size_t n, void *arg), void *arg)
{
	struct copies c = { .fn = fn, .arg = arg };
	struct row r = { 0 };
	enum err e = find_prefix(t, prefix, &r);

	if (e != ERR_OK)
		return e;
	reader_open(&c.rd, t);
	cluster_each(t, &r, INT64_MIN, say_copy, &c);
	reader_close(&c.rd);
	return txn_err(t);
}

struct quoted {
	void (*fn)(const char id[17], void *arg);
	void *arg;
};

static bool
say_quoted(const struct row *r, void *arg)
{
	const struct quoted *q = arg;
	char id[17];

	digest_hex(r->id, sizeof(r->id), id);
	q->fn(id, q->arg);
	return true;
}

enum err
index_quotes(struct txn *t, const char *prefix,
    void (*fn)(const char id[17], void *arg), void *arg)
{
	struct quoted q = { fn, arg };
	struct row r = { 0 };
	enum err e = find_prefix(t, prefix, &r);

	if (e != ERR_OK)
		return e;
	quote_each(t, &r, say_quoted, &q);
	return txn_err(t);
}

enum err
index_mention_private(struct txn *t, const char *prefix, char **json)
{
	struct val head, private;
	struct row r = { 0 };
	enum err e = find_prefix(t, prefix, &r);

	if (e != ERR_OK)
		return e;
	if (!text_load(t, r.number, &head, &private))
		return index_damaged(
		    t, "a mention's text is missing or broken");
	*json = txn_copy(&private);
	return ERR_OK;
}
