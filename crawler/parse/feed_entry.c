/* SPDX-License-Identifier: ISC */
/* From an entry to a document. */
#include "crawler/parse/feed_entry.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/date.h"
#include "crawler/parse/feed.h"
#include "crawler/parse/feed_text.h"
#include "crawler/parse/html.h"
#include "store/base/mem.h"

/* How much of a summary must stand in the content for it to say nothing new. */
enum { SUMMARY_HEAD = 48 };

void
feed_open(struct feed *f, const struct source *s, struct page *p)
{
	memset(f, 0, sizeof(*f));
	f->src = s;
	f->page = p;
	f->base = s->url != NULL && url_is_http(s->url) ? s->url : NULL;
	f->kind = "feed";
	if (f->base == NULL || url_canonical(f->base, &f->url) != ERR_OK)
		f->url = mem_strdup("");
	if (f->base == NULL || url_origin(f->base, &f->origin) != ERR_OK)
		f->origin = mem_strdup("");
	body_open(&f->body, s);
	p->charset = f->body.charset;
	p->truncated = p->truncated || f->body.truncated;
	p->listing = true;
}

void
feed_close(struct feed *f)
{
	body_close(&f->body);
	free(f->url);
	free(f->origin);
}

const char *
feed_href(struct feed *f, const char *base, const char *ref)
{
	char *href = NULL;
	const char *kept;

	if (ref == NULL || *ref == '\0' ||
	    url_resolve(base, ref, &href) != ERR_OK)
		return NULL;
	kept = url_is_http(href) ? arena_strdup(&f->page->arena, href) : NULL;
	free(href);
	return kept;
}

void
feed_date_set(struct feed *f, struct feed_date *d, const char *s, size_t n,
    const char *from)
{
	struct date date;
	char text[CLOCK_TEXT];

	if (!date_parse(s, n, f->src->at, &date))
		return;
	date_format(&date, text);
	d->text = arena_strdup(&f->page->arena, text);
	d->from = from;
}

/* The word with an "@" in it, without brackets; n is 0 if there is none. */
static struct feed_text_part
find_mail(const char *s, size_t n)
{
	static const char stops[] = " \t\r\n<>(),;:\"";
	const char *at = memchr(s, '@', n), *from = at, *to = at;

	if (at == NULL)
		return (struct feed_text_part){ s, 0 };
	while (from > s && strchr(stops, from[-1]) == NULL)
		from--;
	while (to < s + n && strchr(stops, *to) == NULL)
		to++;
	if (from == at || to == at + 1)
		return (struct feed_text_part){ s, 0 };
	return (struct feed_text_part){ from, (size_t)(to - from) };
}

/* What is left of s without the mail address and the brackets about either. */
static const char *
name_beside(
    const char *s, size_t n, struct feed_text_part mail, struct arena *a)
{
	char *rest = arena_strndup(a, s, n);
	size_t at = (size_t)(mail.s - s), len;

	memset(rest + at, ' ', mail.n);
	for (char *p = strstr(rest, "mailto:"); p != NULL;
	     p = strstr(p, "mailto:"))
		memset(p, ' ', 7);
	len = strlen(rest);
	while (len > 0 && strchr(" \t\r\n<>()\"", rest[len - 1]) != NULL)
		len--;
	at = strspn(rest, " \t\r\n<>()\"");
	return at < len ? feed_text_line(rest + at, len - at, a) : NULL;
}

void
feed_who_set(struct feed *f, struct feed_who *w, const char *s, size_t n)
{
	struct arena *a = &f->page->arena;
	struct feed_text_part mail = find_mail(s, n);

	w->stated = feed_text_line(s, n, a);
	w->name = w->stated;
	if (mail.n == 0)
		return;
	w->mail = arena_strndup(a, mail.s, mail.n);
	w->name = name_beside(s, n, mail, a);
}

struct feed_who *
feed_who_next(struct feed_entry *e)
{
	if (e->n_who < FEED_AUTHORS_MAX)
		e->n_who++;
	memset(&e->who[e->n_who - 1], 0, sizeof(e->who[0]));
	return &e->who[e->n_who - 1];
}

/* One author in words: the name and the address that are stated. */
static const char *
who_stated(const struct feed_who *w, struct arena *a)
{
	if (w->stated != NULL)
		return w->stated;
	if (w->name != NULL && w->mail != NULL)
		return arena_printf(a, "%s (%s)", w->name, w->mail);
	return w->name != NULL ? w->name : w->mail;
}

/* Appends to a list in words. */
static const char *
joined(const char *list, const char *more, struct arena *a)
{
	if (list == NULL || more == NULL)
		return list != NULL ? list : more;
	return arena_printf(a, "%s, %s", list, more);
}

static void
set_authors(struct feed *f, const struct feed_entry *e, struct doc *d)
{
	struct arena *a = &f->page->arena;
	const struct feed_who *who = e->who;
	size_t n = e->n_who;

	if (n == 0 && !e->quoted) { /* RFC 4287 4.2.1: the feed's counts */
		who = &f->who;
		n = 1;
	}
	for (size_t i = 0; i < n; i++) {
		const char *name = who[i].name;

		if (name == NULL)
			name = who[i].mail;
		d->author = joined(d->author, name, a);
		d->byline = joined(d->byline, who_stated(&who[i], a), a);
		if (name != NULL)
			page_identity(f->page, name, strlen(name));
	}
	d->author_url = n > 0 ? who[0].url : NULL;
	d->avatar_url = n > 0 ? who[0].avatar : NULL;
}

