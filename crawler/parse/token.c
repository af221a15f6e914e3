/* SPDX-License-Identifier: ISC */
/* The tokens that the scanner meets. */
#include "crawler/parse/token.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "store/base/err.h"

enum { SPACE = 1, NAME_END = 2, VALUE_END = 4, TOKEN_ATTR_MAX = 13 };

/* HTML's white space, and the bytes that end a name or an unquoted value. */
static const uint8_t class_of[256] = {
	['\t'] = SPACE | NAME_END | VALUE_END,
	['\n'] = SPACE | NAME_END | VALUE_END,
	['\f'] = SPACE | NAME_END | VALUE_END,
	['\r'] = SPACE | NAME_END | VALUE_END,
	[' '] = SPACE | NAME_END | VALUE_END,
	['/'] = NAME_END,
	['='] = NAME_END,
	['>'] = NAME_END | VALUE_END,
};

static bool
is(char c, int what)
{
	return (class_of[(unsigned char)c] & what) != 0;
}

#define ATTR_SLOT(n, late) (((n)&15) << 5 | ((late)&31))

static const struct {
	char name[TOKEN_ATTR_MAX + 1];
	uint8_t attr;
} attrs[16 << 5] = {
#define TOKEN_ROW(id, name, n, late)                                           \
	[ATTR_SLOT(n, late)] = { name, TOKEN_##id },
	TOKEN_ATTRS(TOKEN_ROW)
#undef TOKEN_ROW
};

static enum token_attr
attr_find(const char *s, size_t n)
{
	const char *name;
	size_t slot;

	if (n < 2 || n > TOKEN_ATTR_MAX)
		return TOKEN_ATTR_NONE;
	slot = (size_t)ATTR_SLOT(n, (unsigned char)s[n - 2]);
	name = attrs[slot].name;
	if (attrs[slot].attr == TOKEN_ATTR_NONE)
		return TOKEN_ATTR_NONE;
	for (size_t i = 0; i < n; i++) {
		/* Lower case of letters; no name has the other bytes that
		 * change. */
		if ((s[i] | (s[i] >> 1 & 32)) != name[i])
			return TOKEN_ATTR_NONE;
	}
	return name[n] == '\0' ? (enum token_attr)attrs[slot].attr
			       : TOKEN_ATTR_NONE;
}

struct skim_slice
token_attr(const struct token *t, enum token_attr attr)
{
	static const struct skim_slice none;

	return (t->have >> attr & 1) != 0 ? t->attrs[attr] : none;
}

static const char *
skip_space(const char *s, const char *end)
{
	while (s < end && is(*s, SPACE))
		s++;
	return s;
}

/* The value at s, after "=" and white space; NULL past the end. */
static const char *
read_value(const char *s, const char *end, struct skim_slice *value)
{
	const char *stop = s;

	if (*s == '"' || *s == '\'') {
		s++;
		stop = memchr(s, s[-1], (size_t)(end - s));
		if (stop == NULL)
			return NULL;
		*value = (struct skim_slice){ s, (size_t)(stop - s) };
		return stop + 1;
	}
	while (stop < end && !is(*stop, VALUE_END))
		stop++;
	*value = (struct skim_slice){ s, (size_t)(stop - s) };
	return stop;
}

/* One attribute, name first; NULL where the document ends in it. */
static const char *
read_attr(const char *s, const char *end, struct token *t)
{
	struct skim_slice value = { "", 0 };
	const char *name = s;
	enum token_attr attr;

	s++; /* also an equals sign, where a name begins with one */
	while (s < end && !is(*s, NAME_END))
		s++;
	attr = attr_find(name, (size_t)(s - name));
	s = skip_space(s, end);
	if (s < end && *s == '=') {
		s = skip_space(s + 1, end);
		if (s < end)
			s = read_value(s, end, &value);
	}
	/* Of two attributes of one name the first counts. */
	if (attr != TOKEN_ATTR_NONE && (t->have >> attr & 1) == 0) {
		t->have |= 1U << attr;
		t->attrs[attr] = value;
	}
	return s;
}

const char *
token_tag(const char *s, const char *end, struct token *t)
{
	const char *name;

	s += s[1] == '/' ? 2 : 1;
	name = s;
	while (s < end && (!is(*s, NAME_END) || *s == '='))
		s++;
	t->name = (struct skim_slice){ name, (size_t)(s - name) };
	t->tag = tag_find(name, t->name.n);
	t->have = 0;
	t->self_closing = false;
	while (s != NULL && s < end) {
		if (*s == '>')
			return s + 1;
		t->self_closing = *s == '/';
		if (is(*s, SPACE) || *s == '/')
			s++;
		else
			s = read_attr(s, end, t);
	}
	return NULL;
}

/* What follows a comment proper; s stands after "<!--". */
static const char *
comment_end(const char *s, const char *end)
{
	const char *text = s;

	if (s < end && *s == '>')
		return s + 1;
	if (end - s >= 2 && memcmp(s, "->", 2) == 0)
		return s + 2;
	while (s < end) {
		s = memchr(s, '>', (size_t)(end - s));
		if (s == NULL)
			return end;
		if (s - text >= 2 && memcmp(s - 2, "--", 2) == 0)
			return s + 1;
		if (s - text >= 3 && memcmp(s - 3, "--!", 3) == 0)
			return s + 1;
		s++;
	}
	return end;
}

/* The next quote or ">" of a declaration does not matter to what is ours: it
 * ends at the first ">". */
const char *
token_comment(const char *s, const char *end)
{
	const char *stop;

	if (end - s >= 4 && memcmp(s, "<!--", 4) == 0)
		return comment_end(s + 4, end);
	stop = memchr(s, '>', (size_t)(end - s));
	return stop == NULL ? end : stop + 1;
}

/* Does the tag name stand at s, and end there? */
static bool
name_at(const char *s, const char *end, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(end - s) > n && strncasecmp(s, name, n) == 0 &&
	       is(s[n], NAME_END) && s[n] != '=';
}

/* In a script, "<!--" and then "<script" hide one "</script" (13.2.5.20 and
 * following); "-->" ends that. */
static const char *
script_end(const char *s, const char *end)
{
	bool escaped = false, twice = false;

	for (; s < end; s++) {
		if (!escaped)
			s = memchr(s, '<', (size_t)(end - s));
		if (s == NULL)
			return end;
		if (*s == '-' && end - s >= 3 && memcmp(s, "-->", 3) == 0)
			escaped = twice = false;
		if (*s != '<')
			continue;
		if (end - s >= 4 && memcmp(s, "<!--", 4) == 0) {
			escaped = true;
			s += 1; /* its dashes may be those of "-->" */
		} else if (escaped && name_at(s + 1, end, "script")) {
			twice = true;
		} else if (end - s > 2 && s[1] == '/' &&
			   name_at(s + 2, end, "script")) {
			if (!twice)
				return s;
			twice = false;
		}
	}
	return end;
}

const char *
token_raw_end(enum tag tag, const char *s, const char *end)
{
	if (tag == TAG_PLAINTEXT)
		return end;
	if (tag == TAG_SCRIPT)
		return script_end(s, end);
	while (s < end) {
		s = memchr(s, '<', (size_t)(end - s));
		if (s == NULL)
			return end;
		if (end - s > 2 && s[1] == '/' &&
		    name_at(s + 2, end, tag_name(tag)))
			return s;
		s++;
	}
	return end;
}

bool
token_has_word(const struct token *t, enum token_attr attr, const char *word)
{
	struct skim_slice list = token_attr(t, attr);
	const char *end = list.s != NULL ? list.s + list.n : NULL;
	size_t k = strlen(word);

	for (const char *s = list.s, *stop; s < end; s = stop + 1) {
		for (stop = s; stop < end && !is(*stop, SPACE); stop++)
			continue;
		if ((size_t)(stop - s) == k && strncasecmp(s, word, k) == 0)
			return true;
	}
	return false;
}

const char *
token_next(const char *s, const char *end, struct token *t, const char **at)
{
	while (s != NULL && s < end) {
		const char *next;

		if (*s != '<') {
			s = memchr(s, '<', (size_t)(end - s));
			continue;
		}
		if (end - s > 1 && (s[1] == '!' || s[1] == '?')) {
			s = token_comment(s, end);
			continue;
		}
		*at = s;
		next = token_tag(s, end, t);
		if (next != NULL && s[1] != '/' &&
		    (tag_flags[t->tag] & TAG_IS_RAW) != 0)
			next = token_raw_end(t->tag, next, end);
		return next;
	}
	return NULL;
}
