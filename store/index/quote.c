/* SPDX-License-Identifier: ISC */
/* Passages that two documents share, counted by the passages of the newer. */
#include "store/index/quote.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/index/cluster.h"
#include "store/index/document.h"
#include "store/pack.h"
#include "store/store.h"

enum {
	QUOTED_MAX = 20,    /* documents of one that are told */
	PASSAGES_MAX = 1024 /* compared of a document */
};

/* Of the shorter one's passages, those that the other must hold. */
static const double QUOTE_HELD = 0.6;
/* Of a page's passages: with more of its own site, it is a list of others. */
static const double QUOTE_LISTED = 0.5;

enum kind { KIND_PAGE, KIND_COMMENT, KIND_OTHER };

/* One of two documents, as compared. */
struct side {
	uint64_t document;
	uint64_t site, page; /* tags: whose it is, where it stands */
	int64_t date;        /* as declared; INT64_MAX: not known */
	uint8_t kind;
	uint32_t n;                      /* passages: */
	uint32_t passages[PASSAGES_MAX]; /* half a hash each, ascending */
};

/* ---- rows ---- */

static void
passage_key(struct key *k, uint64_t passage)
{
	key_init(k);
	key_u8(k, 'w');
	key_u64(k, passage);
}

static void
side_key(struct key *k, uint64_t document)
{
	key_init(k);
	key_u8(k, 'd');
	key_u64(k, document);
}

static void
quotes_key(struct key *k, uint64_t document)
{
	key_init(k);
	key_u8(k, 'q');
	key_u64(k, document);
}

