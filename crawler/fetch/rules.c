/* SPDX-License-Identifier: ISC */
/* robots.txt of the hosts: asked for before anything else, remembered for a
 * day, and what its absence means (RFC 9309 2.3.1).
 *
 * Out of reach (5xx, 429, no answer, half an answer) closes the host for the
 * sweep. The RFC would allow an older copy to be used meanwhile (2.4); a
 * watcher that comes every night loses little by waiting, and a page fetched
 * under a rule that was withdrawn would be poor evidence. So it is asked anew
 * in the next sweep. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/inside.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/decode.h"
#include "store/base/clock.h"
#include "store/base/json.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	RULES_HOPS_MAX = 5,
	RULES_TRIES_MAX = 3, /* where the answer names a time close by */
	RULES_RETRY_MS = 30 * 1000,
	RULES_JSON_MAX = 4 * 1024 * 1024
};

static const int64_t rules_fresh_ms = 24LL * 3600 * 1000;
static const char product[] = "vigie";

/* ---- memory ---- */

static void
forget(struct rules *r)
{
	robots_free(r->robots);
	free(r->why);
	free(r->open);
	memset(r, 0, sizeof(*r));
}

static bool
is_fresh(int64_t at_ms)
{
	int64_t now_ms = clock_due_ms();

	return at_ms <= now_ms && now_ms < at_ms + rules_fresh_ms;
}

/* A Crawl-delay over FETCH_FAR_MS costs the host all its turns but one, so it
 * is not asked for between robots.txt and the first page. */
static void
obey_delay(struct host *h, int64_t since_ms)
{
	int64_t delay = robots_delay_ms(h->rules.robots);

	h->pace.crawl_delay_ms = delay;
	if (since_ms > 0 && delay > 0 && delay <= FETCH_FAR_MS &&
	    since_ms + delay > h->pace.next_ms)
		h->pace.next_ms = since_ms + delay + 1;
}

void
rules_recall(struct fetcher *f, struct host *h, const char *json)
{
	struct rules *r = &h->rules;
	const char *text, *sha;
	json_t *j = NULL;

	(void)f;
	if (json_parse(json, strlen(json), &j) != ERR_OK)
		return;
	text = json_get_text(j, "text");
	sha = json_get_text(j, "sha256");
	r->at_ms = json_get_int(j, "at", 0);
	r->status = (int)json_get_int(j, "status", 0);
	if (sha == NULL || !digest_unhex(sha, r->sha256, SHA256_LEN))
		memset(r->sha256, 0, SHA256_LEN);
	if (is_fresh(r->at_ms) && text != NULL) {
		r->state = RULES_KNOWN;
		r->robots = robots_parse(text, strlen(text), product);
		obey_delay(h, 0);
	} else if (is_fresh(r->at_ms) && json_get_bool(j, "open", false)) {
		r->state = RULES_OPEN;
	}
	json_decref(j);
}

void
rules_age(struct host *h)
{
	if ((h->rules.state == RULES_KNOWN || h->rules.state == RULES_OPEN) &&
	    !is_fresh(h->rules.at_ms))
		forget(&h->rules);
}

