/* SPDX-License-Identifier: ISC */
/* vigie doctor: what is fit for evidence here and now, and what is not. */
#include <stdio.h>

#include "crawler/crawl.h"
#include "tools/cmd.h"
#include "tools/out.h"

const struct option doctor_options[] = {
	{ "ntp", "HOST", "a time server to ask, HOST or HOST:PORT; several",
	    "un serveur de temps à interroger, HOST ou HOST:PORT ; plusieurs" },
	{ NULL, NULL, NULL, NULL },
};

static void
say_json(const struct crawl_fit *row)
{
	static const char *const words[] = { [CRAWL_FIT] = "fit",
		[CRAWL_REMARK] = "remark",
		[CRAWL_UNFIT] = "unfit" };
	struct out_row r;

	out_row_begin(&r);
	jout_ktext(&r.j, "check", row->check);
	jout_ktext(&r.j, "fitness", words[row->fitness]);
	jout_ktext(&r.j, "what", row->en);
	jout_ktext(&r.j, "detail", row->detail);
	jout_ktext(&r.j, "todo", row->todo_en);
	out_row_end(&r);
}

static void
say(const struct crawl_fit *row, void *arg)
{
	const struct global *g = arg;
	const char *const words[] = { [CRAWL_FIT] = T(g, "fit   ", "bon   "),
		[CRAWL_REMARK] = T(g, "remark", "à noter"),
		[CRAWL_UNFIT] = T(g, "UNFIT ", "DÉFAUT") };

	if (g->json) {
		say_json(row);
		return;
	}
	if (g->verbosity < 0 && row->fitness == CRAWL_FIT)
		return;
	printf("%s  ", words[row->fitness]);
	out_text(stdout, T(g, row->en, row->fr));
	if (row->detail != NULL) {
		fputs(" (", stdout);
		out_text(stdout, row->detail);
		putchar(')');
	}
	if (row->todo_en != NULL) {
		fputs(T(g, ": ", " : "), stdout);
		out_text(stdout, T(g, row->todo_en, row->todo_fr));
	}
	putchar('\n');
}

int
cmd_doctor(const struct global *g, const struct args *a)
{
	const char *ntp[CMD_VALUES_MAX];
	size_t n = 0;

	if (a->n_operands > 0)
		return cmd_usage("doctor", "takes no operand");
	for (size_t i = 0; i < a->n_given; i++)
		ntp[n++] = a->given[i].value;
	return err_status(
	    crawl_doctor(g->archive, ntp, n, say, cmd_unconst(g)));
}