static int
compare_halves(const void *a, const void *b)
{
	uint32_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

static void
side_of(const struct sighting *s, uint64_t document, struct side *out)
{
	uint8_t page[SHA256_LEN];

	digest_sha256(s->url, strcspn(s->url, "#"), page);
	out->document = document;
	out->site = index_tag64(s->site);
	out->page = key_read_u64(page);
	out->date = INT64_MAX;
	out->kind = KIND_OTHER;
	out->n = 0;
	for (size_t i = 0; i < s->n_passages && out->n < PASSAGES_MAX; i++)
		out->passages[out->n++] = (uint32_t)(s->passages[i] >> 32);
	qsort(out->passages, out->n, sizeof(out->passages[0]), compare_halves);
	if (strcmp(s->kind, "page") == 0)
		out->kind = KIND_PAGE;
	else if (strcmp(s->kind, "comment") == 0)
		out->kind = KIND_COMMENT;
	if (s->published != NULL &&
	    clock_parse(s->published, &out->date) != ERR_OK)
		out->date = INT64_MAX;
}

static void
side_save(struct txn *t, const struct side *x)
{
	struct key k;
	struct buf b;

	side_key(&k, x->document);
	buf_init(&b, INDEX_ROW_MAX);
	pack_uint(&b, x->site);
	pack_uint(&b, x->page);
	pack_int(&b, x->date);
	pack_u8(&b, x->kind);
	pack_uint(&b, x->n);
	for (uint32_t i = 0; i < x->n; i++)
		pack_uint(
		    &b, x->passages[i] - (i > 0 ? x->passages[i - 1] : 0));
	txn_put(t, DB_NEAR, &k, b.data, b.len);
	buf_fini(&b);
}

static bool
side_load(struct txn *t, uint64_t document, struct side *x)
{
	struct unpack u;
	struct key k;
	struct val v;
	uint64_t n;

	side_key(&k, document);
	if (!txn_get(t, DB_NEAR, &k, &v))
		return false;
	unpack_init(&u, v.data, v.len);
	x->document = document;
	x->site = unpack_uint(&u);
	x->page = unpack_uint(&u);
	x->date = unpack_int(&u);
	x->kind = unpack_u8(&u);
	n = unpack_uint(&u);
	x->n = n < PASSAGES_MAX ? (uint32_t)n : PASSAGES_MAX;
	for (uint32_t i = 0; i < x->n; i++)
		x->passages[i] = (uint32_t)unpack_uint(&u) +
				 (i > 0 ? x->passages[i - 1] : 0);
	return unpack_done(&u);
}

/* ---- who quotes whom ---- */

static bool
is_quotation(const struct side *a, const struct side *b, uint32_t shared)
{
	uint32_t least = a->n < b->n ? a->n : b->n;
	bool pages = a->kind == KIND_PAGE && b->kind == KIND_PAGE;

	return shared >= QUOTE_SHARED_MIN &&
	       ((double)shared >= QUOTE_HELD * (double)least ||
		   (shared >= QUOTE_LONG && !pages));
}

/* Two pages of one site. */
static bool
are_siblings(const struct side *a, const struct side *b)
{
	return a->kind == KIND_PAGE && b->kind == KIND_PAGE &&
	       a->site == b->site;
}

/* Does a quote b, rather than b quote a? */
static bool
quotes(const struct side *a, const struct side *b)
{
	if ((a->kind == KIND_COMMENT) != (b->kind == KIND_COMMENT))
		return a->kind == KIND_COMMENT;
	if (a->date != b->date && a->date != INT64_MAX &&
	    b->date != INT64_MAX && !are_siblings(a, b))
		return a->date > b->date;
	if (a->n != b->n)
		return a->n > b->n;
	return a->document > b->document;
}

/* Where it stands is no quotation: a page holds its comments. */
static bool
only_shows(const struct side *a, const struct side *b)
{
	return a->page == b->page &&
	       (a->kind == KIND_PAGE || b->kind == KIND_PAGE);
}

static uint32_t
count_shared(const struct side *a, const struct side *b)
{
	uint32_t i = 0, j = 0, shared = 0;

	while (i < a->n && j < b->n) {
		uint32_t x = a->passages[i], y = b->passages[j];

		shared += x == y;
		i += x <= y;
		j += y <= x;
	}
	return shared;
}

static void
compare(struct txn *t, const struct side *a, const struct side *b)
{
	uint32_t shared = count_shared(a, b);
	bool first = quotes(a, b);
	struct key k;

	if (!is_quotation(a, b, shared) || only_shows(a, b))
		return;
	quotes_key(&k, first ? a->document : b->document);
	key_u64(&k, first ? b->document : a->document);
	txn_put_uint(t, DB_NEAR, &k, shared);
}

/* ---- the search ---- */

/* Numbers of documents, one for each passage that they share. */
struct numbers {
	uint64_t *v; /* owned */
	size_t n, cap;
};

static void
gather(struct cursor *c, uint64_t passage, uint64_t self, struct numbers *all)
{
	unsigned left = QUOTE_POSTINGS_MAX;
	struct key prefix;
	bool ok;

	passage_key(&prefix, passage);
	for (ok = cursor_seek(c, &prefix);
	     ok && left > 0 && cursor_under(c, &prefix) &&
	     c->key.len == prefix.len + 8;
	     ok = cursor_next(c), left--) {
		uint64_t other = key_read_u64(c->key.data + prefix.len);

		if (other == self)
			continue;
		if (all->n == all->cap) {
			all->cap = all->cap * 2 + 64;
			all->v = mem_grow(all->v, all->cap, sizeof(*all->v));
		}
		all->v[all->n++] = other;
	}
}

static int
compare_numbers(const void *a, const void *b)
{
	uint64_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x > y) - (x < y);
}

static void
compare_all(struct txn *t, const struct side *self, struct numbers *all)
{
	struct side other;
	size_t to;

	if (all->n > 0)
		qsort(all->v, all->n, sizeof(*all->v), compare_numbers);
	for (size_t from = 0; from < all->n; from = to) {
		for (to = from + 1; to < all->n; to++)
			if (all->v[to] != all->v[from])
				break;
		if (side_load(t, all->v[from], &other))
			compare(t, self, &other);
	}
}

/* Of a long document every third is filed: rows that lie anywhere are dear. As
 * all passages of a new document are looked for, a passage of some 30 words is
 * found all the same. */
static bool
is_filed(const struct sighting *s, size_t i)
{
	return s->n_passages <= QUOTE_SHORT || i % QUOTE_SPARSE == 0;
}

