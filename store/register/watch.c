/* SPDX-License-Identifier: ISC */
/* store/register: what the user declared, small and precious. This file: the
 * watched names. A name is kept and compared byte for byte, as it was typed:
 * folding names is the matcher's business, not the store's. Beside them, under
 * a key that no name can have, stands the generation: pages that were matched
 * with an older one are due once without conditions (DESIGN.md). */
#include <stdlib.h>
#include <string.h>

#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/cursor.h"
#include "store/store.h"
#include "store/txn.h"

static void
generation_key(struct key *k)
{
	key_init(k);
	key_bytes(k, "\0generation", 11);
}

/* False where no such name can be there. */
static bool
name_key(struct key *k, const char *name)
{
	size_t n = strlen(name);

	key_init(k);
	if (n == 0 || n > REGISTER_NAME_MAX)
		return false;
	key_bytes(k, name, n);
	return true;
}

uint64_t
register_generation(struct txn *t)
{
	struct key k;

	generation_key(&k);
	return txn_get_uint(t, DB_WATCH, &k, 0);
}

void
register_watch_put(struct txn *t, const char *name, const char *json)
{
	size_t n = strlen(json);
	struct key k, generation;
	struct val v;

	if (txn_err(t) != ERR_OK)
		return;
	if (!name_key(&k, name)) {
		log_error("name: %.40s...: must have 1 to %d bytes", name,
		    REGISTER_NAME_MAX);
		(void)txn_fail(t, ERR_LIMIT);
		return;
	}
	if (txn_get(t, DB_WATCH, &k, &v) && v.len == n &&
	    memcmp(v.data, json, n) == 0)
		return;
	txn_put(t, DB_WATCH, &k, json, n);
	generation_key(&generation);
	txn_put_uint(t, DB_WATCH, &generation, register_generation(t) + 1);
}

enum err
register_watch_remove(struct txn *t, const char *name)
{
	struct key k;

	if (!name_key(&k, name) || !txn_del(t, DB_WATCH, &k))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	return ERR_OK;
}

enum err
register_watch_get(struct txn *t, const char *name, char **json)
{
	struct key k;
	struct val v;

	if (!name_key(&k, name) || !txn_get(t, DB_WATCH, &k, &v))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	*json = txn_copy(&v);
	return ERR_OK;
}

/* The next name behind k, which it becomes; copies, so that fn may change the
 * register while it is walked. False at the end. */
static bool
next_name(struct txn *t, struct key *k, char **name, char **json)
{
	struct cursor c;
	bool ok;

	cursor_open(&c, t, DB_WATCH);
	ok = cursor_seek(&c, k);
	if (ok && c.key.len == k->len && cursor_under(&c, k))
		ok = cursor_next(&c);
	if (ok) {
		key_init(k);
		key_bytes(k, c.key.data, c.key.len);
		*name = txn_copy(&c.key);
		*json = txn_copy(&c.val);
	}
	cursor_close(&c);
	return ok;
}

enum err
register_watch_each(struct txn *t,
    bool (*fn)(const char *name, const char *json, void *arg), void *arg)
{
	char *name, *json;
	struct key k;
	bool go = true;

	generation_key(&k); /* names stand behind it */
	while (go && next_name(t, &k, &name, &json)) {
		go = fn(name, json, arg);
		free(name);
		free(json);
	}
	return txn_err(t);
}
