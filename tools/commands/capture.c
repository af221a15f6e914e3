/* SPDX-License-Identifier: ISC */
/* vigie capture: one page, now, on the user's own demand. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/seedfile.h"
#include "tools/snapshot.h"

const struct option capture_options[] = {
	{ "browser", NULL, "also as a browser shows it: PNG, DOM, MHTML, PDF",
	    "aussi telle qu'un navigateur la montre : PNG, DOM, MHTML, PDF" },
	{ "note", "TEXT", "a remark kept with the record",
	    "une remarque conservée avec l'enregistrement" },
	{ "contact", "URL|MAIL", "whom servers' owners can write to",
	    "à qui les responsables des serveurs peuvent écrire" },
	{ NULL, NULL, NULL, NULL },
};

static enum err
print(const struct global *g, uint64_t number)
{
	struct store *st;
	struct txn *t;
	json_t *o = NULL;
	char *text;
	enum err e = cmd_open(g, &st);

	if (e != ERR_OK)
		return e;
	t = txn_begin(st, TXN_READ);
	e = snapshot_object_at(t, number, &o);
	txn_abort(t);
	store_close(st);
	if (e != ERR_OK)
		return e;
	text = json_dumps(o, JSON_COMPACT);
	if (g->json && text != NULL) {
		out_json(text, strlen(text));
	} else if (g->verbosity >= 0) {
		out_snapshot(g, o);
		out_members(g, o);
	}
	free(text);
	json_decref(o);
	return ERR_OK;
}

int
cmd_capture(const struct global *g, const struct args *a)
{
	struct crawl_config c = {
		.archive = g->archive, .limit = UINT64_MAX, .signals = true
	};
	uint64_t number = 0;
	enum err e, printed;

	if (a->n_operands != 1)
		return cmd_usage("capture", "one URL");
	e = seedfile_roots(&c.ca_file);
	if (e == ERR_OK)
		e = seedfile_contact(options_value(a, "contact"), &c.contact);
	if (e != ERR_OK)
		return err_status(e);
	c.note = options_value(a, "note");
	c.browser = options_has(a, "browser");
	e = crawl_capture(&c, a->operands[0], &number);
	if (number > 0) {
		printed = print(g, number);
		if (e == ERR_OK)
			e = printed;
	}
	return err_status(e);
}
