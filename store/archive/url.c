/* SPDX-License-Identifier: ISC */
/* Numbers for URLs and hosts. */
#include "store/archive/url.h"

#include <string.h>

#include "store/pack.h"

enum { URL_ROW_MAX = 32 };

bool
url_find(struct txn *t, const char *url, struct url_row *row)
{
	struct unpack u;
	struct key k;
	struct val v;

	key_of_text(&k, url);
	if (!txn_get(t, DB_URLID, &k, &v))
		return false;
	unpack_init(&u, v.data, v.len);
	row->id = unpack_uint(&u);
	row->host = unpack_uint(&u);
	if (unpack_done(&u))
		return true;
	txn_damaged(t, "the number of a URL");
	return false;
}

static void
put_row(struct txn *t, const char *url, const struct url_row *row)
{
	struct key k;
	struct buf b;

	buf_init(&b, URL_ROW_MAX);
	pack_uint(&b, row->id);
	pack_uint(&b, row->host);
	key_of_text(&k, url);
	txn_put(t, DB_URLID, &k, b.data, b.len);
	buf_fini(&b);
}

/* The next number of a table of texts, from 1. */
static uint64_t
give_number(struct txn *t, enum db texts, const char *s)
{
	uint64_t id = txn_next_u64(t, texts);
	struct key k;

	if (id == 0)
		id = 1;
	key_of_u64(&k, id);
	txn_append(t, texts, &k, s, strlen(s));
	return id;
}

void
url_number(struct txn *t, const char *url, struct url_row *row)
{
	*row = (struct url_row){ 0, 0 };
	if (url_find(t, url, row) || txn_err(t) != ERR_OK)
		return;
	row->id = give_number(t, DB_URL, url);
	put_row(t, url, row);
}

static uint64_t
host_number(struct txn *t, const char *host)
{
	struct key k;
	uint64_t id;

	key_of_text(&k, host);
	id = txn_get_uint(t, DB_HOSTID, &k, 0);
	if (id != 0 || txn_err(t) != ERR_OK)
		return id;
	id = give_number(t, DB_HOST, host);
	txn_put_uint(t, DB_HOSTID, &k, id);
	return id;
}

void
url_file_under(
    struct txn *t, const char *url, const char *host, struct url_row *row)
{
	url_number(t, url, row);
	if (row->host != 0 || txn_err(t) != ERR_OK)
		return;
	row->host = host_number(t, host);
	put_row(t, url, row);
}

static char *
text_of(struct txn *t, enum db texts, uint64_t id)
{
	struct key k;
	struct val v;

	key_of_u64(&k, id);
	return txn_get(t, texts, &k, &v) ? txn_copy(&v) : NULL;
}

char *
url_text(struct txn *t, uint64_t id)
{
	return text_of(t, DB_URL, id);
}

char *
url_host_text(struct txn *t, uint64_t host)
{
	return text_of(t, DB_HOST, host);
}
