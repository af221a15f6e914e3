/* SPDX-License-Identifier: ISC */
/* Dates of publication, by layers. */
#include "crawler/parse/dating.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/dating_search.h"
#include "crawler/parse/meta.h"
#include "crawler/parse/visible.h"
#include "store/base/err.h"

enum {
	ISO_DAY = 10,         /* bytes of "2021-03-14" */
	DATING_LINE_MAX = 500 /* bytes of an element that may be a date */
};

#define HOUR_MS ((int64_t)3600 * 1000)
#define DAY_MS (24 * HOUR_MS)

/* Is it a day on which a web page can have been published? */
static bool
is_plausible(const struct date *date, int64_t now_ms)
{
	return date->ms >= clock_days(1995, 1, 1) * DAY_MS &&
	       date->ms <= now_ms + 2 * DAY_MS;
}

const char *
dating_written(const struct date *date, struct arena *a)
{
	char text[CLOCK_TEXT];

	date_format_shown(date, text);
	return arena_strdup(a, text);
}

bool
dating_parse(const char *s, int64_t now_ms, struct date *out)
{
	size_t at, len, n;

	if (s == NULL)
		return false;
	n = strlen(s);
	if (!date_parse(s, n, now_ms, out) &&
	    !date_find(s, n, now_ms, out, &at, &len) &&
	    !(n > ISO_DAY && date_parse(s, ISO_DAY, now_ms, out)))
		return false;
	return is_plausible(out, now_ms);
}

const char *
dating_from(const struct dating_search *s, const char *kind, const char *key,
    const struct date *date)
{
	return arena_printf(s->a, "%s%s%s%s%s", kind, key[0] != '\0' ? " " : "",
	    key, date->inferred ? ", inferred" : "",
	    s->changed ? ", may be of a change" : "");
}

/* Takes the string as the date of publication if it is one. */
bool
dating_publish(
    struct dating_search *s, const char *v, const char *kind, const char *key)
{
	struct date date;

	if (s->out->published != NULL)
		return true;
	if (!dating_parse(v, s->now, &date) || date.inferred != s->inferred)
		return false;
	s->out->published = dating_written(&date, s->a);
	s->date = date;
	s->out->from = dating_from(s, kind, key, &date);
	return true;
}

bool
dating_element(
    const struct dom *d, uint32_t i, int64_t now_ms, struct date *out)
{
	static const enum token_attr attrs[] = { TOKEN_DATETIME, TOKEN_CONTENT,
		TOKEN_DATA_TIME, TOKEN_DATA_DATETIME, TOKEN_DATA_DATE,
		TOKEN_TITLE };
	struct arena a;
	const char *line;
	bool found = false;

	for (size_t k = 0; k < NELEM(attrs); k++)
		if (dating_parse(dom_attr(d, i, attrs[k]), now_ms, out))
			return true;
	arena_init(&a);
	line = visible_line(d, i, NULL, &a);
	if (line != NULL && strlen(line) <= DATING_LINE_MAX)
		found = dating_parse(line, now_ms, out);
	arena_fini(&a);
	return found;
}

void
dating_by_meta(struct dating_search *s, enum meta_field field)
{
	for (size_t i = 0; i < SKIM_METAS_MAX; i++) {
		const char *key;
		const char *v = meta_nth(s->f->skim, field, i, s->a, &key);

		if (v == NULL || dating_publish(s, v, "meta", key))
			return;
	}
}

static void
by_meta(struct dating_search *s)
{
	dating_by_meta(s, META_PUBLISHED);
}

static void
by_jsonld(struct dating_search *s)
{
	dating_publish(s, s->f->ld->published, "json-ld", "datePublished");
}

