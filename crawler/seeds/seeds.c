/* SPDX-License-Identifier: ISC */
/* Reading seeds.txt: words of a line, options by a table, errors by line. */
#include "crawler/seeds/seeds.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/address.h"
#include "crawler/match/watch.h"
#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "store/base/buf.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { SEED_WORDS_MAX = 64, SEED_WHY_MAX = 200, SEED_DELAY_MAX_S = 86400 };

/* One line while it is read. */
struct line {
	char *words[SEED_WORDS_MAX]; /* point into text */
	size_t n;
	char why[SEED_WHY_MAX]; /* what is wrong with it */
};

struct option {
	const char *key;
	bool (*set)(struct seed *s, const char *value);
	const char *wanted; /* what a right value looks like */
};

static bool
parse_count(const char *v, unsigned *out)
{
	char *end;
	unsigned long n;

	if (!isdigit((unsigned char)v[0]))
		return false;
	n = strtoul(v, &end, 10);
	if (*end != '\0' || n > 100000000)
		return false;
	*out = (unsigned)n;
	return true;
}

static bool
set_every(struct seed *s, const char *v)
{
	return clock_parse_span(v, &s->every_ms) == ERR_OK;
}

static bool
set_pages(struct seed *s, const char *v)
{
	return parse_count(v, &s->pages) && s->pages > 0;
}

static bool
set_depth(struct seed *s, const char *v)
{
	return parse_count(v, &s->depth);
}

static bool
set_browser(struct seed *s, const char *v)
{
	s->browser = strcmp(v, "yes") == 0;
	return s->browser || strcmp(v, "no") == 0;
}

static bool
set_keep(struct seed *s, const char *v)
{
	s->keep_all = strcmp(v, "all") == 0;
	return s->keep_all || strcmp(v, "mentions") == 0;
}

static bool
set_delay(struct seed *s, const char *v)
{
	char *end;
	double seconds;

	if (!isdigit((unsigned char)v[0]) && v[0] != '.')
		return false;
	seconds = strtod(v, &end);
	if (strcmp(end, "s") == 0)
		end++;
	if (*end != '\0' || !isfinite(seconds) || seconds > SEED_DELAY_MAX_S)
		return false;
	s->delay_ms = (int64_t)ceil(seconds * 1000);
	return true;
}

static bool
set_name(struct seed *s, const char *v)
{
	free(s->name);
	s->name = mem_strdup(v);
	return v[0] != '\0';
}

static bool
set_token(struct seed *s, const char *v)
{
	if ((strncmp(v, "env:", 4) != 0 || v[4] == '\0') &&
	    (strncmp(v, "file:", 5) != 0 || v[5] == '\0'))
		return false;
	free(s->token);
	s->token = mem_strdup(v);
	return true;
}

static const struct option options[] = {
	{ "browser", set_browser, "yes or no" },
	{ "delay", set_delay, "seconds" },
	{ "depth", set_depth, "a number" },
	{ "every", set_every, "a span such as 12h or 1d" },
	{ "keep", set_keep, "mentions or all" },
	{ "name", set_name, "a watched name" },
	{ "pages", set_pages, "a number" },
	{ "token", set_token, "env:VAR or file:PATH" },
};

static bool wrong(struct line *l, const char *fmt, ...) PRINTF_LIKE(2, 3);

static bool
wrong(struct line *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	/* clang-tidy 14 does not see that va_start has set it. */
	vsnprintf(l->why, sizeof(l->why), fmt, ap); /* NOLINT */
	va_end(ap);
	return false;
}

/* Cuts the line into words in place. A word, or the part of it behind "=", may
 * stand in double quotes; a "#" that begins a word begins a comment. */
static bool
split_words(char *text, struct line *l)
{
	char *p = text, *w;

	l->n = 0;
	for (;;) {
		bool quoted = false;

		while (*p == ' ' || *p == '\t' || *p == '\r')
			p++;
		if (*p == '\0' || *p == '#')
			return true;
		if (l->n == SEED_WORDS_MAX)
			return wrong(l, "too many words");
		l->words[l->n++] = w = p;
		for (; *p != '\0' && (quoted || strchr(" \t\r", *p) == NULL);
		     p++) {
			if (*p == '"')
				quoted = !quoted;
			else
				*w++ = *p;
		}
		if (quoted)
			return wrong(l, "a quote is not closed");
		if (*p != '\0')
			p++;
		*w = '\0';
	}
}

