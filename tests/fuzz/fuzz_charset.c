/* SPDX-License-Identifier: ISC */
/* Foreign bytes in every encoding: the result is UTF-8 without NUL, and an
 * offset into it leads back into the source, never backwards. The first byte
 * chooses the encoding; the rest is the document. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/parse/charset.h"
#include "store/base/buf.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "UTF-8", "windows-1252",
		"UTF-16LE", "UTF-16BE", "Shift_JIS", "EUC-JP", "ISO-2022-JP",
		"EUC-KR", "Big5", "GBK", "gb18030", "replacement", "KOI8-U",
		"x-user-defined", NULL };
	const char *s = (const char *)data + 1, *name;
	size_t n = size - 1, at = 0;
	uint32_t *offsets;
	struct buf b;

	if (size == 0)
		return 0;
	name = names[data[0] % NELEM(names)];
	if (name == NULL)
		name = charset_of(s, n, NULL);
	(void)charset_of(s, n, "text/html; charset=utf-8");
	(void)charset_declared(s, n, "text/xml");
	buf_init(&b, 4 * size + 8);
	fuzz_check(charset_to_utf8(name, s, n, &b) == ERR_OK);
	fuzz_check(b.len == 0 || (utf8_valid(b.data, b.len) &&
				     memchr(b.data, 0, b.len) == NULL));
	offsets = mem_array(b.len + 1, sizeof(*offsets));
	charset_offsets(name, s, n, offsets, b.len);
	for (size_t i = 0; i < b.len; i++) {
		fuzz_check(offsets[i] >= at && offsets[i] <= n);
		at = offsets[i];
	}
	fuzz_check(offsets[b.len] == n);
	free(offsets);
	buf_fini(&b);
	return 0;
}
