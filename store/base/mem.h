/* SPDX-License-Identifier: ISC */
/* Memory. Running out of it ends the process with one line: LMDB survives
 * that, and no caller has to. An arena holds all that belongs to one page and
 * is freed at once. */
#ifndef STORE_BASE_MEM_H
#define STORE_BASE_MEM_H

#include <stddef.h>

/* Never NULL, also for size 0; the caller frees. mem_zalloc is zeroed. */
void *mem_alloc(size_t n);
void *mem_zalloc(size_t n);
/* n * size, checked for overflow. */
void *mem_array(size_t n, size_t size);
void *mem_grow(void *p, size_t n, size_t size);
char *mem_strdup(const char *s); /* NULL gives NULL */
char *mem_strndup(const char *s, size_t n);
/* A formatted string; the caller frees. */
char *mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

struct arena_block;
struct arena {
	struct arena_block *head; /* owned: the newest block, linked to older */
	size_t used;              /* bytes handed out, for ceilings */
};

void arena_init(struct arena *a);
void arena_fini(struct arena *a);
/* Keeps the first block for reuse, forgets the rest. */
void arena_reset(struct arena *a);
/* Aligned for any type, zeroed. Lives until arena_reset or arena_fini. */
void *arena_alloc(struct arena *a, size_t n);
/* The same, not zeroed: for what is written at once. */
void *arena_take(struct arena *a, size_t n);
char *arena_strdup(struct arena *a, const char *s); /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
