/* SPDX-License-Identifier: ISC */
/* `vigie sources`: the access card of every network, and what the seeds of it
 * have given. */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/networks/cards_table.h"
#include "crawler/networks/network.h"
#include "crawler/seeds/seeds.h"
#include "crawler/seeds/voice.h"
#include "crawler/setup.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { CARD_OLD_MONTHS = 12 };

struct sources {
	struct store *store; /* borrowed; NULL: there is no archive */
	struct seeds seeds;  /* owned: placeholders filled in */
	bool all;
	crawl_say_source say;
	void *arg;
};

/* The seeds check has its own words for a bad line. */
static void
ignore(unsigned line, const char *why, void *arg)
{
	(void)line;
	(void)why;
	(void)arg;
}

/* Without a file or an archive there are cards all the same. */
static void
load_seeds(struct sources *s, const char *path)
{
	struct watches w = { .n = 0 };
	struct seeds plain;

	if (path == NULL || seeds_load(path, ignore, NULL, &plain) != ERR_OK)
		return;
	if (s->store == NULL || watches_load(s->store, &w) != ERR_OK)
		w.n = 0;
	seeds_expand(&plain, (const struct watch *const *)w.v, w.n, &s->seeds);
	watches_fini(&w);
	seeds_fini(&plain);
}

/* Is "2026-08" more than so many months ago? "recalled" was never verified. */
static bool
is_old(const char *verified, int64_t now_ms)
{
	int year;
	unsigned month, day;
	char *end;
	long y = strtol(verified, &end, 10), m;

	if (*end != '-')
		return true;
	m = strtol(end + 1, NULL, 10);
	clock_civil(now_ms / 86400000, &year, &month, &day);
	return (year - y) * 12 + (long)month - m > CARD_OLD_MONTHS;
}

/* Adds what one seed has given to its network's row. */
static void
add_seed(struct txn *t, const struct seed *seed, struct crawl_source *out)
{
	struct voice_memory m = { .asked = 0 };

	if (t != NULL)
		voice_load(t, seed, &m);
	out->seeds++;
	if (m.asked > out->asked)
		out->asked = m.asked;
	if (m.answered > out->answered)
		out->answered = m.answered;
	if (m.spoke > out->spoke)
		out->spoke = m.spoke;
	if (m.quota > 0)
		out->quota = m.quota - 1;
	/* Of several seeds the silent one is the news. */
	if (m.canary == VOICE_CANARY_SILENT)
		out->canary = "silent";
	else if (m.canary == VOICE_CANARY_SINGS && out->canary == NULL)
		out->canary = "sings";
	if (m.silent > out->silent_nights && voice_is_lost(&m)) {
		out->silent_nights = m.silent;
		out->silent_since = m.spoke;
		out->silent_seed = seed->target;
	}
}

static void
say_network(struct sources *s, struct txn *t, const struct network *n)
{
	struct crawl_source out = { .name = n->name,
		.tier = 'A',
		.built = true,
		.class = n->class,
		.auth = n->auth,
		.terms = n->terms,
		.rate = n->rate,
		.verified = n->verified,
		.known_from = n->known_from,
		.also = n->also,
		.token_adds = n->gain,
		.token_adds_fr = n->gain_fr,
		.quota = -1 };

	out.old = is_old(n->verified, clock_due_ms());
	for (size_t i = 0; i < s->seeds.n; i++)
		if (s->seeds.v[i].network == n)
			add_seed(t, &s->seeds.v[i], &out);
	if (s->all || out.seeds > 0)
		s->say(&out, s->arg);
}

static void
say_card(struct sources *s, const struct card *c)
{
	struct crawl_source out = { .name = c->name,
		.tier = c->tier,
		.lawful = c->lawful,
		.instead = c->instead,
		.quota = -1 };

	s->say(&out, s->arg);
}

enum err
crawl_sources(struct store *st, const char *seeds, bool all,
    crawl_say_source say, void *arg)
{
	struct sources s = { .store = st, .all = all, .say = say, .arg = arg };
	const struct network *n;
	const struct card *c;
	struct txn *t;

	load_seeds(&s, seeds);
	t = st != NULL ? txn_begin(st, TXN_READ) : NULL;
	for (size_t i = 0; (n = network_at(i)) != NULL; i++)
		say_network(&s, t, n);
	for (size_t i = 0; all && (c = cards_table_at(i)) != NULL; i++)
		say_card(&s, c);
	seeds_fini(&s.seeds);
	return t != NULL ? txn_end(t) : ERR_OK;
}

bool
crawl_has_network(const char *name)
{
	return network_find(name) != NULL;
}
