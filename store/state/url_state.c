/* SPDX-License-Identifier: ISC */
/* What is remembered of one URL from its last fetches: one small row a URL,
 * rewritten every night, so every byte of it counts a million times. */
#include "store/state/url_state.h"

#include <stdio.h>
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
	URL_STATE_MAX = 4096, /* bytes of a packed row */
	HTTP_DATE = 29,       /* "Sun, 06 Nov 1994 08:49:37 GMT" */
	HTTP_DATE_ROOM = 48   /* for any figures and a NUL */
};

enum {
	F_KEPT = 1,
	F_MENTION = 2,
	F_LISTING = 4,
	F_USELESS = 8,
	F_PAYLOAD = 16,
	F_DATE = 32, /* last_modified is kept as seconds */
	F_ALL = 63
};

/* From 1970-01-01 on, a Thursday. */
static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue",
	"Wed" };
static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

void
url_state_fini(struct url_state *u)
{
	free(u->etag);
	free(u->last_modified);
	memset(u, 0, sizeof(*u));
}

/* ---- dates: 5 bytes instead of 30 ---- */

/* The IMF-fixdate of RFC 9110 5.6.7; the year has four digits. */
static void
format_date(int64_t seconds, char out[HTTP_DATE_ROOM])
{
	int64_t day = seconds / 86400, rest = seconds % 86400;
	unsigned month, mday;
	int year;

	clock_civil(day, &year, &month, &mday);
	snprintf(out, HTTP_DATE_ROOM, "%s, %02u %s %04d %02d:%02d:%02d GMT",
	    days[day % 7], mday, months[(month - 1) % 12], year % 10000,
	    (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
}

/* The number of n digits at s, or -1. */
static int64_t
digits(const char *s, int n)
{
	int64_t v = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return v;
}

/* Seconds since 1970, if s is exactly what format_date makes of them. */
static bool
parse_date(const char *s, int64_t *seconds)
{
	char again[HTTP_DATE_ROOM];
	int64_t mday, year, hour, minute, second;
	unsigned month = 0;

	if (strlen(s) != HTTP_DATE)
		return false;
	while (month < 12 && strncmp(s + 8, months[month], 3) != 0)
		month++;
	mday = digits(s + 5, 2);
	year = digits(s + 12, 4);
	hour = digits(s + 17, 2);
	minute = digits(s + 20, 2);
	second = digits(s + 23, 2);
	if (month == 12 || year < 1970 || mday < 1 || hour < 0 || minute < 0 ||
	    second < 0)
		return false;
	*seconds = clock_days((int)year, month + 1, (unsigned)mday) * 86400 +
		   hour * 3600 + minute * 60 + second;
	format_date(*seconds, again);
	return strcmp(s, again) == 0;
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
			 (payload ? F_PAYLOAD : 0) | (dated ? F_DATE : 0)));
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
	char text[HTTP_DATE_ROOM];
	uint64_t seconds;

	if (!dated) {
		*out = unpack_text(un);
		return true;
	}
	seconds = unpack_uint(un);
	if (seconds > (uint64_t)clock_days(10000, 1, 1) * 86400 - 1)
		return false;
	format_date((int64_t)seconds, text);
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
