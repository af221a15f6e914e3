/* SPDX-License-Identifier: ISC */
/* Reading and matching DIR/behave. */
#include "tests/httpd_rules.h"

#include <errno.h>
#include <fnmatch.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/base/buf.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { FILE_MAX = 1 << 20 };

struct rules {
	char *path; /* owned */
	pthread_mutex_t mtx;
	/* under mtx */
	struct rule *now; /* those in force */
	struct rule *old; /* of earlier versions: still in somebody's hands */
	struct timespec mtime;
	off_t size;
};

enum kind { TEXT, NUMBER, WORD, HEADER };

static const struct key {
	const char *name;
	enum kind kind;
	size_t at;         /* of the field in struct rule */
	const char *words; /* WORD: the values, the first is 0 */
} keys[] = {
#define KEY(name, kind, words)                                                 \
	{                                                                      \
#name, kind, offsetof(struct rule, name), words                \
	}
	KEY(status, NUMBER, NULL),
	KEY(header, HEADER, NULL),
	KEY(type, TEXT, NULL),
	KEY(body, TEXT, NULL),
	KEY(text, TEXT, NULL),
	KEY(raw, TEXT, NULL),
	KEY(encoding, TEXT, NULL),
	KEY(redirect, TEXT, NULL),
	KEY(page, WORD, "no calendar session links"),
	KEY(bomb, WORD, "no gzip br"),
	KEY(gzip, WORD, "no yes"),
	KEY(size, NUMBER, NULL),
	KEY(length, NUMBER, NULL),
	KEY(links, NUMBER, NULL),
	KEY(delay_ms, NUMBER, NULL),
	KEY(drip, NUMBER, NULL),
	KEY(stall_at, NUMBER, NULL),
	KEY(stall_ms, NUMBER, NULL),
	KEY(chunk, NUMBER, NULL),
	KEY(header_bytes, NUMBER, NULL),
	KEY(chunked, WORD, "no plain ext trailer broken huge short"),
	KEY(close, WORD, "no before head mid"),
	KEY(reset, WORD, "no before head mid"),
	KEY(keepalive, WORD, "on off"),
	KEY(http10, WORD, "no yes"),
	KEY(endless, WORD, "no yes"),
	KEY(times, NUMBER, NULL),
	KEY(rate, NUMBER, NULL),
	KEY(burst, NUMBER, NULL),
	KEY(retry_after, TEXT, NULL),
	KEY(etag, WORD, "on off weak"),
	KEY(modified, WORD, "on off"),
	KEY(conditional, WORD, "on off"),
#undef KEY
};

static const char *
skip_space(const char *p)
{
	return p + strspn(p, " \t\r");
}

/* One byte of a quoted value: \n \r \t \0 \xHH, any other stands for itself. */
static const char *
unescape(const char *p, char *out)
{
	static const char names[] = "nrt0", values[] = "\n\r\t";
	const char *at;
	int hi, lo;

	if (*p != '\\' || p[1] == '\0') {
		*out = *p;
		return p + 1;
	}
	p++;
	hi = *p == 'x' ? http_hex(p[1]) : -1;
	lo = hi < 0 ? -1 : http_hex(p[2]);
	if (lo >= 0) {
		*out = (char)(hi * 16 + lo);
		return p + 3;
	}
	at = strchr(names, *p);
	*out = *p;
	if (at != NULL)
		*out = values[at - names];
	return p + 1;
}

/* A bare word, or "a quoted one"; *p moves behind it. False: no last quote. */
static bool
read_value(const char **p, struct rule_text *out)
{
	const char *s = *p;
	size_t n = strcspn(s, " \t\r");

	if (*s != '"') {
		out->s = mem_strndup(s, n);
		out->len = n;
		*p = s + n;
		return true;
	}
	out->s = mem_alloc(strlen(s) + 1);
	out->len = 0;
	s++;
	while (*s != '\0' && *s != '"')
		s = unescape(s, &out->s[out->len++]);
	out->s[out->len] = '\0';
	*p = s + (*s == '"');
	return *s == '"';
}

/* The place of the word in the list, or -1. */
static int
word_index(const char *words, const char *w)
{
	size_t n = strlen(w);
	int i = 0;

	for (const char *p = words; *p != '\0'; i++) {
		size_t len = strcspn(p, " ");

		if (len == n && memcmp(p, w, n) == 0)
			return i;
		p += len + (p[len] == ' ');
	}
	return -1;
}

/* Takes the value over. NULL, or what is wrong with it. */
static const char *
set_key(struct rule *r, const struct key *k, struct rule_text *v)
{
	char *field = (char *)r + k->at;
	char *end = NULL;
	int word = -1;

	switch (k->kind) {
	case HEADER:
		if (r->headers == RULE_HEADERS_MAX)
			return "too many headers";
		r->header[r->headers++] = *v;
		return NULL;
	case TEXT:
		free(((struct rule_text *)(void *)field)->s);
		*(struct rule_text *)(void *)field = *v;
		return NULL;
	case NUMBER:
		*(long *)(void *)field = strtol(v->s, &end, 10);
		word = *end == '\0' && v->len > 0 ? 0 : -1;
		break;
	case WORD:
		word = word_index(k->words, v->s);
		*(int *)(void *)field = word;
		break;
	}
	free(v->s);
	v->s = NULL;
	return word < 0 ? "bad value" : NULL;
}

static const struct key *
key_find(const char *s, size_t n)
{
	for (size_t i = 0; i < NELEM(keys); i++) {
		if (strlen(keys[i].name) == n &&
		    memcmp(keys[i].name, s, n) == 0)
			return &keys[i];
	}
	return NULL;
}

