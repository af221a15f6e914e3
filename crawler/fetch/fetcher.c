/* SPDX-License-Identifier: ISC */
/* The thread: one loop that fills hosts, begins what is due, moves bytes, and
 * waits in curl_multi_poll alone. */
#include "crawler/fetch/fetcher.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/inside.h"
#include "store/base/clock.h"
#include "store/base/json.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	FETCH_FEEDS_MAX = 32,  /* seeds filled in one turn */
	FETCH_IDLE_MS = 10000, /* a poll with nothing due ends after */
	FETCH_TARGET_MAX = 64 * 1024
};

/* ---- life ---- */

void
found_free(void *found)
{
	struct found *fo = found;

	if (fo == NULL)
		return;
	for (size_t i = 0; i < fo->n; i++) {
		free(fo->links[i].url);
		free(fo->links[i].via);
		free(fo->links[i].context);
	}
	free(fo->links);
	free(fo);
}

static void
ring(void *arg)
{
	struct fetcher *f = arg;

	curl_multi_wakeup(f->multi);
}

static bool
open_multi(struct fetcher *f)
{
	f->multi = curl_multi_init();
	return f->multi != NULL &&
	       curl_multi_setopt(f->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L) ==
		   CURLM_OK &&
	       curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS,
		   (long)FETCH_CONNECTIONS_MAX) == CURLM_OK;
}

/* When an earlier process last had an answer, by the wall clock; 0: never. */
static int64_t
asked_before(struct store *st)
{
	struct txn *t = txn_begin(st, TXN_READ);
	char *text = NULL;
	json_t *j = NULL;
	int64_t at = 0;

	if (state_get(t, "sweep", "asked", &text) == ERR_OK &&
	    json_parse(text, strlen(text), &j) == ERR_OK)
		at = json_get_int(j, "at", 0);
	json_decref(j);
	free(text);
	txn_abort(t);
	return at;
}

enum err
fetcher_new(const struct fetch_config *c, struct fetcher **out)
{
	struct fetcher *f = mem_zalloc(sizeof(*f));
	enum err e;

	f->c = *c;
	if (c->store != NULL)
		f->asked_ms = asked_before(c->store);
	pthread_mutex_init(&f->mtx, NULL);
	digest_random(&f->dice, sizeof(f->dice));
	buf_init(&f->target, FETCH_TARGET_MAX);
	f->runs = mem_array(c->n_seeds, sizeof(*f->runs));
	f->hungry = mem_array(c->n_seeds, sizeof(*f->hungry));
	f->hosts = hosts_new();
	f->frontier = frontier_new(&f->c);
	seen_init(&f->requisites);
	f->tls = tls_new(c->ca_file);
	if (!open_multi(f)) {
		log_error("libcurl: its multi handle cannot be made");
		fetcher_free(f);
		return ERR_SYS;
	}
	e = resolve_new(NULL, &f->resolve);
	if (e != ERR_OK) {
		fetcher_free(f);
		return e;
	}
	f->common = (struct transfer_common){ .multi = f->multi,
		.tls = f->tls,
		.user_agent = c->user_agent,
		.total_ms = EXCHANGE_TOTAL_MS,
		.stall_ms = EXCHANGE_STALL_MS,
		.connect_ms = FETCH_CONNECT_MS,
		.fresh = c->once && !c->service };
	for (size_t i = 0; i < c->n_seeds; i++) {
		f->runs[i].visited = c->seeds[i].visited;
		fetcher_feed(f, i);
	}
	if (c->done != NULL)
		queue_on_room(c->done, ring, f);
	if (c->snaps != NULL)
		queue_on_room(c->snaps, ring, f);
	*out = f;
	return ERR_OK;
}

void
fetcher_free(struct fetcher *f)
{
	if (f == NULL)
		return;
	resolve_free(f->resolve);
	for (size_t i = 0; i < f->n_all; i++)
		transfer_free(f->all[i]);
	if (f->multi != NULL)
		curl_multi_cleanup(f->multi);
	report_drop(f);
	while (f->inbox != NULL) {
		struct found *found = f->inbox;

		f->inbox = found->next;
		found_free(found);
	}
	hosts_free(f->hosts);
	frontier_free(f->frontier);
	seen_fini(&f->requisites);
	tls_free(f->tls);
	for (size_t i = 0; i < f->c.n_seeds; i++)
		free(f->runs[i].why);
	free(f->runs);
	free(f->hungry);
	buf_fini(&f->target);
	pthread_mutex_destroy(&f->mtx);
	free(f);
}

/* ---- other threads ---- */

