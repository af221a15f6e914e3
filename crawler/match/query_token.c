/* SPDX-License-Identifier: ISC */
/* A query taken apart into words. */
#define _GNU_SOURCE /* strncasecmp */
#include "crawler/match/query_token.h"

#include <string.h>
#include <strings.h>

#include "store/base/utf8.h"

static const struct {
	const char *word;
	enum query_field field;
} fields[] = {
	{ "title", QUERY_TITLE },
	{ "author", QUERY_AUTHOR },
	{ "handle", QUERY_HANDLE },
	{ "site", QUERY_SITE },
	{ "network", QUERY_NETWORK },
	{ "lang", QUERY_LANG },
	{ "kind", QUERY_KIND },
	{ "date", QUERY_DATE },
	{ "since", QUERY_SINCE },
	{ "until", QUERY_UNTIL },
	{ "tag", QUERY_TAG },
	{ "min_len", QUERY_MIN_LEN },
	{ "max_len", QUERY_MAX_LEN },
};

/* What opens and closes a phrase, in any keyboard's way. */
static const struct {
	const char *open, *close;
} quotes[] = {
	{ "\"", "\"" }, { "\xe2\x80\x9c", "\xe2\x80\x9d" }, /* curly */
	{ "\xc2\xab", "\xc2\xbb" },                         /* guillemets */
};

/* Notes what is wrong at this place; always false. */
static bool
fail(
    struct query_reader *p, size_t at, size_t n, const char *en, const char *fr)
{
	struct query_fault *f = p->fault;
	size_t len = n < sizeof(f->word) ? n : sizeof(f->word) - 1;

	len = n == len ? len : utf8_floor(p->text + at, len);
	memcpy(f->word, p->text + at, len);
	f->word[len] = '\0';
	f->at = 1;
	for (size_t i = 0, step; i < at; i += step, f->at++)
		utf8_next(p->text + i, at - i, &step);
	f->en = en;
	f->fr = fr;
	return false;
}

bool
query_token_fault(struct query_reader *p, const struct token *k, const char *en,
    const char *fr)
{
	return fail(p, k->at, k->n, en, fr);
}

