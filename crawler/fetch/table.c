/* SPDX-License-Identifier: ISC */
/* Open addressing with linear probing, at most two thirds full. */
#include "crawler/fetch/table.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/mem.h"

enum { TABLE_CAP_FIRST = 64 };

static uint64_t
new_salt(void)
{
	uint64_t salt;

	digest_random(&salt, sizeof(salt));
	return salt;
}

/* Eight bytes at a time from a secret beginning; never 0. */
static uint64_t
hash(uint64_t salt, const char *text)
{
	size_t n = strlen(text);
	uint64_t h = salt ^ n, v;

	for (; n >= 8; n -= 8, text += 8) {
		memcpy(&v, text, 8);
		h = (h ^ v) * 0x9fb21c651e98df25u;
		h ^= h >> 32;
	}
	v = 0;
	if (n > 0)
		memcpy(&v, text, n);
	h = (h ^ v) * 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	h *= 0xd6e8feb86659fd93u;
	h ^= h >> 32;
	return h != 0 ? h : 1;
}

static bool
is_full(size_t n, size_t cap)
{
	return 3 * (n + 1) > 2 * cap;
}

/* ---- names to things ---- */

void
table_init(struct table *t)
{
	memset(t, 0, sizeof(*t));
	t->salt = new_salt();
}

void
table_fini(struct table *t, void (*free_value)(void *value))
{
	for (size_t i = 0; i < t->cap; i++) {
		if (t->slots[i].key == NULL)
			continue;
		if (free_value != NULL)
			free_value(t->slots[i].value);
		free(t->slots[i].key);
	}
	free(t->slots);
	memset(t, 0, sizeof(*t));
}

/* The slot that holds the key, or the empty one where it belongs. */
static struct table_slot *
slot_of(const struct table *t, const char *key)
{
	size_t i = hash(t->salt, key) & (t->cap - 1);

	while (t->slots[i].key != NULL && strcmp(t->slots[i].key, key) != 0)
		i = (i + 1) & (t->cap - 1);
	return &t->slots[i];
}

void *
table_get(const struct table *t, const char *key)
{
	return t->cap > 0 ? slot_of(t, key)->value : NULL;
}

static void
table_grow(struct table *t)
{
	struct table old = *t;

	t->cap = old.cap > 0 ? 2 * old.cap : TABLE_CAP_FIRST;
	t->slots = mem_array(t->cap, sizeof(*t->slots));
	for (size_t i = 0; i < old.cap; i++)
		if (old.slots[i].key != NULL)
			*slot_of(t, old.slots[i].key) = old.slots[i];
	free(old.slots);
}

void
table_put(struct table *t, const char *key, void *value)
{
	struct table_slot *s;

	if (is_full(t->n, t->cap))
		table_grow(t);
	s = slot_of(t, key);
	s->key = mem_strdup(key);
	s->value = value;
	t->n++;
}

/* ---- a set of texts ---- */

void
seen_init(struct seen *s)
{
	memset(s, 0, sizeof(*s));
	s->salt = new_salt();
}

void
seen_fini(struct seen *s)
{
	free(s->v);
	memset(s, 0, sizeof(*s));
}

static uint64_t *
place_of(const struct seen *s, uint64_t h)
{
	size_t i = h & (s->cap - 1);

	while (s->v[i] != 0 && s->v[i] != h)
		i = (i + 1) & (s->cap - 1);
	return &s->v[i];
}

bool
seen_has(const struct seen *s, const char *text)
{
	return s->cap > 0 && *place_of(s, hash(s->salt, text)) != 0;
}

static void
seen_grow(struct seen *s)
{
	struct seen old = *s;

	s->cap = old.cap > 0 ? 2 * old.cap : TABLE_CAP_FIRST;
	s->v = mem_array(s->cap, sizeof(*s->v));
	for (size_t i = 0; i < old.cap; i++)
		if (old.v[i] != 0)
			*place_of(s, old.v[i]) = old.v[i];
	free(old.v);
}

bool
seen_add(struct seen *s, const char *text)
{
	uint64_t h = hash(s->salt, text), *place;

	if (is_full(s->n, s->cap))
		seen_grow(s);
	place = place_of(s, h);
	if (*place != 0)
		return false;
	*place = h;
	s->n++;
	return true;
}
