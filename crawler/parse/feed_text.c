/* SPDX-License-Identifier: ISC */
/* Text constructs. Inline markup is written out again as HTML, so that escaped
 * and inline content go through the same reading. */
#include "crawler/parse/feed_text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/entities.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/html.h"
#include "store/base/digest.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

void
feed_text_init(struct feed_text *t)
{
	buf_init(&t->raw, FEED_TEXT_MAX);
	feed_text_begin(t, FEED_PLAIN);
}

void
feed_text_fini(struct feed_text *t)
{
	buf_fini(&t->raw);
}

void
feed_text_begin(struct feed_text *t, enum feed_form form)
{
	buf_reset(&t->raw);
	t->form = form;
	t->markup = form == FEED_XHTML;
}

/* Appends what fits: a text at its ceiling is a cut text, no failure. */
static void
put(struct buf *b, const char *s, size_t n)
{
	size_t room = b->max - b->len;
	enum err e = buf_add(b, s, n <= room ? n : utf8_floor(s, room));

	(void)e;
}

static void
put_escaped(struct buf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		switch (s[i]) {
		case '&':
			put(b, "&amp;", 5);
			break;
		case '<':
			put(b, "&lt;", 4);
			break;
		case '"':
			put(b, "&quot;", 6);
			break;
		default:
			put(b, s + i, 1);
			break;
		}
}

/* The first element inside: what was text so far becomes HTML. */
static void
turn_to_markup(struct feed_text *t)
{
	size_t n;
	char *old;

	t->markup = true;
	if (t->raw.len == 0)
		return;
	old = buf_take(&t->raw, &n);
	put_escaped(&t->raw, old, n);
	free(old);
}

/* Elements that HTML knows without end tag: "<br></br>" would be two. */
static bool
is_void(struct xml_str name)
{
	static const char *const names[] = { "area", "base", "br", "col",
		"embed", "frame", "hr", "img", "input", "keygen", "link",
		"meta", "param", "source", "track", "wbr" };

	for (size_t i = 0; i < NELEM(names); i++)
		if (xml_is(name, names[i]))
			return true;
	return false;
}

void
feed_text_start(struct feed_text *t, const struct xml_token *tok)
{
	if (!t->markup)
		turn_to_markup(t);
	put(&t->raw, "<", 1);
	put(&t->raw, tok->name.s, tok->name.n);
	for (size_t i = 0; i < tok->n_attrs; i++) {
		put(&t->raw, " ", 1);
		put(&t->raw, tok->attrs[i].name.s, tok->attrs[i].name.n);
		put(&t->raw, "=\"", 2);
		put_escaped(
		    &t->raw, tok->attrs[i].value.s, tok->attrs[i].value.n);
		put(&t->raw, "\"", 1);
	}
	put(&t->raw, ">", 1);
}

void
feed_text_end(struct feed_text *t, const struct xml_token *tok)
{
	if (is_void(tok->name))
		return;
	put(&t->raw, "</", 2);
	put(&t->raw, tok->name.s, tok->name.n);
	put(&t->raw, ">", 1);
}

void
feed_text_add(struct feed_text *t, struct xml_str text)
{
	if (t->markup)
		put_escaped(&t->raw, text.s, text.n);
	else
		put(&t->raw, text.s, text.n);
}

/* Is there an end tag, a line break or a character reference in it? So tells
 * every reader of feeds that "R&D <dept>" is text and "R&amp;D" is HTML. */
static bool
looks_like_html(const char *s, size_t n)
{
	char out[ENTITY_ROOM];
	size_t len, took;

	for (size_t i = 0; i + 2 < n; i++) {
		if (s[i] == '<' && s[i + 1] == '/' &&
		    isalpha((unsigned char)s[i + 2]))
			return true;
		if (s[i] == '<' && n - i > 3 &&
		    (strncasecmp(s + i, "<br", 3) == 0 ||
			strncasecmp(s + i, "<p>", 3) == 0 ||
			strncasecmp(s + i, "<img", 4) == 0))
			return true;
		if (s[i] != '&')
			continue;
		took = entities_next(s + i, n - i, false, out, &len);
		if (took > 0 && s[i + took - 1] == ';')
			return true;
	}
	return false;
}

/* Plain text in paragraphs: an empty line parts two, all other white space is
 * one space. */
static char *
plain(const char *s, size_t n, struct arena *a, size_t *len)
{
	char *out = arena_alloc(a, n + 1);
	size_t m = 0;

	for (size_t i = 0; i < n;) {
		size_t breaks = 0, from = i;

		while (i < n && (unsigned char)s[i] <= 0x20)
			breaks += s[i++] == '\n';
		if (i > from && i < n && m > 0)
			out[m++] = breaks > 1 ? '\n' : ' ';
		if (i < n)
			out[m++] = s[i++];
	}
	out[m] = '\0';
	*len = m;
	return out;
}

