/* SPDX-License-Identifier: ISC */
/* Stack Exchange (api.stackexchange.com/docs): the search in questions and
 * answers of one site. The target is the site, https://stackoverflow.com/, or
 * the API itself with "site=" in its query. 300 requests a day without a key:
 * so few pages are read, and none once the API asks to hold back. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "crawler/normalise/url.h"
#include "store/base/json.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN };

enum { PAGES_MAX = 3 /* of a hundred, each name */ };

static const struct shape excerpt_shape = {
	.kind = DOC_POST,
	.form = SHAPE_HTML_TEXT | SHAPE_HTML_LINES,
	.id = "answer_id|question_id",
	.url = "link",
	.title = "title",
	.text = "body|excerpt",
	.author = "owner.display_name",
	.author_url = "owner.link",
	.avatar = "owner.profile_image",
	.published = "creation_date",
	.modified = "last_activity_date",
	.thread = "question_id",
};

/* The site's own host, or what the API's address says. */
static const char *
site_of(const struct seed_view *seed, struct page *p)
{
	const char *at = strstr(seed->target, "site=");
	char host[URL_HOST_ROOM];

	if (at != NULL)
		return arena_strndup(&p->arena, at + 5, strcspn(at + 5, "&#"));
	if (!url_host(seed->target, host) ||
	    strcmp(host, "api.stackexchange.com") == 0)
		return "stackoverflow";
	return arena_strdup(&p->arena, host);
}

static bool
is_api(const char *url)
{
	return strstr(url, "api.stackexchange.com") != NULL ||
	       strstr(url, "site=") != NULL;
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *root = is_api(seed->target)
			       ? listing_root(seed, p)
			       : "https://api.stackexchange.com/";

	listing_ask(seed, p, root,
	    arena_printf(&p->arena,
		"2.3/search/excerpts?q={Q}&site=%s&sort=activity&order=desc"
		"&pagesize=100&page=1",
		site_of(seed, p)),
	    ROLE_SEARCH);
	return ERR_OK;
}

/* {"error_id": 502, "error_name": "throttle_violation", "error_message": ...}
 * with status 400: the day's requests are used up. */
static enum err
refused(const struct source *s, struct page *p, enum err e)
{
	json_t *root = NULL;
	const char *name;

	if (s->status != 400 || answer_json(s, p, &root) != ERR_OK)
		return e;
	p->listing = false;
	p->problem = NULL;
	name = json_get_text(root, "error_name");
	e = page_problem(p,
	    json_get_int(root, "error_id", 0) == 502
		? "the day's requests are used up (%.60s)"
		: "Stack Exchange refuses: %.60s",
	    name != NULL ? name : "without a name");
	json_decref(root);
	return e;
}

static void
set_ids(struct page *p, const json_t *item, struct doc *d)
{
	const char *answer = shape_text(p, item, "answer_id");

	d->native_id = arena_printf(&p->arena, "%s %s",
	    answer != NULL ? "answer" : "question", d->native_id);
	d->thread_id = d->thread_id != NULL ? arena_printf(&p->arena,
						  "question %s", d->thread_id)
					    : NULL;
	d->parent_id = answer != NULL ? d->thread_id : NULL;
	if (answer != NULL)
		d->kind = DOC_COMMENT;
	d->summary = shape_text(p, item, "body") == NULL;
}

/* Search results bear no address: it is made of the site and the number. */
static void
set_url(
    const struct source *s, struct page *p, const json_t *item, struct doc *d)
{
	const char *site = site_of(s->seed, p);
	const char *answer = shape_text(p, item, "answer_id");
	const char *id = shape_text(p, item, "answer_id|question_id");

	if (d->url != NULL)
		return;
	d->url = answer_href(p, NULL,
	    arena_printf(&p->arena, "https://%s%s/%s/%s", site,
		strchr(site, '.') != NULL ? ""
		: strcmp(site, "stackoverflow") == 0 ||
			strcmp(site, "superuser") == 0 ||
			strcmp(site, "serverfault") == 0 ||
			strcmp(site, "askubuntu") == 0
		    ? ".com"
		    : ".stackexchange.com",
		answer != NULL ? "a" : "q", id));
}

static enum err
read_items(const struct source *s, struct page *p, const json_t *items)
{
	const char *space =
	    arena_printf(&p->arena, "stackexchange:%s", site_of(s->seed, p));
	size_t n = json_array_size(items), odd = 0;

	if (!json_is_array(items))
		return page_problem(p, "no list of excerpts");
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(items, i);
		struct doc *d = shape_read(s, p, &excerpt_shape, space, item);

		odd += d == NULL && !p->truncated;
		if (d == NULL)
			continue;
		set_url(s, p, item, d);
		set_ids(p, item, d);
		answer_permalink(p, d, false);
	}
	return shape_odd(p, odd, n, "items");
}

static enum err
parse_search(const struct source *s, struct page *p, const json_t *root)
{
	long long rest = shape_number(root, "quota_remaining", -1);
	long long pause = shape_number(root, "backoff", 0);
	enum err e = read_items(s, p, json_object_get(root, "items"));

	if (rest >= 0 && rest < INT32_MAX)
		p->quota = rest + 1;
	if (pause > 0 || rest == 0)
		(void)page_problem(p,
		    rest == 0 ? "the day's requests are used up"
			      : "asked to hold back for %lld s: no further "
				"page",
		    pause);
	else if (json_get_bool(root, "has_more", false))
		listing_next_number(s, p, "page", 1, 1, PAGES_MAX);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_SEARCH, parse_search, refused },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "cdn.sstatic.net/" };

	return answer_is_page_of(s, marks, NELEM(marks));
}

const struct network network_stackexchange = {
	.name = "stackexchange",
	.does = "searches questions and answers of",
	.does_fr = "cherche questions et réponses de",
	.class = "api",
	.auth = "none; a key for more requests",
	.terms = "open",
	.rate = "300 requests a day",
	.verified = "2026-09",
	.known_from = "api.stackexchange.com/docs",
	.gain = "10 000 requests a day",
	.gain_fr = "10 000 requêtes par jour",
	.token_parameter = "key",
	.min_delay_ms = 2000,
	.canary = "paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
