/* SPDX-License-Identifier: ISC */
/* Is a query true of a document? The document is folded once; each node is
 * settled after its children, with the places in the text where a NEAR wants
 * them. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/match/query_node.h"
#include "crawler/normalise/fold.h"
#include "store/base/clock.h"
#include "store/base/utf8.h"

enum {
	PLACES_MAX = 4096,    /* of one node; later ones are not looked at */
	TITLE_GAP = 2000,     /* words between title and text: no NEAR */
	HEAD_MAX = 16 * 1024, /* bytes of a title or an author */
	TAG_MAX = 256,        /* bytes of a hashtag */
	DAY_MS = 86400 * 1000
};

/* Words first to last, counted from the beginning of the document. */
struct place {
	uint32_t first, last;
};

struct places {
	struct place *v; /* owned; by first */
	size_t n;
};

/* A document made ready. */
struct reading {
	const struct query_doc *d;
	struct buf words; /* " title  text ", folded */
	size_t text_at;   /* where the text begins in it */
	uint32_t *starts; /* owned: where each word begins */
	size_t n_starts;
};

/* ---- the document ---- */

static void
add_folded(struct buf *b, const char *s, size_t n, size_t max)
{
	size_t hidden = 0;

	if (n > max)
		n = utf8_floor(s, max);
	/* The buffer has room for all: what does not fit is not there. */
	if (buf_addc(b, ' ') != ERR_OK || s == NULL ||
	    fold_text(b, s, n, &hidden) != ERR_OK || buf_addc(b, ' ') != ERR_OK)
		return;
}

static void
reading_init(struct reading *r, const struct query_doc *d)
{
	size_t title = d->title == NULL ? 0 : strlen(d->title);

	memset(r, 0, sizeof(*r));
	r->d = d;
	buf_init(&r->words, (size_t)4 * (QUERY_TEXT_MAX + HEAD_MAX) + 16);
	add_folded(&r->words, d->title, title, HEAD_MAX);
	r->text_at = r->words.len;
	add_folded(&r->words, d->text, d->text_len, QUERY_TEXT_MAX);
}

static void
reading_fini(struct reading *r)
{
	buf_fini(&r->words);
	free(r->starts);
}

/* Where the words begin, once somebody asks. */
static void
count_words(struct reading *r)
{
	const char *s = r->words.data;
	size_t n = 0;

	if (r->starts != NULL)
		return;
	for (size_t i = 1; i < r->words.len; i++)
		n += s[i] != ' ' && s[i - 1] == ' ';
	r->starts = mem_array(n + 1, sizeof(*r->starts));
	for (size_t i = 1; i < r->words.len; i++)
		if (s[i] != ' ' && s[i - 1] == ' ')
			r->starts[r->n_starts++] = (uint32_t)i;
}

