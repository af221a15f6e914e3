/* SPDX-License-Identifier: ISC */
/* A view, made and kept: its pieces as blobs, and one record that names them,
 * the exchange they are of, the browser, and every request that was fed to it.
 *
 * The record is filed under "urn:vigie:view:" and the page's address, so that
 * the history of the address itself stays that of its exchanges. */
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "crawler/browser/launch.h"
#include "crawler/browser/shown.h"
#include "crawler/crawl.h"
#include "crawler/normalise/url.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	RECORD_MAX = 4 * 1024 * 1024,
	REQUESTS_MAX = 4 * 1024 * 1024,
	BLOBS = SHOWN_N + 1 /* the pieces, and the list of requests */
};

static const char urn[] = "urn:vigie:view:";
static const char requests_name[] = "requests";
static const char requests_mime[] = "application/json";

struct view {
	struct browser_view *v;
	struct launch launch;
	struct sealed sealed;
	struct shown shown;
	struct buf requests;         /* the list, as JSON */
	struct packed *blobs[BLOBS]; /* owned; NULL: none */
	uint64_t number;
};

/* ---- the list of requests ---- */

/* Address and certificates, as the snapshot's record has them. */
static void
put_provenance(struct jout *j, struct txn *t, uint64_t number)
{
	struct snapshot s;
	json_t *leaf = NULL;
	const json_t *tls;

	if (number == 0 || snapshot_get(t, number, &s) != ERR_OK)
		return;
	if (json_parse(s.record, s.record_len, &leaf) == ERR_OK) {
		tls = json_object_get(leaf, "tls");
		jout_kint(j, "status", json_get_int(leaf, "status", 0));
		jout_ktext(j, "ip", json_get_text(leaf, "ip"));
		jout_ktext(
		    j, "payload_sha256", json_get_text(leaf, "payload_sha256"));
		jout_ktext(
		    j, "tls_chain_sha256", json_get_text(tls, "chain_sha256"));
	}
	json_decref(leaf);
	snapshot_fini(&s);
}

static enum err
list_requests(struct view *w)
{
	struct txn *t = txn_begin(w->v->store, TXN_READ);
	struct jout j;

	jout_begin(&j, &w->requests);
	jout_arr(&j);
	for (size_t i = 0; i < w->sealed.n; i++) {
		const struct sealed_request *q = &w->sealed.v[i];

		jout_obj(&j);
		jout_ktext(&j, "url", q->url);
		jout_ktext(&j, "method", q->method);
		jout_ktext(&j, "type", q->type);
		jout_ktext(&j, "answer", q->how != NULL ? q->how : "none");
		if (q->why != NULL)
			jout_ktext(&j, "why", q->why);
		jout_key(&j, "snapshot");
		if (q->snapshot != 0)
			jout_int(&j, (int64_t)q->snapshot);
		else
			jout_null(&j);
		put_provenance(&j, t, q->snapshot);
		jout_obj_end(&j);
	}
	jout_arr_end(&j);
	txn_abort(t);
	return j.err;
}

/* ---- the record ---- */

static const char *
piece_name(size_t i)
{
	return i < SHOWN_N ? shown_piece_name((enum shown_piece)i)
			   : requests_name;
}

static const char *
piece_mime(size_t i)
{
	return i < SHOWN_N ? shown_piece_mime((enum shown_piece)i)
			   : requests_mime;
}

static size_t
piece_len(const struct view *w, size_t i)
{
	return i < SHOWN_N ? w->shown.pieces[i].len : w->requests.len;
}

static void
put_pieces(struct jout *j, const struct view *w)
{
	jout_key(j, "pieces");
	jout_arr(j);
	for (size_t i = 0; i < BLOBS; i++) {
		if (w->blobs[i] == NULL)
			continue;
		jout_obj(j);
		jout_ktext(j, "piece", piece_name(i));
		jout_ktext(j, "mime", piece_mime(i));
		jout_kint(j, "bytes", (int64_t)piece_len(w, i));
		jout_khex(
		    j, "sha256", blob_packed_sha(w->blobs[i]), SHA256_LEN);
		jout_obj_end(j);
	}
	jout_arr_end(j);
	jout_key(j, "blobs");
	jout_arr(j);
	for (size_t i = 0; i < BLOBS; i++)
		if (w->blobs[i] != NULL)
			jout_hex(j, blob_packed_sha(w->blobs[i]), SHA256_LEN);
	jout_arr_end(j);
}

