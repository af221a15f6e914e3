/* SPDX-License-Identifier: ISC */
/* What a page's JSON-LD says about it (schema.org: Article and its kin, else
 * WebPage). Many publishers write it by hand: what cannot be read as JSON is
 * still searched for the members that matter. */
#ifndef CRAWLER_PARSE_JSONLD_H
#define CRAWLER_PARSE_JSONLD_H

#include "crawler/parse/skim.h"

struct arena;

/* Each is NULL where nothing is stated; all lie in the arena. */
struct jsonld {
	const char *type; /* of the object that was believed */
	const char *headline;
	const char *author, *author_url;
	const char *published, *modified;
	const char *lang;
	const char *body; /* articleBody: plain text */
	int rank;         /* how well the type fits; 0: nothing found */
	bool is_article;
};

void jsonld_read(const struct skim *k, struct arena *a, struct jsonld *out);

#endif
