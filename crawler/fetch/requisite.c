/* SPDX-License-Identifier: ISC */
/* What a page with a mention is shown with: its pictures and style sheets, so
 * that a replay shows something recognisable (EVIDENCE.md 4.1). They are asked
 * for right after the page, by the same rules as pages: the host's queue and
 * pace, its robots.txt, the addresses that the seed may go to. They are no
 * pages: pages= and the round know nothing of them, and one that fails is not
 * asked for again. */
#include <stdlib.h>

#include "crawler/fetch/inside.h"
#include "store/base/log.h"

enum { REQUISITE_HOPS_MAX = 5 /* redirects of one */ };

/* Of all requisites of one seed in one sweep: then no more are asked for. */
static const uint64_t seed_bytes_max = UINT64_C(512) * 1024 * 1024;

static void
ask(struct fetcher *f, size_t seed, const char *url, unsigned hops)
{
	struct item *it = item_new(ITEM_REQUISITE, seed, url);
	struct txn *t;

	it->hops = hops;
	if (f->started + f->queued >= f->c.limit ||
	    f->runs[seed].requisite_bytes >= seed_bytes_max) {
		requisite_lost(f, it, "enough was fetched");
		return;
	}
	if (!f->c.once && !f->c.service && !seen_add(&f->requisites, url)) {
		item_free(it);
		return;
	}
	t = txn_begin(f->c.store, TXN_READ);
	it->known = state_url_get(t, url, &it->prior) == ERR_OK;
	visit_push(f, t, it, !f->c.service);
	if (txn_end(t) != ERR_OK)
		log_debug("%s: its memory cannot be read", url);
}

void
requisite_take(struct fetcher *f, const struct found *found)
{
	/* Each goes before the others: so the last one first. */
	for (size_t i = found->n; i > 0; i--)
		if (found->links[i - 1].requisite)
			ask(f, found->seed, found->links[i - 1].url, 0);
}

static void
follow(struct fetcher *f, const struct item *it, const struct exchange *x)
{
	char *to;

	if (f->c.service || x->outcome != OUTCOME_OK ||
	    it->hops >= REQUISITE_HOPS_MAX)
		return;
	to = exchange_redirect(x);
	if (to != NULL)
		ask(f, it->seed, to, it->hops + 1);
	free(to);
}

void
requisite_ended(
    struct fetcher *f, struct host *h, struct item *it, struct exchange *x)
{
	f->runs[it->seed].requisite_bytes += x->wire_bytes;
	follow(f, it, x);
	report_page(f, h, it, x, false);
	item_free(it);
}

void
requisite_lost(struct fetcher *f, struct item *it, const char *why)
{
	if (f->c.on_lost != NULL)
		f->c.on_lost(it->url, why, f->c.lost_arg);
	log_info("%s: not fetched with its page: %s", it->url, why);
	item_free(it);
}
