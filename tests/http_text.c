/* SPDX-License-Identifier: ISC */
/* What needs no connection: words, headers, percent escapes. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "tests/http.h"

static const struct {
	int status;
	const char *words;
} reasons[] = {
	{ 200, "OK" },
	{ 204, "No Content" },
	{ 206, "Partial Content" },
	{ 301, "Moved Permanently" },
	{ 302, "Found" },
	{ 303, "See Other" },
	{ 304, "Not Modified" },
	{ 307, "Temporary Redirect" },
	{ 308, "Permanent Redirect" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 410, "Gone" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 451, "Unavailable For Legal Reasons" },
	{ 500, "Internal Server Error" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
};

const char *
http_reason(int status)
{
	for (size_t i = 0; i < NELEM(reasons); i++) {
		if (reasons[i].status == status)
			return reasons[i].words;
	}
	return "Status";
}

const char *
http_header(const struct http_request *r, const char *name)
{
	for (size_t i = 0; i < r->headers; i++) {
		if (strcasecmp(r->header[i].name, name) == 0)
			return r->header[i].value;
	}
	return NULL;
}

int
http_hex(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *p = c == '\0' ? NULL : strchr(digits, c | 0x20);

	return p == NULL ? -1 : (int)(p - digits);
}

size_t
http_decode(const char *s, size_t n, char *out, size_t size)
{
	size_t o = 0;

	for (size_t i = 0; i < n && o + 1 < size; i++) {
		int hi = s[i] == '%' && i + 2 < n ? http_hex(s[i + 1]) : -1;
		int lo = hi < 0 ? -1 : http_hex(s[i + 2]);

		if (lo < 0) {
			out[o++] = s[i];
			continue;
		}
		out[o++] = (char)(hi * 16 + lo);
		i += 2;
	}
	out[o] = '\0';
	return o;
}