/* The number of the word that this byte is in. */
static uint32_t
word_at(const struct reading *r, size_t at)
{
	size_t low = 0, high = r->n_starts;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (r->starts[mid] <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return (uint32_t)(low + (at >= r->text_at ? TITLE_GAP : 0));
}

/* ---- terms ---- */

static bool
folded_holds(const char *s, const char *key)
{
	struct buf b;
	bool holds;

	if (s == NULL)
		return false;
	buf_init(&b, (size_t)4 * HEAD_MAX + 16);
	add_folded(&b, s, strlen(s), HEAD_MAX);
	holds = b.data != NULL && strstr(b.data, key) != NULL;
	buf_fini(&b);
	return holds;
}

/* Bytes of the hashtag behind a #: to the next space or sign. */
static size_t
tag_len(const char *s, size_t n)
{
	size_t len = 0;

	while (len < n && len < TAG_MAX &&
	       ((s[len] & 0x80) != 0 || s[len] == '_' ||
		   (s[len] >= '0' && s[len] <= '9') ||
		   ((s[len] | 0x20) >= 'a' && (s[len] | 0x20) <= 'z')))
		len++;
	return len;
}

static bool
is_tag(const char *s, size_t n, const char *key)
{
	struct buf b;
	size_t hidden = 0;
	bool is = false;

	buf_init(&b, (size_t)4 * TAG_MAX);
	if (fold_text(&b, s, n, &hidden) == ERR_OK && b.len > 0) {
		size_t k = 0, i = 0;

		for (; i < b.len && (b.data[i] == ' ' || b.data[i] == key[k]);
		     i++)
			k += b.data[i] != ' ';
		is = i == b.len && key[k] == '\0';
	}
	buf_fini(&b);
	return is;
}

static bool
has_tag(const struct query_doc *d, const char *key)
{
	const char *end = d->text + d->text_len;

	for (const char *s = d->text; s != NULL && s < end; s++) {
		s = memchr(s, '#', (size_t)(end - s));
		if (s == NULL)
			break;
		if (is_tag(s + 1, tag_len(s + 1, (size_t)(end - s - 1)), key))
			return true;
	}
	return false;
}

/* The site itself, one below it, or a directory of it. */
static bool
is_of_site(const char *url, const char *key)
{
	const char *host = url == NULL ? NULL : strstr(url, "://");
	size_t n = strcspn(key, "/"), len;

	if (host == NULL)
		return false;
	host += 3;
	len = strcspn(host, "/?#");
	if (strchr(key, ':') == NULL || key[0] == '[')
		len = host[0] == '[' ? strcspn(host, "]") + 1
				     : strcspn(host, ":/?#");
	if (len < n || strncasecmp(host + len - n, key, n) != 0 ||
	    (len > n && host[len - n - 1] != '.'))
		return false;
	host += strcspn(host, "/?#");
	len = strlen(key + n);
	return strncasecmp(host, key + n, len) == 0 &&
	       (len == 0 || host[len] == '\0' ||
		   strchr("/?#", host[len]) != NULL);
}

/* "fr" takes "fr-CA" in. */
static bool
is_lang(const char *lang, const char *key)
{
	size_t n = strlen(key);

	return lang != NULL && strncasecmp(lang, key, n) == 0 &&
	       (lang[n] == '\0' || lang[n] == '-' || lang[n] == '_');
}

static bool
is_dated(const struct query_node *n, const struct query_doc *d)
{
	int64_t published, asked;

	if (d->published == NULL ||
	    clock_parse(d->published, &published) != ERR_OK ||
	    clock_parse_when(n->key, d->at, &asked) != ERR_OK)
		return false;
	if (n->field == QUERY_SINCE)
		return published >= asked;
	/* A day lasts until its end. */
	return strlen(n->key) == 10 ? published < asked + DAY_MS
				    : published <= asked;
}

static bool
term_holds(const struct query_node *n, const struct reading *r)
{
	const struct query_doc *d = r->d;

	switch (n->field) {
	case QUERY_ANYWHERE:
		return r->words.data != NULL &&
		       strstr(r->words.data, n->key) != NULL;
	case QUERY_TITLE:
		return folded_holds(d->title, n->key);
	case QUERY_AUTHOR:
		return folded_holds(d->author, n->key) ||
		       folded_holds(d->handle, n->key);
	case QUERY_HANDLE:
		return folded_holds(d->handle, n->key);
	case QUERY_SITE:
		return is_of_site(d->url, n->key);
	case QUERY_NETWORK:
		return d->network != NULL &&
		       strcasecmp(d->network, n->key) == 0;
	case QUERY_LANG:
		return is_lang(d->lang, n->key);
	case QUERY_KIND:
		return d->kind != NULL && strcmp(d->kind, n->key) == 0;
	case QUERY_DATE:
		return d->published != NULL &&
		       strncmp(d->published, n->key, strlen(n->key)) == 0;
	case QUERY_SINCE:
	case QUERY_UNTIL:
		return is_dated(n, d);
	case QUERY_TAG:
		return has_tag(d, n->key);
	case QUERY_MIN_LEN:
		return d->text_len >= n->number;
	case QUERY_MAX_LEN:
		return d->text_len <= n->number;
	case QUERY_FIELDS:
		break;
	}
	return false;
}

/* ---- places ---- */

static void
add_place(struct places *p, struct place one)
{
	if (p->n == PLACES_MAX)
		return;
	if (p->v == NULL)
		p->v = mem_array(PLACES_MAX, sizeof(*p->v));
	p->v[p->n++] = one;
}

static void
find_term(struct reading *r, const struct query_node *n, struct places *out)
{
	const char *s = r->words.data;
	size_t len = strlen(n->key);

	count_words(r);
	for (s = s == NULL ? NULL : strstr(s, n->key);
	     s != NULL && out->n < PLACES_MAX; s = strstr(s + 1, n->key)) {
		size_t at = (size_t)(s - r->words.data);
		bool spaced = n->key[0] == ' ';
		bool open = spaced && n->key[len - 1] != ' ';

		add_place(
		    out, (struct place){ word_at(r, at + spaced),
			     word_at(r, at + len - 1 - (spaced && !open)) });
	}
}

static int
by_first(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->first < y->first ? -1 : x->first > y->first;
}

static void
find_either(const struct places *a, const struct places *b, struct places *out)
{
	for (size_t i = 0; i < a->n; i++)
		add_place(out, a->v[i]);
	for (size_t i = 0; i < b->n; i++)
		add_place(out, b->v[i]);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_first);
}

