/* SPDX-License-Identifier: ISC */
/* Mwmbl, an open index of the web: titles and extracts in pieces, the found
 * words marked. What it finds is somebody else's page. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "store/base/buf.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN };

enum { TEXT_MAX = 65536 };

static const struct shape result_shape = {
	.kind = DOC_PAGE,
	.form = SHAPE_HTML_LINES,
	.id = "url",
	.url = "url",
	.title = "title",
	.text = "extract",
};

static enum err
start(const struct seed_view *seed, struct page *p)
{
	listing_ask(seed, p, listing_root(seed, p), "api/v1/search/?s={q}",
	    ROLE_SEARCH);
	return ERR_OK;
}

/* [{"value": "Jane", "is_bold": true}, ...] as one string. */
static json_t *
joined(const json_t *pieces)
{
	struct buf b;
	enum err e = ERR_OK;
	json_t *text;

	buf_init(&b, TEXT_MAX);
	for (size_t i = 0; i < json_array_size(pieces) && e == ERR_OK; i++) {
		const char *s = json_string_value(
		    json_object_get(json_array_get(pieces, i), "value"));

		if (s != NULL)
			e = buf_adds(&b, s);
	}
	text = json_string(b.data != NULL ? b.data : "");
	buf_fini(&b);
	return text;
}

static bool
set_joined(json_t *item, const char *key)
{
	return json_is_object(item) &&
	       json_object_set_new(
		   item, key, joined(json_object_get(item, key))) == 0;
}

static enum err
parse(const struct source *s, struct page *p)
{
	json_t *root;
	enum err e;

	if (s->role < ROLE_SEARCH)
		return answer_page(s, p);
	if (!listing_json(s, p, &root, &e))
		return e;
	for (size_t i = 0; i < json_array_size(root); i++) {
		json_t *item = json_array_get(root, i);

		if (!set_joined(item, "title") || !set_joined(item, "extract"))
			continue; /* no object: counted as odd below */
	}
	e = shape_list(s, p, &result_shape, "web", root);
	for (size_t i = 0; i < p->n_docs; i++)
		p->docs[i].summary = true;
	answer_found(p);
	json_decref(root);
	return e;
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "mwmbl.org/") != NULL;
}

const struct network network_mwmbl = {
	.name = "mwmbl",
	.does = "searches the web through",
	.does_fr = "cherche sur le web par",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "none stated; the crawler's own pace",
	.verified = "2026-11",
	.known_from = "api.mwmbl.org, clients of 2026",
	.min_delay_ms = 2000,
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
