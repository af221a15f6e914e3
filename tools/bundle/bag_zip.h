/* SPDX-License-Identifier: ISC */
/* The files of a bag as one ZIP, by libzip. */
#ifndef TOOLS_BUNDLE_BAG_ZIP_H
#define TOOLS_BUNDLE_BAG_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"
#include "store/base/err.h"
#include "tools/bundle/bag.h"

/* Writes PATH.tmp with every file under ROOT/ (NULL: none), in the order given,
 * their bytes standing in the spool, syncs it
 * and renames it to PATH. Logged. */
enum err bag_zip_write(const char *path, const char *root,
    const struct bag_file *files, size_t n, int spool) MUST_CHECK;
/* A ZIP of its own in memory, its entries stored and in the order given; the
 * caller frees. For small containers inside a bag (ASiC, WACZ metadata). */
struct bag_zip_entry {
	const char *name;
	const void *data;
	size_t len;
};
enum err bag_zip_pack(const struct bag_zip_entry *entries, size_t n, char **out,
    size_t *len) MUST_CHECK;

#endif
