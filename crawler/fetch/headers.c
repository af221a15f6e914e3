/* SPDX-License-Identifier: ISC */
/* Walking a response head. */
#include "crawler/fetch/headers.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>

#include "store/base/clock.h"

enum { DATE_BYTES = 64 };

/* curl_getdate knows years of nine digits; ours end with 9999. */
static const int64_t date_max = 253402300799;

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Behind the line end that follows p, or end. */
static const char *
next_line(const char *p, const char *end)
{
	const char *lf = p < end ? memchr(p, '\n', (size_t)(end - p)) : NULL;

	return lf == NULL ? end : lf + 1;
}

/* The line at p with those that are folded into it. */
static const char *
field_end(const char *p, const char *end)
{
	do
		p = next_line(p, end);
	while (p < end && (*p == ' ' || *p == '\t'));
	return p;
}

void
headers_begin(struct headers *h, const char *head, size_t n)
{
	h->at = head;
	h->end = n > 0 ? head + n : head;
	if (n > 0)
		h->at = next_line(head, h->end);
}

bool
headers_next(struct headers *h, struct headers_line *line)
{
	while (h->at < h->end) {
		const char *p = h->at, *end = field_end(p, h->end);
		const char *colon = memchr(p, ':', (size_t)(end - p));
		const char *name_end = colon;

		h->at = end;
		if (colon == NULL)
			continue;
		while (name_end > p && is_space(name_end[-1]))
			name_end--;
		line->name = p;
		line->name_len = (size_t)(name_end - p);
		for (p = colon + 1; p < end && is_space(*p);)
			p++;
		while (end > p && is_space(end[-1]))
			end--;
		line->value = p;
		line->value_len = (size_t)(end - p);
		return true;
	}
	return false;
}

bool
headers_is(const struct headers_line *line, const char *name)
{
	size_t n = strlen(name);

	return line->name_len == n && strncasecmp(line->name, name, n) == 0;
}

bool
headers_has_word(const struct headers_line *line, const char *word)
{
	const char *p = line->value, *end = p + line->value_len;
	size_t n = strlen(word);

	while (p < end) {
		const char *comma = memchr(p, ',', (size_t)(end - p));
		const char *stop = comma != NULL ? comma : end;
		const char *last = stop;

		while (p < last && is_space(*p))
			p++;
		while (last > p && is_space(last[-1]))
			last--;
		if ((size_t)(last - p) == n && strncasecmp(p, word, n) == 0)
			return true;
		p = comma != NULL ? comma + 1 : end;
	}
	return false;
}

int64_t
headers_date(const char *value, size_t n)
{
	char text[DATE_BYTES];
	int64_t seconds;
	time_t t;

	/* Nearly all have this form, and libcurl's reader of all forms costs
	 * as much as the rest of the head. */
	if (clock_parse_http(value, n, &seconds) == ERR_OK)
		return seconds;
	if (n >= sizeof(text))
		return -1;
	memcpy(text, value, n);
	text[n] = '\0';
	t = curl_getdate(text, NULL);
	return t < 0 || t > date_max ? -1 : (int64_t)t;
}
