/* SPDX-License-Identifier: ISC */
/* Queries read: words and operators from the left, operators waiting on a
 * stack until one that binds less arrives (Dijkstra's shunting yard). */
#define _GNU_SOURCE /* strncasecmp */
#include "crawler/match/query.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/match/query_token.h"
#include "crawler/normalise/fold.h"
#include "crawler/parse/page.h"
#include "store/base/clock.h"
#include "store/base/utf8.h"

enum {
	PREFIX_MIN = 3, /* bytes of the word before a * */
	SITE_MAX = 1024,
	TEXT_MAX = 16384
};

struct parser {
	struct query_reader in;
	struct arena *a;
	struct query *q;
	uint16_t operands[QUERY_DEPTH_MAX + 1]; /* nodes */
	size_t n_operands;
	struct token ops[QUERY_DEPTH_MAX]; /* that wait */
	size_t n_ops;
};

/* ---- terms ---- */

/* Folded words with a space before, and one after unless a * ends them; scripts
 * without spaces are looked for without. NULL: no letter or digit. */
static char *
folded(struct arena *a, const char *s, size_t n, bool begin)
{
	struct buf b;
	size_t hidden = 0, len;
	char *key = NULL;

	buf_init(&b, (size_t)4 * TEXT_MAX);
	if (fold_text(&b, s, n, &hidden) == ERR_OK && b.len > 0) {
		if (fold_unspaced(utf8_next(b.data, b.len, &len)))
			key = arena_strdup(a, b.data);
		else
			key =
			    arena_printf(a, " %s%s", b.data, begin ? "" : " ");
	}
	buf_fini(&b);
	return key;
}

/* A tag is one word: what folding parted is joined again. */
static void
join_words(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++)
		if (*s != ' ')
			*to++ = *s;
	*to = '\0';
}

static bool
make_words(struct parser *p, const struct token *k, struct query_node *n)
{
	const char *star =
	    k->quoted || k->len == 0 ? NULL : memchr(k->s, '*', k->len);
	bool begin = star != NULL && star == k->s + k->len - 1;
	char *key;

	if (star != NULL && (!begin || k->len <= PREFIX_MIN))
		return query_token_fault(&p->in, k,
		    "a * may only end a word of 3 letters or more",
		    "un * ne peut que terminer un mot d'au moins 3 lettres");
	key = folded(p->a, k->s, k->len, begin);
	if (key == NULL)
		return query_token_fault(&p->in, k,
		    "there is neither letter nor digit",
		    "il n'y a ni lettre ni chiffre");
	if (k->field == QUERY_TAG)
		join_words(key);
	n->key = key;
	return true;
}

/* ASCII capitals become small; a site loses what does not tell it. */
static bool
make_lower(struct parser *p, const struct token *k, struct query_node *n)
{
	const char *s = n->written;
	char *key;
	size_t len;

	if (k->field == QUERY_SITE && strstr(s, "://") != NULL)
		s = strstr(s, "://") + 3;
	if (k->field == QUERY_SITE && strncasecmp(s, "www.", 4) == 0)
		s += 4;
	if (k->field == QUERY_NETWORK || k->field == QUERY_LANG ||
	    k->field == QUERY_SITE) {
		key = arena_strdup(p->a, s);
		for (char *c = key; *c != '\0'; c++)
			*c = (char)(*c >= 'A' && *c <= 'Z' ? *c | 0x20 : *c);
		len = strlen(key);
		while (len > 0 && key[len - 1] == '/')
			key[--len] = '\0';
		n->key = key;
		return (len > 0 && len < SITE_MAX) ||
		       query_token_fault(
			   &p->in, k, "no such site", "site impossible");
	}
	n->key = n->written;
	for (unsigned i = DOC_PAGE; i <= DOC_IMAGE; i++)
		if (strcmp(doc_kind_name((enum doc_kind)i), n->key) == 0)
			return true;
	return query_token_fault(&p->in, k,
	    "no such kind (page post comment profile review message video "
	    "image)",
	    "ce genre n'existe pas (page post comment profile review message "
	    "video image)");
}

/* YYYY, YYYY-MM or YYYY-MM-DD: the head of a date as it is stored. */
static bool
is_date_head(const char *s)
{
	static const char form[] = "0000-00-00";
	size_t n = strlen(s);

	if (n != 4 && n != 7 && n != 10)
		return false;
	for (size_t i = 0; i < n; i++)
		if (form[i] == '-' ? s[i] != '-' : s[i] < '0' || s[i] > '9')
			return false;
	return true;
}

