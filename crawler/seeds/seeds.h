/* SPDX-License-Identifier: ISC */
/* crawler/seeds: where to look, and whether anybody still answers there.
 *
 * seeds.txt (CLI.md): one seed a line, ADAPTER TARGET [key=value]... A line
 * that cannot be read is reported with its number; the others stand. */
#ifndef CRAWLER_SEEDS_SEEDS_H
#define CRAWLER_SEEDS_SEEDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/networks/network.h"
#include "store/base/err.h"

enum {
	SEEDS_BYTES_MAX = 8 * 1024 * 1024,
	SEEDS_MAX = 100000,
	SEED_LINE_MAX = 16 * 1024,
	SEED_PAGES = 1000, /* default of pages= */
	SEED_DEPTH = 20    /* default of depth= */
};

struct seed {
	unsigned line;                 /* in its file; 0: made by the program */
	const struct network *network; /* borrowed from the table */
	char *target; /* owned: absolute href; may hold placeholders */
	char *key;    /* owned: "ADAPTER TARGET", its name in the state */
	int64_t every_ms;
	unsigned pages, depth;
	int64_t delay_ms; /* -1: the default pace */
	bool exact_delay; /* a loopback or private seed: delay_ms as given */
	bool private_ok;  /* its own address is loopback or private */
	bool keep_all, browser;
	char *name;  /* owned: only for this watched name, or NULL */
	char *token; /* owned: "env:VAR" or "file:PATH", or NULL */
};

struct seeds {
	struct seed *v; /* owned */
	size_t n;
	unsigned bad; /* lines that could not be read */
};

/* Called for each bad line: its number and why. */
typedef void (*seeds_bad)(unsigned line, const char *why, void *arg);

/* Reads a file. ERR_NOTFOUND when there is none (logged), ERR_LIMIT. */
enum err seeds_load(
    const char *path, seeds_bad bad, void *arg, struct seeds *out) MUST_CHECK;
/* The file's bytes; the caller frees. */
enum err seeds_text(const char *path, char **text, size_t *n) MUST_CHECK;
/* The same as seeds_load, from memory. */
enum err seeds_parse(const char *text, size_t n, seeds_bad bad, void *arg,
    struct seeds *out) MUST_CHECK;
void seeds_fini(struct seeds *s);
struct watch;
/* The index of the only name that the seed watches for; -1: all. */
int seed_only(
    const struct seed *s, const struct watch *const *watches, size_t n);
/* Fills names (aliases too) and handles of the view: all, or those of `only`.
 */
void seed_view_names(struct arena *a, const struct watch *const *watches,
    size_t n, int only, struct seed_view *view);
/* Replaces {query} {handle} {tag} by each watched name (of seed->name where
 * that is set): the seeds of a sweep, in the same order. */
void seeds_expand(const struct seeds *in, const struct watch *const *watches,
    size_t n, struct seeds *out);

#endif
