/* SPDX-License-Identifier: ISC */
/* vigie checkpoint: the newest signed checkpoint, verbatim. */
#include <stdio.h>
#include <stdlib.h>

#include "store/base/jout.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"

int
cmd_checkpoint(const struct global *g, const struct args *a)
{
	struct store *st;
	struct txn *t;
	struct buf b;
	struct jout j;
	char *note = NULL;
	enum err e;

	if (a->n_operands > 0)
		return cmd_usage("checkpoint", "takes no operand");
	e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	t = txn_begin(st, TXN_READ);
	e = checkpoint_newest(t, &note);
	txn_abort(t);
	store_close(st);
	if (e == ERR_NOTFOUND)
		log_error("checkpoint: none yet (vigie sweep makes them)");
	if (e != ERR_OK)
		return err_status(e);
	if (g->json) {
		buf_init(&b, 65536);
		jout_begin(&j, &b);
		jout_obj(&j);
		jout_ktext(&j, "checkpoint", note);
		jout_obj_end(&j);
		if (j.err == ERR_OK)
			out_json(b.data, b.len);
		buf_fini(&b);
	} else {
		fputs(note, stdout);
	}
	free(note);
	return 0;
}
