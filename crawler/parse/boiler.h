/* SPDX-License-Identifier: ISC */
/* What authors of pages call their furniture: the words of class, id and role
 * by which menus, sharing buttons, sidebars, comments and bylines are told
 * from content. Words only; what weighs too much to be furniture is left to
 * the caller to spare. */
#ifndef CRAWLER_PARSE_BOILER_H
#define CRAWLER_PARSE_BOILER_H

#include "crawler/parse/dom.h"

enum boiler {
	BOILER_NONE,
	BOILER_BODY,    /* says that it is the article's text */
	BOILER_CONTENT, /* says that it is content */
	BOILER_PICTURE, /* a picture and its caption */
	BOILER_TEASER,  /* the head of this article, or of another one */
	BOILER_META,    /* byline, date, tags: about the article */
	BOILER_COMMENT, /* what readers wrote under it */
	BOILER_FOOT,    /* a footer: of the page, or of the article */
	BOILER_NOISE    /* furniture */
};

/* What the attributes of each node say, the strongest word winning: one enum
 * boiler a node; the caller frees. */
uint8_t *boiler_all(const struct dom *d);
/* The next word in a class or id from s on, and where it ends: "postMeta2" is
 * post, Meta2. *end is the result where there is none. */
const char *boiler_word(const char *s, const char **end);
/* Is the word of n bytes one of the list, which is in lower case? */
bool boiler_word_among(
    const char *s, size_t n, const char *const *list, size_t count);

#endif
