/* SPDX-License-Identifier: ISC */
/* Newsgroups, by NNTP (RFC 3977; crawler/fetch/nntp.h says how an address
 * asks). The target is nntps://HOST/GROUP, or nntp:// where a server has no
 * TLS.
 *
 * GROUP tells which numbers there are. The newest of them, as many as the seed
 * allows pages, are read in ranges by OVER, a line an article: number, subject,
 * author, date, id, references (RFC 3977 8.3); then each article, for a name
 * stands in a body more often than in a head. Ranges begin at fixed numbers and
 * an article never changes, so a range that was full and an article without a
 * mention are asked for once; one with a mention every night, since it matters
 * whether it is still there. */
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/mail.h"
#include "crawler/networks/shape.h"
#include "store/base/buf.h"
#include "store/base/mem.h"

enum role { ROLE_RANGE = NETWORK_ROLE_OWN, ROLE_ARTICLE };

enum {
	RANGE = 100, /* articles of one OVER */
	FIELDS_MAX = 7,
	DIGITS_MAX = 16 /* RFC 3977 6 */
};

/* A newsgroup's name as addresses have it (RFC 5536 3.1.4, RFC 5538 4). */
static bool
is_group(const char *s)
{
	size_t n = strspn(s,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "+-_.");

	return n > 0 && n < 256 && s[n] == '\0';
}

static enum err
start(const struct seed_view *seed, struct page *p)
{
	const char *host = strstr(seed->target, "://");
	const char *group = host != NULL ? strchr(host + 3, '/') : NULL;
	struct link *l;

	if (group == NULL || !is_group(group + 1))
		return page_problem(
		    p, "no newsgroup in it: nntps://HOST/GROUP");
	l = page_link(p, LINK_LISTING, seed->target);
	return l != NULL ? ERR_OK : ERR_LIMIT;
}

/* ---- the dialogue ---- */

/* The status line with that code in what the server said; NULL if none. */
static const char *
status_line(const struct source *s, const char *code)
{
	const char *at = s->head, *end = s->head + s->head_len;

	while (at < end) {
		if (strncmp(at, code, 3) == 0 && at[3] == ' ')
			return at + 4;
		at = mail_line_end(at, end) + 1;
	}
	return NULL;
}

static enum err
refused(const struct source *s, struct page *p)
{
	switch (s->status) {
	case 411:
		return page_problem(p, "the server has no such newsgroup");
	case 480:
	case 481:
	case 482:
	case 483:
		p->login_wall = true;
		return page_problem(p,
		    "the server wants a login (token=env:VAR, USER:PASSWORD)");
	case 500:
	case 503:
		return page_problem(p, "the server does not know the command");
	default:
		return page_problem(p, "answered with status %d", s->status);
	}
}

static bool
take_number(const char **at, uint64_t *out)
{
	size_t n = 0;

	*at += strspn(*at, " ");
	for (*out = 0; (*at)[n] >= '0' && (*at)[n] <= '9'; n++)
		*out = *out * 10 + (uint64_t)((*at)[n] - '0');
	*at += n;
	return n > 0 && n <= DIGITS_MAX;
}

static void
ask(struct page *p, enum link_kind kind, unsigned role, const char *url)
{
	struct link *l = page_link(p, kind, url);

	if (l != NULL)
		l->role = role;
}

/* "211 COUNT LOW HIGH GROUP": the newest ranges first. */
static enum err
read_group(const struct source *s, struct page *p)
{
	const char *at = status_line(s, "211");
	uint64_t count, low, high, from, budget = s->seed->pages;

	p->listing = true;
	if (at == NULL || !take_number(&at, &count) ||
	    !take_number(&at, &low) || !take_number(&at, &high))
		return page_problem(p, "no numbers of articles");
	if (high < low || high == 0)
		return ERR_OK; /* an empty group (RFC 3977 6.1.1.2) */
	from = (high - 1) / RANGE * RANGE + 1;
	for (;;) {
		uint64_t first = from > low ? from : low;
		uint64_t last = from + RANGE - 1;

		if (last > high)
			last = high;
		ask(p, LINK_LISTING, ROLE_RANGE,
		    arena_printf(&p->arena, "%s/%llu-%llu", s->url,
			(unsigned long long)first, (unsigned long long)last));
		if (from <= low || from <= RANGE || budget <= RANGE)
			break;
		budget -= RANGE;
		from -= RANGE;
	}
	return ERR_OK;
}

/* ---- OVER ---- */

/* "nntps://HOST/GROUP/1-99": the part before the range. */
static const char *
group_url(const struct source *s, struct page *p)
{
	const char *slash = strrchr(s->url, '/');

	return arena_strndup(&p->arena, s->url, (size_t)(slash - s->url));
}

/* One line's fields, TAB between them; false where there are too few. */
static bool
split_line(
    struct page *p, struct mail_part line, const char *fields[FIELDS_MAX])
{
	size_t n = 0;

	while (n < FIELDS_MAX && line.s <= line.end) {
		const char *tab =
		    memchr(line.s, '\t', (size_t)(line.end - line.s));
		const char *stop = tab != NULL ? tab : line.end;
		size_t len;
		const char *text = mail_utf8(
		    p, "UTF-8", line.s, (size_t)(stop - line.s), &len);

		fields[n++] = arena_strndup(&p->arena, text, len);
		line.s = stop + 1;
	}
	return n >= 5;
}