/* Is the second at most n words behind the first, and no part of it? */
static bool
is_behind(const struct place *first, const struct place *second, unsigned n)
{
	return second->first > first->last && second->first - first->last <= n;
}

/* The places of b around each of a: those from the reach of NEAR on. A pair of
 * a is given once, with the nearest. */
static void
find_pairs(const struct query_node *n, const struct places *a,
    const struct places *b, struct places *out)
{
	size_t from = 0;

	for (size_t i = 0; i < a->n; i++) {
		const struct place *x = &a->v[i];

		while (from < b->n && b->v[from].last < x->first &&
		       x->first - b->v[from].last > n->distance)
			from++;
		for (size_t k = from; k < b->n; k++) {
			const struct place *y = &b->v[k];

			if (y->first > x->last &&
			    y->first - x->last > n->distance)
				break;
			if (is_behind(x, y, n->distance)) {
				add_place(
				    out, (struct place){ x->first, y->last });
				break;
			}
			if (!n->ordered && is_behind(y, x, n->distance))
				add_place(
				    out, (struct place){ y->first, x->last });
		}
	}
	if (out->n > 1)
		qsort(out->v, out->n, sizeof(*out->v), by_first);
}

/* ---- the whole ---- */

static bool
node_holds(struct reading *r, const struct query_node *n, const bool *truth,
    struct places *places, struct places *own)
{
	switch (n->kind) {
	case QUERY_TERM:
		if (n->placed)
			find_term(r, n, own);
		return n->placed ? own->n > 0 : term_holds(n, r);
	case QUERY_OR:
		if (n->placed)
			find_either(&places[n->a], &places[n->b], own);
		return truth[n->a] || truth[n->b];
	case QUERY_AND:
		return truth[n->a] && truth[n->b];
	case QUERY_NOT:
		return !truth[n->a];
	case QUERY_PAIR:
		find_pairs(n, &places[n->a], &places[n->b], own);
		return own->n > 0;
	}
	return false;
}

bool
query_holds(const struct query *q, const struct query_doc *d)
{
	struct places *places = mem_zalloc(q->n * sizeof(*places));
	bool *truth = mem_zalloc(q->n * sizeof(*truth));
	struct reading r;
	bool holds;

	reading_init(&r, d);
	for (size_t i = 0; i < q->n; i++)
		truth[i] = node_holds(&r, &q->v[i], truth, places, &places[i]);
	holds = truth[q->n - 1];
	for (size_t i = 0; i < q->n; i++)
		free(places[i].v);
	reading_fini(&r);
	free(places);
	free(truth);
	return holds;
}
