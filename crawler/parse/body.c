/* SPDX-License-Identifier: ISC */
/* A body as UTF-8 text and the way back to its bytes. */
#include "crawler/parse/body.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/parse/charset.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

/* UTF-16 without a byte order mark, told by its first "<" (XML 1.0, F.1). */
static const char *
utf16_of(const char *s, size_t n)
{
	if (n < 4)
		return NULL;
	if (s[0] == '<' && s[1] == '\0' && s[2] != '\0' && s[3] == '\0')
		return "UTF-16LE";
	if (s[0] == '\0' && s[1] == '<' && s[2] == '\0' && s[3] != '\0')
		return "UTF-16BE";
	return NULL;
}

static size_t
mark_bytes(const char *s, size_t n)
{
	return n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static bool
is_utf8(const char *charset)
{
	return charset != NULL && strcmp(charset, "UTF-8") == 0;
}

/* Can the body stand for its own text? Then it does. */
static bool
is_clean_utf8(struct body *b, const struct source *s)
{
	b->shift = mark_bytes(s->body, s->body_len);
	b->text = s->body + b->shift;
	b->len = s->body_len - b->shift;
	return memchr(b->text, '\0', b->len) == NULL &&
	       utf8_valid(b->text, b->len);
}

void
body_open(struct body *b, const struct source *s)
{
	memset(b, 0, sizeof(*b));
	buf_init(&b->own, BODY_TEXT_MAX);
	b->src = s;
	b->charset = utf16_of(s->body, s->body_len);
	if (b->charset == NULL) {
		/* Most pages are the UTF-8 that they declare: then one look at
		 * the bytes is enough. */
		b->charset =
		    charset_declared(s->body, s->body_len, s->content_type);
		if (is_utf8(b->charset) && is_clean_utf8(b, s))
			return;
		b->charset = charset_of(s->body, s->body_len, s->content_type);
		if (is_utf8(b->charset) && is_clean_utf8(b, s))
			return;
	}
	b->truncated = charset_to_utf8(
			   b->charset, s->body, s->body_len, &b->own) != ERR_OK;
	b->text = b->own.data != NULL ? b->own.data : "";
	b->len = b->own.len;
}

void
body_close(struct body *b)
{
	buf_fini(&b->own);
	free(b->offsets);
	b->offsets = NULL;
	b->text = NULL;
	b->len = 0;
}

bool
body_is_html(const struct body *b)
{
	static const char *const heads[] = { "<!doctype html", "<html" };
	size_t skip = 0, n;

	while (skip < b->len && b->text[skip] <= ' ' && b->text[skip] > 0)
		skip++;
	for (size_t i = 0; i < NELEM(heads); i++) {
		n = strlen(heads[i]);
		if (b->len - skip >= n &&
		    strncasecmp(b->text + skip, heads[i], n) == 0)
			return true;
	}
	return false;
}

const uint32_t *
body_offsets(struct body *b)
{
	const struct source *s = b->src;

	if (b->offsets != NULL || b->text == s->body)
		return b->offsets;
	b->offsets = mem_array(b->len + 1, sizeof(*b->offsets));
	if (b->own.data != NULL)
		charset_offsets(
		    b->charset, s->body, s->body_len, b->offsets, b->len);
	for (size_t i = 0; b->own.data == NULL && i <= b->len; i++)
		b->offsets[i] = (uint32_t)(i + b->shift);
	return b->offsets;
}

size_t
body_offset(struct body *b, size_t utf8)
{
	const uint32_t *at = b->own.data != NULL ? body_offsets(b) : NULL;

	if (at == NULL)
		return utf8 + b->shift;
	return at[utf8 < b->len ? utf8 : b->len];
}
