/* SPDX-License-Identifier: ISC */
/* Foreign addresses: "base\nreference". What parses is pure ASCII and parses
 * to itself; the short way answers as the whole one; the canonical form is a
 * fixed point; keys keep their size. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url.h"
#include "crawler/normalise/url_parse.h"
#include "crawler/normalise/url_short.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

static void
check_short(const char *in, size_t n, const struct url_parts *base)
{
	char one[URL_BYTES_MAX], two[URL_BYTES_MAX];
	struct url_out a = { one, 0, sizeof(one), false };
	struct url_out b = { two, 0, sizeof(two), false };

	if (!url_short_parse(&a, in, n, base))
		return;
	fuzz_check(url_parse_whole(&b, in, n, base) == ERR_OK);
	fuzz_check(a.len == b.len && memcmp(one, two, a.len) == 0);
}

static void
check_canonical(const char *href)
{
	char *canonical = NULL, *again = NULL, *key = NULL, *parsed = NULL;

	(void)url_is_trap(href);
	if (url_canonical(href, &canonical) != ERR_OK)
		return;
	fuzz_check(url_canonical(canonical, &again) == ERR_OK);
	fuzz_check(strcmp(canonical, again) == 0);
	fuzz_check(url_resolve(NULL, canonical, &parsed) == ERR_OK);
	fuzz_check(strcmp(canonical, parsed) == 0);
	fuzz_check(url_compare_key(href, &key) == ERR_OK);
	fuzz_check(strlen(key) == strlen(canonical));
	free(canonical);
	free(again);
	free(parsed);
	free(key);
}

static void
check_href(const char *href)
{
	char host[URL_HOST_ROOM], site[URL_HOST_ROOM];
	char *again = NULL, *origin = NULL;
	struct url_parts u;

	for (const char *s = href; *s != '\0'; s++)
		fuzz_check(*s >= ' ' && *s < 0x7f);
	fuzz_check(url_resolve(NULL, href, &again) == ERR_OK);
	fuzz_check(strcmp(href, again) == 0);
	fuzz_check(url_split(href, &u) && u.len == strlen(href));
	if (url_host(href, host))
		fuzz_check(url_site(host, site));
	if (url_origin(href, &origin) == ERR_OK)
		free(origin);
	fuzz_check(!url_is_http(href) || url_in_dir(href, href));
	check_canonical(href);
	free(again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *line = size > 0 ? memchr(text, '\n', size) : NULL;
	size_t n = line != NULL ? (size_t)(line - text) : 0;
	char *base = NULL, *href = NULL;
	struct url_parts u;

	if (line != NULL && url_parse(text, n, NULL, &base) == ERR_OK) {
		check_href(base);
		fuzz_check(url_split(base, &u));
	}
	if (line != NULL)
		text += n + 1;
	n = line != NULL ? size - n - 1 : size;
	check_short(text, n, base != NULL ? &u : NULL);
	if (url_parse(text, n, base, &href) == ERR_OK)
		check_href(href);
	free(base);
	free(href);
	return 0;
}
