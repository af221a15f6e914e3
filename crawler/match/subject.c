/* SPDX-License-Identifier: ISC */
/* Words and addresses of a subject. */
#include "crawler/match/subject.h"

#include <string.h>

#include "crawler/normalise/fold.h"
#include "store/base/utf8.h"

enum { DOC_WORD_MAX = 4 * WATCH_TEXT_MAX };

/* Where words stand without spaces, they are looked for without. */
static char *
doc_word(struct arena *a, const char *s)
{
	struct buf b;
	size_t hidden = 0, len;
	char *kept = NULL;

	buf_init(&b, DOC_WORD_MAX);
	if (fold_text(&b, s, strlen(s), &hidden) == ERR_OK && b.len > 0) {
		bool tight = fold_unspaced(utf8_next(b.data, b.len, &len));

		kept = arena_printf(a, tight ? "%s" : " %s ", b.data);
	}
	buf_fini(&b);
	return kept;
}

/* The part of an address that says whose it is: no scheme, no "www.". */
static const char *
bare(const char *url)
{
	const char *s = strstr(url, "://");

	s = s != NULL ? s + 3 : url;
	return strncmp(s, "www.", 4) == 0 ? s + 4 : s;
}

static char *
own_key(struct arena *a, const char *url)
{
	char *key = arena_strdup(a, bare(url));
	size_t n = strlen(key);

	while (n > 0 && key[n - 1] == '/')
		key[--n] = '\0';
	return key;
}

static char **
list(struct arena *a, const struct watch_list *l,
    char *(*key)(struct arena *, const char *), size_t *n)
{
	char **v = arena_alloc(a, (l->n + 1) * sizeof(*v));

	*n = 0;
	for (size_t i = 0; i < l->n; i++) {
		char *s = key(a, l->v[i]);

		if (s != NULL)
			v[(*n)++] = s;
	}
	return v;
}

void
subject_init(struct subject *s, const struct watch *w, struct arena *a)
{
	struct query_fault fault;

	s->with = list(a, &w->with, doc_word, &s->with_n);
	s->without = list(a, &w->without, doc_word, &s->without_n);
	s->own = list(a, &w->own, own_key, &s->own_n);
	s->query = NULL;
	if (w->query != NULL &&
	    query_parse(a, w->query, &s->query, &fault) != ERR_OK)
		s->query = NULL;
}

static bool
any_stands(char *const *words, size_t n, const struct buf *doc)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(doc->data, words[i]) != NULL)
			return true;
	return false;
}

static bool
words_admit(const struct subject *s, const char *text, size_t n)
{
	struct buf doc;
	size_t hidden = 0;
	bool admits = false;

	if (s->with_n == 0 && s->without_n == 0)
		return true;
	/* The fold is never longer than the text; then a space at each end. */
	buf_init(&doc, n + 2);
	if (buf_addc(&doc, ' ') == ERR_OK &&
	    fold_text(&doc, text, n, &hidden) == ERR_OK &&
	    buf_addc(&doc, ' ') == ERR_OK)
		admits =
		    (s->with_n == 0 || any_stands(s->with, s->with_n, &doc)) &&
		    !any_stands(s->without, s->without_n, &doc);
	buf_fini(&doc);
	return admits;
}

bool
subject_admits(const struct subject *s, const struct query_doc *d)
{
	return words_admit(s, d->text != NULL ? d->text : "", d->text_len) &&
	       (s->query == NULL || query_holds(s->query, d));
}

/* Is `own` the head of url, up to the end of a segment? The host's letter case
 * does not count. */
static bool
is_below(const char *own, const char *url)
{
	bool host = true;

	for (; *own != '\0'; own++, url++) {
		char a = *own, b = *url;

		host &= a != '/';
		if (host && a >= 'A' && a <= 'Z')
			a |= 0x20;
		if (host && b >= 'A' && b <= 'Z')
			b |= 0x20;
		if (a != b)
			return false;
	}
	return *url == '\0' || strchr("/?#", *url) != NULL;
}

bool
subject_owns(const struct subject *s, const char *url)
{
	for (size_t i = 0; i < s->own_n; i++)
		if (is_below(s->own[i], bare(url)))
			return true;
	return false;
}
