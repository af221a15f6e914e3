/* SPDX-License-Identifier: ISC */
/* HyperKitty, the archive of Mailman 3: its API lists the mails of a list, each
 * to be read by itself. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role { ROLE_LIST = NETWORK_ROLE_OWN, ROLE_MAIL };

static const struct shape mail_shape = {
	.kind = DOC_MESSAGE,
	.space = "mail",
	.id = "message_id",
	.title = "subject",
	.text = "content",
	.author = "sender_name|sender.address",
	.published = "date",
	.parent = "parent",
	.thread = "thread",
};

/* ".../archives/list/ADDRESS/" is read below ".../archives/api/list/". */
static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *list = listing_word(seed, p, "/list/");
	const char *at = strstr(seed->target, "/list/");
	const char *base;

	if (list == NULL)
		return page_problem(p, "no list in it: .../list/ADDRESS/");
	base = arena_strndup(
	    &p->arena, seed->target, (size_t)(at - seed->target) + 1);
	if (strstr(base, "/api/") == NULL)
		base = answer_href(p, base, "api/");
	listing_ask_for(
	    p, base, "list/{}/emails/?format=json&page=1", list, ROLE_LIST);
	return ERR_OK;
}

/* A list of mails shows their heads alone: each is asked for. */
static enum err
read_heads(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *list = json_object_get(root, "results");
	size_t n = json_array_size(list);
	enum err e = shape_list(s, p, &mail_shape, "hyperkitty", list);

	for (size_t i = 0; i < n; i++)
		answer_ask(p, s->url,
		    shape_text(p, json_array_get(list, i), "url"), ROLE_MAIL,
		    NULL);
	if (json_is_string(json_object_get(root, "next")))
		listing_next_number(s, p, "page", 1, 1, 0);
	return e;
}

static enum err
read_mail(const struct source *s, struct page *p, const json_t *root)
{
	return shape_one(s, p, &mail_shape, "hyperkitty", root, "mail", NULL);
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_LIST, read_heads, NULL },
		{ ROLE_MAIL, read_mail, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "HyperKitty", "hyperkitty/" };

	return answer_is_html(s) && strstr(s->url, "/list/") != NULL &&
	       answer_says(s, marks, NELEM(marks));
}

const struct network network_hyperkitty = {
	.name = "hyperkitty",
	.does = "reads the mails of the list",
	.does_fr = "lit les messages de la liste",
	.class = "api",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "docs.mailman3.org, HyperKitty source",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
