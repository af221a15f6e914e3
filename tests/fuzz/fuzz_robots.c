/* SPDX-License-Identifier: ISC */
/* robots.txt, then a NUL, then an address. What is dumped must say the same
 * when it is read again, and the fast matcher the same as a plain one. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/robots.h"
#include "crawler/fetch/robots_match.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

enum { PATTERN_MAX = 256 };

/* All places of the path at which the pattern so far may stand. */
static bool
matches_plainly(const char *p, size_t n, const char *path, size_t len)
{
	bool at[PATTERN_MAX + 1] = { true };
	bool anchored = n > 0 && p[n - 1] == '$';

	if (anchored)
		n--;
	for (size_t i = 0; i < n; i++) {
		bool any = false;

		for (size_t k = len + 1; p[i] != '*' && k-- > 0;)
			at[k] = k > 0 && at[k - 1] && path[k - 1] == p[i];
		for (size_t k = 0; p[i] == '*' && k <= len; k++) {
			any = any || at[k];
			at[k] = any;
		}
	}
	for (size_t k = 0; !anchored && k < len; k++)
		at[len] = at[len] || at[k];
	return at[len];
}

static void
check_match(const char *text, size_t n, const char *url)
{
	char pattern[3 * PATTERN_MAX], path[3 * PATTERN_MAX];
	size_t len, m;

	if (n > PATTERN_MAX / 3 || strlen(url) > PATTERN_MAX / 3)
		return;
	len = robots_match_normalise(text, n, true, pattern);
	m = robots_match_normalise(url, strlen(url), false, path);
	if (robots_match(pattern, len, path, m) !=
	    matches_plainly(pattern, len, path, m))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *nul = size > 0 ? memchr(data, 0, size) : NULL;
	size_t n = nul != NULL ? (size_t)(nul - data) : size;
	char *text = mem_strndup((const char *)data, n);
	char *url = nul != NULL
			? mem_strndup((const char *)nul + 1, size - n - 1)
			: mem_strdup("http://a.example/x?y");
	struct robots *r = robots_parse(text, n, "vigie"), *again;
	const char *rule, *rule_again;
	struct buf b;

	buf_init(&b, 64 * 1024 * 1024);
	if (robots_dump(r, &b) != ERR_OK)
		abort();
	again = robots_parse(b.data, b.len, "any");
	if (b.len < ROBOTS_BYTES_MAX &&
	    (robots_allows(r, url, &rule) !=
		    robots_allows(again, url, &rule_again) ||
		robots_delay_ms(r) != robots_delay_ms(again)))
		abort();
	check_match(text, n, url);
	robots_free(r);
	robots_free(again);
	buf_fini(&b);
	free(text);
	free(url);
	return 0;
}
