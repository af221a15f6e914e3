/* SPDX-License-Identifier: ISC */
/* The tokeniser. */
#include "crawler/parse/date_token.h"

#include <string.h>

#include "store/base/utf8.h"

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde) ||
	       (c >= 0x386 && c <= 0x3ab) || (c >= 0x410 && c <= 0x42f);
}

static bool
is_space(uint32_t c)
{
	return c <= ' ' || c == 0xa0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200f) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202f || c == 0x205f || c == 0x2060 || c == 0x3000 ||
	       c == 0xfeff;
}

/* Letters; all beyond ASCII but spaces, dashes, quotes and signs. */
static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	if (c < 0xc0)
		return false;
	return c != 0xd7 && c != 0xf7 && !(c >= 0x2000 && c <= 0x2bff) &&
	       !is_space(c) && !(c >= 0x3001 && c <= 0x3020) &&
	       !(c >= 0xff00 && c <= 0xff20);
}

static bool
is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* Characters that stand alone as a word: "2004年5月28日". */
static bool
is_single(uint32_t c)
{
	return (c >= 0x4e00 && c <= 0x9fff && c != 0x5348 && c != 0x4e0a &&
		   c != 0x4e0b && c != 0x524d && c != 0x5f8c) ||
	       c == 0xb144 || c == 0xbd84 || c == 0xc2dc || c == 0xc6d4 ||
	       c == 0xc77c || c == 0xcd08;
}

static uint32_t
char_at(const struct date_tokens *k, size_t n, size_t i, size_t *len)
{
	*len = 1;
	return i < n ? utf8_next(k->text + i, n - i, len) : 0;
}

/* A number from i on; returns where it ends. */
static size_t
take_number(struct date_tokens *k, struct date_token *t, size_t n, size_t i)
{
	t->kind = DATE_TOKEN_NUMBER;
	for (; i < n && is_digit((unsigned char)k->text[i]); i++) {
		unsigned d = (unsigned)(k->text[i] - '0');

		t->digits++;
		if (t->value > (UINT32_MAX - d) / 10)
			t->value = UINT32_MAX;
		else
			t->value = t->value * 10 + d;
	}
	return i;
}

/* "a.m." and "p. m." are one word. */
static size_t
meridiem_length(const char *s, size_t n)
{
	size_t i = 1;

	if (n < 3 || ((s[0] | 0x20) != 'a' && (s[0] | 0x20) != 'p') ||
	    s[1] != '.')
		return 0;
	i = n > 3 && s[2] == ' ' ? 3 : 2;
	if ((s[i++] | 0x20) != 'm')
		return 0;
	if (i < n && is_letter((unsigned char)s[i]))
		return 0;
	return i < n && s[i] == '.' ? i + 1 : i;
}

static size_t
take_word(struct date_tokens *k, struct date_token *t, size_t n, size_t i)
{
	size_t len, meridiem = meridiem_length(k->text + i, n - i);
	uint32_t c = char_at(k, n, i, &len);

	t->kind = DATE_TOKEN_WORD;
	t->capital = is_capital(c);
	t->upper = true;
	if (meridiem > 0)
		return i + meridiem;
	if (is_single(c))
		return i + len;
	while (i < n) {
		size_t next_len;
		bool apostrophe;

		c = char_at(k, n, i, &len);
		apostrophe = (c == '\'' || c == 0x2019) && i + len < n &&
			     is_letter(char_at(k, n, i + len, &next_len));
		/* A combining accent belongs to its letter. */
		if (!is_letter(c) && !apostrophe && !(c >= 0x300 && c <= 0x36f))
			break;
		if (is_single(c))
			break;
		t->upper = t->upper && c >= 'A' && c <= 'Z';
		i += len;
	}
	return i;
}

/* The token as a folded word; false if it is no word, or none of ours. */
static bool
folded(const struct date_tokens *k, const struct date_token *t,
    char out[DATE_WORD_ROOM])
{
	const char *s = k->text + t->at;

	if (t->kind != DATE_TOKEN_WORD)
		return false;
	if (meridiem_length(s, t->n) > 0) {
		out[0] = (char)(s[0] | 0x20);
		out[1] = 'm';
		out[2] = '\0';
		return true;
	}
	return date_words_fold(s, t->n, out) > 0;
}

void
date_token_split(struct date_tokens *k, const char *s, size_t n)
{
	char word[DATE_WORD_ROOM];
	size_t i = 0, len;
	bool gap = true;

	k->text = s;
	k->n = 0;
	if (n > DATE_TEXT_MAX)
		n = DATE_TEXT_MAX;
	while (i < n && k->n < DATE_TOKENS_MAX) {
		struct date_token *t = &k->t[k->n];
		uint32_t c = char_at(k, n, i, &len);

		if (is_space(c)) {
			gap = true;
			i += len;
			continue;
		}
		*t = (struct date_token){ .gap = gap, .at = (uint16_t)i };
		gap = false;
		if (is_digit(c)) {
			i = take_number(k, t, n, i);
		} else if (is_letter(c)) {
			i = take_word(k, t, n, i);
		} else {
			t->kind = DATE_TOKEN_MARK;
			t->value = is_dash(c) ? '-' : c;
			i += len;
		}
		t->n = (uint16_t)(i - t->at);
		if (folded(k, t, word))
			t->found = (uint16_t)date_words_find(word);
		k->n++;
	}
	for (size_t end = 0; end < DATE_TOKENS_AHEAD; end++)
		k->t[k->n + end] = (struct date_token){
			.kind = DATE_TOKEN_END, .gap = true, .at = (uint16_t)i
		};
}

bool
date_token_is(
    const struct date_tokens *k, size_t i, enum date_word kind, int *value)
{
	int v;

	if (i >= k->n || !date_words_is(k->t[i].found, kind, &v))
		return false;
	if (value != NULL)
		*value = v;
	return true;
}

bool
date_token_known(const struct date_tokens *k, size_t i)
{
	return i < k->n && k->t[i].found != 0;
}

bool
date_token_says(const struct date_tokens *k, size_t i, const char *wanted)
{
	char word[DATE_WORD_ROOM];

	return i < k->n && folded(k, &k->t[i], word) &&
	       strcmp(word, wanted) == 0;
}
