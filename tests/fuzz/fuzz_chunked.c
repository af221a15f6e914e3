/* SPDX-License-Identifier: ISC */
/* The chunked coding: whatever the wire brought, body and framing give it back
 * byte for byte, and a body without broken chunks decodes the same again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/parse/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(int holds)
{
	if (!holds)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf body, framing, wire;
	enum err e;

	buf_init(&body, size + 1);
	buf_init(&framing, size + 1);
	buf_init(&wire, size + 1);
	e = decode_chunked((const char *)data, size, &body, &framing);
	must(e == ERR_OK || e == ERR_PARSE);
	must(body.len + framing.len == size);
	must(decode_rechunk(body.data, body.len, framing.data, framing.len,
		 &wire) == ERR_OK);
	must(wire.len == size);
	must(size == 0 || memcmp(wire.data, data, size) == 0);
	buf_fini(&body);
	buf_fini(&framing);
	buf_fini(&wire);
	return 0;
}
