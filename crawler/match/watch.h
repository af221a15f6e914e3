/* SPDX-License-Identifier: ISC */
/* One watched name, as `vigie watch add` declares it and as the register keeps
 * it. It is data alone: names.h makes recognisers of it. */
#ifndef CRAWLER_MATCH_WATCH_H
#define CRAWLER_MATCH_WATCH_H

#include <stddef.h>

#include "crawler/match/query.h"
#include "crawler/portrait/portrait.h"
#include "store/base/err.h"
#include "store/base/jout.h"
#include "store/base/json.h"

enum {
	WATCH_TEXT_MAX = 256, /* bytes of a name, alias, handle or word */
	WATCH_URL_MAX = 8192, /* bytes of an --own address or --avatar path */
	WATCH_QUERY_MAX = 16384,
	WATCH_LIST_MAX = 256, /* entries of each list */
};

/* A topic's name is a label: its documents are those of which its query is
 * true. */
enum watch_kind { WATCH_PERSON, WATCH_BRAND, WATCH_TOPIC };

struct watch_list {
	char **v; /* owned, as is each string */
	size_t n;
};

struct watch {
	char *name; /* owned: the name, as the user wrote it */
	enum watch_kind kind;
	struct watch_list also;    /* other names of the same subject */
	struct watch_list handles; /* its accounts, without a leading @ */
	struct watch_list avatars; /* paths of its pictures */
	/* What was read of them, in their order (portraits.h); none: not yet.
	 */
	struct portrait *portraits; /* owned */
	size_t n_portraits;
	struct watch_list with;    /* one of these must stand in the document */
	struct watch_list without; /* none of these may */
	struct watch_list own;     /* the subject's own pages: http(s) URLs */
	char *query;               /* owned; NULL: none (MATCHING.md 4.1) */
};

/* From the operands and options of `watch add` (argv holds those alone, not the
 * command's name): NAME and --kind --also --handle --avatar --with --without
 * --own --query, as "--also X" or "--also=X", in any order; "--" ends them.
 * Without --kind, a name is a person when it has two words or more, none of
 * which begins with a figure, and does not begin with an article. ERR_USAGE
 * with *why, a phrase without the option's value ("--kind is person or brand").
 */
enum err watch_from_args(char *const *argv, int argc, struct watch **out,
    const char **why) MUST_CHECK;
/* What is wrong with the query of a watch that says otherwise what it should;
 * true when nothing is. A topic's query must have words to look for. */
bool watch_query_check(const struct watch *w, struct query_fault *fault);
/* From the register's JSON; members of other types are refused (ERR_PARSE),
 * unknown members ignored. */
enum err watch_parse(const json_t *j, struct watch **out) MUST_CHECK;
/* The object that watch_parse reads. Empty lists are left out. */
void watch_to_json(const struct watch *w, struct jout *j);
void watch_free(struct watch *w); /* NULL does nothing */

#endif