/* White space, the no-break kind too. */
static size_t
space_at(const char *s)
{
	if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		return 1;
	if (strncmp(s, "\xc2\xa0", 2) == 0)
		return 2;
	return strncmp(s, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

/* The quotes that open here; NELEM(quotes): none. */
static size_t
quote_at(const char *s)
{
	size_t i = 0;

	while (i < NELEM(quotes) &&
	       strncmp(s, quotes[i].open, strlen(quotes[i].open)) != 0)
		i++;
	return i;
}

static bool
read_phrase(struct query_reader *p, struct token *k)
{
	size_t i = quote_at(p->text + p->pos);
	const char *from = p->text + p->pos + strlen(quotes[i].open);
	const char *to = strstr(from, quotes[i].close);

	if (to == NULL)
		return fail(p, p->pos, strlen(quotes[i].open),
		    "this quote is never closed",
		    "ce guillemet n'est jamais fermé");
	k->s = from;
	k->len = (size_t)(to - from);
	k->quoted = true;
	p->pos = (size_t)(to - p->text) + strlen(quotes[i].close);
	k->n = p->pos - k->at;
	return true;
}

/* A run without white space, parentheses or quotes. */
static void
read_run(struct query_reader *p, struct token *k)
{
	const char *s = p->text;
	size_t from = p->pos;

	while (s[p->pos] != '\0' && s[p->pos] != '(' && s[p->pos] != ')' &&
	       space_at(s + p->pos) == 0 &&
	       quote_at(s + p->pos) == NELEM(quotes))
		p->pos++;
	k->s = s + from;
	k->len = p->pos - from;
	k->n = p->pos - k->at;
}

static bool
is_word(const struct token *k, const char *word)
{
	return k->len == strlen(word) && memcmp(k->s, word, k->len) == 0;
}

/* NEAR, NEAR/n, ONEAR, ONEAR/n: true when it is one of them. */
static bool
is_near(struct token *k)
{
	size_t at;
	unsigned n = 0;

	k->ordered = k->s[0] == 'O';
	at = k->ordered ? 1 : 0;
	if (k->len < at + 4 || memcmp(k->s + at, "NEAR", 4) != 0)
		return false;
	at += 4;
	k->distance = QUERY_NEAR;
	if (at == k->len)
		return true;
	if (k->s[at++] != '/' || at == k->len)
		return false;
	for (; at < k->len && n <= QUERY_NEAR_MAX; at++) {
		if (k->s[at] < '0' || k->s[at] > '9')
			return false;
		n = n * 10 + (unsigned)(k->s[at] - '0');
	}
	k->distance = n;
	return true;
}

/* "title:x" and "#x": takes the field off. */
static bool
take_field(struct query_reader *p, struct token *k)
{
	const char *colon = memchr(k->s, ':', k->len);
	size_t n = colon == NULL ? 0 : (size_t)(colon - k->s);

	if (k->s[0] == '#' && k->len > 1) {
		k->field = QUERY_TAG;
		k->s++;
		k->len--;
		return true;
	}
	for (size_t i = 0; i < NELEM(fields) && n > 0; i++) {
		if (strlen(fields[i].word) != n ||
		    strncasecmp(fields[i].word, k->s, n) != 0)
			continue;
		k->field = fields[i].field;
		k->s += n + 1;
		k->len -= n + 1;
		if (k->len > 0)
			return true;
		if (quote_at(p->text + p->pos) < NELEM(quotes))
			return read_phrase(p, k);
		return query_token_fault(p, k, "a value must follow the colon",
		    "une valeur doit suivre le deux-points");
	}
	return n == 0 ||
	       query_token_fault(p, k,
		   "no such field (title author handle site network lang kind "
		   "date since until tag min_len max_len; or quote it)",
		   "ce champ n'existe pas (title author handle site network "
		   "lang kind date since until tag min_len max_len ; sinon, "
		   "mettre entre guillemets)");
}

/* An operator in lower case would silently be looked for as a word. */
static bool
is_small_operator(const struct token *k)
{
	return is_word(k, "and") || is_word(k, "or") || is_word(k, "not") ||
	       (k->len > 5 && memcmp(k->s, "near/", 5) == 0) ||
	       (k->len > 6 && memcmp(k->s, "onear/", 6) == 0);
}

static bool
read_word(struct query_reader *p, struct token *k)
{
	read_run(p, k);
	if (is_word(k, "AND"))
		k->kind = TOKEN_AND;
	else if (is_word(k, "OR"))
		k->kind = TOKEN_OR;
	else if (is_word(k, "NOT"))
		k->kind = TOKEN_NOT;
	else if (is_near(k))
		k->kind = TOKEN_NEAR;
	if (k->kind == TOKEN_NEAR &&
	    (k->distance == 0 || k->distance > QUERY_NEAR_MAX))
		return query_token_fault(p, k,
		    "the distance is 1 to 1000 words",
		    "la distance va de 1 à 1000 mots");
	if (k->kind != TOKEN_TERM)
		return true;
	if (is_small_operator(k))
		return query_token_fault(p, k,
		    "an operator stands in capitals, a word in quotes",
		    "un opérateur s'écrit en capitales, un mot entre "
		    "guillemets");
	return take_field(p, k);
}

bool
query_token(struct query_reader *p, struct token *k)
{
	const char *s = p->text;
	size_t n;

	for (n = space_at(s + p->pos); n > 0; n = space_at(s + p->pos))
		p->pos += n;
	*k = (struct token){ .kind = TOKEN_TERM, .at = p->pos, .n = 1 };
	if (s[p->pos] == '\0') {
		k->kind = TOKEN_END;
		k->n = 0;
		return true;
	}
	if (s[p->pos] == '(' || s[p->pos] == ')') {
		k->kind = s[p->pos++] == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
		return true;
	}
	if (s[p->pos] == '-' && s[p->pos + 1] != '\0' &&
	    space_at(s + p->pos + 1) == 0) {
		k->kind = TOKEN_NOT;
		p->pos++;
		return true;
	}
	if (quote_at(s + p->pos) < NELEM(quotes))
		return read_phrase(p, k);
	return read_word(p, k);
}
