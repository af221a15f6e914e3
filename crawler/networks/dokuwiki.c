/* SPDX-License-Identifier: ISC */
/* DokuWiki, which has no open API but says all it has: feed.php knows who
 * changed what last, and the whole text of a namespace's pages; do=index lists
 * the namespaces and pages; each page is then read as a reader sees it.
 * (dokuwiki.org/syndication, dokuwiki.org/sitemap.) */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/date.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/feed_text.h"
#include "crawler/parse/html.h"
#include "crawler/parse/sitemap.h"
#include "store/base/buf.h"
#include "store/base/utf8.h"

enum role {
	ROLE_RECENT = NETWORK_ROLE_OWN,
	ROLE_INDEX, /* context: the namespace */
	ROLE_SPACE, /* likewise: the feed of its pages */
	ROLE_SITEMAP,
	ROLE_PAGE
};

enum {
	ID_MAX = 1024,       /* bytes of a page's or namespace's name */
	RECENT_ITEMS = 200,  /* asked of feed.php; it gives what it has */
	SPACE_ITEMS = 10000, /* likewise */
	INFO_MAX = 4096 /* bytes of a page's last lines that are looked at */
};

static const char feed_format[] = "type=rss1&content=html&linkto=page";

/* The directory that doku.php and feed.php stand in. */
static const char *
base_of(const struct seed_view *seed, struct page *p)
{
	size_t n = strcspn(seed->target, "?#");
	const char *php = strstr(seed->target, "/doku.php");

	if (php != NULL && (size_t)(php - seed->target) < n)
		n = (size_t)(php - seed->target) + 1;
	return answer_href(p, arena_strndup(&p->arena, seed->target, n), ".");
}

static void
ask_space(struct page *p, const char *base, const char *ns)
{
	const char *idx = answer_parameter(p, "idx", ns);
	const char *param = answer_parameter(p, "ns", ns);

	if (idx == NULL || param == NULL)
		return;
	answer_ask(p, base,
	    arena_printf(&p->arena, "doku.php?do=index&%s", idx), ROLE_INDEX,
	    ns);
	answer_ask(p, base,
	    arena_printf(&p->arena, "feed.php?mode=list&%s&num=%d&%s", param,
		SPACE_ITEMS, feed_format),
	    ROLE_SPACE, ns);
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *base = base_of(seed, p);

	answer_ask(p, base,
	    arena_printf(&p->arena, "feed.php?mode=recent&num=%d&%s",
		RECENT_ITEMS, feed_format),
	    ROLE_RECENT, NULL);
	ask_space(p, base, "");
	answer_ask(p, base, "doku.php?do=sitemap", ROLE_SITEMAP, NULL);
	return ERR_OK;
}

static bool
accepts(const struct source *s)
{
	return answer_is_html(s) &&
	       strstr(s->body, "name=\"generator\" content=\"DokuWiki") != NULL;
}

static int
hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = strchr(digits, c | 0x20);

	return c != '\0' && at != NULL ? (int)(at - digits) : -1;
}

/* A percent-encoded value of an address, decoded, in the arena; NULL where it
 * is empty or too long for a name. */
static const char *
decoded(struct page *p, const char *s, size_t n)
{
	char out[ID_MAX];
	size_t m = 0;

	if (n == 0 || n >= sizeof(out))
		return NULL;
	for (size_t i = 0; i < n; i++) {
		out[m++] = s[i];
		if (s[i] == '%' && i + 2 < n && hex_digit(s[i + 1]) >= 0 &&
		    hex_digit(s[i + 2]) >= 0) {
			out[m - 1] = (char)(hex_digit(s[i + 1]) * 16 +
					    hex_digit(s[i + 2]));
			i += 2;
		}
	}
	return memchr(out, '\0', m) == NULL ? arena_strndup(&p->arena, out, m)
					    : NULL;
}

/* The value of a parameter in the query; s is NULL where it is not there. */
static struct url_slice
raw_parameter(struct url_slice query, const char *key)
{
	struct url_slice v = { NULL, 0 };
	const char *s = query.s, *end;
	size_t n = strlen(key);

	if (s == NULL)
		return v;
	end = s + query.n;
	while (s < end) {
		const char *amp = memchr(s, '&', (size_t)(end - s));
		const char *stop = amp != NULL ? amp : end;

		if ((size_t)(stop - s) > n && s[n] == '=' &&
		    memcmp(s, key, n) == 0) {
			v.s = s + n + 1;
			v.n = (size_t)(stop - v.s);
			return v;
		}
		s = stop + 1;
	}
	return v;
}

