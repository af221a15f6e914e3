/* SPDX-License-Identifier: ISC */
/* vigie seeds check: what each line of a seeds file will do, or why not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/seedfile.h"

enum { LINE_MAX_BYTES = 131072 };

struct checking {
	const struct global *g;
	const char *path;
};

static void
say_json(const struct crawl_seed_line *l)
{
	struct buf b;
	struct jout j;

	buf_init(&b, LINE_MAX_BYTES);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_kint(&j, "line", l->line);
	jout_kbool(&j, "ok", l->why == NULL);
	jout_ktext(&j, "adapter", l->adapter);
	jout_ktext(&j, "target", l->target);
	jout_ktext(&j, "what", l->what);
	jout_ktext(&j, "why", l->why);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		out_json(b.data, b.len);
	buf_fini(&b);
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
	char *path;
	enum err e;

	if (a->n_operands < 1 || a->n_operands > 2 ||
	    strcmp(a->operands[0], "check") != 0)
		return cmd_usage("seeds", "check [FILE]");
	path = seedfile_find(g, a->n_operands == 2 ? a->operands[1] : NULL);
	c.path = path;
	e = crawl_seeds_check(path, g->french, say, &c);
	free(path);
	return err_status(e == ERR_NOTFOUND ? ERR_USAGE : e);
}
