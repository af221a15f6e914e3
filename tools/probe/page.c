/* SPDX-License-Identifier: ISC */
/* vigie-probe page: title, author, dates, main text and links of HTML. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/html.h"
#include "store/base/clock.h"
#include "tools/probe/probe.h"

static void
write_links(struct jout *out, const struct page *p)
{
	jout_key(out, "links");
	jout_arr(out);
	for (size_t i = 0; i < p->n_links; i++)
		if (p->links[i].kind != LINK_PICTURE &&
		    p->links[i].kind != LINK_REQUISITE)
			jout_text(out, p->links[i].url);
	jout_arr_end(out);
}

enum err
probe_page(const json_t *in, struct jout *out)
{
	const char *url = json_get_text(in, "url");
	const char *type = json_get_text(in, "content_type");
	struct source s = { .url = url != NULL ? url : "about:blank",
		.status = 200,
		.head = "",
		.mime = "text/html",
		.content_type = type != NULL ? type : "",
		.at = clock_wall_ms(),
		.full = true };
	struct page p;
	char *body = NULL;
	enum err e = probe_bytes(in, &body, &s.body_len);

	if (e != ERR_OK)
		return e;
	s.body = body;
	page_init(&p);
	e = html_parse(&s, &p);
	if (e == ERR_OK) {
		const struct doc *d = p.n_docs > 0 ? &p.docs[0] : NULL;

		jout_ktext(out, "title", p.title);
		jout_ktext(out, "author", p.author);
		jout_ktext(out, "date", p.date);
		jout_ktext(out, "date_from", p.date_from);
		jout_ktext(out, "lang", p.lang);
		jout_key(out, "text");
		jout_textn(out, d == NULL || d->text == NULL ? "" : d->text,
		    d == NULL ? 0 : d->text_len);
		write_links(out, &p);
	}
	page_fini(&p);
	free(body);
	return e;
}
