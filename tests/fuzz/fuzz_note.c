/* SPDX-License-Identifier: ISC */
/* Signed notes, from `verify --against FILE` and from files: what is read
 * writes back to a note that reads as the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/checkpoint.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct note n, again;
	struct buf b;

	if (note_read((const char *)data, size, &n) != ERR_OK)
		return 0;
	if (n.body_len > size)
		abort();
	buf_init(&b, NOTE_MAX);
	if (note_body(&b, n.origin, n.size, n.root) != ERR_OK ||
	    note_sign(&b, n.origin, n.key_id, n.sig) != ERR_OK ||
	    note_read(b.data, b.len, &again) != ERR_OK ||
	    again.size != n.size || strcmp(again.origin, n.origin) != 0 ||
	    memcmp(again.root, n.root, sizeof(n.root)) != 0 ||
	    memcmp(again.sig, n.sig, sizeof(n.sig)) != 0)
		abort();
	buf_fini(&b);
	return 0;
}
