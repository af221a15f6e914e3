/* SPDX-License-Identifier: ISC */
/* vigie backup DIR: a consistent copy, also while a sweep runs. */
#include <inttypes.h>
#include <stdio.h>

#include "tools/cmd.h"
#include "tools/out.h"

static void
report(const struct global *g, const char *to, const struct backup_sum *sum)
{
	struct out_row r;

	if (!g->json) {
		if (g->verbosity >= 0)
			printf(
			    T(g,
				"copied: %" PRIu64 " records, %" PRIu64
				" new bytes\n",
				"copié : %" PRIu64 " enregistrements, %" PRIu64
				" octets nouveaux\n"),
			    sum->leaves, sum->bytes);
		return;
	}
	out_row_begin(&r);
	jout_ktext(&r.j, "backup", to);
	jout_kint(&r.j, "records", (int64_t)sum->leaves);
	jout_kint(&r.j, "bytes", (int64_t)sum->bytes);
	out_row_end(&r);
}

int
cmd_backup(const struct global *g, const struct args *a)
{
	struct backup_sum sum;
	struct store *st;
	enum err e;

	if (a->n_operands != 1)
		return cmd_usage("backup", "takes one directory");
	e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	e = store_backup(st, a->operands[0], &sum);
	store_close(st);
	if (e == ERR_OK)
		report(g, a->operands[0], &sum);
	return err_status(e);
}
