/* SPDX-License-Identifier: ISC */
/* Items of JSON as documents, by a table of paths. */
#include "crawler/networks/shape.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/parse/date.h"
#include "crawler/parse/feed_text.h"
#include "crawler/parse/html.h"

enum {
	KEY_MAX = 64, /* of one key in a path of ours */
	ID_MAX = 1024,
	DIGITS_MAX = 18, /* of a number in a string */
	FUTURE_MS =
	    172800000,   /* two days: the most that a clock may be ahead */
	STAMP_BYTES = 14 /* "20261120213000" */
};

/* The Internet Archive's. */
static const char first_year[] = "1996";

/* Above this a Unix time counts milliseconds: the year 5138 in seconds. */
static const long long millis_from = 100000000000;
/* The first second of the year 10000. */
static const long long time_end = 253402300800;

/* One path without alternatives, n bytes of it. */
static const json_t *
follow(const json_t *at, const char *path, size_t n)
{
	const char *end = path + n;
	char whole[KEY_MAX];

	if (n < sizeof(whole)) { /* some APIs have keys with dots in them */
		memcpy(whole, path, n);
		whole[n] = '\0';
		if (json_object_get(at, whole) != NULL)
			return json_object_get(at, whole);
	}
	while (at != NULL && path < end) {
		const char *dot = memchr(path, '.', (size_t)(end - path));
		const char *stop = dot != NULL ? dot : end;
		char key[KEY_MAX];
		size_t k = (size_t)(stop - path);

		if (k >= sizeof(key))
			return NULL;
		memcpy(key, path, k);
		key[k] = '\0';
		at = json_is_array(at)
			 ? json_array_get(at, strtoul(key, NULL, 10))
			 : json_object_get(at, key);
		path = stop + 1;
	}
	return at;
}

/* An empty string states nothing: a display name that was never set. */
static bool
is_stated(const json_t *v)
{
	return v != NULL && !json_is_null(v) &&
	       (!json_is_string(v) || json_string_length(v) > 0);
}

const json_t *
shape_at(const json_t *item, const char *path)
{
	while (path != NULL && *path != '\0') {
		size_t n = strcspn(path, "|");
		const json_t *v = follow(item, path, n);

		if (is_stated(v))
			return v;
		path += n + (path[n] == '|');
	}
	return NULL;
}

const char *
shape_text(struct page *p, const json_t *item, const char *path)
{
	while (path != NULL && *path != '\0') {
		size_t n = strcspn(path, "|");
		const json_t *v = follow(item, path, n);

		if (json_is_integer(v))
			return arena_printf(&p->arena, "%lld",
			    (long long)json_integer_value(v));
		if (json_is_string(v) && json_string_length(v) > 0)
			return arena_strdup(&p->arena, json_string_value(v));
		path += n + (path[n] == '|');
	}
	return NULL;
}

long long
shape_number(const json_t *item, const char *path, long long fallback)
{
	const json_t *v = shape_at(item, path);
	const char *s = json_string_value(v);
	size_t n = s != NULL ? strlen(s) : 0;

	if (json_is_integer(v))
		return json_integer_value(v);
	if (n == 0 || n > DIGITS_MAX || strspn(s, "0123456789") != n)
		return fallback;
	return strtoll(s, NULL, 10);
}

/* A date as it is kept; NULL for one that no document could have. */
static const char *
dated(const struct source *s, struct page *p, const struct date *d)
{
	char out[CLOCK_TEXT];

	if (d->inferred || (s->at > 0 && d->ms > s->at + FUTURE_MS))
		return NULL;
	if (d->precision == DATE_DAY)
		date_format(d, out);
	else
		date_format_utc(d, out);
	return arena_strdup(&p->arena, out);
}

const char *
shape_date(const struct source *s, struct page *p, const char *text)
{
	struct date d;

	if (text == NULL || !date_parse(text, strlen(text), s->at, &d))
		return NULL;
	return dated(s, p, &d);
}

const char *
shape_stamp(const struct source *s, struct page *p, const char *stamp)
{
	if (stamp == NULL || strlen(stamp) != STAMP_BYTES ||
	    strspn(stamp, "0123456789") != STAMP_BYTES ||
	    strncmp(stamp, first_year, 4) < 0)
		return NULL;
	return shape_date(s, p,
	    arena_printf(&p->arena, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2sZ", stamp,
		stamp + 4, stamp + 6, stamp + 8, stamp + 10, stamp + 12));
}

const char *
shape_time(const struct source *s, struct page *p, const json_t *item,
    const char *path)
{
	long long n = shape_number(item, path, 0);
	struct date d = { .has_zone = true, .precision = DATE_TIME };

	if (n <= 0 || n / 1000 >= time_end)
		return shape_date(
		    s, p, json_string_value(shape_at(item, path)));
	d.ms = n >= millis_from ? n : n * 1000;
	return dated(s, p, &d);
}

