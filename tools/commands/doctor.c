/* SPDX-License-Identifier: ISC */
/* vigie doctor: what is fit for evidence here and now, and what is not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "tools/cmd.h"
#include "tools/out.h"

const struct option doctor_options[] = {
	{ "name", "HOST", "the name to look up (default: example.org)",
	    "le nom à résoudre (par défaut : example.org)" },
	{ "ntp", "HOST", "a time server to ask, HOST or HOST:PORT; several",
	    "un serveur de temps à interroger, HOST ou HOST:PORT ; plusieurs" },
	{ NULL, NULL, NULL, NULL },
};

/* What has been said so far. */
struct said {
	const struct global *g; /* borrowed */
	const char *section;    /* static words */
	unsigned unfit, remarks;
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
	jout_ktext(&r.j, "asked", row->asked_en);
	out_row_end(&r);
}

/* The heading that a row stands under, once. */
static void
say_section(struct said *s, const struct crawl_fit *row)
{
	const struct global *g = s->g;
	const char *section = T(g, row->asked_en, row->asked_fr);

	if (s->section == section)
		return;
	if (s->section != NULL)
		putchar('\n');
	printf("%s%s%s\n", out_bold(g), section, out_plain(g));
	s->section = section;
}

static void
say_row(struct said *s, const struct crawl_fit *row)
{
	const struct global *g = s->g;
	const char *const words[] = { [CRAWL_FIT] = T(g, "fit   ", "bon    "),
		[CRAWL_REMARK] = T(g, "remark", "à noter"),
		[CRAWL_UNFIT] = T(g, "UNFIT ", "DÉFAUT ") };
	const char *indent = T(g, "          ", "           ");

	say_section(s, row);
	printf("  %s  ", words[row->fitness]);
	out_text(stdout, T(g, row->en, row->fr));
	putchar('\n');
	if (row->detail != NULL) {
		printf("%s%s", indent, out_dim(g));
		out_text(stdout, row->detail);
		printf("%s\n", out_plain(g));
	}
	if (row->todo_en != NULL) {
		printf("%s→ ", indent);
		out_text(stdout, T(g, row->todo_en, row->todo_fr));
		putchar('\n');
	}
}

static void
say(const struct crawl_fit *row, void *arg)
{
	struct said *s = arg;

	s->unfit += row->fitness == CRAWL_UNFIT;
	s->remarks += row->fitness == CRAWL_REMARK;
	if (s->g->json)
		say_json(row);
	else if (s->g->verbosity >= 0 || row->fitness != CRAWL_FIT)
		say_row(s, row);
}

/* The last line: may one go to work? */
static void
say_verdict(const struct said *s)
{
	const struct global *g = s->g;

	if (g->json || (g->verbosity < 0 && s->section == NULL))
		return;
	putchar('\n');
	if (s->unfit > 0)
		printf(T(g,
			   "Not fit for evidence as it is: to mend, marked "
			   "UNFIT: %u; remarks: %u.\n",
			   "Inapte à la preuve en l'état : à corriger, marqués "
			   "DÉFAUT : %u ; à noter : %u.\n"),
		    s->unfit, s->remarks);
	else
		printf(T(g, "Fit for evidence; remarks: %u.\n",
			   "Apte à la preuve ; à noter : %u.\n"),
		    s->remarks);
}

int
cmd_doctor(const struct global *g, const struct args *a)
{
	const char **ntp;
	struct said said = { .g = g };
	struct crawl_doctor how = { .archive = g->archive,
		.name = options_value(a, "name"),
		.ca_file = getenv("VIGIE_CA_FILE"),
		.say = say,
		.arg = &said };
	enum err e;

	if (a->n_operands > 0)
		return cmd_usage("doctor", "takes no operand");
	ntp = options_values(a, "ntp", &how.n_ntp);
	how.ntp = ntp;
	e = crawl_doctor(&how);
	free(ntp);
	say_verdict(&said);
	return err_status(e);
}
