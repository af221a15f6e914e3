/* SPDX-License-Identifier: ISC */
/* The multi-byte encodings, through ICU's converters. Internal to charset*.c.
 */
#ifndef CRAWLER_PARSE_CHARSET_ICU_H
#define CRAWLER_PARSE_CHARSET_ICU_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

struct buf;

/* charset_offsets at work: n of len offsets are known. */
struct charset_map {
	uint32_t *at; /* borrowed */
	size_t len, n;
};

/* As charset_to_utf8 and charset_offsets, for names that are no UTF and no
 * single-byte encoding. */
enum err charset_icu_to_utf8(
    const char *name, const char *in, size_t n, struct buf *out) MUST_CHECK;
void charset_icu_map(
    const char *name, const char *in, size_t n, struct charset_map *map);
/* ICU's guess as a name of the Encoding Standard; NULL where it is not sure. */
const char *charset_icu_detect(const char *in, size_t n);

#endif
