/* SPDX-License-Identifier: ISC */
/* The text constructs of feeds (RFC 4287 3.1; what RSS does without saying so):
 * plain text, escaped HTML, markup inline, base64; and the guess between them
 * where nothing is stated. Shared by the files of feed.h alone. */
#ifndef CRAWLER_PARSE_FEED_TEXT_H
#define CRAWLER_PARSE_FEED_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/parse/xml.h"
#include "store/base/buf.h"

struct arena;

enum feed_form {
	FEED_PLAIN,  /* text, and nothing else */
	FEED_GUESS,  /* text, unless it looks like HTML */
	FEED_HTML,   /* escaped HTML */
	FEED_XHTML,  /* elements inline */
	FEED_BASE64, /* Atom 0.3 mode, Atom 1.0 for other media types */
};

/* The text of one element while it is read. */
struct feed_text {
	struct buf raw;
	enum feed_form form;
	bool markup; /* raw is HTML, whatever the form says */
};

void feed_text_init(struct feed_text *t);
void feed_text_fini(struct feed_text *t);
void feed_text_begin(struct feed_text *t, enum feed_form form);
/* What stands inside the element. */
void feed_text_start(struct feed_text *t, const struct xml_token *tok);
void feed_text_end(struct feed_text *t, const struct xml_token *tok);
void feed_text_add(struct feed_text *t, struct xml_str text);
/* The whole as plain text in the arena; NULL where there is none. */
const char *feed_text_take(struct feed_text *t, struct arena *a, size_t *len);

/* The form that the attributes type and mode state, else the fallback. */
enum feed_form feed_text_form(
    const struct xml_token *tok, enum feed_form fallback, bool atom);
/* A string of JSON or of an attribute in that form, as plain text. */
const char *feed_text_of(
    const char *s, size_t n, enum feed_form form, struct arena *a, size_t *len);
/* One line: white space collapsed and trimmed, at most FEED_LINE_MAX bytes;
 * NULL where nothing is left. */
const char *feed_text_line(const char *s, size_t n, struct arena *a);

#endif
