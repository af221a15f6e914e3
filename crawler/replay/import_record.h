/* SPDX-License-Identifier: ISC */
/* One record of a foreign WARC as a job for the worker and the writer. What the
 * file says of itself (dates, addresses, digests) is kept as its claim; the
 * record's own time is when it was imported. */
#ifndef CRAWLER_REPLAY_IMPORT_RECORD_H
#define CRAWLER_REPLAY_IMPORT_RECORD_H

#include "crawler/parse/warc.h"
#include "crawler/pipeline/job.h"

/* The file that it stands in. Borrowed. */
struct import_file {
	const char *name; /* without its folder */
	const char *sha;  /* SHA-256 in hex */
};

/* Does its type hold an answer: response, revisit, resource? */
bool import_is_answer(const struct warc_record *r);
/* The job; its URL is as requests use it. ERR_NOTFOUND for an address that is
 * not http(s), ERR_PARSE for a block that is no answer, ERR_LIMIT. */
enum err import_job(const struct warc_record *r, const char *block, size_t n,
    const struct import_file *f, struct job **out) MUST_CHECK;

#endif
