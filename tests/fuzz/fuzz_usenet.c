/* SPDX-License-Identifier: ISC */
/* Answers of a news server as a page, by each of its status codes: what holds
 * of any adapter's page, but that links lead to the same server. */
#include "store/base/mem.h"
#include "tests/fuzz/adapter.h"

static void
check_links(const struct page *p)
{
	static const char here[] = "nntps://h/fr.test/";

	for (size_t i = 0; i < p->n_links; i++)
		fuzz_check(strncmp(p->links[i].url, here, strlen(here)) == 0);
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];

		fuzz_check(adapter_is_text(d->title));
		fuzz_check(adapter_is_text(d->author));
		fuzz_check(adapter_is_text(d->native_id));
		fuzz_check(d->text == NULL || utf8_valid(d->text, d->text_len));
		fuzz_check(d->body_start <= d->body_end);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int codes[] = { 211, 220, 224, 423, 480, 999 };
	static const char *const urls[] = { "nntps://h/fr.test",
		"nntps://h/fr.test/7", "nntps://h/fr.test/1-100",
		"nntps://h/fr.test/7", "nntps://h/fr.test",
		"nntps://h/fr.test" };
	const struct seed_view seed = {
		.target = urls[0], .depth = 20, .pages = 1000
	};
	char *body = mem_strndup((const char *)data, size);

	for (size_t i = 0; i < NELEM(codes); i++) {
		struct source s = { .seed = &seed,
			.url = urls[i],
			.status = codes[i],
			.head = codes[i] == 211 ? body : "",
			.head_len = codes[i] == 211 ? strlen(body) : 0,
			.mime = "",
			.content_type = "",
			.at = 1795000000000,
			.body = body,
			.body_len = strlen(body) };
		struct page p;
		enum err e;

		page_init(&p);
		e = network_usenet.parse(&s, &p);
		fuzz_check(e != ERR_PARSE || p.problem != NULL);
		check_links(&p);
		page_fini(&p);
	}
	free(body);
	return 0;
}
