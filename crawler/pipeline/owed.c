/* SPDX-License-Identifier: ISC */
/* A note a requisite in the state, space "owed", by URL. */
#include "crawler/pipeline/owed.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/pipeline/notes.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/store.h"

enum { NOTE_MAX = 16 * 1024, ASKED_MAX = 10000 /* in one sweep */ };

static const char space[] = "owed";

static void
put_note(struct txn *t, const char *url, const char *seed, uint64_t sweep,
    int64_t tries)
{
	struct buf b;
	struct jout o;

	buf_init(&b, NOTE_MAX);
	jout_begin(&o, &b);
	jout_obj(&o);
	jout_ktext(&o, "url", url);
	jout_ktext(&o, "seed", seed);
	jout_kint(&o, "sweep", (int64_t)sweep);
	jout_kint(&o, "tries", tries);
	jout_obj_end(&o);
	if (o.err == ERR_OK)
		state_put(t, space, url, b.data);
	buf_fini(&b);
}

void
owed_note(struct txn *t, const struct pipeline *pl, const struct job *j,
    const struct found *found)
{
	if (pl->is_capture)
		return;
	for (size_t i = 0; i < found->n; i++)
		if (found->links[i].requisite)
			put_note(t, found->links[i].url,
			    pl->fetch.seeds[j->seed].seed->key, pl->fetch.sweep,
			    0);
}

/* One that has moved is owed at its new address, unless that has answered in
 * this sweep. It was asked for as often, and by the same sweep. */
static void
owe_target(struct txn *t, const struct pipeline *pl, const struct job *j,
    uint64_t sweep, int64_t tries)
{
	char *to = exchange_redirect(j->x);
	struct url_state state;
	bool answered = false;

	if (to != NULL && state_url_get(t, to, &state) == ERR_OK) {
		answered = state.last_sweep == pl->fetch.sweep;
		url_state_fini(&state);
	}
	if (to != NULL && !answered)
		put_note(
		    t, to, pl->fetch.seeds[j->seed].seed->key, sweep, tries);
	free(to);
}

void
owed_paid(struct txn *t, const struct pipeline *pl, struct job *j)
{
	json_t *note = NULL;
	char *json = NULL;
	uint64_t sweep = pl->fetch.sweep;
	int64_t tries = 0;

	if (pl->is_capture)
		return;
	if (state_get(t, space, j->x->url, &json) == ERR_OK) {
		if (json_parse(json, strlen(json), &note) == ERR_OK) {
			sweep = (uint64_t)json_get_int(note, "sweep", 0);
			tries = json_get_int(note, "tries", 0);
		}
		state_del(t, space, j->x->url);
	}
	j->owed_sweep = sweep != pl->fetch.sweep ? sweep : 0;
	owe_target(t, pl, j, sweep, tries);
	json_decref(note);
	free(json);
}

/* ---- the next sweep ---- */

struct asking {
	struct pipeline *pl; /* borrowed */
	struct notes notes;
};

/* Among the seeds of this sweep; their number where it is none of them. */
static size_t
seed_of(const struct pipeline *pl, const char *key)
{
	size_t i = 0;

	while (i < pl->fetch.n_seeds &&
	       (key == NULL || strcmp(pl->fetch.seeds[i].seed->key, key) != 0))
		i++;
	return i;
}

/* Counts that it is asked for once more; one that was often enough is given
 * up. */
static enum err
count_tries(struct txn *t, void *arg)
{
	const struct asking *a = arg;

	for (size_t i = 0; i < a->notes.n; i++) {
		const char *url = json_get_text(a->notes.v[i], "url");
		const char *key = json_get_text(a->notes.v[i], "seed");
		int64_t tries = json_get_int(a->notes.v[i], "tries", 0);

		if (url == NULL || seed_of(a->pl, key) == a->pl->fetch.n_seeds)
			continue;
		if (tries >= OWED_TRIES_MAX)
			state_del(t, space, url);
		else
			put_note(t, url, key,
			    (uint64_t)json_get_int(a->notes.v[i], "sweep", 0),
			    tries + 1);
	}
	return txn_err(t);
}

static void
ask(const struct asking *a)
{
	for (size_t i = 0; i < a->notes.n; i++) {
		const char *url = json_get_text(a->notes.v[i], "url");
		size_t seed =
		    seed_of(a->pl, json_get_text(a->notes.v[i], "seed"));

		if (url != NULL && seed < a->pl->fetch.n_seeds &&
		    json_get_int(a->notes.v[i], "tries", 0) < OWED_TRIES_MAX)
			fetcher_ask(a->pl->fetcher, seed, url);
	}
}

enum err
owed_ask(struct pipeline *pl)
{
	struct asking a = { .pl = pl };
	enum err e = notes_read(pl->store, space, ASKED_MAX, &a.notes);

	if (e == ERR_OK && a.notes.n > 0)
		e = store_batch(pl->store, count_tries, &a);
	if (e == ERR_OK)
		ask(&a);
	notes_fini(&a.notes);
	return e;
}