static const char *
parameter(struct page *p, struct url_slice query, const char *key)
{
	struct url_slice v = raw_parameter(query, key);

	return v.s != NULL ? decoded(p, v.s, v.n) : NULL;
}

/* Do parameters make it another view than the page as it is? */
static bool
is_special(struct url_slice query)
{
	static const char *const keys[] = { "do", "rev", "idx", "image", "ns",
		"purge", "at" };

	for (size_t i = 0; i < NELEM(keys); i++)
		if (raw_parameter(query, keys[i]).s != NULL)
			return true;
	return false;
}

/* "wiki/syntax" and "wiki:syntax" are one page. */
static const char *
clean_id(char *id)
{
	for (char *c = id; *c != '\0'; c++)
		if (*c == '/')
			*c = ':';
	while (*id == ':')
		id++;
	return *id != '\0' ? id : NULL;
}

/* Is it a path that the server may have made of a page's name? */
static bool
is_rewritten(const char *path)
{
	return strncmp(path, "lib/", 4) != 0 &&
	       strncmp(path, "_media/", 7) != 0 &&
	       strncmp(path, "_detail/", 8) != 0 && strchr(path, '.') == NULL;
}

/* The page that the address shows: doku.php?id=, doku.php/wiki:syntax, or the
 * path alone where the server rewrites. NULL for all that is no plain view. */
static const char *
id_of(struct page *p, const char *base, const char *url)
{
	struct url_parts u;
	const char *path, *id;

	if (strncmp(url, base, strlen(base)) != 0 || !url_split(url, &u))
		return NULL;
	if (is_special(u.query))
		return NULL;
	path = url + strlen(base);
	id = parameter(p, u.query, "id");
	if (id != NULL &&
	    (strncmp(path, "doku.php?", 9) != 0 && path[0] != '?'))
		return NULL; /* of lib/exe/detail.php and the like */
	if (id == NULL && strncmp(path, "doku.php/", 9) == 0)
		path += 9;
	else if (id == NULL && (u.query.n > 0 || !is_rewritten(path)))
		return NULL;
	if (id == NULL)
		id = decoded(p, path, strcspn(path, "?#"));
	return id != NULL ? clean_id(arena_strdup(&p->arena, id)) : NULL;
}

static const char *
space_name(struct page *p, const char *base)
{
	return arena_printf(&p->arena, "dokuwiki:%s", base);
}

/* "linkto=page" leads to one version, "...&rev=1795256596", which no edit
 * changes: the page's own address is the rest of it. */
static void
part_revision(struct page *p, struct doc *d)
{
	const char *rev = d->url != NULL ? strstr(d->url, "rev=") : NULL;
	size_t n = rev != NULL ? strspn(rev + 4, "0123456789") : 0;

	if (n == 0 || rev[4 + n] != '\0' || strchr("?&", rev[-1]) == NULL)
		return;
	d->stable_url = d->url;
	d->revision = arena_strndup(&p->arena, rev + 4, n);
	d->url = arena_strndup(&p->arena, d->url, (size_t)(rev - 1 - d->url));
}

/* The feeds: whole texts, with who and when. A title is the page's name, with
 * the words of its last change behind it. */
static void
adopt(struct page *p, const char *base, struct doc *d)
{
	size_t n;

	d->kind = DOC_PAGE;
	part_revision(p, d);
	d->native_id = d->url != NULL ? id_of(p, base, d->url) : NULL;
	d->native_space = d->native_id != NULL ? space_name(p, base) : NULL;
	if (d->published != NULL)
		d->published_from = "dokuwiki last change";
	n = d->native_id != NULL ? strlen(d->native_id) : 0;
	if (n > 0 && d->title != NULL &&
	    strncmp(d->title, d->native_id, n) == 0)
		d->title = d->native_id;
}

static enum err
parse_feed(const struct source *s, struct page *p)
{
	const char *base = base_of(s->seed, p);
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	e = feed_parse(s, p);
	p->complete = e == ERR_OK && s->role == ROLE_SPACE;
	p->n_links = 0;
	for (size_t i = 0; i < p->n_docs; i++) {
		adopt(p, base, &p->docs[i]);
		answer_permalink(p, &p->docs[i], false);
	}
	return e;
}

