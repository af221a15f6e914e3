/* SPDX-License-Identifier: ISC */
/* Sources that speak, and sources that have stopped. */
#include "crawler/seeds/voice.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/networks/network.h"
#include "crawler/pipeline/job.h"
#include "crawler/seeds/seeds.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/log.h"

enum { NUMBER_BYTES = 32, MEMORY_MAX = 4096 };

/* The members of the memory's JSON. */
static const struct {
	const char *key;
	size_t at;
} members[] = {
	{ "asked", offsetof(struct voice_memory, asked) },
	{ "answered", offsetof(struct voice_memory, answered) },
	{ "spoke", offsetof(struct voice_memory, spoke) },
	{ "silent", offsetof(struct voice_memory, silent) },
	{ "quota", offsetof(struct voice_memory, quota) },
	{ "canary", offsetof(struct voice_memory, canary) },
	{ "mute", offsetof(struct voice_memory, mute) },
	{ "unread", offsetof(struct voice_memory, unread) },
};

/* The headers in which a server says how many requests are left. */
static const char *const quota_headers[] = { "X-RateLimit-Remaining",
	"RateLimit-Remaining", "X-Rate-Limit-Remaining" };

static void
hear_quota(struct voice *v, const struct exchange *x)
{
	char text[NUMBER_BYTES], *end;
	long long n;

	for (size_t i = 0; i < NELEM(quota_headers); i++) {
		if (!exchange_header(x, quota_headers[i], text, sizeof(text)))
			continue;
		errno = 0;
		n = strtoll(text, &end, 10);
		if (end != text && errno == 0 && n >= 0 && n < INT32_MAX)
			v->quota = n + 1;
	}
}

/* An answer of a good status without anything in it that was due; a guess that
 * was wrong leads to the next. */
static void
hear_noise(struct voice *v, const struct job *j)
{
	const char *why = j->harvest->problem;

	if (!j->harvest->leads && v->unread++ == 0)
		snprintf(v->why, sizeof(v->why), "%.350s: %.150s", j->x->url,
		    why != NULL ? why : "not what was due");
}

/* The answer to the word that is always found. */
static void
hear_canary(struct voice *v, const struct job *j)
{
	if (j->x->status == 304 || j->same ||
	    (j->harvest != NULL && j->harvest->n_docs > 0))
		v->canary = VOICE_CANARY_SINGS;
	else if (j->harvest != NULL && !j->harvest->leads)
		v->canary = VOICE_CANARY_SILENT;
}

/* "There is none" is an answer: its adapter has nothing to complain of. */
static bool
is_answer(const struct job *j)
{
	const struct harvest *h = j->harvest;

	if (j->x->status < 300 || j->x->status == 304)
		return true;
	return j->x->status >= 400 && j->x->status < 500 && h != NULL &&
	       h->problem == NULL && !h->unread;
}

/* What a later answer does not say stays as it was. */
static void
keep_picked(char out[VOICE_PICKED_MAX], const char *picked)
{
	if (picked != NULL && *picked != '\0')
		snprintf(out, VOICE_PICKED_MAX, "%s", picked);
}

void
voice_hear(struct voice *v, const struct job *j)
{
	const struct exchange *x = j->x;

	if (j->kind != JOB_PAGE || x == NULL)
		return;
	hear_quota(v, x);
	if (j->harvest != NULL && j->harvest->quota > 0)
		v->quota = j->harvest->quota;
	if (j->harvest != NULL)
		keep_picked(v->picked, j->harvest->picked);
	if (x->outcome != OUTCOME_OK || x->status < 200 || !is_answer(j))
		return;
	if (network_is_canary(j->context)) {
		hear_canary(v, j);
		return;
	}
	if (j->harvest != NULL && j->harvest->unread) {
		hear_noise(v, j);
		return;
	}
	v->answers++;
	if (x->status == 304 || j->same)
		v->unchanged++;
	else if (j->harvest != NULL)
		v->documents += j->harvest->n_docs;
}

