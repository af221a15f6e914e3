/* SPDX-License-Identifier: ISC */
/* Any bytes as plain text, XML and JSON: one document of valid UTF-8 without
 * NUL; and of JSON that is right, each string of a list stands in the text. */
#define _GNU_SOURCE /* memmem */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/plain.h"
#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/fuzz/fuzz.h"

static void
must_be_text(const struct page *p)
{
	if (p->n_docs != 1 || p->text == NULL)
		abort();
	if (memchr(p->text, '\0', p->text_len) != NULL ||
	    !utf8_valid(p->text, p->text_len))
		abort();
}

/* What HTML could be made of, and what is seen as a blank, is left aside. */
static bool
is_plain(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == '<' || s[i] == '&')
			return false;
	return true;
}

static void
must_hold(const struct page *p, const struct source *s)
{
	json_t *root = NULL;

	if (strcmp(p->charset, "UTF-8") != 0 ||
	    json_parse(s->body, s->body_len, &root) != ERR_OK)
		return;
	for (size_t i = 0; i < json_array_size(root); i++) {
		const json_t *v = json_array_get(root, i);
		const char *want = json_string_value(v);
		size_t n = json_string_length(v);

		if (want != NULL && is_plain(want, n) &&
		    memmem(p->text, p->text_len, want, n) == NULL)
			abort();
	}
	json_decref(root);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const readers[])(const struct source *,
	    struct page *) = { plain_text, plain_xml, plain_json };
	char *body = mem_alloc(size + 1);
	struct source s = { .url = "https://a.example/x",
		.status = 200,
		.head = "",
		.mime = "",
		.content_type = "",
		.body = body,
		.body_len = size };
	struct page p;

	memcpy(body, data, size);
	body[size] = '\0';
	page_init(&p);
	for (size_t i = 0; i < NELEM(readers); i++) {
		page_reset(&p);
		readers[i](&s, &p);
		must_be_text(&p);
	}
	must_hold(&p, &s); /* the last reading was JSON's */
	page_fini(&p);
	free(body);
	return 0;
}
