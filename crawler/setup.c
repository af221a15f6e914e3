/* SPDX-License-Identifier: ISC */
/* Before the first thread: libraries, and the parser children's spawner. */
#include "crawler/setup.h"

#include <curl/curl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/fetch/exchange.h"
#include "crawler/match/lookalike.h"
#include "crawler/normalise/fold.h"
#include "crawler/normalise/url.h"
#include "crawler/seeds/seeds.h"
#include "store/base/log.h"
#include "store/base/mem.h"

static struct sandbox *sandbox; /* set once by crawl_setup */

enum err
crawl_setup(void)
{
	enum err e;

	if (sandbox != NULL)
		return ERR_OK;
	json_object_seed(0);
	digest_setup();
	/* Before the fork: the tables are made once, and every child has them.
	 */
	fold_setup();
	lookalike_setup();
	e = sandbox_start(&sandbox);
	if (e != ERR_OK)
		return e;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		log_error("libcurl: cannot be set up");
		return ERR_SYS;
	}
	return ERR_OK;
}

void
crawl_teardown(void)
{
	if (sandbox == NULL)
		return;
	sandbox_stop(sandbox);
	sandbox = NULL;
	curl_global_cleanup();
}

struct sandbox *
setup_sandbox(void)
{
	return sandbox;
}

static bool
add_watch(const char *name, const char *json, void *arg)
{
	struct watches *w = arg;
	struct query_fault fault;
	struct watch *watch;
	json_t *j = NULL;

	if (json_parse(json, strlen(json), &j) == ERR_OK &&
	    watch_parse(j, &watch) == ERR_OK) {
		if (!watch_query_check(watch, &fault))
			log_warn("%s: --query: character %zu: %s: it is not "
				 "asked (watch the name again)",
			    name, fault.at, fault.en);
		w->v = mem_grow(w->v, w->n + 1, sizeof(struct watch *));
		w->v[w->n++] = watch;
		if (watch->avatars.n > 0 && watch->n_portraits == 0)
			log_warn("register: %s: its portraits were not read "
				 "(watch it again)",
			    name);
	} else {
		log_error(
		    "register: %s: cannot be read (watch it again)", name);
	}
	json_decref(j);
	return true;
}

enum err
watches_load(struct store *st, struct watches *out)
{
	struct txn *t = txn_begin(st, TXN_READ);
	enum err e, end;

	out->v = NULL;
	out->n = 0;
	out->generation = register_generation(t);
	e = register_watch_each(t, add_watch, out);
	end = txn_end(t);
	return e == ERR_OK || e == ERR_NOTFOUND ? end : e;
}

bool
watches_have(const struct watches *w, const char *name)
{
	for (size_t i = 0; i < w->n; i++)
		if (strcmp(w->v[i]->name, name) == 0)
			return true;
	return false;
}

void
watches_check(
    const struct watches *w, const struct seeds *all, const char *path)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct seed *s = &all->v[i];

		if (s->name != NULL && !watches_have(w, s->name))
			log_warn("%s:%u: name=%s: not a watched name (vigie "
				 "watch list)",
			    path, s->line, s->name);
	}
}

void
watches_fini(struct watches *w)
{
	for (size_t i = 0; i < w->n; i++)
		watch_free(w->v[i]);
	free(w->v);
	w->v = NULL;
	w->n = 0;
}

/* As url_resolve, of those two kinds alone. */
static enum err
resolve_typed(const char *typed, bool any, char **href)
{
	char *whole;
	enum err e = url_resolve(NULL, typed, &whole);

	if (e == ERR_OK && !url_is_http(whole) &&
	    (!any || !url_is_fetched(whole))) {
		free(whole);
		e = ERR_PARSE;
	}
	if (e == ERR_OK)
		*href = whole;
	return e;
}

enum err
crawl_url(const char *typed, char **href)
{
	return resolve_typed(typed, false, href);
}

enum err
crawl_address(const char *typed, char **href)
{
	return resolve_typed(typed, true, href);
}

bool
crawl_status_shows(const char *url, int status)
{
	return exchange_says_all(url != NULL ? url : "", status) ||
	       crawl_status_is_gone(url, status) || status == 304;
}

bool
crawl_status_is_gone(const char *url, int status)
{
	return exchange_says_gone(url != NULL ? url : "", status);
}
