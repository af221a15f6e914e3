/* SPDX-License-Identifier: ISC */
/* WordPress' items. Numbers may come as strings, rendered fields as objects or
 * strings, dates without zone: plugins change all of these. */
#include "crawler/networks/wordpress_item.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/parse/date.h"
#include "crawler/parse/feed_text.h"
#include "crawler/parse/html.h"
#include "store/base/json.h"

/* A positive number, or digits in a string; 0 for anything else. */
static long long
id_of(const json_t *obj, const char *key)
{
	const json_t *v = json_object_get(obj, key);
	const char *s = json_string_value(v);
	long long n = 0;

	if (json_is_integer(v))
		n = json_integer_value(v);
	else if (s != NULL && *s != '\0' &&
		 strspn(s, "0123456789") == strlen(s))
		n = strtoll(s, NULL, 10);
	return n > 0 ? n : 0;
}

/* "title": {"rendered": html}, or the html itself. */
static const char *
rendered(const json_t *item, const char *key)
{
	const json_t *v = json_object_get(item, key);

	return json_is_object(v) ? json_get_text(v, "rendered")
				 : json_string_value(v);
}

static const char *
rendered_line(struct page *p, const json_t *item, const char *key)
{
	const char *html = rendered(item, key);
	size_t n;
	char *text;

	if (html == NULL)
		return NULL;
	text = html_text(html, strlen(html), &p->arena, &n);
	return feed_text_line(text, n, &p->arena);
}

/* The time in GMT, which the API gives without its zone; else the blog's own
 * time, of which only the day is sure. */
static const char *
time_of(const struct source *s, struct page *p, const json_t *item,
    const char *gmt, const char *local)
{
	const char *text = json_get_text(item, gmt);
	char out[CLOCK_TEXT];
	struct date d;

	if (text != NULL && date_parse(text, strlen(text), s->at, &d)) {
		date_format_utc(&d, out);
		return arena_strdup(&p->arena, out);
	}
	text = json_get_text(item, local);
	if (text == NULL || !date_parse(text, strlen(text), s->at, &d))
		return NULL;
	d.precision = DATE_DAY;
	date_format(&d, out);
	return arena_strdup(&p->arena, out);
}

static void
set_text(struct page *p, struct doc *d, const json_t *item)
{
	const char *html = rendered(item, "content");

	if (html == NULL || *html == '\0') {
		html = rendered(item, "excerpt");
		d->summary = html != NULL && *html != '\0';
	}
	if (html != NULL)
		d->text =
		    html_text(html, strlen(html), &p->arena, &d->text_len);
}

static const char *
avatar_of(struct page *p, const struct source *s, const json_t *urls)
{
	const char *url = json_get_text(urls, "96");

	return answer_href(p, s->url, url);
}

/* A post's author stands in what _embed added; an author without a profile is
 * embedded as an error, which has no name. */
static void
set_post_author(
    const struct source *s, struct page *p, struct doc *d, const json_t *item)
{
	const json_t *all =
	    json_object_get(json_object_get(item, "_embedded"), "author");
	const json_t *author = json_array_get(all, 0);

	d->author = rendered_line(p, author, "name");
	d->handle = arena_strdup(&p->arena, json_get_text(author, "slug"));
	d->author_url = answer_href(p, s->url, json_get_text(author, "link"));
	d->avatar_url = avatar_of(p, s, json_object_get(author, "avatar_urls"));
}

static void
set_comment(
    const struct source *s, struct page *p, struct doc *d, const json_t *item)
{
	long long post = id_of(item, "post"), parent = id_of(item, "parent");

	d->author = rendered_line(p, item, "author_name");
	d->author_url =
	    answer_href(p, s->url, json_get_text(item, "author_url"));
	d->avatar_url =
	    avatar_of(p, s, json_object_get(item, "author_avatar_urls"));
	if (post > 0)
		d->thread_id = arena_printf(&p->arena, "post %lld", post);
	d->parent_id = parent > 0
			   ? arena_printf(&p->arena, "comment %lld", parent)
			   : d->thread_id;
}

/* The word before the number in an id: pages are posts to WordPress. */
static const char *
id_word(const char *list)
{
	return strcmp(list, "comments") == 0 ? "comment" : "post";
}

static enum doc_kind
kind_of(const char *list)
{
	if (strcmp(list, "comments") == 0)
		return DOC_COMMENT;
	return strcmp(list, "pages") == 0 ? DOC_PAGE : DOC_POST;
}

bool
wordpress_item_read(const struct source *s, struct page *p, const char *list,
    const char *space, const json_t *item)
{
	long long id = id_of(item, "id");
	struct doc *d;

	if (!json_is_object(item) || id == 0)
		return false;
	d = page_doc(p);
	if (d == NULL)
		return true; /* the ceiling: page.truncated says so */
	d->kind = kind_of(list);
	d->native_space = space;
	d->native_id = arena_printf(&p->arena, "%s %lld", id_word(list), id);
	d->url = answer_href(p, s->url, json_get_text(item, "link"));
	d->title = rendered_line(p, item, "title");
	d->published = time_of(s, p, item, "date_gmt", "date");
	d->published_from = d->published != NULL ? "wordpress date_gmt" : NULL;
	d->modified = time_of(s, p, item, "modified_gmt", "modified");
	set_text(p, d, item);
	if (d->kind == DOC_COMMENT)
		set_comment(s, p, d, item);
	else
		set_post_author(s, p, d, item);
	if (d->author != NULL)
		page_identity(p, d->author, strlen(d->author));
	answer_permalink(p, d, d->kind != DOC_COMMENT);
	return true;
}

/* The number behind a mark such as "?p=" in a guid. */
static long long
number_after(const char *s, const char *mark)
{
	const char *at = s != NULL ? strstr(s, mark) : NULL;

	if (at == NULL)
		return 0;
	at += strlen(mark);
	return strspn(at, "0123456789") > 0 ? strtoll(at, NULL, 10) : 0;
}

void
wordpress_item_adopt(
    struct page *p, const char *list, struct doc *d, const char *space)
{
	bool comment = strcmp(list, "comments") == 0;
	long long id = number_after(d->native_id,
	    comment ? "comment-" : "?p="); /* the guids of its feeds */

	if (comment && id == 0)
		id = number_after(d->url, "#comment-");
	d->kind = kind_of(list);
	if (id <= 0)
		return;
	d->native_space = space;
	d->native_id = arena_printf(&p->arena, "%s %lld", id_word(list), id);
}
