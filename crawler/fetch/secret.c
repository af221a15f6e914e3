/* SPDX-License-Identifier: ISC */
/* Tokens. */
#define _GNU_SOURCE /* memmem, explicit_bzero */
#include "crawler/fetch/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url.h"
#include "store/base/mem.h"

struct secret {
	char *bare;   /* owned: as it stands in the request */
	char *header; /* owned, or NULL */
	char *pair;   /* owned: "key=VALUE", or NULL */
};

static const char mark[] = "[token]";

static void
wipe(char *s)
{
	if (s != NULL)
		explicit_bzero(s, strlen(s));
	free(s);
}

void
secret_free(struct secret *s)
{
	if (s == NULL)
		return;
	wipe(s->bare);
	wipe(s->header);
	wipe(s->pair);
	free(s);
}

/* The first line of a file into text. */
static bool
read_file(const char *path, char *text, size_t cap)
{
	FILE *f = fopen(path, "r");
	bool ok;

	if (f == NULL)
		return false;
	ok = fgets(text, (int)cap, f) != NULL;
	fclose(f);
	return ok;
}

static bool
read_text(const char *spec, char *text, size_t cap)
{
	const char *value;

	if (strncmp(spec, "file:", 5) == 0)
		return read_file(spec + 5, text, cap);
	value = getenv(spec + strlen("env:"));
	if (value == NULL)
		return false;
	return (size_t)snprintf(text, cap, "%s", value) < cap;
}

/* White space about it off. What else is not visible ASCII would be a header of
 * somebody's making. */
static bool
trim(char *text)
{
	size_t n = strlen(text), from = strspn(text, " \t");

	while (n > from && strchr(" \t\r\n", text[n - 1]) != NULL)
		n--;
	memmove(text, text + from, n - from);
	text[n - from] = '\0';
	for (const char *c = text; *c != '\0'; c++)
		if (*c <= ' ' || *c > '~')
			return false;
	return text[0] != '\0';
}

static char *
encoded(const char *text)
{
	struct buf b;
	char *out = NULL;

	buf_init(&b, (size_t)SECRET_BYTES_MAX * 3);
	if (url_percent_encode(&b, text, strlen(text)) == ERR_OK)
		out = buf_take(&b, NULL);
	buf_fini(&b);
	return out;
}

enum err
secret_load(const char *spec, const char *parameter, struct secret **out,
    const char **why)
{
	char text[SECRET_BYTES_MAX];
	struct secret *s;
	enum err e = ERR_PARSE;

	if (!read_text(spec, text, sizeof(text))) {
		*why = strncmp(spec, "file:", 5) == 0
			   ? "the token's file cannot be read"
			   : "the token's variable is not set";
		return ERR_NOTFOUND;
	}
	*why = "the token is empty, or no line of visible characters";
	if (trim(text)) {
		s = mem_zalloc(sizeof(*s));
		if (parameter != NULL) {
			s->bare = encoded(text);
			s->pair = mem_printf("%s=%s", parameter, s->bare);
		} else {
			s->bare = mem_strdup(text);
			s->header =
			    mem_printf("Authorization: Bearer %s", text);
		}
		*out = s;
		e = ERR_OK;
	}
	explicit_bzero(text, sizeof(text));
	return e;
}

bool
secret_fits(const char *url, const char *home, bool private_ok)
{
	char *a = NULL, *b = NULL;
	bool fits = url_origin(url, &a) == ERR_OK &&
		    url_origin(home, &b) == ERR_OK && strcmp(a, b) == 0 &&
		    (private_ok || strncmp(a, "https:", 6) == 0 ||
			strncmp(a, "nntps:", 6) == 0);

	free(a);
	free(b);
	return fits;
}

const char *
secret_header(const struct secret *s)
{
	return s->header;
}

const char *
secret_bare(const struct secret *s)
{
	return s->bare;
}

enum err
secret_add(const struct secret *s, struct buf *target)
{
	if (s->pair == NULL)
		return ERR_OK;
	return buf_addf(target, "%c%s",
	    memchr(target->data, '?', target->len) != NULL ? '&' : '?',
	    s->pair);
}

bool
secret_redact(const struct secret *s, struct buf *request)
{
	size_t n = strlen(s->bare);
	const char *p = request->data, *end, *at;
	struct buf clean;
	enum err e = ERR_OK;

	if (request->len == 0 ||
	    memmem(request->data, request->len, s->bare, n) == NULL)
		return false;
	buf_init(&clean, request->max);
	end = request->data + request->len;
	while (e == ERR_OK && p < end) {
		at = memmem(p, (size_t)(end - p), s->bare, n);
		e = buf_add(&clean, p, (size_t)((at != NULL ? at : end) - p));
		if (at != NULL && e == ERR_OK)
			e = buf_adds(&clean, mark);
		p = at != NULL ? at + n : end;
	}
	explicit_bzero(request->data, request->len);
	buf_reset(request);
	if (e == ERR_OK)
		e = buf_add(request, clean.data, clean.len);
	if (e != ERR_OK)
		buf_reset(request);
	buf_fini(&clean);
	return true;
}
