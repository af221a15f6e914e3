/* SPDX-License-Identifier: ISC */
/* JSON-LD read: every object of every script is ranked by its type, and the
 * best one is believed. The walk keeps its own stack. */
#include "crawler/parse/jsonld.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/html.h"
#include "store/base/buf.h"
#include "store/base/json.h"
#include "store/base/mem.h"

enum {
	JSONLD_BYTES_MAX = 2 * 1024 * 1024, /* of one script */
	JSONLD_STACK_MAX = 4096,            /* objects that wait at once */
	JSONLD_AUTHORS_MAX = 20,
	JSONLD_BODY_MIN = 100 /* bytes of an articleBody worth the name */
};

enum { RANK_OTHER = 1, RANK_PAGE, RANK_WORK, RANK_ARTICLE };

static const struct {
	const char *type; /* "*" at its head: any that ends so */
	int rank;
} ranks[] = {
	{ "*Article", RANK_ARTICLE },
	{ "*Posting", RANK_ARTICLE },
	{ "*Report", RANK_ARTICLE },
	{ "Review", RANK_ARTICLE },
	{ "Recipe", RANK_ARTICLE },
	{ "Question", RANK_ARTICLE },
	{ "HowTo", RANK_ARTICLE },
	{ "CreativeWork", RANK_WORK },
	{ "*Object", RANK_WORK },
	{ "PodcastEpisode", RANK_WORK },
	{ "Product", RANK_OTHER },
	{ "*Page", RANK_PAGE },
};

struct walk {
	struct arena *a;
	struct jsonld *out;
	json_t *stack[JSONLD_STACK_MAX];
	size_t n;
	json_t *root; /* borrowed: where an @id is looked up */
};

static int
rank_of(const char *type)
{
	for (size_t i = 0; i < NELEM(ranks); i++) {
		const char *want = ranks[i].type;
		size_t n = strlen(want), have = strlen(type);

		if (want[0] == '*' && have >= n - 1 &&
		    strcasecmp(type + have - (n - 1), want + 1) == 0)
			return ranks[i].rank;
		if (strcasecmp(type, want) == 0)
			return ranks[i].rank;
	}
	return 0;
}

/* A string member as plain text: publishers leave HTML in it. */
static const char *
text_of(struct walk *w, const json_t *v)
{
	const char *s;
	char *text;

	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v))
		v = json_object_get(v, "@value");
	s = json_string_value(v);
	if (s == NULL || *s == '\0')
		return NULL;
	text = html_text(s, strlen(s), w->a, NULL);
	return *text == '\0' ? NULL : text;
}

static const char *
member(struct walk *w, const json_t *obj, const char *key)
{
	return text_of(w, json_object_get(obj, key));
}

/* The object of the same @id that says more. */
static const json_t *
lookup(const struct walk *w, const json_t *ref)
{
	const char *id = json_get_text(ref, "@id");
	json_t *graph = json_object_get(w->root, "@graph");
	json_t *item;
	size_t i;

	if (id == NULL || json_object_get(ref, "name") != NULL)
		return ref;
	if (graph == NULL)
		graph = w->root;
	json_array_foreach(graph, i, item)
	{
		const char *other = json_get_text(item, "@id");

		if (other != NULL && strcmp(other, id) == 0 &&
		    json_object_get(item, "name") != NULL)
			return item;
	}
	return ref;
}

static const char *
author_name(struct walk *w, const json_t *v)
{
	const char *name;

	if (json_is_string(v))
		name = text_of(w, v);
	else
		name = member(w, lookup(w, v), "name");
	if (name != NULL && strstr(name, "://") != NULL)
		return NULL;
	return name;
}

/* One author or several, by name; the address of the first. */
static void
read_authors(struct walk *w, const json_t *v, struct jsonld *to)
{
	size_t n = json_is_array(v) ? json_array_size(v) : v != NULL;

	for (size_t i = 0; i < n && i < JSONLD_AUTHORS_MAX; i++) {
		const json_t *one = json_is_array(v) ? json_array_get(v, i) : v;
		const char *name = author_name(w, one);

		if (name == NULL)
			continue;
		if (to->author_url == NULL)
			to->author_url = json_get_text(lookup(w, one), "url");
		if (to->author == NULL)
			to->author = name;
		else if (strstr(to->author, name) == NULL)
			to->author =
			    arena_printf(w->a, "%s, %s", to->author, name);
	}
	to->author_url = arena_strdup(w->a, to->author_url);
}

