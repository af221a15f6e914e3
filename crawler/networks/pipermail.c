/* SPDX-License-Identifier: ISC */
/* Pipermail, the archive of Mailman 2: a month of a list is one mbox file,
 * perhaps compressed. */
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/networks/mbox.h"
#include "crawler/parse/decode.h"
#include "crawler/parse/html.h"
#include "store/base/buf.h"

enum role { ROLE_LIST = NETWORK_ROLE_OWN, ROLE_MONTH };

enum { MONTHS_MAX = 24 /* of one list: the newest */ };

static enum err
start(const struct seed_view *seed, struct page *p)
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
parse(const struct source *s, struct page *p)
{
	enum err e;

	if (answer_failed(s, p, &e))
		return e;
	if (s->role == ROLE_MONTH)
		return read_month(s, p);
	return s->role == ROLE_LIST ? read_months(s, p) : answer_page(s, p);
}

static bool
accepts(const struct source *s)
{
	static const char *const marks[] = { "Pipermail", "pipermail" };

	return answer_is_page_of(s, marks, NELEM(marks)) &&
	       strstr(s->body, ".txt") != NULL;
}

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
	.start = start,
	.accepts = accepts,
	.parse = parse,
};
