/* SPDX-License-Identifier: ISC */
/* Words by number, so that a row bears a few bytes instead. The newest number
 * of a kind stands under the kind alone. */
#include <stdlib.h>
#include <string.h>

#include "store/base/buf.h"
#include "store/cursor.h"
#include "store/index/index.h"
#include "store/pack.h"

static void
word_key(struct key *k, enum word kind, const char *s)
{
	key_init(k);
	key_u8(k, (uint8_t)kind);
	if (s != NULL)
		key_text(k, s, KEY_TEXT_MAX);
}

/* The row behind a word: its number and itself, whole. */
static bool
unpack_word(const struct val *v, uint32_t *number, char **s)
{
	struct unpack u;
	uint64_t n;
	char *text;

	unpack_init(&u, v->data, v->len);
	n = unpack_uint(&u);
	text = unpack_text(&u);
	if (!unpack_done(&u) || text == NULL || n == 0 || n > UINT32_MAX) {
		free(text);
		return false;
	}
	*number = (uint32_t)n;
	*s = text;
	return true;
}

uint32_t
word_find(struct txn *t, enum word kind, const char *s)
{
	uint32_t number;
	struct key k;
	struct val v;
	char *text;

	if (s == NULL || *s == '\0')
		return 0;
	word_key(&k, kind, s);
	if (!txn_get(t, DB_WORD, &k, &v))
		return 0;
	if (!unpack_word(&v, &number, &text)) {
		index_damaged(t, "a word's row makes no sense");
		return 0;
	}
	free(text);
	return number;
}

uint32_t
word_number(struct txn *t, enum word kind, const char *s)
{
	uint32_t number = word_find(t, kind, s);
	struct key k, last;
	struct buf b;

	if (number != 0 || s == NULL || *s == '\0' || txn_err(t) != ERR_OK)
		return number;
	word_key(&last, kind, NULL);
	number = (uint32_t)txn_get_uint(t, DB_WORD, &last, 0) + 1;
	txn_put_uint(t, DB_WORD, &last, number);
	word_key(&k, kind, s);
	buf_init(&b, INDEX_ROW_MAX);
	pack_uint(&b, number);
	pack_text(&b, s);
	txn_put(t, DB_WORD, &k, b.data, b.len);
	buf_fini(&b);
	return number;
}

void
word_each(struct txn *t, enum word kind,
    void (*fn)(uint32_t number, const char *s, void *arg), void *arg)
{
	struct cursor c;
	struct key prefix;
	uint32_t number;
	char *s;
	bool ok;

	word_key(&prefix, kind, NULL);
	cursor_open(&c, t, DB_WORD);
	for (ok = cursor_seek(&c, &prefix); ok && cursor_under(&c, &prefix);
	     ok = cursor_next(&c)) {
		if (c.key.len == prefix.len)
			continue;
		if (!unpack_word(&c.val, &number, &s)) {
			index_damaged(t, "a word's row makes no sense");
			break;
		}
		fn(number, s, arg);
		free(s);
	}
	cursor_close(&c);
}
