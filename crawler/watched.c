/* SPDX-License-Identifier: ISC */
/* Declarations for the command line: checked, and said back in words. */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/match/impostor.h"
#include "crawler/match/watch.h"
#include "crawler/portrait/portraits.h"
#include "store/base/mem.h"

enum {
	WATCH_JSON_MAX = 4 * 1024 * 1024,
	WORDS_MAX = 1024 * 1024 /* bytes of an explanation */
};

static char *
fault_words(const struct query_fault *f, bool french)
{
	const char *what = french ? f->fr : f->en;

	if (f->at == 0)
		return mem_printf("--query: %s", what);
	if (f->word[0] == '\0')
		return mem_printf(french ? "--query : caractère %zu : %s"
					 : "--query: character %zu: %s",
		    f->at, what);
	return mem_printf(french ? "--query : caractère %zu, %s : %s"
				 : "--query: character %zu, %s: %s",
	    f->at, f->word, what);
}

enum err
crawl_watch_parse(char *const *argv, int argc, bool french, char **name,
    char **json, char **why)
{
	struct query_fault fault;
	const char *what = NULL;
	struct watch *w;
	struct buf b;
	struct jout j;
	enum err e = watch_from_args(argv, argc, &w, &what);

	if (e != ERR_OK) {
		*why = mem_strdup(what);
		return e;
	}
	if (!watch_query_check(w, &fault)) {
		*why = fault_words(&fault, french);
		watch_free(w);
		return ERR_USAGE;
	}
	e = portraits_read(w, why);
	if (e != ERR_OK) {
		watch_free(w);
		return e;
	}
	buf_init(&b, WATCH_JSON_MAX);
	jout_begin(&j, &b);
	watch_to_json(w, &j);
	e = j.err;
	if (e == ERR_OK) {
		*name = mem_strdup(w->name);
		*json = buf_take(&b, NULL);
	} else {
		*why = mem_strdup("too much for one name");
	}
	buf_fini(&b);
	watch_free(w);
	return e;
}

const double crawl_suspicious = 0.5;

static bool
has_sign(const json_t *signs, const char *code)
{
	for (size_t i = 0; i < json_array_size(signs); i++) {
		const char *one = json_string_value(json_array_get(signs, i));

		if (one != NULL && strcmp(one, code) == 0)
			return true;
	}
	return false;
}

void
crawl_signs(const json_t *impostor,
    void (*say)(void *arg, const char *en, const char *fr), void *arg)
{
	const json_t *signs = json_object_get(impostor, "signs");
	const char *code;

	for (size_t i = 0; (code = impostor_code(i)) != NULL; i++)
		if (has_sign(signs, code))
			say(arg, impostor_words(code, false),
			    impostor_words(code, true));
}

enum err
crawl_watch_explain(const char *json, bool french, char **words)
{
	struct query_fault fault;
	struct watch *w = NULL;
	struct query *q;
	struct arena a;
	struct buf b;
	json_t *j = NULL;
	enum err e = json_parse(json, strlen(json), &j);

	if (e == ERR_OK)
		e = watch_parse(j, &w);
	json_decref(j);
	if (e != ERR_OK)
		return e;
	arena_init(&a);
	buf_init(&b, WORDS_MAX);
	e = w->query == NULL ? ERR_NOTFOUND
			     : query_parse(&a, w->query, &q, &fault);
	if (e == ERR_OK)
		e = query_explain(q, french, &b);
	if (e == ERR_OK)
		*words = buf_take(&b, NULL);
	buf_fini(&b);
	arena_fini(&a);
	watch_free(w);
	return e;
}