static bool
make_date(struct parser *p, const struct token *k, struct query_node *n)
{
	int64_t ms;

	n->key = n->written;
	if (k->field == QUERY_DATE)
		return is_date_head(n->key) ||
		       query_token_fault(&p->in, k,
			   "a year, a month or a day: 2026-11-20",
			   "une année, un mois ou un jour : 2026-11-20");
	return clock_parse_when(n->key, 0, &ms) == ERR_OK ||
	       query_token_fault(&p->in, k, "not a date nor an age such as 7d",
		   "ni une date, ni une durée comme 7d");
}

static bool
make_number(struct parser *p, const struct token *k, struct query_node *n)
{
	char *end = NULL;

	n->key = n->written;
	n->number = strtoull(n->key, &end, 10);
	return (n->key[0] >= '0' && n->key[0] <= '9' && *end == '\0' &&
		   k->len < 10) ||
	       query_token_fault(&p->in, k,
		   "a number of characters must follow",
		   "un nombre de caractères doit suivre");
}

static bool
make_term(struct parser *p, const struct token *k, struct query_node *n)
{
	n->field = k->field;
	n->written = arena_strndup(p->a, k->s, k->len);
	switch (k->field) {
	case QUERY_ANYWHERE:
	case QUERY_TITLE:
	case QUERY_AUTHOR:
	case QUERY_HANDLE:
	case QUERY_TAG:
		return make_words(p, k, n);
	case QUERY_SITE:
	case QUERY_NETWORK:
	case QUERY_LANG:
	case QUERY_KIND:
		return make_lower(p, k, n);
	case QUERY_DATE:
	case QUERY_SINCE:
	case QUERY_UNTIL:
		return make_date(p, k, n);
	case QUERY_MIN_LEN:
	case QUERY_MAX_LEN:
		return make_number(p, k, n);
	case QUERY_FIELDS:
		break;
	}
	return false;
}

/* ---- the stack ---- */

/* A node on top of the operands. */
static bool
push(struct parser *p, const struct token *k, const struct query_node *n)
{
	if (p->q->n == QUERY_NODES_MAX || p->n_operands > QUERY_DEPTH_MAX)
		return query_token_fault(&p->in, k, "the query is too long",
		    "la requête est trop longue");
	p->q->v[p->q->n] = *n;
	p->operands[p->n_operands++] = (uint16_t)p->q->n++;
	return true;
}

/* Has it places in the text that NEAR can measure between? */
static bool
has_places(const struct query_node *n, const struct query_node *v)
{
	switch (n->kind) {
	case QUERY_TERM:
		return n->field == QUERY_ANYWHERE;
	case QUERY_OR:
		return v[n->a].placed && v[n->b].placed;
	case QUERY_PAIR:
		return true;
	case QUERY_AND:
	case QUERY_NOT:
		break;
	}
	return false;
}

/* Takes the topmost operator off and joins its operands. */
static bool
reduce(struct parser *p)
{
	const struct token k = p->ops[--p->n_ops];
	struct query_node n = { .distance = k.distance, .ordered = k.ordered };
	const struct query_node *v = p->q->v;

	if (k.kind == TOKEN_NOT) {
		n.kind = QUERY_NOT;
		n.a = n.b = p->operands[--p->n_operands];
		return push(p, &k, &n);
	}
	n.b = p->operands[--p->n_operands];
	n.a = p->operands[--p->n_operands];
	n.kind = k.kind == TOKEN_OR    ? QUERY_OR
		 : k.kind == TOKEN_AND ? QUERY_AND
				       : QUERY_PAIR;
	if (n.kind == QUERY_PAIR && (!v[n.a].placed || !v[n.b].placed))
		return query_token_fault(&p->in, &k,
		    "NEAR joins words, phrases and (a OR b), nothing else",
		    "NEAR relie des mots, des expressions et (a OR b), rien "
		    "d'autre");
	/* Whoever may be asked for places says so now; settle() takes it back
	 * where nobody asks. */
	n.placed = has_places(&n, v);
	return push(p, &k, &n);
}

