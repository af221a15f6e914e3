/* SPDX-License-Identifier: ISC */
/* The key of an address in LMDB. */
#include "crawler/normalise/url.h"

#include <stdio.h>
#include <string.h>

#include "crawler/normalise/url_code.h"
#include "store/base/digest.h"

enum { KEY_DIGEST = 16 /* hex digits: 64 bits of SHA-256 */ };

/* "a.example.org" as "org.example.a": a site's hosts stand together. */
static void
put_reversed(struct url_out *o, struct url_slice host)
{
	size_t end = host.n;

	if (host.n == 0 || host.s[0] == '[') {
		url_code_put(o, host.s, host.n);
		return;
	}
	for (;;) {
		size_t from = end;

		while (from > 0 && host.s[from - 1] != '.')
			from--;
		url_code_put(o, host.s + from, end - from);
		if (from == 0)
			return;
		url_code_putc(o, '.');
		end = from - 1;
	}
}

size_t
url_key(const char *href, char out[URL_KEY_MAX])
{
	char line[URL_BYTES_MAX + URL_KEY_MAX], port[8];
	struct url_out o = { line, 0, sizeof(line), false };
	uint8_t hash[SHA256_LEN];
	struct url_parts u;
	const char *rest;

	if (!url_split(href, &u) || u.len > URL_BYTES_MAX)
		return 0;
	if (u.host.s != NULL)
		put_reversed(&o, u.host);
	snprintf(port, sizeof(port), " %05u ", url_port(href));
	url_code_put(&o, port, strlen(port));
	url_code_put(&o, u.scheme.s, u.scheme.n);
	url_code_putc(&o, ' ');
	if (u.userinfo.s != NULL) {
		url_code_put(&o, u.userinfo.s, u.userinfo.n);
		url_code_putc(&o, '@');
	}
	rest = u.path.s;
	url_code_put(&o, rest, u.len - (size_t)(rest - href));
	if (o.len <= URL_KEY_MAX) {
		memcpy(out, line, o.len);
		return o.len;
	}
	digest_sha256(href, u.len, hash);
	memcpy(out, line, URL_KEY_MAX - KEY_DIGEST);
	for (size_t i = 0; i < KEY_DIGEST; i++)
		out[URL_KEY_MAX - KEY_DIGEST + i] =
		    "0123456789abcdef"[hash[i / 2] >> (i % 2 == 0 ? 4 : 0) &
				       15];
	return URL_KEY_MAX;
}
