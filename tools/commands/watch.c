/* SPDX-License-Identifier: ISC */
/* vigie watch add|list|remove: the register of names (try: watch_try.c). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"

const struct option watch_options[] = {
	{ "kind", "person|brand|topic",
	    "what the name is of; a topic is what its query finds",
	    "nature du nom ; un sujet est ce que trouve sa requête" },
	{ "also", "ALIAS", "another name of the same subject",
	    "un autre nom du même sujet" },
	{ "handle", "H", "an account name, without @",
	    "un pseudonyme, sans @" },
	{ "avatar", "FILE", "a portrait, to find stolen ones",
	    "un portrait, pour retrouver les copies" },
	{ "with", "WORD", "one of these must stand in the document",
	    "l'un de ces mots doit figurer dans le document" },
	{ "without", "WORD", "none of these may", "aucun de ces mots" },
	{ "own", "URL", "the subject's own page or profile",
	    "une page ou un profil du sujet lui-même" },
	{ "query", "EXPR",
	    "what the document must hold: AND OR NOT NEAR/n, fields",
	    "ce que le document doit contenir : AND OR NOT NEAR/n, champs" },
	{ NULL, NULL, NULL, NULL },
};

struct put {
	const char *name, *json;
	bool existed, same;
};

static enum err
put_watch(struct txn *t, void *arg)
{
	struct put *p = arg;
	char *old = NULL;

	p->existed = register_watch_get(t, p->name, &old) == ERR_OK;
	p->same = p->existed && strcmp(old, p->json) == 0;
	free(old);
	register_watch_put(t, p->name, p->json);
	return txn_err(t);
}

/* How the query was understood, in words. */
static void
explain(const struct global *g, const char *json)
{
	char *words;

	if (crawl_watch_explain(json, g->french, &words) != ERR_OK)
		return;
	fputs(
	    T(g, "where the document holds: ", "là où le document contient : "),
	    stdout);
	out_text(stdout, words);
	putchar('\n');
	free(words);
}

int
cmd_watch_read(const struct global *g, char *const *argv, int argc, char **name,
    char **json)
{
	char *why = NULL;
	int status = 0;

	if (crawl_watch_parse(argv, argc, g->french, name, json, &why) !=
	    ERR_OK)
		status = cmd_usage("watch", "%s", why);
	free(why);
	return status;
}

static int
add(const struct global *g, char *const *argv, int argc)
{
	struct put p = { .name = NULL };
	struct store *st = NULL;
	char *name = NULL, *json = NULL;
	int status = cmd_watch_read(g, argv, argc, &name, &json);
	enum err e;

	if (status != 0)
		return status;
	p.name = name;
	p.json = json;
	e = store_open(g->archive, STORE_WRITE, &st);
	if (e == ERR_OK)
		e = store_batch(st, put_watch, &p);
	if (e == ERR_OK && g->json) {
		out_json(json, strlen(json));
	} else if (e == ERR_OK && g->verbosity >= 0) {
		fputs(p.same      ? T(g, "as before: ", "inchangé : ")
		      : p.existed ? T(g, "changed: ", "modifié : ")
				  : T(g, "watched: ", "surveillé : "),
		    stdout);
		out_text(stdout, name);
		putchar('\n');
		explain(g, json);
	}
	if (e == ERR_LIMIT)
		log_error("%s: too long for a name", name);
	store_close(st);
	free(name);
	free(json);
	return err_status(e);
}

static bool
list_one(const char *name, const char *json, void *arg)
{
	const struct global *g = arg;
	json_t *j = NULL;

	if (g->json) {
		out_json(json, strlen(json));
		return true;
	}
	printf("%s", out_bold(g));
	out_text(stdout, name);
	printf("%s\n", out_plain(g));
	if (json_parse(json, strlen(json), &j) == ERR_OK) {
		(void)json_object_del(j, "name");
		(void)json_object_del(j, "portraits"); /* figures alone */
		out_members(g, j);
		explain(g, json);
	}
	json_decref(j);
	return true;
}

static int
list(const struct global *g)
{
	struct store *st;
	struct txn *t;
	enum err e = cmd_open(g, &st);

	if (e != ERR_OK)
		return err_status(e);
	t = txn_begin(st, TXN_READ);
	e = register_watch_each(t, list_one, cmd_unconst(g));
	txn_abort(t);
	store_close(st);
	return err_status(e == ERR_NOTFOUND ? ERR_OK : e);
}

static enum err
remove_watch(struct txn *t, void *arg)
{
	const char *name = arg;

	return register_watch_remove(t, name);
}

/* Its NAME is read as that of `add` is: without blanks around it. */
static int
remove_name(const struct global *g, char *const *argv, int argc)
{
	struct store *st = NULL;
	char *name = NULL, *json = NULL;
	int status = cmd_watch_read(g, argv, argc, &name, &json);
	enum err e;

	if (status != 0)
		return status;
	free(json);
	e = cmd_open_write(g, &st);
	if (e == ERR_OK)
		e = store_batch(st, remove_watch, name);
	if (e == ERR_NOTFOUND)
		log_error("%s: not a watched name (vigie watch list)", name);
	store_close(st);
	free(name);
	return err_status(e);
}

/* One operand and nothing else, "--" before it or not. */
static bool
is_removal(const struct args *a)
{
	return a->n_raw >= 2 && strcmp(a->raw[0], "remove") == 0 &&
	       a->n_raw == (strcmp(a->raw[1], "--") == 0 ? 3 : 2);
}

int
cmd_watch(const struct global *g, const struct args *a)
{
	if (a->n_raw >= 1 && strcmp(a->raw[0], "add") == 0)
		return add(g, a->raw + 1, a->n_raw - 1);
	if (a->n_raw == 1 && strcmp(a->raw[0], "list") == 0)
		return list(g);
	if (is_removal(a))
		return remove_name(g, a->raw + 1, a->n_raw - 1);
	if (a->n_raw >= 1 && strcmp(a->raw[0], "try") == 0)
		return cmd_watch_try(g, a->raw + 1, a->n_raw - 1);
	return cmd_usage("watch", "add NAME, try NAME, list, or remove NAME");
}
