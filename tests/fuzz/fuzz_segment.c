/* SPDX-License-Identifier: ISC */
/* Blob headers and rows, as a damaged file may hold them. What is taken for a
 * header is written back to the same bytes; decoding its stored bytes never
 * writes past what the header says. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/blob.h"
#include "store/archive/codec.h"
#include "store/archive/segment.h"
#include "tests/fuzz/fuzz.h"

enum { RAW_MAX = 1 << 20 };

static void
decode(const struct segment_entry *e, const uint8_t *p, size_t n)
{
	static struct codec_pool *pool;
	static char raw[RAW_MAX + 1];
	enum err err;

	if (pool == NULL)
		pool = codec_pool_new();
	if (e->raw_len > RAW_MAX || e->codec == CODEC_STORED)
		return;
	raw[e->raw_len] = 'x';
	err = codec_decode(pool, p, n, e->codec == CODEC_PREFIX ? p : NULL,
	    e->codec == CODEC_PREFIX ? n : 0, raw, e->raw_len);
	(void)err;
	if (raw[e->raw_len] != 'x')
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t head[SEGMENT_HEAD_MAX];
	struct segment_entry e;
	struct blob_row row;
	size_t n;

	if (segment_head_read(data, size, &e) == ERR_OK) {
		n = segment_head_write(&e, head);
		if (n > size || memcmp(head, data, n) != 0)
			abort();
		decode(&e, data + n, size - n);
	}
	if (blob_row_read(data, size, &row) == ERR_OK &&
	    (row.depth > SEGMENT_DEPTH_MAX || row.codec >= CODEC_COUNT ||
		row.stored_len > SEGMENT_ENTRY_MAX))
		abort();
	return 0;
}
