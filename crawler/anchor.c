/* SPDX-License-Identifier: ISC */
/* Questions to time-stamp authorities, by one multi handle. */
#include "crawler/anchor.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/fetch/tls.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	POLL_MS = 200, /* how soon a nearer end is noticed */
	CONNECT_MS = 10 * 1000,
	GAPS_MAX = 8 /* earlier checkpoints in one round */
};

#define DAY_MS ((int64_t)24 * 60 * 60 * 1000)
#define RENEW_BEFORE_MS (90 * DAY_MS)
#define RENEW_AFTER_MS (365 * DAY_MS)

/* One question on its way. */
struct question {
	struct anchor_ask *ask;     /* owned */
	CURL *easy;                 /* owned */
	struct curl_slist *headers; /* owned */
	struct tls *tls;            /* borrowed */
	struct tls_seen seen;
	struct buf reply;
	bool too_long;
	bool done;
	char error[CURL_ERROR_SIZE];
};

struct asking {
	struct anchor_round *r; /* borrowed */
	struct tls *tls;        /* owned */
	char *roots;            /* owned: PEM; NULL until one needs it */
	CURLM *multi;           /* owned */
	struct question *q;     /* owned: ANCHOR_ASKS_MAX */
	size_t n;
	uint64_t newest; /* size of the newest checkpoint */
	enum err err;
};

/* ---- what to ask ---- */

struct gathering {
	struct asking *a;
	struct txn *t;
	uint64_t size;
	uint64_t only; /* this authority, or 0: any */
};

static bool
gather_one(const struct authority *au, void *arg)
{
	struct gathering *g = arg;
	struct asking *a = g->a;
	struct anchor_ask *ask;

	if (g->only != 0 && au->number != g->only)
		return true;
	if (a->n == ANCHOR_ASKS_MAX)
		return false;
	if (anchor_ask_new(g->t, g->size, au, &ask) == ERR_OK) {
		a->q[a->n].ask = ask;
		a->n++;
	}
	return !a->r->first_only;
}

struct gaps {
	struct asking *a;
	int64_t now;
	uint64_t declared[ANCHOR_ASKS_MAX]; /* authorities */
	size_t n_declared;
	struct {
		uint64_t size, authority;
	} v[GAPS_MAX];
	size_t n;
};

static bool
note_declared(const struct authority *a, void *arg)
{
	struct gaps *all = arg;

	all->declared[all->n_declared++] = a->number;
	return all->n_declared < ANCHOR_ASKS_MAX;
}

static bool
is_declared(const struct gaps *all, uint64_t authority)
{
	for (size_t i = 0; i < all->n_declared; i++)
		if (all->declared[i] == authority)
			return true;
	return false;
}

static bool
note_gap(const struct anchor_gap *g, void *arg)
{
	struct gaps *all = arg;

	if (g->size != all->a->newest && is_declared(all, g->authority) &&
	    (all->a->r->all_gaps || g->next <= all->now)) {
		all->v[all->n].size = g->size;
		all->v[all->n].authority = g->authority;
		all->n++;
	}
	return all->n < GAPS_MAX;
}

/* The size that a note states, in its second line. */
static uint64_t
size_of_note(const char *note)
{
	const char *nl = strchr(note, '\n');

	return nl == NULL ? 0 : strtoull(nl + 1, NULL, 10);
}

static enum err
gather(struct asking *a)
{
	struct gaps gaps = { .a = a, .now = clock_wall_ms() };
	struct gathering g = { .a = a };
	char *note = NULL;
	enum err e;

	g.t = txn_begin(a->r->store, TXN_READ);
	e = checkpoint_newest(g.t, &note);
	if (e == ERR_OK) {
		a->newest = size_of_note(note);
		g.size = a->newest;
		e = register_authority_each(g.t, gather_one, &g);
	} else if (e == ERR_NOTFOUND) {
		e = ERR_OK;
	}
	free(note);
	if (e == ERR_OK && (a->r->gaps || a->r->all_gaps))
		e = register_authority_each(g.t, note_declared, &gaps);
	if (e == ERR_OK && gaps.n_declared > 0)
		e = anchor_gap_each(g.t, note_gap, &gaps);
	for (size_t i = 0; i < gaps.n && e == ERR_OK; i++) {
		g.size = gaps.v[i].size;
		g.only = gaps.v[i].authority;
		e = register_authority_each(g.t, gather_one, &g);
	}
	txn_abort(g.t);
	return e;
}

