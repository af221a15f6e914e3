/* SPDX-License-Identifier: ISC */
/* vigie import FILE: what others have archived. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "crawler/crawl.h"
#include "tools/cmd.h"
#include "tools/out.h"

static void
say_record(const char *json, void *arg)
{
	(void)arg;
	out_json(json, strlen(json));
}

static void
report(const struct global *g, const char *path, const struct crawl_import *s)
{
	struct out_row r;

	if (!g->json) {
		if (g->verbosity >= 0)
			printf(T(g,
				   "imported: %" PRIu64 " of %" PRIu64
				   " records (%" PRIu64 " known already), "
				   "%" PRIu64 " new mentions\n",
				   "importé : %" PRIu64 " enregistrements sur "
				   "%" PRIu64 " (%" PRIu64 " déjà connus), "
				   "%" PRIu64 " nouvelles mentions\n"),
			    s->imported, s->records, s->known, s->new_mentions);
		return;
	}
	out_row_begin(&r);
	jout_ktext(&r.j, "import", path);
	jout_kint(&r.j, "bytes", (int64_t)s->bytes);
	jout_kint(&r.j, "records", (int64_t)s->records);
	jout_kint(&r.j, "imported", (int64_t)s->imported);
	jout_kint(&r.j, "known", (int64_t)s->known);
	jout_kint(&r.j, "skipped", (int64_t)s->skipped);
	jout_kint(&r.j, "bad", (int64_t)s->bad);
	jout_kbool(&r.j, "cut", s->cut);
	jout_kint(&r.j, "new_mentions", (int64_t)s->new_mentions);
	out_row_end(&r);
}

int
cmd_import(const struct global *g, const struct args *a)
{
	struct crawl_config c = { .archive = g->archive,
		.on_fetched = g->json ? say_record : NULL };
	struct crawl_import sum;
	enum err e;

	if (a->n_operands != 1)
		return cmd_usage("import", "one WARC file");
	e = crawl_import(&c, a->operands[0], &sum);
	if (e == ERR_OK || e == ERR_SHORT)
		report(g, a->operands[0], &sum);
	return err_status(e);
}
