/* SPDX-License-Identifier: ISC */
/* Reading the content files: one pass that cuts the text in place. */
#include "tests/demo/items.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/buf.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { FILE_MAX = 4 << 20, READ_SIZE = 64 << 10 };

struct items {
	char *text;        /* owned */
	struct item *list; /* owned */
	size_t n;
};

static enum err
read_all(const char *path, char **out)
{
	FILE *f = fopen(path, "r");
	struct buf b;
	enum err e = ERR_OK;
	size_t n;

	if (f == NULL)
		return log_sys("demo: %s", path);
	buf_init(&b, FILE_MAX);
	do {
		e = buf_reserve(&b, READ_SIZE);
		if (e != ERR_OK)
			break;
		n = fread(b.data + b.len, 1, READ_SIZE, f);
		b.len += n;
		b.data[b.len] = '\0';
	} while (n > 0);
	fclose(f);
	if (e == ERR_OK)
		*out = buf_take(&b, NULL);
	buf_fini(&b);
	return e;
}

/* Cuts off the first line and returns it; *p is then behind it. */
static char *
cut_line(char **p)
{
	char *line = *p;
	size_t n = strcspn(line, "\n");

	*p = line + n + (line[n] == '\n');
	line[n] = '\0';
	return line;
}

/* "key: value" */
static enum err
add_field(struct item *it, char *line)
{
	char *colon = strstr(line, ": ");

	if (colon == NULL || it->fields == ITEM_FIELDS_MAX)
		return ERR_PARSE;
	*colon = '\0';
	it->field[it->fields].key = line;
	it->field[it->fields].value = colon + 2;
	it->fields++;
	if (strcmp(line, "night") == 0)
		it->night = colon[2] - '0';
	return ERR_OK;
}

/* The body runs to the next "= " at the start of a line, or to the end. */
static char *
cut_body(char **p)
{
	char *body = *p;
	char *next = strncmp(body, "= ", 2) == 0 ? body : NULL;
	char *end;

	if (next == NULL) {
		next = strstr(body, "\n= ");
		next = next == NULL ? body + strlen(body) : next + 1;
	}
	end = next;
	while (end > body && (end[-1] == '\n' || end[-1] == ' '))
		end--;
	*p = next;
	if (end != next)
		*end = '\0';
	return body;
}

/* One item; *p stands at its "= KIND". */
static enum err
read_item(char **p, struct item *it)
{
	char *line = cut_line(p);

	memset(it, 0, sizeof(*it));
	if (strncmp(line, "= ", 2) != 0)
		return ERR_PARSE;
	it->kind = line + 2;
	line = cut_line(p);
	while (*line != '\0') {
		if (add_field(it, line) != ERR_OK)
			return ERR_PARSE;
		line = cut_line(p);
	}
	it->body = cut_body(p);
	return ERR_OK;
}

enum err
items_load(const char *path, struct items **out)
{
	struct items *is = mem_zalloc(sizeof(*is));
	char *p;
	enum err e = read_all(path, &is->text);

	p = is->text;
	while (e == ERR_OK && (*p == '#' || *p == '\n'))
		cut_line(&p);
	while (e == ERR_OK && *p != '\0') {
		is->list = mem_grow(is->list, is->n + 1, sizeof(*is->list));
		e = read_item(&p, &is->list[is->n]);
		if (e != ERR_OK)
			log_error(
			    "demo: %s: item %zu is malformed", path, is->n + 1);
		else
			is->n++;
	}
	if (e == ERR_OK)
		*out = is;
	else
		items_free(is);
	return e;
}

void
items_free(struct items *is)
{
	if (is == NULL)
		return;
	free(is->list);
	free(is->text);
	free(is);
}

const struct item *
items_next(const struct items *is, const struct item *after, const char *kind,
    int night)
{
	size_t i = after == NULL ? 0 : (size_t)(after - is->list) + 1;

	for (; i < is->n; i++) {
		const struct item *it = &is->list[i];

		if (strcmp(it->kind, kind) == 0 &&
		    (night == 0 || it->night == 0 || it->night == night))
			return it;
	}
	return NULL;
}

const struct item *
items_find(const struct items *is, const char *kind, int night, const char *key,
    const char *value)
{
	const struct item *it = items_next(is, NULL, kind, night);

	while (it != NULL && strcmp(item_get(it, key), value) != 0)
		it = items_next(is, it, kind, night);
	return it;
}

size_t
items_count(const struct items *is, const char *kind, int night,
    const char *key, const char *value)
{
	size_t n = 0;

	for (const struct item *it = items_next(is, NULL, kind, night);
	     it != NULL; it = items_next(is, it, kind, night))
		n += key == NULL || strcmp(item_get(it, key), value) == 0;
	return n;
}

const char *
item_get(const struct item *it, const char *key)
{
	for (size_t i = 0; i < it->fields; i++) {
		if (strcmp(it->field[i].key, key) == 0)
			return it->field[i].value;
	}
	return "";
}

int64_t
item_ms(const struct item *it, const char *key)
{
	int64_t ms;

	return clock_parse(item_get(it, key), &ms) == ERR_OK ? ms : 0;
}
