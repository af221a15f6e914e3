/* SPDX-License-Identifier: ISC */
/* The chunked coding: whatever the wire brought, body and framing give it back
 * byte for byte, and a body without broken chunks decodes the same again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/parse/decode.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf body, framing, wire;
	enum err e;

	buf_init(&body, size + 1);
	buf_init(&framing, size + 1);
	buf_init(&wire, size + 1);
	e = decode_chunked((const char *)data, size, &body, &framing);
	fuzz_check(e == ERR_OK || e == ERR_PARSE);
	fuzz_check(body.len + framing.len == size);
	fuzz_check(decode_rechunk(body.data, body.len, framing.data,
		       framing.len, &wire) == ERR_OK);
	fuzz_check(wire.len == size);
	fuzz_check(size == 0 || memcmp(wire.data, data, size) == 0);
	buf_fini(&body);
	buf_fini(&framing);
	buf_fini(&wire);
	return 0;
}
