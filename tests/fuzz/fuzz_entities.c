/* SPDX-License-Identifier: ISC */
/* Character references: valid UTF-8 stays valid, text without "&" stays the
 * same, a reference never takes more than there is, nor becomes nothing. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/parse/entities.h"
#include "store/base/buf.h"
#include "store/base/utf8.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	bool attribute = size > 0 && (data[0] & 1) != 0;
	char text[ENTITY_ROOM];
	struct buf b;
	size_t len = 0, took;

	buf_init(&b, 4 * size + 8);
	fuzz_check(entities_decode(s, size, attribute, &b) == ERR_OK);
	if (size > 0 && utf8_valid(s, size))
		fuzz_check(utf8_valid(b.data, b.len));
	if (size > 0 && memchr(s, '&', size) == NULL)
		fuzz_check(b.len == size && memcmp(b.data, s, size) == 0);
	if (size > 0 && s[0] == '&') {
		took = entities_next(s, size, attribute, text, &len);
		fuzz_check(took <= size && took != 1);
		fuzz_check(took == 0 || (len > 0 && len <= sizeof(text)));
	}
	buf_fini(&b);
	return 0;
}
