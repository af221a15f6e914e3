/* SPDX-License-Identifier: ISC */
/* Plain JSON (RFC 8259), as strict as jansson, without recursion. */
#include "store/base/jwalk.h"

#include <string.h>

#include "store/base/utf8.h"

enum { DEPTH_MAX = 32 /* of what lies inside one value */ };

static void
space(struct jwalk *s)
{
	while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' ||
				     *s->at == '\r' || *s->at == '\t'))
		s->at++;
}

static bool
take(struct jwalk *s, char c)
{
	if (s->at == s->end || *s->at != c)
		return false;
	s->at++;
	return true;
}

/* ---- one scalar ---- */

/* From behind the first quote to behind the last. */
static bool
text(struct jwalk *s, struct jwalk_value *v)
{
	unsigned char all = 0;

	v->kind = JWALK_TEXT;
	v->s = s->at;
	for (;; s->at++) {
		unsigned char c;

		s->at += utf8_plain_run(s->at, (size_t)(s->end - s->at));
		if (s->at == s->end || *s->at == '"')
			break;
		c = (unsigned char)*s->at;
		if (c < 0x20)
			return false;
		all |= c;
		if (c != '\\')
			continue;
		s->at++; /* RFC 8259, section 7; not \u */
		if (s->at == s->end || *s->at == '\0' ||
		    strchr("\"\\/bfnrt", *s->at) == NULL)
			return false;
		v->kind = JWALK_ESCAPED;
	}
	v->n = (size_t)(s->at - v->s);
	return take(s, '"') && (all < 0x80 || utf8_valid(v->s, v->n));
}

/* Is a number of n digits an int64_t? Of the least one it need not say so. */
static bool
fits(const char *digits, size_t n)
{
	static const char most[] = "9223372036854775807";

	return n < sizeof(most) - 1 ||
	       (n == sizeof(most) - 1 && memcmp(digits, most, n) <= 0);
}

static bool
number(struct jwalk *s, struct jwalk_value *v)
{
	const char *first;

	v->kind = JWALK_INT;
	v->s = s->at;
	(void)take(s, '-');
	first = s->at;
	while (s->at < s->end && *s->at >= '0' && *s->at <= '9')
		s->at++;
	v->n = (size_t)(s->at - v->s);
	return s->at > first && fits(first, (size_t)(s->at - first)) &&
	       (*first != '0' || s->at == first + 1);
}

static bool
word(struct jwalk *s, struct jwalk_value *v)
{
	static const struct {
		const char *word;
		enum jwalk_kind kind;
	} words[] = { { "true", JWALK_TRUE }, { "false", JWALK_FALSE },
		{ "null", JWALK_NULL } };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i].word);

		if ((size_t)(s->end - s->at) < n ||
		    memcmp(s->at, words[i].word, n) != 0)
			continue;
		*v = (struct jwalk_value){ words[i].kind, s->at, n };
		s->at += n;
		return true;
	}
	return false;
}

static bool
scalar(struct jwalk *s, struct jwalk_value *v)
{
	if (take(s, '"'))
		return text(s, v);
	if (s->at < s->end &&
	    (*s->at == '-' || (*s->at >= '0' && *s->at <= '9')))
		return number(s, v);
	return word(s, v);
}

/* ---- what holds others ---- */

static char
closing(char open)
{
	return open == '{' ? '}' : ']';
}

static bool
opens(const struct jwalk *s)
{
	return s->at < s->end && (*s->at == '{' || *s->at == '[');
}

static bool
key_and_colon(struct jwalk *s, struct jwalk_value *key)
{
	if (!take(s, '"') || !text(s, key) || key->kind != JWALK_TEXT)
		return false;
	space(s);
	if (!take(s, ':'))
		return false;
	space(s);
	return true;
}

/* Closes what ends here, then steps over the comma to the next item. */
static bool
close_up(struct jwalk *s, const char *stack, size_t *depth)
{
	for (;;) {
		space(s);
		if (take(s, ',')) {
			space(s);
			return true;
		}
		if (!take(s, stack[*depth - 1]))
			return false;
		if (--*depth == 0)
			return true;
	}
}

/* From an opening bracket to behind the one that closes it. */
static bool
nest(struct jwalk *s)
{
	char stack[DEPTH_MAX]; /* the brackets that are to come */
	struct jwalk_value unused;
	size_t depth = 0;

	do {
		bool empty = false;

		if (depth > 0 && stack[depth - 1] == '}' &&
		    !key_and_colon(s, &unused))
			return false;
		while (!empty && opens(s)) {
			if (depth == DEPTH_MAX)
				return false;
			stack[depth++] = closing(*s->at++);
			space(s);
			empty = s->at < s->end && *s->at == stack[depth - 1];
			if (!empty && stack[depth - 1] == '}' &&
			    !key_and_colon(s, &unused))
				return false;
		}
		if ((!empty && !scalar(s, &unused)) ||
		    !close_up(s, stack, &depth))
			return false;
	} while (depth > 0);
	return true;
}

static bool
value_of(struct jwalk *s, struct jwalk_value *v)
{
	if (!opens(s))
		return scalar(s, v);
	v->kind = *s->at == '{' ? JWALK_OBJECT : JWALK_LIST;
	v->s = s->at;
	if (!nest(s))
		return false;
	v->n = (size_t)(s->at - v->s);
	return true;
}

/* ---- the walk ---- */

void
jwalk_begin(struct jwalk *s, const char *bytes, size_t n, enum jwalk_kind kind)
{
	char open = kind == JWALK_OBJECT ? '{' : '[';

	memset(s, 0, sizeof(*s));
	s->at = bytes;
	s->end = bytes + n;
	s->close = closing(open);
	space(s);
	s->bad = !take(s, open);
}

bool
jwalk_next(struct jwalk *s, struct jwalk_value *key, struct jwalk_value *value)
{
	if (s->bad || s->ended)
		return false;
	space(s);
	s->ended = take(s, s->close);
	if (s->ended)
		return false;
	if (s->begun && !take(s, ',')) {
		s->bad = true;
		return false;
	}
	s->begun = true;
	space(s);
	*key = (struct jwalk_value){ JWALK_TEXT, "", 0 };
	s->bad =
	    (s->close == '}' && !key_and_colon(s, key)) || !value_of(s, value);
	return !s->bad;
}

bool
jwalk_end(struct jwalk *s)
{
	space(s);
	return s->ended && !s->bad && s->at == s->end;
}

bool
jwalk_is(const struct jwalk_value *v, const char *word)
{
	/* Most are told apart by the first letter. */
	return v->kind == JWALK_TEXT && (v->n == 0 || v->s[0] == word[0]) &&
	       v->n == strlen(word) && memcmp(v->s, word, v->n) == 0;
}

int64_t
jwalk_int(const struct jwalk_value *v)
{
	bool minus = v->n > 0 && v->s[0] == '-';
	int64_t n = 0;

	for (size_t i = minus; i < v->n; i++)
		n = n * 10 + (v->s[i] - '0');
	return minus ? -n : n;
}
