/* SPDX-License-Identifier: ISC */
/* One place a hash, no search. */
#include "crawler/parse/memo.h"

#include <string.h>

#include "crawler/parse/pass.h"

struct memo *
memo_of(struct memo *places, const char *s)
{
	struct memo *m = &places[refs_hash(s, strlen(s)) % MEMO_PLACES];

	if (m->s == NULL || strcmp(m->s, s) != 0) {
		m->s = s;
		m->said = MEMO_NEW;
	}
	return m;
}