/* Microdata and microformats: an element that says what its date is. */
static bool
is_published_element(const struct dom *d, uint32_t i)
{
	const uint32_t asked = 1U << TOKEN_ITEMPROP | 1U << TOKEN_CLASS |
			       1U << TOKEN_PROPERTY | 1U << TOKEN_PUBDATE;
	const char *prop, *class;

	if ((d->nodes[i].have & asked) == 0)
		return false;
	prop = dom_attr(d, i, TOKEN_ITEMPROP);
	class = dom_attr(d, i, TOKEN_CLASS);
	return dom_has_word(prop, "datePublished") ||
	       dom_has_word(prop, "dateCreated") ||
	       dom_has_word(dom_attr(d, i, TOKEN_PROPERTY), "datePublished") ||
	       dom_has_word(class, "dt-published") ||
	       dom_attr(d, i, TOKEN_PUBDATE) != NULL ||
	       (dom_has_word(class, "published") &&
		   (d->nodes[i].tag == TAG_TIME ||
		       d->nodes[i].tag == TAG_ABBR));
}

static void
by_markup(struct dating_search *s)
{
	const struct dom *d = s->f->dom;

	for (uint32_t i = 1; i < d->n; i++)
		if (!d->nodes[i].is_text && is_published_element(d, i) &&
		    !dating_in_comment(s->f, i) &&
		    dating_publish_element(s, i, "markup datePublished"))
			return;
}

static unsigned
digits(const char *s, size_t n)
{
	unsigned v = 0;

	for (size_t i = 0; i < n; i++) {
		if (!isdigit((unsigned char)s[i]))
			return 0;
		v = v * 10 + (unsigned)(s[i] - '0');
	}
	return v;
}

/* Up to three runs of digits at p, one mark between them: their lengths and
 * values; how many there are. */
static size_t
runs(const char *p, size_t len[3], unsigned value[3])
{
	size_t n = 0;

	while (n < 3) {
		len[n] = strspn(p, "0123456789");
		if (len[n] == 0 || len[n] > 8)
			break;
		value[n] = digits(p, len[n]);
		p += len[n];
		n++;
		if (*p == '\0' || strchr("/-_.", *p) == NULL)
			break;
		p++;
	}
	return n;
}

/* A day in the address: 2021/03/14, 2021-03-14, 20210314, 14-03-2021. */
static bool
url_day(const char *p, unsigned *y, unsigned *m, unsigned *d)
{
	size_t len[3];
	unsigned v[3];
	size_t n = runs(p, len, v);

	if (n > 0 && len[0] == 8) {
		*y = v[0] / 10000;
		*m = v[0] / 100 % 100;
		*d = v[0] % 100;
	} else if (n == 3 && len[0] == 4 && len[1] <= 2 && len[2] <= 2) {
		*y = v[0];
		*m = v[1];
		*d = v[2];
	} else if (n == 3 && len[0] <= 2 && len[1] <= 2 && len[2] == 4) {
		*y = v[2];
		*m = v[1];
		*d = v[0];
	} else {
		return false;
	}
	return *y >= 1995 && *y <= 2100 && clock_is_date((int)*y, *m, *d);
}

static void
by_address(struct dating_search *s, const char *url, const char *kind)
{
	const char *p = url == NULL ? NULL : strstr(url, "://");
	unsigned y, m, d;
	char text[32];

	for (p = p == NULL ? NULL : strchr(p + 3, '/'); p != NULL && *p != '\0';
	     p++) {
		if (strchr("/-_", *p) == NULL || !url_day(p + 1, &y, &m, &d))
			continue;
		(void)snprintf(text, sizeof(text), "%04u-%02u-%02u", y, m, d);
		if (dating_publish(s, text, kind, ""))
			return;
	}
}

static void
by_url(struct dating_search *s)
{
	by_address(s, s->f->source->url, "url");
}

/* Publishing systems file pictures by the day on which they came. */
static void
by_picture(struct dating_search *s)
{
	by_address(s, meta_get(s->f->skim, META_PICTURE, s->a), "picture url");
}

