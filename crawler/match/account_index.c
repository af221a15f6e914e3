/* SPDX-License-Identifier: ISC */
/* The spellings of all names as single words, sorted in two ways. */
#include "crawler/match/account_index.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/match/account.h"
#include "crawler/match/lookalike.h"
#include "store/base/buf.h"
#include "store/base/mem.h"

char *
account_skeleton(const char *s, size_t n)
{
	struct buf b;

	buf_init(&b, 4096);
	if (lookalike_skeleton(&b, s, n) != ERR_OK)
		buf_reset(&b);
	return buf_take(&b, NULL);
}

static int
by_length(const void *a, const void *b)
{
	const struct account_key *x = a, *y = b;

	if (x->len != y->len)
		return x->len < y->len ? -1 : 1;
	return 0;
}

static int
by_skeleton(const void *a, const void *b)
{
	const struct account_key *const *x = a, *const *y = b;

	return strcmp((*x)->skeleton, (*y)->skeleton);
}

static void
put_in_bag(struct account_index *ix, size_t i)
{
	const struct account_key *k = &ix->keys[i];
	uint64_t bits = lookalike_bag(k->s, k->len);
	struct account_bag *last = i > 0 ? &ix->bags[ix->bags_n - 1] : NULL;

	if (last != NULL && last->len == k->len && last->bits == bits)
		last->n++;
	else
		ix->bags[ix->bags_n++] =
		    (struct account_bag){ bits, k->len, i, 1 };
}

static void
sort(struct account_index *ix)
{
	if (ix->n == 0)
		return;
	qsort(ix->keys, ix->n, sizeof(*ix->keys), by_length);
	for (size_t i = 0; i < ix->n; i++) {
		size_t len = strlen(ix->keys[i].skeleton);

		ix->drawn[i] = &ix->keys[i];
		ix->drawn_max = len > ix->drawn_max ? len : ix->drawn_max;
		put_in_bag(ix, i);
	}
	qsort(ix->drawn, ix->n, sizeof(struct account_key *), by_skeleton);
}

static void
put_handle(struct account_index *ix, const struct form *f)
{
	size_t len = strlen(f->handle);

	ix->handles[ix->handles_n++] = f;
	ix->handle_max = len > ix->handle_max ? len : ix->handle_max;
}

struct account_index *
account_index_new(const struct form *f, size_t n)
{
	struct account_index *ix = mem_zalloc(sizeof(*ix));
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += f[i].joined_n;
	ix->keys = mem_array(count, sizeof(*ix->keys));
	ix->bags = mem_array(count, sizeof(*ix->bags));
	ix->drawn = mem_array(count, sizeof(struct account_key *));
	ix->handles = mem_array(n, sizeof(struct form *));
	for (size_t i = 0; i < n; i++) {
		if (f[i].kind == FORM_HANDLE)
			put_handle(ix, &f[i]);
		for (size_t k = 0; k < f[i].joined_n; k++) {
			struct account_key *key = &ix->keys[ix->n++];

			key->form = &f[i];
			key->s = f[i].joined[k];
			key->len = strlen(key->s);
			key->limit = lookalike_limit(key->len);
			key->skeleton = account_skeleton(key->s, key->len);
		}
	}
	sort(ix);
	return ix;
}

void
account_index_free(struct account_index *ix)
{
	if (ix == NULL)
		return;
	for (size_t i = 0; i < ix->n; i++)
		free(ix->keys[i].skeleton);
	free(ix->keys);
	free(ix->bags);
	free(ix->drawn);
	free(ix->handles);
	free(ix);
}

size_t
account_longer(const struct account_index *ix, size_t len)
{
	size_t lo = 0, hi = ix->bags_n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (ix->bags[mid].len <= len)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}
