/* SPDX-License-Identifier: ISC */
/* A body as UTF-8 text, copied only where it has to be, with the way back: from
 * an offset in the text to the byte of the stored body that it came from. */
#ifndef CRAWLER_PARSE_BODY_H
#define CRAWLER_PARSE_BODY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"

struct source;

enum { BODY_TEXT_MAX = 128 * 1024 * 1024 };

struct body {
	const char *text; /* borrowed from the source, or own.data */
	size_t len;
	const char *charset; /* name by the Encoding Standard */
	bool truncated;      /* the text's ceiling cut it */
	/* For body_offset; callers leave these alone. */
	struct buf own;
	const struct source *src;
	size_t shift;      /* bytes of a byte order mark */
	uint32_t *offsets; /* owned; made when they are asked for */
};

void body_open(struct body *b, const struct source *s);
void body_close(struct body *b);
/* Does it begin as HTML does and nothing else: spares a look for XML. */
bool body_is_html(const struct body *b);
/* Where in the source's body the character at this offset of the text began.
 */
size_t body_offset(struct body *b, size_t utf8);
/* The same of each offset, b->len included; NULL where text and body are one.
 * Owned by b. */
const uint32_t *body_offsets(struct body *b);

#endif