/* A moment told in UTC whose day is another one to readers: by the address, or
 * by a date that is shown. Then the day as they see it is what is known in the
 * page's own time. Clocks run from 12 hours behind UTC to 14 before it. */
bool
dating_is_neighbour(const struct date *own, const struct date *other)
{
	int64_t days = other->ms / DAY_MS - own->ms / DAY_MS;
	int64_t hour = own->ms % DAY_MS / HOUR_MS;

	return (days == 1 && hour >= 24 - 14) || (days == -1 && hour < 12);
}

static void
localise(struct dating_search *s)
{
	struct dating_search again = *s;
	struct dating shown = { NULL, NULL, NULL };
	const char *from = s->out->from;

	if (s->out->published == NULL || !s->date.has_zone ||
	    s->date.offset_min != 0 || s->date.precision != DATE_TIME)
		return;
	again.out = &shown;
	by_url(&again);
	if (shown.published == NULL ||
	    !dating_is_neighbour(&s->date, &again.date)) {
		shown = (struct dating){ NULL, NULL, NULL };
		dating_by_shown(&again, &s->date);
	}
	if (shown.published == NULL)
		return;
	s->out->published = shown.published;
	s->out->from = arena_printf(s->a, "%s, day by %s", from, shown.from);
}

/* An article brought out anew: where the day that the page shows as its own is
 * the one that it states for its last change, its readers know no other. */
static void
renew(struct dating_search *s)
{
	struct dating_search again = *s;
	struct dating shown = { NULL, NULL, NULL };
	struct date changed;

	if (s->out->published == NULL || s->out->modified == NULL ||
	    strncmp(s->out->published, s->out->modified, ISO_DAY) == 0 ||
	    !dating_parse(s->out->modified, s->now, &changed))
		return;
	again.out = &shown;
	dating_by_head(&again);
	if (shown.published == NULL ||
	    strncmp(shown.published, s->out->modified, ISO_DAY) != 0)
		return;
	s->out->published = shown.published;
	s->out->from = shown.from;
}

static void
find_modified(struct dating_search *s)
{
	struct date date;

	if (dating_parse(s->f->ld->modified, s->now, &date)) {
		s->out->modified = dating_written(&date, s->a);
		return;
	}
	for (size_t i = 0; i < SKIM_METAS_MAX; i++) {
		const char *v =
		    meta_nth(s->f->skim, META_MODIFIED, i, s->a, NULL);

		if (v == NULL)
			return;
		if (!dating_parse(v, s->now, &date))
			continue;
		s->out->modified = dating_written(&date, s->a);
		return;
	}
}

/* What a search believes, the surest first. The date of a change is better
 * than any that merely stands in the text. */
static const struct pass {
	void (*layers[5])(struct dating_search *);
	bool inferred, changed;
} passes[] = {
	{ { by_meta, by_jsonld, by_markup, by_url, dating_by_place }, false,
	    false },
	{ { dating_by_place }, false, true },
	{ { dating_by_script, dating_by_text, dating_by_distance }, false,
	    false },
	{ { by_meta, by_jsonld, by_markup, dating_by_place,
	      dating_by_distance },
	    true, false },
	{ { by_picture, dating_by_text, dating_by_distance }, false, true },
};

static void
search_pass(struct dating_search *s, const struct pass *pass)
{
	s->inferred = pass->inferred;
	s->changed = pass->changed;
	for (size_t i = 0; i < NELEM(pass->layers); i++)
		if (pass->layers[i] != NULL && s->out->published == NULL)
			pass->layers[i](s);
	s->inferred = s->changed = false;
}

void
dating_find(const struct facts *f, struct arena *a, struct dating *out)
{
	struct dating_search s = {
		.f = f, .a = a, .now = f->source->at, .out = out
	};

	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < NELEM(passes); i++)
		search_pass(&s, &passes[i]);
	localise(&s);
	find_modified(&s);
	renew(&s);
}
