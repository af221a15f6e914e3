/* SPDX-License-Identifier: ISC */
/* crawler/parse/charset: which encoding a body is in, and its conversion to
 * UTF-8, by the WHATWG Encoding Standard and the HTML Standard's order: byte
 * order mark, HTTP header, meta in the first 1024 bytes; then, as our own
 * guess, valid UTF-8, ICU's detection, windows-1252. Names are those of the
 * Encoding Standard ("UTF-8", "windows-1252") and live for ever. */
#ifndef CRAWLER_PARSE_CHARSET_H
#define CRAWLER_PARSE_CHARSET_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

struct buf;

enum { CHARSET_PRESCAN = 1024 /* bytes in which a meta counts */ };

/* The encoding that a label names ("latin1" is windows-1252); NULL if none. */
const char *charset_label(const char *label, size_t n);
/* What the document declares: byte order mark, content_type (a Content-Type
 * header, or NULL), meta, or the XML declaration where content_type says XML
 * or the bytes begin with one and name no HTML. NULL if nothing. */
const char *charset_declared(
    const void *data, size_t n, const char *content_type);
/* The encoding to read a body in; never NULL. */
const char *charset_of(const void *data, size_t n, const char *content_type);

/* Appends in, read as name, to out as UTF-8: NUL and broken bytes become
 * U+FFFD, the byte order mark is left out. ERR_PARSE for an unknown name,
 * ERR_LIMIT where out is full (what fitted is kept). */
enum err charset_to_utf8(
    const char *name, const char *in, size_t n, struct buf *out) MUST_CHECK;
/* Where in the source each byte of the converted text comes from: at[i] is the
 * offset of the character that byte i of the text belongs to, at[len] and what
 * is past the text are n. There is room for len + 1. */
void charset_offsets(
    const char *name, const char *in, size_t n, uint32_t *at, size_t len);

#endif
