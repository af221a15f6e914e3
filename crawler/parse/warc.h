/* SPDX-License-Identifier: ISC */
/* WARC files of strangers (ISO 28500: versions 1.0 and 1.1), record by record:
 * plain, or gzip, be it one member a record or one over all. Nothing is held
 * but a record's fields; its block is asked for or passed over. */
#ifndef CRAWLER_PARSE_WARC_H
#define CRAWLER_PARSE_WARC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"

enum {
	WARC_FIELDS_MAX = 64 * 1024, /* of one record */
	WARC_TYPE_MAX = 16,
	WARC_ID_MAX = 256
};

/* Gives up to n bytes of the file: how many, 0 at its end, -1 (logged) when it
 * cannot be read. */
typedef long (*warc_source)(void *arg, void *out, size_t n);

struct warc_record {
	char type[WARC_TYPE_MAX]; /* "response"…; "" for a longer word */
	char id[WARC_ID_MAX];     /* WARC-Record-ID, as it stands */
	uint64_t length;          /* of the block */
	/* The version and the fields, unfolded, up to the empty line; valid
	 * until the next record. */
	const char *fields;
	size_t fields_len;
};

struct warc_reader;
struct warc_reader *warc_reader_new(warc_source read, void *arg);
void warc_reader_free(struct warc_reader *w); /* NULL does nothing */
/* The next record. ERR_NOTFOUND at the end of the file; ERR_PARSE when it is no
 * WARC from here on, and nothing more can be read; ERR_SYS. */
enum err warc_next(struct warc_reader *w, struct warc_record *out) MUST_CHECK;
/* The record's block, appended. ERR_LIMIT past out->max, ERR_PARSE when the
 * file ends inside it. */
enum err warc_block(struct warc_reader *w, struct buf *out) MUST_CHECK;
/* A field's value, trimmed (and out of angle brackets); the first of several.
 * False where it is not there, or longer than cap - 1. */
bool warc_field(
    const struct warc_record *r, const char *name, char *out, size_t cap);

#endif