static char *
memory(const struct rules *r)
{
	struct buf b, text;
	struct jout j;

	buf_init(&b, RULES_JSON_MAX);
	buf_init(&text, RULES_JSON_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_kint(&j, "at", r->at_ms);
	jout_kint(&j, "status", r->status);
	if (r->state == RULES_KNOWN) {
		jout_khex(&j, "sha256", r->sha256, SHA256_LEN);
		if (robots_dump(r->robots, &text) == ERR_OK)
			jout_ktext(&j, "text", text.data);
	}
	jout_kbool(&j, "open", r->state == RULES_OPEN);
	if (r->why != NULL)
		jout_ktext(&j, "why", r->why);
	jout_obj_end(&j);
	buf_fini(&text);
	return buf_take(&b, NULL);
}

/* ---- asking ---- */

void
rules_ask(struct fetcher *f, struct host *h, size_t seed, const char *url)
{
	struct item *it;
	char *at;

	forget(&h->rules);
	h->rules.state = RULES_ASKED;
	if (url_resolve(url, "/robots.txt", &at) != ERR_OK) {
		h->rules.state = RULES_CLOSED;
		h->rules.why = mem_strdup("it has no address");
		return;
	}
	it = item_new(ITEM_ROBOTS, seed, at);
	it->rules_of = h;
	visit_push(f, NULL, it, true);
	free(at);
}

/* ---- answers ---- */

static void
read_rules(struct host *h, const struct exchange *x)
{
	struct rules *r = &h->rules;
	char coding[128];
	struct buf text;
	enum err e;

	/* One byte more than is read, so that robots_parse knows of the cut. */
	buf_init(&text, ROBOTS_BYTES_MAX + 1);
	e = decode_body(
	    exchange_header(x, "Content-Encoding", coding, sizeof(coding))
		? coding
		: NULL,
	    x->body.data, x->body.len, &text, DECODE_RATIO_MAX);
	if (e == ERR_OK || e == ERR_LIMIT) {
		r->state = RULES_KNOWN;
		r->robots = robots_parse(
		    text.data != NULL ? text.data : "", text.len, product);
		digest_sha256(x->body.data, x->body.len, r->sha256);
		obey_delay(h, clock_mono_ms());
	} else {
		r->state = RULES_CLOSED;
		r->why = mem_strdup("its content coding cannot be undone");
	}
	buf_fini(&text);
}

/* By RFC 9309 2.3.1 and, for 429, as Google does: a server that asks for rest
 * has not said that it has no rules. 401 and 403 are 4xx as any other. */
static void
judge(struct host *h, const struct exchange *x)
{
	struct rules *r = &h->rules;
	bool whole =
	    x->outcome == OUTCOME_OK || x->outcome == OUTCOME_TOO_LARGE;

	r->status = x->status;
	r->at_ms = clock_due_ms();
	if (whole && x->status >= 200 && x->status < 300) {
		read_rules(h, x);
	} else if (x->outcome == OUTCOME_OK && x->status >= 300 &&
		   x->status < 500 && x->status != 429) {
		r->state = RULES_OPEN; /* also a redirect that leads nowhere */
	} else {
		r->state = RULES_CLOSED;
		r->why = x->status > 0 && x->outcome == OUTCOME_OK
			     ? mem_printf("HTTP %d", x->status)
			     : mem_printf("%s: %s", outcome_name(x->outcome),
				   x->why != NULL ? x->why : "no answer");
	}
}

/* Where a redirect leads; NULL where it leads nowhere we may follow. */
static char *
redirect_of(const struct item *it, const struct exchange *x)
{
	char *to;

	if (x->outcome != OUTCOME_OK || it->hops >= RULES_HOPS_MAX)
		return NULL;
	to = exchange_redirect(x);
	if (to != NULL && url_is_http(to))
		return to;
	free(to);
	return NULL;
}

/* A server that names a time close by is worth the wait: else one busy second
 * would cost the host its night. */
static bool
is_worth_waiting(const struct item *it, const struct exchange *x)
{
	struct throttle t;

	if (x->outcome != OUTCOME_OK || (x->status != 429 && x->status != 503))
		return false;
	throttle_read(x->head.data, x->head.len, clock_wall_ms(), &t);
	return t.retry_ms >= 0 && t.retry_ms <= RULES_RETRY_MS &&
	       it->tries + 1 < RULES_TRIES_MAX;
}

static void
ask_once_more(struct fetcher *f, const struct item *it, const char *url,
    unsigned tries, unsigned hops)
{
	struct item *next = item_new(ITEM_ROBOTS, it->seed, url);

	next->rules_of = it->rules_of;
	next->tries = tries;
	next->hops = hops;
	visit_push(f, NULL, next, true);
}

/* What waits at the host may go; or, with rules out of reach, may not. */
static void
go_on(struct fetcher *f, struct host *h, size_t seed)
{
	char *why;

	hosts_park(f->hosts, h, false);
	visit_leave_if_far(f, h, seed);
	if (h->rules.state != RULES_CLOSED || h->left || f->c.once)
		return;
	why = mem_printf("robots.txt: %s", h->rules.why);
	visit_leave(f, h, LEAVE_CLOSED, why);
	free(why);
}

void
rules_told(struct fetcher *f, struct item *it, struct exchange *x)
{
	struct host *h = it->rules_of;
	char *to = redirect_of(it, x);
	char *json = NULL;

	if (to == NULL && !is_worth_waiting(it, x)) {
		judge(h, x);
		json = memory(&h->rules);
		if (h->rules.state == RULES_CLOSED)
			log_info("%s: robots.txt out of reach (%s)", h->key,
			    h->rules.why);
	}
	report_robots(f, h, it, x, json);
	if (to != NULL)
		ask_once_more(f, it, to, 0, it->hops + 1);
	else if (json == NULL)
		ask_once_more(f, it, it->url, it->tries + 1, it->hops);
	else
		go_on(f, h, it->seed);
	free(to);
}

void
rules_failed(struct fetcher *f, struct item *it, const char *why)
{
	struct host *h = it->rules_of;

	forget(&h->rules);
	h->rules.state = RULES_CLOSED;
	h->rules.at_ms = clock_due_ms();
	h->rules.why = mem_strdup(why);
	go_on(f, h, it->seed);
}

/* ---- verdicts ---- */

bool
rules_allow(const struct host *h, const char *url, const char **rule)
{
	*rule = NULL;
	if (h->rules.state == RULES_KNOWN)
		return robots_allows(h->rules.robots, url, rule);
	return h->rules.state == RULES_OPEN;
}

static char *
write_verdict(const struct rules *r, const char *decision, const char *rule)
{
	struct buf b;
	struct jout j;

	buf_init(&b, RULES_JSON_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "decision", decision);
	jout_ktext(&j, "rule", rule);
	jout_kint(&j, "status", r->status);
	if (r->state == RULES_KNOWN)
		jout_khex(&j, "sha256", r->sha256, SHA256_LEN);
	jout_ktime(&j, "at", r->at_ms);
	if (r->why != NULL)
		jout_ktext(&j, "why", r->why);
	jout_obj_end(&j);
	return buf_take(&b, NULL);
}

char *
rules_json(struct host *h, const char *decision, const char *rule)
{
	struct rules *r = &h->rules;
	bool usual = rule == NULL && (strcmp(decision, "allowed") == 0 ||
					 strcmp(decision, "none") == 0);

	if (!usual)
		return write_verdict(r, decision, rule);
	if (r->open == NULL)
		r->open = write_verdict(r, decision, NULL);
	return mem_strdup(r->open);
}
