/* SPDX-License-Identifier: ISC */
/* MediaWiki's pages. What is known of a page without a further request is its
 * newest version: who saved it, when, and its text; so this is what author and
 * published say, and published_from says whether it was also the first. */
#include "crawler/networks/mediawiki_page.h"

#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/feed_text.h"
#include "crawler/parse/wikitext.h"
#include "store/base/json.h"

/* The text of the main slot, as plain text. */
static void
set_text(struct page *p, struct doc *d, const json_t *revision)
{
	const json_t *slot =
	    json_object_get(json_object_get(revision, "slots"), "main");
	const char *model, *text;

	if (slot == NULL) /* wikis before 1.32 */
		slot = revision;
	text = json_get_text(slot, "content");
	model = json_get_text(slot, "contentmodel");
	if (text == NULL)
		return;
	if (model == NULL || strcmp(model, "wikitext") == 0) {
		d->text =
		    wikitext_text(text, strlen(text), &p->arena, &d->text_len);
		return;
	}
	d->text = arena_strdup(&p->arena, text);
	d->text_len = strlen(text);
}

static const char *
number_of(struct page *p, const json_t *obj, const char *key)
{
	json_int_t n = json_get_int(obj, key, 0);

	return n > 0 ? arena_printf(&p->arena, "%" JSON_INTEGER_FORMAT, n)
		     : NULL;
}

/* The address of this very version, which no later edit changes: beside the
 * page's own, "?oldid=". */
static const char *
stable_of(struct page *p, const char *url, const char *revision)
{
	if (url == NULL || revision == NULL)
		return NULL;
	return answer_href(p, NULL,
	    arena_printf(&p->arena, "%s%coldid=%s", url,
		strchr(url, '?') != NULL ? '&' : '?', revision));
}

static void
set_revision(struct page *p, struct doc *d, const json_t *revision)
{
	struct arena *a = &p->arena;

	d->revision = number_of(p, revision, "revid");
	d->sha1 = arena_strdup(a, json_get_text(revision, "sha1"));
	d->author = arena_strdup(a, json_get_text(revision, "user"));
	d->handle = d->author;
	d->published = arena_strdup(a, json_get_text(revision, "timestamp"));
	if (d->published != NULL)
		d->published_from = json_get_int(revision, "parentid", -1) == 0
					? "mediawiki first revision"
					: "mediawiki revision timestamp";
	d->modified = d->published;
	set_text(p, d, revision);
	if (d->author != NULL)
		page_identity(p, d->author, strlen(d->author));
}

static void
set_page(
    const struct source *s, struct page *p, struct doc *d, const json_t *page)
{
	const char *title = json_get_text(page, "title");
	const char *url = json_get_text(page, "canonicalurl");

	if (url == NULL)
		url = json_get_text(page, "fullurl");
	d->kind = DOC_PAGE;
	d->native_id = number_of(p, page, "pageid");
	/* index.php stands beside api.php. */
	if (url == NULL && d->native_id != NULL)
		url =
		    arena_printf(&p->arena, "index.php?curid=%s", d->native_id);
	d->url = answer_href(p, s->url, url);
	d->stable_url = stable_of(p, d->url, d->revision);
	d->lang = arena_strdup(&p->arena, json_get_text(page, "pagelanguage"));
	if (title != NULL)
		d->title = feed_text_line(title, strlen(title), &p->arena);
	answer_permalink(p, d, true);
}

bool
mediawiki_page_read(const struct source *s, struct page *p, const char *space,
    const json_t *page)
{
	const json_t *revisions = json_object_get(page, "revisions");
	struct doc *d;

	if (!json_is_object(page))
		return false;
	if (json_array_size(revisions) == 0)
		return true;
	d = page_doc(p);
	if (d == NULL)
		return true; /* the ceiling: page.truncated says so */
	d->native_space = space;
	set_revision(p, d, json_array_get(revisions, 0));
	set_page(s, p, d, page);
	return d->native_id != NULL;
}
