/* SPDX-License-Identifier: ISC */
/* Reading robots.txt line by line; the rules kept are sorted by rank, so that
 * the first that matches decides. */
#define _GNU_SOURCE /* memrchr */
#include "crawler/fetch/robots.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/fetch/robots_match.h"
#include "store/base/mem.h"

struct rule {
	const char *text;    /* "disallow: /x", in the arena */
	const char *pattern; /* points into text: normalised, ASCII */
	size_t len;          /* of the pattern: its rank (RFC 9309 2.2.2) */
	bool allow;
};

struct group {
	struct rule *rules; /* owned */
	size_t n, cap;
	int64_t delay_ms;
};

struct robots {
	struct arena arena;
	struct group group; /* ours, sorted: the first match decides */
	const char *sitemaps[ROBOTS_SITEMAPS_MAX]; /* in the arena */
	size_t n_sitemaps;
};

/* What is known while the lines are read. */
struct reader {
	struct robots *r;
	const char *product;
	struct group ours, any; /* for the product, for "*" */
	bool in_ours, in_any;   /* the present group is for them */
	bool seen_ours;
	bool seen_rule; /* since the last user-agent line */
};

struct text {
	const char *s;
	size_t n;
};

static void
add_rule(struct reader *rd, struct group *g, bool allow, struct text value)
{
	const char *word = allow ? "allow: " : "disallow: ";
	size_t at = strlen(word);
	char *text = arena_alloc(&rd->r->arena, at + 3 * value.n + 1);
	struct rule *rule;

	if (g->n == g->cap) {
		g->cap = g->cap > 0 ? 2 * g->cap : 16;
		g->rules = mem_grow(g->rules, g->cap, sizeof(*g->rules));
	}
	rule = &g->rules[g->n++];
	memcpy(text, word, at);
	rule->len = robots_match_normalise(value.s, value.n, true, text + at);
	text[at + rule->len] = '\0';
	rule->text = text;
	rule->pattern = text + at;
	rule->allow = allow;
}

static void
add_to_groups(struct reader *rd, bool allow, struct text value)
{
	if (rd->in_ours)
		add_rule(rd, &rd->ours, allow, value);
	if (rd->in_any)
		add_rule(rd, &rd->any, allow, value);
}

/* A liberty of Google's that closes nothing: "Allow: /x/index.html" also opens
 * "/x/" itself. */
static void
add_index_rule(struct reader *rd, struct text value)
{
	static const char index[] = "/index.htm";
	const char *slash = memrchr(value.s, '/', value.n);
	char *copy;
	size_t n;

	if (slash == NULL)
		return;
	n = (size_t)(slash - value.s) + 1;
	if (value.n - n + 1 < sizeof(index) - 1 ||
	    memcmp(slash, index, sizeof(index) - 1) != 0)
		return;
	copy = arena_strndup(&rd->r->arena, value.s, n + 1);
	copy[n] = '$';
	add_to_groups(rd, true, (struct text){ copy, n + 1 });
}

static void
on_rule(struct reader *rd, bool allow, struct text value)
{
	rd->seen_rule = true;
	if (value.n == 0)
		return; /* an empty rule closes and opens nothing */
	add_to_groups(rd, allow, value);
	if (allow)
		add_index_rule(rd, value);
}

static void
on_allow(struct reader *rd, struct text value)
{
	on_rule(rd, true, value);
}

static void
on_disallow(struct reader *rd, struct text value)
{
	on_rule(rd, false, value);
}

/* The product token is read up to its first odd character, so that
 * "vigie/1.0" and "vigie bot" are meant for us. */
static void
on_agent(struct reader *rd, struct text value)
{
	size_t n = 0;

	if (rd->seen_rule) {
		rd->in_ours = rd->in_any = false;
		rd->seen_rule = false;
	}
	if (value.n > 0 && value.s[0] == '*' &&
	    (value.n == 1 || isspace((unsigned char)value.s[1])))
		rd->in_any = true;
	while (n < value.n && (isalpha((unsigned char)value.s[n]) ||
				  value.s[n] == '-' || value.s[n] == '_'))
		n++;
	if (n > 0 && n == strlen(rd->product) &&
	    strncasecmp(value.s, rd->product, n) == 0)
		rd->in_ours = rd->seen_ours = true;
}

