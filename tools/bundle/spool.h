/* SPDX-License-Identifier: ISC */
/* A file without a name, beside the result: what is gathered here takes no
 * memory and is gone with the process. The first error is remembered. */
#ifndef TOOLS_BUNDLE_SPOOL_H
#define TOOLS_BUNDLE_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"
#include "store/base/err.h"

struct spool;
/* In the directory of path, which is only named in errors. */
struct spool *spool_new(const char *path);
void spool_free(struct spool *s); /* NULL does nothing */
void spool_add(struct spool *s, const void *data, size_t n);
uint64_t spool_len(const struct spool *s);
/* All that was added is in the file from here on; valid until spool_free. */
enum err spool_flush(struct spool *s, int *fd) MUST_CHECK;

/* Hashes all of it. */
enum err spool_digest(struct spool *s, struct digest *d) MUST_CHECK;

#endif
