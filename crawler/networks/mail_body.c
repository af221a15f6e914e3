/* SPDX-License-Identifier: ISC */
/* MIME: a list of parts still to be read, from the front; a multipart puts its
 * own parts in its place. */
#define _GNU_SOURCE /* memmem */
#include "crawler/networks/mail_body.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/charset.h"
#include "crawler/parse/html.h"
#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/base/mem.h"

enum {
	PARTS_MAX = 64, /* at hand at once */
	READ_MAX = 256, /* of one mail, multiparts included */
	VALUE_MAX = 128 /* of a parameter; RFC 2046 allows boundaries 70 */
};

struct entity {
	struct mail_part head, body;
};

struct reading {
	struct entity parts[PARTS_MAX]; /* the last is the next */
	size_t n;
	struct buf plain, html; /* what was found, in UTF-8 */
};

/* ---- fields ---- */

static bool
has_prefix(const char *s, const char *prefix)
{
	return s != NULL && strncasecmp(s, prefix, strlen(prefix)) == 0;
}

/* The parameter of a Content-Type (RFC 2045 5.1); false where it has none. */
static bool
parameter(const char *value, const char *name, char out[VALUE_MAX])
{
	size_t n = strlen(name);

	for (; value != NULL; value = strchr(value, ';')) {
		const char *v;
		size_t k;

		value += *value == ';';
		value += strspn(value, " \t");
		if (strncasecmp(value, name, n) != 0 || value[n] != '=')
			continue;
		v = value + n + 1;
		k = *v == '"' ? strcspn(++v, "\"") : strcspn(v, "; \t");
		if (k == 0 || k >= VALUE_MAX)
			return false;
		memcpy(out, v, k);
		out[k] = '\0';
		return true;
	}
	return false;
}

/* ---- transfer encodings ---- */

static int
hex(char c)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 2045 6.7: "=C3" a byte, "=" at a line's end no end at all. */
static enum err
unquote(struct mail_part b, struct buf *out)
{
	enum err e = ERR_OK;

	while (b.s < b.end && e == ERR_OK) {
		size_t left = (size_t)(b.end - b.s);
		int hi = *b.s == '=' && left > 2 ? hex(b.s[1]) : -1;
		int lo = hi >= 0 ? hex(b.s[2]) : -1;

		if (lo >= 0) {
			e = buf_addc(out, (char)(hi << 4 | lo));
			b.s += 3;
		} else if (*b.s == '=' && left > 1 && b.s[1] == '\n') {
			b.s += 2;
		} else if (*b.s == '=' && left > 2 && b.s[1] == '\r' &&
			   b.s[2] == '\n') {
			b.s += 3;
		} else {
			e = buf_addc(out, *b.s++);
		}
	}
	return e;
}

/* RFC 2045 6.8: what is no digit does not count; a group that was cut is. */
static enum err
unbase64(struct mail_part b, struct buf *out)
{
	struct buf clean;
	uint8_t *bytes = NULL;
	size_t n = 0;
	enum err e = ERR_OK;

	buf_init(&clean, (size_t)MAIL_TEXT_MAX * 2);
	for (const char *c = b.s; c < b.end && *c != '=' && e == ERR_OK; c++)
		if (isalnum((unsigned char)*c) || *c == '+' || *c == '/')
			e = buf_addc(&clean, *c);
	if (clean.len % 4 == 1)
		clean.len--;
	while (e == ERR_OK && clean.len % 4 != 0)
		e = buf_addc(&clean, '=');
	if (e == ERR_OK && clean.len > 0)
		e = digest_unbase64(clean.data, clean.len, &bytes, &n);
	if (e == ERR_OK && n > 0)
		e = buf_add(out, bytes, n);
	free(bytes);
	buf_fini(&clean);
	return e;
}

static void
decode(struct page *p, const struct entity *one, struct buf *out)
{
	const char *how = mail_field(p, one->head, "Content-Transfer-Encoding");
	struct mail_part b = one->body;
	enum err e;

	if ((size_t)(b.end - b.s) > MAIL_TEXT_MAX)
		b.end = b.s + MAIL_TEXT_MAX;
	if (has_prefix(how, "quoted-printable"))
		e = unquote(b, out);
	else if (has_prefix(how, "base64"))
		e = unbase64(b, out);
	else
		e = buf_add(out, b.s, (size_t)(b.end - b.s));
	p->truncated = p->truncated || e != ERR_OK;
}

