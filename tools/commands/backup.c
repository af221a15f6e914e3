/* SPDX-License-Identifier: ISC */
/* vigie backup DIR: a consistent copy, also while a sweep runs. */
#include <inttypes.h>
#include <stdio.h>

#include "store/base/jout.h"
#include "tools/cmd.h"
#include "tools/out.h"

enum { LINE_MAX_BYTES = 64 * 1024 };

static void
report(const struct global *g, const char *to, const struct backup_sum *sum)
{
	struct buf b;
	struct jout j;

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
	buf_init(&b, LINE_MAX_BYTES);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "backup", to);
	jout_kint(&j, "records", (int64_t)sum->leaves);
	jout_kint(&j, "bytes", (int64_t)sum->bytes);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		out_json(b.data, b.len);
	buf_fini(&b);
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
