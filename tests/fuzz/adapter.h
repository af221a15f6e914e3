/* SPDX-License-Identifier: ISC */
/* For the harnesses of adapters: any bytes as an answer in one of its roles,
 * and what holds of the page that comes of it. Documents have addresses of the
 * web and texts in UTF-8, links lead to the web and not back to this very list,
 * and what could not be read is said: so a crawl comes to an end. */
#ifndef TESTS_FUZZ_ADAPTER_H
#define TESTS_FUZZ_ADAPTER_H

#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/fuzz/fuzz.h"

/* What leads to an answer. */
struct adapter_role {
	unsigned role;
	const char *context;
};

static inline bool
adapter_candidate(const char *text, size_t n, void *arg)
{
	(void)text;
	(void)arg;
	return n % 2 == 0;
}

static inline bool
adapter_is_text(const char *s)
{
	return s == NULL || utf8_valid(s, strlen(s));
}

static inline bool
adapter_is_href(const char *s)
{
	return s == NULL || url_is_http(s);
}

static inline void
adapter_check_page(const struct source *s, const struct page *p)
{
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];

		fuzz_check(adapter_is_href(d->url));
		fuzz_check(adapter_is_href(d->author_url));
		fuzz_check(
		    (d->published == NULL) == (d->published_from == NULL));
		fuzz_check(d->text == NULL || utf8_valid(d->text, d->text_len));
		fuzz_check(adapter_is_text(d->title));
		fuzz_check(adapter_is_text(d->author));
		fuzz_check(d->body_start <= d->body_end);
		fuzz_check(d->body_end <= s->body_len);
	}
	for (size_t i = 0; i < p->n_links; i++) {
		const struct link *l = &p->links[i];

		fuzz_check(url_is_http(l->url));
		fuzz_check(
		    l->kind != LINK_LISTING || strcmp(l->url, s->url) != 0);
		fuzz_check(l->kind != LINK_PERMALINK || l->doc < p->n_docs);
	}
}

/* Reads the bytes as the answer to url that came in each of the roles. */
static inline void
adapter_read(const struct network *n, const char *target, const char *url,
    const struct adapter_role *roles, size_t n_roles, const uint8_t *data,
    size_t size)
{
	static const char *const names[] = { "Jane Doe" };
	static const char *const handles[] = { "janedoe" };
	const struct seed_view seed = { .target = target,
		.scope = target,
		.depth = 20,
		.pages = 5,
		.names = names,
		.n_names = 1,
		.handles = handles,
		.n_handles = 1,
		.token = true };
	char *body = mem_alloc(size + 1);

	memcpy(body, data, size);
	body[size] = '\0';
	for (size_t i = 0; i < n_roles; i++) {
		struct source s = { .seed = &seed,
			.url = url,
			.status = 200,
			.head = "",
			.mime = "",
			.content_type = "",
			.at = 1795000000000,
			.body = body,
			.body_len = size,
			.role = roles[i].role,
			.context = roles[i].context,
			.candidate = adapter_candidate };
		struct page p;
		enum err e;

		page_init(&p);
		(void)n->accepts(&s);
		e = n->parse(&s, &p);
		fuzz_check(e != ERR_PARSE || p.problem != NULL);
		adapter_check_page(&s, &p);
		page_fini(&p);
	}
	free(body);
}

#endif
