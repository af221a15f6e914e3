/* SPDX-License-Identifier: ISC */
/* The dictionary that leaves are compressed with; part of the format. */
#ifndef STORE_ARCHIVE_DICTIONARY_H
#define STORE_ARCHIVE_DICTIONARY_H

#include <stddef.h>

const char *dictionary_leaf(size_t *len);

#endif
