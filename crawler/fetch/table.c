/* SPDX-License-Identifier: ISC */
/* Open addressing with linear probing, at most two thirds full. */
#include "crawler/fetch/table.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/mem.h"

enum { TABLE_CAP_FIRST = 64 };

uint64_t
table_salt(void)
{
	uint64_t salt;

	digest_random(&salt, sizeof(salt));
	return salt;
}

/* Eight bytes at a time from a secret beginning. */
uint64_t
table_hash(uint64_t salt, const char *text)
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

void
table_init(struct table *t)
{
	memset(t, 0, sizeof(*t));
	t->salt = table_salt();
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
	size_t i = table_hash(t->salt, key) & (t->cap - 1);

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
