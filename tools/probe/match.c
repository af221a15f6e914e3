/* SPDX-License-Identifier: ISC */
/* vigie-probe match: names as `watch add` takes them, and a text or a handle;
 * the mentions, as the sweep would have found them. */
#include "tools/probe/probe.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/match/names.h"
#include "store/base/mem.h"

/* A request: the watches and what is built on them. */
struct request {
	struct watch **watches; /* owned, as is each */
	size_t n;
	struct names *names; /* owned */
	struct hits hits;
};

static void
request_fini(struct request *r)
{
	for (size_t i = 0; i < r->n; i++)
		watch_free(r->watches[i]);
	free(r->watches);
	names_free(r->names);
	hits_fini(&r->hits);
}

/* The arguments of one name. */
struct args {
	char **v; /* owned, as is each */
	size_t n;
};

static void
args_add(struct args *a, const char *s, size_t n)
{
	a->v = mem_grow(a->v, a->n + 1, sizeof(*a->v));
	a->v[a->n++] = mem_strndup(s, n);
}

static void
args_fini(struct args *a)
{
	for (size_t i = 0; i < a->n; i++)
		free(a->v[i]);
	free(a->v);
	*a = (struct args){ 0 };
}

/* Adds the watch that the arguments declare, if there are any. */
static enum err
request_add(struct request *r, const struct args *a)
{
	const char *why;
	enum err e = ERR_OK;

	if (a->n > 0)
		e = watch_from_args(a->v, (int)a->n, &r->watches[r->n], &why);
	if (a->n > 0 && e == ERR_OK)
		r->n++;
	return e;
}

/* A piece of a command line, without white space and quotes at its ends. */
static void
args_piece(struct args *a, const char *s, size_t n)
{
	while (n > 0 && strchr(" \t\"'", s[0]) != NULL) {
		s++;
		n--;
	}
	while (n > 0 && strchr(" \t\"'", s[n - 1]) != NULL)
		n--;
	if (n > 0)
		args_add(a, s, n);
}

/* NAME, or a whole line: NAME --also ALIAS --kind person. */
static void
args_line(struct args *a, const char *s)
{
	const char *next = strstr(s, " --");

	args_piece(a, s, next != NULL ? (size_t)(next - s) : strlen(s));
	while (next != NULL) {
		const char *option = next + 1;
		size_t n = strcspn(option, " =");

		next = strstr(option, " --");
		args_add(a, option, n);
		args_piece(a, option + n + (option[n] != '\0'),
		    next != NULL && next > option + n
			? (size_t)(next - option) - n - 1
			: strlen(option + n + (option[n] != '\0')));
	}
}

/* Names as strings and their options may stand in one flat array: an option
 * belongs to the name before it. */
static enum err
request_string(struct request *r, struct args *open, const char *s)
{
	const char *last = open->n > 0 ? open->v[open->n - 1] : "";
	enum err e;

	if (strncmp(s, "--", 2) == 0 ||
	    (strncmp(last, "--", 2) == 0 && strchr(last, '=') == NULL)) {
		args_add(open, s, strlen(s));
		return ERR_OK;
	}
	e = request_add(r, open);
	args_fini(open);
	args_line(open, s);
	return e;
}

static enum err
request_array(struct request *r, const json_t *j)
{
	struct args a = { 0 };
	enum err e = ERR_OK;
	size_t at;
	json_t *item;

	json_array_foreach(j, at, item)
	{
		if (!json_is_string(item))
			e = ERR_PARSE;
		else
			args_add(&a, json_string_value(item),
			    strlen(json_string_value(item)));
	}
	if (e == ERR_OK)
		e = request_add(r, &a);
	args_fini(&a);
	return e;
}

/* Each name is a string, an array of arguments, or the register's object. */
static enum err
request_read(const json_t *in, struct request *r)
{
	const json_t *names = json_object_get(in, "names");
	struct args open = { 0 };
	enum err e = json_is_array(names) ? ERR_OK : ERR_PARSE;
	size_t at;
	json_t *item;

	r->watches = mem_array(json_array_size(names), sizeof(struct watch *));
	json_array_foreach(names, at, item)
	{
		if (e != ERR_OK)
			break;
		if (json_is_string(item))
			e = request_string(r, &open, json_string_value(item));
		else if (json_is_array(item))
			e = request_array(r, item);
		else if (json_is_object(item))
			e = watch_parse(item, &r->watches[r->n]);
		else
			e = ERR_PARSE;
		r->n += json_is_object(item) && e == ERR_OK;
	}
	if (e == ERR_OK)
		e = request_add(r, &open);
	args_fini(&open);
	if (e != ERR_OK)
		return e;
	r->names = names_new((const struct watch *const *)r->watches, r->n);
	return r->names != NULL ? ERR_OK : ERR_LIMIT;
}

static void
put_hit(struct jout *out, const struct request *r, const struct hit *h,
    const char *text)
{
	jout_obj(out);
	jout_ktext(out, "name", r->watches[h->name]->name);
	jout_ktext(out, "match", match_kind_word(h->kind));
	jout_key(out, "matched");
	jout_textn(out, text + h->start, h->end - h->start);
	jout_kint(out, "start", (int64_t)h->start);
	jout_kint(out, "end", (int64_t)h->end);
	jout_key(out, "score");
	jout_real(out, h->score);
	jout_key(out, "reasons");
	jout_arr(out);
	for (unsigned i = 0; i < REASON_COUNT; i++)
		if ((h->reasons >> i & 1) != 0)
			jout_text(
			    out, match_reason_words((enum match_reason)i));
	jout_arr_end(out);
	jout_obj_end(out);
}

enum err
probe_match(const json_t *in, struct jout *out)
{
	const json_t *text = json_object_get(in, "text");
	const json_t *asked =
	    text != NULL ? text : json_object_get(in, "handle");
	const char *s = json_string_value(asked);
	size_t n = json_string_length(asked);
	const struct query_doc doc = { .text = s, .text_len = n };
	struct request r = { 0 };
	enum err e = s != NULL ? request_read(in, &r) : ERR_PARSE;

	if (e == ERR_OK)
		e = text != NULL ? names_find(r.names, s, n, &r.hits)
				 : names_find_handle(r.names, s, n, &r.hits);
	if (e == ERR_OK) {
		jout_key(out, "mentions");
		jout_arr(out);
		for (size_t i = 0; i < r.hits.n; i++)
			if (text == NULL ||
			    names_admits(r.names, r.hits.v[i].name, &doc))
				put_hit(out, &r, &r.hits.v[i], s);
		jout_arr_end(out);
	}
	request_fini(&r);
	return e;
}
