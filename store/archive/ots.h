/* SPDX-License-Identifier: ISC */
/* OpenTimestamps proofs (opentimestamps.org, the detached form): a digest, and
 * operations that lead from it to attestations. Pure: no network, no store.
 *
 * What such a proof proves by itself is that the digest went into what a
 * calendar was given, or into the Merkle root of the Bitcoin block of some
 * height. That the block of that height has this root only Bitcoin's block
 * headers say, which are not here: `ots verify` asks a node for them. */
#ifndef STORE_ARCHIVE_OTS_H
#define STORE_ARCHIVE_OTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/base/err.h"

enum {
	OTS_BYTES_MAX = 64 * 1024, /* of a proof */
	OTS_STEPS_MAX = 20000,     /* operations and attestations in it */
	OTS_FORKS_MAX = 64,        /* open at once */
	OTS_MESSAGE_MAX = 4096,    /* bytes that an operation may make */
	OTS_URI_MAX = 1000
};

enum ots_kind { OTS_PENDING, OTS_BITCOIN, OTS_OTHER };

/* One attestation, as the walk meets it. */
struct ots_end {
	enum ots_kind kind;
	const uint8_t *message; /* what is attested; valid during the call */
	size_t message_len;
	uint64_t height; /* of a Bitcoin block */
	size_t from, to; /* its bytes in what is walked, its tag included */
	bool forked;     /* another item of the same message follows */
};

/* A calendar's answer to a digest, as a proof. ERR_PARSE when it is none. */
enum err ots_begin(const uint8_t sha[SHA256_LEN], const void *answer, size_t n,
    struct buf *proof) MUST_CHECK;

struct ots {
	uint8_t sha[SHA256_LEN]; /* what it is about */
	unsigned pending;        /* attestations of calendars */
	bool attested; /* a Bitcoin block stands in it: the earliest */
	uint64_t height;
	uint8_t root[SHA256_LEN]; /* of that block, as Bitcoin stores it */
	/* What the first pending calendar was given. */
	uint8_t commitment[OTS_MESSAGE_MAX];
	size_t commitment_len;
};
/* ERR_PARSE, ERR_LIMIT. */
enum err ots_read(const void *proof, size_t n, struct ots *out) MUST_CHECK;
/* Puts what the calendar answered about the commitment into the proof, beside
 * the pending attestation. ERR_PARSE when the answer is no timestamp. */
enum err ots_upgrade(const void *proof, size_t n, const void *answer,
    size_t answer_len, struct buf *out) MUST_CHECK;

#endif
