/* SPDX-License-Identifier: ISC */
/* The frame of verification: kinds, their lines, their order. */
#include "store/archive/verify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/log.h"

enum { LINE_TEXT_MAX = 1024 };

static const char *const kind_names[VERIFY_KINDS] = {
	[VERIFY_RECORDS] = "records",
	[VERIFY_TREE] = "tree",
	[VERIFY_CHECKS] = "checks",
	[VERIFY_SNAPSHOTS] = "snapshots",
	[VERIFY_CHECKPOINTS] = "checkpoints",
	[VERIFY_BLOBS] = "blobs",
	[VERIFY_STAMPS] = "time stamps",
	[VERIFY_MERGED] = "merged logs",
	[VERIFY_MIRROR] = "checkpoints.txt",
	[VERIFY_KEY] = "key",
};

/* The last line for the log since a bad one was named: it says more than the
 * code that came back. One process verifies one archive, in one thread. */
static char last_line[LINE_TEXT_MAX];

static void
keep_line(enum log_level level, const char *line)
{
	static const char name[] = "vigie: ";
	static const char advice[] = " (run `vigie verify`)";
	char *end;

	(void)level;
	if (strncmp(line, name, sizeof(name) - 1) == 0)
		line += sizeof(name) - 1;
	snprintf(last_line, sizeof(last_line), "%s", line);
	end = strstr(last_line, advice); /* that is being done */
	if (end != NULL)
		*end = '\0';
}

/* ---- lines ---- */

void
verify_good(struct verify *v, enum verify_kind kind, uint64_t n)
{
	v->kinds[kind].good += n;
}

bool
verify_enough(const struct verify *v, enum verify_kind kind)
{
	return v->kinds[kind].bad >= VERIFY_BAD_MAX;
}

void
verify_bad(struct verify *v, enum verify_kind kind, const char *why,
    const char *fmt, ...)
{
	char of[LINE_TEXT_MAX];
	struct verify_line line = { kind_names[kind], of, why, false };
	va_list ap;

	v->sum.bad++;
	v->kinds[kind].bad++;
	if (last_line[0] != '\0')
		line.why = last_line;
	va_start(ap, fmt);
	vsnprintf(of, sizeof(of), fmt, ap);
	va_end(ap);
	if (v->kinds[kind].bad == 1)
		v->emit(&line, v->arg);
	last_line[0] = '\0';
}

static void
report_good(struct verify *v)
{
	for (int i = 0; i < VERIFY_KINDS; i++) {
		char of[64];
		struct verify_line line = { kind_names[i], of, NULL, true };

		if (v->kinds[i].bad > 0 ||
		    (i == VERIFY_MERGED && v->n_merges == 0))
			continue;
		snprintf(of, sizeof(of), "%llu",
		    (unsigned long long)v->kinds[i].good);
		v->emit(&line, v->arg);
	}
}

static void
begin(struct verify *v)
{
	static const enum db walked[] = { DB_LEAF, DB_NODE, DB_SNAPSHOT,
		DB_BLOB };

	v->t = txn_begin(v->st, TXN_READ);
	for (size_t i = 0; i < sizeof(walked) / sizeof(walked[0]); i++)
		txn_in_order(v->t, walked[i]);
}

void
verify_step(struct verify *v)
{
	if (++v->steps >= VERIFY_TXN_STEPS || txn_err(v->t) != ERR_OK)
		verify_renew(v);
}

void
verify_renew(struct verify *v)
{
	v->steps = 0;
	txn_abort(v->t);
	env_rest(v->st);
	begin(v);
}

/* ---- all of it ---- */

static void
take_stock(struct verify *v)
{
	v->size = log_size(v->t);
	v->next_snapshot = snapshot_next(v->t);
	v->checkpoints_end = txn_next_u64(v->t, DB_CHECKPOINT);
	v->n_checkpoints = txn_count(v->t, DB_CHECKPOINT);
	v->n_checks = txn_count(v->t, DB_CHECK);
	v->n_snapshots = txn_count(v->t, DB_SNAPSHOT);
	v->n_blobs = txn_count(v->t, DB_BLOB);
}

static void
verify_all(struct verify *v)
{
	uint64_t tokens = 0;

	take_stock(v);
	if (txn_err(v->t) != ERR_OK)
		verify_bad(v, VERIFY_RECORDS, "cannot be read", "the tables");
	verify_blobs_stock(v);
	verify_step(v);
	verify_log(v, &tokens);
	verify_blobs(v);
	verify_anchors(v, tokens);
	verify_merged(v);
	verify_mirror(v);
	verify_key(v);
	report_good(v);
	v->sum.records = v->kinds[VERIFY_RECORDS].good;
	v->sum.nodes = v->kinds[VERIFY_TREE].good;
	v->sum.checks = v->kinds[VERIFY_CHECKS].good;
	v->sum.blobs = v->kinds[VERIFY_BLOBS].good;
	v->sum.checkpoints = v->kinds[VERIFY_CHECKPOINTS].good;
	v->sum.stamps = v->kinds[VERIFY_STAMPS].good;
}

enum err
verify_dir(const char *dir, const char *note, size_t n, verify_report emit,
    void *arg, struct verify_sum *sum)
{
	struct verify v = { .emit = emit, .arg = arg };
	enum err e = store_open(dir, STORE_READ, &v.st);

	if (e != ERR_OK)
		return e; /* it has logged why */
	log_set_sink(keep_line);
	verify_mirror_read(&v);
	begin(&v);
	if (note == NULL)
		verify_all(&v);
	else
		verify_against(&v, note, n);
	txn_abort(v.t);
	log_set_sink(NULL);
	*sum = v.sum;
	free(v.mirror);
	free(v.ends);
	free(v.merges);
	store_close(v.st);
	return sum->bad == 0 ? ERR_OK : ERR_DAMAGED;
}
