/* SPDX-License-Identifier: ISC */
/* Control leaves, as the walk over the log meets them. */
#include "store/archive/verify_control.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/mem.h"

enum {
	/* An exchange's time is when it began, and it may take so long. */
	CLOCK_SLACK_MS = 10 * 60 * 1000,
	LINE_MAX_BYTES = 256
};

void
verify_control_init(struct verify_control *c)
{
	memset(c, 0, sizeof(*c));
	c->at = INT64_MIN;
	c->after_time = INT64_MIN;
}

void
verify_control_fini(struct verify_control *c)
{
	free(c->missing);
}

/* ---- leaves that are missing ---- */

void
verify_control_missing(
    struct verify_control *c, uint64_t seq, const uint8_t hash[SHA256_LEN])
{
	struct verify_missing *m;

	if (c->n_missing == c->cap_missing) {
		c->cap_missing = c->cap_missing == 0 ? 64 : c->cap_missing * 2;
		c->missing =
		    mem_grow(c->missing, c->cap_missing, sizeof(c->missing[0]));
	}
	m = &c->missing[c->n_missing++];
	m->seq = seq;
	m->purged = false;
	memcpy(m->hash, hash, SHA256_LEN);
}

static int
by_seq(const void *a, const void *b)
{
	const uint64_t *seq = a;
	const struct verify_missing *m = b;

	return (*seq > m->seq) - (*seq < m->seq);
}

static struct verify_missing *
find_missing(const struct verify_control *c, uint64_t seq)
{
	if (c->n_missing == 0)
		return NULL;
	return bsearch(
	    &seq, c->missing, c->n_missing, sizeof(c->missing[0]), by_seq);
}

bool
verify_control_is_missing(const struct verify_control *c, uint64_t seq)
{
	return find_missing(c, seq) != NULL;
}

/* A purge gives the right to the leaves that it names by number and hash. */
static void
take_purge(struct verify_control *c, const json_t *doc)
{
	const json_t *list = json_object_get(doc, "leaves"), *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		int64_t seq = json_get_int(item, "leaf", -1);
		const char *hex = json_get_text(item, "leaf_hash");
		uint8_t hash[SHA256_LEN];
		struct verify_missing *m;

		if (seq < 0 || hex == NULL ||
		    strlen(hex) != 2 * (size_t)SHA256_LEN ||
		    !digest_unhex(hex, hash, SHA256_LEN))
			continue;
		m = find_missing(c, (uint64_t)seq);
		if (m != NULL && memcmp(m->hash, hash, SHA256_LEN) == 0)
			m->purged = true;
	}
}

/* ---- one leaf ---- */

static bool
follows(const struct verify_control *c, const struct verify_leaf *leaf)
{
	return c->after[0] == '\0' ? leaf->after_null
				   : leaf_text_is(&leaf->after, c->after);
}

static void
take_token(struct verify_control *c, const json_t *doc)
{
	const char *kind = json_get_text(doc, "kind");
	const char *reply = json_get_text(doc, "reply_sha256");
	const char *time = json_get_text(doc, "time");

	c->tokens++;
	if (reply == NULL || strlen(reply) >= sizeof(c->after) ||
	    kind == NULL || strcmp(kind, "rfc3161") != 0)
		return;
	snprintf(c->after, sizeof(c->after), "%s", reply);
	if (time == NULL || clock_parse(time, &c->after_time) != ERR_OK)
		c->after_time = INT64_MIN;
}

static void
watch_clock(struct verify_control *c, uint64_t seq, const struct leaf_text *t)
{
	char text[2 * CLOCK_TEXT];
	int64_t at;

	if (t->s == NULL || t->n >= sizeof(text))
		return;
	memcpy(text, t->s, t->n);
	text[t->n] = '\0';
	if (clock_parse(text, &at) != ERR_OK)
		return;
	if (c->at != INT64_MIN && at < c->at - CLOCK_SLACK_MS) {
		if (c->set_back++ == 0) {
			c->first_back = seq;
			c->first_back_ms = c->at - at;
		}
		c->at = at;
	}
	if (at > c->at)
		c->at = at;
	if (c->after_time != INT64_MIN && at < c->after_time - CLOCK_SLACK_MS &&
	    c->early++ == 0)
		c->first_early = seq;
}

const char *
verify_control_leaf(
    struct verify_control *c, uint64_t seq, const struct verify_leaf *leaf)
{
	const char *why = NULL;

	if (!follows(c, leaf))
		why = "after is not the newest time stamp before it";
	if (leaf->type.s == NULL)
		return why;
	if (!leaf->has_merged) /* another's clock */
		watch_clock(c, seq, &leaf->at);
	if (leaf_text_is(&leaf->type, "anchor-ok"))
		take_token(c, leaf->doc);
	else if (leaf_text_is(&leaf->type, "purge"))
		take_purge(c, leaf->doc);
	else if (leaf_text_is(&leaf->type, "sweep-interrupted"))
		c->interrupted++;
	return why;
}

/* ---- the end ---- */

static void
remark(struct verify *v, const char *check, const char *of, const char *why)
{
	const struct verify_line line = { check, of, why, true };

	v->emit(&line, v->arg);
}

static void
report_missing(struct verify *v, const struct verify_control *c)
{
	char of[LINE_MAX_BYTES];
	uint64_t purged = 0;

	for (size_t i = 0; i < c->n_missing; i++) {
		if (c->missing[i].purged)
			purged++;
		else
			verify_bad(v, VERIFY_RECORDS, "it is missing",
			    "leaf %" PRIu64, c->missing[i].seq);
	}
	if (purged == 0)
		return;
	snprintf(of, sizeof(of), "%" PRIu64 " records", purged);
	remark(v, "forgotten", of,
	    "erased by request, as the log says; their hashes stand");
}

static void
report_clock(struct verify *v, const struct verify_control *c)
{
	char of[LINE_MAX_BYTES], why[LINE_MAX_BYTES];

	if (c->set_back > 0) {
		snprintf(of, sizeof(of), "leaf %" PRIu64, c->first_back);
		snprintf(why, sizeof(why),
		    "the clock was set back by %" PRId64
		    " s before it (%" PRIu64 " times in all)",
		    c->first_back_ms / 1000, c->set_back);
		remark(v, "clock", of, why);
	}
	if (c->early > 0) {
		snprintf(of, sizeof(of), "leaf %" PRIu64, c->first_early);
		snprintf(why, sizeof(why),
		    "its time is before that of the time stamp which it "
		    "follows: the clock was slow (%" PRIu64 " records in all)",
		    c->early);
		remark(v, "clock", of, why);
	}
}

void
verify_control_report(struct verify *v, const struct verify_control *c)
{
	char of[LINE_MAX_BYTES];

	report_missing(v, c);
	report_clock(v, c);
	if (c->interrupted == 0)
		return;
	snprintf(of, sizeof(of), "%" PRIu64 " sweeps", c->interrupted);
	remark(v, "interrupted", of,
	    "cut short, as the log says; the next went on");
}
