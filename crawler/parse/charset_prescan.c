/* SPDX-License-Identifier: ISC */
/* The prescan. Every step that runs out of bytes ends it without an answer,
 * as the standard says. */
#include "crawler/parse/charset_prescan.h"

#include <string.h>
#include <strings.h>

#include "crawler/parse/charset.h"

enum { VALUE_MAX = 200 /* of an attribute that can matter */ };

struct scan {
	const char *p, *end;
};

/* An attribute in lower case, cut at VALUE_MAX. */
struct attribute {
	char name[VALUE_MAX];
	char value[VALUE_MAX];
	size_t name_n, value_n;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + ('a' - 'A'));
	return c;
}

static bool
is_alpha(char c)
{
	return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool
looking_at(const struct scan *s, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(s->end - s->p) >= n && strncasecmp(s->p, word, n) == 0;
}

static void
add(char *text, size_t *n, char c)
{
	if (*n < VALUE_MAX - 1)
		text[(*n)++] = lower(c);
	text[*n] = '\0';
}

static void
skip_space(struct scan *s)
{
	while (s->p < s->end && is_space(*s->p))
		s->p++;
}

/* A value after "=". False where the bytes ran out. */
static bool
get_value(struct scan *s, struct attribute *a)
{
	char quote;

	skip_space(s);
	if (s->p == s->end)
		return false;
	quote = *s->p;
	if (quote == '"' || quote == '\'') {
		for (s->p++; s->p < s->end && *s->p != quote; s->p++)
			add(a->value, &a->value_n, *s->p);
		if (s->p == s->end)
			return false;
		s->p++;
		return true;
	}
	while (s->p < s->end && !is_space(*s->p) && *s->p != '>')
		add(a->value, &a->value_n, *s->p++);
	return s->p < s->end;
}

/* "get an attribute": false if there is none more, or the bytes ran out (the
 * scan then stands at its end). */
static bool
get_attribute(struct scan *s, struct attribute *a)
{
	a->name_n = a->value_n = 0;
	a->name[0] = a->value[0] = '\0';
	while (s->p < s->end && (is_space(*s->p) || *s->p == '/'))
		s->p++;
	if (s->p == s->end || *s->p == '>')
		return false;
	while (s->p < s->end && !is_space(*s->p) && *s->p != '/' &&
	       *s->p != '>' && (*s->p != '=' || a->name_n == 0))
		add(a->name, &a->name_n, *s->p++);
	if (s->p < s->end && is_space(*s->p))
		skip_space(s);
	if (s->p == s->end)
		return false;
	if (*s->p != '=')
		return true;
	s->p++;
	return get_value(s, a);
}

/* "extracting a character encoding from a meta element" */
static const char *
from_content(const char *s, size_t n)
{
	struct scan at = { s, s + n };
	const char *from;

	for (;;) {
		while (at.p < at.end && !looking_at(&at, "charset"))
			at.p++;
		if (at.p == at.end)
			return NULL;
		at.p += 7;
		skip_space(&at);
		if (at.p < at.end && *at.p == '=')
			break;
	}
	at.p++;
	skip_space(&at);
	if (at.p == at.end)
		return NULL;
	if (*at.p == '"' || *at.p == '\'') {
		from = at.p + 1;
		at.p = memchr(from, *at.p, (size_t)(at.end - from));
		return at.p != NULL ? charset_label(from, (size_t)(at.p - from))
				    : NULL;
	}
	from = at.p;
	while (at.p < at.end && !is_space(*at.p) && *at.p != ';')
		at.p++;
	return charset_label(from, (size_t)(at.p - from));
}

/* What the attributes of a meta say; the first of a name counts. */
struct meta {
	const char *charset; /* NULL: none, or a label that nobody knows */
	bool seen_equiv, seen_content, seen_charset;
	bool has_charset; /* charset is decided, be it NULL */
	bool pragma, need_pragma;
};

static void
meta_attribute(struct meta *m, const struct attribute *a)
{
	if (strcmp(a->name, "http-equiv") == 0 && !m->seen_equiv) {
		m->seen_equiv = true;
		m->pragma = strcmp(a->value, "content-type") == 0;
	} else if (strcmp(a->name, "content") == 0 && !m->seen_content) {
		const char *name = from_content(a->value, a->value_n);

		m->seen_content = true;
		if (name != NULL && !m->has_charset) {
			m->charset = name;
			m->has_charset = true;
			m->need_pragma = true;
		}
	} else if (strcmp(a->name, "charset") == 0 && !m->seen_charset) {
		m->seen_charset = true;
		m->charset = charset_label(a->value, a->value_n);
		m->has_charset = true;
		m->need_pragma = false;
	}
}

/* A meta tag, the scan stands behind its name. */
static const char *
get_meta(struct scan *s)
{
	struct meta m = { NULL, false, false, false, false, false, false };
	struct attribute a;

	while (get_attribute(s, &a))
		meta_attribute(&m, &a);
	if (s->p == s->end || m.charset == NULL)
		return NULL;
	if (m.need_pragma && !m.pragma)
		return NULL;
	/* Bytes in which a meta could be read are no UTF-16. */
	if (strncmp(m.charset, "UTF-16", 6) == 0)
		return "UTF-8";
	if (strcmp(m.charset, "x-user-defined") == 0)
		return "windows-1252";
	return m.charset;
}

/* Moves behind the next occurrence of the word, or to the end. */
static void
skip_past(struct scan *s, const char *word)
{
	size_t n = strlen(word);

	while ((size_t)(s->end - s->p) >= n) {
		if (looking_at(s, word)) {
			s->p += n;
			return;
		}
		s->p++;
	}
	s->p = s->end;
}

/* Past the contents of an element whose text is no markup. */
static void
skip_raw_text(struct scan *s, const char *name, size_t n)
{
	static const char *const raw[] = { "script", "style", "title",
		"textarea", "xmp", "iframe", "noembed", "noframes" };

	for (size_t i = 0; i < sizeof(raw) / sizeof(raw[0]); i++) {
		char end_tag[12] = "</";

		if (strlen(raw[i]) != n || strncasecmp(raw[i], name, n) != 0)
			continue;
		memcpy(end_tag + 2, raw[i], n + 1);
		skip_past(s, end_tag);
	}
}

/* A tag that is no meta, the scan stands at its "<". */
static void
skip_tag(struct scan *s, bool raw_text)
{
	const char *name = s->p + 1;
	size_t n = 0;
	struct attribute a;

	while (s->p < s->end && !is_space(*s->p) && *s->p != '>')
		s->p++;
	while (name + n < s->p && is_alpha(name[n]))
		n++;
	while (get_attribute(s, &a))
		continue;
	if (raw_text)
		skip_raw_text(s, name, n);
}

static bool
at_meta(const struct scan *s)
{
	return looking_at(s, "<meta") && s->end - s->p > 5 &&
	       (is_space(s->p[5]) || s->p[5] == '/');
}

static bool
at_tag(const struct scan *s)
{
	return is_alpha(s->p[1]) ||
	       (s->p[1] == '/' && s->end - s->p > 2 && is_alpha(s->p[2]));
}

const char *
charset_prescan(const char *text, size_t n, bool raw_text)
{
	struct scan s = { text, text + n };
	const char *name;

	while (s.p < s.end) {
		s.p = memchr(s.p, '<', (size_t)(s.end - s.p));
		if (s.p == NULL || s.end - s.p < 2)
			return NULL;
		if (looking_at(&s, "<!--")) {
			s.p += 2; /* its hyphens may be those of "-->" */
			skip_past(&s, "-->");
		} else if (at_meta(&s)) {
			s.p += 6;
			name = get_meta(&s);
			if (name != NULL)
				return name;
		} else if (at_tag(&s)) {
			skip_tag(&s, raw_text);
		} else if (s.p[1] == '!' || s.p[1] == '/' || s.p[1] == '?') {
			skip_past(&s, ">");
		} else {
			s.p++;
		}
	}
	return NULL;
}

const char *
charset_prescan_xml(const char *text, size_t n)
{
	struct scan s = { text, text + n };
	const char *from, *name;
	char quote;

	if (!looking_at(&s, "<?xml"))
		return NULL;
	from = memchr(text, '>', n);
	if (from == NULL)
		return NULL;
	s.end = from;
	while (s.p < s.end && !looking_at(&s, "encoding"))
		s.p++;
	if (s.p == s.end)
		return NULL;
	s.p += 8;
	skip_space(&s);
	if (s.p == s.end || *s.p++ != '=')
		return NULL;
	skip_space(&s);
	if (s.p == s.end || (*s.p != '"' && *s.p != '\''))
		return NULL;
	quote = *s.p++;
	from = s.p;
	while (s.p < s.end && *s.p != quote)
		s.p++;
	if (s.p == s.end)
		return NULL;
	name = charset_label(from, (size_t)(s.p - from));
	if (name != NULL && strncmp(name, "UTF-16", 6) == 0)
		return "UTF-8";
	return name;
}
