/* SPDX-License-Identifier: ISC */
/* Checks as they are kept, and their canonical text. Reading trusts nothing:
 * a damaged file gives any bytes. */
#include "store/archive/check.h"

#include <string.h>

#include "store/base/jout.h"

enum { STATUS_MAX = 999 };

static const char *const outcome_names[] = {
	[CHECK_NOT_MODIFIED] = "not-modified",
	[CHECK_SAME_BODY] = "same-body",
	[CHECK_SAME_TEXT] = "same-text",
	[CHECK_NO_MENTION] = "no-mention",
};

static bool
has_payload(enum check_outcome o)
{
	return o == CHECK_SAME_TEXT || o == CHECK_NO_MENTION;
}

/* All of an entry but its URL, against the entry before it. */
static void
pack_rest(struct buf *b, const struct check_entry *e, int64_t at, uint64_t as)
{
	pack_uint(b, (uint64_t)e->status << 2 | (e->outcome - 1U));
	pack_int(b, (int64_t)((uint64_t)e->at - (uint64_t)at));
	pack_int(b, (int64_t)(e->same_as - as));
	pack_bytes(b, e->salt, CHECK_SALT_LEN);
	if (has_payload(e->outcome))
		pack_bytes(b, e->payload, SHA256_LEN);
}

static void
unpack_rest(struct unpack *u, struct check_entry *e, int64_t at, uint64_t as)
{
	uint64_t both = unpack_uint(u);
	const uint8_t *salt, *payload;

	if (both >> 2 > STATUS_MAX)
		u->bad = true;
	e->status = (unsigned)(both >> 2);
	e->outcome = (enum check_outcome)((both & 3) + 1);
	e->at = (int64_t)((uint64_t)at + (uint64_t)unpack_int(u));
	e->same_as = as + (uint64_t)unpack_int(u);
	salt = unpack_bytes(u, CHECK_SALT_LEN);
	if (salt != NULL)
		memcpy(e->salt, salt, CHECK_SALT_LEN);
	memset(e->payload, 0, SHA256_LEN);
	if (!has_payload(e->outcome))
		return;
	payload = unpack_bytes(u, SHA256_LEN);
	if (payload != NULL)
		memcpy(e->payload, payload, SHA256_LEN);
}

void
check_entry_pack(const struct check_entry *e, struct buf *b)
{
	pack_uint(b, e->url);
	pack_rest(b, e, 0, 0);
}

enum err
check_entry_unpack(const uint8_t *p, size_t n, struct check_entry *e)
{
	struct unpack u;

	memset(e, 0, sizeof(*e));
	unpack_init(&u, p, n);
	e->url = unpack_uint(&u);
	unpack_rest(&u, e, 0, 0);
	return unpack_done(&u) ? ERR_OK : ERR_PARSE;
}

void
check_leaf_pack(const struct check_leaf *leaf, struct buf *b)
{
	uint64_t url = 0, as = 0;
	int64_t at = leaf->e[0].at;

	pack_uint(b, leaf->count);
	pack_uint(b, leaf->first_snapshot);
	pack_int(b, at);
	for (size_t i = 0; i < leaf->count; i++) {
		pack_uint(b, leaf->e[i].url - url);
		url = leaf->e[i].url;
	}
	for (size_t i = 0; i < leaf->count; i++) {
		pack_rest(b, &leaf->e[i], at, as);
		at = leaf->e[i].at;
		as = leaf->e[i].same_as;
	}
}

enum err
check_leaf_unpack(const uint8_t *p, size_t n, struct check_leaf *leaf)
{
	uint64_t count, url = 0, as = 0;
	struct unpack u;
	int64_t at;

	unpack_init(&u, p, n);
	count = unpack_uint(&u);
	leaf->first_snapshot = unpack_uint(&u);
	at = unpack_int(&u);
	if (u.bad || count == 0 || count > CHECK_LEAF_MAX)
		return ERR_PARSE;
	leaf->count = (size_t)count;
	for (size_t i = 0; i < leaf->count; i++) {
		url += unpack_uint(&u);
		leaf->e[i].url = url;
	}
	for (size_t i = 0; i < leaf->count; i++) {
		unpack_rest(&u, &leaf->e[i], at, as);
		at = leaf->e[i].at;
		as = leaf->e[i].same_as;
	}
	return unpack_done(&u) ? ERR_OK : ERR_PARSE;
}

size_t
check_leaf_find(const uint8_t *p, size_t n, uint64_t url, size_t *first)
{
	uint64_t count, id = 0;
	struct unpack u;
	size_t found = 0;

	unpack_init(&u, p, n);
	count = unpack_uint(&u);
	(void)unpack_uint(&u);
	(void)unpack_int(&u);
	if (count > CHECK_LEAF_MAX)
		return 0;
	for (size_t i = 0; i < count && !u.bad; i++) {
		id += unpack_uint(&u);
		if (id > url)
			break; /* they are sorted */
		if (id == url && found++ == 0)
			*first = i;
	}
	return u.bad ? 0 : found;
}

enum err
check_entry_text(const struct check_entry *e, const char *url, struct buf *b)
{
	struct jout j;

	jout_begin(&j, b);
	jout_obj(&j);
	jout_ktext(&j, "url", url);
	jout_ktime(&j, "at", e->at);
	jout_ktext(&j, "outcome", outcome_names[e->outcome]);
	jout_kint(&j, "status", e->status);
	if (e->same_as == 0)
		jout_knull(&j, "same_as");
	else
		jout_kint(&j, "same_as", (int64_t)e->same_as);
	if (has_payload(e->outcome))
		jout_khex(&j, "payload_sha256", e->payload, SHA256_LEN);
	jout_khex(&j, "salt", e->salt, CHECK_SALT_LEN);
	jout_obj_end(&j);
	return j.err;
}
