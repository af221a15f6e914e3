/* SPDX-License-Identifier: ISC */
/* crawler/sandbox: where foreign bytes are read.
 *
 * Parser children. A small spawner is forked first of all, before threads and
 * before LMDB opens; it alone forks afterwards, so a child that died is
 * replaced without the program itself ever forking again. Each worker owns one
 * child: the body goes over in shared memory, the harvest comes back the same
 * way and is checked like foreign input. A page that crashes or hangs its
 * child costs that page. */
#ifndef CRAWLER_SANDBOX_SANDBOX_H
#define CRAWLER_SANDBOX_SANDBOX_H

#include "crawler/analyse/analyse.h"

/* Wall clock for one answer; what sanitizers and counters of coverage slow down
 * is given longer (VIGIE_INSTRUMENTED: Makefile). */
#ifdef VIGIE_INSTRUMENTED
enum { SANDBOX_DEADLINE_MS = 150 * 1000 };
#else
enum { SANDBOX_DEADLINE_MS = 30 * 1000 };
#endif

struct sandbox; /* the spawner */
struct parser;  /* one child */

/* Forks the spawner. Call before the first thread and before any store is
 * open. ERR_SYS. */
enum err sandbox_start(struct sandbox **out) MUST_CHECK;
/* Ends the spawner and with it every child; NULL does nothing. */
void sandbox_stop(struct sandbox *sb);

/* A child with this configuration (analyse_config), which it keeps a copy of
 * for its successors. Any thread, afterwards used by one. */
enum err parser_new(struct sandbox *sb, const void *config, size_t n,
    unsigned n_names, struct parser **out) MUST_CHECK;
void parser_free(struct parser *p);
/* Another deadline than SANDBOX_DEADLINE_MS (tests). */
void parser_set_deadline(struct parser *p, int ms);
/* analyse() in the child. ERR_STOPPED: the child crashed, *why (static) says
 * how; ERR_LIMIT: it took too long or answered too much; ERR_PARSE: what it
 * answered was not a harvest. In each case it has been replaced. */
enum err parser_run(struct parser *p, const struct analysis *in,
    struct harvest **out, const char **why) MUST_CHECK;

#endif
