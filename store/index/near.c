/* SPDX-License-Identifier: ISC */
/* The search for near-duplicates. Its ceilings bound what a flood of almost
 * equal texts can cost one document; within them it is exact. */
#include "store/index/near.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/index/cluster.h"
#include "store/index/document.h"
#include "store/pack.h"

enum {
	NEAR_BITS = 3,           /* SimHashes: at most so many bits differ */
	NEAR_BLOCKS = 4,         /* of 16 bits */
	NEAR_VALUES = 128,       /* of a MinHash */
	NEAR_EQUAL = 103,        /* of them, for a Jaccard index of 0.8 */
	NEAR_ROWS = 4,           /* values a band */
	NEAR_BANDS = 26,         /* one more than values may differ */
	NEAR_POSTINGS_MAX = 4096 /* looked at in one band */
};

/* Of the shorter text, that the longer one must hold; and how much longer. */
static const double QUOTE_SHARE = 0.9, QUOTE_LONGER = 1.2, QUOTE_LONGEST = 2;

_Static_assert(NEAR_BANDS > NEAR_VALUES - NEAR_EQUAL, "a band must agree");
_Static_assert(NEAR_BANDS *NEAR_ROWS <= NEAR_VALUES, "bands within values");

static unsigned
distance(uint64_t a, uint64_t b)
{
	unsigned n = 0;

	for (uint64_t x = a ^ b; x != 0; x &= x - 1)
		n++;
	return n;
}

/* ---- by SimHash ---- */

/* 's' BAND block, and the whole SimHash behind it. */
static void
block_key(struct key *k, unsigned block, uint64_t simhash)
{
	unsigned bits = (unsigned)(simhash >> (16 * block)) & 0xffff;

	key_init(k);
	key_u8(k, 's');
	key_u8(k, (uint8_t)block);
	key_u8(k, (uint8_t)(bits >> 8));
	key_u8(k, (uint8_t)bits);
}

/* Joins with all that stand under one block. */
static void
search_block(struct txn *t, unsigned block, uint64_t simhash, uint64_t document)
{
	unsigned left = NEAR_POSTINGS_MAX;
	struct key prefix;
	struct cursor c;
	bool ok;

	block_key(&prefix, block, simhash);
	cursor_open(&c, t, DB_NEAR);
	for (ok = cursor_seek(&c, &prefix);
	     ok && left > 0 && cursor_under(&c, &prefix) &&
	     c.key.len == prefix.len + 8;
	     ok = cursor_next(&c), left--) {
		uint64_t other = key_read_u64(c.key.data + prefix.len);
		struct unpack u;

		if (distance(simhash, other) > NEAR_BITS)
			continue;
		unpack_init(&u, c.val.data, c.val.len);
		cluster_join(t, unpack_uint(&u), document);
	}
	cursor_close(&c);
}

static void
file_simhash(struct txn *t, uint64_t simhash, uint64_t document)
{
	uint64_t same;
	struct key k;

	block_key(&k, 0, simhash);
	key_u64(&k, simhash);
	same = txn_get_uint(t, DB_NEAR, &k, 0);
	if (same != 0) {
		cluster_join(t, same, document);
		return;
	}
	for (unsigned i = 0; i < NEAR_BLOCKS; i++) {
		search_block(t, i, simhash, document);
		block_key(&k, i, simhash);
		key_u64(&k, simhash);
		txn_put_uint(t, DB_NEAR, &k, document);
	}
}

/* ---- by MinHash ---- */

/* FNV-1a over the values of a band, byte by byte. */
static uint64_t
band_hash(const uint32_t *values)
{
	uint64_t h = 0xcbf29ce484222325U;

	for (unsigned i = 0; i < 4 * NEAR_ROWS; i++) {
		h ^= (uint8_t)(values[i / 4] >> (8 * (i % 4)));
		h *= 0x100000001b3U;
	}
	return h;
}

static void
band_key(struct key *k, unsigned band, const uint32_t *minhash)
{
	key_init(k);
	key_u8(k, 'm');
	key_u8(k, (uint8_t)band);
	key_u64(k, band_hash(&minhash[(size_t)band * NEAR_ROWS]));
}

static void
print_key(struct key *k, const uint8_t filing[9])
{
	key_init(k);
	key_u8(k, 'p');
	key_bytes(k, filing, 9);
}

struct candidate {
	uint8_t filing[9]; /* DOCUMENT FILING */
};

struct candidates {
	struct candidate *list; /* owned */
	size_t n, cap;
};

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct candidate));
}

static void
gather_band(struct txn *t, unsigned band, const uint32_t *minhash,
    struct candidates *all)
{
	unsigned left = NEAR_POSTINGS_MAX / NEAR_BANDS;
	struct key prefix;
	struct cursor c;
	bool ok;

