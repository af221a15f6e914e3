/* SPDX-License-Identifier: ISC */
/* JSON in: foreign text through jansson, under our ceilings. */
#ifndef STORE_BASE_JSON_H
#define STORE_BASE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

/* Parses one document of n bytes; trailing bytes are an error. ERR_PARSE, or
 * ERR_LIMIT past JSON_BYTES_MAX. The caller json_decref()s. Duplicate keys:
 * the last wins. NUL inside strings is kept (json_string_length). */
enum { JSON_BYTES_MAX = 64 * 1024 * 1024 };
enum err json_parse(const char *s, size_t n, json_t **out) MUST_CHECK;
/* Members of foreign objects: NULL or the fallback where the object is not
 * one, the key is missing or the type is another. Points into the object. */
const char *json_get_text(const json_t *obj, const char *key);
int64_t json_get_int(const json_t *obj, const char *key, int64_t fallback);
bool json_get_bool(const json_t *obj, const char *key, bool fallback);

#endif
