/* SPDX-License-Identifier: ISC */
/* Control leaves of a sweep. */
#include "crawler/pipeline/sweep_log.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/machine/machine.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { LEAF_MAX = 1024 * 1024 };

static void
append(struct txn *t, const char *type, struct buf *members, enum err e)
{
	uint64_t seq;

	if (e == ERR_OK)
		log_append(t, type, members->data, members->len, &seq);
	else
		log_error("log: %s: too large for a leaf", type);
	buf_fini(members);
}

static void
remember(struct txn *t, uint64_t sweep, bool open)
{
	char text[96];

	snprintf(text, sizeof(text), "{\"number\":%" PRIu64 ",\"open\":%s}",
	    sweep, open ? "true" : "false");
	state_put(t, "sweep", "last", text);
}

/* The newest sweep-start in the log, for a state that was lost. */
static uint64_t
number_from_log(struct txn *t)
{
	uint64_t number = 0;

	for (uint64_t seq = log_size(t); seq-- > 0 && number == 0;) {
		char *leaf = NULL;
		json_t *j = NULL;
		const char *type;
		size_t n;

		if (log_get(t, seq, &leaf, &n) != ERR_OK)
			continue;
		if (json_parse(leaf, n, &j) == ERR_OK) {
			type = json_get_text(j, "type");
			if (type != NULL && strcmp(type, "sweep-start") == 0)
				number = (uint64_t)json_get_int(j, "sweep", 0);
		}
		json_decref(j);
		free(leaf);
	}
	return number;
}

static void
log_interrupted(struct txn *t, uint64_t sweep)
{
	struct buf b;
	struct jout j;

	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	jout_kint(&j, "sweep", (int64_t)sweep);
	jout_ktime(&j, "noticed", clock_wall_ms());
	append(t, "sweep-interrupted", &b, j.err);
	log_info(
	    "sweep %" PRIu64 " had been cut short: this one goes on", sweep);
}

uint64_t
sweep_log_number(struct txn *t)
{
	uint64_t last = 0;
	bool open = false;
	char *text = NULL;
	json_t *j = NULL;

	if (state_get(t, "sweep", "last", &text) == ERR_OK &&
	    json_parse(text, strlen(text), &j) == ERR_OK) {
		last = (uint64_t)json_get_int(j, "number", 0);
		open = json_get_bool(j, "open", false);
	} else {
		last = number_from_log(t);
	}
	json_decref(j);
	free(text);
	check_flush(t);
	if (open)
		log_interrupted(t, last);
	return last + 1;
}

void
sweep_log_start(struct txn *t, uint64_t sweep, const struct sweep_start *s)
{
	uint8_t sha[SHA256_LEN], root[SHA256_LEN];
	struct buf b;
	struct jout j;

	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	jout_kint(&j, "sweep", (int64_t)sweep);
	jout_ktime(&j, "at", clock_wall_ms());
	jout_ktext(&j, "user_agent", s->user_agent);
	digest_sha256(s->seeds_text, s->seeds_len, sha);
	jout_khex(&j, "seeds_sha256", sha, SHA256_LEN);
	jout_kint(&j, "seeds", (int64_t)s->seeds_all);
	jout_kint(&j, "seeds_due", (int64_t)s->seeds_due);
	jout_kint(&j, "names", (int64_t)s->n_names);
	jout_kint(&j, "names_generation", (int64_t)s->names);
	if (log_root(t, log_size(t), root) == ERR_OK)
		jout_khex(&j, "root_before", root, SHA256_LEN);
	if (s->roots != NULL) {
		jout_key(&j, "certificate_roots");
		jout_raw(&j, s->roots, strlen(s->roots));
	}
	jout_khex(&j, "config_sha256", s->config_sha256, SHA256_LEN);
	machine_members(&j);
	append(t, "sweep-start", &b, j.err);
	remember(t, sweep, true);
}

void
sweep_log_end(struct txn *t, const struct crawl_summary *sum)
{
	struct buf b;
	struct jout j;

	check_flush(t);
	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	jout_kint(&j, "sweep", (int64_t)sum->sweep);
	jout_ktime(&j, "at", clock_wall_ms());
	jout_kbool(&j, "interrupted", sum->interrupted);
	jout_kint(&j, "seeds", (int64_t)sum->seeds);
	jout_kint(&j, "seeds_failed", (int64_t)sum->seeds_failed);
	jout_kint(&j, "seeds_refused", (int64_t)sum->seeds_refused);
	jout_kint(&j, "fetched", (int64_t)sum->fetched);
	jout_kint(&j, "not_modified", (int64_t)sum->not_modified);
	jout_kint(&j, "skipped_robots", (int64_t)sum->skipped_robots);
	jout_kint(&j, "failed", (int64_t)sum->failed);
	jout_kint(&j, "postponed", (int64_t)sum->postponed);
	jout_kint(&j, "new_mentions", (int64_t)sum->new_mentions);
	jout_kint(&j, "changed", (int64_t)sum->changed);
	jout_kint(&j, "gone", (int64_t)sum->gone);
	jout_kint(&j, "unreachable", (int64_t)sum->unreachable);
	append(t, "sweep-end", &b, j.err);
	remember(t, sum->sweep, false);
}
