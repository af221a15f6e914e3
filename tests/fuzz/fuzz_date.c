/* SPDX-License-Identifier: ISC */
/* Foreign dates: what parses, formatted, parses to the same instant; what is
 * found lies in the text, and years stay within four digits. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/parse/date.h"
#include "tests/fuzz/fuzz.h"

static void
check(const struct date *d, int64_t now)
{
	char text[CLOCK_TEXT];
	struct date again;

	date_format(d, text);
	fuzz_check(date_parse(text, strlen(text), now, &again));
	fuzz_check(again.precision == d->precision);
	fuzz_check(again.ms == d->ms && again.offset_min == d->offset_min);
	date_format_utc(d, text);
	fuzz_check(date_parse(text, strlen(text), now, &again));
	fuzz_check(again.ms == d->ms);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int64_t nows[] = { 0, INT64_C(1795176000000),
		INT64_C(253402300799999), INT64_C(-1) };
	const char *s = (const char *)data;
	int64_t now = nows[size % 4];
	size_t at, len;
	struct date d;

	if (date_parse(s, size, now, &d))
		check(&d, now);
	if (date_find(s, size, now, &d, &at, &len)) {
		fuzz_check(at < size && len > 0 && len <= size - at);
		check(&d, now);
	}
	return 0;
}
