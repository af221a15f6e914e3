/* SPDX-License-Identifier: ISC */
/* Hits and their words. */
#include "crawler/match/hits.h"

#include <stdlib.h>

#include "store/base/mem.h"

static const char *const kind_words[] = { "exact", "variant", "lookalike",
	"handle", "avatar" };

static const struct {
	const char *code, *words;
} reasons[] = {
#define MATCH_REASON_ROW(id, code, words) { code, words },
	MATCH_REASONS(MATCH_REASON_ROW)
#undef MATCH_REASON_ROW
};

const char *
match_kind_word(enum match_kind k)
{
	return kind_words[k];
}

const char *
match_reason_code(enum match_reason r)
{
	return reasons[r].code;
}

const char *
match_reason_words(enum match_reason r)
{
	return reasons[r].words;
}

void
hits_init(struct hits *h)
{
	*h = (struct hits){ 0 };
}

void
hits_fini(struct hits *h)
{
	free(h->v);
	hits_init(h);
}

void
hits_add(struct hits *h, const struct hit *one)
{
	if (h->n == h->cap) {
		h->cap = h->cap == 0 ? 8 : h->cap * 2;
		h->v = mem_grow(h->v, h->cap, sizeof(*h->v));
	}
	h->v[h->n++] = *one;
}
