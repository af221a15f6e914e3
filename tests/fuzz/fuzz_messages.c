/* SPDX-License-Identifier: ISC */
/* Messages of a browser: the same ones come out, in the same order, however the
 * bytes were cut on their way. */
#include <stdint.h>
#include <stdlib.h>

#include "crawler/browser/messages.h"
#include "tests/fuzz/fuzz.h"

enum { MESSAGES_MAX = 4096 };

struct heard {
	size_t n, at[MESSAGES_MAX]; /* members of each */
	enum err err;
};

static void
take(struct messages *m, struct heard *h)
{
	json_t *message = NULL;

	while (h->err == ERR_OK && h->n < MESSAGES_MAX) {
		h->err = messages_next(m, &message);
		if (message == NULL)
			return;
		h->at[h->n++] = json_object_size(message);
		json_decref(message);
	}
}

static void
hear(const uint8_t *data, size_t size, size_t step, struct heard *h)
{
	struct messages m;

	h->n = 0;
	h->err = ERR_OK;
	messages_init(&m);
	for (size_t i = 0; i < size && h->err == ERR_OK; i += step) {
		size_t n = size - i < step ? size - i : step;

		if (messages_add(&m, data + i, n) != ERR_OK)
			abort();
		take(&m, h);
	}
	messages_fini(&m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct heard whole, parts;

	hear(data, size, size + 1, &whole);
	hear(data, size, size > 0 ? 1 + data[0] % 7 : 1, &parts);
	if (whole.n != parts.n || whole.err != parts.err)
		abort();
	for (size_t i = 0; i < whole.n; i++)
		if (whole.at[i] != parts.at[i])
			abort();
	return 0;
}
