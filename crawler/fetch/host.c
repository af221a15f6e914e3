/* SPDX-License-Identifier: ISC */
/* The table of hosts, their gates, and the heap. */
#include "crawler/fetch/host.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/address.h"
#include "crawler/fetch/table.h"
#include "crawler/normalise/url.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/mem.h"

enum { HOST_JSON_MAX = 16 * 1024 };

/* What several hosts share: an address, or a registrable domain. */
struct gate {
	int64_t next_ms; /* monotonic: not before */
	bool busy;
	struct host *waiting; /* list through next_there */
};

struct hosts {
	struct table by_key; /* struct host, owned */
	struct table gates;  /* struct gate, owned */
	struct host **heap;  /* owned */
	size_t n, cap;
};

/* ---- life ---- */

static void
host_free(void *p)
{
	struct host *h = p;

	free(h->key);
	free(h->origin);
	free(h->name);
	free(h->left_why);
	item_list_fini(&h->items);
	robots_free(h->rules.robots);
	free(h->rules.why);
	free(h->rules.open);
	resolve_answer_fini(&h->answer);
	free(h);
}

struct hosts *
hosts_new(void)
{
	struct hosts *hs = mem_zalloc(sizeof(*hs));

	table_init(&hs->by_key);
	table_init(&hs->gates);
	return hs;
}

void
hosts_free(struct hosts *hs)
{
	if (hs == NULL)
		return;
	table_fini(&hs->by_key, host_free);
	table_fini(&hs->gates, free);
	free(hs->heap);
	free(hs);
}

static struct gate *
gate_get(struct hosts *hs, const char *kind, const char *name)
{
	char *key = mem_printf("%s %s", kind, name);
	struct gate *g = table_get(&hs->gates, key);

	if (g == NULL) {
		g = mem_zalloc(sizeof(*g));
		table_put(&hs->gates, key, g);
	}
	free(key);
	return g;
}

struct host *
hosts_get(struct hosts *hs, const char *url, bool *made)
{
	char name[URL_HOST_ROOM], site[URL_HOST_ROOM];
	unsigned port = url_port(url);
	struct host *h;
	char *key;

	*made = false;
	if (!url_is_fetched(url) || !url_host(url, name) || name[0] == '\0' ||
	    port == 0)
		return NULL;
	key =
	    mem_printf("%.*s://%s:%u", (int)strcspn(url, ":"), url, name, port);
	h = table_get(&hs->by_key, key);
	if (h != NULL) {
		free(key);
		return h;
	}
	h = mem_zalloc(sizeof(*h));
	h->all = hs;
	h->key = key;
	h->origin = mem_printf("%s/", key);
	h->name = mem_strdup(name);
	h->port = port;
	h->is_ip = url_host_is_ip(name, strlen(name));
	h->talks = !url_is_http(url);
	pace_init(&h->pace);
	if (!h->is_ip && url_site(name, site))
		h->by_site = gate_get(hs, "site", site);
	table_put(&hs->by_key, key, h);
	*made = true;
	return h;
}

/* ---- the heap ---- */

/* When it is this host's turn, gates included. */
static int64_t
turn_ms(const struct host *h)
{
	int64_t at = h->pace.next_ms;

	if (h->by_address != NULL && h->by_address->next_ms > at)
		at = h->by_address->next_ms;
	if (h->by_site != NULL && h->by_site->next_ms > at)
		at = h->by_site->next_ms;
	return at;
}

/* Earlier turn first; at one gate, who has waited longer. */
static bool
is_before(const struct host *a, const struct host *b)
{
	if (a->heap_turn_ms != b->heap_turn_ms)
		return a->heap_turn_ms < b->heap_turn_ms;
	return a->pace.next_ms < b->pace.next_ms;
}

static void
heap_set(struct hosts *hs, size_t i, struct host *h)
{
	hs->heap[i] = h;
	h->heap_at = i + 1;
}

