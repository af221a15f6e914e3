/* SPDX-License-Identifier: ISC */
/* A portrait: what is known of a picture, and whether another is the same one
 * (MATCHING.md 4.6). Equal bytes are certainty; a near PDQ is a copy that was
 * scaled, compressed anew, mirrored or turned. */
#ifndef CRAWLER_PORTRAIT_PORTRAIT_H
#define CRAWLER_PORTRAIT_PORTRAIT_H

#include <stddef.h>
#include <stdint.h>

#include "crawler/portrait/pdq.h"
#include "store/base/digest.h"
#include "store/base/err.h"
#include "store/base/jout.h"
#include "store/base/json.h"

struct portrait {
	uint8_t sha256[SHA256_LEN]; /* of the file's bytes */
	struct pdq pdq;
};

enum portrait_likeness {
	PORTRAIT_OTHER,
	PORTRAIT_SAME,     /* byte for byte */
	PORTRAIT_COPY,     /* scaled, compressed anew, slightly changed */
	PORTRAIT_MIRRORED, /* likewise, and mirrored */
	PORTRAIT_TURNED    /* likewise, and turned by 90, 180 or 270 degrees */
};

/* Decodes and hashes a file. Errors and *why as picture_read. */
enum err portrait_read(const void *data, size_t n, struct portrait *out,
    const char **why) MUST_CHECK;
/* How a picture that was met is related to one that is known; *distance (bits
 * of PDQ, 0 for the same bytes) where it is. */
enum portrait_likeness portrait_compare(const struct portrait *known,
    const struct portrait *met, unsigned *distance);
/* "the portrait, mirrored": for people; a static string. */
const char *portrait_words(enum portrait_likeness l);

/* As the register keeps one: an object with "sha256", "quality", "pdq" and
 * "firm", arrays of hexadecimal in the order of struct pdq. */
void portrait_to_json(const struct portrait *p, struct jout *j);
/* ERR_PARSE for anything that portrait_to_json would not have written. */
enum err portrait_parse(const json_t *j, struct portrait *out) MUST_CHECK;

#endif