/* All that binds at least as much as this kind, down to a parenthesis. */
static bool
reduce_to(struct parser *p, enum token_kind kind)
{
	while (p->n_ops > 0 && p->ops[p->n_ops - 1].kind >= kind)
		if (!reduce(p))
			return false;
	return true;
}

static bool
push_op(struct parser *p, const struct token *k)
{
	if (p->n_ops == QUERY_DEPTH_MAX)
		return query_token_fault(&p->in, k,
		    "too many parentheses or operators",
		    "trop de parenthèses ou d'opérateurs");
	p->ops[p->n_ops++] = *k;
	return true;
}

/* Where a word, a phrase or a parenthesis is due. */
static bool
operand(struct parser *p, const struct token *k, bool *due)
{
	struct query_node n = { .kind = QUERY_TERM };

	if (k->kind == TOKEN_OPEN || k->kind == TOKEN_NOT)
		return push_op(p, k);
	if (k->kind == TOKEN_END)
		return query_token_fault(&p->in, k,
		    "a word is missing at the end",
		    "il manque un mot à la fin");
	if (k->kind != TOKEN_TERM)
		return query_token_fault(&p->in, k,
		    "a word is missing before it", "il manque un mot avant");
	if (!make_term(p, k, &n))
		return false;
	n.placed = n.field == QUERY_ANYWHERE;
	*due = false;
	return push(p, k, &n);
}

static bool
close_group(struct parser *p, const struct token *k)
{
	if (!reduce_to(p, TOKEN_OR))
		return false;
	if (p->n_ops == 0)
		return query_token_fault(&p->in, k,
		    "no parenthesis was opened before it",
		    "aucune parenthèse n'était ouverte");
	p->n_ops--;
	return true;
}

/* Where an operator may stand; two terms side by side are both asked for. */
static bool
operator_or_and(struct parser *p, const struct token *k, bool *due)
{
	struct token both = *k;

	if (k->kind == TOKEN_CLOSE)
		return close_group(p, k);
	if (k->kind == TOKEN_OR || k->kind == TOKEN_AND ||
	    k->kind == TOKEN_NEAR) {
		*due = true;
		return reduce_to(p, k->kind) && push_op(p, k);
	}
	both.kind = TOKEN_AND;
	*due = true;
	return reduce_to(p, TOKEN_AND) && push_op(p, &both) &&
	       operand(p, k, due);
}

/* Tells each node what its parents want of it; parents stand behind. */
static void
settle(struct query *q)
{
	q->v[q->n - 1].placed = false;
	for (size_t i = q->n; i-- > 0;) {
		const struct query_node *n = &q->v[i];
		bool ask =
		    n->kind == QUERY_PAIR || (n->kind == QUERY_OR && n->placed);
		bool deny = n->denied != (n->kind == QUERY_NOT);

		if (n->kind == QUERY_TERM)
			continue;
		q->v[n->a].placed = q->v[n->b].placed = ask;
		q->v[n->a].denied = q->v[n->b].denied = deny;
	}
}

static bool
parse(struct parser *p)
{
	struct token k = { .kind = TOKEN_TERM };
	bool due = true;

	while (k.kind != TOKEN_END) {
		if (!query_token(&p->in, &k))
			return false;
		if (due) {
			if (!operand(p, &k, &due))
				return false;
		} else if (k.kind != TOKEN_END &&
			   !operator_or_and(p, &k, &due)) {
			return false;
		}
	}
	if (!reduce_to(p, TOKEN_OR))
		return false;
	if (p->n_ops > 0)
		return query_token_fault(&p->in, &p->ops[p->n_ops - 1],
		    "this parenthesis is never closed",
		    "cette parenthèse n'est jamais fermée");
	settle(p->q);
	return true;
}

enum err
query_parse(struct arena *a, const char *text, struct query **out,
    struct query_fault *fault)
{
	struct parser p = { .in = { .text = text, .fault = fault }, .a = a };
	size_t n = strlen(text);

	p.q = arena_alloc(a, sizeof(*p.q));
	p.q->v = arena_alloc(a, QUERY_NODES_MAX * sizeof(*p.q->v));
	if (n >= TEXT_MAX || !utf8_valid(text, n)) {
		*fault = (struct query_fault){ .at = 1,
			.en = "too long, or no plain text",
			.fr = "trop long, ou pas du texte" };
		return ERR_PARSE;
	}
	if (!parse(&p))
		return ERR_PARSE;
	*out = p.q;
	return ERR_OK;
}