/* The first and the last of "<a> <b> <c>"; NULL where there is none. */
static void
read_references(
    struct page *p, const char *refs, const char **first, const char **last)
{
	const char *end = refs != NULL ? strchr(refs, '>') : NULL;
	const char *from = end != NULL ? strrchr(refs, '<') : NULL;

	if (from == NULL || *refs != '<')
		return;
	*first = arena_strndup(&p->arena, refs, (size_t)(end + 1 - refs));
	*last = arena_strndup(&p->arena, from, strcspn(from, ">") + 1);
}

static bool
read_line(const struct source *s, struct page *p, struct mail_part line,
    const char *group)
{
	const char *fields[FIELDS_MAX] = { NULL }, *at, *url;
	uint64_t number;
	struct doc *d;

	if (!split_line(p, line, fields))
		return false;
	at = fields[0];
	if (!take_number(&at, &number) || *at != '\0')
		return false;
	url = arena_printf(
	    &p->arena, "%s/%llu", group, (unsigned long long)number);
	d = page_doc(p);
	if (d == NULL)
		return true;
	d->kind = DOC_MESSAGE;
	d->native_space = *fields[4] != '\0' ? "mail" : NULL;
	d->native_id = *fields[4] != '\0' ? fields[4] : NULL;
	d->url = url;
	d->title = mail_words(p, fields[1]);
	d->byline = mail_words(p, fields[2]);
	d->author = d->byline != NULL ? mail_author(p, d->byline) : NULL;
	d->published = shape_date(s, p, fields[3]);
	d->published_from = d->published != NULL ? "mail Date" : NULL;
	read_references(p, fields[5], &d->thread_id, &d->parent_id);
	d->summary = true;
	d->body_start = (size_t)(line.s - s->body);
	d->body_end = (size_t)(line.end - s->body);
	ask(p, LINK_PAGE, ROLE_ARTICLE, url);
	return true;
}

static enum err
read_range(const struct source *s, struct page *p)
{
	const char *at = s->body, *end = s->body + s->body_len;
	const char *group = group_url(s, p);
	size_t n = 0, odd = 0;

	p->listing = true;
	while (at < end) {
		const char *stop = mail_line_end(at, end);
		struct mail_part line = { at, stop };

		at = stop < end ? stop + 1 : end;
		if (line.end > line.s && line.end[-1] == '\r')
			line.end--;
		if (line.end - line.s == 1 && *line.s == '.')
			break;
		n++;
		odd += !read_line(s, p, line, group);
	}
	return shape_odd(p, odd, n, "articles");
}

/* ---- ARTICLE ---- */

/* RFC 3977 3.1.1: a dot in front of a dot is no part of the text; a line that
 * is a dot ends it. */
static struct mail_part
undot(struct page *p, const char *s, size_t n)
{
	char *text = arena_alloc(&p->arena, n + 1), *w = text;
	const char *end = s + n;

	while (s < end) {
		const char *stop = mail_line_end(s, end);
		const char *next = stop < end ? stop + 1 : end;

		if (*s == '.') {
			s++;
			if (mail_line_is_empty(s, stop))
				break;
		}
		memcpy(w, s, (size_t)(next - s));
		w += next - s;
		s = next;
	}
	*w = '\0';
	return (struct mail_part){ text, w };
}

static enum err
read_article(const struct source *s, struct page *p)
{
	struct mail_part mail = undot(p, s->body, s->body_len), body, head;
	struct doc *d = mail_read(s, p, mail);
	const char *first = NULL, *last = NULL;

	if (d == NULL)
		return page_problem(p, "no article where one was due");
	head = mail_head(mail, &body);
	read_references(p, mail_field(p, head, "References"), &first, &last);
	d->thread_id = first;
	d->parent_id = last != NULL ? last : d->parent_id;
	/* When the server that took it in says it did (RFC 5536 3.2.7). */
	d->modified = shape_date(s, p, mail_field(p, head, "Injection-Date"));
	d->url = s->url;
	p->title = d->title;
	return ERR_OK;
}

static enum err
parse(const struct source *s, struct page *p)
{
	switch (s->status) {
	case 211:
		return read_group(s, p);
	case 224:
		return read_range(s, p);
	case 220:
		return read_article(s, p);
	case 420:
	case 423: /* none (any more) with these numbers */
	case 430:
		p->listing = s->role == ROLE_RANGE;
		return ERR_OK;
	default:
		return refused(s, p);
	}
}

static bool
accepts(const struct source *s)
{
	(void)s;
	return false; /* an address of another kind than all others */
}

const struct network network_usenet = {
	.name = "usenet",
	.does = "reads the newest articles of the newsgroup",
	.does_fr = "lit les articles les plus récents du forum",
	.class = "api",
	.auth = "most servers want a free login",
	.terms = "the server's own; NNTP knows no robots.txt",
	.rate = "the crawler's own pace, one connection",
	.verified = "2026-11",
	.known_from = "RFC 3977, RFC 4643, RFC 5536, RFC 5538",
	.gain = "servers that want a login (USER:PASSWORD), by TLS alone",
	.gain_fr = "les serveurs qui demandent une connexion "
		   "(UTILISATEUR:MOT-DE-PASSE), par TLS seulement",
	.fixed = true,
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
