/* SPDX-License-Identifier: ISC */
/* Pages that are no HTML. */
#include "crawler/parse/plain.h"

#include <string.h>

#include "crawler/parse/body.h"
#include "crawler/parse/html.h"
#include "crawler/parse/page.h"
#include "crawler/parse/xml.h"
#include "store/base/buf.h"
#include "store/base/utf8.h"

/* The text becomes the page's, and that of its one document. */
static void
finish(struct page *p, const struct body *b, const char *text, size_t n)
{
	struct doc *d = page_doc(p);

	p->charset = b->charset;
	p->truncated = p->truncated || b->truncated;
	p->text = arena_strndup(&p->arena, text, n);
	p->text_len = n;
	if (d == NULL)
		return;
	d->kind = DOC_PAGE;
	d->text = p->text;
	d->text_len = n;
}

static void
finish_buf(struct page *p, const struct body *b, struct buf *text, enum err e)
{
	finish(p, b, text->data != NULL ? text->data : "", text->len);
	p->truncated = p->truncated || e != ERR_OK;
	buf_fini(text);
}

void
plain_text(const struct source *s, struct page *p)
{
	struct body b;

	body_open(&b, s);
	finish(p, &b, b.text, b.len);
	body_close(&b);
}

void
plain_xml(const struct source *s, struct page *p)
{
	struct body b;
	struct buf text;
	struct xml *x;
	struct xml_token t;
	enum xml_event ev;
	enum err e = ERR_OK;

	body_open(&b, s);
	buf_init(&text, BODY_TEXT_MAX);
	x = xml_new(b.text, b.len);
	do {
		ev = xml_next(x, &t);
		if (ev == XML_TEXT)
			e = buf_add(&text, t.text.s, t.text.n);
		else if (ev == XML_END)
			e = buf_addc(&text, '\n');
	} while (ev != XML_EOF && e == ERR_OK);
	xml_free(x);
	finish_buf(p, &b, &text, e);
	body_close(&b);
}

/* ---- JSON ---- */

/* Four hex digits at s; false if they are none. */
static bool
read_hex(const char *s, const char *end, uint32_t *out)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t v = 0;

	if (end - s < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		const char *at =
		    s[i] != '\0' ? strchr(digits, s[i] | 0x20) : NULL;

		if (at == NULL)
			return false;
		v = v * 16 + (uint32_t)(at - digits);
	}
	*out = v;
	return true;
}

/* What "\u" means, with the second half of a pair; s is moved past it. A NUL
 * would end the text: it is a blank, like other marks that nobody sees. */
static uint32_t
unescape_u(const char **s, const char *end)
{
	uint32_t c, low;

	if (!read_hex(*s, end, &c))
		return UTF8_REPLACEMENT;
	*s += 4;
	if (c >= 0xd800 && c < 0xdc00 && end - *s >= 6 && (*s)[0] == '\\' &&
	    (*s)[1] == 'u' && read_hex(*s + 2, end, &low) && low >= 0xdc00 &&
	    low < 0xe000) {
		*s += 6;
		return 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
	}
	return c < ' ' ? ' ' : c;
}

/* One escape, s behind its backslash. */
static enum err
unescape(const char **s, const char *end, struct buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/  \n \t";
	const char *at;
	char c = **s, utf8[4];

	(*s)++;
	if (c == 'u')
		return buf_add(out, utf8, utf8_put(unescape_u(s, end), utf8));
	at = c != '\0' ? strchr(from, c) : NULL;
	return buf_addc(out, (char)(at != NULL ? to[at - from] : c));
}

/* The string that begins behind the quote at s, into out; returns where it
 * ends. One that is cut short ends with the text. */
static const char *
read_string(const char *s, const char *end, struct buf *out, enum err *e)
{
	while (s < end && *s != '"' && *e == ERR_OK) {
		const char *from = s;

		while (s < end && *s != '"' && *s != '\\')
			s++;
		*e = buf_add(out, from, (size_t)(s - from));
		if (*e != ERR_OK || end - s < 2 || *s != '\\')
			break;
		s++;
		*e = unescape(&s, end, out);
	}
	return s;
}

static enum err
add_value(struct page *p, const struct buf *value, struct buf *text)
{
	const char *s = value->data != NULL ? value->data : "";
	size_t n = value->len;
	enum err e;

	if (memchr(s, '<', n) != NULL || memchr(s, '&', n) != NULL)
		s = html_text(s, n, &p->arena, &n);
	e = buf_add(text, s, n);
	return e == ERR_OK ? buf_addc(text, '\n') : e;
}

void
plain_json(const struct source *s, struct page *p)
{
	struct body b;
	struct buf text, value;
	const char *at, *end;
	enum err e = ERR_OK;

	body_open(&b, s);
	buf_init(&text, BODY_TEXT_MAX);
	buf_init(&value, BODY_TEXT_MAX);
	end = b.text + b.len;
	for (at = b.text; at < end && e == ERR_OK; at++) {
		at = memchr(at, '"', (size_t)(end - at));
		if (at == NULL)
			break;
		buf_reset(&value);
		at = read_string(at + 1, end, &value, &e);
		if (e == ERR_OK)
			e = add_value(p, &value, &text);
	}
	buf_fini(&value);
	finish_buf(p, &b, &text, e);
	body_close(&b);
}