static void
put_browser(struct jout *j, const struct view *w)
{
	jout_key(j, "browser");
	jout_obj(j);
	jout_ktext(j, "product", w->shown.product);
	jout_ktext(j, "user_agent", w->shown.user_agent);
	jout_kbool(j, "sandbox", w->launch.sandbox);
	jout_key(j, "flags");
	jout_arr(j);
	for (size_t i = 0; launch_flags[i] != NULL; i++)
		jout_text(j, launch_flags[i]);
	if (!w->launch.sandbox)
		jout_text(j, "--no-sandbox");
	jout_arr_end(j);
	jout_kint(j, "width", SHOWN_WIDTH);
	jout_kint(j, "height", SHOWN_HEIGHT);
	jout_obj_end(j);
}

static void
put_problems(struct jout *j, const struct view *w)
{
	if (w->shown.problems == 0)
		return;
	jout_key(j, "problems");
	jout_arr(j);
	for (unsigned i = 0; i < SHOWN_PROBLEMS_N; i++)
		if ((w->shown.problems & 1U << i) != 0)
			jout_text(
			    j, shown_problem_words((enum shown_problem)i));
	jout_arr_end(j);
}

/* Every snapshot that was fed to it, each once: what a replay needs. */
static void
put_fed(struct jout *j, const struct view *w)
{
	jout_key(j, "fed");
	jout_arr(j);
	for (size_t i = 0; i < w->sealed.n; i++) {
		uint64_t number = w->sealed.v[i].snapshot;
		bool first = number != 0;

		for (size_t k = 0; k < i && first; k++)
			first = w->sealed.v[k].snapshot != number;
		if (first)
			jout_int(j, (int64_t)number);
	}
	jout_arr_end(j);
}

static void
put_record(struct jout *j, const struct view *w, const char *filed)
{
	const struct shown *s = &w->shown;
	char *canonical = NULL;

	if (url_canonical(w->sealed.page_url, &canonical) != ERR_OK)
		canonical = mem_strdup(w->sealed.page_url);
	jout_kint(j, "snapshot", (int64_t)w->number);
	if (w->v->fetch.sweep > 0)
		jout_kint(j, "sweep", (int64_t)w->v->fetch.sweep);
	jout_ktext(j, "url", canonical);
	jout_ktext(j, "requested_url", filed);
	jout_kint(j, "view_of", (int64_t)w->v->page);
	jout_kbool(j, "derived", true);
	jout_ktext(j, "recording", "sealed");
	jout_ktext(j, "isolation", w->launch.isolation);
	jout_ktime(j, "at", s->begun);
	jout_ktime(j, "ended", s->ended);
	jout_ktext(j, "shown_url", s->url);
	jout_ktext(j, "title", s->title);
	jout_kint(j, "width", s->width);
	jout_kint(j, "height", s->height);
	put_browser(j, w);
	put_problems(j, w);
	put_fed(j, w);
	put_pieces(j, w);
	free(canonical);
}

