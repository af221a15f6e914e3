/* SPDX-License-Identifier: ISC */
/* UTF-8, byte by byte: decoding that never reads past n and never fails. */
#ifndef STORE_BASE_UTF8_H
#define STORE_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xfffd };

/* The code point at s (n > 0 bytes left) and its length in bytes; a broken
 * sequence gives U+FFFD and the length of its maximal broken part (Unicode
 * 3.9, table 3-8). */
uint32_t utf8_next(const char *s, size_t n, size_t *len);
/* Writes c (a scalar value, else U+FFFD) and returns its length, 1 to 4. */
size_t utf8_put(uint32_t c, char out[4]);
/* A control character (C0, DEL, C1): what makes a terminal obey. */
bool utf8_is_control(uint32_t c);
bool utf8_valid(const char *s, size_t n);
/* How many bytes from here on are printable ASCII and neither a quote nor a
 * backslash: what JSON writes as it is. */
size_t utf8_plain_run(const char *s, size_t n);
/* The largest i <= n at which a code point of s begins. */
size_t utf8_floor(const char *s, size_t n);

#endif
