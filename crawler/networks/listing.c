/* SPDX-License-Identifier: ISC */
/* Lists: how they are asked for, and where they end. */
#include "crawler/networks/listing.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/networks/answer.h"
#include "crawler/normalise/url.h"
#include "store/base/buf.h"

enum { WORD_MAX = 512, FIRST_MAX = 200, NUMBER_DIGITS = 18 };

const char *
listing_root(const struct seed_view *seed, struct page *p)
{
	return answer_href(p, seed->target, "/");
}

const char *
listing_dir(const struct seed_view *seed, struct page *p)
{
	return answer_href(p,
	    arena_strndup(&p->arena, seed->target, strcspn(seed->target, "?#")),
	    ".");
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent-encoding undone in place; what is broken, or a NUL, stays. */
static void
decode(char *s)
{
	char *w = s;

	for (; *s != '\0'; s++) {
		int hi = *s == '%' ? hex_digit(s[1]) : -1;
		int lo = hi >= 0 ? hex_digit(s[2]) : -1;

		if (lo >= 0 && hi + lo > 0) {
			*w++ = (char)(hi << 4 | lo);
			s += 2;
		} else {
			*w++ = *s;
		}
	}
	*w = '\0';
}

const char *
listing_decoded(struct page *p, const char *text, size_t n)
{
	char *word = arena_strndup(&p->arena, text, n);

	decode(word);
	return word;
}

const char *
listing_word(const struct seed_view *seed, struct page *p, const char *mark)
{
	struct url_parts parts;
	const char *path, *at;
	size_t n;

	if (!url_split(seed->target, &parts))
		return NULL;
	path = arena_strndup(&p->arena, parts.path.s, parts.path.n);
	at = strstr(path, mark);
	if (at == NULL)
		return NULL;
	at += strlen(mark);
	n = strcspn(at, "/?#");
	if (n == 0 || n > WORD_MAX)
		return NULL;
	return listing_decoded(p, at, n);
}

/* Letters and digits of the name alone: bytes above ASCII are letters. */
static const char *
tag_of(struct page *p, const char *name)
{
	char *tag = arena_strdup(&p->arena, name), *w = tag;

	for (const char *c = name; *c != '\0'; c++)
		if (isalnum((unsigned char)*c) || (unsigned char)*c >= 0x80)
			*w++ = *c;
	*w = '\0';
	return tag;
}

static const struct {
	const char *mark;
	bool quoted, tag, handle;
} marks[] = {
	{ "{q}", false, false, false },
	{ "{Q}", true, false, false },
	{ "{tag}", false, true, false },
	{ "{handle}", false, false, true },
};

/* The pattern with the n bytes at `at` replaced by the value, encoded. */
static const char *
filled(struct page *p, const char *pattern, const char *at, size_t n,
    const char *value, bool quoted)
{
	const char *quote = quoted ? "%22" : "";
	struct buf b;
	const char *kept = NULL;

	buf_init(&b, URL_BYTES_MAX);
	if (buf_add(&b, pattern, (size_t)(at - pattern)) == ERR_OK &&
	    buf_adds(&b, quote) == ERR_OK &&
	    url_percent_encode(&b, value, strlen(value)) == ERR_OK &&
	    buf_adds(&b, quote) == ERR_OK && buf_adds(&b, at + n) == ERR_OK)
		kept = arena_strndup(&p->arena, b.data, b.len);
	buf_fini(&b);
	return kept;
}

void
listing_ask(const struct seed_view *seed, struct page *p, const char *base,
    const char *pattern, unsigned role)
{
	for (size_t m = 0; m < NELEM(marks); m++) {
		const char *at = strstr(pattern, marks[m].mark);
		const char *const *values =
		    marks[m].handle ? seed->handles : seed->names;
		size_t n = marks[m].handle ? seed->n_handles : seed->n_names;

		for (size_t i = 0; at != NULL && i < n; i++) {
			const char *value =
			    marks[m].tag ? tag_of(p, values[i]) : values[i];

			if (*value != '\0')
				answer_ask(p, base,
				    filled(p, pattern, at,
					strlen(marks[m].mark), value,
					marks[m].quoted),
				    role, NULL);
		}
		if (at != NULL)
			return;
	}
	answer_ask(p, base, pattern, role, NULL);
}

void
listing_ask_for(struct page *p, const char *base, const char *pattern,
    const char *value, unsigned role)
{
	const char *at = strstr(pattern, "{}");

	if (value != NULL && at != NULL)
		answer_ask(p, base, filled(p, pattern, at, 2, value, false),
		    role, NULL);
}

enum err
listing_ask_account(const struct seed_view *seed, struct page *p, unsigned role)
{
	const char *root = listing_root(seed, p);
	char host[URL_HOST_ROOM];

	if (root == NULL || !url_host(root, host))
		return page_problem(p, "no web address");
	listing_ask(seed, p, root,
	    arena_printf(&p->arena,
		".well-known/webfinger?resource=acct:{handle}@%s", host),
	    role);
	return ERR_OK;
}

/* The value of the parameter in an address: its bytes, and how many. */
static const char *
parameter(const char *url, const char *key, size_t *n)
{
	const char *at = strchr(url, '?');
	size_t k = strlen(key);

	while (at != NULL && *at != '\0' && *at != '#') {
		at++;
		if (strncmp(at, key, k) == 0 && at[k] == '=') {
			*n = strcspn(at + k + 1, "&#");
			return at + k + 1;
		}
		at += strcspn(at, "&#");
	}
	return NULL;
}

const char *
listing_with(
    const struct source *s, struct page *p, const char *key, const char *value)
{
	const char *pair = answer_parameter(p, key, value);
	size_t n, k = strlen(key) + 1;
	const char *at = parameter(s->url, key, &n);

	if (pair == NULL)
		return NULL;
	if (at != NULL)
		return arena_printf(&p->arena, "%.*s%s%s",
		    (int)((size_t)(at - s->url) - k), s->url, pair, at + n);
	return arena_printf(&p->arena, "%.*s%c%s", (int)strcspn(s->url, "#"),
	    s->url, strchr(s->url, '?') != NULL ? '&' : '?', pair);
}

const char *
listing_with_number(
    const struct source *s, struct page *p, const char *key, long long value)
{
	return listing_with(s, p, key, arena_printf(&p->arena, "%lld", value));
}

long long
listing_number(const struct source *s, const char *key, long long fallback)
{
	size_t n;
	const char *at = parameter(s->url, key, &n);
	char *end;
	long long v;

	if (at == NULL || n == 0 || n > NUMBER_DIGITS)
		return fallback;
	v = strtoll(at, &end, 10);
	return end == at + n ? v : fallback;
}

/* The context of a page that follows: "PAGE FIRST", its number and how the page
 * before it began. */
static unsigned
page_number(const struct source *s, const char **before)
{
	unsigned long n;
	char *end;

	*before = "";
	if (s->context == NULL || !isdigit((unsigned char)s->context[0]))
		return 1;
	n = strtoul(s->context, &end, 10);
	if (*end == ' ')
		*before = end + 1;
	return n > 0 && n < SHRT_MAX ? (unsigned)n : SHRT_MAX;
}

bool
listing_next(
    const struct source *s, struct page *p, const char *ref, unsigned most)
{
	const char *before, *first;
	unsigned page = page_number(s, &before);

	if (most == 0 || most > s->seed->pages)
		most = s->seed->pages;
	if (ref == NULL || p->n_docs == 0 || page >= most ||
	    strcmp(ref, s->url) == 0)
		return false;
	first = p->docs[0].native_id != NULL ? p->docs[0].native_id : "";
	first = arena_printf(&p->arena, "%.*s", FIRST_MAX, first);
	if (*first != '\0' && strcmp(first, before) == 0) {
		(void)page_problem(p, "the same page again: stopped");
		return false;
	}
	return answer_ask(p, s->url, ref, s->role,
		   arena_printf(&p->arena, "%u %s", page + 1, first)) != NULL;
}

bool
listing_json(const struct source *s, struct page *p, json_t **root, enum err *e)
{
	*root = NULL;
	if (answer_failed(s, p, e))
		return false;
	*e = answer_json(s, p, root);
	return *e == ERR_OK;
}

bool
listing_next_number(const struct source *s, struct page *p, const char *key,
    long long first, long long step, unsigned most)
{
	return listing_next(s, p,
	    listing_with_number(
		s, p, key, listing_number(s, key, first) + step),
	    most);
}

enum err
listing_parse(const struct source *s, struct page *p,
    const struct listing_role *roles, size_t n_roles)
{
	const struct listing_role *r = roles, *end = roles + n_roles;
	json_t *root;
	enum err e;

	while (r < end && r->role != s->role)
		r++;
	if (r == end)
		return answer_page(s, p);
	if (!listing_json(s, p, &root, &e))
		return r->refused != NULL ? r->refused(s, p, e) : e;
	e = r->read(s, p, root);
	json_decref(root);
	return e;
}
