/* SPDX-License-Identifier: ISC */
/* The date in what a page's scripts carry: pages that are painted by a script
 * often bring the article as JSON, and no other word about its date. A page may
 * bring other articles the same way, so a day is believed only if no second
 * one is stated under any of the names. */
#define _GNU_SOURCE /* memmem */
#include <string.h>
#include <strings.h>

#include "crawler/parse/dating_search.h"
#include "store/base/err.h"

enum {
	SCRIPT_VALUE_MAX = 40,  /* bytes of a date */
	SCRIPT_SEEN_MAX = 1000, /* statements looked at */
	SCRIPT_ISO_DAY = 10     /* bytes of "2021-03-14" */
};

/* With the quote before them: "publishedAt, and whatever follows. */
static const char *const keys[] = { "\"datePublished", "\"publishedAt",
	"\"published_at", "\"publishDate", "\"publish_date", "\"published_date",
	"\"publishedDate", "\"publicationDate", "\"publication_date",
	"\"firstPublished", "\"published_time", "\"pubDate" };

/* The value of a member whose name ends at s: a string, or a number; quotes may
 * be escaped where JSON stands in a string. */
static const char *
value_at(const char *s, const char *end, struct arena *a)
{
	const char *from;

	while (s < end && *s != ':' && *s != '\0' && strchr("\"\\ ", *s))
		s++;
	if (s >= end || *s != ':')
		return NULL;
	s++;
	while (s < end && *s != '\0' && strchr("\"\\ ", *s))
		s++;
	from = s;
	while (s < end && *s != '\0' && strchr("\"\\,}", *s) == NULL &&
	       s - from <= SCRIPT_VALUE_MAX)
		s++;
	if (s >= end || s == from || s - from > SCRIPT_VALUE_MAX)
		return NULL;
	return arena_strndup(a, from, (size_t)(s - from));
}

/* Takes the values of one name: false once two days are stated. *value is the
 * first that is a date. */
static bool
agree(struct dating_search *s, const char *key, const char **value)
{
	const char *at = s->f->dom->html, *end = at + s->f->dom->html_len;
	size_t n = strlen(key);
	struct date date;

	for (size_t seen = 0; seen < SCRIPT_SEEN_MAX; seen++) {
		const char *v;

		at = memmem(at, (size_t)(end - at), key, n);
		if (at == NULL)
			return true;
		at += n;
		v = value_at(at, end, s->a);
		if (!dating_parse(v, s->now, &date) || date.inferred)
			continue;
		v = dating_written(&date, s->a);
		if (*value != NULL && strncmp(*value, v, SCRIPT_ISO_DAY) != 0)
			return false;
		if (*value == NULL)
			*value = v;
	}
	return true;
}

void
dating_by_script(struct dating_search *s)
{
	const char *value = NULL;

	for (size_t i = 0; i < NELEM(keys); i++)
		if (!agree(s, keys[i], &value))
			return;
	dating_publish(s, value, "script", "");
}
