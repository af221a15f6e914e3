/* SPDX-License-Identifier: ISC */
/* Archives of mailing lists. public-inbox lists and searches as Atom.
 * HyperKitty (Mailman 3) lists the mails of a list, each to be read by itself.
 * Pipermail (Mailman 2) keeps a month in one mbox file, perhaps compressed. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/feeds.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/mbox.h"
#include "crawler/networks/shape.h"
#include "crawler/parse/decode.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/html.h"
#include "store/base/buf.h"
#include "store/base/json.h"

enum role {
	ROLE_LIST = NETWORK_ROLE_OWN,
	ROLE_MAIL,
	ROLE_MONTH,
	ROLE_WALK = NETWORK_ROLE_OWN + 16, /* behind those of feeds.h */
	ROLE_FOUND
};

enum {
	MONTHS_MAX = 24,  /* of one list: the newest */
	MAILS_EACH = 200, /* public-inbox's own maximum */
	WALK_MAX = 10     /* such answers */
};

/* ---- public-inbox ----
 *
 * "x=A" asks for Atom: two hundred mails, whole, the newest first. All mails
 * are those since 1970, as far back as a walk goes; beyond, the search finds
 * the names as they are written. What finds nothing is answered with 404. */

static const char *const publicinbox_feeds[] = { "new.atom", NULL };

static enum err
publicinbox_start(const struct seed_view *seed, struct page *p)
{
	const char *dir = listing_dir(seed, p);

	if (strstr(seed->target, "x=A") != NULL ||
	    strstr(seed->target, ".atom") != NULL)
		return feeds_start(seed, p, publicinbox_feeds);
	listing_ask(seed, p, dir, "?q=d:19700101..&x=A&o=0", ROLE_WALK);
	listing_ask(seed, p, dir, "?q={Q}&x=A", ROLE_FOUND);
	return ERR_OK;
}

/* Mails in a feed; the page of each shows that mail and its thread. */
static enum err
read_mails(const struct source *s, struct page *p)
{
	enum err e = feed_parse(s, p);

	p->n_links = 0;
	for (size_t i = 0; i < p->n_docs; i++) {
		p->docs[i].kind = DOC_MESSAGE;
		answer_permalink(p, &p->docs[i], true);
	}
	return e;
}

static enum err
parse_found(const struct source *s, struct page *p)
{
	enum err e;

	p->ranked = true;
	if (answer_failed(s, p, &e))
		return answer_nobody(s, p, e);
	return read_mails(s, p);
}

/* Where the list has no search, its newest mails. */
static enum err
parse_walk(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e) || !feed_accepts(s)) {
		if (p->n_links == 0)
			listing_ask(s->seed, p, listing_dir(s->seed, p),
			    publicinbox_feeds[0], ROLE_LIST);
		return e != ERR_OK ? e : page_problem(p, "no search");
	}
	e = read_mails(s, p);
	if (p->n_docs >= MAILS_EACH)
		listing_next_number(s, p, "o", 0, MAILS_EACH, WALK_MAX);
	return e;
}

static enum err
publicinbox_parse(const struct source *s, struct page *p)
{
	enum err e;

	if (s->role == ROLE_WALK)
		return parse_walk(s, p);
	if (s->role == ROLE_FOUND)
		return parse_found(s, p);
	if (s->role >= ROLE_LIST && feed_accepts(s))
		return answer_failed(s, p, &e) ? e : read_mails(s, p);
	return feeds_parse(s, p, publicinbox_feeds);
}

static bool
publicinbox_accepts(const struct source *s)
{
	static const char *const marks[] = { "public-inbox.git",
		"https://public-inbox.org/" };

	return answer_is_page_of(s, marks, NELEM(marks));
}

/* ---- HyperKitty ---- */

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
hyperkitty_start(const struct seed_view *seed, struct page *p)
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
hyperkitty_parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_LIST, read_heads, NULL },
		{ ROLE_MAIL, read_mail, NULL },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
hyperkitty_accepts(const struct source *s)
{
	static const char *const marks[] = { "HyperKitty", "hyperkitty/" };

	return answer_is_html(s) && strstr(s->url, "/list/") != NULL &&
	       answer_says(s, marks, NELEM(marks));
}

/* ---- Pipermail ---- */

static enum err
pipermail_start(const struct seed_view *seed, struct page *p)
{
	answer_ask(p, NULL, seed->target, ROLE_LIST, NULL);
	return ERR_OK;
}

static bool
ends_with(const char *s, const char *tail)
{
	size_t n = strlen(s), m = strlen(tail);

	return n >= m && strcmp(s + n - m, tail) == 0;
}

/* The list's page names its months, the newest first. */
static enum err
read_months(const struct source *s, struct page *p)
{
	size_t n = 0;
	enum err e;

	if (!answer_is_html(s))
		return page_problem(p, "no page of a list");
	e = html_scan(s, p);
	for (size_t i = 0; i < p->n_links && n < MONTHS_MAX; i++) {
		struct link *l = &p->links[i];

		if (!ends_with(l->url, ".txt.gz") && !ends_with(l->url, ".txt"))
			continue;
		l->kind = LINK_LISTING;
		l->role = ROLE_MONTH;
		l->context = NULL;
		p->links[n++] = *l;
	}
	p->n_links = n;
	answer_no_document(p);
	return n > 0 ? e : page_problem(p, "the page names no months");
}

/* A month: mbox, as it is or as a gzip file. */
static enum err
read_month(const struct source *s, struct page *p)
{
	bool gzip = s->body_len > 2 && memcmp(s->body, "\x1f\x8b", 2) == 0;
	struct buf text;
	enum err e;

	buf_init(&text, DECODE_BYTES_MAX);
	e = decode_body(gzip ? "gzip" : NULL, s->body, s->body_len, &text,
	    DECODE_RATIO_MAX);
	if (e != ERR_OK)
		(void)page_problem(p, "the month's file is broken");
	p->truncated = p->truncated || e == ERR_LIMIT;
	p->listing = true;
	if (text.len > 0)
		e = mbox_read(s, p, text.data, text.len);
	buf_fini(&text);
	return e == ERR_LIMIT ? ERR_PARSE : e;
}

static enum err
pipermail_parse(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	if (s->role == ROLE_MONTH)
		return read_month(s, p);
	return s->role == ROLE_LIST ? read_months(s, p) : answer_page(s, p);
}

static bool
pipermail_accepts(const struct source *s)
{
	static const char *const marks[] = { "Pipermail", "pipermail" };

	return answer_is_page_of(s, marks, NELEM(marks)) &&
	       strstr(s->body, ".txt") != NULL;
}

const struct network network_publicinbox = {
	.name = "publicinbox",
	.does = "searches mails of the list",
	.does_fr = "cherche les messages de la liste",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "public-inbox 1.9, its own pages' help",
	.start = publicinbox_start,
	.accepts = publicinbox_accepts,
	.parse = publicinbox_parse,
};

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
	.start = hyperkitty_start,
	.accepts = hyperkitty_accepts,
	.parse = hyperkitty_parse,
};

const struct network network_pipermail = {
	.name = "pipermail",
	.does = "reads the months of the list",
	.does_fr = "lit les mois de la liste",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "Mailman 2.1 source; archives of python.org",
	.start = pipermail_start,
	.accepts = pipermail_accepts,
	.parse = pipermail_parse,
};
