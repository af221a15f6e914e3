/* SPDX-License-Identifier: ISC */
/* Declarations of watched names: from the command line and from JSON, with the
 * same checks for both. */
#include "crawler/match/watch.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/fold.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

/* The lists of a watch: the JSON member, the option, the longest entry. */
static const struct {
	const char *key, *option;
	size_t at, max;
} lists[] = {
	{ "also", "--also", offsetof(struct watch, also), WATCH_TEXT_MAX },
	{ "handles", "--handle", offsetof(struct watch, handles),
	    WATCH_TEXT_MAX },
	{ "avatars", "--avatar", offsetof(struct watch, avatars),
	    WATCH_URL_MAX },
	{ "with", "--with", offsetof(struct watch, with), WATCH_TEXT_MAX },
	{ "without", "--without", offsetof(struct watch, without),
	    WATCH_TEXT_MAX },
	{ "own", "--own", offsetof(struct watch, own), WATCH_URL_MAX },
};

static const char *const kind_words[] = { "person", "brand", "topic" };

static struct watch_list *
list_at(struct watch *w, size_t i)
{
	return (struct watch_list *)(void *)((char *)w + lists[i].at);
}

static const struct watch_list *
list_of(const struct watch *w, size_t i)
{
	return (const struct watch_list *)(const void *)((const char *)w +
							 lists[i].at);
}

/* UTF-8 without control characters, not empty, not over max. */
static bool
text_is_fit(const char *s, size_t max)
{
	size_t n = strlen(s);

	if (n == 0 || n > max || !utf8_valid(s, n))
		return false;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return false;
	return true;
}

/* Letters and digits in it: a name of signs alone could never be found. */
static bool
has_words(const char *s)
{
	struct buf b;
	size_t hidden = 0;
	bool has;

	buf_init(&b, (size_t)4 * WATCH_TEXT_MAX);
	has = fold_text(&b, s, strlen(s), &hidden) == ERR_OK && b.len > 0;
	buf_fini(&b);
	return has;
}

static char *
trimmed(const char *s)
{
	size_t n;

	s += strspn(s, " \t\r\n");
	n = strlen(s);
	while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
		n--;
	return mem_strndup(s, n);
}

/* A phrase that says what is wrong with one entry of list i, or NULL. */
static const char *
entry_fault(size_t i, const char *s)
{
	if (!text_is_fit(s, lists[i].max))
		return "an option's value is empty, too long or no plain text";
	if (strcmp(lists[i].key, "own") == 0)
		return strncmp(s, "http://", 7) == 0 ||
			       strncmp(s, "https://", 8) == 0
			   ? NULL
			   : "--own takes an http or https address";
	if (strcmp(lists[i].key, "avatars") != 0 && !has_words(s))
		return "an option's value has neither letter nor digit";
	return NULL;
}

static const char *
list_add(struct watch *w, size_t i, const char *value)
{
	struct watch_list *l = list_at(w, i);
	bool handle = strcmp(lists[i].key, "handles") == 0;
	const char *fault;
	char *s;

	value += strspn(value, handle ? " \t\r\n@" : "");
	s = trimmed(value);
	fault = l->n >= WATCH_LIST_MAX ? "too many values of one option"
				       : entry_fault(i, s);
	if (fault != NULL) {
		free(s);
		return fault;
	}
	l->v = mem_grow(l->v, l->n + 1, sizeof(*l->v));
	l->v[l->n++] = s;
	return NULL;
}

static const char *
set_name(struct watch *w, const char *value)
{
	char *s;

	if (w->name != NULL)
		return "one NAME only (quote a name of several words)";
	s = trimmed(value);
	if (!text_is_fit(s, WATCH_TEXT_MAX) || !has_words(s)) {
		free(s);
		return "NAME is empty, too long or no plain text";
	}
	w->name = s;
	return NULL;
}

static const char *
set_query(struct watch *w, const char *value)
{
	if (!text_is_fit(value, WATCH_QUERY_MAX))
		return "--query is empty, too long or no plain text";
	free(w->query);
	w->query = mem_strdup(value);
	return NULL;
}

