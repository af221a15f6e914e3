/* SPDX-License-Identifier: ISC */
/* Pages as a browser showed them, in a case: the views of what shows its
 * exhibits, and with each the exchanges that were fed to the browser. */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "tools/bundle/reading.h"

enum {
	VIEWS_MAX = 16,  /* of one snapshot, the oldest ones */
	SHOWING_MAX = 64 /* snapshots of one exhibit, the newest ones */
};

bool
bundle_is_exchange(const struct bundle_snapshot *s)
{
	return !s->is_check && s->view_of == 0;
}

/* ---- reading ---- */

static void
want_views_of(struct reading *r, uint64_t number)
{
	struct snapshot s;
	json_t *doc = NULL;
	const char *url;
	uint64_t views[VIEWS_MAX];
	size_t n = 0;

	if (snapshot_get(r->t, number, &s) != ERR_OK)
		return; /* forgotten, or verification names it */
	if (!s.is_check && json_parse(s.record, s.record_len, &doc) == ERR_OK) {
		url = json_get_text(doc, "requested_url");
		if (url != NULL)
			n = crawl_views(r->t, url, number, views, VIEWS_MAX);
	}
	for (size_t i = 0; i < n; i++)
		reading_want(r, views[i]);
	if (n > 0)
		reading_want(r, number);
	json_decref(doc);
	snapshot_fini(&s);
}

void
reading_views(struct reading *r, const struct bundle_exhibit *x)
{
	const json_t *list = json_object_get(x->mention, "snapshots");
	size_t n = json_array_size(list);

	for (size_t i = n > SHOWING_MAX ? n - SHOWING_MAX : 0; i < n; i++)
		want_views_of(
		    r, (uint64_t)json_integer_value(json_array_get(list, i)));
}

void
reading_fed(struct reading *r, const struct bundle_snapshot *s)
{
	const json_t *fed = json_object_get(s->doc, "fed"), *item;
	size_t i;

	json_array_foreach(fed, i, item)
	{
		if (json_is_integer(item) && json_integer_value(item) > 0)
			reading_want(r, (uint64_t)json_integer_value(item));
	}
}

/* ---- what writers ask ---- */

static bool
is_listed(const json_t *numbers, uint64_t number)
{
	const json_t *item;
	size_t i;

	json_array_foreach(numbers, i, item)
	{
		if ((uint64_t)json_integer_value(item) == number)
			return true;
	}
	return false;
}

const struct bundle_snapshot *
bundle_view(
    const struct bundle_case *c, const struct bundle_exhibit *x, bool *withheld)
{
	const json_t *shown = json_object_get(x->mention, "snapshots");

	for (size_t i = c->n_snapshots; i > 0; i--) {
		const struct bundle_snapshot *s = &c->snapshots[i - 1];

		if (s->view_of == 0 || !is_listed(shown, s->view_of))
			continue;
		if (!s->body_withheld)
			return s;
		if (withheld != NULL)
			*withheld = true;
	}
	return NULL;
}

enum err
bundle_view_piece(const struct bundle_case *c,
    const struct bundle_snapshot *view, const char *name, char **data,
    size_t *n)
{
	const json_t *list = json_object_get(view->doc, "pieces"), *piece;
	uint8_t sha[SHA256_LEN];
	size_t i;

	json_array_foreach(list, i, piece)
	{
		const char *word = json_get_text(piece, "piece");
		const char *hex = json_get_text(piece, "sha256");

		if (word != NULL && strcmp(word, name) == 0 && hex != NULL &&
		    strlen(hex) == SHA256_HEX - 1 &&
		    digest_unhex(hex, sha, SHA256_LEN))
			return blob_get(c->t, sha, data, n);
	}
	return ERR_NOTFOUND;
}
