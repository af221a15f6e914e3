/* SPDX-License-Identifier: ISC */
/* Every token, judged again with nothing but what was kept; and who stamped
 * what, which is said, as is who did not. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/anchor.h"
#include "store/archive/verify.h"
#include "store/base/clock.h"
#include "store/base/mem.h"

enum { LINE_MAX_BYTES = 1024, IN_ONE_TXN = 64 };

/* What one authority has stamped, and missed. */
struct stamped {
	uint64_t number;
	char *name, *url; /* owned */
	enum anchor_kind kind;
	bool qualified;
	uint64_t tokens, size, gaps;
	uint64_t attested, block; /* OTS: by blocks, and the newest one */
	int64_t time;
	char *why; /* owned: of a gap */
};

struct walk {
	struct verify *v;
	struct stamped *by; /* owned */
	size_t n;
	uint64_t from; /* sizes before it are done */
	uint64_t judged;
	unsigned in_txn;
	bool more;
};

static struct stamped *
find(struct walk *w, uint64_t number, const char *name, const char *url)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->by[i].number == number)
			return &w->by[i];
	w->by = mem_grow(w->by, w->n + 1, sizeof(w->by[0]));
	memset(&w->by[w->n], 0, sizeof(w->by[0]));
	w->by[w->n].number = number;
	w->by[w->n].name = mem_strdup(name == NULL ? "?" : name);
	w->by[w->n].url = mem_strdup(url == NULL ? "?" : url);
	return &w->by[w->n++];
}

static bool
judge(const struct anchor *a, void *arg)
{
	struct walk *w = arg;
	struct stamped *s;
	char *why;

	/* All tokens of one size fall into one transaction. */
	if (w->in_txn >= IN_ONE_TXN && a->size != w->from) {
		w->from = a->size;
		w->more = true;
		return false;
	}
	w->from = a->size;
	w->in_txn++;
	w->judged++;
	why = anchor_judge(w->v->t, a);
	if (why != NULL)
		verify_bad(w->v, VERIFY_STAMPS, why,
		    "the token of %s over %" PRIu64 " records", a->url,
		    a->size);
	else
		verify_good(w->v, VERIFY_STAMPS, 1);
	free(why);
	s = find(w, a->authority, a->name, a->url);
	s->tokens++;
	s->size = a->size;
	s->time = a->time;
	s->qualified = a->qualified;
	s->kind = a->kind;
	s->attested += a->attested;
	if (a->block > s->block)
		s->block = a->block;
	return !verify_enough(w->v, VERIFY_STAMPS);
}

static bool
note_gap(const struct anchor_gap *g, void *arg)
{
	struct stamped *s = find(arg, g->authority, g->name, g->url);

	s->gaps++;
	free(s->why);
	s->why = mem_strdup(g->why == NULL ? "" : g->why);
	return true;
}

/* What OpenTimestamps proofs prove, and what not. */
static void
report_ots(const struct walk *w, const struct stamped *s)
{
	char of[LINE_MAX_BYTES], why[LINE_MAX_BYTES];
	const struct verify_line line = { "time stamp", of, why, true };

	snprintf(of, sizeof(of),
	    "%s: %" PRIu64 " OpenTimestamps proofs, %" PRIu64
	    " of them up to a Bitcoin block",
	    s->url, s->tokens, s->attested);
	if (s->attested > 0)
		snprintf(why, sizeof(why),
		    "each leads to the Merkle root of its block, the newest "
		    "%" PRIu64 "; that Bitcoin's blocks have these roots is "
		    "not checked here (ots verify)",
		    s->block);
	else
		snprintf(why, sizeof(why),
		    "a calendar promises blocks, and has named none yet: they "
		    "prove no time so far (vigie anchor run)");
	w->v->emit(&line, w->v->arg);
}

static void
report(const struct walk *w, const struct stamped *s)
{
	char of[LINE_MAX_BYTES], why[LINE_MAX_BYTES], at[CLOCK_TEXT];
	struct verify_line line = { "time stamp", of, NULL, true };

	if (s->tokens > 0 && s->kind == ANCHOR_OTS &&
	    w->v->kinds[VERIFY_STAMPS].bad == 0) {
		report_ots(w, s);
	} else if (s->tokens > 0 && w->v->kinds[VERIFY_STAMPS].bad == 0) {
		clock_format(s->time, at);
		snprintf(of, sizeof(of),
		    "%s: %" PRIu64 " %stokens, the newest of %s over %" PRIu64
		    " records",
		    s->url, s->tokens, s->qualified ? "qualified " : "", at,
		    s->size);
		w->v->emit(&line, w->v->arg);
	}
	if (s->gaps == 0)
		return;
	snprintf(
	    of, sizeof(of), "%s: %" PRIu64 " checkpoints", s->url, s->gaps);
	snprintf(why, sizeof(why), "not stamped: %s", s->why);
	line.why = why;
	w->v->emit(&line, w->v->arg);
}

void
verify_anchors(struct verify *v, uint64_t tokens)
{
	struct walk w = { .v = v, .more = true };

	while (w.more) {
		verify_step(v);
		w.more = false;
		w.in_txn = 0;
		if (anchor_each(v->t, w.from, judge, &w) != ERR_OK)
			verify_bad(v, VERIFY_STAMPS, "its row cannot be read",
			    "a token over at least %" PRIu64 " records",
			    w.from);
	}
	verify_step(v);
	(void)!anchor_gap_each(v->t, note_gap, &w);
	if (w.judged < tokens && v->kinds[VERIFY_STAMPS].bad == 0)
		verify_bad(v, VERIFY_STAMPS, "their rows are missing",
		    "%" PRIu64 " of %" PRIu64 " tokens", tokens - w.judged,
		    tokens);
	for (size_t i = 0; i < w.n; i++) {
		report(&w, &w.by[i]);
		free(w.by[i].name);
		free(w.by[i].url);
		free(w.by[i].why);
	}
	if (w.n == 0) {
		const struct verify_line line = { "time stamp", "none",
			"no authority was asked: its dates rest on this "
			"machine's clock (vigie anchor add URL)",
			true };

		v->emit(&line, v->arg);
	}
	free(w.by);
}