void
fetcher_found(struct fetcher *f, struct found **found, size_t n)
{
	pthread_mutex_lock(&f->mtx);
	for (size_t i = 0; i < n; i++) {
		if (f->inbox == NULL)
			f->inbox = found[i];
		else
			f->inbox_last->next = found[i];
		f->inbox_last = found[i];
		found[i] = NULL;
	}
	pthread_mutex_unlock(&f->mtx);
	curl_multi_wakeup(f->multi);
}

void
fetcher_ask(struct fetcher *f, size_t seed, const char *url)
{
	struct found *found = mem_zalloc(sizeof(*found));

	found->seed = seed;
	found->question = true;
	found->n = 1;
	found->links = mem_zalloc(sizeof(*found->links));
	found->links[0].url = mem_strdup(url);
	found->links[0].requisite = true;
	fetcher_found(f, &found, 1);
}

void
fetcher_stop(struct fetcher *f)
{
	f->stop = true;
	curl_multi_wakeup(f->multi);
}

const struct fetch_counts *
fetcher_counts(const struct fetcher *f)
{
	return &f->counts;
}

/* ---- filling hosts ---- */

void
fetcher_feed(struct fetcher *f, size_t seed)
{
	struct seed_run *run = &f->runs[seed];

	if (run->hungry || run->queued >= FETCH_QUEUED_LOW ||
	    !frontier_has_more(f->frontier, seed))
		return;
	run->hungry = true;
	f->hungry[(f->hungry_first + f->n_hungry++) % f->c.n_seeds] = seed;
}

static void
take_inbox(struct fetcher *f)
{
	struct found *found;

	pthread_mutex_lock(&f->mtx);
	found = f->inbox;
	f->inbox = f->inbox_last = NULL;
	pthread_mutex_unlock(&f->mtx);
	while (found != NULL) {
		struct found *next = found->next;

		if (f->unacknowledged > 0 && !found->question)
			f->unacknowledged--;
		requisite_take(f, found);
		frontier_found(f->frontier, found);
		fetcher_feed(f, found->seed);
		found_free(found);
		found = next;
	}
}

static size_t
min_size(uint64_t a, uint64_t b)
{
	return (size_t)(a < b ? a : b);
}

/* How many more items the seed may have at its hosts. */
static size_t
room_of(struct fetcher *f, size_t seed)
{
	const struct seed_run *run = &f->runs[seed];
	uint64_t pages = f->c.seeds[seed].seed->pages;
	uint64_t had =
	    run->visited + run->in_flight + run->queued + run->postponed;
	uint64_t out = f->started + f->queued;
	size_t room = FETCH_QUEUED_HIGH - run->queued;

	if (run->visited >= pages && !f->c.once)
		frontier_close(f->frontier, seed);
	if (!f->c.once)
		room = min_size(room, pages > had ? pages - had : 0);
	return min_size(room, f->c.limit > out ? f->c.limit - out : 0);
}

/* True if the seed should be looked at again at once. */
static bool
feed_one(struct fetcher *f, struct txn *t, size_t seed)
{
	struct item_list got = { NULL, NULL, 0 };
	size_t room = room_of(f, seed);
	struct item *it;

	if (room == 0)
		return false;
	frontier_take(f->frontier, t, seed, room, &got);
	it = item_list_take(&got);
	while (it != NULL) {
		visit_push(f, t, it, false);
		it = item_list_take(&got);
	}
	return f->runs[seed].queued < FETCH_QUEUED_LOW &&
	       frontier_has_more(f->frontier, seed);
}

/* Looks after some of the seeds that have run low. A short read transaction:
 * what is taken is copied. */
static void
feed(struct fetcher *f)
{
	size_t n =
	    f->n_hungry < FETCH_FEEDS_MAX ? f->n_hungry : FETCH_FEEDS_MAX;
	struct txn *t;

	if (n == 0 || f->ready != NULL)
		return;
	t = txn_begin(f->c.store, TXN_READ);
	while (n-- > 0) {
		size_t seed = f->hungry[f->hungry_first];

		f->hungry_first = (f->hungry_first + 1) % f->c.n_seeds;
		f->n_hungry--;
		f->runs[seed].hungry = false;
		if (feed_one(f, t, seed))
			fetcher_feed(f, seed);
	}
	if (txn_end(t) != ERR_OK)
		log_debug("frontier: its read transaction failed");
}

/* ---- moving ---- */

static void
begin_due(struct fetcher *f)
{
	int64_t now_ms = clock_mono_ms();
	struct host *h;

	while (f->counts.in_flight < FETCH_IN_FLIGHT && report_flush(f)) {
		h = hosts_next(f->hosts, now_ms);
		if (h == NULL)
			return;
		visit_turn(f, h);
	}
}

