/* SPDX-License-Identifier: ISC */
/* JSON Feed 1.0 and 1.1 (jsonfeed.org). Members of another type than is due
 * are as if they were not there; an id may be a number. */
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/feed_entry.h"
#include "crawler/parse/feed_text.h"
#include "store/base/json.h"
#include "store/base/mem.h"

/* A member as one line of text. */
static const char *
line_of(struct feed *f, const json_t *obj, const char *key)
{
	const char *s = json_get_text(obj, key);

	return s != NULL ? feed_text_line(s, strlen(s), &f->page->arena) : NULL;
}

static const char *
href_of(struct feed *f, const json_t *obj, const char *key)
{
	return feed_href(f, f->base, json_get_text(obj, key));
}

static struct feed_text_part
part_of(struct feed *f, const json_t *obj, const char *key, enum feed_form form)
{
	const char *s = json_get_text(obj, key);
	struct feed_text_part part = { NULL, 0 };

	if (s != NULL)
		part.s =
		    feed_text_of(s, strlen(s), form, &f->page->arena, &part.n);
	return part;
}

static const char *
id_of(struct feed *f, const json_t *item)
{
	json_int_t id = json_get_int(item, "id", -1);

	if (id >= 0)
		return arena_printf(
		    &f->page->arena, "%" JSON_INTEGER_FORMAT, id);
	return line_of(f, item, "id");
}

static void
set_date(struct feed *f, struct feed_date *d, const json_t *item,
    const char *key, const char *from)
{
	const char *s = json_get_text(item, key);

	if (s != NULL)
		feed_date_set(f, d, s, strlen(s), from);
}

static void
set_who(struct feed *f, struct feed_who *w, const json_t *author)
{
	w->name = line_of(f, author, "name");
	w->url = href_of(f, author, "url");
	w->avatar = href_of(f, author, "avatar");
}

/* "authors" of 1.1, else the one "author" of 1.0. */
static void
set_authors(struct feed *f, struct feed_entry *e, const json_t *item)
{
	const json_t *list = json_object_get(item, "authors");
	const json_t *one = json_object_get(item, "author");

	for (size_t i = 0; i < json_array_size(list); i++)
		if (i < FEED_AUTHORS_MAX)
			set_who(f, feed_who_next(e), json_array_get(list, i));
	if (e->n_who == 0 && json_is_object(one))
		set_who(f, feed_who_next(e), one);
}

static void
read_item(struct feed *f, const json_t *item)
{
	struct feed_entry e = { 0 };

	e.id = id_of(f, item);
	e.id_is_link = true;
	e.title = line_of(f, item, "title");
	e.link = href_of(f, item, "url");
	if (e.link == NULL)
		e.link = href_of(f, item, "external_url");
	e.lang = line_of(f, item, "language");
	e.content = part_of(f, item, "content_html", FEED_HTML);
	if (e.content.s == NULL)
		e.content = part_of(f, item, "content_text", FEED_PLAIN);
	e.summary = part_of(f, item, "summary", FEED_PLAIN);
	set_date(f, &e.published, item, "date_published",
	    "json feed date_published");
	set_date(
	    f, &e.updated, item, "date_modified", "json feed date_modified");
	set_authors(f, &e, item);
	feed_entry_finish(f, &e);
}

static enum err
read_feed(struct feed *f)
{
	struct page *p = f->page;
	struct feed_entry authors = { 0 };
	const json_t *items;
	json_t *root = NULL;
	enum err e = json_parse(f->body.text, f->body.len, &root);

	if (e != ERR_OK)
		return page_problem(p, "no feed: neither XML nor JSON");
	items = json_object_get(root, "items");
	if (!json_is_array(items)) {
		json_decref(root);
		return page_problem(p, "no JSON Feed: it has no items");
	}
	p->title = line_of(f, root, "title");
	p->lang = line_of(f, root, "language");
	set_authors(f, &authors, root);
	if (authors.n_who > 0)
		f->who = authors.who[0];
	feed_listing(f, href_of(f, root, "next_url"));
	for (size_t i = 0; i < json_array_size(items) && !f->full; i++)
		if (json_is_object(json_array_get(items, i)))
			read_item(f, json_array_get(items, i));
	json_decref(root);
	return ERR_OK;
}

enum err
feed_parse_json(const struct source *s, struct page *p)
{
	struct feed f;
	enum err e;

	feed_open(&f, s, p);
	e = read_feed(&f);
	feed_close(&f);
	return e;
}
