/* SPDX-License-Identifier: ISC */
/* Questions to time-stamp authorities, by one multi handle. */
#include "crawler/anchor/anchor.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/anchor/anchor_gather.h"
#include "crawler/crawl.h"
#include "crawler/fetch/tls.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	POLL_MS = 200, /* how soon a nearer end is noticed */
	CONNECT_MS = 10 * 1000
};

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
	enum err err;
};

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
	SET(CURLOPT_URL, q->ask->href);
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
	if (q->ask->request != NULL) {
		SET(CURLOPT_POSTFIELDSIZE, (long)q->ask->request_len);
		SET(CURLOPT_POSTFIELDS, q->ask->request);
	}
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
	static const char *const stamp[] = {
		"Content-Type: application/timestamp-query",
		"Accept: application/timestamp-reply", NULL
	};
	static const char *const ots[] = {
		"Accept: application/vnd.opentimestamps.v1", NULL
	};
	const char *const *header = q->ask->kind == ANCHOR_OTS ? ots : stamp;

	q->tls = a->tls;
	buf_init(&q->reply, ANCHOR_REPLY_MAX);
	for (; *header != NULL; header++)
		q->headers = curl_slist_append(q->headers, *header);
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

/* Gives a token over the round's digest to whom it is for. */
static enum err
hand_over(struct asking *a, const struct question *q, char **why)
{
	struct anchor_token token;
	enum err e = anchor_judge_digest(q->ask, q->reply.data, q->reply.len,
	    q->ask->roots == NULL ? roots(a) : NULL, &token, why);

	if (e != ERR_OK)
		return e;
	a->r->take(q->ask, &token, a->r->arg);
	anchor_token_fini(&token);
	return ERR_OK;
}

static enum err
take_reply(struct asking *a, const struct question *q, char **why)
{
	enum err e;

	if (a->r->digest != NULL)
		e = hand_over(a, q, why);
	else
		e = anchor_keep(a->r->store, q->ask, q->reply.data,
		    q->reply.len, q->ask->roots == NULL ? roots(a) : NULL, why);
	return e == ERR_DENIED ? ERR_OK : e;
}

static void
conclude(struct asking *a, struct question *q, char *why)
{
	struct anchor_round *r = a->r;
	enum err e = ERR_OK;

	q->done = true;
	if (why == NULL)
		e = take_reply(a, q, &why);
	if (why != NULL) {
		log_info("%s: no time stamp: %s", q->ask->url, why);
		if (e == ERR_OK && r->digest == NULL && !q->ask->upgrade)
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

/* A calendar that has no block yet says 404, for hours; one that is asked for a
 * better proof and has none leaves no gap. */
static bool
is_not_yet(const struct question *q, CURLcode rc)
{
	long status = 0;

	(void)curl_easy_getinfo(q->easy, CURLINFO_RESPONSE_CODE, &status);
	return q->ask->upgrade && (rc != CURLE_OK || status != 200);
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
		if (q == NULL || q->done)
			continue;
		if (is_not_yet(q, m->data.result))
			q->done = true;
		else
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
		if (!a->q[i].done && !a->q[i].ask->upgrade)
			conclude(a, &a->q[i],
			    mem_strdup("no answer in the time that was left"));
}

/* ---- the round ---- */

enum err
anchor_round(struct anchor_round *r)
{
	struct anchor_ask *asks[ANCHOR_ASKS_MAX];
	struct asking a = { .r = r };

	r->kept = r->missed = 0;
	a.q = mem_zalloc(ANCHOR_ASKS_MAX * sizeof(a.q[0]));
	a.err = anchor_gather(r, asks, &a.n);
	for (size_t i = 0; i < a.n; i++)
		a.q[i].ask = asks[i];
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
