/* SPDX-License-Identifier: ISC */
/* Rounds by the user's hand: `anchor run`, `anchor renew`, the stamps of a
 * bundle. */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/anchor/anchor.h"
#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/log.h"

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)
#define RENEW_BEFORE_MS (90 * DAY_MS)
#define RENEW_AFTER_MS (365 * DAY_MS)

/* ---- by the user's hand ---- */

struct saying {
	void (*say)(const struct crawl_anchor *a, void *arg);
	void *arg;
};

static void
say_it(const struct anchor_ask *ask, const char *why, void *arg)
{
	const struct saying *s = arg;
	const struct crawl_anchor a = { .url = ask->url,
		.name = ask->name,
		.why = why,
		.size = ask->size,
		.tries = ask->tries + 1 };

	s->say(&a, s->arg);
}

static enum err
set_up_curl(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
		return ERR_OK;
	log_error("libcurl: cannot be set up");
	return ERR_SYS;
}

enum err
crawl_anchor(const char *archive, const char *ca_file,
    void (*say)(const struct crawl_anchor *a, void *arg), void *arg)
{
	struct saying saying = { say, arg };
	struct anchor_round r = { .ca_file = ca_file,
		.all_gaps = true,
		.say = say_it,
		.arg = &saying };
	enum err e = store_open(archive, STORE_WRITE, &r.store);

	if (e == ERR_OK && !anchor_wanted(r.store)) {
		log_error("anchor: no authority is declared (vigie anchor add "
			  "URL)");
		e = ERR_USAGE;
	}
	if (e == ERR_OK)
		e = set_up_curl();
	if (e == ERR_OK)
		e = checkpoint_make(r.store);
	atomic_init(&r.until, clock_mono_ms() + ANCHOR_LIMIT_MS);
	if (e == ERR_OK)
		e = anchor_round(&r);
	store_close(r.store);
	return e == ERR_OK && r.missed > 0 ? ERR_SHORT : e;
}

/* ---- a digest ---- */

struct stamping {
	bool (*wants)(const char *name, void *arg);
	void (*say)(const struct crawl_stamp *s, void *arg);
	void *arg;
};

static void
give(const struct anchor_ask *ask, const struct anchor_token *token,
    const char *why, void *arg)
{
	const struct stamping *s = arg;
	const struct crawl_stamp stamp = { .url = ask->url,
		.name = ask->name,
		.why = why,
		.qualified = ask->qualified,
		.ots = ask->kind == ANCHOR_OTS,
		.request = ask->request,
		.request_len = ask->request_len,
		.token = token };

	s->say(&stamp, s->arg);
}

static void
give_token(
    const struct anchor_ask *ask, const struct anchor_token *token, void *arg)
{
	give(ask, token, NULL, arg);
}

static void
give_why(const struct anchor_ask *ask, const char *why, void *arg)
{
	if (why != NULL)
		give(ask, NULL, why, arg);
}

static bool
is_wanted(const struct authority *a, void *arg)
{
	const struct stamping *s = arg;

	return s->wants(a->name, s->arg);
}

enum err
crawl_stamp(struct store *st, const uint8_t sha[32], const char *ca_file,
    bool (*wants)(const char *name, void *arg),
    void (*say)(const struct crawl_stamp *s, void *arg), void *arg)
{
	struct stamping s = { wants, say, arg };
	struct anchor_round r = { .store = st,
		.ca_file = ca_file,
		.digest = sha,
		.wants = is_wanted,
		.take = give_token,
		.say = give_why,
		.arg = &s };
	enum err e;

	if (!anchor_wanted(st))
		return ERR_OK;
	e = set_up_curl();
	atomic_init(&r.until, clock_mono_ms() + ANCHOR_LIMIT_MS);
	return e == ERR_OK ? anchor_round(&r) : e;
}

/* ---- renewal ---- */

static bool
note_newest(const struct anchor *a, void *arg)
{
	int64_t *due = arg;
	int64_t its = a->expires - RENEW_BEFORE_MS;

	/* The greatest tree comes last, and covers all tokens before it. */
	if (a->kind != ANCHOR_RFC3161)
		return true;
	*due = its < a->time + RENEW_AFTER_MS ? its : a->time + RENEW_AFTER_MS;
	return true;
}

enum err
crawl_anchor_due(const char *archive, int64_t *due)
{
	struct store *st;
	struct txn *t;
	enum err e = store_open(archive, STORE_READ, &st);

	*due = INT64_MIN;
	if (e != ERR_OK)
		return e;
	t = txn_begin(st, TXN_READ);
	e = anchor_each(t, 0, note_newest, due);
	txn_abort(t);
	store_close(st);
	return e;
}
