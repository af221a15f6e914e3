/* SPDX-License-Identifier: ISC */
/* The multi-byte encodings, through ICU's converters. Internal to charset*.c.
 */
#ifndef CRAWLER_PARSE_CHARSET_ICU_H
#define CRAWLER_PARSE_CHARSET_ICU_H

#include <stddef.h>

#include "store/base/err.h"

struct buf;

/* As charset_to_utf8 and charset_source_offset, for names that are no UTF and
 * no single-byte encoding. */
enum err charset_icu_to_utf8(
    const char *name, const char *in, size_t n, struct buf *out) MUST_CHECK;
size_t charset_icu_source_offset(
    const char *name, const char *in, size_t n, size_t utf8_offset);
/* ICU's guess as a name of the Encoding Standard; NULL where it is not sure. */
const char *charset_icu_detect(const char *in, size_t n);

#endif
