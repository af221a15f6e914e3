/* SPDX-License-Identifier: ISC */
/* Names in foreign text: the cheap test agrees with the search; every hit lies
 * inside the text, in order, and no two of one name overlap. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/match/names.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

static const char *const declared[][4] = {
	{ "Valérie Thuillier", "--handle", "val_t_75", NULL },
	{ "Jean-Marc Lefèvre", "--also", "JM", NULL },
	{ "Charles de Gaulle", NULL },
	{ "Émile André", NULL },
	{ "Jet Li", NULL },
	{ "La Redoute", NULL },
	{ "3 Suisses", NULL },
	{ "L'Oréal", NULL },
	{ "Владимир Королёв", NULL },
	{ "王小明", NULL },
	{ "محمد علي", NULL },
	{ "Paul Frazee", "--handle", "pfrazee.com", NULL },
};

enum { NAMES = sizeof(declared) / sizeof(declared[0]) };

static struct names *
names(void)
{
	static struct names *nm;
	struct watch *w[NAMES];

	if (nm != NULL)
		return nm;
	for (size_t i = 0; i < NAMES; i++) {
		char *argv[4] = { NULL };
		const char *why;
		int argc = 0;

		for (; argc < 4 && declared[i][argc] != NULL; argc++)
			argv[argc] = mem_strdup(declared[i][argc]);
		if (watch_from_args(argv, argc, &w[i], &why) != ERR_OK)
			abort();
		while (argc > 0)
			free(argv[--argc]);
	}
	nm = names_new((const struct watch *const *)w, NAMES);
	for (size_t i = 0; i < NAMES; i++)
		watch_free(w[i]);
	return nm;
}

static void
check_hits(const struct hits *h, size_t size)
{
	size_t ends[NAMES] = { 0 };

	for (size_t i = 0; i < h->n; i++) {
		const struct hit *one = &h->v[i];

		if (one->start >= one->end || one->end > size ||
		    one->name >= NAMES || one->start < ends[one->name] ||
		    (i > 0 && one->start < h->v[i - 1].start) ||
		    one->score <= 0 || one->score > 1)
			abort();
		ends[one->name] = one->end;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct hits h, account;

	hits_init(&h);
	hits_init(&account);
	if (names_find(names(), text, size, &h) != ERR_OK)
		abort();
	if (names_candidate(names(), text, size) != (h.n > 0))
		abort();
	check_hits(&h, size);
	if (names_find_handle(names(), text, size, &account) != ERR_OK)
		abort();
	for (size_t i = 0; i < account.n; i++)
		if (account.v[i].end > size ||
		    account.v[i].start > account.v[i].end)
			abort();
	(void)names_admits(
	    names(), 0, &(struct query_doc){ .text = text, .text_len = size });
	hits_fini(&account);
	hits_fini(&h);
	return 0;
}