/* Takes what has ended; true if anything had. */
static bool
reap(struct fetcher *f)
{
	int running, left;
	bool any = talk_move(f);
	CURLMsg *m;

	curl_multi_perform(f->multi, &running);
	m = curl_multi_info_read(f->multi, &left);
	while (m != NULL) {
		if (m->msg == CURLMSG_DONE) {
			any = true;
			ended_take(
			    f, transfer_of(m->easy_handle), m->data.result);
		}
		m = curl_multi_info_read(f->multi, &left);
	}
	return any;
}

/* How long nothing needs doing unless a socket or another thread rings. */
static int
poll_ms(struct fetcher *f, int64_t until_ms)
{
	int64_t now_ms = clock_mono_ms(), due_ms = until_ms;

	if (f->n_hungry > 0 && f->ready == NULL && !f->stop)
		return 0;
	if (f->counts.in_flight < FETCH_IN_FLIGHT && f->ready == NULL &&
	    !f->stop && hosts_due_ms(f->hosts) < due_ms)
		due_ms = hosts_due_ms(f->hosts);
	if (due_ms <= now_ms)
		return 0;
	return due_ms - now_ms < FETCH_IDLE_MS ? (int)(due_ms - now_ms)
					       : FETCH_IDLE_MS;
}

static void
wait_for_any(struct fetcher *f, int64_t until_ms)
{
	struct curl_waitfd fds[RESOLVE_FDS_MAX + TALK_LINES_MAX];
	size_t n = resolve_fds(f->resolve, fds), all = n + talk_fds(f, fds + n);
	int ms = talk_timeout_ms(
	    f, resolve_timeout_ms(f->resolve, poll_ms(f, until_ms)));
	CURLMcode mc = curl_multi_poll(f->multi, fds, (unsigned)all, ms, NULL);

	if (mc != CURLM_OK)
		log_error("libcurl: poll: %s", curl_multi_strerror(mc));
	resolve_process(f->resolve, fds, n);
}

static bool
is_finished(struct fetcher *f)
{
	return !f->c.service && f->counts.in_flight == 0 && f->queued == 0 &&
	       f->n_hungry == 0 && f->unacknowledged == 0 && f->ready == NULL;
}

/* One turn; false when nothing is left to do. */
static bool
turn(struct fetcher *f)
{
	bool moved;

	take_inbox(f);
	feed(f);
	begin_due(f);
	moved = reap(f);
	report_flush(f);
	f->counts.waiting = f->queued;
	if (moved)
		return true;
	if (is_finished(f))
		return false;
	wait_for_any(f, INT64_MAX);
	return true;
}

/* ---- the end ---- */

static void
cut_all(struct fetcher *f)
{
	for (size_t i = 0; i < f->n_all; i++)
		if (transfer_owner(f->all[i]) != NULL)
			ended_cut(f, f->all[i]);
	talk_close(f);
}

/* No new transfers; those under way and the jobs that are finished have a
 * moment to get through. */
static void
end_soon(struct fetcher *f)
{
	int64_t until_ms = clock_mono_ms() + FETCH_STOP_MS;

	while (clock_mono_ms() < until_ms) {
		bool moved = reap(f);

		if (report_flush(f) && f->counts.in_flight == 0)
			break;
		if (!moved)
			wait_for_any(f, until_ms);
	}
	cut_all(f);
	report_flush(f);
	report_drop(f);
}

enum err
fetcher_run(struct fetcher *f)
{
	bool more = true;
	sigset_t pipe;

	/* OpenSSL writes to what may be gone; the thread's own affair. */
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe, NULL);
	while (more && !f->stop)
		more = turn(f);
	f->cut_short = more;
	if (more)
		end_soon(f);
	talk_close(f);
	f->counts.waiting = 0;
	if (f->c.done != NULL)
		queue_close(f->c.done);
	return ERR_OK;
}

void
fetcher_result(const struct fetcher *f, size_t seed, struct fetch_result *out)
{
	const struct seed_run *run = &f->runs[seed];
	bool exhausted = !frontier_has_more(f->frontier, seed) ||
			 run->visited >= f->c.seeds[seed].seed->pages;

	out->complete = exhausted && !f->cut_short && run->queued == 0 &&
			run->in_flight == 0 && run->postponed == 0;
	out->refused = run->entry_refused && !run->entry_read;
	out->failed =
	    run->entry_failed && !run->entry_read && !run->entry_refused;
	out->postponed = run->postponed;
	out->visited = run->visited;
	out->resume = frontier_resume(f->frontier, seed);
	out->why = run->why;
}
