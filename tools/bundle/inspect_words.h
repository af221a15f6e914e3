/* SPDX-License-Identifier: ISC */
/* What verification asks of every record of a bundle, read from its text: most
 * records are plain JSON of which no more is asked, and need no document. */
#ifndef TOOLS_BUNDLE_INSPECT_WORDS_H
#define TOOLS_BUNDLE_INSPECT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"
#include "store/base/json.h"

enum inspect_member {
	MEMBER_TYPE,
	MEMBER_PREV,
	MEMBER_AFTER,
	MEMBER_AT,
	MEMBER_RESPONSE,
	MEMBER_REQUEST,
	MEMBER_PATH,
	MEMBER_COUNT
};

struct inspect_words {
	/* texts; they point into the record's or into doc; s NULL: no such */
	struct {
		const char *s;
		size_t n;
	} texts[MEMBER_COUNT];
	int64_t seq; /* -1: not there, or no integer */
	/* owned; NULL where the members above say all that is asked */
	json_t *doc;
};

/* False when it is not JSON. The text must outlive *w. */
bool inspect_words_read(const char *text, size_t n, struct inspect_words *w);
void inspect_words_fini(struct inspect_words *w);
/* The text as a SHA-256 in hex; as a time in ms, INT64_MIN if it is none. */
bool inspect_words_sha(const struct inspect_words *w, enum inspect_member m,
    uint8_t out[SHA256_LEN]);
int64_t inspect_words_time(const struct inspect_words *w);

#endif
