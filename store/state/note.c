/* SPDX-License-Identifier: ISC */
/* Small JSON documents, and numbers, by space and key. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/cursor.h"
#include "store/store.h"
#include "store/txn.h"

enum { SPACE_MAX = 64 }; /* a space is one of our own words */

/* space 0 key: a longer key ends as its digest (key.h). */
static void
note_key(struct key *k, const char *space, const char *key)
{
	assert(strlen(space) <= SPACE_MAX);
	key_init(k);
	key_text(k, space, SPACE_MAX);
	key_u8(k, 0);
	key_text(k, key, KEY_TEXT_MAX);
}

enum err
state_get(struct txn *t, const char *space, const char *key, char **json)
{
	struct key k;
	struct val v;

	note_key(&k, space, key);
	if (!txn_get(t, DB_NOTE, &k, &v))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	*json = txn_copy(&v);
	return ERR_OK;
}

void
state_put(struct txn *t, const char *space, const char *key, const char *json)
{
	struct key k;

	note_key(&k, space, key);
	txn_put(t, DB_NOTE, &k, json, strlen(json));
}

void
state_del(struct txn *t, const char *space, const char *key)
{
	struct key k;

	note_key(&k, space, key);
	(void)txn_del(t, DB_NOTE, &k);
}

enum err
state_each(struct txn *t, const char *space,
    bool (*fn)(const char *json, void *arg), void *arg)
{
	struct cursor c;
	struct key prefix;
	bool ok, go = true;

	key_init(&prefix);
	key_text(&prefix, space, SPACE_MAX);
	key_u8(&prefix, 0);
	cursor_open(&c, t, DB_NOTE);
	for (ok = cursor_seek(&c, &prefix);
	     ok && go && cursor_under(&c, &prefix); ok = cursor_next(&c)) {
		char *json = txn_copy(&c.val);

		go = fn(json, arg);
		free(json);
	}
	cursor_close(&c);
	return txn_err(t);
}

/* The newest number of a space stands under the space alone. */
uint64_t
state_number(struct txn *t, const char *space, const char *key)
{
	struct key k, last;
	uint64_t n;

	note_key(&k, space, key);
	n = txn_get_uint(t, DB_NUMBER, &k, 0);
	if (n != 0 || t->mode == TXN_READ)
		return n;
	key_init(&last);
	key_text(&last, space, SPACE_MAX);
	n = txn_get_uint(t, DB_NUMBER, &last, 0) + 1;
	txn_put_uint(t, DB_NUMBER, &last, n);
	txn_put_uint(t, DB_NUMBER, &k, n);
	return txn_err(t) == ERR_OK ? n : 0;
}
