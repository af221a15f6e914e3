/* SPDX-License-Identifier: ISC */
/* Labels: which mentions the user called theirs, and which a namesake's. The
 * key is the mention's id in 8 bytes; the value says when it was said. */
#include <string.h>

#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/cursor.h"
#include "store/store.h"
#include "store/txn.h"

enum { ID_LEN = 8, ROW_MAX = 256 };

static bool
label_key(struct key *k, const char *id)
{
	uint8_t bytes[ID_LEN];

	key_init(k);
	if (strlen(id) != (size_t)2 * ID_LEN ||
	    !digest_unhex(id, bytes, ID_LEN))
		return false;
	key_bytes(k, bytes, ID_LEN);
	return true;
}

/* False for a value that is none. */
static bool
read_label(const struct val *v, bool *mine)
{
	json_t *j = NULL;
	const char *word;
	bool ok;

	if (json_parse((const char *)v->data, v->len, &j) != ERR_OK)
		return false;
	word = json_get_text(j, "label");
	ok = word != NULL;
	if (ok)
		*mine = strcmp(word, "mine") == 0;
	json_decref(j);
	return ok;
}

void
register_label_put(struct txn *t, const char *id, bool mine)
{
	struct key k;
	struct buf b;
	struct jout j;

	if (!label_key(&k, id)) {
		(void)txn_fail(t, ERR_PARSE);
		return;
	}
	buf_init(&b, ROW_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "label", mine ? "mine" : "not-mine");
	jout_ktime(&j, "at", clock_wall_ms());
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		txn_put(t, DB_LABEL, &k, b.data, b.len);
	else
		(void)txn_fail(t, j.err);
	buf_fini(&b);
}

enum err
register_label_remove(struct txn *t, const char *id)
{
	struct key k;

	if (!label_key(&k, id) || !txn_del(t, DB_LABEL, &k))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	return ERR_OK;
}

enum err
register_label_get(struct txn *t, const char *id, bool *mine)
{
	struct key k;
	struct val v;

	if (!label_key(&k, id) || !txn_get(t, DB_LABEL, &k, &v) ||
	    !read_label(&v, mine))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	return ERR_OK;
}

enum err
register_label_each(
    struct txn *t, bool (*fn)(const char *id, bool mine, void *arg), void *arg)
{
	char id[2 * ID_LEN + 1];
	struct cursor c;
	struct key all;
	bool ok, mine, go = true;

	key_init(&all);
	cursor_open(&c, t, DB_LABEL);
	for (ok = cursor_seek(&c, &all); ok && go; ok = cursor_next(&c)) {
		if (c.key.len != ID_LEN || !read_label(&c.val, &mine))
			continue;
		digest_hex(c.key.data, ID_LEN, id);
		go = fn(id, mine, arg);
	}
	cursor_close(&c);
	return txn_err(t);
}