static void
rule_free(struct rule *r)
{
	struct rule_text *texts[] = { &r->pattern, &r->type, &r->body, &r->text,
		&r->raw, &r->encoding, &r->redirect, &r->retry_after };

	for (size_t i = 0; i < NELEM(texts); i++)
		free(texts[i]->s);
	for (size_t i = 0; i < r->headers; i++)
		free(r->header[i].s);
	free(r);
}

static struct rule *
rule_new(void)
{
	struct rule *r = mem_zalloc(sizeof(*r));

	r->status = -1;
	r->length = -1;
	r->stall_at = -1;
	r->times = -1;
	r->rate = -1;
	r->tokens = -1;
	return r;
}

/* One line: PATTERN key=value… NULL, or what is wrong with it. */
static const char *
parse_line(const char *p, struct rule *r)
{
	const char *why = NULL;

	if (!read_value(&p, &r->pattern))
		return "a quote is not closed";
	for (p = skip_space(p); *p != '\0' && why == NULL; p = skip_space(p)) {
		size_t n = strcspn(p, "= \t");
		const struct key *k = key_find(p, n);
		struct rule_text v = { NULL, 0 };

		if (k == NULL || p[n] != '=')
			return "unknown key";
		p += n + 1;
		if (!read_value(&p, &v))
			why = "a quote is not closed";
		else
			why = set_key(r, k, &v);
		if (why != NULL)
			free(v.s);
	}
	r->left = r->times;
	return why;
}

static void
list_free(struct rule *r)
{
	while (r != NULL) {
		struct rule *next = r->next;

		rule_free(r);
		r = next;
	}
}

/* All lines of f, in their order. */
static enum err
parse_file(const char *path, FILE *f, struct rule **out)
{
	struct rule *list = NULL, **tail = &list;
	char *line = NULL;
	size_t cap = 0;
	unsigned lineno = 0;
	enum err e = ERR_OK;

	while (e == ERR_OK && getline(&line, &cap, f) >= 0) {
		const char *p, *why;
		struct rule *r;

		lineno++;
		line[strcspn(line, "\n")] = '\0';
		p = skip_space(line);
		if (*p == '\0' || *p == '#')
			continue;
		r = rule_new();
		*tail = r;
		tail = &r->next;
		why = parse_line(p, r);
		if (why == NULL)
			continue;
		log_error("httpd: %s:%u: %s", path, lineno, why);
		e = ERR_USAGE;
	}
	free(line);
	if (e == ERR_OK)
		*out = list;
	else
		list_free(list);
	return e;
}

/* Reads the file again if it is another than last time. */
static enum err
refresh(struct rules *rs)
{
	struct rule *list = NULL, **tail = &rs->old;
	struct stat st;
	FILE *f;
	enum err e;

	if (stat(rs->path, &st) != 0)
		memset(&st, 0, sizeof(st));
	if (st.st_size == rs->size && st.st_mtim.tv_sec == rs->mtime.tv_sec &&
	    st.st_mtim.tv_nsec == rs->mtime.tv_nsec)
		return ERR_OK;
	rs->size = st.st_size;
	rs->mtime = st.st_mtim;
	f = fopen(rs->path, "r");
	if (f != NULL) {
		e = parse_file(rs->path, f, &list);
		fclose(f);
		if (e != ERR_OK)
			return e;
	}
	while (*tail != NULL)
		tail = &(*tail)->next;
	*tail = rs->now;
	rs->now = list;
	return ERR_OK;
}

enum err
rules_open(const char *dir, struct rules **out)
{
	struct rules *rs = mem_zalloc(sizeof(*rs));
	enum err e;

	rs->path = mem_printf("%s/behave", dir);
	pthread_mutex_init(&rs->mtx, NULL);
	e = refresh(rs);
	if (e == ERR_OK)
		*out = rs;
	else
		rules_close(rs);
	return e;
}

void
rules_close(struct rules *rs)
{
	if (rs == NULL)
		return;
	list_free(rs->now);
	list_free(rs->old);
	pthread_mutex_destroy(&rs->mtx);
	free(rs->path);
	free(rs);
}

/* A pattern with a "?" is of path and query, one without a leading "/" begins
 * with the host. */
static bool
matches(const struct rule *r, const struct http_request *req)
{
	const char *pattern = r->pattern.s;
	const char *path =
	    strchr(pattern, '?') != NULL ? req->target : req->path;
	size_t host = strlen(req->host);

	if (*pattern != '/' && *pattern != '*') {
		if (strncmp(pattern, req->host, host) != 0)
			return false;
		pattern += host;
	}
	return fnmatch(pattern, path, 0) == 0;
}

struct rule *
rules_match(struct rules *rs, const struct http_request *req)
{
	struct rule *r;

	pthread_mutex_lock(&rs->mtx);
	(void)!refresh(rs); /* said there; the rules in force stay */
	for (r = rs->now; r != NULL; r = r->next) {
		if (r->left != 0 && matches(r, req))
			break;
	}
	if (r != NULL && r->left > 0)
		r->left--;
	pthread_mutex_unlock(&rs->mtx);
	return r;
}

bool
rules_take(struct rules *rs, struct rule *r)
{
	double burst = r->burst > 0 ? (double)r->burst : 1.0;
	int64_t now = clock_mono_ms();
	bool ok;

	if (r->rate < 0)
		return true;
	pthread_mutex_lock(&rs->mtx);
	if (r->tokens < 0)
		r->tokens = burst;
	else
		r->tokens +=
		    (double)(now - r->tokens_at_ms) * (double)r->rate / 1000.0;
	r->tokens_at_ms = now;
	if (r->tokens > burst)
		r->tokens = burst;
	ok = r->tokens >= 1.0;
	r->tokens -= ok ? 1.0 : 0.0;
	pthread_mutex_unlock(&rs->mtx);
	return ok;
}
