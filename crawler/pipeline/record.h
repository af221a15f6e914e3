/* SPDX-License-Identifier: ISC */
/* The members of a snapshot's leaf (EVIDENCE.md 4.1): what was asked, what came
 * back, over which connection, when, by what right. No watched name stands in
 * it: a leaf may be disclosed in a case that another name is no part of. */
#ifndef CRAWLER_PIPELINE_RECORD_H
#define CRAWLER_PIPELINE_RECORD_H

#include "crawler/analyse/harvest.h"
#include "crawler/pipeline/job.h"

/* Chunk sizes and trailers up to this many bytes stand in the record; longer
 * ones are a blob of their own. */
enum { RECORD_FRAMING_MAX = 1024 };

/* What the writer concluded beside the job itself. */
struct record_facts {
	uint64_t snapshot, sweep;
	const char *seed;      /* its key, or NULL */
	const char *canonical; /* of the URL asked for */
	const char *change;    /* CLI.md */
	const char *absent;    /* why this is an absence, or NULL */
	uint64_t same_as; /* earlier snapshot with the same payload; 0: none */
	const char *note; /* the user's own words (capture), or NULL */
};

/* The leaf's type: capture, absence, error, revisit, import. */
const char *record_type(const struct job *j, const struct record_facts *f);
/* JSON members without braces. ERR_LIMIT past a megabyte. */
enum err record_members(const struct job *j, const struct record_facts *f,
    struct buf *out) MUST_CHECK;

#endif
