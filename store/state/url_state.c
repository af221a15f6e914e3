/* SPDX-License-Identifier: ISC */
/* What is remembered of one URL from its last fetches: one small row a URL,
 * rewritten every night, so every byte of it counts a million times. */
#include "store/state/url_state.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/pack.h"
#include "store/state/urlkey.h"
#include "store/txn.h"

enum {
	/* A longer validator is not worth its place: the URL is then asked for
	 * without it. */
	VALIDATOR_MAX = 1024,
	URL_STATE_MAX = 4096 /* bytes of a packed row */
};

enum {
	F_KEPT = 1,
	F_MENTION = 2,
	F_LISTING = 4,
	F_USELESS = 8,
	F_PAYLOAD = 16,
	F_DATE = 32, /* last_modified is kept as seconds */
	F_DRIFTED = 64,
	F_ALL = 127
};

void
url_state_fini(struct url_state *u)
{
	free(u->etag);
	free(u->last_modified);
	memset(u, 0, sizeof(*u));
}

/* Seconds since 1970, if s is a date of the usual form: 5 bytes instead of 30.
 */
static bool
parse_date(const char *s, int64_t *seconds)
{
	return clock_parse_http(s, strlen(s), seconds) == ERR_OK &&
	       *seconds >= 0;
}

/* ---- rows ---- */

static const char *
worth_keeping(const char *validator)
{
	return validator != NULL && strlen(validator) <= VALIDATOR_MAX
		   ? validator
		   : NULL;
}

void
url_state_pack(struct buf *b, const struct url_state *u)
{
	static const uint8_t none[SHA256_LEN];
	const char *modified = worth_keeping(u->last_modified);
	bool payload = memcmp(u->payload, none, sizeof(none)) != 0;
	int64_t seconds = 0;
	bool dated = modified != NULL && parse_date(modified, &seconds);

	pack_u8(
	    b, (uint8_t)((u->kept ? F_KEPT : 0) | (u->mention ? F_MENTION : 0) |
			 (u->listing ? F_LISTING : 0) |
			 (u->useless_validators ? F_USELESS : 0) |
			 (payload ? F_PAYLOAD : 0) | (dated ? F_DATE : 0) |
			 (u->drifted ? F_DRIFTED : 0)));
	pack_uint(b, u->last_sweep);
	pack_int(b, u->last_at);
	pack_uint(b, u->snapshot);
	pack_uint(b, u->names);
	pack_int(b, u->status);
	pack_uint(b, u->failures);
	if (payload)
		pack_bytes(b, u->payload, SHA256_LEN);
	pack_text(b, worth_keeping(u->etag));
	if (dated)
		pack_uint(b, (uint64_t)seconds);
	else
		pack_text(b, modified);
}

static bool
unpack_modified(struct unpack *un, bool dated, char **out)
{
	char text[CLOCK_TEXT];
	uint64_t seconds;

	if (!dated) {
		*out = unpack_text(un);
		return true;
	}
	seconds = unpack_uint(un);
	if (seconds > (uint64_t)clock_days(10000, 1, 1) * 86400 - 1)
		return false;
	clock_format_http((int64_t)seconds, text);
	*out = mem_strdup(text);
	return true;
}

bool
url_state_unpack(const void *data, size_t n, struct url_state *out)
{
	struct unpack un;
	struct url_state u = { 0 };
	const uint8_t *payload;
	uint64_t failures;
	int64_t status;
	uint8_t f;
	bool ok;

	unpack_init(&un, data, n);
	f = unpack_u8(&un);
	u.last_sweep = unpack_uint(&un);
	u.last_at = unpack_int(&un);
	u.snapshot = unpack_uint(&un);
	u.names = unpack_uint(&un);
	status = unpack_int(&un);
	failures = unpack_uint(&un);
	payload = (f & F_PAYLOAD) ? unpack_bytes(&un, SHA256_LEN) : NULL;
	if (payload != NULL)
		memcpy(u.payload, payload, SHA256_LEN);
	u.kept = f & F_KEPT;
	u.mention = f & F_MENTION;
	u.listing = f & F_LISTING;
	u.useless_validators = f & F_USELESS;
	u.drifted = f & F_DRIFTED;
	u.status = (int)status;
	u.failures = (unsigned)failures;
	u.etag = unpack_text(&un);
	ok = unpack_modified(&un, f & F_DATE, &u.last_modified);
	if (!ok || !unpack_done(&un) || (f & ~F_ALL) != 0 ||
	    u.status != status || u.failures != failures) {
		url_state_fini(&u);
		return false;
	}
	*out = u;
	return true;
}

enum err
state_url_get(struct txn *t, const char *url, struct url_state *out)
{
	struct key k;
	struct val v;

	key_init(&k);
	urlkey_add(&k, url);
	if (!txn_get(t, DB_SEEN, &k, &v))
		return txn_err(t) != ERR_OK ? txn_err(t) : ERR_NOTFOUND;
	if (url_state_unpack(v.data, v.len, out))
		return ERR_OK;
	log_warn("state: the row of %s cannot be read: forgotten", url);
	return ERR_NOTFOUND;
}

void
state_url_put(struct txn *t, const char *url, const struct url_state *u)
{
	struct key k;
	struct buf b;

	key_init(&k);
	urlkey_add(&k, url);
	buf_init(&b, URL_STATE_MAX);
	url_state_pack(&b, u);
	txn_put(t, DB_SEEN, &k, b.data, b.len);
	buf_fini(&b);
}
