/* SPDX-License-Identifier: ISC */
/* Records, for verification: a walk over plain JSON, or a document. */
#include "tools/bundle/inspect_words.h"

#include <string.h>

#include "store/base/clock.h"
#include "store/base/jwalk.h"
#include "store/base/mem.h"

static const char *const keys[MEMBER_COUNT] = {
	[MEMBER_TYPE] = "type",
	[MEMBER_PREV] = "prev",
	[MEMBER_AFTER] = "after",
	[MEMBER_AT] = "at",
	[MEMBER_RESPONSE] = "response_sha256",
	[MEMBER_REQUEST] = "request_sha256",
	[MEMBER_PATH] = "path_sha256",
};

/* Members of which more is asked than one text. */
static const char *const with_document[] = { "merged", "origin", "pieces" };
/* Types of which more is asked. */
static const char *const types[] = { "key", "merge" };

static void
clear(struct inspect_words *w)
{
	memset(w, 0, sizeof(*w));
	w->seq = -1;
}

/* False when it is not what is usual there: the document will tell. */
static bool
take(struct inspect_words *w, const struct jwalk_value *key,
    const struct jwalk_value *v)
{
	for (size_t i = 0; i < NELEM(with_document); i++)
		if (jwalk_is(key, with_document[i]))
			return false;
	if (jwalk_is(key, "seq")) {
		if (v->kind != JWALK_INT || w->seq != -1)
			return false;
		w->seq = jwalk_int(v);
	}
	for (int i = 0; i < MEMBER_COUNT; i++) {
		if (!jwalk_is(key, keys[i]))
			continue;
		if (v->kind == JWALK_NULL && w->texts[i].s == NULL)
			break;
		if (v->kind != JWALK_TEXT || w->texts[i].s != NULL)
			return false;
		w->texts[i].s = v->s;
		w->texts[i].n = v->n;
		break;
	}
	return true;
}

static bool
walk(const char *text, size_t n, struct inspect_words *w)
{
	struct jwalk_value key, v;
	struct jwalk s;

	jwalk_begin(&s, text, n, JWALK_OBJECT);
	while (jwalk_next(&s, &key, &v))
		if (!take(w, &key, &v))
			return false;
	if (!jwalk_end(&s))
		return false;
	for (size_t i = 0; i < NELEM(types); i++)
		if (w->texts[MEMBER_TYPE].n == strlen(types[i]) &&
		    memcmp(w->texts[MEMBER_TYPE].s, types[i],
			strlen(types[i])) == 0)
			return false;
	return true;
}

bool
inspect_words_read(const char *text, size_t n, struct inspect_words *w)
{
	clear(w);
	if (walk(text, n, w))
		return true;
	clear(w);
	if (json_parse(text, n, &w->doc) != ERR_OK)
		return false;
	for (int i = 0; i < MEMBER_COUNT; i++) {
		const char *s = json_get_text(w->doc, keys[i]);

		w->texts[i].s = s;
		w->texts[i].n = s != NULL ? strlen(s) : 0;
	}
	w->seq = json_get_int(w->doc, "seq", -1);
	return true;
}

void
inspect_words_fini(struct inspect_words *w)
{
	json_decref(w->doc);
}

bool
inspect_words_sha(const struct inspect_words *w, enum inspect_member m,
    uint8_t out[SHA256_LEN])
{
	char hex[SHA256_HEX];

	if (w->texts[m].s == NULL || w->texts[m].n != sizeof(hex) - 1)
		return false;
	memcpy(hex, w->texts[m].s, sizeof(hex) - 1);
	hex[sizeof(hex) - 1] = '\0';
	return digest_unhex(hex, out, SHA256_LEN);
}

int64_t
inspect_words_time(const struct inspect_words *w)
{
	char at[40];
	size_t n = w->texts[MEMBER_AT].n;
	int64_t ms;

	if (w->texts[MEMBER_AT].s == NULL || n >= sizeof(at))
		return INT64_MIN;
	memcpy(at, w->texts[MEMBER_AT].s, n);
	at[n] = '\0';
	return clock_parse(at, &ms) == ERR_OK ? ms : INT64_MIN;
}
