/* SPDX-License-Identifier: ISC */
/* OpenTimestamps proofs of strangers, and a calendar's answers: what was begun
 * or joined is a proof again, about the same digest. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/ots.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

static void
as_answer(const uint8_t *data, size_t size, struct ots *o)
{
	static const uint8_t sha[SHA256_LEN] = { 1 };
	struct buf proof, better;

	buf_init(&proof, OTS_BYTES_MAX);
	buf_init(&better, OTS_BYTES_MAX);
	if (ots_begin(sha, data, size, &proof) == ERR_OK) {
		if (ots_read(proof.data, proof.len, o) == ERR_OK &&
		    memcmp(o->sha, sha, SHA256_LEN) != 0)
			abort();
		if (ots_upgrade(proof.data, proof.len, data, size, &better) ==
			ERR_OK &&
		    (ots_read(better.data, better.len, o) != ERR_OK ||
			memcmp(o->sha, sha, SHA256_LEN) != 0))
			abort();
	}
	buf_fini(&better);
	buf_fini(&proof);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ots *o = mem_zalloc(sizeof(*o));

	if (ots_read(data, size, o) == ERR_OK &&
	    o->commitment_len > OTS_MESSAGE_MAX)
		abort();
	as_answer(data, size, o);
	free(o);
	return 0;
}
