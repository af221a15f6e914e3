/* SPDX-License-Identifier: ISC */
/* Any bytes as an answer of DokuWiki, in each of its roles. Whatever comes, the
 * documents have ids and the links lead to web addresses; and a crawl comes to
 * an end: no answer asks for its own address again. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static bool
candidate(const char *text, size_t n, void *arg)
{
	(void)text;
	(void)arg;
	return n % 2 == 0;
}

static void
check_page(const struct source *s, const struct page *p)
{
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];

		check(d->url == NULL || url_is_http(d->url));
		check((d->published == NULL) == (d->published_from == NULL));
		check(d->text == NULL || utf8_valid(d->text, d->text_len));
		check(
		    d->title == NULL || utf8_valid(d->title, strlen(d->title)));
	}
	for (size_t i = 0; i < p->n_links; i++) {
		check(url_is_http(p->links[i].url));
		check(p->links[i].kind != LINK_LISTING ||
		      strcmp(p->links[i].url, s->url) != 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "Jane Doe" };
	static const struct seed_view seed = { .target = "https://b.example/",
		.scope = "https://b.example/",
		.depth = 20,
		.pages = 5,
		.names = names,
		.n_names = 1 };
	static const struct {
		unsigned role;
		const char *context;
	} roles[] = { { NETWORK_ROLE_OWN + 0, NULL },
		{ NETWORK_ROLE_OWN + 1, "wiki" },
		{ NETWORK_ROLE_OWN + 2, "wiki" },
		{ NETWORK_ROLE_OWN + 3, NULL },
		{ NETWORK_ROLE_OWN + 4, NULL } };
	char *body = mem_alloc(size + 1);

	memcpy(body, data, size);
	body[size] = '\0';
	for (size_t i = 0; i < NELEM(roles); i++) {
		struct source s = { .seed = &seed,
			.url = "https://b.example/doku.php?id=wiki:a",
			.status = 200,
			.head = "",
			.mime = "",
			.content_type = "",
			.body = body,
			.body_len = size,
			.role = roles[i].role,
			.context = roles[i].context,
			.candidate = candidate };
		struct page p;
		enum err e;

		page_init(&p);
		(void)network_dokuwiki.accepts(&s);
		e = network_dokuwiki.parse(&s, &p);
		check(e != ERR_PARSE || p.problem != NULL);
		check_page(&s, &p);
		page_fini(&p);
	}
	free(body);
	return 0;
}
