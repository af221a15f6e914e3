/* SPDX-License-Identifier: ISC */
/* What an API's items look like, as data: for each field of a document, where
 * it stands in the JSON. So an adapter shows its network's answer at a glance,
 * and members of a wrong type are met in one place: they are as if they were
 * not there. Shared by the files of this folder. */
#ifndef CRAWLER_NETWORKS_SHAPE_H
#define CRAWLER_NETWORKS_SHAPE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "crawler/networks/network.h"

enum shape_form {
	SHAPE_HTML_TEXT = 1, /* the text is HTML; else plain or Markdown */
	SHAPE_HTML_LINES = 2 /* titles and names have entities in them */
};

/* A path is keys with dots between; "a.b|c" takes the first that is there. A
 * number in it is an array's index. NULL: the network does not state it. */
struct shape {
	enum doc_kind kind;
	unsigned form;        /* of enum shape_form */
	const char *space;    /* of native ids, if one for the whole network */
	const char *word;     /* before the id: "comment 12"; or NULL */
	const char *id;       /* without one it is no item */
	const char *url;      /* path of the public address */
	const char *url_root; /* where url is NULL: the id goes behind this */
	const char *title, *text, *author, *handle, *author_url, *avatar;
	const char *picture; /* path of the first picture's address */
	const char *lang, *published, *modified, *parent, *thread;
};

/* The member at a path; NULL where there is none, or it is null. */
const json_t *shape_at(const json_t *item, const char *path);
/* The first string or whole number of a path's alternatives as text, in the
 * page's arena; NULL otherwise. */
const char *shape_text(struct page *p, const json_t *item, const char *path);
/* A whole number, also in a string; the fallback otherwise. */
long long shape_number(
    const json_t *item, const char *path, long long fallback);
/* RFC 3339 in UTC from ISO 8601 or Unix time. NULL where it is neither, or no
 * date that a document could have: a clock that is days ahead of the answer. */
const char *shape_time(const struct source *s, struct page *p,
    const json_t *item, const char *path);
/* The same of a text alone, NULL allowed. */
const char *shape_date(
    const struct source *s, struct page *p, const char *text);

/* The same of "20261120213000", as archives of the web write it; NULL allowed,
 * and for a time before there were such archives. */
const char *shape_stamp(
    const struct source *s, struct page *p, const char *stamp);

/* One item as a document; NULL where it is of another shape. space is for a
 * shape that states none. */
struct doc *shape_read(const struct source *s, struct page *p,
    const struct shape *shape, const char *space, const json_t *item);
/* One item that is the whole answer; ERR_PARSE with a problem that names what
 * it was to be. *out may be NULL. */
enum err shape_one(const struct source *s, struct page *p,
    const struct shape *shape, const char *space, const json_t *root,
    const char *what, struct doc **out) MUST_CHECK;
/* ERR_OK where odd is 0, else ERR_PARSE with a problem that counts what of n
 * was of another shape. */
enum err shape_odd(
    struct page *p, size_t odd, size_t n, const char *what) MUST_CHECK;
/* Each element of an array as shape_read. ERR_PARSE with a problem that counts
 * those of another shape; the others stand. */
enum err shape_list(const struct source *s, struct page *p,
    const struct shape *shape, const char *space,
    const json_t *items) MUST_CHECK;
/* What is followed where the document has a mention: here an address of the
 * API, which shows the document as permalinks of people do. */
struct link *shape_follow(struct page *p, const struct doc *d, const char *ref,
    unsigned role, const char *context);

#endif