/* ---- parts ---- */

/* A part of text, appended to what it is of. */
static void
read_text(struct page *p, struct reading *r, const struct entity *one,
    const char *type)
{
	struct buf *to = has_prefix(type, "text/html") ? &r->html : &r->plain;
	char label[VALUE_MAX];
	const char *charset = NULL, *text;
	struct buf raw;
	size_t n;

	buf_init(&raw, MAIL_TEXT_MAX);
	decode(p, one, &raw);
	if (parameter(type, "charset", label))
		charset = charset_label(label, strlen(label));
	if (raw.len == 0) {
		buf_fini(&raw);
		return;
	}
	if (charset == NULL)
		charset = charset_of(raw.data, raw.len, NULL);
	text = mail_utf8(p, charset, raw.data, raw.len, &n);
	buf_fini(&raw);
	if (to == &r->html && n > 0)
		text = html_text(text, n, &p->arena, &n);
	if ((to->len > 0 && buf_addc(to, '\n') != ERR_OK) ||
	    (n > 0 && buf_add(to, text, n) != ERR_OK))
		p->truncated = true;
}

/* The line "--BOUNDARY" at or behind s (RFC 2046 5.1.1); NULL where there is
 * none. */
static const char *
find_boundary(const char *s, const char *end, const char *mark)
{
	size_t n = strlen(mark);
	const char *from = s;

	while (s < end && (s = memmem(s, (size_t)(end - s), mark, n)) != NULL) {
		if (s == from || s[-1] == '\n')
			return s;
		s += n;
	}
	return NULL;
}

/* Its parts, the first of them last, so that it is the next. What stands before
 * the first boundary and behind the last is nobody's. */
static void
open_multipart(struct reading *r, struct mail_part body, const char *boundary)
{
	char mark[VALUE_MAX + 2];
	struct entity found[PARTS_MAX];
	const char *at;
	size_t k = 0, n = strlen(boundary) + 2;

	snprintf(mark, sizeof(mark), "--%s", boundary);
	at = find_boundary(body.s, body.end, mark);
	while (at != NULL && k < PARTS_MAX - r->n) {
		const char *line = mail_line_end(at, body.end);
		struct mail_part part = { line < body.end ? line + 1 : line,
			body.end };

		if ((size_t)(body.end - at) >= n + 2 &&
		    memcmp(at + n, "--", 2) == 0)
			break;
		at = find_boundary(part.s, body.end, mark);
		if (at != NULL)
			part.end = at;
		found[k].head = mail_head(part, &found[k].body);
		k++;
	}
	while (k > 0)
		r->parts[r->n++] = found[--k];
}

static void
read_entity(struct page *p, struct reading *r, struct entity one)
{
	const char *type = mail_field(p, one.head, "Content-Type");
	char boundary[VALUE_MAX];

	if (has_prefix(type, "multipart/")) {
		if (parameter(type, "boundary", boundary))
			open_multipart(r, one.body, boundary);
	} else if (type == NULL || has_prefix(type, "text/plain") ||
		   has_prefix(type, "text/html")) {
		read_text(p, r, &one, type);
	}
}

const char *
mail_body_text(
    struct page *p, struct mail_part head, struct mail_part body, size_t *len)
{
	struct reading *r = mem_zalloc(sizeof(*r));
	const struct buf *best;
	const char *kept;

	buf_init(&r->plain, MAIL_TEXT_MAX);
	buf_init(&r->html, MAIL_TEXT_MAX);
	r->parts[r->n++] = (struct entity){ head, body };
	for (int i = 0; i < READ_MAX && r->n > 0; i++)
		read_entity(p, r, r->parts[--r->n]);
	p->truncated = p->truncated || r->n > 0;
	best = r->plain.len > 0 ? &r->plain : &r->html;
	*len = best->len;
	kept = arena_strndup(
	    &p->arena, best->data != NULL ? best->data : "", best->len);
	buf_fini(&r->plain);
	buf_fini(&r->html);
	free(r);
	return kept;
}
