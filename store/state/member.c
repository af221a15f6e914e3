/* SPDX-License-Identifier: ISC */
/* The frontier of a seed: its URLs in the order of their keys, and a second,
 * narrow list of the hot ones, so that the first of a few hot ones among a
 * million is found at once. */
#include "store/state/member.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/log.h"
#include "store/cursor.h"
#include "store/pack.h"
#include "store/state/urlkey.h"
#include "store/txn.h"

enum {
	MEMBER_BATCH = 256, /* rows read before the first is handed out, */
	MEMBER_BATCH_FIRST =
	    64,                 /* but fewer at first: most callers stop soon */
	MEMBER_ROW_MAX = 32768, /* bytes of a packed row */
	SEED_KEY = 8            /* bytes before the URL's key */
};

/* ---- rows ---- */

static const char *
short_enough(const char *s)
{
	return s != NULL && strlen(s) <= MEMBER_TEXT_MAX ? s : NULL;
}

static size_t
common_prefix(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] != '\0' && a[n] == b[n])
		n++;
	return n;
}

void
member_pack(struct buf *b, const struct member *m, bool plain)
{
	const char *via = short_enough(m->via);
	size_t shared = via == NULL ? 0 : common_prefix(via, m->url);

	pack_u8(b, m->hot ? 1 : 0);
	pack_uint(b, m->depth);
	pack_uint(b, m->role);
	pack_text(b, plain ? NULL : m->url);
	pack_uint(b, shared);
	pack_text(b, via == NULL ? NULL : via + shared);
	pack_text(b, short_enough(m->context));
}

/* A packed text, moved into the arena. */
static const char *
take_text(struct unpack *u, struct arena *a)
{
	char *s = unpack_text(u);
	const char *copy = arena_strdup(a, s);

	free(s);
	return copy;
}

bool
member_unpack(struct arena *a, const uint8_t *key, size_t key_len,
    const void *data, size_t n, struct member *out)
{
	char *plain = urlkey_url(key, key_len);
	struct member m = { .url = arena_strdup(a, plain) };
	const char *url, *rest;
	uint64_t depth, role, shared;
	struct unpack u;
	uint8_t flags;

	free(plain);
	unpack_init(&u, data, n);
	flags = unpack_u8(&u);
	depth = unpack_uint(&u);
	role = unpack_uint(&u);
	url = take_text(&u, a);
	shared = unpack_uint(&u);
	rest = take_text(&u, a);
	m.context = take_text(&u, a);
	if (m.url == NULL)
		m.url = url;
	if (!unpack_done(&u) || m.url == NULL || flags > 1 ||
	    depth > UINT32_MAX || role > UINT32_MAX || shared > strlen(m.url))
		return false;
	m.hot = flags == 1;
	m.depth = (unsigned)depth;
	m.role = (unsigned)role;
	if (rest != NULL)
		m.via = arena_printf(a, "%.*s%s", (int)shared, m.url, rest);
	*out = m;
	return true;
}

/* ---- keys ---- */

static void
member_key(struct key *k, uint64_t seed, const char *url)
{
	key_of_u64(k, seed);
	urlkey_add(k, url);
}

/* ---- putting ---- */

static void
put_row(struct txn *t, const struct key *k, const struct member *m)
{
	struct buf b;

	buf_init(&b, MEMBER_ROW_MAX);
	member_pack(
	    &b, m, urlkey_is_whole(k->data + SEED_KEY, k->len - SEED_KEY));
	txn_put(t, DB_MEMBER, k, b.data, b.len);
	buf_fini(&b);
	if (m->hot)
		txn_put(t, DB_HOT, k, "", 0);
}

static bool
same(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* What the row becomes by a second sight of the URL; false if nothing. */
static bool
improve(struct member *old, const struct member *m)
{
	bool better = false;

	if (m->depth < old->depth) {
		old->depth = m->depth;
		old->via = m->via;
		better = true;
	}
	if (m->hot && !old->hot)
		better = old->hot = true;
	if (old->role == 0 && m->role != 0) {
		old->role = m->role;
		old->context = m->context;
		better = true;
	}
	/* The page that named it says something else of it now. */
	if (old->role == m->role && same(old->via, m->via) &&
	    !same(old->context, m->context)) {
		old->context = m->context;
		better = true;
	}
	return better;
}

bool
state_member_put(struct txn *t, uint64_t seed, const struct member *m)
{
	struct member old;
	struct arena a;
	struct key k;
	struct val v;

	member_key(&k, seed, m->url);
	if (!txn_get(t, DB_MEMBER, &k, &v)) {
		put_row(t, &k, m);
		return txn_err(t) == ERR_OK;
	}
	arena_init(&a);
	if (!member_unpack(
		&a, k.data + SEED_KEY, k.len - SEED_KEY, v.data, v.len, &old))
		put_row(t, &k, m);
	else if (improve(&old, m))
		put_row(t, &k, &old);
	arena_fini(&a);
	return false;
}

/* ---- walking ---- */

struct batch {
	struct arena arena; /* what the rows point into */
	struct member rows[MEMBER_BATCH];
	size_t n, want;  /* rows here, and that the next filling reads */
	struct key last; /* the next batch begins behind it */
	bool end;        /* there is no next one */
};

/* The row that the cursor stands on: of the hot list only its key counts. */
static void
batch_add(struct batch *b, struct cursor *c, bool hot_only)
{
	struct val v = c->val;
	struct key k = { 0 };

	key_bytes(&k, c->key.data, c->key.len);
	b->last = k;
	if (k.len <= SEED_KEY ||
	    (hot_only && !txn_get(c->t, DB_MEMBER, &k, &v)))
		return; /* no URL's row */
	if (member_unpack(&b->arena, k.data + SEED_KEY, k.len - SEED_KEY,
		v.data, v.len, &b->rows[b->n]))
		b->n++;
	else
		log_warn("state: a frontier row cannot be read: skipped");
}

static void
batch_fill(struct batch *b, struct txn *t, uint64_t seed, bool hot_only)
{
	struct cursor c;
	struct key prefix;
	bool ok;

	key_of_u64(&prefix, seed);
	arena_reset(&b->arena);
	b->n = 0;
	cursor_open(&c, t, hot_only ? DB_HOT : DB_MEMBER);
	ok = cursor_seek(&c, &b->last);
	if (ok && c.key.len == b->last.len && cursor_under(&c, &b->last))
		ok = cursor_next(&c); /* where the last batch ended */
	while (ok && b->n < b->want && cursor_under(&c, &prefix)) {
		batch_add(b, &c, hot_only);
		ok = cursor_next(&c);
	}
	b->end = !ok || !cursor_under(&c, &prefix);
	b->want = MEMBER_BATCH;
	cursor_close(&c);
}

enum err
state_member_each(struct txn *t, uint64_t seed, bool hot_only, const char *from,
    bool (*fn)(const struct member *m, void *arg), void *arg)
{
	struct batch *b = mem_zalloc(sizeof(*b));
	bool go = true;

	if (from == NULL)
		key_of_u64(&b->last, seed);
	else
		member_key(&b->last, seed, from);
	b->want = MEMBER_BATCH_FIRST;
	arena_init(&b->arena);
	while (go && !b->end && txn_err(t) == ERR_OK) {
		batch_fill(b, t, seed, hot_only);
		for (size_t i = 0; go && i < b->n; i++)
			go = fn(&b->rows[i], arg);
	}
	arena_fini(&b->arena);
	free(b);
	return txn_err(t);
}
