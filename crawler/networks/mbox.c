/* SPDX-License-Identifier: ISC */
/* mbox, one pass. A mail begins at a line "From " after an empty one whose end
 * is a year; its head ends at the first empty line. */
#define _GNU_SOURCE /* memmem */
#include "crawler/networks/mbox.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/shape.h"
#include "crawler/parse/charset.h"
#include "crawler/parse/feed_text.h"
#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/base/mem.h"

enum {
	MAILS_MAX = 10000,
	FIELD_MAX = 8192,           /* of one head field, unfolded */
	TEXT_MAX = 4 * 1024 * 1024, /* of one mail */
	WORD_MAX = 1024             /* of one encoded word */
};

/* A stretch of the file. */
struct part {
	const char *s, *end;
};

/* The end of the line at s, its newline not included. */
static const char *
line_end(const char *s, const char *end)
{
	const char *nl = memchr(s, '\n', (size_t)(end - s));

	return nl != NULL ? nl : end;
}

static bool
is_empty(const char *s, const char *end)
{
	return s == end || (*s == '\r' && s + 1 == end);
}

/* "From jane at example.org  Fri Nov 20 21:30:00 2026". */
static bool
is_separator(const char *s, const char *end)
{
	while (end > s && isspace((unsigned char)end[-1]))
		end--;
	if (end - s < 16 || strncmp(s, "From ", 5) != 0)
		return false;
	for (int i = 1; i <= 4; i++)
		if (!isdigit((unsigned char)end[-i]))
			return false;
	return true;
}

/* The mail at *at, which is behind its separator; *at moves past it. */
static struct part
next_mail(const char **at, const char *end)
{
	struct part mail = { *at, end };
	bool blank = false;

	for (const char *p = *at; p < end;) {
		const char *stop = line_end(p, end);

		if (blank && is_separator(p, stop)) {
			mail.end = p;
			*at = stop < end ? stop + 1 : end;
			return mail;
		}
		blank = is_empty(p, stop);
		p = stop < end ? stop + 1 : end;
	}
	*at = end;
	return mail;
}

static struct part
head_of(struct part mail, struct part *body)
{
	const char *p = mail.s;

	while (p < mail.end) {
		const char *stop = line_end(p, mail.end);
		const char *next = stop < mail.end ? stop + 1 : mail.end;

		if (is_empty(p, stop)) {
			*body = (struct part){ next, mail.end };
			return (struct part){ mail.s, p };
		}
		p = next;
	}
	*body = (struct part){ mail.end, mail.end };
	return mail;
}

/* Text of any encoding as UTF-8 in the arena. */
static const char *
to_utf8(
    struct page *p, const char *charset, const char *s, size_t n, size_t *len)
{
	struct buf b;
	const char *kept;

	buf_init(&b, TEXT_MAX);
	if (charset_to_utf8(charset, s, n, &b) != ERR_OK)
		p->truncated = true;
	kept = arena_strndup(&p->arena, b.data != NULL ? b.data : "", b.len);
	*len = b.len;
	buf_fini(&b);
	return kept;
}

/* "Q" of RFC 2047: "_" is a space, "=C3" a byte. Never longer than it was. */
static size_t
unquote(const char *s, size_t n, char *out)
{
	size_t w = 0;

	for (size_t i = 0; i < n; i++) {
		char hex[3] = { 0 };

		if (s[i] == '=' && i + 2 < n &&
		    isxdigit((unsigned char)s[i + 1]) &&
		    isxdigit((unsigned char)s[i + 2])) {
			hex[0] = s[i + 1];
			hex[1] = s[i + 2];
			out[w++] = (char)strtoul(hex, NULL, 16);
			i += 2;
		} else {
			out[w] = s[i];
			if (s[i] == '_')
				out[w] = ' ';
			w++;
		}
	}
	return w;
}

/* The encoded word at s, "=?charset?Q?text?=", appended decoded: how many bytes
 * it had; 0 where there is none. */
static size_t
add_word(struct page *p, const char *s, struct buf *out)
{
	size_t charset = strncmp(s, "=?", 2) == 0 ? strcspn(s + 2, "?* ") : 0;
	const char *how = strchr(s + 2, '?'), *text, *end;
	const char *name = charset > 0 ? charset_label(s + 2, charset) : NULL;
	char raw[WORD_MAX], *packed;
	uint8_t *bytes = NULL;
	size_t n, len = 0;

	if (name == NULL || how == NULL || how[1] == '\0' || how[2] != '?')
		return 0;
	text = how + 3;
	end = memmem(text, strnlen(text, sizeof(raw)), "?=", 2);
	if (end == NULL)
		return 0;
	n = (size_t)(end - text);
	if (how[1] == 'Q' || how[1] == 'q') {
		len = unquote(text, n, raw);
	} else {
		packed = mem_strndup(text, n);
		if (digest_unbase64(packed, n, &bytes, &len) != ERR_OK ||
		    len > sizeof(raw))
			len = 0;
		if (len > 0)
			memcpy(raw, bytes, len);
		free(packed);
		free(bytes);
	}
	text = to_utf8(p, name, raw, len, &len);
	return buf_add(out, text, len) == ERR_OK ? (size_t)(end + 2 - s) : 0;
}

