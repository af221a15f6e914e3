/* SPDX-License-Identifier: ISC */
/* One turn of a host, in the order in which a request earns its way out: an
 * address, leave to go there, the rules, leave to ask for this page. */
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/inside.h"
#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { VISIT_STEPS_MAX = 64 /* of one turn: then the others come first */ };

/* ---- to the host ---- */

/* The item will not be asked for in this sweep; it stays due. */
static void
postpone(struct fetcher *f, struct host *h, struct item *it)
{
	struct seed_run *run = &f->runs[it->seed];

	if (it->kind == ITEM_REQUISITE) {
		requisite_lost(f, it, h->left_why);
		return;
	}
	run->postponed++;
	f->counts.postponed++;
	if (it->kind == ITEM_ENTRY && run->why == NULL)
		run->why = mem_printf("%s: %s", h->key, h->left_why);
	if (f->c.once)
		log_error("%s: %s", it->url, h->left_why);
	item_free(it);
}

static void
recall(struct fetcher *f, struct txn *t, struct host *h)
{
	int64_t now_ms = clock_mono_ms();
	char *json = NULL;

	if (state_get(t, "host", h->key, &json) == ERR_OK)
		host_recall(h, json, clock_due_ms(), now_ms);
	free(json);
	json = NULL;
	if (state_get(t, "robots", h->key, &json) == ERR_OK)
		rules_recall(f, h, json);
	free(json);
}

static void
demand(struct fetcher *f, struct host *h, size_t seed)
{
	const struct seed *s = f->c.seeds[seed].seed;
	int64_t delay = s->delay_ms;

	if (delay < 0)
		delay = s->network->min_delay_ms > PACE_DEFAULT_MS
			    ? s->network->min_delay_ms
			    : PACE_DEFAULT_MS;
	pace_demand(&h->pace, delay, s->exact_delay);
}

/* An earlier sweep of this archive, or a capture, may have been at the host a
 * moment ago: the delay counts from its last answer. */
static void
keep_distance(const struct fetcher *f, struct host *h)
{
	int64_t gap = pace_gap_ms(&h->pace), left, next;

	if (f->asked_ms == 0 || gap == 0)
		return;
	gap += FETCH_ASKED_SLACK_MS;
	left = f->asked_ms + gap - clock_wall_ms();
	next = clock_mono_ms() + left;
	if (left > 0 && left <= gap && h->pace.next_ms < next)
		h->pace.next_ms = next;
}

void
visit_leave_if_far(struct fetcher *f, struct host *h, size_t seed)
{
	int64_t away_ms = h->pace.next_ms - clock_mono_ms();
	char *why;

	if (h->left || away_ms <= FETCH_FAR_MS)
		return;
	why = mem_printf(
	    "its next turn is in %lld s", (long long)((away_ms + 999) / 1000));
	h->remember = true;
	visit_leave(f, h, LEAVE_FAR, why);
	report_host(f, h, seed);
	free(why);
}

void
visit_push(struct fetcher *f, struct txn *t, struct item *it, bool first)
{
	struct txn *own = t == NULL ? txn_begin(f->c.store, TXN_READ) : NULL;
	bool made;
	struct host *h = hosts_get(f->hosts, it->url, &made);

	if (h != NULL && made)
		recall(f, own != NULL ? own : t, h);
	if (own != NULL && txn_end(own) != ERR_OK)
		log_debug("%s: host memory cannot be read", it->url);
	if (h == NULL && it->kind == ITEM_REQUISITE) {
		requisite_lost(f, it, "no http address");
		return;
	}
	if (h == NULL || (h->left && it->kind == ITEM_ROBOTS)) {
		if (it->kind == ITEM_ROBOTS)
			rules_failed(
			    f, it, h != NULL ? h->left_why : "no http address");
		item_free(it);
		return;
	}
	it->host = h;
	if (h->left) {
		postpone(f, h, it);
		return;
	}
	demand(f, h, it->seed);
	/* A service follows on another fetcher, which may just have been here.
	 */
	if (f->c.service && made)
		h->pace.next_ms = clock_mono_ms() + pace_gap_ms(&h->pace);
	else if (made)
		keep_distance(f, h);
	if (item_is_page(it))
		f->runs[it->seed].queued++;
	f->queued++;
	hosts_push(f->hosts, h, it, first);
	visit_leave_if_far(f, h, it->seed);
}