/* Not in the RFC, but honoured. It belongs to the agents named just above it
 * and ends no group. */
static void
on_delay(struct reader *rd, struct text value)
{
	const int64_t max = (int64_t)ROBOTS_DELAY_MAX_S * 1000;
	int64_t ms = 0, unit = 100;
	size_t i = 0;

	for (; i < value.n && isdigit((unsigned char)value.s[i]); i++)
		if (ms < max)
			ms = ms * 10 + (int64_t)(value.s[i] - '0') * 1000;
	if (i == 0)
		return;
	if (i < value.n && value.s[i] == '.')
		i++;
	for (; i < value.n && isdigit((unsigned char)value.s[i]); i++) {
		ms += (value.s[i] - '0') * unit;
		unit /= 10;
	}
	if (ms > max)
		ms = max;
	if (rd->in_ours)
		rd->ours.delay_ms = ms;
	if (rd->in_any)
		rd->any.delay_ms = ms;
}

static void
on_sitemap(struct reader *rd, struct text value)
{
	struct robots *r = rd->r;
	char *text;

	if (value.n == 0 || r->n_sitemaps == ROBOTS_SITEMAPS_MAX)
		return;
	text = arena_alloc(&r->arena, 3 * value.n + 1);
	robots_match_ascii(value.s, value.n, text);
	r->sitemaps[r->n_sitemaps++] = text;
}

/* Keys are compared by their beginning, and common typing errors count. */
static const struct {
	const char *key;
	void (*on)(struct reader *rd, struct text value);
} keys[] = {
	{ "user-agent", on_agent },
	{ "useragent", on_agent },
	{ "user agent", on_agent },
	{ "allow", on_allow },
	{ "disallow", on_disallow },
	{ "dissallow", on_disallow },
	{ "dissalow", on_disallow },
	{ "disalow", on_disallow },
	{ "diasllow", on_disallow },
	{ "disallaw", on_disallow },
	{ "crawl-delay", on_delay },
	{ "crawldelay", on_delay },
	{ "sitemap", on_sitemap },
	{ "site-map", on_sitemap },
	{ "site map", on_sitemap },
};

static struct text
trim(struct text t)
{
	while (t.n > 0 && isspace((unsigned char)t.s[0])) {
		t.s++;
		t.n--;
	}
	while (t.n > 0 && isspace((unsigned char)t.s[t.n - 1]))
		t.n--;
	return t;
}

/* "key: value", or "key value" where both are one word. */
static bool
split_line(struct text line, struct text *key, struct text *value)
{
	const char *hash = memchr(line.s, '#', line.n);
	const char *sep;
	bool colon;

	if (hash != NULL)
		line.n = (size_t)(hash - line.s);
	line = trim(line);
	sep = memchr(line.s, ':', line.n);
	colon = sep != NULL;
	for (size_t i = 0; sep == NULL && i < line.n; i++)
		if (isspace((unsigned char)line.s[i]))
			sep = line.s + i;
	if (sep == NULL)
		return false;
	*key = trim((struct text){ line.s, (size_t)(sep - line.s) });
	*value =
	    trim((struct text){ sep + 1, (size_t)(line.s + line.n - sep - 1) });
	for (size_t i = 0; !colon && i < value->n; i++)
		if (isspace((unsigned char)value->s[i]))
			return false;
	return key->n > 0;
}

static void
read_line(struct reader *rd, struct text line)
{
	struct text key, value;

	if (line.n > ROBOTS_LINE_MAX)
		line.n = ROBOTS_LINE_MAX;
	if (!split_line(line, &key, &value))
		return;
	for (size_t i = 0; i < NELEM(keys); i++) {
		size_t n = strlen(keys[i].key);

		if (key.n >= n && strncasecmp(key.s, keys[i].key, n) == 0) {
			keys[i].on(rd, value);
			return;
		}
	}
}

