/* SPDX-License-Identifier: ISC */
/* Stored answers read again: what reindex, capture and `show --text` share. */
#ifndef CRAWLER_REPLAY_STORED_H
#define CRAWLER_REPLAY_STORED_H

#include "crawler/pipeline/pipeline.h"

/* A job as it must have been when this leaf was written; its body from the
 * archive where it was kept. *j is NULL for a leaf that is no snapshot. The
 * caller frees with job_free. */
enum err stored_job(struct txn *t, const json_t *leaf, struct job **j,
    char **body, size_t *len) MUST_CHECK;

#endif
