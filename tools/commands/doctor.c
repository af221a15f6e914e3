/* SPDX-License-Identifier: ISC */
/* vigie doctor: what is fit for evidence here and now, and what is not. */
#include <stdio.h>

#include "crawler/crawl.h"
#include "store/base/jout.h"
#include "tools/cmd.h"
#include "tools/out.h"

enum { LINE_MAX_BYTES = 64 * 1024 };

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
	struct buf b;
	struct jout j;

	buf_init(&b, LINE_MAX_BYTES);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "check", row->check);
	jout_ktext(&j, "fitness", words[row->fitness]);
	jout_ktext(&j, "what", row->en);
	jout_ktext(&j, "detail", row->detail);
	jout_ktext(&j, "todo", row->todo_en);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		out_json(b.data, b.len);
	buf_fini(&b);
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
	/* The callback changes nothing; only the signature wants it so. */
	union {
		const struct global *in;
		void *out;
	} arg = { .in = g };

	if (a->n_operands > 0)
		return cmd_usage("doctor", "takes no operand");
	for (size_t i = 0; i < a->n_given; i++)
		ntp[n++] = a->given[i].value;
	return err_status(crawl_doctor(g->archive, ntp, n, say, arg.out));
}
