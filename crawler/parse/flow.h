/* SPDX-License-Identifier: ISC */
/* The writer of visible text: runs of source text come in, references are
 * decoded, white space falls together, blocks break lines. The scanner and the
 * tree write through it, so their texts are made by the same hand. */
#ifndef CRAWLER_PARSE_FLOW_H
#define CRAWLER_PARSE_FLOW_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* What a byte of the text stood for in the source: a byte of it, a reference,
 * a run of white space; offsets from base. */
struct flow_span {
	uint32_t from, to;
};

struct flow {
	char *data;            /* owned */
	struct flow_span *map; /* owned; of each byte */
	const char *base;      /* borrowed: the source; NULL: no map is kept */
	size_t len, cap;
};

void flow_init(struct flow *f, const char *base);
void flow_fini(struct flow *f);
/* Source text, with references in it; never broken UTF-8. It lies behind base
 * where a map is kept. */
void flow_text(struct flow *f, const char *s, size_t n);
/* Text that is decoded already; all of it came from one place, which ends
 * before `to`. Both may be NULL where no map is kept. */
void flow_plain(
    struct flow *f, const char *s, size_t n, const char *from, const char *to);
/* What follows stands in a new line. */
void flow_break(struct flow *f);
/* The text so far without white space at its end, in the arena; map may be
 * NULL. */
char *flow_copy(const struct flow *f, struct arena *a, size_t *len,
    const struct flow_span **map);

#endif