/* The next item off the host's list, no longer counted as waiting. */
static struct item *
take(struct fetcher *f, struct host *h)
{
	struct item *it = item_list_take(&h->items);

	f->queued--;
	if (!item_is_page(it))
		return it;
	f->runs[it->seed].queued--;
	fetcher_feed(f, it->seed);
	return it;
}

/* ---- away from it ---- */

static void
not_seen(struct fetcher *f, struct host *h, struct item *it,
    enum visit_leave kind, const char *why)
{
	struct seed_run *run = &f->runs[it->seed];
	struct exchange *x;

	if (it->kind == ITEM_ENTRY) {
		run->entry_failed = true;
		if (run->why == NULL)
			run->why = mem_printf("%s: %s", h->key, why);
	}
	if (kind == LEAVE_CLOSED) {
		report_refused(
		    f, h, it, rules_json(h, "unreachable", NULL), why);
		item_free(it);
		return;
	}
	x = exchange_new(it->url);
	x->started_ns = x->ended_ns = clock_wall_ns();
	x->outcome = OUTCOME_DNS;
	x->why = mem_strdup(why);
	x->dns = mem_strdup(h->answer.json);
	ended_page(f, h, it, x);
}

void
visit_leave(
    struct fetcher *f, struct host *h, enum visit_leave kind, const char *why)
{
	bool matters = kind == LEAVE_CLOSED || kind == LEAVE_UNKNOWN;

	hosts_leave(f->hosts, h, why);
	log_info("%s: left for this sweep: %s", h->key, why);
	while (h->items.n > 0) {
		struct item *it = take(f, h);

		if (it->kind == ITEM_ROBOTS) {
			rules_failed(f, it, why);
			item_free(it);
		} else if (matters && (it->kind == ITEM_ENTRY || it->hot)) {
			not_seen(f, h, it, kind, why);
		} else {
			postpone(f, h, it);
		}
	}
}

/* ---- leave to go there ---- */

/* The next item, which may not go there, ends here. */
static void
forbid(struct fetcher *f, struct host *h, char *why)
{
	struct item *it = take(f, h);
	struct exchange *x = exchange_new(it->url);

	x->started_ns = x->ended_ns = clock_wall_ns();
	x->outcome = OUTCOME_FORBIDDEN_ADDRESS;
	x->why = why;
	x->dns = mem_strdup(h->answer.json);
	if (it->kind == ITEM_ROBOTS) {
		rules_told(f, it, x);
		item_free(it);
	} else {
		ended_page(f, h, it, x);
	}
}

/* ---- the rules ---- */

static void
offer_sitemaps(struct fetcher *f, struct host *h, size_t seed)
{
	const char *target = f->c.seeds[seed].seed->target, *text;
	char *own = NULL, *url, *origin;

	f->runs[seed].has_sitemaps = true;
	if (h->rules.state != RULES_KNOWN ||
	    f->c.seeds[seed].seed->network != &network_site ||
	    url_origin(target, &own) != ERR_OK)
		return;
	for (size_t i = 0; (text = robots_sitemap(h->rules.robots, i)) != NULL;
	     i++) {
		if (url_resolve(target, text, &url) != ERR_OK)
			continue;
		if (url_origin(url, &origin) == ERR_OK) {
			if (strcmp(origin, own) == 0)
				frontier_offer(f->frontier, seed, url,
				    NETWORK_ROLE_SITEMAP);
			free(origin);
		}
		free(url);
	}
	free(own);
	fetcher_feed(f, seed);
}

/* The next item, closed by a rule, ends here. Of what a seed may fetch, as
 * much may be refused; the rest is counted alone. */