void
voice_load(struct txn *t, const struct seed *s, struct voice_memory *out)
{
	char *text = NULL;
	json_t *j = NULL;

	memset(out, 0, sizeof(*out));
	if (state_get(t, "source", s->key, &text) != ERR_OK)
		return;
	if (json_parse(text, strlen(text), &j) == ERR_OK) {
		keep_picked(out->picked, json_get_text(j, "picked"));
		for (size_t i = 0; i < NELEM(members); i++) {
			int64_t v = json_get_int(j, members[i].key, 0);

			if (v > 0)
				memcpy(
				    (char *)out + members[i].at, &v, sizeof(v));
		}
	}
	json_decref(j);
	free(text);
}

void
voice_begin(struct voice *v, struct txn *t, const struct seed *s)
{
	struct voice_memory m;

	voice_load(t, s, &m);
	v->was_mute = m.mute != 0;
	v->had_unread = m.unread != 0;
}

static void
store_memory(struct txn *t, const struct seed *s, const struct voice_memory *m)
{
	struct buf b;
	struct jout j;

	buf_init(&b, MEMORY_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	for (size_t i = 0; i < NELEM(members); i++) {
		int64_t v;

		memcpy(&v, (const char *)m + members[i].at, sizeof(v));
		jout_kint(&j, members[i].key, v);
	}
	if (m->picked[0] != '\0')
		jout_ktext(&j, "picked", m->picked);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		state_put(t, "source", s->key, b.data);
	buf_fini(&b);
}

void
voice_keep(struct txn *t, const struct seed *s, const struct voice *v,
    bool finished, int64_t now_ms, struct voice_memory *out)
{
	voice_load(t, s, out);
	out->asked = now_ms;
	if (v->answers > 0)
		out->answered = now_ms;
	/* What has not changed speaks, or is silent, as it was. */
	if (v->documents > 0 || (v->unchanged > 0 && out->silent == 0)) {
		out->spoke = now_ms;
		out->silent = 0;
	} else if (finished) {
		out->silent++;
	}
	if (v->quota > 0)
		out->quota = v->quota;
	out->mute = voice_is_mute(v, false);
	out->unread = v->unread > 0 || (v->had_unread && v->unchanged > 0);
	keep_picked(out->picked, v->picked);
	if (v->canary != VOICE_CANARY_NONE)
		out->canary = v->canary;
	store_memory(t, s, out);
}

bool
voice_is_lost(const struct voice_memory *m)
{
	return m->spoke > 0 && m->silent >= VOICE_NIGHTS;
}

/* What is as it was is as good as it was. */
bool
voice_is_mute(const struct voice *v, bool failed)
{
	if (v->answers == 0)
		return failed || v->unread > 0;
	return v->was_mute && v->unchanged == v->answers;
}

static const char *
why_of(const struct voice *v, const char *reason)
{
	if (v->unread > 0)
		return v->why;
	if (v->answers > 0)
		return "it answers what could not be read the last time";
	return reason != NULL ? reason : "not reached";
}

void
voice_blame(const struct voice *v, const struct seed *s, const char *seeds,
    const char *reason)
{
	const char *why = why_of(v, reason);
	size_t n = strlen(s->target);

	/* Most reasons name the address; it is not said twice. */
	if (strncmp(why, s->target, n) == 0 && strncmp(why + n, ": ", 2) == 0)
		why += n + 2;
	log_error("%s:%u: %s: %s", seeds, s->line, s->target, why);
}

void
voice_warn(const struct voice *v, const struct voice_memory *m,
    const struct seed *s, const char *seeds)
{
	if (voice_is_lost(m) && m->silent == VOICE_NIGHTS)
		log_warn("%s:%u: %s: nothing to read for %d sweeps (is it "
			 "still there? see vigie sources)",
		    seeds, s->line, s->target, VOICE_NIGHTS);
	if (v->canary == VOICE_CANARY_SILENT)
		log_warn("%s:%u: %s: its search for \"%s\" found nothing: "
			 "that it found no name proves nothing",
		    seeds, s->line, s->target, s->network->canary);
	if (v->unread > 0 && v->answers > 0 && !v->had_unread)
		log_warn("%s:%u: %s: answers that could not be read: %llu, "
			 "the first: %s",
		    seeds, s->line, s->target, (unsigned long long)v->unread,
		    v->why);
}
