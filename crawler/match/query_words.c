/* SPDX-License-Identifier: ISC */
/* Queries said back in words, so that whoever typed one sees how it was
 * understood. */
#include <stdlib.h>
#include <string.h>

#include "crawler/match/query_node.h"

enum { WORDS_MAX = 1 << 20 };

/* What stands before and behind the value of a field. */
static const struct {
	const char *en, *en_end, *fr, *fr_end;
} phrases[QUERY_FIELDS] = {
	[QUERY_ANYWHERE] = { "", "", "", "" },
	[QUERY_TITLE] = { "", " in the title", "", " dans le titre" },
	[QUERY_AUTHOR] = { "an author called ", "", "un auteur nommé ", "" },
	[QUERY_HANDLE] = { "an account called ", "", "un compte nommé ", "" },
	[QUERY_SITE] = { "on the site ", "", "sur le site ", "" },
	[QUERY_NETWORK] = { "on the network ", "", "sur le réseau ", "" },
	[QUERY_LANG] = { "in the language ", "", "en langue ", "" },
	[QUERY_KIND] = { "of the kind ", "", "du genre ", "" },
	[QUERY_DATE] = { "dated ", "", "daté de ", "" },
	[QUERY_SINCE] = { "published since ", "", "publié depuis ", "" },
	[QUERY_UNTIL] = { "published until ", "", "publié jusqu'à ", "" },
	[QUERY_TAG] = { "the hashtag ", "", "le mot-dièse ", "" },
	[QUERY_MIN_LEN] = { "at least ", " bytes of text", "au moins ",
	    " octets de texte" },
	[QUERY_MAX_LEN] = { "at most ", " bytes of text", "au plus ",
	    " octets de texte" },
};

/* Its value is words, and stands in quotes. */
static bool
is_quoted(enum query_field f)
{
	return f == QUERY_ANYWHERE || f == QUERY_TITLE || f == QUERY_AUTHOR ||
	       f == QUERY_HANDLE || f == QUERY_TAG;
}

static enum err
say_term(const struct query_node *n, bool fr, struct buf *b)
{
	const char *before = fr ? phrases[n->field].fr : phrases[n->field].en;
	const char *after =
	    fr ? phrases[n->field].fr_end : phrases[n->field].en_end;
	size_t len = strlen(n->written);
	bool open = is_quoted(n->field) && n->key[0] == ' ' &&
		    n->key[strlen(n->key) - 1] != ' ';
	const char *begin = !open ? ""
			    : fr  ? "un mot en "
				  : "a word beginning with ";
	const char *left = !is_quoted(n->field) ? "" : fr ? "« " : "“";
	const char *right = !is_quoted(n->field) ? "" : fr ? " »" : "”";

	return buf_addf(b, "%s%s%s%.*s%s%s", begin, before, left,
	    (int)(len - open), n->written, right, after);
}

/* The child, in parentheses where it binds less than its parent. */
static enum err
say_child(const struct query *q, const struct query_node *parent, uint16_t at,
    char *const *said, struct buf *b)
{
	const struct query_node *n = &q->v[at];
	bool group = n->kind < parent->kind ||
		     (n->kind == parent->kind && n->kind == QUERY_PAIR);

	return buf_addf(b, group ? "(%s)" : "%s", said[at]);
}

/* What joins the two sides. */
static enum err
say_joint(const struct query_node *n, bool fr, struct buf *b)
{
	if (n->kind == QUERY_OR)
		return buf_addf(b, fr ? " ou " : " or ");
	if (n->kind == QUERY_AND)
		return buf_addf(b, fr ? " et " : " and ");
	if (n->ordered)
		return buf_addf(b,
		    fr ? " suivi, à %u mots au plus, de "
		       : " followed, at most %u words on, by ",
		    n->distance);
	return buf_addf(b,
	    fr ? " à %u mots au plus de " : " at most %u words from ",
	    n->distance);
}

static enum err
say_node(const struct query *q, const struct query_node *n, char *const *said,
    bool fr, struct buf *b)
{
	enum err e;

	if (n->kind == QUERY_TERM)
		return say_term(n, fr, b);
	if (n->kind == QUERY_NOT) {
		e = buf_adds(b, fr ? "sans " : "not ");
		return e == ERR_OK ? say_child(q, n, n->a, said, b) : e;
	}
	e = say_child(q, n, n->a, said, b);
	if (e == ERR_OK)
		e = say_joint(n, fr, b);
	return e == ERR_OK ? say_child(q, n, n->b, said, b) : e;
}

enum err
query_explain(const struct query *q, bool french, struct buf *out)
{
	char **said = mem_zalloc(q->n * sizeof(*said));
	enum err e = ERR_OK;

	for (size_t i = 0; i < q->n && e == ERR_OK; i++) {
		const struct query_node *n = &q->v[i];
		struct buf b;

		buf_init(&b, WORDS_MAX);
		e = say_node(q, n, said, french, &b);
		said[i] = buf_take(&b, NULL);
		buf_fini(&b);
		/* A child is said once, by its parent. */
		if (n->kind == QUERY_TERM)
			continue;
		free(said[n->a]);
		said[n->a] = NULL;
		if (n->kind != QUERY_NOT) {
			free(said[n->b]);
			said[n->b] = NULL;
		}
	}
	if (e == ERR_OK)
		e = buf_adds(out, said[q->n - 1]);
	for (size_t i = 0; i < q->n; i++)
		free(said[i]);
	free(said);
	return e;
}

void
query_words(
    const struct query *q, bool (*fn)(void *arg, const char *words), void *arg)
{
	for (size_t i = 0; i < q->n; i++) {
		const struct query_node *n = &q->v[i];
		bool words = n->field == QUERY_ANYWHERE ||
			     n->field == QUERY_TITLE || n->field == QUERY_TAG;
		bool whole =
		    words && n->kind == QUERY_TERM &&
		    !(n->key[0] == ' ' && n->key[strlen(n->key) - 1] != ' ');

		if (whole && !n->denied && !fn(arg, n->written))
			return;
	}
}