/* Does the content say all that the summary says? Most summaries are its first
 * words, cut somewhere and ended with dots or a link; some are escaped twice.
 */
static bool
is_teaser(struct feed_text_part summary, struct feed_text_part content,
    struct arena *a)
{
	char head[SUMMARY_HEAD + 1];
	size_t n;

	if (memchr(summary.s, '<', summary.n) != NULL)
		summary.s = html_text(summary.s, summary.n, a, &summary.n);
	n = summary.n < SUMMARY_HEAD ? summary.n : SUMMARY_HEAD;
	while (n > 0 && strchr(".[]\xe2\x80\xa6 \n", summary.s[n - 1]) != NULL)
		n--;
	memcpy(head, summary.s, n);
	head[n] = '\0';
	return strstr(content.s, head) != NULL;
}

/* The fullest text. A summary with words of its own stands before the content:
 * a name may stand there alone. */
static void
set_text(struct feed *f, const struct feed_entry *e, struct doc *d)
{
	struct feed_text_part s = e->summary, c = e->content;

	if (c.s == NULL || s.s == NULL) {
		d->summary = c.s == NULL && s.s != NULL;
		d->text = c.s != NULL ? c.s : s.s;
		d->text_len = c.s != NULL ? c.n : s.n;
		return;
	}
	d->text = c.s;
	d->text_len = c.n;
	if (is_teaser(s, c, &f->page->arena))
		return;
	d->text = arena_printf(&f->page->arena, "%s\n%s", s.s, c.s);
	d->text_len = s.n + 1 + c.n;
}

/* When it was published: what says so comes first, then its making; a change
 * is the best that is known of an entry that states nothing else. */
static void
set_dates(const struct feed_entry *e, struct doc *d)
{
	const struct feed_date *first = &e->published;

	if (first->text == NULL)
		first = &e->created;
	if (first->text == NULL)
		first = &e->updated;
	d->published = first->text;
	d->published_from = first->from;
	d->modified = e->updated.text;
}

/* An id that no other feed can have given to something else. */
static bool
is_global(const char *id)
{
	return strstr(id, "://") != NULL || strncasecmp(id, "urn:", 4) == 0 ||
	       strncasecmp(id, "tag:", 4) == 0;
}

static bool
is_web(const char *id)
{
	return strncasecmp(id, "http://", 7) == 0 ||
	       strncasecmp(id, "https://", 8) == 0;
}

/* Comments have addresses like ".../post#comment-12" (WordPress), "#c1234567"
 * (Blogger, Dotclear). */
static bool
is_comment_url(const char *url)
{
	const char *hash = url != NULL ? strchr(url, '#') : NULL;

	if (hash == NULL)
		return false;
	if (strncasecmp(hash + 1, "comment", 7) == 0)
		return true;
	return hash[1] == 'c' && hash[2] != '\0' &&
	       strspn(hash + 2, "0123456789") == strlen(hash + 2);
}

static void
set_ids(struct feed *f, const struct feed_entry *e, struct doc *d)
{
	struct arena *a = &f->page->arena;

	d->url = e->orig != NULL ? e->orig : e->link;
	if (d->url == NULL && e->id != NULL && e->id_is_link && is_web(e->id))
		d->url = feed_href(f, NULL, e->id);
	d->native_id = e->id != NULL ? e->id : d->url;
	if (d->native_id != NULL)
		d->native_space = arena_printf(
		    a, "feed:%s", is_global(d->native_id) ? f->origin : f->url);
	d->parent_id = e->reply_to;
	d->kind = e->reply_to != NULL || is_comment_url(d->url) ? DOC_COMMENT
								: DOC_POST;
}

void
feed_entry_finish(struct feed *f, struct feed_entry *e)
{
	struct page *p = f->page;
	struct doc *d = NULL;
	struct link *l;

	if (p->n_docs < FEED_ENTRIES_MAX)
		d = page_doc(p);
	if (d == NULL) {
		p->truncated = true;
		f->full = true;
		return;
	}
	set_ids(f, e, d);
	set_authors(f, e, d);
	set_text(f, e, d);
	set_dates(e, d);
	d->title = e->title;
	d->lang = e->lang != NULL ? e->lang : p->lang;
	d->body_start = body_offset(&f->body, e->at);
	d->body_end = body_offset(&f->body, e->end);
	if (d->url == NULL)
		return;
	l = page_link(p, LINK_PERMALINK, d->url);
	if (l != NULL) {
		l->anchor = d->title;
		l->doc = (size_t)(d - p->docs);
	}
}

void
feed_listing(struct feed *f, const char *href)
{
	char mine[URL_HOST_ROOM], its[URL_HOST_ROOM];

	if (href == NULL || f->base == NULL || !url_host(f->base, mine) ||
	    !url_host(href, its) || strcmp(mine, its) != 0)
		return;
	page_link(f->page, LINK_LISTING, href);
}
