/* SPDX-License-Identifier: ISC */
/* Any bytes as a feed. Whatever comes, documents and links hold together, and
 * reading the same twice gives the same. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/feed.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/fuzz/fuzz.h"

static void
check_text(const char *s)
{
	fuzz_check(s == NULL || utf8_valid(s, strlen(s)));
}

static void
check_page(const struct source *s, const struct page *p)
{
	fuzz_check(p->n_docs <= FEED_ENTRIES_MAX);
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];

		check_text(d->title);
		check_text(d->author);
		check_text(d->native_id);
		fuzz_check(d->url == NULL || url_is_http(d->url));
		fuzz_check(
		    (d->published == NULL) == (d->published_from == NULL));
		fuzz_check(d->body_start <= d->body_end);
		fuzz_check(d->body_end <= s->body_len);
		fuzz_check(d->text == NULL || utf8_valid(d->text, d->text_len));
	}
	for (size_t i = 0; i < p->n_links; i++) {
		fuzz_check(url_is_http(p->links[i].url));
		fuzz_check(p->links[i].kind != LINK_PERMALINK ||
			   p->links[i].doc < p->n_docs);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source s = { .url = "https://b.example/feed",
		.status = 200,
		.head = "",
		.mime = "",
		.content_type = "" };
	struct page a, b;
	char *body = mem_alloc(size + 1);

	memcpy(body, data, size);
	body[size] = '\0';
	s.body = body;
	s.body_len = size;
	page_init(&a);
	page_init(&b);
	(void)feed_accepts(&s);
	fuzz_check(feed_parse(&s, &a) == feed_parse(&s, &b));
	check_page(&s, &a);
	fuzz_check(a.n_docs == b.n_docs && a.n_links == b.n_links);
	page_fini(&a);
	page_fini(&b);
	free(body);
	return 0;
}
