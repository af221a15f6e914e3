/* SPDX-License-Identifier: ISC */
/* vigie seeds check: what each line of a seeds file will do, or why not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/seedfile.h"

struct checking {
	const struct global *g;
	const char *path;
};

static void
say_json(const struct crawl_seed_line *l)
{
	struct out_row r;

	out_row_begin(&r);
	jout_kint(&r.j, "line", l->line);
	jout_kbool(&r.j, "ok", l->why == NULL);
	jout_ktext(&r.j, "adapter", l->adapter);
	jout_ktext(&r.j, "target", l->target);
	jout_ktext(&r.j, "what", l->what);
	jout_ktext(&r.j, "picked", l->picked);
	jout_ktext(&r.j, "why", l->why);
	out_row_end(&r);
}

static void
say(const struct crawl_seed_line *l, void *arg)
{
	const struct checking *c = arg;

	if (l->why != NULL)
		log_error("%s:%u: %s", c->path, l->line, l->why);
	if (c->g->json) {
		say_json(l);
	} else if (l->why == NULL) {
		printf("%s:%u: ", c->path, l->line);
		out_text(stdout, l->what);
		putchar('\n');
	}
}

int
cmd_seeds(const struct global *g, const struct args *a)
{
	struct checking c = { .g = g };
	struct store *st = NULL;
	enum err e = ERR_OK;
	char *path;

	if (a->n_operands < 1 || a->n_operands > 2 ||
	    strcmp(a->operands[0], "check") != 0)
		return cmd_usage("seeds", "check [FILE]");
	/* A file can be checked before there is an archive. */
	if (access(g->archive, F_OK) == 0)
		e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	path = seedfile_find(g, a->n_operands == 2 ? a->operands[1] : NULL);
	c.path = path;
	e = crawl_seeds_check(st, path, g->french, say, &c);
	free(path);
	store_close(st);
	return err_status(e == ERR_NOTFOUND ? ERR_USAGE : e);
}
