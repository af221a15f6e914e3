/* SPDX-License-Identifier: ISC */
/* JSON in, in a hurry: the members of an object or the items of a list one
 * after the other, straight from its text, where a million documents are read
 * for a few words each. It knows plain JSON alone and vouches for what it
 * passes: whatever it walks to its end, json_parse takes too and reads alike.
 * For anything else (an escape in a key, a fraction, \u, a deep nest, an
 * error) it says no, which means: ask json_parse.
 *
 *	jwalk_begin(&s, text, n, JWALK_OBJECT);
 *	while (jwalk_next(&s, &key, &value))
 *		...
 *	plain = jwalk_end(&s); */
#ifndef STORE_BASE_JWALK_H
#define STORE_BASE_JWALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum jwalk_kind {
	JWALK_TEXT,    /* the bytes between its quotes: nothing is escaped */
	JWALK_ESCAPED, /* the same, with escapes */
	JWALK_INT,
	JWALK_TRUE,
	JWALK_FALSE,
	JWALK_NULL,
	JWALK_OBJECT, /* all of it, with its brackets */
	JWALK_LIST
};

struct jwalk_value {
	enum jwalk_kind kind;
	const char *s; /* points into the text */
	size_t n;
};

struct jwalk {
	const char *at, *end; /* borrowed */
	char close;
	bool begun, ended, bad;
};

/* kind: JWALK_OBJECT or JWALK_LIST. */
void jwalk_begin(
    struct jwalk *s, const char *text, size_t n, enum jwalk_kind kind);
/* The next one; false at the end, or where it is not plain. Items of a list
 * have an empty key. */
bool jwalk_next(
    struct jwalk *s, struct jwalk_value *key, struct jwalk_value *value);
/* Was all of it plain, and nothing behind it? */
bool jwalk_end(struct jwalk *s);
bool jwalk_is(const struct jwalk_value *v, const char *word);
/* The number of a JWALK_INT. */
int64_t jwalk_int(const struct jwalk_value *v);

#endif
