/* SPDX-License-Identifier: ISC */
/* A foreign WARC, read whole and in small pieces: the same records either way,
 * and every answer in it becomes a job or is refused. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/replay/import_record.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/given.h"

enum { BLOCK_MAX = 1 << 20, RECORDS_MAX = 1000 };

static void
take(struct warc_reader *w, const struct warc_record *r)
{
	static const struct import_file file = { "x.warc", "00" };
	struct buf block;
	struct job *j = NULL;

	buf_init(&block, BLOCK_MAX);
	if (warc_block(w, &block) == ERR_OK && import_is_answer(r) &&
	    import_job(r, block.data, block.len, &file, &j) == ERR_OK) {
		if (j->x->status <= 0 || j->imported == NULL ||
		    j->x->head.len + j->x->body.len > block.len + r->fields_len)
			abort();
		job_free(j);
	}
	buf_fini(&block);
}

static size_t
read_in(const uint8_t *data, size_t size, size_t piece, bool use)
{
	struct given g = { data, size, 0, piece };
	struct warc_reader *w = warc_reader_new(given_read, &g);
	struct warc_record r;
	size_t n = 0;

	while (n < RECORDS_MAX && warc_next(w, &r) == ERR_OK) {
		n++;
		if (strlen(r.fields) != r.fields_len)
			abort();
		if (use)
			take(w, &r);
	}
	warc_reader_free(w);
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (read_in(data, size, SIZE_MAX, true) !=
	    read_in(data, size, 7, false))
		abort();
	return 0;
}
