/* SPDX-License-Identifier: ISC */
/* One request to one site of the demonstration network, and its answer in the
 * making. A visit remembers its first error, so that a page reads as the text
 * it prints; what failed to fit is answered as a 500. */
#ifndef TESTS_DEMO_VISIT_H
#define TESTS_DEMO_VISIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/err.h"
#include "store/base/jout.h"
#include "tests/demo/items.h"
#include "tests/http.h"

enum { VISIT_DATE = 48, VISIT_PARAM = 256 };

struct visit {
	const struct http_request *r; /* borrowed */
	const struct items *items;    /* borrowed: the site's content */
	const char *dir;              /* borrowed: where the content lies */
	int night;                    /* 1 or 2 */
	uint64_t serial; /* of the request: what noise is made of */
	char base[64];   /* "http://127.0.0.11:8080" */
	/* The answer. */
	int status;
	const char *type; /* static storage */
	int64_t modified; /* Last-Modified, ms; 0: none */
	bool noisy;       /* differs each time: no validators */
	struct buf lines; /* more header lines */
	struct buf out;
	enum err err; /* the first error */
};

/* As it is; printf; escaped for HTML and XML; HTML without its tags, escaped;
 * the start of that, at most max bytes, whole words. */
void visit_put(struct visit *v, const char *s);
void visit_putf(struct visit *v, const char *fmt, ...) PRINTF_LIKE(2, 3);
void visit_esc(struct visit *v, const char *s);
void visit_plain(struct visit *v, const char *html);
void visit_excerpt(struct visit *v, const char *html, size_t max);
/* A header line: "Name: value". */
void visit_header(struct visit *v, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* A parameter of the query, decoded; false: it is not there. */
bool visit_param(
    const struct visit *v, const char *name, char out[VISIT_PARAM]);
/* The same as a number, fallback where it is none. */
long visit_number(const struct visit *v, const char *name, long fallback);

/* The page's head up to <body>, and its end. head: more of <head>, or NULL. */
void visit_page(
    struct visit *v, const char *lang, const char *title, const char *head);
/* The same in two steps, for those who have more to say in <head>. */
void visit_head(struct visit *v, const char *lang, const char *title);
void visit_body(struct visit *v);
void visit_page_end(struct visit *v);
/* A page that says a status in words. */
void visit_fail(struct visit *v, int status, const char *words);
void visit_json_end(struct visit *v, const struct jout *j);

/* "Tue, 10 Jun 2003 04:00:00 GMT" (HTTP), "... +0000" (RSS), "14 septembre
 * 2026" (French), "2003-06-10T04:00:00" (UTC without its Z). */
void visit_date_http(int64_t ms, char out[VISIT_DATE]);
void visit_date_rss(int64_t ms, char out[VISIT_DATE]);
void visit_date_french(const char *rfc3339, char out[VISIT_DATE]);
void visit_date_gmt(int64_t ms, char out[VISIT_DATE]);

/* Do all words of the query stand in one of the two texts, whatever their case
 * and accents? As a site's own search would say. */
bool visit_holds(const char *a, const char *b, const char *query);

#endif