static void
refuse(struct fetcher *f, struct host *h, const char *rule)
{
	struct item *it = take(f, h);
	struct seed_run *run = &f->runs[it->seed];

	if (it->kind == ITEM_REQUISITE) {
		requisite_lost(f, it, "robots.txt");
		return;
	}
	f->counts.refused++;
	if (it->kind == ITEM_ENTRY)
		run->entry_refused = true;
	if (run->refusals++ < f->c.seeds[it->seed].seed->pages)
		report_refused(f, h, it, rules_json(h, "closed", rule), NULL);
	item_free(it);
}

/* ---- out ---- */

/* Path and query as they go onto the request line. */
static const char *
target_of(struct fetcher *f, const char *url)
{
	struct url_parts p;
	enum err e = ERR_OK;

	buf_reset(&f->target);
	if (!url_split(url, &p))
		return "/";
	e = buf_add(&f->target, p.path.s, p.path.n);
	if (e == ERR_OK && p.path.n == 0)
		e = buf_addc(&f->target, '/');
	if (e == ERR_OK && p.query.s != NULL)
		e = buf_addc(&f->target, '?');
	if (e == ERR_OK && p.query.s != NULL)
		e = buf_add(&f->target, p.query.s, p.query.n);
	return e == ERR_OK ? f->target.data : "/";
}

/* May a 304 be an answer? Only where the bytes that it stands for were looked
 * at with today's names, or can be read again. */
static bool
is_conditional(const struct fetcher *f, const struct item *it)
{
	const struct url_state *u = &it->prior;

	if (it->kind == ITEM_REQUISITE && (!u->kept || f->c.service))
		return false;
	return it->known && !f->c.once && !u->useless_validators &&
	       (u->kept || u->names == f->c.names);
}

static struct transfer *
idle_transfer(struct fetcher *f)
{
	if (f->n_idle > 0)
		return f->idle[--f->n_idle];
	f->all[f->n_all] = transfer_new(&f->common);
	if (f->all[f->n_all] == NULL)
		return NULL;
	return f->all[f->n_all++];
}

/* The roots are read when the first https address is met. */
static bool
has_roots(struct fetcher *f, const struct host *h)
{
	return (strncmp(h->key, "https:", 6) != 0 &&
		   strncmp(h->key, "nntps:", 6) != 0 &&
		   strncmp(h->key, "wss:", 4) != 0) ||
	       tls_load(f->tls) == ERR_OK;
}

/* What the seed's network wants sent along, and a token where it belongs: to
 * the origin at which the seed begins, never for robots.txt. */
static void
send_along(struct fetcher *f, const struct item *it, struct transfer_request *r)
{
	const struct fetch_seed *fs = &f->c.seeds[it->seed];
	const struct page *entry = &fs->entry;

	if (!item_is_page(it) || f->c.once || entry->n_links == 0 ||
	    (fs->seed->network->header == NULL && fs->secret == NULL) ||
	    !secret_fits(it->url, entry->links[0].url, true))
		return;
	r->header = fs->seed->network->header;
	if (fs->secret == NULL ||
	    !secret_fits(it->url, entry->links[0].url, fs->seed->private_ok))
		return;
	r->secret = fs->secret;
	if (secret_add(fs->secret, &f->target) == ERR_OK)
		r->target = f->target.data;
	else
		r->secret = NULL;
}

/* What is asked of libcurl. NULL, or words why it cannot be. */
static const char *
send_request(
    struct fetcher *f, struct host *h, struct item *it, struct exchange *x)
{
	bool conditional = is_conditional(f, it);
	struct transfer_request r = { .origin = h->origin,
		.target = target_of(f, it->url),
		.host = h->name,
		.port = h->port,
		.address = &h->answer.address[h->address],
		.host_is_ip = h->is_ip,
		.body_max = it->kind == ITEM_REQUISITE ? REQUISITE_BYTES_MAX
						       : EXCHANGE_BODY_MAX,
		.etag = conditional ? it->prior.etag : NULL,
		.last_modified = conditional ? it->prior.last_modified : NULL,
		.owner = it };
	struct transfer *t = idle_transfer(f);

