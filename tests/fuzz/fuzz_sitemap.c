/* SPDX-License-Identifier: ISC */
/* Any bytes as a sitemap: its links are web addresses of its own host. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/sitemap.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source s = { .url = "https://b.example/sitemap.xml",
		.status = 200,
		.head = "",
		.mime = "",
		.content_type = "",
		.role = NETWORK_ROLE_SITEMAP };
	char *body = mem_alloc(size + 1), host[URL_HOST_ROOM];
	struct page p;
	enum err e;

	memcpy(body, data, size);
	body[size] = '\0';
	s.body = body;
	s.body_len = size;
	page_init(&p);
	(void)sitemap_accepts(&s);
	e = sitemap_parse(&s, &p);
	if (e == ERR_PARSE && p.problem == NULL)
		abort();
	for (size_t i = 0; i < p.n_links; i++)
		if (!url_is_http(p.links[i].url) ||
		    !url_host(p.links[i].url, host) ||
		    strcmp(host, "b.example") != 0)
			abort();
	page_fini(&p);
	free(body);
	return 0;
}
