/* SPDX-License-Identifier: ISC */
/* vigie label: this mention is about the subject, that one about a namesake. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"

struct labelling {
	const char *prefix, *word;
	char *json; /* owned: the mention's object */
};

static enum err
put_label(struct txn *t, void *arg)
{
	struct labelling *l = arg;
	json_t *m = NULL;
	const char *id;
	enum err e;

	free(l->json);
	l->json = NULL;
	e = index_mention(t, l->prefix, &l->json);
	if (e == ERR_OK)
		e = json_parse(l->json, strlen(l->json), &m);
	if (e != ERR_OK)
		return e;
	id = json_get_text(m, "id");
	if (strcmp(l->word, "none") != 0)
		register_label_put(t, id, strcmp(l->word, "mine") == 0);
	else if (register_label_remove(t, id) == ERR_NOTFOUND)
		e = ERR_OK; /* there was none to take back */
	json_decref(m);
	return e == ERR_OK ? txn_err(t) : e;
}

static void
say(const struct global *g, const struct labelling *l)
{
	json_t *m = NULL;

	if (g->verbosity < 0 ||
	    json_parse(l->json, strlen(l->json), &m) != ERR_OK)
		return;
	if (g->json) {
		printf("{\"id\":\"%s\",\"label\":%s%s%s}\n",
		    json_get_text(m, "id"),
		    strcmp(l->word, "none") == 0 ? "" : "\"",
		    strcmp(l->word, "none") == 0 ? "null" : l->word,
		    strcmp(l->word, "none") == 0 ? "" : "\"");
	} else {
		printf("%.8s  ", json_get_text(m, "id"));
		out_text(stdout, json_get_text(m, "name"));
		printf(": %s\n", out_word(g, l->word));
	}
	json_decref(m);
}

int
cmd_label(const struct global *g, const struct args *a)
{
	struct labelling l = { .json = NULL };
	struct store *st = NULL;
	enum err e;

	if (a->n_operands != 2)
		return cmd_usage("label", "ID, then mine or not-mine");
	l.prefix = a->operands[0];
	l.word = a->operands[1];
	if (strcmp(l.word, "mine") != 0 && strcmp(l.word, "not-mine") != 0 &&
	    strcmp(l.word, "none") != 0)
		return cmd_usage(
		    "label", "%s: mine, not-mine, or none", l.word);
	e = cmd_open_write(g, &st);
	if (e == ERR_OK)
		e = store_batch(st, put_label, &l);
	if (e == ERR_OK)
		say(g, &l);
	else if (e == ERR_NOTFOUND)
		log_error("%s: no such mention (vigie mentions)", l.prefix);
	else if (e == ERR_USAGE)
		log_error("%s: several mentions begin so, or fewer than 4 "
			  "characters (say more of the id)",
		    l.prefix);
	store_close(st);
	free(l.json);
	return err_status(e);
}
