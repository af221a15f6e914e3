/* SPDX-License-Identifier: ISC */
/* Marks of reposts and agencies. */
#define _GNU_SOURCE /* strcasestr */
#include "crawler/analyse/credit.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/err.h"
#include "store/base/mem.h"

enum {
	REPOST = 1,
	AGENCY = 1,    /* bits of REPOST; above them the agency's number + 1 */
	EDGE_MAX = 400 /* bytes of a text's beginning, and of its end */
};

static const char *const reposts[] = { "RT @", "via @", "reblogged",
	"a reblogué", "a partagé", "cross-posted", "crossposted",
	"originally posted", "originally published", "publié à l'origine",
	"publié initialement", "voir l'original", "view original", "repris de",
	"reposted from" };

static const char *const agencies[] = { "AFP", "Reuters", "AP", "dpa", "ATS" };

static const struct {
	const char *mark;
	unsigned agency;
} wires[] = {
	{ "(AFP)", 0 },
	{ "avec AFP", 0 },
	{ "with AFP", 0 },
	{ "(Reuters)", 1 },
	{ "avec Reuters", 1 },
	{ "(AP)", 2 },
	{ "Associated Press", 2 },
	{ "(dpa)", 3 },
	{ "(ats)", 4 },
};

/* Of one end of the text. */
static unsigned
read_edge(const char *text, size_t n)
{
	char *s = mem_strndup(text, n);
	unsigned credits = 0;

	for (size_t i = 0; i < NELEM(reposts); i++)
		if (strcasestr(s, reposts[i]) != NULL)
			credits |= REPOST;
	for (size_t i = 0; i < NELEM(wires) && credits <= REPOST; i++)
		if (strcasestr(s, wires[i].mark) != NULL)
			credits |= (wires[i].agency + 1) << AGENCY;
	free(s);
	return credits;
}

unsigned
credit_read(const char *text, size_t n)
{
	unsigned head, tail;

	if (n <= (size_t)2 * EDGE_MAX)
		return read_edge(text, n);
	head = read_edge(text, EDGE_MAX);
	tail = read_edge(text + n - EDGE_MAX, EDGE_MAX);
	return (head > REPOST ? head : tail) | ((head | tail) & REPOST);
}

bool
credit_is_repost(unsigned credits)
{
	return (credits & REPOST) != 0;
}

const char *
credit_agency(unsigned credits)
{
	unsigned number = credits >> AGENCY;

	return number == 0 || number > NELEM(agencies) ? NULL
						       : agencies[number - 1];
}