static void
read_object(struct walk *w, const json_t *obj, int rank, const char *type)
{
	struct jsonld got = { .rank = rank,
		.is_article = rank == RANK_ARTICLE };
	const char *body = member(w, obj, "articleBody");
	json_t *author = json_object_get(obj, "author");

	got.type = arena_strdup(w->a, type);
	got.headline = member(w, obj, "headline");
	if (got.headline == NULL)
		got.headline = member(w, obj, "name");
	read_authors(
	    w, author != NULL ? author : json_object_get(obj, "creator"), &got);
	got.published = member(w, obj, "datePublished");
	if (got.published == NULL)
		got.published = member(w, obj, "uploadDate");
	if (got.published == NULL)
		got.published = member(w, obj, "dateCreated");
	got.modified = member(w, obj, "dateModified");
	got.lang = member(w, obj, "inLanguage");
	if (body != NULL && strlen(body) >= JSONLD_BODY_MIN)
		got.body = body;
	/* Between two of a rank, the one that is dated is the page's own. */
	if (rank > w->out->rank ||
	    (rank == w->out->rank && w->out->published == NULL &&
		got.published != NULL))
		*w->out = got;
}

static void
push(struct walk *w, json_t *v)
{
	if ((json_is_object(v) || json_is_array(v)) && w->n < JSONLD_STACK_MAX)
		w->stack[w->n++] = v;
}

static void
visit(struct walk *w, json_t *obj)
{
	static const char *const inner[] = { "@graph", "mainEntity",
		"mainEntityOfPage" };
	json_t *type = json_object_get(obj, "@type");
	size_t n = json_is_array(type) ? json_array_size(type) : 1;

	for (size_t i = 0; i < n; i++) {
		const char *name = json_string_value(
		    json_is_array(type) ? json_array_get(type, i) : type);
		int rank = name == NULL ? 0 : rank_of(name);

		if (rank == 0 && json_get_text(obj, "datePublished") != NULL)
			rank = RANK_OTHER;
		if (rank > 0 && rank >= w->out->rank)
			read_object(w, obj, rank, name);
	}
	for (size_t i = 0; i < NELEM(inner); i++)
		push(w, json_object_get(obj, inner[i]));
}

static void
walk(struct walk *w)
{
	while (w->n > 0) {
		json_t *v = w->stack[--w->n];

		if (json_is_object(v))
			visit(w, v);
		for (size_t i = json_array_size(v); i-- > 0;)
			push(w, json_array_get(v, i));
	}
}

/* Raw control bytes are not allowed in JSON, and common in what is served as
 * it; comments of HTML or C about the script likewise. */
static char *
cleaned(struct skim_slice s, struct arena *a, size_t *n)
{
	char *copy, *from, *to;

	copy = arena_strndup(a, s.s, s.n);
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)copy[i] < ' ')
			copy[i] = ' ';
	from = copy;
	while (*from != '\0' && *from != '{' && *from != '[')
		from++;
	if (from > copy && from[-1] == '<')
		from++;
	while (*from != '\0' && *from != '{' && *from != '[')
		from++;
	to = copy + s.n;
	while (to > from && to[-1] != '}' && to[-1] != ']')
		to--;
	*n = (size_t)(to - from);
	return from;
}

/* The string behind "key": in what is not quite JSON. */
static const char *
grep(const char *text, const char *key, struct arena *a)
{
	const char *at = text;
	size_t n;

	while ((at = strstr(at, key)) != NULL) {
		const char *s = at + strlen(key);

		at = s;
		if (*s != '"')
			continue;
		s++;
		s += strspn(s, " :");
		if (*s != '"')
			continue;
		n = strcspn(++s, "\"\\");
		return s[n] == '"' && n > 0 ? arena_strndup(a, s, n) : NULL;
	}
	return NULL;
}

static void
read_broken(const char *text, struct arena *a, struct jsonld *out)
{
	if (out->rank >= RANK_PAGE)
		return;
	out->published = grep(text, "\"datePublished", a);
	out->modified = grep(text, "\"dateModified", a);
	out->headline = grep(text, "\"headline", a);
	if (out->published != NULL || out->headline != NULL)
		out->rank = RANK_PAGE;
}

void
jsonld_read(const struct skim *k, struct arena *a, struct jsonld *out)
{
	struct walk *w = mem_alloc(sizeof(*w));

	memset(out, 0, sizeof(*out));
	w->a = a;
	w->out = out;
	w->n = 0;
	for (size_t i = 0; i < k->n_jsonld; i++) {
		char *text;
		size_t n;

		if (k->jsonld[i].n > JSONLD_BYTES_MAX)
			continue;
		text = cleaned(k->jsonld[i], a, &n);
		if (json_parse(text, n, &w->root) != ERR_OK) {
			read_broken(text, a, out);
			continue;
		}
		push(w, w->root);
		walk(w);
		json_decref(w->root);
	}
	free(w);
}
