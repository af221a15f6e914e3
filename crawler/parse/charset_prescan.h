/* SPDX-License-Identifier: ISC */
/* What the bytes of a document say of their encoding: "prescan a byte stream
 * to determine its encoding" and "get an XML encoding" of the HTML Standard
 * (13.2.3.2). Internal to charset*.c. */
#ifndef CRAWLER_PARSE_CHARSET_PRESCAN_H
#define CRAWLER_PARSE_CHARSET_PRESCAN_H

#include <stdbool.h>
#include <stddef.h>

/* The encoding of the first meta that names one; NULL if none does. With
 * raw_text the contents of script, style and their like are passed over, as a
 * parser does: the standard's own prescan does not. */
const char *charset_prescan(const char *s, size_t n, bool raw_text);
/* The encoding of an XML declaration at the head of s; NULL if none. */
const char *charset_prescan_xml(const char *s, size_t n);

#endif
