/* SPDX-License-Identifier: ISC */
/* CBOR as DAG-CBOR has it (RFC 8949, ipld.io/specs/codecs/dag-cbor): definite
 * lengths, shortest forms, maps whose keys are text, links as tag 42. A reader
 * that walks spans of the bytes and copies nothing. */
#ifndef CRAWLER_PARSE_CBOR_H
#define CRAWLER_PARSE_CBOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A stretch of the bytes; what is read is taken off its front. Borrowed. */
struct cbor {
	const uint8_t *p, *end;
};

enum cbor_type { /* RFC 8949 3.1 */
	CBOR_UINT = 0,
	CBOR_NEGATIVE,
	CBOR_BYTES,
	CBOR_TEXT,
	CBOR_ARRAY,
	CBOR_MAP,
	CBOR_TAG,
	CBOR_SIMPLE
};

size_t cbor_len(const struct cbor *c);
bool cbor_is(const struct cbor *c, const void *bytes, size_t n);

/* The head of the next item: its type, and its number: the value, the bytes or
 * items that follow, the tag. False where none stands there, also for
 * indefinite lengths and for numbers that are not in their shortest form. */
bool cbor_head(struct cbor *c, enum cbor_type *type, uint64_t *number);
/* The next item whole, whatever is in it. */
bool cbor_item(struct cbor *c, struct cbor *out);
/* What a string of bytes or text holds, and a map's or array's number of
 * elements, which are then the next items. False for another type. */
bool cbor_string(struct cbor *c, enum cbor_type type, struct cbor *out);
bool cbor_list(struct cbor *c, enum cbor_type type, uint64_t *n);
/* A link: the CID's bytes, without the zero in front. */
bool cbor_link(struct cbor *c, struct cbor *out);
/* The value behind a key of the map that c begins with, whole. */
bool cbor_find(struct cbor map, const char *key, struct cbor *out);

#endif
