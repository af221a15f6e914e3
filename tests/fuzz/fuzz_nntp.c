/* SPDX-License-Identifier: ISC */
/* What a news server may say: the same exchange comes of it however the bytes
 * were cut on their way, within its ceilings, and no command has a line that
 * the address did not ask for. */
#include <string.h>

#include "crawler/fetch/nntp.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

struct talk {
	struct exchange *x;
	struct buf said;
	bool whole;
};

static void
hear(const uint8_t *data, size_t size, size_t step, struct talk *t)
{
	const char *bytes = (const char *)data;
	struct nntp_question q;
	struct nntp n;

	t->x = exchange_new("nntps://h/fr.test/7");
	t->whole = false;
	buf_init(&t->said, NNTP_COMMANDS_MAX);
	nntp_init(&n, "jane:secret");
	fuzz_check(nntp_question(t->x->url, &q));
	nntp_ask(&n, &q, t->x, &t->said);
	for (size_t i = 0; i < size && !t->whole; i += step)
		t->whole = nntp_take(
		    &n, bytes + i, size - i < step ? size - i : step, &t->said);
	nntp_fini(&n);
}

static void
forget(struct talk *t)
{
	buf_fini(&t->said);
	exchange_free(t->x);
}

static bool
same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len &&
	       (a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct nntp_question q;
	struct talk all, parts;
	char *url = mem_strndup((const char *)data, size);

	hear(data, size, size + 1, &all);
	hear(data, size, size > 0 ? 1 + data[0] % 7 : 1, &parts);
	fuzz_check(all.whole == parts.whole);
	fuzz_check(all.x->status == parts.x->status);
	fuzz_check(all.x->outcome == parts.x->outcome);
	fuzz_check(same(&all.x->head, &parts.x->head));
	fuzz_check(same(&all.said, &parts.said));
	fuzz_check(same(&all.x->body, &parts.x->body));
	fuzz_check(all.x->body.len <= NNTP_BODY_MAX);
	fuzz_check(all.x->request.data == NULL ||
		   strstr(all.x->request.data, "secret") == NULL);
	if (nntp_question(url, &q))
		fuzz_check(strpbrk(q.group, " \r\n") == NULL && q.from <= q.to);
	free(url);
	forget(&all);
	forget(&parts);
	return 0;
}
