/* SPDX-License-Identifier: ISC */
/* Which bodies speak of some names, by the recognisers that find mentions. */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/match/names.h"
#include "store/base/mem.h"

enum { DECODED_MAX = 64 << 20 };

struct crawl_named {
	struct names *names; /* owned; NULL: none */
};

struct crawl_named *
crawl_named_new(const json_t *const *watches, size_t n)
{
	struct crawl_named *nd = mem_zalloc(sizeof(*nd));
	struct watch **w = mem_array(n + 1, sizeof(struct watch *));
	size_t read = 0;

	for (size_t i = 0; i < n; i++)
		if (watch_parse(watches[i], &w[read]) == ERR_OK)
			read++;
	if (read > 0)
		nd->names = names_new((const struct watch *const *)w, read);
	for (size_t i = 0; i < read; i++)
		watch_free(w[i]);
	free(w);
	return nd;
}

void
crawl_named_free(struct crawl_named *nd)
{
	if (nd == NULL)
		return;
	names_free(nd->names);
	free(nd);
}

bool
crawl_named_in(const struct crawl_named *nd, const char *url, const char *head,
    const char *body, size_t n)
{
	struct buf decoded;
	char *text = NULL;
	bool is;

	if (nd->names == NULL)
		return false;
	buf_init(&decoded, DECODED_MAX);
	(void)!crawl_decode(head, body, n, &decoded);
	is = decoded.data != NULL &&
	     names_candidate(nd->names, decoded.data, decoded.len);
	/* Where a tag, an entity or an escape stands inside the name. */
	if (!is && crawl_text(url, head, body, n, &text) == ERR_OK)
		is = names_candidate(nd->names, text, strlen(text));
	free(text);
	buf_fini(&decoded);
	return is;
}