/* A field's value with its words decoded; white space between two of them is
 * not shown (RFC 2047 6.2). */
static const char *
decoded(struct page *p, const char *value)
{
	struct buf b;
	enum err e = ERR_OK;
	const char *kept;

	buf_init(&b, (size_t)FIELD_MAX * 2);
	while (*value != '\0' && e == ERR_OK) {
		size_t n = *value == '=' && value[1] == '?'
			       ? add_word(p, value, &b)
			       : 0;
		size_t gap;

		if (n == 0) {
			e = buf_addc(&b, *value++);
			continue;
		}
		value += n;
		gap = strspn(value, " \t");
		if (strncmp(value + gap, "=?", 2) == 0)
			value += gap;
	}
	kept = feed_text_line(b.data != NULL ? b.data : "", b.len, &p->arena);
	buf_fini(&b);
	return kept;
}

/* A field of the head as UTF-8, unfolded (RFC 5322 2.2.3); NULL if it is not
 * there. */
static const char *
field(struct page *p, struct part head, const char *name)
{
	size_t k = strlen(name), n;
	const char *s, *end = head.s;
	char *line;

	for (s = head.s; s < head.end; s = end + (end < head.end)) {
		end = line_end(s, head.end);
		if ((size_t)(end - s) > k && s[k] == ':' &&
		    strncasecmp(s, name, k) == 0)
			break;
	}
	if (s >= head.end)
		return NULL;
	while (end + 1 < head.end && (end[1] == ' ' || end[1] == '\t'))
		end = line_end(end + 1, head.end);
	n = (size_t)(end - s) - k - 1;
	if (n > FIELD_MAX)
		n = FIELD_MAX;
	line = arena_strndup(&p->arena,
	    to_utf8(p, charset_of(s + k + 1, n, NULL), s + k + 1, n, &n), n);
	for (char *c = line; *c != '\0'; c++)
		if (*c == '\r' || *c == '\n')
			*c = ' ';
	return decoded(p, line);
}

/* "jane at example.org (Jane Doe)", "Jane Doe <jane@example.org>": the name;
 * else the whole. */
static const char *
name_in(struct page *p, const char *from)
{
	const char *open = strrchr(from, '('), *angle = strchr(from, '<');
	const char *close = open != NULL ? strchr(open, ')') : NULL;
	const char *name = NULL;

	if (angle != NULL && angle > from)
		name = feed_text_line(from, (size_t)(angle - from), &p->arena);
	else if (close != NULL && close > open + 1)
		name = feed_text_line(
		    open + 1, (size_t)(close - open - 1), &p->arena);
	if (name != NULL && *name == '"' && strlen(name) > 2)
		name =
		    arena_strndup(&p->arena, name + 1, strcspn(name + 1, "\""));
	return name != NULL && *name != '\0' ? name : from;
}

static void
read_mail(
    const struct source *s, struct page *p, struct part mail, const char *base)
{
	struct part body, head = head_of(mail, &body);
	const char *from = field(p, head, "From");
	const char *id = field(p, head, "Message-ID");
	size_t n = (size_t)(body.end - body.s);
	struct doc *d;

	if (from == NULL && id == NULL)
		return;
	d = page_doc(p);
	if (d == NULL)
		return;
	d->kind = DOC_MESSAGE;
	d->native_space = id != NULL ? "mail" : NULL;
	d->native_id = id;
	d->title = field(p, head, "Subject");
	d->byline = from;
	d->author = from != NULL ? name_in(p, from) : NULL;
	d->published = shape_date(s, p, field(p, head, "Date"));
	d->published_from = d->published != NULL ? "mail Date" : NULL;
	d->parent_id = field(p, head, "In-Reply-To");
	if (n > TEXT_MAX)
		n = TEXT_MAX;
	d->text =
	    to_utf8(p, charset_of(body.s, n, NULL), body.s, n, &d->text_len);
	if (base != NULL) { /* the file is as it came: spans are its own */
		d->body_start = (size_t)(mail.s - base);
		d->body_end = (size_t)(mail.end - base);
	}
	if (d->author != NULL)
		page_identity(p, d->author, strlen(d->author));
}

enum err
mbox_read(const struct source *s, struct page *p, const char *text, size_t n)
{
	const char *at = text, *end = text + n, *stop = line_end(text, end);
	const char *base =
	    n == s->body_len && memcmp(text, s->body, n) == 0 ? text : NULL;

	if (!is_separator(text, stop))
		return page_problem(p, "no mbox file");
	at = stop < end ? stop + 1 : end;
	for (size_t i = 0; at < end && i < MAILS_MAX; i++)
		read_mail(s, p, next_mail(&at, end), base);
	p->truncated = p->truncated || at < end;
	return p->n_docs > 0 ? ERR_OK : page_problem(p, "no mail in the file");
}
