/* SPDX-License-Identifier: ISC */
/* Sources that speak, and sources that have stopped. */
#include "crawler/voice.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/harvest.h"
#include "crawler/job.h"
#include "crawler/seeds.h"
#include "store/base/jout.h"
#include "store/base/json.h"

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

void
voice_hear(struct voice *v, const struct job *j)
{
	const struct exchange *x = j->x;

	if (j->kind != JOB_PAGE || x == NULL)
		return;
	hear_quota(v, x);
	if (x->outcome != OUTCOME_OK || x->status < 200 || x->status >= 400)
		return;
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
	if (json_parse(text, strlen(text), &j) == ERR_OK)
		for (size_t i = 0; i < NELEM(members); i++) {
			int64_t v = json_get_int(j, members[i].key, 0);

			if (v > 0)
				memcpy(
				    (char *)out + members[i].at, &v, sizeof(v));
		}
	json_decref(j);
	free(text);
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
	store_memory(t, s, out);
}

bool
voice_is_lost(const struct voice_memory *m)
{
	return m->spoke > 0 && m->silent >= VOICE_NIGHTS;
}
