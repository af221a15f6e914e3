/* SPDX-License-Identifier: ISC */
/* For tests of adapters: an answer made of literals or of a file, read by an
 * adapter or a parser into a page. */
#ifndef TESTS_UNIT_FIXTURE_H
#define TESTS_UNIT_FIXTURE_H

#include <ctype.h>
#include <stdlib.h>

#include "crawler/networks/network.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

enum { FIXTURE_FILE_MAX = 1024 * 1024 };

static const char *const fixture_names[] = { "Jane Doe" };

struct fixture {
	struct seed_view seed;
	struct source s;
	struct page p;
	char mime[64], type[128];
	char *file; /* owned */
};

static inline bool
fixture_candidate(const char *text, size_t n, void *arg)
{
	(void)n;
	(void)arg;
	return strstr(text, "Jane") != NULL;
}

static inline void
fixture_init(struct fixture *f, const char *target)
{
	memset(f, 0, sizeof(*f));
	f->seed.target = target;
	f->seed.scope = target;
	f->seed.depth = 20;
	f->seed.pages = 20;
	f->seed.names = fixture_names;
	f->seed.n_names = 1;
	f->s.seed = &f->seed;
	f->s.url = target;
	f->s.status = 200;
	f->s.head = "";
	f->s.mime = f->mime;
	f->s.content_type = f->type;
	f->s.body = "";
	f->s.at = 1795000000000; /* November 2026 */
	f->s.candidate = fixture_candidate;
	page_init(&f->p);
}

static inline void
fixture_fini(struct fixture *f)
{
	page_fini(&f->p);
	free(f->file);
}

/* The head gives the type, as in life. */
static inline void
fixture_head(struct fixture *f, int status, const char *head)
{
	size_t n;

	f->s.status = status;
	f->s.head = head;
	f->s.head_len = strlen(head);
	f->type[0] = '\0';
	if (!source_header(&f->s, "Content-Type", f->type, sizeof(f->type)))
		f->type[0] = '\0';
	n = strcspn(f->type, "; ");
	memcpy(f->mime, f->type, n < sizeof(f->mime) ? n : 0);
	f->mime[n < sizeof(f->mime) ? n : 0] = '\0';
}

static inline void
fixture_body(struct fixture *f, const char *body)
{
	f->s.body = body;
	f->s.body_len = strlen(body);
}

/* A file of tests/data; the tests run in the project's root. */
static inline void
fixture_file(struct fixture *f, const char *path)
{
	FILE *in = fopen(path, "rb");
	size_t n = 0;

	free(f->file);
	f->file = mem_zalloc(FIXTURE_FILE_MAX + 1);
	if (in != NULL) {
		n = fread(f->file, 1, FIXTURE_FILE_MAX, in);
		fclose(in);
	} else {
		perror(path);
	}
	f->s.body = f->file;
	f->s.body_len = n;
}

static inline enum err
fixture_parse(struct fixture *f, const struct network *network)
{
	page_reset(&f->p);
	return network->parse(&f->s, &f->p);
}

static inline bool
fixture_has(const struct fixture *f, const char *url)
{
	for (size_t i = 0; i < f->p.n_links; i++)
		if (strcmp(f->p.links[i].url, url) == 0)
			return true;
	return false;
}

/* The page's link of that address; the test fails where there is none. */
static inline const struct link *
fixture_link(const struct fixture *f, const char *url)
{
	static const struct link none = { .url = "" };

	for (size_t i = 0; i < f->p.n_links; i++)
		if (strcmp(f->p.links[i].url, url) == 0)
			return &f->p.links[i];
	fail_msg("no link to %s", url);
	return &none;
}

static inline size_t
fixture_count(const struct fixture *f, enum link_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < f->p.n_links; i++)
		n += f->p.links[i].kind == kind;
	return n;
}

/* Follows a link: its answer is the next one to be read. */
static inline void
fixture_follow(struct fixture *f, const struct link *l)
{
	static char url[8192], context[8192];

	snprintf(url, sizeof(url), "%s", l->url);
	snprintf(context, sizeof(context), "%s",
	    l->context != NULL ? l->context : "");
	f->s.url = url;
	f->s.role = l->role;
	f->s.context = l->context != NULL ? context : NULL;
}

static inline bool
fixture_says(const struct fixture *f, const char *words)
{
	return f->p.problem != NULL && strstr(f->p.problem, words) != NULL;
}

#endif
