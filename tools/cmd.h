/* SPDX-License-Identifier: ISC */
/* tools: what a person touches. One command is one file in commands/ and one
 * row in main.c. A command reads options, calls crawler/ or store/, and prints
 * through out.h; it holds no algorithm. */
#ifndef TOOLS_CMD_H
#define TOOLS_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/store.h"

/* The options that every command takes (CLI.md, "Everywhere"). */
struct global {
	char *archive;      /* owned: directory */
	bool archive_given; /* by -a or VIGIE_ARCHIVE */
	bool json, french, color;
	int verbosity; /* -1 quiet, 0, 1, 2 */
};

/* An option of a command, as --NAME, or -N where the name is one letter; for
 * help and for parsing alike. */
struct option {
	const char *name;
	const char *value;   /* what stands for its value; NULL: it has none */
	const char *en, *fr; /* what it does */
};

struct given {
	const struct option *option;
	const char *value; /* points into argv; "" where it has none */
};

/* What stood behind the command's name. */
struct args {
	const char **operands; /* owned; they point into argv */
	size_t n_operands;
	struct given *given; /* owned */
	size_t n_given;
	/* All of it but the global options, in order (`watch add`). */
	char **raw;
	int n_raw;
};

/* The last value given, or NULL; true for an option without a value. */
const char *options_value(const struct args *a, const char *name);
bool options_has(const struct args *a, const char *name);
/* All values of an option that may be said again, *n of them, in order; the
 * caller frees the array. */
const char **options_values(const struct args *a, const char *name, size_t *n);

struct cmd {
	const char *name;
	int (*run)(const struct global *g, const struct args *a);
	const char *synopsis;         /* behind the name */
	const char *en, *fr;          /* one line */
	const struct option *options; /* ends with a NULL name; or NULL */
	const char *example;
	bool parses; /* it needs the sandbox: crawl_setup before anything */
	bool raw;    /* its options are read by somebody else */
};

/* A word or sentence in the user's language. */
#define T(g, en, fr) ((g)->french ? (fr) : (en))

/* For a callback's argument, where the callback only reads it. */
static inline void *
cmd_unconst(const struct global *g)
{
	union {
		const struct global *in;
		void *out;
	} u = { g };

	return u.out;
}

/* Logs "vigie: CMD: what" with a hint at --help; EXIT 2. */
int cmd_usage(const char *cmd, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Opens the archive for reading; says how to make one where there is none. */
enum err cmd_open(const struct global *g, struct store **st) MUST_CHECK;
/* The same for writing, where a command makes no archive of its own. */
enum err cmd_open_write(const struct global *g, struct store **st) MUST_CHECK;

int cmd_anchor(const struct global *g, const struct args *a);
int cmd_backup(const struct global *g, const struct args *a);
int cmd_capture(const struct global *g, const struct args *a);
int cmd_checkpoint(const struct global *g, const struct args *a);
int cmd_doctor(const struct global *g, const struct args *a);
int cmd_export(const struct global *g, const struct args *a);
int cmd_forget(const struct global *g, const struct args *a);
int cmd_history(const struct global *g, const struct args *a);
int cmd_import(const struct global *g, const struct args *a);
int cmd_label(const struct global *g, const struct args *a);
int cmd_mentions(const struct global *g, const struct args *a);
int cmd_merge(const struct global *g, const struct args *a);
int cmd_reindex(const struct global *g, const struct args *a);
int cmd_seeds(const struct global *g, const struct args *a);
int cmd_show(const struct global *g, const struct args *a);
int cmd_sources(const struct global *g, const struct args *a);
int cmd_stats(const struct global *g, const struct args *a);
int cmd_sweep(const struct global *g, const struct args *a);
int cmd_verify(const struct global *g, const struct args *a);
int cmd_watch(const struct global *g, const struct args *a);
/* What stands behind `watch add` and `watch try`, as crawl_watch_parse: 0, or
 * the exit status after an error that has been said. */
int cmd_watch_read(const struct global *g, char *const *argv, int argc,
    char **name, char **json);
/* Its subcommand `try`, with what stood behind it. */
int cmd_watch_try(const struct global *g, char *const *argv, int argc);

extern const struct option doctor_options[], export_options[], anchor_options[],
    checkpoint_options[], forget_options[], capture_options[],
    history_options[], mentions_options[], show_options[], sources_options[],
    sweep_options[], verify_options[], watch_options[];

#endif
