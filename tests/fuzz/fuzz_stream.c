/* SPDX-License-Identifier: ISC */
/* What a stream's server may send: the same stretch comes of it however the
 * bytes were cut on their way, in whole frames; and its events as a page: what
 * holds of any adapter's. */
#include <string.h>

#include "crawler/fetch/websocket.h"
#include "tests/fuzz/adapter.h"

struct talk {
	struct exchange *x;
	bool whole;
};

static void
hear(const uint8_t *data, size_t size, size_t step, struct talk *t)
{
	static const uint8_t sample[16] = "the sample nonce";
	const char *bytes = (const char *)data;
	struct websocket w;
	struct buf out;

	t->x = exchange_new("wss://h/subscribe?cursor=100");
	t->whole = false;
	buf_init(&out, 64 * 1024);
	websocket_ask(&w, "vigie/0", sample, t->x, &out);
	for (size_t i = 0; i < size && !t->whole; i += step) {
		t->whole = websocket_take(
		    &w, bytes + i, size - i < step ? size - i : step, &out);
		buf_reset(&out); /* it was sent */
	}
	buf_fini(&out);
}

static void
read_events(const uint8_t *data, size_t size)
{
	const struct seed_view seed = {
		.target = "wss://h/", .depth = 20, .pages = 40
	};
	char *body = mem_strndup((const char *)data, size);

	for (unsigned role = 8; role < 10; role++) {
		struct source s = { .seed = &seed,
			.url = "wss://h/subscribe?wantedCollections=x",
			.status = 101,
			.head = "",
			.mime = "",
			.content_type = "",
			.at = 1795000000000,
			.body = body,
			.body_len = strlen(body),
			.role = NETWORK_ROLE_OWN + role,
			.candidate = adapter_candidate };
		struct page p;
		enum err e;

		page_init(&p);
		e = network_bluesky.parse(&s, &p);
		fuzz_check(e != ERR_PARSE || p.problem != NULL);
		for (size_t i = 0; i < p.n_docs; i++) {
			const struct doc *d = &p.docs[i];

			fuzz_check(adapter_is_href(d->url));
			fuzz_check(utf8_valid(d->text, d->text_len));
			fuzz_check(d->body_start <= d->body_end &&
				   d->body_end <= s.body_len);
		}
		page_fini(&p);
	}
	free(body);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct talk all, parts;

	hear(data, size, size + 1, &all);
	hear(data, size, size > 0 ? 1 + data[0] % 7 : 1, &parts);
	fuzz_check(all.whole == parts.whole);
	fuzz_check(all.x->status == parts.x->status);
	fuzz_check(all.x->outcome == parts.x->outcome);
	if (all.whole && all.x->outcome == OUTCOME_OK) {
		fuzz_check(all.x->body.len == parts.x->body.len);
		fuzz_check(all.x->body.len == 0 ||
			   memcmp(all.x->body.data, parts.x->body.data,
			       all.x->body.len) == 0);
	}
	exchange_free(all.x);
	exchange_free(parts.x);
	read_events(data, size);
	return 0;
}
