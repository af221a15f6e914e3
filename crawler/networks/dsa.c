/* SPDX-License-Identifier: ISC */
/* The DSA Transparency Database: why a platform restricted something, one page
 * a statement of reasons (DSA articles 17 and 24(5)). They bear no personal
 * data; a brand, a puid or an address that a decision quotes is found by the
 * site's own search, which matches a phrase in the free texts of the last six
 * months. The target is https://transparency.dsa.ec.europa.eu/, or one
 * statement's page. A statement does not change once it stands there.
 *
 * The daily files of all statements are gigabytes and no road for a name. */
#include <ctype.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/listing.h"
#include "crawler/networks/shape.h"
#include "crawler/parse/html.h"

enum role { ROLE_SEARCH = NETWORK_ROLE_OWN, ROLE_STATEMENT };

enum {
	PAGES_MAX = 5, /* of one search; the site has 50 statements on each */
	ID_MAX = 64,
	DATE_LEN = sizeof("2026-11-20 10:00:00") - 1
};

static const char path[] = "/statement/";

/* The number or UUID of a statement's page; NULL for another address. */
static const char *
statement_id(struct page *p, const char *url)
{
	const char *at = strstr(url, path), *end;

	if (at == NULL)
		return NULL;
	at += strlen(path);
	if (strncmp(at, "uuid/", 5) == 0)
		at += 5;
	end = at;
	while (isxdigit((unsigned char)*end) || *end == '-')
		end++;
	if (*end != '\0' || end == at || end - at > ID_MAX ||
	    strpbrk(at, "0123456789") == NULL)
		return NULL;
	return arena_strndup(&p->arena, at, (size_t)(end - at));
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	struct link *l;

	if (statement_id(p, seed->target) == NULL) {
		listing_ask(seed, p, listing_root(seed, p), "statement?s={q}",
		    ROLE_SEARCH);
		return ERR_OK;
	}
	l = page_link(p, LINK_PAGE, seed->target);
	if (l != NULL)
		l->role = ROLE_STATEMENT;
	return ERR_OK;
}

/* A table of statements, newest first: platform, restriction, category, day,
 * and the link. */
static enum err
read_search(const struct source *s, struct page *p)
{
	size_t n = 0;
	long long page = listing_number(s, "page", 1);
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	if (!answer_is_html(s))
		return page_problem(p, "no page where one was due");
	e = html_scan(s, p);
	for (size_t i = 0; i < p->n_links; i++) {
		struct link *l = &p->links[i];

		if (statement_id(p, l->url) == NULL ||
		    answer_here(s, p, l->url) == NULL)
			continue;
		l->kind = LINK_PAGE;
		l->role = ROLE_STATEMENT;
		l->context = NULL;
		p->links[n++] = *l;
	}
	p->n_links = n;
	answer_no_document(p);
	p->listing = true;
	p->ranked = true;
	if (n > 0 && page >= 1 && page < PAGES_MAX)
		answer_ask(p, s->url,
		    listing_with_number(s, p, "page", page + 1), ROLE_SEARCH,
		    NULL);
	return e;
}

/* "Received" and, in the next line, when: the site's clock, in UTC. */
static const char *
received(const struct source *s, struct page *p)
{
	static const char label[] = "Received";
	const char *at = p->text != NULL ? strstr(p->text, label) : NULL;
	char *when;

	if (at == NULL)
		return NULL;
	at += strlen(label);
	at += strspn(at, " \n:");
	when = arena_strndup(&p->arena, at, strnlen(at, DATE_LEN));
	if (strlen(when) == DATE_LEN && when[10] == ' ')
		when[10] = 'T';
	return shape_date(s, p, arena_printf(&p->arena, "%sZ", when));
}

static enum err
read_statement(const struct source *s, struct page *p)
{
	enum err e = answer_page(s, p);
	struct doc *d = p->n_docs > 0 ? &p->docs[0] : NULL;

	if (e != ERR_OK || d == NULL)
		return e;
	d->native_id = statement_id(p, s->url);
	d->native_space = d->native_id != NULL ? "dsa" : NULL;
	d->published = received(s, p);
	d->published_from =
	    d->published != NULL ? "the database's Received" : NULL;
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	return s->role == ROLE_SEARCH ? read_search(s, p)
				      : read_statement(s, p);
}

static bool
accepts(const struct source *s)
{
	return strstr(s->url, "://transparency.dsa.ec.europa.eu/") != NULL;
}

const struct network network_dsa = {
	.name = "dsa",
	.does = "searches statements of reasons in the DSA database",
	.does_fr = "cherche les exposés des motifs dans la base du DSA",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace",
	.verified = "2026-11",
	.known_from = "the site's own source, its documentation",
	.min_delay_ms = 2000,
	.fixed = true,
	.canary = "terms",
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