static bool
set_option(struct seed *s, char *word, struct line *l)
{
	char *eq = strchr(word, '=');

	if (eq == NULL)
		return wrong(l, "%s: not an option (key=value)", word);
	*eq = '\0';
	for (size_t i = 0; i < NELEM(options); i++) {
		if (strcmp(options[i].key, word) != 0)
			continue;
		if (options[i].set(s, eq + 1))
			return true;
		return wrong(l, "%s= wants %s", word, options[i].wanted);
	}
	return wrong(l, "%s=: no such option", word);
}

/* Only these places can be filled; a brace meant as such is written %7B. */
static bool
places_are_known(const char *word)
{
	static const char *const places[] = { "{query}", "{handle}", "{tag}" };

	for (word = strchr(word, '{'); word != NULL;
	     word = strchr(word + 1, '{')) {
		size_t k = 0;

		while (k < NELEM(places) &&
		       strncmp(word, places[k], strlen(places[k])) != 0)
			k++;
		if (k == NELEM(places))
			return false;
	}
	return true;
}

/* A target with placeholders parses as a URL only once they are filled in. */
static bool
set_target(struct seed *s, const char *word, struct line *l)
{
	char *href = NULL;

	if (url_resolve(NULL, word, &href) != ERR_OK ||
	    !network_takes(s->network, href)) {
		free(href);
		return wrong(l, "%s: not an %s address", word,
		    s->network == &network_usenet ? "nntp(s)" : "http(s)");
	}
	if (!places_are_known(word)) {
		free(href);
		return wrong(l,
		    "%s: {query}, {handle}, {tag} alone are filled in", word);
	}
	s->private_ok = address_url_is_private(href);
	s->exact_delay = s->private_ok && s->delay_ms >= 0;
	if (s->delay_ms >= 0 && s->delay_ms < 1000 && !s->private_ok) {
		free(href);
		return wrong(
		    l, "delay= under 1 is for loopback and private addresses");
	}
	s->key = mem_printf("%s %s", s->network->name, word);
	if (strchr(word, '{') != NULL) {
		s->target = mem_strdup(word);
		free(href);
	} else {
		s->target = href;
	}
	return true;
}

static void
seed_fini(struct seed *s)
{
	free(s->target);
	free(s->key);
	free(s->name);
	free(s->token);
}

static bool
read_seed(struct line *l, struct seed *s)
{
	memset(s, 0, sizeof(*s));
	s->every_ms = 86400000;
	s->pages = SEED_PAGES;
	s->depth = SEED_DEPTH;
	s->delay_ms = -1;
	s->network = network_find(l->words[0]);
	if (s->network == NULL)
		return wrong(l, "%s: no such adapter", l->words[0]);
	if (l->n < 2)
		return wrong(
		    l, "%s: where? (%s TARGET)", l->words[0], l->words[0]);
	for (size_t i = 2; i < l->n; i++)
		if (!set_option(s, l->words[i], l))
			return false;
	return set_target(s, l->words[1], l);
}

static void
add_seed(struct seeds *out, const struct seed *s)
{
	out->v = mem_grow(out->v, out->n + 1, sizeof(*out->v));
	out->v[out->n++] = *s;
}

static bool
known_key(const struct seeds *s, const char *key)
{
	assert(key != NULL); /* read_seed gave it one */
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].key, key) == 0)
			return true;
	return false;
}

/* Reads one line of n bytes. */
static void
read_line(const char *text, size_t n, unsigned number, seeds_bad bad, void *arg,
    struct seeds *out)
{
	char *copy = mem_strndup(text, n);
	struct line l = { .n = 0 };
	struct seed s = { 0 };
	bool ok = n <= SEED_LINE_MAX && memchr(text, '\0', n) == NULL;

	if (!ok)
		wrong(&l, "%s",
		    n > SEED_LINE_MAX ? "line too long" : "a NUL byte");
	ok = ok && split_words(copy, &l);
	if (ok && l.n > 0) {
		ok = read_seed(&l, &s);
		s.line = number;
		if (ok && known_key(out, s.key))
			ok = wrong(&l, "%s: said before", s.key);
		if (ok && out->n >= SEEDS_MAX)
			ok = wrong(&l, "too many seeds");
		if (ok)
			add_seed(out, &s);
		else
			seed_fini(&s);
	}
	if (!ok) {
		out->bad++;
		bad(number, l.why, arg);
	}
	free(copy);
}

enum err
seeds_parse(
    const char *text, size_t n, seeds_bad bad, void *arg, struct seeds *out)
{
	const char *p = text, *end = text + n;
	unsigned number = 0;

	memset(out, 0, sizeof(*out));
	if (n > SEEDS_BYTES_MAX)
		return ERR_LIMIT;
	if (n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		const char *stop = nl != NULL ? nl : end;

		read_line(p, (size_t)(stop - p), ++number, bad, arg, out);
		p = stop + 1;
	}
	return ERR_OK;
}

