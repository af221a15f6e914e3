/* SPDX-License-Identifier: ISC */
/* Flickr (flickr.com/services/feeds/docs/photos_public): the feed of a tag, on
 * the API's host; the site itself is closed to robots, so a picture's page is
 * never asked for. Twenty items, tags only: text needs a key. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_TAG = NETWORK_ROLE_OWN, ROLE_SEARCH };

enum { PER_PAGE = 100, PAGES_MAX = 5 };

static const struct shape item_shape = {
	.kind = DOC_IMAGE,
	.form = SHAPE_HTML_TEXT,
	.space = "flickr",
	.id = "link",
	.url = "link",
	.title = "title",
	.text = "description",
	.author = "author",
	.published = "published",
};

/* What flickr.photos.search shows, with a key. */
static const struct shape photo_shape = {
	.kind = DOC_IMAGE,
	.form = SHAPE_HTML_TEXT,
	.space = "flickr",
	.id = "id",
	.title = "title",
	.text = "description._content",
	.author = "ownername",
	.handle = "owner",
	.published = "dateupload",
	.modified = "lastupdate",
};

/* People know www.flickr.com. */
static const char *
root_of(const struct seed_view *seed, struct page *p)
{
	return strstr(seed->target, "flickr.com") != NULL
		   ? "https://api.flickr.com/"
		   : listing_root(seed, p);
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *root = root_of(seed, p);

	listing_ask(seed, p, root,
	    "services/feeds/photos_public.gne?tags={tag}&tagmode=all"
	    "&format=json&nojsoncallback=1",
	    ROLE_TAG);
	if (seed->token)
		listing_ask(seed, p, root,
		    "services/rest/?method=flickr.photos.search&text={Q}"
		    "&sort=date-posted-desc&per_page=100&format=json"
		    "&nojsoncallback=1&extras=description,owner_name,"
		    "date_upload,last_update&page=1",
		    ROLE_SEARCH);
	return ERR_OK;
}

/* nobody@flickr.com ("Jane Doe"): the name in it. */
static void
set_author(struct page *p, struct doc *d)
{
	const char *from = d->author != NULL ? strstr(d->author, "(\"") : NULL;
	const char *to = from != NULL ? strstr(from, "\")") : NULL;

	if (to != NULL && to > from + 2)
		d->author =
		    arena_strndup(&p->arena, from + 2, (size_t)(to - from - 2));
}

static enum err
parse_tag(const struct source *s, struct page *p, const json_t *root)
{
	enum err e = shape_list(
	    s, p, &item_shape, "flickr", json_object_get(root, "items"));

	for (size_t i = 0; i < p->n_docs; i++)
		set_author(p, &p->docs[i]);
	return e;
}

static enum err
parse_search(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *photos = shape_at(root, "photos.photo");
	enum err e = shape_list(s, p, &photo_shape, "flickr", photos);

	for (size_t i = 0; i < p->n_docs; i++) {
		struct doc *d = &p->docs[i];

		if (d->handle != NULL)
			d->url = answer_href(p, NULL,
			    arena_printf(&p->arena,
				"https://www.flickr.com/photos/%s/%s/",
				d->handle, d->native_id));
	}
	if (json_array_size(photos) >= PER_PAGE)
		listing_next_number(s, p, "page", 1, 1, PAGES_MAX);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_TAG, parse_tag, NULL },
		{ ROLE_SEARCH, parse_search, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "flickr.com/") != NULL;
}

const struct network network_flickr = {
	.name = "flickr",
	.does = "looks for the names as tags of pictures on",
	.does_fr = "cherche les noms comme étiquettes d'images sur",
	.class = "api",
	.auth = "none; a key for text",
	.terms = "api-terms",
	.rate = "3600 requests an hour",
	.verified = "2026-11",
	.known_from = "flickr.com/services/feeds/docs",
	.gain = "search in titles and descriptions, not tags alone",
	.gain_fr =
	    "la recherche dans titres et descriptions, pas seulement les "
	    "étiquettes",
	.token_parameter = "api_key",
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
