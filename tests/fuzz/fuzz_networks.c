/* SPDX-License-Identifier: ISC */
/* Any bytes as an answer of any network: the first line names it and the role
 * of the answer ("mastodon 1"; what is neither is taken for some), the rest is
 * the body. Whatever comes, documents have addresses of the web and texts in
 * UTF-8, links lead to the web and not back to this very list, and what could
 * not be read is said. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

enum {
	ROLES = 34, /* those of feeds go furthest */
	LINE_MAX_BYTES = 40
};

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

static bool
is_text(const char *s)
{
	return s == NULL || utf8_valid(s, strlen(s));
}

static void
check_page(const struct source *s, const struct page *p)
{
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];

		check(d->url == NULL || url_is_http(d->url));
		check(d->author_url == NULL || url_is_http(d->author_url));
		check((d->published == NULL) == (d->published_from == NULL));
		check(d->text == NULL || utf8_valid(d->text, d->text_len));
		check(is_text(d->title) && is_text(d->author));
		check(d->body_start <= d->body_end);
		check(d->body_end <= s->body_len);
	}
	for (size_t i = 0; i < p->n_links; i++) {
		check(url_is_http(p->links[i].url));
		check(p->links[i].kind != LINK_LISTING ||
		      strcmp(p->links[i].url, s->url) != 0);
		check(p->links[i].kind != LINK_PERMALINK ||
		      p->links[i].doc < p->n_docs);
	}
}

/* Takes the first line off. */
static const struct network *
choose(const uint8_t **data, size_t *size, unsigned *role)
{
	const uint8_t *nl = memchr(
	    *data, '\n', *size < LINE_MAX_BYTES ? *size : LINE_MAX_BYTES);
	const struct network *n = NULL;
	char line[LINE_MAX_BYTES + 1] = "", *blank;
	size_t len = nl != NULL ? (size_t)(nl - *data) : 1, count = 0;
	unsigned long at = (*data)[0];

	memcpy(line, *data, len);
	blank = strchr(line, ' ');
	if (blank != NULL) {
		*blank = '\0';
		n = network_find(line);
		at = strtoul(blank + 1, NULL, 10);
	}
	while (network_at(count) != NULL)
		count++;
	if (n == NULL)
		n = network_at((*data)[0] % count);
	at %= ROLES;
	*role = at == 0 ? 0 : NETWORK_ROLE_OWN + (unsigned)at - 1;
	len += nl != NULL;
	*data += len;
	*size -= len;
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "Jane Doe" };
	static const char *const handles[] = { "janedoe" };
	static const struct seed_view seed = { .target =
						   "https://h.example/list/a/",
		.scope = "https://h.example/list/a/",
		.depth = 20,
		.pages = 5,
		.names = names,
		.n_names = 1,
		.handles = handles,
		.n_handles = 1,
		.token = true };
	const struct network *n;
	struct source s = { .seed = &seed,
		.url = "https://h.example/list/a/here?page=1",
		.status = 200,
		.head = "",
		.mime = "",
		.content_type = "",
		.at = 1795000000000,
		.context = "1 x",
		.candidate = candidate };
	struct page p;
	char *body;
	enum err e;

	if (size == 0)
		return 0;
	n = choose(&data, &size, &s.role);
	body = mem_alloc(size + 1);
	memcpy(body, data, size);
	body[size] = '\0';
	s.body = body;
	s.body_len = size;
	page_init(&p);
	(void)n->accepts(&s);
	e = n->parse(&s, &p);
	check(e == ERR_OK || p.problem != NULL);
	check_page(&s, &p);
	page_fini(&p);
	free(body);
	return 0;
}
