/* SPDX-License-Identifier: ISC */
/* GitHub (docs.github.com/rest/search): issues and pull requests with their
 * comments, commits, and accounts. The search shows a thousand results and no
 * more; ten searches a minute without a token. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"

enum role {
	ROLE_ISSUES = NETWORK_ROLE_OWN,
	ROLE_USERS,
	ROLE_USER,
	ROLE_COMMITS
};

enum { PER_PAGE = 100, PAGES_MAX = 10 };

static const struct shape issue_shape = {
	.kind = DOC_POST,
	.space = "github",
	.word = "issue",
	.id = "id",
	.url = "html_url",
	.title = "title",
	.text = "body",
	.author = "user.login",
	.handle = "user.login",
	.author_url = "user.html_url",
	.avatar = "user.avatar_url",
	.published = "created_at",
	.modified = "updated_at",
};

static const struct shape commit_shape = {
	.kind = DOC_POST,
	.space = "github",
	.word = "commit",
	.id = "sha",
	.url = "html_url",
	.title = "repository.full_name",
	.text = "commit.message",
	.author = "commit.author.name|author.login",
	.handle = "author.login",
	.author_url = "author.html_url",
	.avatar = "author.avatar_url",
	.published = "commit.author.date",
};

static const struct shape user_shape = {
	.kind = DOC_PROFILE,
	.space = "github",
	.word = "user",
	.id = "id",
	.url = "html_url",
	.title = "name",
	.text = "bio",
	.author = "name|login",
	.handle = "login",
	.author_url = "html_url",
	.avatar = "avatar_url",
	.published = "created_at",
	.modified = "updated_at",
};

/* People know github.com. */
static const char *
root_of(const struct seed_view *seed, struct page *p)
{
	return strstr(seed->target, "://github.com") != NULL
		   ? "https://api.github.com/"
		   : listing_root(seed, p);
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *root = root_of(seed, p);

	listing_ask(seed, p, root,
	    "search/issues?q={Q}+in:title,body,comments&sort=created"
	    "&order=desc&per_page=100&page=1",
	    ROLE_ISSUES);
	listing_ask(seed, p, root,
	    "search/users?q={q}+in:login,name&per_page=30&page=1", ROLE_USERS);
	listing_ask(seed, p, root,
	    "search/commits?q={Q}&sort=author-date&order=desc&per_page=100"
	    "&page=1",
	    ROLE_COMMITS);
	listing_ask(seed, p, root, "users/{handle}", ROLE_USER);
	return ERR_OK;
}

static enum err
parse_list(const struct source *s, struct page *p, const json_t *root)
{
	const json_t *items = json_object_get(root, "items");
	bool users = s->role == ROLE_USERS;
	const struct shape *shape = users                     ? &user_shape
				    : s->role == ROLE_COMMITS ? &commit_shape
							      : &issue_shape;
	enum err e = shape_list(s, p, shape, "github", items);

	p->ranked = users;
	for (size_t i = 0; i < p->n_docs; i++)
		if (!users)
			answer_permalink(p, &p->docs[i], false);
		else if (p->docs[i].handle != NULL)
			shape_follow(p, &p->docs[i],
			    answer_href(p, s->url,
				arena_printf(
				    &p->arena, "/users/%s", p->docs[i].handle)),
			    ROLE_USER, NULL);
	if (!users && json_array_size(items) >= PER_PAGE)
		listing_next_number(s, p, "page", 1, 1, PAGES_MAX);
	return e;
}

/* A refusal for want of quota comes as 403, with nothing remaining. */
static enum err
refused(const struct source *s, struct page *p, enum err e)
{
	if (s->role == ROLE_USER && s->status == 404)
		return answer_nobody(s, p, e);
	if ((s->status == 403 || s->status == 429) &&
	    answer_number(s, "X-RateLimit-Remaining", 1) == 0) {
		p->problem = NULL;
		p->again = true;
		e = page_problem(p, "the minute's searches are used up");
	}
	return e;
}

static enum err
parse_user(const struct source *s, struct page *p, const json_t *root)
{
	return shape_one(s, p, &user_shape, "github", root, "account", NULL);
}

static enum err
parse(const struct source *s, struct page *p)
{
	static const struct listing_role roles[] = {
		{ ROLE_ISSUES, parse_list, refused },
		{ ROLE_COMMITS, parse_list, refused },
		{ ROLE_USERS, parse_list, refused },
		{ ROLE_USER, parse_user, refused },
	};

	return listing_parse(s, p, roles, NELEM(roles));
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "://github.com/") != NULL ||
	       strstr(s->url, "://api.github.com/") != NULL;
}

const struct network network_github = {
	.name = "github",
	.does = "searches issues, commits and accounts on",
	.does_fr = "cherche tickets, commits et comptes sur",
	.class = "api",
	.auth = "none; a token for more",
	.terms = "api-terms",
	.rate = "10 searches a minute",
	.verified = "2026-11",
	.known_from = "docs.github.com/rest/search",
	.gain = "30 searches a minute",
	.gain_fr = "30 recherches par minute",
	.min_delay_ms = 6000,
	.header = "Accept: application/vnd.github.text-match+json",
	.canary = "Paris",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
