/* SPDX-License-Identifier: ISC */
/* Anchors to forms: one sorted array of rows. */
#include "crawler/match/users.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/match/lookalike.h"
#include "store/base/mem.h"

struct row {
	/* Of the word beside: its bag of letters, how long it may be, in how
	 * many bits it may differ. */
	uint64_t bag;
	uint32_t pattern, lead, form;
	uint8_t len_min, len_max, bits;
	bool beside : 1;
	bool first : 1; /* of this form's rows for the pattern */
};

struct users {
	struct row *rows; /* owned; sorted by pattern, lead, form */
	size_t n, cap;
	/* The rows of pattern p: rows[first[p] .. first[p + 1]). */
	uint32_t *first;             /* owned */
	struct near_filter *filters; /* owned: of each pattern */
	bool *beside;                /* owned: of each pattern */
};

struct users *
users_new(void)
{
	return mem_zalloc(sizeof(struct users));
}

void
users_free(struct users *us)
{
	if (us == NULL)
		return;
	free(us->rows);
	free(us->first);
	free(us->filters);
	free(us->beside);
	free(us);
}

static void
row_add(struct users *us, struct row r)
{
	if (us->n == us->cap) {
		us->cap = us->cap == 0 ? 64 : us->cap * 2;
		us->rows = mem_grow(us->rows, us->cap, sizeof(*us->rows));
	}
	us->rows[us->n++] = r;
}

void
users_add(struct users *us, unsigned pattern, const struct form *f,
    uint32_t form, bool beside)
{
	const struct elem *e = &f->elems[0];
	uint8_t limit = (uint8_t)lookalike_limit(e->len);
	struct row r = { .pattern = pattern,
		.form = form,
		.first = true,
		.beside = beside,
		.bag = e->bag,
		.len_min = (uint8_t)(e->len - limit),
		.len_max = (uint8_t)(e->len + limit),
		.bits = (uint8_t)(2 * limit) };

	for (size_t i = 0; i < f->leads_n; i++) {
		r.lead = f->leads[i];
		row_add(us, r);
		r.first = false;
	}
	if (f->leads_n == 0) {
		r.lead = f->n > 1 ? NEAR_ANY : NEAR_WHOLE;
		row_add(us, r);
		r.first = false;
	}
	if (f->kind == FORM_PERSON) {
		r.lead = NEAR_AGAINST;
		row_add(us, r);
	}
}

static int
by_lead(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->pattern != y->pattern)
		return x->pattern < y->pattern ? -1 : 1;
	if (x->lead != y->lead)
		return x->lead < y->lead ? -1 : 1;
	return x->form < y->form ? -1 : x->form > y->form;
}

void
users_build(struct users *us, size_t patterns)
{
	size_t p = 0;

	if (us->n > 0)
		qsort(us->rows, us->n, sizeof(*us->rows), by_lead);
	us->first = mem_array(patterns + 1, sizeof(*us->first));
	us->beside = mem_array(patterns, sizeof(*us->beside));
	memset(us->beside, true, patterns * sizeof(*us->beside));
	us->filters = mem_zalloc(patterns * sizeof(*us->filters));
	for (size_t i = 0; i < us->n; i++) {
		us->beside[us->rows[i].pattern] &= us->rows[i].beside;
		near_filter_add(
		    &us->filters[us->rows[i].pattern], us->rows[i].lead);
		while (p <= us->rows[i].pattern)
			us->first[p++] = (uint32_t)i;
	}
	while (p <= patterns)
		us->first[p++] = (uint32_t)us->n;
}

bool
users_beside(const struct users *us, unsigned pattern)
{
	return us->beside[pattern];
}

const struct near_filter *
users_filter(const struct users *us, unsigned pattern)
{
	return &us->filters[pattern];
}

/* The first row from lo to hi whose lead is not under this one. */
static uint32_t
find(const struct users *us, uint32_t lo, uint32_t hi, uint32_t lead)
{
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (us->rows[mid].lead < lead)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* May one of the words beside be the row's, misspelt? By length and letters. */
static bool
fits(const struct row *r, const struct near *ne)
{
	if (!r->beside || ne->beside_n == 0)
		return true;
	for (size_t i = 0; i < ne->beside_n; i++) {
		uint64_t differ = r->bag ^ ne->beside[i].bag;
		size_t n = ne->beside[i].len;

		if (n >= r->len_min && n <= r->len_max &&
		    __builtin_popcountll(differ) <= r->bits)
			return true;
	}
	return false;
}

bool
users_each(const struct users *us, unsigned pattern, const struct near *ne,
    users_found found, void *arg)
{
	uint32_t from = us->first[pattern], to = us->first[pattern + 1];

	for (uint32_t i = from; ne->all && i < to; i++)
		if (us->rows[i].first && fits(&us->rows[i], ne) &&
		    found(arg, us->rows[i].form))
			return true;
	for (size_t k = 0; !ne->all && k < ne->n; k++) {
		uint32_t i = find(us, from, to, ne->leads[k]);

		for (; i < to && us->rows[i].lead == ne->leads[k]; i++)
			if (fits(&us->rows[i], ne) &&
			    found(arg, us->rows[i].form))
				return true;
	}
	return false;
}
