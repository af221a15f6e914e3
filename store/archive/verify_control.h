/* SPDX-License-Identifier: ISC */
/* What the leaves say of one another, in their order: which token each follows,
 * when each was made, which were erased and by what right. */
#ifndef STORE_ARCHIVE_VERIFY_CONTROL_H
#define STORE_ARCHIVE_VERIFY_CONTROL_H

#include "store/archive/verify.h"
#include "store/archive/verify_leaf.h"

struct verify_missing {
	uint64_t seq;
	uint8_t hash[SHA256_LEN];
	bool purged; /* a leaf "purge" names it */
};

struct verify_control {
	char after[SHA256_HEX]; /* of the newest reply; "": none yet */
	int64_t after_time;     /* its time, ms */
	uint64_t tokens;        /* leaves anchor-ok */
	uint64_t interrupted;   /* sweeps */
	/* The clock: where it went back, or stood before a token. */
	int64_t at; /* greatest since it last went back */
	uint64_t set_back, first_back;
	int64_t first_back_ms;
	uint64_t early, first_early;
	/* Leaves that are not there, in their order. */
	struct verify_missing *missing; /* owned */
	size_t n_missing, cap_missing;
};

void verify_control_init(struct verify_control *c);
void verify_control_fini(struct verify_control *c);
/* The leaf as read; NULL, or what is wrong with it. */
const char *verify_control_leaf(
    struct verify_control *c, uint64_t seq, const struct verify_leaf *leaf);
/* Leaf seq has a hash and no text. */
void verify_control_missing(
    struct verify_control *c, uint64_t seq, const uint8_t hash[SHA256_LEN]);
bool verify_control_is_missing(const struct verify_control *c, uint64_t seq);
/* Names the leaves that are missing without right, and says what is no fault:
 * what was forgotten, a clock that was set back, sweeps cut short. */
void verify_control_report(struct verify *v, const struct verify_control *c);

#endif