/* ---- one transfer ---- */

static size_t
on_body(char *data, size_t size, size_t n, void *arg)
{
	struct question *q = arg;

	if (buf_add(&q->reply, data, size * n) == ERR_OK)
		return size * n;
	q->too_long = true;
	return 0;
}

static CURLcode
on_ssl_context(CURL *easy, void *ctx, void *arg)
{
	struct question *q = arg;

	(void)easy;
	tls_setup(q->tls, ctx, &q->seen);
	return CURLE_OK;
}

static bool
set_options(struct question *q)
{
	CURL *c = q->easy;
	bool ok = true;

#define SET(option, value)                                                     \
	ok = ok && curl_easy_setopt(c, option, value) == CURLE_OK
	SET(CURLOPT_URL, q->ask->url);
	SET(CURLOPT_PRIVATE, q);
	SET(CURLOPT_ERRORBUFFER, q->error);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_PROTOCOLS_STR, "http,https");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_USERAGENT, "vigie/" VIGIE_VERSION);
	SET(CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	SET(CURLOPT_TIMEOUT_MS, (long)ANCHOR_LIMIT_MS);
	SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)ANCHOR_REPLY_MAX);
	SET(CURLOPT_POSTFIELDSIZE, (long)q->ask->request_len);
	SET(CURLOPT_POSTFIELDS, q->ask->request);
	SET(CURLOPT_HTTPHEADER, q->headers);
	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, q);
	SET(CURLOPT_CAPATH, NULL);
	SET(CURLOPT_CAINFO, NULL);
	SET(CURLOPT_SSL_CTX_FUNCTION, on_ssl_context);
	SET(CURLOPT_SSL_CTX_DATA, q);
#undef SET
	return ok;
}

static void
start(struct asking *a, struct question *q)
{
	static const char *const headers[] = {
		"Content-Type: application/timestamp-query",
		"Accept: application/timestamp-reply",
	};

	q->tls = a->tls;
	buf_init(&q->reply, ANCHOR_REPLY_MAX);
	for (size_t i = 0; i < NELEM(headers); i++)
		q->headers = curl_slist_append(q->headers, headers[i]);
	q->easy = curl_easy_init();
	if (q->easy == NULL || !set_options(q) ||
	    curl_multi_add_handle(a->multi, q->easy) != CURLM_OK) {
		log_error("libcurl: cannot ask %s", q->ask->url);
		a->err = ERR_SYS;
	}
}

static void
question_fini(struct asking *a, struct question *q)
{
	if (q->easy != NULL && a->multi != NULL)
		(void)curl_multi_remove_handle(a->multi, q->easy);
	curl_easy_cleanup(q->easy);
	curl_slist_free_all(q->headers);
	tls_seen_reset(&q->seen);
	buf_fini(&q->reply);
	anchor_ask_free(q->ask);
}

/* ---- what came ---- */

static const char *
roots(struct asking *a)
{
	if (a->roots == NULL && tls_load(a->tls) == ERR_OK)
		a->roots = tls_roots_pem(a->tls);
	return a->roots == NULL ? "" : a->roots;
}

/* Why an answer is none that could hold a token; NULL if it may. */
static char *
refuse(const struct question *q, CURLcode rc)
{
	long status = 0;

	(void)curl_easy_getinfo(q->easy, CURLINFO_RESPONSE_CODE, &status);
	if (q->too_long || rc == CURLE_FILESIZE_EXCEEDED)
		return mem_printf(
		    "its reply is longer than %d bytes", (int)ANCHOR_REPLY_MAX);
	if (rc != CURLE_OK)
		return mem_strdup(
		    q->error[0] != '\0' ? q->error : curl_easy_strerror(rc));
	if (status >= 300 && status < 400)
		return mem_printf("HTTP %ld: it redirects, which is not "
				  "followed",
		    status);
	return status == 200 ? NULL : mem_printf("HTTP %ld", status);
}