enum err
seeds_text(const char *path, char **text, size_t *len)
{
	FILE *f = fopen(path, "rb");
	struct buf b;
	enum err e = ERR_OK;
	size_t n = 1;

	if (f == NULL) {
		log_error("%s: %s (--seeds FILE, VIGIE_SEEDS, or seeds.txt in "
			  "the archive)",
		    path, strerror(errno));
		return ERR_NOTFOUND;
	}
	buf_init(&b, SEEDS_BYTES_MAX);
	while (e == ERR_OK && n > 0) {
		char chunk[8192];

		n = fread(chunk, 1, sizeof(chunk), f);
		e = buf_add(&b, chunk, n);
	}
	if (ferror(f) && e == ERR_OK) { /* a directory, say */
		(void)log_sys("%s", path);
		e = ERR_NOTFOUND;
	}
	fclose(f);
	if (e == ERR_LIMIT)
		log_error("%s: larger than %d bytes (split it)", path,
		    SEEDS_BYTES_MAX);
	if (e == ERR_OK)
		*text = buf_take(&b, len);
	buf_fini(&b);
	return e;
}

enum err
seeds_load(const char *path, seeds_bad bad, void *arg, struct seeds *out)
{
	char *text;
	size_t n;
	enum err e = seeds_text(path, &text, &n);

	if (e != ERR_OK)
		return e;
	e = seeds_parse(text, n, bad, arg, out);
	free(text);
	return e;
}

void
seeds_fini(struct seeds *s)
{
	for (size_t i = 0; i < s->n; i++)
		seed_fini(&s->v[i]);
	free(s->v);
	memset(s, 0, sizeof(*s));
}

/* Appends text to out, a {placeholder} at *p replaced by value. */
static bool
take_placeholder(struct buf *out, const char **p, const char *key,
    const char *value, size_t n, enum err *e)
{
	size_t k = strlen(key);

	if (strncmp(*p, key, k) != 0)
		return false;
	*e = url_percent_encode(out, value, n);
	*p += k;
	return true;
}

/* The name without its spaces, as a tag or a handle is written. */
static char *
joined(const char *name)
{
	char *tag = mem_strdup(name), *w = tag;

	for (const char *p = name; *p != '\0'; p++)
		if (*p != ' ' && *p != '-' && *p != '\'')
			*w++ = *p;
	*w = '\0';
	return tag;
}

static char *
filled_in(const char *target, const char *name, const char *handle)
{
	char *tag = joined(name), *href = NULL;
	struct buf b;
	enum err e = ERR_OK;

	if (handle == NULL)
		handle = tag;
	buf_init(&b, URL_BYTES_MAX);
	for (const char *p = target; *p != '\0' && e == ERR_OK;) {
		if (take_placeholder(
			&b, &p, "{query}", name, strlen(name), &e) ||
		    take_placeholder(
			&b, &p, "{handle}", handle, strlen(handle), &e) ||
		    take_placeholder(&b, &p, "{tag}", tag, strlen(tag), &e))
			continue;
		e = buf_addc(&b, *p++);
	}
	if (e == ERR_OK)
		e = url_resolve(NULL, b.data, &href);
	buf_fini(&b);
	free(tag);
	return e == ERR_OK ? href : NULL;
}

static void
expand_one(const struct seed *in, const struct watch *w, struct seeds *out)
{
	struct seed s = *in;

	s.target = w == NULL ? mem_strdup(in->target)
			     : filled_in(in->target, w->name,
				   w->handles.n > 0 ? w->handles.v[0] : NULL);
	if (s.target == NULL)
		return;
	s.key = w == NULL ? mem_strdup(in->key)
			  : mem_printf("%s %s", in->network->name, s.target);
	s.name = mem_strdup(w == NULL ? in->name : w->name);
	s.token = mem_strdup(in->token);
	add_seed(out, &s);
}

void
seeds_expand(const struct seeds *in, const struct watch *const *watches,
    size_t n, struct seeds *out)
{
	memset(out, 0, sizeof(*out));
	for (size_t i = 0; i < in->n; i++) {
		const struct seed *s = &in->v[i];

		if (strchr(s->target, '{') == NULL) {
			expand_one(s, NULL, out);
			continue;
		}
		for (size_t k = 0; k < n; k++)
			if (s->name == NULL ||
			    strcmp(s->name, watches[k]->name) == 0)
				expand_one(s, watches[k], out);
	}
}