static void
heap_up(struct hosts *hs, size_t i)
{
	struct host *h = hs->heap[i];

	while (i > 0 && is_before(h, hs->heap[(i - 1) / 2])) {
		heap_set(hs, i, hs->heap[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
	heap_set(hs, i, h);
}

static void
heap_down(struct hosts *hs, size_t i)
{
	struct host *h = hs->heap[i];

	for (;;) {
		size_t child = 2 * i + 1;

		if (child + 1 < hs->n &&
		    is_before(hs->heap[child + 1], hs->heap[child]))
			child++;
		if (child >= hs->n || !is_before(hs->heap[child], h))
			break;
		heap_set(hs, i, hs->heap[child]);
		i = child;
	}
	heap_set(hs, i, h);
}

static void
heap_add(struct hosts *hs, struct host *h)
{
	if (hs->n == hs->cap) {
		hs->cap = hs->cap > 0 ? 2 * hs->cap : 64;
		hs->heap = mem_grow(hs->heap, hs->cap, sizeof(struct host *));
	}
	h->heap_turn_ms = turn_ms(h);
	hs->heap[hs->n] = h;
	heap_up(hs, hs->n++);
}

static void
heap_remove(struct hosts *hs, struct host *h)
{
	size_t i = h->heap_at - 1;
	struct host *last = hs->heap[--hs->n];

	h->heap_at = 0;
	if (last == h)
		return;
	heap_set(hs, i, last);
	heap_up(hs, i);
	heap_down(hs, last->heap_at - 1);
}

/* ---- the schedule ---- */

void
hosts_update(struct hosts *hs, struct host *h)
{
	bool wants = h->items.n > 0 && !h->in_flight && !h->parked && !h->left;

	if (h->heap_at > 0)
		heap_remove(hs, h);
	if (wants && h->waits_at == NULL)
		heap_add(hs, h);
}

void
hosts_push(struct hosts *hs, struct host *h, struct item *it, bool first)
{
	if (first)
		item_list_add_first(&h->items, it);
	else
		item_list_add(&h->items, it);
	if (h->heap_at == 0)
		hosts_update(hs, h);
}

void
hosts_park(struct hosts *hs, struct host *h, bool parked)
{
	h->parked = parked;
	hosts_update(hs, h);
}

void
hosts_use_address(struct hosts *hs, struct host *h, size_t i)
{
	char text[ADDRESS_TEXT];

	h->address = i;
	address_format((const struct sockaddr *)&h->answer.address[i], text);
	h->by_address = gate_get(hs, "address", text);
	hosts_update(hs, h);
}

/* Puts the host into the list of a gate that is busy. */
static bool
waits_at_gate(struct host *h, struct gate *g)
{
	if (g == NULL || !g->busy)
		return false;
	h->waits_at = g;
	h->next_there = g->waiting;
	g->waiting = h;
	return true;
}

struct host *
hosts_next(struct hosts *hs, int64_t now_ms)
{
	while (hs->n > 0) {
		struct host *h = hs->heap[0];

		if (turn_ms(h) > h->heap_turn_ms) {
			h->heap_turn_ms = turn_ms(h);
			heap_down(hs, 0);
			continue;
		}
		if (h->heap_turn_ms > now_ms)
			return NULL;
		heap_remove(hs, h);
		if (!waits_at_gate(h, h->by_address) &&
		    !waits_at_gate(h, h->by_site))
			return h;
	}
	return NULL;
}

int64_t
hosts_due_ms(const struct hosts *hs)
{
	return hs->n > 0 ? hs->heap[0]->heap_turn_ms : INT64_MAX;
}

void
hosts_began(struct hosts *hs, struct host *h)
{
	h->in_flight = true;
	if (h->by_address != NULL)
		h->by_address->busy = true;
	if (h->by_site != NULL)
		h->by_site->busy = true;
	hosts_update(hs, h);
}

static void
gate_open(struct hosts *hs, struct gate *g, int64_t next_ms)
{
	struct host *h;

	if (g == NULL)
		return;
	g->busy = false;
	if (next_ms > g->next_ms)
		g->next_ms = next_ms;
	while (g->waiting != NULL) {
		h = g->waiting;
		g->waiting = h->next_there;
		h->waits_at = NULL;
		h->next_there = NULL;
		hosts_update(hs, h);
	}
}

void
hosts_ended(struct hosts *hs, struct host *h, int64_t shared_until_ms)
{
	h->in_flight = false;
	gate_open(hs, h->by_address, shared_until_ms);
	gate_open(hs, h->by_site, shared_until_ms);
	hosts_update(hs, h);
}

void
hosts_leave(struct hosts *hs, struct host *h, const char *why)
{
	if (!h->left)
		h->left_why = mem_strdup(why);
	h->left = true;
	hosts_update(hs, h);
}

/* ---- memory ---- */

void
host_recall(struct host *h, const char *json, int64_t due_ms, int64_t mono_ms)
{
	struct pace *p = &h->pace;
	json_t *j = NULL;
	int64_t until;

	if (json == NULL || json_parse(json, strlen(json), &j) != ERR_OK)
		return;
	p->backoff_ms = json_get_int(j, "backoff_ms", 0);
	p->told = json_get_bool(j, "told", false);
	p->measured = json_get_bool(j, "measured", false);
	if (p->backoff_ms < 0 || p->backoff_ms > PACE_BACKOFF_MAX_MS)
		p->backoff_ms = 0;
	until = json_get_int(j, "until", 0);
	if (until > due_ms &&
	    until - due_ms <= (int64_t)THROTTLE_DAYS_MAX * 86400 * 1000)
		p->next_ms = mono_ms + (until - due_ms);
	json_decref(j);
}

char *
host_memory(const struct host *h, int64_t due_ms, int64_t mono_ms)
{
	const struct pace *p = &h->pace;
	struct buf b;
	struct jout j;

	buf_init(&b, HOST_JSON_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_kint(&j, "at", due_ms);
	jout_kint(&j, "backoff_ms", p->backoff_ms);
	jout_kbool(&j, "told", p->told);
	jout_kbool(&j, "measured", p->measured);
	if (p->next_ms > mono_ms)
		jout_kint(&j, "until", due_ms + (p->next_ms - mono_ms));
	if (h->left_why != NULL)
		jout_ktext(&j, "left", h->left_why);
	jout_obj_end(&j);
	return buf_take(&b, NULL);
}
