/* SPDX-License-Identifier: ISC */
/* The content of the demonstration network: text files under network/, made of
 * items. An item is a line "= KIND", then fields "key: value", an empty line
 * and a body; "#" begins a comment line before the first item. The field
 * "night: N" keeps an item to one of the two nights. */
#ifndef TESTS_DEMO_ITEMS_H
#define TESTS_DEMO_ITEMS_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

enum { ITEM_FIELDS_MAX = 12 };

struct item {
	const char *kind; /* this and all below points into the file's text */
	struct {
		const char *key, *value;
	} field[ITEM_FIELDS_MAX];
	size_t fields;
	const char *body; /* without blank lines around it */
	int night;        /* 0: both */
};

struct items;

/* ERR_PARSE, with the line said, for a file that is none. */
enum err items_load(const char *path, struct items **out) MUST_CHECK;
void items_free(struct items *is);
/* The item of this kind behind `after` (NULL: the first), as of that night
 * (0: of any), in the file's order; NULL: no more. */
const struct item *items_next(const struct items *is, const struct item *after,
    const char *kind, int night);
/* The first one whose field holds the value; NULL: none. */
const struct item *items_find(const struct items *is, const char *kind,
    int night, const char *key, const char *value);
/* How many have the value in the field; key NULL: all of the kind. */
size_t items_count(const struct items *is, const char *kind, int night,
    const char *key, const char *value);
/* A field; "" where it is missing. */
const char *item_get(const struct item *it, const char *key);
/* A field that is a time, in ms; 0 where it is missing or none. */
int64_t item_ms(const struct item *it, const char *key);

#endif
