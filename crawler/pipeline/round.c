/* SPDX-License-Identifier: ISC */
/* Rounds of seeds, kept in the state. */
#include "crawler/pipeline/round.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/jout.h"
#include "store/base/mem.h"

enum {
	SLACK_MAX_MS = 3600 * 1000, /* a nightly run is never "a bit early" */
	SLACK_PART = 10,            /* of every= */
	ROUND_MAX = 65536           /* bytes of its JSON */
};

void
round_load(struct txn *t, const struct seed *s, struct round *out)
{
	char *text = NULL;
	json_t *j = NULL;

	memset(out, 0, sizeof(*out));
	out->number = state_number(t, "seed", s->key);
	if (state_get(t, "round", s->key, &text) != ERR_OK)
		return;
	if (json_parse(text, strlen(text), &j) == ERR_OK) {
		out->sweep = (uint64_t)json_get_int(j, "sweep", 0);
		out->started = json_get_int(j, "started", 0);
		out->names = (uint64_t)json_get_int(j, "names", 0);
		out->visited = (uint64_t)json_get_int(j, "visited", 0);
		out->resume = mem_strdup(json_get_text(j, "resume"));
		out->complete = json_get_bool(j, "complete", false);
		out->cut = json_get_bool(j, "cut", false);
		out->warned = json_get_bool(j, "warned", false);
	}
	json_decref(j);
	free(text);
}

void
round_store(struct txn *t, const struct seed *s, const struct round *r)
{
	struct buf b;
	struct jout j;

	buf_init(&b, ROUND_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_kint(&j, "sweep", (int64_t)r->sweep);
	jout_kint(&j, "started", r->started);
	jout_kint(&j, "names", (int64_t)r->names);
	jout_kint(&j, "visited", (int64_t)r->visited);
	jout_ktext(&j, "resume", r->resume);
	jout_kbool(&j, "complete", r->complete);
	jout_kbool(&j, "cut", r->cut);
	jout_kbool(&j, "warned", r->warned);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		state_put(t, "round", s->key, b.data);
	buf_fini(&b);
}

void
round_fini(struct round *r)
{
	free(r->resume);
	r->resume = NULL;
}

bool
round_is_due(const struct round *r, const struct seed *s, int64_t now_ms,
    uint64_t names, bool all)
{
	int64_t slack = s->every_ms / SLACK_PART;

	if (all || r->sweep == 0 || r->names < names)
		return true;
	if (slack > SLACK_MAX_MS)
		slack = SLACK_MAX_MS;
	return now_ms >= r->started + s->every_ms - slack;
}

bool
round_begin(struct round *r, bool due, uint64_t sweep, int64_t now_ms)
{
	bool open = r->sweep > 0 && !r->complete;
	bool goes_on = open && (r->cut || !due);

	if (!goes_on && !due)
		return false;
	if (!goes_on) {
		r->sweep = sweep;
		r->started = now_ms;
		r->visited = 0;
		r->complete = false;
	}
	r->cut = true; /* until its end is written */
	return true;
}

void
round_visited(struct txn *t, const struct seed *s, uint64_t pages)
{
	struct round r;

	round_load(t, s, &r);
	r.visited += pages;
	round_store(t, s, &r);
	round_fini(&r);
}

void
round_end(struct round *r, const struct fetch_result *result, uint64_t names,
    bool interrupted)
{
	r->visited = result->visited;
	/* Whoever stopped it may have stopped a page whose links would have
	 * been next. */
	r->complete = result->complete && !interrupted;
	r->cut = interrupted;
	free(r->resume);
	r->resume = mem_strdup(result->resume);
	if (r->complete)
		r->names = names;
	r->warned = result->refused;
}
