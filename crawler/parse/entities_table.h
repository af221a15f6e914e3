/* SPDX-License-Identifier: ISC */
/* The named character references, data. Internal to entities.c. */
#ifndef CRAWLER_PARSE_ENTITIES_TABLE_H
#define CRAWLER_PARSE_ENTITIES_TABLE_H

#include <stdint.h>

enum { ENTITIES_LETTERS = 52 /* A to Z, a to z */ };

struct entities_letter {
	uint16_t from, n;  /* its names in entities_table_names */
	const char *names; /* their rests, end to end, in byte order */
};

struct entities_name {
	uint16_t at;    /* in names of its letter */
	uint8_t n;      /* length of the rest */
	uint8_t legacy; /* also without a semicolon */
	char text[8];   /* what it stands for, UTF-8 */
};

extern const struct entities_letter entities_table_letters[ENTITIES_LETTERS];
extern const struct entities_name entities_table_names[];

#endif
