/* SPDX-License-Identifier: ISC */
/* Data of the WHATWG Encoding Standard. Internal to charset*.c. */
#ifndef CRAWLER_PARSE_CHARSET_TABLE_H
#define CRAWLER_PARSE_CHARSET_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct charset_alias {
	const char *label, *name;
};

/* A single-byte encoding: what 0x80 to 0xff stand for. */
struct charset_bytes {
	const char *name;
	uint16_t high[128];
};

extern const struct charset_alias charset_table_labels[]; /* sorted */
extern const size_t charset_table_labels_n;
extern const struct charset_bytes charset_table_bytes[];
extern const size_t charset_table_bytes_n;

#endif