static enum err
write_view(struct txn *t, void *arg)
{
	struct view *w = arg;
	char *filed = mem_printf("%s%s", urn, w->sealed.page_url);
	struct buf b;
	struct jout j;
	uint64_t more, seq;

	w->number = snapshot_next(t);
	buf_init(&b, RECORD_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	put_record(&j, w, filed);
	jout_obj_end(&j);
	for (size_t i = 0; i < BLOBS; i++)
		if (w->blobs[i] != NULL)
			blob_put(t, w->blobs[i], &more);
	/* Without the braces. */
	if (j.err == ERR_OK)
		snapshot_put(
		    t, w->number, filed, "view", b.data + 1, b.len - 2, &seq);
	buf_fini(&b);
	free(filed);
	return j.err != ERR_OK ? j.err : txn_err(t);
}

static enum err
keep(struct view *w)
{
	enum err e = list_requests(w);

	for (size_t i = 0; i < SHOWN_N && e == ERR_OK; i++)
		if (w->shown.pieces[i].data != NULL)
			e = blob_pack(w->v->store, w->shown.pieces[i].data,
			    w->shown.pieces[i].len, i == SHOWN_PNG, NULL,
			    &w->blobs[i]);
	if (e == ERR_OK)
		e = blob_pack(w->v->store, w->requests.data, w->requests.len,
		    false, NULL, &w->blobs[SHOWN_N]);
	if (e == ERR_OK)
		e = store_batch(w->v->store, write_view, w);
	if (e == ERR_OK)
		w->v->view = w->number;
	return e;
}

/* ---- making it ---- */

static enum err
drive(struct view *w, int signals)
{
	struct devtools d;
	enum err e = launch_begin(&w->launch);

	if (e != ERR_OK)
		return e;
	devtools_init(
	    &d, w->launch.in, w->launch.out, clock_mono_ms() + SHOWN_TOTAL_MS);
	w->launch.in = w->launch.out = -1;
	d.signals = signals;
	e = shown_make(&d, &w->sealed, &w->shown);
	devtools_fini(&d);
	launch_end(&w->launch);
	if (e == ERR_SHORT && w->shown.product != NULL)
		log_error("%s: the browser ended before it showed anything",
		    w->sealed.page_url);
	return e;
}

static enum err
show(struct view *w, int signals)
{
	struct recorder *r;
	enum err e = recorder_start(w->v, &r);

	if (e != ERR_OK)
		return e;
	e = sealed_init(&w->sealed, w->v, r);
	if (e == ERR_OK)
		e = drive(w, signals);
	if (e == ERR_OK)
		e = recorder_err(r);
	recorder_stop(r);
	return e == ERR_OK ? keep(w) : e;
}

enum err
browser_show(struct browser_view *v)
{
	struct view w = { .v = v };
	struct signalfd_siginfo heard;
	sigset_t stop, old;
	enum err e;
	int signals;

	v->view = 0;
	if (browser_path() == NULL)
		return ERR_NOTFOUND;
	buf_init(&w.requests, REQUESTS_MAX);
	/* Before the threads, which inherit it. */
	sigemptyset(&stop);
	sigaddset(&stop, SIGINT);
	sigaddset(&stop, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &stop, &old);
	signals = signalfd(-1, &stop, SFD_CLOEXEC | SFD_NONBLOCK);
	e = show(&w, signals);
	/* It was heard, and would otherwise end us once it is let through. */
	if (e == ERR_INTERRUPTED && read(signals, &heard, sizeof(heard)) < 0)
		log_debug("browser: no signal to take off");
	if (signals >= 0)
		close(signals);
	for (size_t i = 0; i < BLOBS; i++)
		blob_packed_free(w.blobs[i]);
	buf_fini(&w.requests);
	shown_fini(&w.shown);
	sealed_fini(&w.sealed);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return e;
}

/* ---- reading ---- */

struct views {
	uint64_t page, *out;
	size_t max, n;
};

static bool
on_view(const struct snapshot *s, void *arg)
{
	struct views *k = arg;
	json_t *doc = NULL;

	if (json_parse(s->record, s->record_len, &doc) == ERR_OK &&
	    (uint64_t)json_get_int(doc, "view_of", 0) == k->page &&
	    k->n < k->max)
		k->out[k->n++] = s->number;
	json_decref(doc);
	return true;
}

size_t
crawl_views(
    struct txn *t, const char *url, uint64_t page, uint64_t *out, size_t max)
{
	struct views k = { page, out, max, 0 };
	char *filed = mem_printf("%s%s", urn, url);

	if (snapshot_each(t, filed, on_view, &k) != ERR_OK)
		k.n = 0;
	free(filed);
	return k.n;
}