/* Lines end by CR, LF or both. A line that the ceiling cuts is not read: half
 * of a path would close or open more than was meant. */
static void
read_lines(struct reader *rd, const char *text, size_t n)
{
	static const char bom[] = "\xef\xbb\xbf";
	bool cut = n > ROBOTS_BYTES_MAX;
	size_t at = 0, i;

	if (cut)
		n = ROBOTS_BYTES_MAX;
	while (at < n && at < sizeof(bom) - 1 && text[at] == bom[at])
		at++;
	for (i = at; i < n; i++) {
		if (text[i] != '\n' && text[i] != '\r')
			continue;
		read_line(rd, (struct text){ text + at, i - at });
		at = i + 1;
	}
	if (!cut && at < n)
		read_line(rd, (struct text){ text + at, n - at });
}

/* Longer first; of two alike, the one that allows. */
static int
by_rank(const void *a, const void *b)
{
	const struct rule *x = a, *y = b;

	if (x->len != y->len)
		return x->len > y->len ? -1 : 1;
	return (int)y->allow - (int)x->allow;
}

struct robots *
robots_parse(const char *text, size_t n, const char *product)
{
	struct robots *r = mem_zalloc(sizeof(*r));
	struct reader rd = { .r = r,
		.product = product,
		.ours = { .delay_ms = -1 },
		.any = { .delay_ms = -1 } };

	arena_init(&r->arena);
	read_lines(&rd, text, n);
	r->group = rd.seen_ours ? rd.ours : rd.any;
	free(rd.seen_ours ? rd.any.rules : rd.ours.rules);
	if (r->group.n > 1)
		qsort(r->group.rules, r->group.n, sizeof(struct rule), by_rank);
	return r;
}

void
robots_free(struct robots *r)
{
	if (r == NULL)
		return;
	free(r->group.rules);
	arena_fini(&r->arena);
	free(r);
}

bool
robots_allows(const struct robots *r, const char *url, const char **rule)
{
	size_t len;
	const char *path = robots_match_path(url, &len);
	char room[4096], *text = room;
	const struct rule *by = NULL;
	size_t n = 0;

	if (3 * len + 1 > sizeof(room))
		text = mem_alloc(3 * len + 1);
	if (len == 0 || path[0] != '/')
		text[n++] = '/';
	n += robots_match_normalise(path, len, false, text + n);
	for (size_t i = 0; i < r->group.n && by == NULL; i++)
		if (robots_match(r->group.rules[i].pattern,
			r->group.rules[i].len, text, n))
			by = &r->group.rules[i];
	/* RFC 9309 2.2.2: robots.txt itself is always allowed. */
	if (n == 11 && memcmp(text, "/robots.txt", 11) == 0)
		by = NULL;
	if (text != room)
		free(text);
	if (rule != NULL)
		*rule = by != NULL ? by->text : NULL;
	return by == NULL || by->allow;
}

int64_t
robots_delay_ms(const struct robots *r)
{
	return r->group.delay_ms;
}

const char *
robots_sitemap(const struct robots *r, size_t i)
{
	return i < r->n_sitemaps ? r->sitemaps[i] : NULL;
}

enum err
robots_dump(const struct robots *r, struct buf *out)
{
	enum err e = buf_adds(out, "user-agent: *\n");

	for (size_t i = 0; i < r->group.n && e == ERR_OK; i++)
		e = buf_addf(out, "%s\n", r->group.rules[i].text);
	if (e == ERR_OK && r->group.delay_ms >= 0)
		e = buf_addf(out, "crawl-delay: %lld.%03lld\n",
		    (long long)(r->group.delay_ms / 1000),
		    (long long)(r->group.delay_ms % 1000));
	for (size_t i = 0; i < r->n_sitemaps && e == ERR_OK; i++)
		e = buf_addf(out, "sitemap: %s\n", r->sitemaps[i]);
	return e;
}