/* One level of the index. Its robots tags speak to search engines, which are to
 * index the pages and not their list: the list is what we came for, and
 * robots.txt holds for each request. */
static enum err
parse_index(const struct source *s, struct page *p)
{
	const char *base = base_of(s->seed, p);
	struct page seen;
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	page_init(&seen);
	e = html_scan(s, &seen);
	for (size_t i = 0; e == ERR_OK && i < seen.n_links; i++) {
		const struct link *l = &seen.links[i];
		struct url_parts u;
		const char *ns, *id;

		if (l->kind != LINK_PAGE || !url_split(l->url, &u) ||
		    strncmp(l->url, base, strlen(base)) != 0)
			continue;
		ns = parameter(p, u.query, "idx");
		id = id_of(p, base, l->url);
		if (ns != NULL) {
			ask_space(p, base, ns);
		} else if (id != NULL) {
			struct link *to = page_link(
			    p, LINK_PAGE, arena_strdup(&p->arena, l->url));

			if (to != NULL)
				to->role = ROLE_PAGE;
		}
	}
	page_fini(&seen);
	p->listing = true;
	return e;
}

static enum err
parse_sitemap(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	if (!sitemap_accepts(s))
		return ERR_OK; /* it is off by default: the index has it all */
	e = sitemap_parse(s, p);
	for (size_t i = 0; i < p->n_links; i++)
		p->links[i].role =
		    p->links[i].kind == LINK_LISTING ? ROLE_SITEMAP : ROLE_PAGE;
	return e;
}

/* The last line of a page: "<bdi>wiki/syntax.txt</bdi> · Last modified:
 * 2026/11/20 21:30 by <bdi>jane</bdi>", in the wiki's language, in its own
 * time: only the day is sure. */
static void
read_info(const struct source *s, struct page *p, struct doc *d)
{
	const char *from = strstr(s->body, "class=\"docInfo\""), *by, *stop;
	char *text, out[CLOCK_TEXT];
	struct date date;
	size_t n, at, len;

	from = from != NULL ? strstr(from, "</bdi>") : NULL;
	stop = from != NULL ? strstr(from, "</div>") : NULL;
	if (stop == NULL || stop - from > INFO_MAX)
		return;
	text = html_text(from, (size_t)(stop - from), &p->arena, &n);
	d->published = NULL; /* the page's own reading takes it for UTC */
	d->published_from = NULL;
	if (date_find(text, n, s->at, &date, &at, &len)) {
		date.precision = DATE_DAY;
		date_format(&date, out);
		d->published = arena_strdup(&p->arena, out);
		d->published_from = "dokuwiki last change";
	}
	by = strstr(from, "<bdi>");
	if (by == NULL || by > stop)
		return;
	text = html_text(by, strcspn(by + 5, "<") + 5, &p->arena, &n);
	if (!utf8_valid(text, n)) /* the wiki writes UTF-8 and nothing else */
		return;
	d->author = feed_text_line(text, n, &p->arena);
}

static enum err
parse_page(const struct source *s, struct page *p)
{
	enum err e = answer_page(s, p);
	struct doc *d = p->docs;
	const char *base;

	if (p->n_docs == 0)
		return e;
	base = base_of(s->seed, p); /* what stood in the page before is gone */
	d->native_id = id_of(p, base, s->url);
	d->native_space = d->native_id != NULL ? space_name(p, base) : NULL;
	if (d->native_id != NULL)
		d->title = d->native_id;
	read_info(s, p, d);
	return e;
}

static enum err
parse(const struct source *s, struct page *p)
{
	switch (s->role) {
	case ROLE_RECENT:
	case ROLE_SPACE:
		return parse_feed(s, p);
	case ROLE_INDEX:
		return parse_index(s, p);
	case ROLE_SITEMAP:
		return parse_sitemap(s, p);
	default: /* ROLE_PAGE, or a permalink */
		return parse_page(s, p);
	}
}

const struct network network_dokuwiki = {
	.name = "dokuwiki",
	.does = "reads the pages of the DokuWiki",
	.does_fr = "lit les pages du DokuWiki",
	.class = "crawl",
	.auth = "none",
	.terms = "open",
	.rate = "the crawler's own pace and what robots.txt asks",
	.verified = "2026-11",
	.known_from = "dokuwiki.org/syndication, dokuwiki.org/sitemap",
	.min_delay_ms = 0,
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
