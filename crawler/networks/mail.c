/* SPDX-License-Identifier: ISC */
/* The head of a mail: fields found, unfolded, decoded; and the mail as a
 * document. */
#define _GNU_SOURCE /* memmem */
#include "crawler/networks/mail.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/mail_body.h"
#include "crawler/networks/shape.h"
#include "crawler/parse/charset.h"
#include "crawler/parse/feed_text.h"
#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/base/mem.h"

enum {
	FIELD_MAX = 8192, /* of one head field, unfolded */
	WORD_MAX = 1024   /* of one encoded word */
};

const char *
mail_line_end(const char *s, const char *end)
{
	const char *nl = memchr(s, '\n', (size_t)(end - s));

	return nl != NULL ? nl : end;
}

bool
mail_line_is_empty(const char *s, const char *end)
{
	return s == end || (*s == '\r' && s + 1 == end);
}

struct mail_part
mail_head(struct mail_part mail, struct mail_part *body)
{
	const char *p = mail.s;

	while (p < mail.end) {
		const char *stop = mail_line_end(p, mail.end);
		const char *next = stop < mail.end ? stop + 1 : mail.end;

		if (mail_line_is_empty(p, stop)) {
			*body = (struct mail_part){ next, mail.end };
			return (struct mail_part){ mail.s, p };
		}
		p = next;
	}
	*body = (struct mail_part){ mail.end, mail.end };
	return mail;
}

const char *
mail_utf8(
    struct page *p, const char *charset, const char *s, size_t n, size_t *len)
{
	struct buf b;
	const char *kept;

	buf_init(&b, MAIL_TEXT_MAX);
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
	text = mail_utf8(p, name, raw, len, &len);
	return buf_add(out, text, len) == ERR_OK ? (size_t)(end + 2 - s) : 0;
}

const char *
mail_words(struct page *p, const char *value)
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

const char *
mail_field(struct page *p, struct mail_part head, const char *name)
{
	size_t k = strlen(name), n;
	const char *s, *end = head.s;
	char *line;

	for (s = head.s; s < head.end; s = end + (end < head.end)) {
		end = mail_line_end(s, head.end);
		if ((size_t)(end - s) > k && s[k] == ':' &&
		    strncasecmp(s, name, k) == 0)
			break;
	}
	if (s >= head.end)
		return NULL;
	while (end + 1 < head.end && (end[1] == ' ' || end[1] == '\t'))
		end = mail_line_end(end + 1, head.end);
	n = (size_t)(end - s) - k - 1;
	if (n > FIELD_MAX)
		n = FIELD_MAX;
	line = arena_strndup(&p->arena,
	    mail_utf8(p, charset_of(s + k + 1, n, NULL), s + k + 1, n, &n), n);
	for (char *c = line; *c != '\0'; c++)
		if (*c == '\r' || *c == '\n')
			*c = ' ';
	return mail_words(p, line);
}

const char *
mail_author(struct page *p, const char *from)
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

struct doc *
mail_read(const struct source *s, struct page *p, struct mail_part mail)
{
	struct mail_part body, head = mail_head(mail, &body);
	const char *from = mail_field(p, head, "From");
	const char *id = mail_field(p, head, "Message-ID");
	struct doc *d;

	if (from == NULL && id == NULL)
		return NULL;
	d = page_doc(p);
	if (d == NULL)
		return NULL;
	d->kind = DOC_MESSAGE;
	d->native_space = id != NULL ? "mail" : NULL;
	d->native_id = id;
	d->title = mail_field(p, head, "Subject");
	d->byline = from;
	d->author = from != NULL ? mail_author(p, from) : NULL;
	d->published = shape_date(s, p, mail_field(p, head, "Date"));
	d->published_from = d->published != NULL ? "mail Date" : NULL;
	d->parent_id = mail_field(p, head, "In-Reply-To");
	d->text = mail_body_text(p, head, body, &d->text_len);
	if (d->author != NULL)
		page_identity(p, d->author, strlen(d->author));
	return d;
}