	send_along(f, it, &r);
	if (t != NULL && transfer_start(t, &r, x) == ERR_OK)
		return NULL;
	if (t != NULL)
		f->idle[f->n_idle++] = t;
	return "it could not be started";
}

/* The next item goes out, with its verdict. */
static void
go(struct fetcher *f, struct host *h, char *robots)
{
	struct item *it = take(f, h);
	struct exchange *x = exchange_new(it->url);
	const char *why = NULL;

	x->robots = robots;
	x->dns = mem_strdup(h->answer.json);
	x->delay_ms = pace_gap_ms(&h->pace);
	hosts_began(f->hosts, h);
	f->counts.in_flight++;
	if (it->kind != ITEM_ROBOTS)
		f->started++;
	if (item_is_page(it)) {
		f->runs[it->seed].in_flight++;
		frontier_began(f->frontier, it);
	}
	if (!has_roots(f, h))
		why = "there are no certificate roots";
	else if (!h->talks)
		why = send_request(f, h, it, x);
	else if (talk_ask(f, h, it, x, &why))
		why = NULL;
	if (why != NULL) {
		x->started_ns = x->ended_ns = clock_wall_ns();
		x->outcome = OUTCOME_CONNECT;
		x->why = mem_strdup(why);
		ended_exchange(f, it, x);
	}
}

enum step {
	STEP_NEXT, /* the first item has gone: look at the next */
	STEP_AWAY  /* the host is in flight, parked, or left */
};

/* The rules are known: ask, refuse, or only say what would be asked. */
static enum step
step_page(struct fetcher *f, struct host *h, struct item *it)
{
	const char *rule = NULL, *decision = "allowed";
	bool allowed = h->talks || rules_allow(h, it->url, &rule);

	if (it->kind == ITEM_ENTRY && !f->runs[it->seed].has_sitemaps)
		offer_sitemaps(f, h, it->seed);
	if (!allowed && !f->c.once) {
		refuse(f, h, rule);
		return STEP_NEXT;
	}
	if (!allowed)
		decision = "overridden";
	else if (h->rules.state == RULES_OPEN)
		decision = "none";
	if (f->c.dry_run) {
		it = take(f, h);
		f->runs[it->seed].visited++;
		f->started++;
		f->c.on_would(it->url, f->c.arg);
		item_free(it);
		return STEP_NEXT;
	}
	go(f, h, h->talks ? NULL : rules_json(h, decision, rule));
	return STEP_AWAY;
}

static enum step
step(struct fetcher *f, struct host *h)
{
	const struct gate *gate = h->by_address;
	struct item *it = h->items.first;
	char *why;

	if (!door_has_address(f, h))
		return STEP_AWAY;
	if (!door_find(f, h, it->seed, &why)) {
		forbid(f, h, why);
		return STEP_NEXT;
	}
	if (h->by_address != gate)
		return STEP_AWAY; /* its turn by that gate has yet to come */
	if (it->kind == ITEM_ROBOTS) {
		go(f, h, NULL);
		return STEP_AWAY;
	}
	if (h->talks) /* there are no such rules */
		return step_page(f, h, it);
	rules_age(h);
	switch (h->rules.state) {
	case RULES_UNKNOWN:
		rules_ask(f, h, it->seed, it->url);
		return STEP_NEXT;
	case RULES_ASKED:
		hosts_park(f->hosts, h, true);
		return STEP_AWAY;
	case RULES_CLOSED:
		if (f->c.once)
			return step_page(f, h, it);
		why = mem_printf("robots.txt: %s", h->rules.why);
		visit_leave(f, h, LEAVE_CLOSED, why);
		free(why);
		return STEP_AWAY;
	case RULES_KNOWN:
	case RULES_OPEN:
		break;
	}
	return step_page(f, h, it);
}

void
visit_turn(struct fetcher *f, struct host *h)
{
	int n = 0;

	while (n++ < VISIT_STEPS_MAX && h->items.n > 0 && !h->left &&
	       step(f, h) == STEP_NEXT)
		continue;
	hosts_update(f->hosts, h);
}
