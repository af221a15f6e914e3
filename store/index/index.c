/* SPDX-License-Identifier: ISC */
/* What the folder's files share; emptying the index. */
#include "store/index/index.h"

#include <string.h>

#include "store/base/digest.h"
#include "store/base/log.h"

enum err
index_damaged(struct txn *t, const char *what)
{
	if (txn_err(t) != ERR_OK)
		return txn_err(t);
	log_error("index: %s (run `vigie reindex`)", what);
	return txn_fail(t, ERR_DAMAGED);
}

void
index_put(struct txn *t, enum db db, const struct key *k, const struct buf *b,
    bool is_new)
{
	if (is_new)
		txn_append(t, db, k, b->data, b->len);
	else
		txn_put(t, db, k, b->data, b->len);
}

void
index_tag(const char *s, uint8_t out[TAG_LEN])
{
	uint8_t sha[SHA256_LEN] = { 0 };

	if (s != NULL)
		digest_sha256(s, strlen(s), sha);
	memcpy(out, sha, TAG_LEN);
}

uint64_t
index_tag64(const char *s)
{
	uint8_t tag[TAG_LEN];
	uint64_t n;

	if (s == NULL)
		return 0;
	index_tag(s, tag);
	n = key_read_u64(tag);
	return n == 0 ? 1 : n;
}

void
index_clear(struct txn *t)
{
	static const enum db all[] = { DB_WORD, DB_ALIAS, DB_DOC, DB_NEAR,
		DB_CLUSTER, DB_MENTION, DB_TEXT, DB_SHOT, DB_ID, DB_ORDER,
		DB_SOURCE, DB_SHOWN };

	for (size_t i = 0; i < NELEM(all); i++)
		txn_clear(t, all[i]);
}