static const char *
line_of(struct page *p, const struct shape *shape, const json_t *item,
    const char *path)
{
	const char *text = shape_text(p, item, path);
	size_t n;

	if (text == NULL)
		return NULL;
	n = strlen(text);
	if (shape->form & SHAPE_HTML_LINES)
		text = html_text(text, n, &p->arena, &n);
	return feed_text_line(text, n, &p->arena);
}

static void
set_text(struct page *p, const struct shape *shape, struct doc *d,
    const json_t *item)
{
	const char *text = shape_text(p, item, shape->text);

	if (text == NULL)
		return;
	d->text_len = strlen(text);
	d->text = text;
	if (shape->form & SHAPE_HTML_TEXT)
		d->text = html_text(text, d->text_len, &p->arena, &d->text_len);
}

/* Where a date was read: "mastodon created_at". */
static const char *
date_source(
    struct page *p, const char *space, const json_t *item, const char *path)
{
	size_t n = strcspn(space, ":"), k;
	const char *key = path;

	while (key[k = strcspn(key, "|")] == '|') {
		const json_t *v = follow(item, key, k);

		if (is_stated(v))
			break;
		key += k + 1;
	}
	for (const char *dot = key; dot < key + k; dot++)
		if (*dot == '.') {
			k -= (size_t)(dot + 1 - key);
			key = dot + 1;
		}
	return arena_printf(&p->arena, "%.*s %.*s", (int)n, space, (int)k, key);
}

static const char *
worded(struct page *p, const char *word, const char *id)
{
	if (id == NULL || word == NULL)
		return id;
	return arena_printf(&p->arena, "%s %s", word, id);
}

static void
set_people(const struct source *s, struct page *p, const struct shape *shape,
    struct doc *d, const json_t *item)
{
	d->author = line_of(p, shape, item, shape->author);
	d->handle = line_of(p, shape, item, shape->handle);
	d->author_url =
	    answer_href(p, s->url, shape_text(p, item, shape->author_url));
	d->avatar_url =
	    answer_href(p, s->url, shape_text(p, item, shape->avatar));
	d->picture_url =
	    answer_href(p, s->url, shape_text(p, item, shape->picture));
	if (d->author != NULL)
		page_identity(p, d->author, strlen(d->author));
}

struct doc *
shape_read(const struct source *s, struct page *p, const struct shape *shape,
    const char *space, const json_t *item)
{
	const char *id = shape_text(p, item, shape->id);
	struct doc *d;

	if (id == NULL || strlen(id) > ID_MAX)
		return NULL;
	d = page_doc(p);
	if (d == NULL)
		return NULL; /* the ceiling: page.truncated says so */
	d->kind = shape->kind;
	d->native_space = shape->space != NULL ? shape->space : space;
	d->native_id = worded(p, shape->word, id);
	d->url = answer_href(p, s->url, shape_text(p, item, shape->url));
	if (d->url == NULL && shape->url_root != NULL)
		d->url = answer_href(p, s->url,
		    arena_printf(&p->arena, "%s%s", shape->url_root, id));
	d->title = line_of(p, shape, item, shape->title);
	d->lang = shape_text(p, item, shape->lang);
	d->published = shape_time(s, p, item, shape->published);
	if (d->published != NULL)
		d->published_from =
		    date_source(p, space, item, shape->published);
	d->modified = shape_time(s, p, item, shape->modified);
	d->parent_id = shape_text(p, item, shape->parent);
	d->thread_id = shape_text(p, item, shape->thread);
	set_text(p, shape, d, item);
	set_people(s, p, shape, d, item);
	return d;
}

enum err
shape_one(const struct source *s, struct page *p, const struct shape *shape,
    const char *space, const json_t *root, const char *what, struct doc **out)
{
	struct doc *d = shape_read(s, p, shape, space, root);

	p->listing = false;
	if (d == NULL)
		return page_problem(p, "no %s where one was due", what);
	if (out != NULL)
		*out = d;
	return ERR_OK;
}

enum err
shape_odd(struct page *p, size_t odd, size_t n, const char *what)
{
	return odd == 0 ? ERR_OK
			: page_problem(p, "%zu of %zu %s of another shape", odd,
			      n, what);
}

enum err
shape_list(const struct source *s, struct page *p, const struct shape *shape,
    const char *space, const json_t *items)
{
	size_t n = json_array_size(items), odd = 0;

	if (!json_is_array(items))
		return page_problem(p, "no list where one was due");
	for (size_t i = 0; i < n && !p->truncated; i++)
		if (shape_read(s, p, shape, space, json_array_get(items, i)) ==
			NULL &&
		    !p->truncated)
			odd++;
	return shape_odd(p, odd, n, "items");
}

struct link *
shape_follow(struct page *p, const struct doc *d, const char *ref,
    unsigned role, const char *context)
{
	const char *href = answer_href(p, d->url, ref);
	struct link *l = NULL;

	if (href != NULL)
		l = page_link(p, LINK_PERMALINK, href);
	if (l != NULL) {
		l->doc = (size_t)(d - p->docs);
		l->role = role;
		l->context =
		    context != NULL ? arena_strdup(&p->arena, context) : NULL;
	}
	return l;
}
