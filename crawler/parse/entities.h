/* SPDX-License-Identifier: ISC */
/* Character references of HTML (13.2.5.72 and following): all 2231 names with
 * the longest match, those that need no semicolon, numeric ones with the
 * windows-1252 remapping. */
#ifndef CRAWLER_PARSE_ENTITIES_H
#define CRAWLER_PARSE_ENTITIES_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/err.h"

struct buf;

enum { ENTITY_ROOM = 8 /* bytes that one reference may become */ };

/* The reference at s, which begins with '&': writes its text as UTF-8 and
 * returns how many bytes of s it took, 0 if there is none. In an attribute a
 * name without semicolon before "=" or a letter or digit is none. */
size_t entities_next(const char *s, size_t n, bool attribute,
    char out[ENTITY_ROOM], size_t *outlen);
/* Appends s with every reference replaced. ERR_LIMIT where out is full. */
enum err entities_decode(
    const char *s, size_t n, bool attribute, struct buf *out) MUST_CHECK;

#endif