const char *
feed_text_line(const char *s, size_t n, struct arena *a)
{
	size_t len;
	char *out = plain(s, n, a, &len);

	if (len > FEED_LINE_MAX)
		len = utf8_floor(out, FEED_LINE_MAX);
	out[len] = '\0';
	for (size_t i = 0; i < len; i++)
		if (out[i] == '\n')
			out[i] = ' ';
	return len > 0 ? out : NULL;
}

/* Base64 with the white space that feeds wrap it in. */
static char *
unbase64(const char *s, size_t n, size_t *len)
{
	char *packed = mem_alloc(n + 1);
	uint8_t *bytes = NULL;
	size_t m = 0;
	enum err e;

	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] > 0x20)
			packed[m++] = s[i];
	e = digest_unbase64(packed, m, &bytes, len);
	free(packed);
	if (e == ERR_OK && memchr(bytes, '\0', *len) == NULL &&
	    utf8_valid((const char *)bytes, *len))
		return (char *)bytes;
	free(bytes); /* not base64, or not text */
	return NULL;
}

static const char *
next_tag(const char *p, const char *end)
{
	return p < end ? memchr(p, '<', (size_t)(end - p)) : NULL;
}

/* What hides text from a reader of HTML, though no author of a feed meant that:
 * the tags of frames, which swallow what follows where "<iframe/>" was taken to
 * be closed, are left out, and "<!" that is neither comment nor DOCTYPE becomes
 * text. */
static void
mend(const char *s, size_t n, struct buf *out)
{
	const char *end = s + n, *done = s, *gt;

	for (const char *p = next_tag(s, end); p != NULL;
	     p = next_tag(p + 1, end)) {
		bool frame =
		    end - p > 8 && (strncasecmp(p, "<iframe", 7) == 0 ||
				       strncasecmp(p, "</iframe", 8) == 0);
		bool text = end - p > 2 && p[1] == '!' && p[2] != '-' &&
			    p[2] != '[' && !isalpha((unsigned char)p[2]);

		if (p < done || (!frame && !text))
			continue;
		gt = frame ? memchr(p, '>', (size_t)(end - p)) : p;
		if (gt == NULL)
			break; /* nor will any other tag have its end */
		put(out, done, (size_t)(p - done));
		if (text)
			put(out, "&lt;", 4);
		done = gt + 1;
	}
	put(out, done, (size_t)(end - done));
}

/* A fragment of HTML as plain text. */
static const char *
from_html(const char *s, size_t n, struct arena *a, size_t *len)
{
	struct buf out;
	const char *text;

	buf_init(&out, (size_t)2 * FEED_TEXT_MAX);
	mend(s, n, &out);
	text = html_text(out.data != NULL ? out.data : "", out.len, a, len);
	buf_fini(&out);
	return text;
}

const char *
feed_text_of(
    const char *s, size_t n, enum feed_form form, struct arena *a, size_t *len)
{
	char *bytes = NULL;
	const char *out;

	if (form == FEED_BASE64) {
		bytes = unbase64(s, n, &n);
		if (bytes == NULL)
			return NULL;
		s = bytes;
		form = FEED_GUESS;
	}
	if (form == FEED_GUESS)
		form = looks_like_html(s, n) ? FEED_HTML : FEED_PLAIN;
	if (form == FEED_PLAIN)
		out = plain(s, n, a, len);
	else
		out = from_html(s, n, a, len);
	free(bytes);
	return *len > 0 ? out : NULL;
}

const char *
feed_text_take(struct feed_text *t, struct arena *a, size_t *len)
{
	enum feed_form form = t->form;

	*len = 0;
	if (t->raw.len == 0)
		return NULL;
	if (t->markup)
		form = FEED_XHTML;
	return feed_text_of(t->raw.data, t->raw.len, form, a, len);
}

static bool
is_word(const char *s, const char *word)
{
	return strcasecmp(s, word) == 0;
}

static bool
ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), m = strlen(tail);

	return n >= m && strcasecmp(s + n - m, tail) == 0;
}

enum feed_form
feed_text_form(const struct xml_token *tok, enum feed_form fallback, bool atom)
{
	const char *type = xml_attr(tok, "type"), *mode;

	mode = xml_attr(tok, "mode");
	if (mode != NULL && is_word(mode, "base64"))
		return FEED_BASE64;
	if (type == NULL || *type == '\0')
		return fallback;
	if (is_word(type, "html") || is_word(type, "text/html"))
		return FEED_HTML;
	if (is_word(type, "xhtml") || ends_with(type, "+xml") ||
	    ends_with(type, "/xml"))
		return FEED_XHTML;
	if (strchr(type, '/') == NULL || strncasecmp(type, "text/", 5) == 0)
		return atom ? FEED_PLAIN : FEED_GUESS;
	return atom ? FEED_BASE64 : fallback;
}
