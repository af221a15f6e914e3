/* SPDX-License-Identifier: ISC */
/* How a page was come upon: the seed, and the address that linked to it
 * ("via"). Where that would tell of a watched name (a seed made for one name, a
 * page that shows a mention), it does not stand in the record, which may be
 * disclosed in a case that the name is no part of: the record has the SHA-256
 * of a small JSON text, salted so that nobody can guess it, which is kept
 * beside it as a blob and disclosed, or not, by itself (EVIDENCE.md B11). The
 * context of its link goes with it; a picture's, which describes the person who
 * shows it, always: a leaf of the log can never be erased. */
#ifndef CRAWLER_PIPELINE_PATH_H
#define CRAWLER_PIPELINE_PATH_H

#include "crawler/pipeline/pipeline.h"

/* Fills in j->path where it is called for. Any thread that holds no
 * transaction. */
void path_pack(struct pipeline *pl, struct job *j);
/* The seed's key of a record, from wherever it stands; the caller frees. NULL:
 * it has none. */
char *path_seed(struct txn *t, const json_t *leaf);
/* Likewise the context of the link that led there. */
char *path_context(struct txn *t, const json_t *leaf);

#endif
