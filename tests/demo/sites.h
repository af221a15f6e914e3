/* SPDX-License-Identifier: ISC */
/* The sites of the demonstration network: a function a site, which answers one
 * request. It fills v->out, and v->status and v->type where they are not those
 * of a good HTML page. */
#ifndef TESTS_DEMO_SITES_H
#define TESTS_DEMO_SITES_H

#include "tests/demo/visit.h"

void blog_visit(struct visit *v);
void forum_visit(struct visit *v);
void wiki_visit(struct visit *v);
void press_visit(struct visit *v);
void reviews_visit(struct visit *v);
void social_visit(struct visit *v);
void directory_visit(struct visit *v);

/* blog_json.c: everything under /wp-json/. */
void blog_json(struct visit *v);
/* A post's path, "/2026/09/slug/"; the caller frees. */
char *blog_path(const struct item *post);

/* /w/api.php. */
void wiki_api(struct visit *v);
enum { WIKI_PAGES_MAX = 64 };
/* A page of the wiki, as of the visit's night. */
struct wiki_page {
	const char *title;       /* with its namespace */
	const struct item *last; /* its newest revision */
	long id, ns;
};
/* "/wiki/A_title"; the caller frees. */
char *wiki_path(const char *title);
/* All pages in alphabetical order; returns their number. */
size_t wiki_pages(const struct visit *v, struct wiki_page out[WIKI_PAGES_MAX]);

#endif
