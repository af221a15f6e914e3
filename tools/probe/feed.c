/* SPDX-License-Identifier: ISC */
/* vigie-probe feed: the entries of a feed. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/date.h"
#include "crawler/parse/feed.h"
#include "store/base/mem.h"
#include "tools/probe/probe.h"

enum { HEAD_MAX = 256 * 1024 };

/* The headers' object as a response head. */
static enum err
write_head(json_t *headers, struct buf *head)
{
	enum err e = buf_adds(head, "HTTP/1.1 200 OK\r\n");
	void *it = json_object_iter(headers);

	for (; it != NULL && e == ERR_OK;
	     it = json_object_iter_next(headers, it)) {
		const char *key = json_object_iter_key(it);
		const char *value =
		    json_string_value(json_object_iter_value(it));

		if (value != NULL)
			e = buf_addf(head, "%s: %s\r\n", key, value);
	}
	return e;
}

/* In UTC, as CLI.md has it. */
static void
write_date(struct jout *out, const char *rfc3339)
{
	struct date d;
	char text[CLOCK_TEXT];

	if (rfc3339 == NULL || !date_parse(rfc3339, strlen(rfc3339), 0, &d)) {
		jout_knull(out, "date");
		return;
	}
	date_format_utc(&d, text);
	jout_ktext(out, "date", text);
}

static void
write_entry(struct jout *out, const struct doc *d)
{
	jout_obj(out);
	jout_ktext(out, "id", d->native_id);
	jout_ktext(out, "title", d->title);
	jout_ktext(out, "link", d->url);
	jout_ktext(out, "author", d->byline);
	write_date(out, d->published);
	jout_ktext(out, "text", d->text);
	jout_obj_end(out);
}

static void
write_page(struct jout *out, const struct page *p)
{
	jout_key(out, "entries");
	jout_arr(out);
	for (size_t i = 0; i < p->n_docs; i++)
		write_entry(out, &p->docs[i]);
	jout_arr_end(out);
	if (p->problem != NULL)
		jout_ktext(out, "problem", p->problem);
}

enum err
probe_feed(const json_t *in, struct jout *out)
{
	struct source s = { .status = 200, .mime = "", .content_type = "" };
	struct buf head;
	struct page page;
	char *data = NULL, type[256], place[2048];
	enum err e = probe_bytes(in, &data, &s.body_len);

	if (e != ERR_OK)
		return e;
	buf_init(&head, HEAD_MAX);
	page_init(&page);
	e = write_head(json_object_get(in, "headers"), &head);
	s.head = head.data;
	s.head_len = head.len;
	s.body = data;
	s.url = source_header(&s, "content-location", place, sizeof(place))
		    ? place
		    : "";
	if (source_header(&s, "content-type", type, sizeof(type)))
		s.content_type = type;
	if (e == ERR_OK)
		e = feed_parse(&s, &page);
	if (e == ERR_OK || e == ERR_PARSE) { /* no feed has no entries */
		write_page(out, &page);
		e = ERR_OK;
	}
	page_fini(&page);
	buf_fini(&head);
	free(data);
	return e;
}
