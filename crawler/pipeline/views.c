/* SPDX-License-Identifier: ISC */
/* A note a page in the state, space "view", by URL; taken off once its page has
 * been shown, or cannot be. */
#include "crawler/pipeline/views.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/browser/browser.h"
#include "crawler/pipeline/notes.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { NOTE_MAX = 16 * 1024 };

static const char space[] = "view";

void
views_note(struct txn *t, const struct pipeline *pl, const struct job *j,
    const struct conclusion *c)
{
	const struct seed *seed = pl->fetch.seeds[j->seed].seed;
	struct buf b;
	struct jout o;

	if (!seed->browser || pl->is_capture || c->is_check || !c->mention ||
	    j->harvest == NULL || j->harvest->listing || j->body == NULL ||
	    strcmp(c->change, change_name(CHANGE_SAME)) == 0)
		return;
	buf_init(&b, NOTE_MAX);
	jout_begin(&o, &b);
	jout_obj(&o);
	jout_ktext(&o, "url", j->x->url);
	jout_ktext(&o, "seed", seed->key);
	jout_kint(&o, "snapshot", (int64_t)c->snapshot);
	jout_obj_end(&o);
	if (o.err == ERR_OK)
		state_put(t, space, j->x->url, b.data);
	buf_fini(&b);
}

/* ---- what was noted ---- */

static enum err
take_off(struct txn *t, void *arg)
{
	const json_t *note = arg;

	state_del(t, space, json_get_text(note, "url"));
	return txn_err(t);
}

/* ---- showing ---- */

static const struct seed *
seed_of(const struct seeds *seeds, const char *key)
{
	for (size_t i = 0; key != NULL && i < seeds->n; i++)
		if (strcmp(seeds->v[i].key, key) == 0 && seeds->v[i].browser)
			return &seeds->v[i];
	return NULL;
}

/* Shows one page and takes its note off. */
static enum err
make_one(struct store *st, const struct fetch_config *fetch,
    const struct seed *seed, json_t *note, struct views_sum *sum)
{
	struct browser_view v = { .store = st,
		.fetch = *fetch,
		.seed = seed,
		.page = (uint64_t)json_get_int(note, "snapshot", 0) };
	enum err e = seed == NULL ? ERR_OK : browser_show(&v);

	if (e != ERR_OK && e != ERR_SHORT)
		return e;
	sum->made += v.view != 0;
	sum->failed += e == ERR_SHORT;
	return store_batch(st, take_off, note);
}

static enum err
make_all(struct store *st, const struct fetch_config *fetch,
    const struct seeds *seeds, const struct notes *all, struct views_sum *sum)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < all->n && e == ERR_OK; i++)
		e = make_one(st, fetch,
		    seed_of(seeds, json_get_text(all->v[i], "seed")), all->v[i],
		    sum);
	return e;
}

enum err
views_make(struct store *st, const struct fetch_config *fetch,
    const struct seeds *seeds, struct views_sum *sum)
{
	struct notes all;
	enum err e = notes_read(st, space, VIEWS_MAX, &all);

	memset(sum, 0, sizeof(*sum));
	if (e == ERR_OK)
		e = make_all(st, fetch, seeds, &all, sum);
	if (e == ERR_NOTFOUND) {
		log_error("sweep: browser=yes: there is no browser to show "
			  "pages with (apt-get install chromium)");
		sum->failed = all.n - sum->made;
		e = ERR_OK;
	}
	notes_fini(&all);
	return e;
}
