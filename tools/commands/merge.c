/* SPDX-License-Identifier: ISC */
/* vigie merge ARCHIVE: another archive taken over, with its proofs. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "tools/cmd.h"
#include "tools/out.h"

static void
report(const struct global *g, const char *from, const struct merge_sum *s)
{
	struct out_row r;

	if (s->skipped > 0)
		log_warn("%s: %" PRIu64 " records that it had merged itself "
			 "were left out (merge their own archive)",
		    from, s->skipped);
	if (!g->json) {
		if (g->verbosity >= 0)
			printf(T(g,
				   "merged: %" PRIu64 " exchanges, %" PRIu64
				   " checks, %" PRIu64 " watched names\n",
				   "réuni : %" PRIu64 " échanges, %" PRIu64
				   " vérifications, %" PRIu64
				   " noms surveillés\n"),
			    s->records, s->checks, s->names);
		return;
	}
	out_row_begin(&r);
	jout_ktext(&r.j, "merged", from);
	jout_kint(&r.j, "leaves", (int64_t)s->leaves);
	jout_kint(&r.j, "records", (int64_t)s->records);
	jout_kint(&r.j, "checks", (int64_t)s->checks);
	jout_kint(&r.j, "skipped", (int64_t)s->skipped);
	jout_kint(&r.j, "names", (int64_t)s->names);
	out_row_end(&r);
}

/* Says what is bad alone. */
static void
say_bad(const struct verify_line *line, void *arg)
{
	const char *dir = arg;

	if (!line->ok)
		log_error("%s: %s: %s: %s", dir, line->check, line->of,
		    line->why != NULL ? line->why : "");
}

static enum err
verify_other(const char *dir)
{
	struct verify_sum sum = { .records = 0 };
	char *copy = strdup(dir);
	enum err e =
	    copy == NULL ? ERR_SYS : archive_verify(dir, say_bad, copy, &sum);

	free(copy);
	if (e == ERR_DAMAGED)
		log_error("%s: damaged: nothing was merged", dir);
	return e == ERR_NOTFOUND ? ERR_DB : e;
}

static enum err
merge(const struct global *g, const char *dir, struct merge_sum *sum)
{
	struct store *own = NULL, *other = NULL;
	enum err e = store_open(g->archive, STORE_WRITE, &own);

	if (e == ERR_OK)
		e = store_lock(own);
	if (e == ERR_OK)
		e = store_open(dir, STORE_READ, &other);
	if (e == ERR_OK)
		e = store_merge(own, other, sum);
	store_close(other);
	store_close(own);
	return e == ERR_DENIED ? ERR_USAGE : e;
}

int
cmd_merge(const struct global *g, const struct args *a)
{
	struct crawl_config c = { .archive = g->archive };
	struct merge_sum sum = { .leaves = 0 };
	uint64_t records, mentions;
	enum err e;

	if (a->n_operands != 1)
		return cmd_usage("merge", "one archive");
	e = verify_other(a->operands[0]);
	if (e == ERR_OK)
		e = merge(g, a->operands[0], &sum);
	if (e == ERR_OK && (sum.leaves > 0 || sum.names > 0))
		e = crawl_reindex(&c, &records, &mentions);
	if (e == ERR_OK)
		report(g, a->operands[0], &sum);
	return err_status(e);
}
