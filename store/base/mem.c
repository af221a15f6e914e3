/* SPDX-License-Identifier: ISC */
/* Allocation that cannot fail, and arenas. */
#include "store/base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_BLOCK = 16 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t cap, len;
	_Alignas(max_align_t) char data[];
};

static void
mem_died(size_t n)
{
	fprintf(stderr, "vigie: memory: cannot allocate %zu bytes\n", n);
	abort();
}

void *
mem_alloc(size_t n)
{
	void *p = malloc(n > 0 ? n : 1);

	if (p == NULL)
		mem_died(n);
	return p;
}

void *
mem_zalloc(size_t n)
{
	void *p = calloc(1, n > 0 ? n : 1);

	if (p == NULL)
		mem_died(n);
	return p;
}

void *
mem_array(size_t n, size_t size)
{
	if (size > 0 && n > SIZE_MAX / size)
		mem_died(SIZE_MAX);
	return mem_zalloc(n * size);
}

void *
mem_grow(void *p, size_t n, size_t size)
{
	void *q;

	if (size > 0 && n > SIZE_MAX / size)
		mem_died(SIZE_MAX);
	q = realloc(p, n * size > 0 ? n * size : 1);
	if (q == NULL)
		mem_died(n * size);
	return q;
}

char *
mem_strdup(const char *s)
{
	return s == NULL ? NULL : mem_strndup(s, strlen(s));
}

char *
mem_strndup(const char *s, size_t n)
{
	char *p = mem_alloc(n + 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

static size_t format_length(const char *fmt, va_list ap)
    __attribute__((format(printf, 1, 0)));

/* The length that the format needs; a broken format is a bug of ours. */
static size_t
format_length(const char *fmt, va_list ap)
{
	int n = vsnprintf(NULL, 0, fmt, ap);

	if (n < 0)
		mem_died(0);
	return (size_t)n;
}

char *
mem_printf(const char *fmt, ...)
{
	va_list ap, again;
	size_t n;
	char *p;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = format_length(fmt, ap);
	p = mem_alloc(n + 1);
	vsnprintf(p, n + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return p;
}

void
arena_init(struct arena *a)
{
	a->head = NULL;
	a->used = 0;
}

void
arena_fini(struct arena *a)
{
	while (a->head != NULL) {
		struct arena_block *b = a->head;

		a->head = b->next;
		free(b);
	}
	a->used = 0;
}

void
arena_reset(struct arena *a)
{
	while (a->head != NULL && a->head->next != NULL) {
		struct arena_block *b = a->head;

		a->head = b->next;
		free(b);
	}
	if (a->head != NULL)
		a->head->len = 0;
	a->used = 0;
}

static void
arena_block_add(struct arena *a, size_t n)
{
	size_t cap = n > ARENA_BLOCK ? n : ARENA_BLOCK;
	struct arena_block *b = mem_alloc(sizeof(*b) + cap);

	b->next = a->head;
	b->cap = cap;
	b->len = 0;
	a->head = b;
}

void *
arena_take(struct arena *a, size_t n)
{
	size_t align = _Alignof(max_align_t);
	size_t need;
	void *p;

	if (n > SIZE_MAX / 2)
		mem_died(n);
	need = (n + align - 1) / align * align;
	if (a->head == NULL || a->head->cap - a->head->len < need)
		arena_block_add(a, need);
	p = a->head->data + a->head->len;
	a->head->len += need;
	a->used += need;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n)
{
	return memset(arena_take(a, n), 0, n);
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return s == NULL ? NULL : arena_strndup(a, s, strlen(s));
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_take(a, n + 1);

	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	size_t n;
	char *p;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = format_length(fmt, ap);
	p = arena_take(a, n + 1);
	vsnprintf(p, n + 1, fmt, again);
	va_end(again);
	va_end(ap);
	return p;
}
