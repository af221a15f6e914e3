/* SPDX-License-Identifier: ISC */
/* Is it a feed? By what stands at its head: servers send feeds as text/html,
 * and pages as application/xml. */
#include <string.h>

#include "crawler/networks/network.h"
#include "crawler/parse/body.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/xml.h"

/* The first element of what may be a document's first bytes. */
static bool
has_feed_root(const char *text, size_t n)
{
	static const char *const roots[] = { "rss", "feed", "RDF", "channel" };
	struct xml *x = xml_new(text, n);
	struct xml_token t;
	enum xml_event ev;
	bool found = false;

	do
		ev = xml_next(x, &t);
	while (ev == XML_TEXT);
	for (size_t i = 0; ev == XML_START && i < NELEM(roots); i++)
		found = found || xml_is(t.name, roots[i]);
	xml_free(x);
	return found;
}

/* Does it begin as JSON that names the format (JSON Feed 1.1, "version")? */
static bool
has_json_mark(const char *text)
{
	text += strspn(text, " \t\r\n");
	return *text == '{' && strstr(text, "jsonfeed.org/version") != NULL;
}

/* Servers that write a warning before the document still send its type. */
static bool
is_feed_type(const char *mime)
{
	return strcmp(mime, "application/rss+xml") == 0 ||
	       strcmp(mime, "application/atom+xml") == 0 ||
	       strcmp(mime, "application/rdf+xml") == 0 ||
	       strcmp(mime, "application/feed+json") == 0;
}

static bool
has_late_root(const char *text)
{
	return strstr(text, "<rss") != NULL || strstr(text, "<feed") != NULL ||
	       strstr(text, "<rdf:RDF") != NULL;
}

bool
feed_accepts(const struct source *s)
{
	struct source head = *s;
	struct body b;
	bool found;

	if (s->body_len > FEED_SNIFF_BYTES)
		head.body_len = FEED_SNIFF_BYTES;
	body_open(&b, &head);
	found = (!body_is_html(&b) && has_feed_root(b.text, b.len)) ||
		has_json_mark(b.text) ||
		(is_feed_type(s->mime) && has_late_root(b.text));
	body_close(&b);
	return found;
}