	band_key(&prefix, band, minhash);
	cursor_open(&c, t, DB_NEAR);
	for (ok = cursor_seek(&c, &prefix);
	     ok && left > 0 && cursor_under(&c, &prefix) &&
	     c.key.len == prefix.len + sizeof(struct candidate);
	     ok = cursor_next(&c), left--) {
		if (all->n == all->cap) {
			all->cap = all->cap * 2 + 64;
			all->list =
			    mem_grow(all->list, all->cap, sizeof(*all->list));
		}
		memcpy(all->list[all->n++].filing, c.key.data + prefix.len,
		    sizeof(struct candidate));
	}
	cursor_close(&c);
}

/* One text, as compared. */
struct print {
	uint64_t words;
	uint32_t minhash[NEAR_VALUES];
};

static bool
print_load(struct txn *t, const struct candidate *c, struct print *p)
{
	const uint8_t *values;
	struct unpack u;
	struct key k;
	struct val v;

	print_key(&k, c->filing);
	if (!txn_get(t, DB_NEAR, &k, &v))
		return false;
	unpack_init(&u, v.data, v.len);
	p->words = unpack_uint(&u);
	values = unpack_bytes(&u, (size_t)4 * NEAR_VALUES);
	if (!unpack_done(&u))
		return false;
	for (unsigned i = 0; i < NEAR_VALUES; i++)
		p->minhash[i] = key_read_u32(&values[(size_t)4 * i]);
	return true;
}

static void
print_save(struct txn *t, const struct candidate *c, const struct print *p)
{
	struct key k, value;
	struct buf b;

	buf_init(&b, INDEX_ROW_MAX);
	pack_uint(&b, p->words);
	for (unsigned i = 0; i < NEAR_VALUES; i++) {
		key_init(&value);
		key_u32(&value, p->minhash[i]);
		pack_bytes(&b, value.data, value.len);
	}
	print_key(&k, c->filing);
	txn_put(t, DB_NEAR, &k, b.data, b.len);
	buf_fini(&b);
}

static unsigned
equal_values(const struct print *a, const struct print *b)
{
	unsigned n = 0;

	for (unsigned i = 0; i < NEAR_VALUES; i++)
		n += a->minhash[i] == b->minhash[i];
	return n;
}

/* Does the longer text hold most of the shorter one, and little else? With the
 * sizes a <= b and the Jaccard index j, they share j (a + b) / (1 + j). */
static bool
holds(const struct print *p, const struct print *other, unsigned equal)
{
	double a = (double)(p->words < other->words ? p->words : other->words);
	double b = (double)(p->words < other->words ? other->words : p->words);
	double j = (double)equal / NEAR_VALUES;

	return a >= NEAR_QUOTE_MIN && b <= NEAR_QUOTE_MAX &&
	       b >= QUOTE_LONGER * a && b <= QUOTE_LONGEST * a &&
	       j * (a + b) / (1 + j) >= QUOTE_SHARE * a;
}

/* Joins with the candidates that are close enough, or that repeat each other;
 * true if one of them is the very same. */
static bool
compare_all(struct txn *t, const struct candidates *all, const struct print *p,
    uint64_t document)
{
	bool same = false;

	for (size_t i = 0; i < all->n; i++) {
		const struct candidate *c = &all->list[i];
		struct print other;
		unsigned equal;

		if ((i > 0 && compare(c, c - 1) == 0) ||
		    !print_load(t, c, &other))
			continue;
		equal = equal_values(p, &other);
		if (equal < NEAR_EQUAL && !holds(p, &other, equal))
			continue;
		same = same || equal == NEAR_VALUES;
		cluster_join(t, key_read_u64(c->filing), document);
	}
	return same;
}

static void
file_minhash(struct txn *t, const struct sighting *s, uint64_t document,
    unsigned filings)
{
	struct candidates all = { 0 };
	struct candidate self;
	struct print p = { .words = s->words };
	struct key k;
	bool same;

	memcpy(p.minhash, s->minhash, sizeof(p.minhash));
	for (unsigned i = 0; i < NEAR_BANDS; i++)
		gather_band(t, i, p.minhash, &all);
	if (all.n > 0)
		qsort(all.list, all.n, sizeof(*all.list), compare);
	same = compare_all(t, &all, &p, document);
	free(all.list);
	if (same)
		return;
	key_of_u64(&k, document);
	key_u8(&k, (uint8_t)filings);
	memcpy(self.filing, k.data, sizeof(self.filing));
	for (unsigned i = 0; i < NEAR_BANDS; i++) {
		band_key(&k, i, p.minhash);
		key_bytes(&k, self.filing, sizeof(self.filing));
		txn_put(t, DB_NEAR, &k, "", 0);
	}
	print_save(t, &self, &p);
}

void
near_file(struct txn *t, const struct sighting *s, uint64_t document)
{
	struct document d;
	unsigned filings;

	if (s->words < NEAR_WORDS_MIN || !document_load(t, document, &d))
		return;
	filings = d.filings++;
	if (filings < NEAR_FILINGS_MAX)
		document_save(t, &d, false);
	document_fini(&d);
	if (filings >= NEAR_FILINGS_MAX)
		return;
	if (s->words >= NEAR_SHORT && s->simhash != 0)
		file_simhash(t, s->simhash, document);
	if (s->minhash != NULL)
		file_minhash(t, s, document, filings);
}
