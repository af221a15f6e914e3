/* SPDX-License-Identifier: ISC */
/* vigie reindex: what we concluded, concluded anew from what was seen. */
#include <inttypes.h>
#include <stdio.h>

#include "crawler/crawl.h"
#include "tools/cmd.h"
#include "tools/out.h"

int
cmd_reindex(const struct global *g, const struct args *a)
{
	struct crawl_config c = { .archive = g->archive };
	uint64_t records = 0, mentions = 0;
	struct out_row r;
	enum err e;

	if (a->n_operands > 0)
		return cmd_usage("reindex", "takes no operand");
	e = crawl_reindex(&c, &records, &mentions);
	if (e != ERR_OK)
		return err_status(e);
	if (g->json) {
		out_row_begin(&r);
		jout_kint(&r.j, "records", (int64_t)records);
		jout_kint(&r.j, "mentions", (int64_t)mentions);
		out_row_end(&r);
	} else if (g->verbosity >= 0) {
		printf(T(g, "%" PRIu64 " records read, %" PRIu64 " mentions\n",
			   "%" PRIu64 " enregistrements relus, %" PRIu64
			   " mentions\n"),
		    records, mentions);
	}
	return 0;
}