static const char *
set_kind(struct watch *w, bool *known, const char *value)
{
	for (size_t i = 0; i < NELEM(kind_words); i++) {
		if (strcmp(value, kind_words[i]) == 0) {
			w->kind = (enum watch_kind)i;
			*known = true;
			return NULL;
		}
	}
	return "--kind is person, brand or topic";
}

/* Two words that begin with a letter, and no article in front. Words are what
 * white space parts: "Coca-Cola" is one. */
static enum watch_kind
kind_guess(const char *name)
{
	static const char *const articles[] = { "la ", "le ", "les ", "l ",
		"the ", "el ", "los ", "der ", "die ", "das " };
	struct buf b;
	size_t hidden = 0, words = 0, figures = 0, n;
	bool article = false;

	buf_init(&b, (size_t)4 * WATCH_TEXT_MAX);
	if (fold_text(&b, name, strlen(name), &hidden) == ERR_OK && b.len > 0)
		for (size_t i = 0; i < NELEM(articles); i++)
			article |= strncmp(b.data, articles[i],
				       strlen(articles[i])) == 0;
	buf_fini(&b);
	for (const char *s = name; *s != '\0'; s += n + strspn(s + n, " ")) {
		n = strcspn(s, " ");
		words += n > 0;
		figures += *s >= '0' && *s <= '9';
	}
	return words >= 2 && figures == 0 && !article ? WATCH_PERSON
						      : WATCH_BRAND;
}

/* One option with its value; NULL when it was taken. */
static const char *
set_option(
    struct watch *w, bool *kind_known, const char *option, const char *value)
{
	if (strcmp(option, "--kind") == 0)
		return set_kind(w, kind_known, value);
	if (strcmp(option, "--query") == 0)
		return set_query(w, value);
	for (size_t i = 0; i < NELEM(lists); i++)
		if (strcmp(option, lists[i].option) == 0)
			return list_add(w, i, value);
	return "unknown option";
}

/* Reads the argument at *at, and its value where it has one. */
static const char *
take_arg(
    struct watch *w, char *const *argv, int argc, int *at, bool *kind_known)
{
	const char *arg = argv[(*at)++];
	const char *equals = strchr(arg, '='), *fault;
	char *option;

	if (strncmp(arg, "--", 2) != 0)
		return set_name(w, arg);
	if (equals == NULL && *at >= argc)
		return "an option lacks its value";
	option = equals != NULL ? mem_strndup(arg, (size_t)(equals - arg))
				: mem_strdup(arg);
	fault = set_option(
	    w, kind_known, option, equals != NULL ? equals + 1 : argv[(*at)++]);
	free(option);
	return fault;
}

enum err
watch_from_args(
    char *const *argv, int argc, struct watch **out, const char **why)
{
	struct watch *w = mem_zalloc(sizeof(*w));
	const char *fault = NULL;
	bool kind_known = false, options = true;

	for (int i = 0; i < argc && fault == NULL;) {
		if (options && strcmp(argv[i], "--") == 0) {
			options = false;
			i++;
		} else if (options) {
			fault = take_arg(w, argv, argc, &i, &kind_known);
		} else {
			fault = set_name(w, argv[i++]);
		}
	}
	if (fault == NULL && w->name == NULL)
		fault = "NAME is missing";
	if (fault == NULL && w->kind == WATCH_TOPIC && w->query == NULL)
		fault = "a topic is found by its --query, which is missing";
	if (fault != NULL) {
		watch_free(w);
		*why = fault;
		return ERR_USAGE;
	}
	if (!kind_known)
		w->kind = kind_guess(w->name);
	*out = w;
	return ERR_OK;
}

/* A list stands as an array of strings, or as one string. */
static const char *
parse_list(struct watch *w, size_t i, const json_t *j)
{
	const char *fault = NULL;
	size_t at;
	json_t *item;

	if (json_is_string(j))
		return list_add(w, i, json_string_value(j));
	if (!json_is_array(j))
		return "no list";
	json_array_foreach(j, at, item)
	{
		if (!json_is_string(item))
			return "no string";
		fault = list_add(w, i, json_string_value(item));
		if (fault != NULL)
			return fault;
	}
	return NULL;
}

