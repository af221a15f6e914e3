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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool holds)
{
	if (!holds)
		abort();
}

static void
check_short(const char *in, size_t n, const struct url_parts *base)
{
	char one[URL_BYTES_MAX], two[URL_BYTES_MAX];
	struct url_out a = { one, 0, sizeof(one), false };
	struct url_out b = { two, 0, sizeof(two), false };

	if (!url_short_parse(&a, in, n, base))
		return;
	must(url_parse_whole(&b, in, n, base) == ERR_OK);
	must(a.len == b.len && memcmp(one, two, a.len) == 0);
}

static void
check_canonical(const char *href)
{
	char *canonical = NULL, *again = NULL, *key = NULL, *parsed = NULL;
	char place[URL_KEY_MAX];
	size_t n = url_key(href, place);

	must(n > 0 && n <= URL_KEY_MAX && memchr(place, '\0', n) == NULL);
	(void)url_is_trap(href);
	if (url_canonical(href, &canonical) != ERR_OK)
		return;
	must(url_canonical(canonical, &again) == ERR_OK);
	must(strcmp(canonical, again) == 0);
	must(url_resolve(NULL, canonical, &parsed) == ERR_OK);
	must(strcmp(canonical, parsed) == 0);
	must(url_compare_key(href, &key) == ERR_OK);
	must(strlen(key) == strlen(canonical));
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
		must(*s >= ' ' && *s < 0x7f);
	must(url_resolve(NULL, href, &again) == ERR_OK);
	must(strcmp(href, again) == 0);
	must(url_split(href, &u) && u.len == strlen(href));
	if (url_host(href, host))
		must(url_site(host, site));
	if (url_origin(href, &origin) == ERR_OK)
		free(origin);
	must(!url_is_http(href) || url_in_dir(href, href));
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
		must(url_split(base, &u));
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
