/* SPDX-License-Identifier: ISC */
/* A name or a query tried on the archive as it is: every answer whose body was
 * kept is read again, the newest first, so that a document shows what it last
 * said. Nothing is written. */
#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/crawl.h"
#include "crawler/fetch/seen.h"
#include "crawler/replay/replay.h"
#include "crawler/setup.h"
#include "store/base/mem.h"

struct attempt {
	struct watch *watch; /* owned */
	struct replay replay;
	struct seen found; /* documents, by address */
	struct seen today; /* documents that are mentions of the name now */
	struct seen read;  /* answers, by address */
	crawl_say_found say;
	void *arg;
	struct crawl_tried *sum;
};

/* What the index holds of this name. */
static bool
note_today(const char *json, size_t n, void *arg)
{
	struct attempt *at = arg;
	json_t *m = NULL;
	const char *url;

	if (json_parse(json, n, &m) != ERR_OK)
		return true;
	url = json_get_text(m, "url");
	if (url != NULL && seen_add(&at->today, url))
		at->sum->today++;
	json_decref(m);
	return true;
}

static void
say_mention(struct attempt *at, const struct mention *m, const struct job *j)
{
	struct crawl_found f = { .match = m->match,
		.matched = m->matched,
		.kind = m->kind,
		.network = m->network,
		.url = m->url,
		.author = m->author,
		.title = m->title,
		.published = m->published,
		.snippet = m->snippet,
		.at = j->x->started_ns / 1000000,
		.known = seen_has(&at->today, m->url) };

	if (!seen_add(&at->found, m->url))
		return;
	at->sum->found++;
	at->sum->known += f.known;
	at->say(&f, at->arg);
}

/* An older answer of the same address says nothing new. */
static void
try_leaf(struct attempt *at, struct txn *t, const json_t *leaf)
{
	const char *url = json_get_text(leaf, "requested_url");
	struct job *j;
	bool kept;

	if (url == NULL || seen_has(&at->read, url))
		return;
	j = replay_read(&at->replay, t, leaf, &kept);
	if (j == NULL || j->harvest == NULL) {
		job_free(j);
		return;
	}
	(void)seen_add(&at->read, url);
	at->sum->pages++;
	for (size_t i = 0; i < j->harvest->n_mentions; i++)
		say_mention(at, &j->harvest->mentions[i], j);
	job_free(j);
}

/* Read transactions are short: one a leaf. */
static enum err
try_all(struct attempt *at, struct store *st)
{
	enum err e = ERR_OK;

	for (uint64_t seq = at->replay.size; seq-- > 0 && e == ERR_OK;) {
		struct txn *t = txn_begin(st, TXN_READ);
		char *text = NULL;
		json_t *leaf = NULL;
		size_t n;

		if (log_get(t, seq, &text, &n) == ERR_OK &&
		    json_parse(text, n, &leaf) == ERR_OK)
			try_leaf(at, t, leaf);
		json_decref(leaf);
		free(text);
		e = txn_end(t);
	}
	return e;
}

static bool
say_lost(const char *json, size_t n, void *arg)
{
	struct attempt *at = arg;
	struct crawl_found f = { .lost = true, .known = true };
	json_t *m = NULL;

	if (json_parse(json, n, &m) != ERR_OK)
		return true;
	f.url = json_get_text(m, "url");
	if (f.url != NULL && seen_add(&at->found, f.url)) {
		f.match = json_get_text(m, "match");
		f.matched = json_get_text(m, "matched");
		f.kind = json_get_text(m, "kind");
		f.network = json_get_text(m, "network");
		f.author = json_get_text(m, "author");
		f.title = json_get_text(m, "title");
		f.published = json_get_text(m, "published");
		f.snippet = json_get_text(m, "snippet");
		at->sum->lost++;
		at->say(&f, at->arg);
	}
	json_decref(m);
	return true;
}

/* The name's mentions of today: noted before, looked over after. */
static enum err
each_today(struct attempt *at, struct store *st,
    bool (*fn)(const char *json, size_t n, void *arg))
{
	struct mention_filter f = { .name = at->watch->name,
		.since = INT64_MIN };
	struct txn *t = txn_begin(st, TXN_READ);
	enum err e = index_mentions(t, &f, fn, at);
	enum err end = txn_end(t);

	return e == ERR_OK ? end : e;
}

static enum err
attempt_watch(const char *json, struct watch **out)
{
	json_t *j = NULL;
	enum err e = json_parse(json, strlen(json), &j);

	if (e == ERR_OK)
		e = watch_parse(j, out);
	json_decref(j);
	return e;
}

enum err
crawl_try(struct store *st, const char *json, crawl_say_found say, void *arg,
    struct crawl_tried *sum)
{
	struct attempt at = { .say = say, .arg = arg, .sum = sum };
	enum err e = attempt_watch(json, &at.watch);

	memset(sum, 0, sizeof(*sum));
	seen_init(&at.found);
	seen_init(&at.today);
	seen_init(&at.read);
	if (e == ERR_OK)
		e = each_today(&at, st, note_today);
	if (e == ERR_OK)
		e = replay_open(
		    &at.replay, st, (const struct watch *const *)&at.watch, 1);
	if (e == ERR_OK)
		e = try_all(&at, st);
	if (e == ERR_OK)
		e = each_today(&at, st, say_lost);
	replay_fini(&at.replay);
	seen_fini(&at.read);
	seen_fini(&at.today);
	seen_fini(&at.found);
	watch_free(at.watch);
	return e;
}
