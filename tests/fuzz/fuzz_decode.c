/* SPDX-License-Identifier: ISC */
/* Content codings. The first byte chooses: foreign bytes through a decoder
 * under its ceilings, or bytes that zlib packed, which must come back whole. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "crawler/parse/decode.h"
#include "tests/fuzz/fuzz.h"

static void
check_round_trip(const uint8_t *data, size_t size)
{
	uLongf n = compressBound((uLong)size);
	Bytef *packed = malloc(n + 1);
	struct buf b;

	fuzz_check(packed != NULL);
	fuzz_check(compress(packed, &n, data, (uLong)size) == Z_OK);
	buf_init(&b, size + 1);
	fuzz_check(decode_body("deflate", packed, n, &b, 0) == ERR_OK);
	fuzz_check(
	    b.len == size && (size == 0 || memcmp(b.data, data, size) == 0));
	buf_fini(&b);
	free(packed);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const codings[] = { "gzip", "deflate", "br", "zstd",
		"gzip, br", "br, gzip, deflate", "identity" };
	enum { MAX = 3 * 1024 * 1024 };
	struct buf b;
	size_t which;
	enum err e;

	if (size == 0)
		return 0;
	which = data[0] % (NELEM(codings) + 1);
	data++;
	size--;
	if (which == NELEM(codings)) {
		check_round_trip(data, size);
		return 0;
	}
	buf_init(&b, MAX);
	e = decode_body(codings[which], data, size, &b, DECODE_RATIO_MAX);
	fuzz_check(e == ERR_OK || e == ERR_PARSE || e == ERR_LIMIT);
	fuzz_check(b.len <= MAX);
	fuzz_check(
	    b.len <= DECODE_RATIO_FREE + 65536 + size * DECODE_RATIO_MAX);
	buf_fini(&b);
	return 0;
}
