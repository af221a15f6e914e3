/* SPDX-License-Identifier: ISC */
/* JSON out: written straight into a buffer. The writer remembers its first
 * error, so a sequence of calls reads as the document it makes. */
#ifndef STORE_BASE_JOUT_H
#define STORE_BASE_JOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"

struct jout {
	struct buf *out; /* borrowed from the caller */
	enum err err;    /* the first error; nothing is written after it */
	bool comma;      /* a value stands before the next one at this depth */
};

void jout_begin(struct jout *j, struct buf *out);
void jout_obj(struct jout *j);     /* { */
void jout_obj_end(struct jout *j); /* } */
void jout_arr(struct jout *j);     /* [ */
void jout_arr_end(struct jout *j); /* ] */
void jout_key(struct jout *j, const char *key);
/* Values. Text is UTF-8; broken bytes become U+FFFD; NULL becomes null. */
void jout_text(struct jout *j, const char *s);
void jout_textn(struct jout *j, const char *s, size_t n);
void jout_int(struct jout *j, int64_t v);
void jout_real(struct jout *j, double v); /* finite; 6 decimals at most */
void jout_bool(struct jout *j, bool v);
void jout_null(struct jout *j);
void jout_hex(struct jout *j, const uint8_t *bytes, size_t n);
void jout_time(struct jout *j, int64_t ms); /* RFC 3339, UTC, ms */
/* Bytes that are JSON already. */
void jout_raw(struct jout *j, const char *s, size_t n);
/* A member: key and value at once. */
void jout_ktext(struct jout *j, const char *key, const char *s);
void jout_kint(struct jout *j, const char *key, int64_t v);
void jout_kbool(struct jout *j, const char *key, bool v);
void jout_knull(struct jout *j, const char *key);
void jout_khex(struct jout *j, const char *key, const uint8_t *bytes, size_t n);
void jout_ktime(struct jout *j, const char *key, int64_t ms);

#endif