static const char *
parse_lists(struct watch *w, const json_t *j)
{
	const char *fault = NULL;

	for (size_t i = 0; i < NELEM(lists) && fault == NULL; i++) {
		const json_t *v = json_object_get(j, lists[i].key);

		if (v == NULL) /* also by the option's own word */
			v = json_object_get(j, lists[i].option + 2);
		if (v != NULL && !json_is_null(v))
			fault = parse_list(w, i, v);
	}
	return fault;
}

static const char *
parse_portraits(struct watch *w, const json_t *j)
{
	const json_t *list = json_object_get(j, "portraits");
	size_t at;
	const json_t *item;

	if (list == NULL)
		return NULL;
	if (json_array_size(list) != w->avatars.n)
		return "not a portrait for each avatar";
	w->portraits = mem_array(w->avatars.n, sizeof(*w->portraits));
	json_array_foreach(list, at, item)
	{
		if (portrait_parse(item, &w->portraits[at]) != ERR_OK)
			return "no portrait";
		w->n_portraits++;
	}
	return NULL;
}

static const char *
parse_text(struct watch *w, const json_t *j, bool *kind_known)
{
	const json_t *kind = json_object_get(j, "kind");
	const json_t *query = json_object_get(j, "query");
	const char *name = json_get_text(j, "name"), *fault;

	if (name == NULL)
		return "no name";
	fault = set_name(w, name);
	if (fault == NULL && kind != NULL && !json_is_null(kind))
		fault = json_is_string(kind)
			    ? set_kind(w, kind_known, json_string_value(kind))
			    : "no string";
	if (fault == NULL && query != NULL && !json_is_null(query))
		fault = json_is_string(query)
			    ? set_query(w, json_string_value(query))
			    : "no string";
	return fault;
}

enum err
watch_parse(const json_t *j, struct watch **out)
{
	struct watch *w = mem_zalloc(sizeof(*w));
	bool kind_known = false;
	const char *fault = parse_text(w, j, &kind_known);

	if (fault == NULL)
		fault = parse_lists(w, j);
	if (fault == NULL)
		fault = parse_portraits(w, j);
	if (fault != NULL) {
		watch_free(w);
		return ERR_PARSE;
	}
	if (!kind_known)
		w->kind = kind_guess(w->name);
	*out = w;
	return ERR_OK;
}

/* Counts the words that a search can begin at. */
static bool
count_word(void *arg, const char *words)
{
	size_t *n = arg;

	(void)words;
	(*n)++;
	return true;
}

bool
watch_query_check(const struct watch *w, struct query_fault *fault)
{
	struct arena a;
	struct query *q;
	size_t n = 0;
	bool fit = true;

	if (w->query == NULL)
		return true;
	arena_init(&a);
	*fault = (struct query_fault){ 0 };
	fit = query_parse(&a, w->query, &q, fault) == ERR_OK;
	if (fit && w->kind == WATCH_TOPIC) {
		query_words(q, count_word, &n);
		fault->en = "a topic needs whole words to look for";
		fault->fr = "un sujet demande des mots entiers à chercher";
		fit = n > 0;
	}
	arena_fini(&a);
	return fit;
}

void
watch_to_json(const struct watch *w, struct jout *j)
{
	jout_obj(j);
	jout_ktext(j, "name", w->name);
	jout_ktext(j, "kind", kind_words[w->kind]);
	for (size_t i = 0; i < NELEM(lists); i++) {
		const struct watch_list *l = list_of(w, i);

		if (l->n == 0)
			continue;
		jout_key(j, lists[i].key);
		jout_arr(j);
		for (size_t k = 0; k < l->n; k++)
			jout_text(j, l->v[k]);
		jout_arr_end(j);
	}
	if (w->n_portraits > 0) {
		jout_key(j, "portraits");
		jout_arr(j);
		for (size_t i = 0; i < w->n_portraits; i++)
			portrait_to_json(&w->portraits[i], j);
		jout_arr_end(j);
	}
	if (w->query != NULL)
		jout_ktext(j, "query", w->query);
	jout_obj_end(j);
}

void
watch_free(struct watch *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < NELEM(lists); i++) {
		struct watch_list *l = list_at(w, i);

		for (size_t k = 0; k < l->n; k++)
			free(l->v[k]);
		free(l->v);
	}
	free(w->portraits);
	free(w->name);
	free(w->query);
	free(w);
}