static void
conclude(struct asking *a, struct question *q, char *why)
{
	struct anchor_round *r = a->r;
	enum err e = ERR_OK;

	q->done = true;
	if (why == NULL) {
		e = anchor_keep(r->store, q->ask, q->reply.data, q->reply.len,
		    q->ask->roots == NULL ? roots(a) : NULL, &why);
		if (e == ERR_DENIED)
			e = ERR_OK;
	}
	if (why != NULL) {
		log_info("%s: no time stamp: %s", q->ask->url, why);
		if (e == ERR_OK)
			e = anchor_missed(r->store, q->ask, why);
		r->missed++;
	} else if (e == ERR_OK) {
		r->kept++;
	}
	if (r->say != NULL && e == ERR_OK)
		r->say(q->ask, why, r->arg);
	if (e != ERR_OK)
		a->err = e;
	free(why);
}

static void
take_messages(struct asking *a)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(a->multi, &left)) != NULL) {
		struct question *q = NULL;

		if (m->msg != CURLMSG_DONE)
			continue;
		(void)curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &q);
		if (q != NULL && !q->done)
			conclude(a, q, refuse(q, m->data.result));
	}
}

/* Until all have answered, or it is time. */
static void
converse(struct asking *a)
{
	int running = 1;

	while (running > 0 && a->err == ERR_OK &&
	       clock_mono_ms() < atomic_load(&a->r->until)) {
		if (curl_multi_perform(a->multi, &running) != CURLM_OK ||
		    (running > 0 && curl_multi_poll(a->multi, NULL, 0, POLL_MS,
					NULL) != CURLM_OK))
			a->err = ERR_SYS;
		take_messages(a);
	}
	for (size_t i = 0; i < a->n && a->err == ERR_OK; i++)
		if (!a->q[i].done)
			conclude(a, &a->q[i],
			    mem_strdup("no answer in the time that was left"));
}

/* ---- the round ---- */

enum err
anchor_round(struct anchor_round *r)
{
	struct asking a = { .r = r };

	r->kept = r->missed = 0;
	a.q = mem_zalloc(ANCHOR_ASKS_MAX * sizeof(a.q[0]));
	a.err = gather(&a);
	if (a.err == ERR_OK && a.n > 0) {
		a.tls = tls_new(r->ca_file);
		a.err = tls_load(a.tls);
		a.multi = curl_multi_init();
		for (size_t i = 0; i < a.n && a.err == ERR_OK; i++)
			start(&a, &a.q[i]);
		if (a.err == ERR_OK)
			converse(&a);
	}
	for (size_t i = 0; i < a.n; i++)
		question_fini(&a, &a.q[i]);
	curl_multi_cleanup(a.multi);
	tls_free(a.tls);
	free(a.roots);
	free(a.q);
	return a.err;
}

static bool
found_one(const struct authority *a, void *arg)
{
	bool *found = arg;

	(void)a;
	*found = true;
	return false;
}

bool
anchor_wanted(struct store *st)
{
	struct txn *t = txn_begin(st, TXN_READ);
	bool found = false;

	if (register_authority_each(t, found_one, &found) != ERR_OK)
		found = false;
	txn_abort(t);
	return found;
}

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
	if (e == ERR_OK && curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		log_error("libcurl: cannot be set up");
		e = ERR_SYS;
	}
	if (e == ERR_OK)
		e = checkpoint_make(r.store);
	atomic_init(&r.until, clock_mono_ms() + ANCHOR_LIMIT_MS);
	if (e == ERR_OK)
		e = anchor_round(&r);
	store_close(r.store);
	return e == ERR_OK && r.missed > 0 ? ERR_SHORT : e;
}

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
