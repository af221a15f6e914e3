/* SPDX-License-Identifier: ISC */
/* A response head: its fields stay within it, and no wait that it asks for is
 * negative or longer than the ceiling. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "crawler/fetch/headers.h"
#include "crawler/fetch/throttle.h"
#include "tests/fuzz/fuzz.h"

static void
check(int64_t ms)
{
	if (ms < -1 || ms > (int64_t)THROTTLE_DAYS_MAX * 86400 * 1000)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *head = (const char *)data, *end = head + size;
	struct headers_line line;
	struct headers h;
	struct throttle t;

	headers_begin(&h, head, size);
	while (headers_next(&h, &line)) {
		if (line.name < head || line.name + line.name_len > end ||
		    line.value < head || line.value + line.value_len > end)
			abort();
		(void)headers_has_word(&line, "chunked");
	}
	throttle_read(head, size, 1795255200000, &t);
	check(t.retry_ms);
	check(t.reset_ms);
	return 0;
}
