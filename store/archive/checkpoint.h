/* SPDX-License-Identifier: ISC */
/* Checkpoints: C2SP signed notes (c2sp.org/signed-note, tlog-checkpoint), and
 * the flat file checkpoints.txt that mirrors them, each followed by an empty
 * line. The interface is in store.h. */
#ifndef STORE_ARCHIVE_CHECKPOINT_H
#define STORE_ARCHIVE_CHECKPOINT_H

#include <stddef.h>
#include <stdint.h>

#include "store/archive/archive.h"
#include "store/archive/signer.h"
#include "store/base/buf.h"
#include "store/base/digest.h"

enum { NOTE_MAX = 8192 }; /* bytes of one note */

struct note {
	char origin[ARCHIVE_ORIGIN_MAX];
	uint64_t size;
	uint8_t root[SHA256_LEN];
	uint8_t key_id[SIGNER_ID_LEN];
	uint8_t sig[SIGNER_SIG_LEN];
	size_t body_len; /* bytes that are signed */
};

/* The signed part: origin, size and root, a line each. */
enum err note_body(struct buf *b, const char *origin, uint64_t size,
    const uint8_t root[SHA256_LEN]) MUST_CHECK;
/* Adds the empty line and the signature line. */
enum err note_sign(struct buf *b, const char *origin,
    const uint8_t key_id[SIGNER_ID_LEN],
    const uint8_t sig[SIGNER_SIG_LEN]) MUST_CHECK;
/* Reads a note; of several signatures the one whose name is the origin. The
 * signature is not verified. ERR_PARSE. */
enum err note_read(const char *s, size_t n, struct note *out) MUST_CHECK;
/* Does this line (without its newline) carry a signature? */
bool note_is_signature(const char *line, size_t len);
/* Is it signed by this key? s is what note_read read. */
bool note_verify(
    const struct note *n, const char *s, const uint8_t pub[SIGNER_KEY_LEN]);

/* Appends to checkpoints.txt what it lacks, and cuts off what a crash left
 * unfinished at its end. */
enum err checkpoint_mirror(struct store *st) MUST_CHECK;

#endif