void
quote_file(struct txn *t, const struct sighting *s, uint64_t document)
{
	struct numbers all = { 0 };
	struct side self;
	struct cursor c;
	struct key k;

	if (s->passages == NULL || s->n_passages < QUOTE_SHARED_MIN)
		return;
	side_of(s, document, &self);
	cursor_open(&c, t, DB_NEAR);
	for (size_t i = 0; i < s->n_passages; i++)
		gather(&c, s->passages[i], document, &all);
	cursor_close(&c);
	compare_all(t, &self, &all);
	free(all.v);
	side_save(t, &self);
	for (size_t i = 0; i < s->n_passages; i++) {
		if (!is_filed(s, i))
			continue;
		passage_key(&k, s->passages[i]);
		key_u64(&k, document);
		txn_put(t, DB_NEAR, &k, "", 0);
	}
}

/* ---- reading ---- */

/* The mentions that are told, one a cluster. */
struct telling {
	const struct row *by;
	bool (*fn)(const struct row *quoted, void *arg);
	void *arg;
	uint64_t told[QUOTED_MAX + 1]; /* clusters; the first is its own */
	size_t n;
	uint64_t site;            /* of which nothing is told; 0: none */
	uint64_t of_site, shared; /* documents of it, and passages */
};

/* Calls fn with the number of each document that this one quotes, and of the
 * passages that they share. */
static void
each_number(struct txn *t, uint64_t document,
    bool (*fn)(
	struct txn *t, uint64_t quoted, uint64_t shared, struct telling *q),
    struct telling *q)
{
	struct unpack u;
	struct key prefix;
	struct cursor c;
	bool ok, go = true;

	quotes_key(&prefix, document);
	cursor_open(&c, t, DB_NEAR);
	for (ok = cursor_seek(&c, &prefix);
	     ok && go && cursor_under(&c, &prefix) &&
	     c.key.len == prefix.len + 8;
	     ok = cursor_next(&c)) {
		unpack_init(&u, c.val.data, c.val.len);
		go = fn(t, key_read_u64(c.key.data + prefix.len),
		    unpack_uint(&u), q);
	}
	cursor_close(&c);
}

static bool
is_of_site(struct txn *t, uint64_t document, uint64_t site)
{
	struct side x;

	return site != 0 && side_load(t, document, &x) && x.site == site;
}

static bool
count_site(struct txn *t, uint64_t document, uint64_t shared, struct telling *q)
{
	if (is_of_site(t, document, q->site)) {
		q->of_site++;
		q->shared += shared;
	}
	return q->of_site <= QUOTE_SITE_MAX;
}

static bool
take_first(const struct row *r, void *arg)
{
	*(struct row *)arg = *r;
	return false;
}

/* Tells the first mention of the name in the document's cluster, unless that
 * was told already. */
static bool
tell(struct txn *t, uint64_t document, uint64_t shared, struct telling *q)
{
	struct row wanted = { .name = q->by->name }, found = { .number = 0 };
	struct document d;

	(void)shared;
	if (is_of_site(t, document, q->site) || !document_load(t, document, &d))
		return true;
	wanted.cluster = d.cluster;
	document_fini(&d);
	for (size_t i = 0; i < q->n; i++)
		if (q->told[i] == wanted.cluster)
			return true;
	q->told[q->n++] = wanted.cluster;
	cluster_each(t, &wanted, INT64_MIN, take_first, &found);
	return (found.number == 0 || q->fn(&found, q->arg)) &&
	       q->n <= QUOTED_MAX;
}

void
quote_each(struct txn *t, const struct row *r,
    bool (*fn)(const struct row *quoted, void *arg), void *arg)
{
	struct telling q = {
		.by = r, .fn = fn, .arg = arg, .told = { r->cluster }, .n = 1
	};
	struct side self;

	if (!side_load(t, r->document, &self))
		return;
	if (self.kind == KIND_PAGE) {
		q.site = self.site;
		each_number(t, r->document, count_site, &q);
	}
	if (q.of_site <= QUOTE_SITE_MAX &&
	    (double)q.shared <= QUOTE_LISTED * (double)self.n)
		q.site = 0;
	each_number(t, r->document, tell, &q);
}
