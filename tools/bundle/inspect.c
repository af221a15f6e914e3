/* SPDX-License-Identifier: ISC */
/* The frame of a bundle's verification: kinds, their lines, their order. */
#include "tools/bundle/inspect.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 512 };

static const char *const kind_names[INSPECT_KINDS] = {
	[INSPECT_ZIP] = "zip",
	[INSPECT_FILES] = "files",
	[INSPECT_RECORDS] = "records",
	[INSPECT_CHECKS] = "checks",
	[INSPECT_CHECKPOINTS] = "checkpoints",
	[INSPECT_CONSISTENCY] = "consistency",
	[INSPECT_NIGHTS] = "nights",
	[INSPECT_STAMPS] = "time stamps",
	[INSPECT_BRACKETS] = "brackets",
	[INSPECT_EXCHANGES] = "exchanges",
	[INSPECT_MERGED] = "merged logs",
};

void
inspect_good(struct inspect *v, enum inspect_kind kind, uint64_t n)
{
	v->good[kind] += n;
}

void
inspect_bad(struct inspect *v, enum inspect_kind kind, const char *why,
    const char *fmt, ...)
{
	char of[LINE_MAX_BYTES];
	struct verify_line line = { kind_names[kind], of, why, false };
	va_list ap;

	if (v->bad[kind]++ > 0)
		return;
	va_start(ap, fmt);
	vsnprintf(of, sizeof(of), fmt, ap);
	va_end(ap);
	v->emit(&line, v->arg);
}

static void
report_good(struct inspect *v)
{
	for (int i = 0; i < INSPECT_KINDS; i++) {
		char of[32];
		struct verify_line line = { kind_names[i], of, NULL, true };

		if (v->bad[i] > 0 || (i == INSPECT_MERGED && v->n_marks == 0))
			continue;
		snprintf(
		    of, sizeof(of), "%llu", (unsigned long long)v->good[i]);
		v->emit(&line, v->arg);
	}
}

enum err
bundle_check(
    const char *path, verify_report report, void *arg, struct bundle_sum *sum)
{
	struct inspect v = { .emit = report, .arg = arg };
	enum err e = inspect_open(&v, path);

	memset(sum, 0, sizeof(*sum));
	if (e == ERR_OK) {
		inspect_journal(&v);
		inspect_stamps(&v);
		inspect_brackets(&v);
		inspect_elsewhere(&v);
		inspect_seal(&v);
		inspect_wacz(&v);
		inspect_bag(&v);
		report_good(&v);
		sum->files = v.n_files;
		sum->bytes = v.bytes;
		sum->leaves = v.good[INSPECT_RECORDS];
		sum->checks = v.good[INSPECT_CHECKS];
		sum->proofs = v.good[INSPECT_RECORDS] +
			      v.good[INSPECT_CONSISTENCY] +
			      v.good[INSPECT_NIGHTS];
		sum->checkpoints = v.good[INSPECT_CHECKPOINTS];
		sum->tokens = v.good[INSPECT_STAMPS];
		sum->exchanges = v.good[INSPECT_EXCHANGES];
		for (int i = 0; i < INSPECT_KINDS; i++)
			sum->bad += v.bad[i];
		e = sum->bad == 0 ? ERR_OK : ERR_DAMAGED;
	}
	inspect_close(&v);
	return e;
}
