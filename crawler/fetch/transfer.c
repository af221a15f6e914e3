/* SPDX-License-Identifier: ISC */
/* One transfer: every ceiling in a callback, all that came kept. */
#include "crawler/fetch/transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/address.h"
#include "crawler/fetch/ending.h"
#include "crawler/fetch/headers.h"
#include "crawler/fetch/profile.h"
#include "crawler/parse/decode.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	TRANSFER_VALIDATOR_MAX = 1024,
	TRANSFER_BODY_FIRST = 64 * 1024 /* allocated at once, at most */
};

struct transfer {
	const struct transfer_common *common;
	CURL *easy;         /* owned */
	struct exchange *x; /* owned while under way */
	void *owner;
	struct sockaddr_storage address;
	struct tls_seen seen;
	struct curl_slist *pin; /* owned: CURLOPT_RESOLVE of this transfer */
	const struct secret *secret; /* borrowed, of this transfer; or NULL */
	/* Headers beyond libcurl's own: static ones, the network's, a token,
	 * two validators. */
	struct curl_slist headers[6];
	char *asked, *token; /* owned: the network's and the token's lines */
	char none_match[TRANSFER_VALIDATOR_MAX + 32];
	char modified_since[TRANSFER_VALIDATOR_MAX + 32];
	char error[CURL_ERROR_SIZE];
	/* of the present transfer */
	int64_t began_ns;      /* monotonic */
	int64_t heard_ns;      /* when the last bytes came, or the beginning */
	bool stalled;          /* nothing came for too long */
	bool head_done;        /* the blank line of the final head has come */
	bool is_chunked;       /* the body comes with its framing */
	bool too_large;        /* one of our ceilings cut it */
	bool forbidden;        /* a socket to another address was asked for */
	struct buf wire;       /* body with its framing, if chunked */
	uint64_t wire_dropped; /* bytes that are in no buffer: 1xx heads */
};

/* ---- callbacks ---- */

/* A line of the final head says that the body comes in chunks. */
static bool
says_chunked(const struct buf *head)
{
	struct headers h;
	struct headers_line line;

	headers_begin(&h, head->data, head->len);
	while (headers_next(&h, &line))
		if (headers_is(&line, "transfer-encoding") &&
		    headers_has_word(&line, "chunked"))
			return true;
	return false;
}

static void
body_expect(struct transfer *t)
{
	curl_off_t n = -1;

	t->is_chunked = says_chunked(&t->x->head);
	if (t->is_chunked)
		return;
	curl_easy_getinfo(t->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &n);
	if (n <= 0 || n > EXCHANGE_BODY_MAX)
		return;
	/* A length is only a claim: room for little, the rest as it comes. */
	if (n > TRANSFER_BODY_FIRST)
		n = TRANSFER_BODY_FIRST;
	if (buf_reserve(&t->x->body, (size_t)n) != ERR_OK)
		t->too_large = true;
}

/* Called for each line, also of 1xx answers, whose heads are not kept. */
static size_t
on_header(char *data, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	struct exchange *x = t->x;

	n *= size;
	t->heard_ns = clock_mono_ns();
	if (x->first_byte_ns == 0)
		x->first_byte_ns = t->heard_ns - t->began_ns;
	if (n >= 5 && memcmp(data, "HTTP/", 5) == 0 && t->head_done) {
		t->wire_dropped += x->head.len;
		buf_reset(&x->head);
		t->head_done = false;
	}
	if (buf_add(&x->head, data, n) != ERR_OK) {
		t->too_large = true;
		return 0;
	}
	if (n <= 2 && (data[0] == '\r' || data[0] == '\n')) {
		t->head_done = true;
		body_expect(t);
	}
	return n;
}

static size_t
on_body(char *data, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	struct buf *to = t->is_chunked ? &t->wire : &t->x->body;

	n *= size;
	t->heard_ns = clock_mono_ns();
	if (buf_add(to, data, n) == ERR_OK)
		return n;
	/* What fits is kept: the record says that it was cut. */
	t->too_large = true;
	if (buf_add(to, data, to->max - to->len) != ERR_OK)
		log_debug("%s: body over its ceiling", t->x->url);
	return 0;
}

/* Called whenever libcurl looks at the transfer, and each second, which its
 * low-speed timer sees to. That timer itself judges by an average of several
 * seconds; a stall is that nothing at all comes. */
static int
on_progress(
    void *arg, curl_off_t down, curl_off_t got, curl_off_t up, curl_off_t sent)
{
	struct transfer *t = arg;
	int64_t silent_ms = (clock_mono_ns() - t->heard_ns) / 1000000;

	(void)down;
	(void)got;
	(void)up;
	(void)sent;
	t->stalled = silent_ms >= t->common->stall_ms;
	return t->stalled ? 1 : 0;
}

/* Debug output is wanted for the request's bytes alone, so it is on between
 * on_connected and them: all else that libcurl would put into words costs more
 * than a small answer. */
static void
listen_for_request(struct transfer *t, bool on)
{
	if (curl_easy_setopt(t->easy, CURLOPT_VERBOSE, (long)on) != CURLE_OK)
		log_debug("%s: libcurl has no debug output", t->x->url);
}

/* The request as libcurl puts it on the wire. A connection that died at once
 * makes libcurl ask again on a new one: the last request counts. */
static int
on_debug(CURL *easy, curl_infotype type, char *data, size_t n, void *arg)
{
	struct transfer *t = arg;

	(void)easy;
	if (type != CURLINFO_HEADER_OUT)
		return 0;
	if (n >= 4 && memcmp(data, "GET ", 4) == 0)
		buf_reset(&t->x->request);
	if (buf_add(&t->x->request, data, n) != ERR_OK)
		log_debug("%s: request over its ceiling", t->x->url);
	listen_for_request(t, false);
	return 0;
}

/* The last word on where a packet goes: only to the address that was decided
 * on, whatever a name, a cache or libcurl thinks. */
static curl_socket_t
on_open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct transfer *t = arg;
	struct sockaddr *want = (struct sockaddr *)&t->address;
	char got_text[ADDRESS_TEXT], want_text[ADDRESS_TEXT];

	address_format(&a->addr, got_text);
	address_format(want, want_text);
	if (purpose != CURLSOCKTYPE_IPCXN || strcmp(got_text, want_text) != 0) {
		t->forbidden = true;
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

/* Before each request, also on a connection that stands already: what the
 * exchange says of TLS is of the connection that carries it. */
static int
on_connected(
    void *arg, char *remote, char *local, int remote_port, int local_port)
{
	struct transfer *t = arg;
	struct curl_tlssessioninfo *info = NULL;
	struct exchange *x = t->x;

	listen_for_request(t, true);
	snprintf(x->ip, sizeof(x->ip), "%s", remote);
	snprintf(x->local_ip, sizeof(x->local_ip), "%s", local);
	x->port = (unsigned)remote_port;
	x->local_port = (unsigned)local_port;
	if (curl_easy_getinfo(t->easy, CURLINFO_TLS_SSL_PTR, &info) ==
		CURLE_OK &&
	    info != NULL && info->backend == CURLSSLBACKEND_OPENSSL &&
	    info->internals != NULL)
		tls_record(info->internals, x);
	return CURL_PREREQFUNC_OK;
}

static CURLcode
on_ssl_context(CURL *easy, void *ctx, void *arg)
{
	struct transfer *t = arg;

	(void)easy;
	tls_setup(t->common->tls, ctx, &t->seen);
	return CURLE_OK;
}

/* ---- life ---- */

static bool
set_callbacks(struct transfer *t)
{
	CURL *c = t->easy;
	bool ok = true;

#define SET(option, value)                                                     \
	ok = ok && curl_easy_setopt(c, option, value) == CURLE_OK
	SET(CURLOPT_PRIVATE, t);
	SET(CURLOPT_ERRORBUFFER, t->error);
	SET(CURLOPT_HEADERFUNCTION, on_header);
	SET(CURLOPT_HEADERDATA, t);
	SET(CURLOPT_WRITEFUNCTION, on_body);
	SET(CURLOPT_WRITEDATA, t);
	SET(CURLOPT_XFERINFOFUNCTION, on_progress);
	SET(CURLOPT_XFERINFODATA, t);
	SET(CURLOPT_DEBUGFUNCTION, on_debug);
	SET(CURLOPT_DEBUGDATA, t);
	SET(CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
	SET(CURLOPT_OPENSOCKETDATA, t);
	SET(CURLOPT_PREREQFUNCTION, on_connected);
	SET(CURLOPT_PREREQDATA, t);
	SET(CURLOPT_SSL_CTX_FUNCTION, on_ssl_context);
	SET(CURLOPT_SSL_CTX_DATA, t);
#undef SET
	return ok;
}

struct transfer *
transfer_new(const struct transfer_common *c)
{
	struct transfer *t = mem_zalloc(sizeof(*t));

	t->common = c;
	t->easy = curl_easy_init();
	if (t->easy == NULL || !profile_set(t->easy, c) || !set_callbacks(t)) {
		log_error("libcurl: lacks an option that evidence needs "
			  "(install libcurl4, the OpenSSL flavour)");
		transfer_free(t);
		return NULL;
	}
	return t;
}

/* The lines that only one request has. */
static void
drop_lines(struct transfer *t)
{
	if (t->token != NULL)
		explicit_bzero(t->token, strlen(t->token));
	free(t->token);
	free(t->asked);
	t->token = t->asked = NULL;
}

void
transfer_free(struct transfer *t)
{
	if (t == NULL)
		return;
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->pin);
	drop_lines(t);
	exchange_free(t->x);
	tls_seen_reset(&t->seen);
	buf_fini(&t->wire);
	free(t);
}

/* ---- start ---- */

/* A validator goes out as it came. A control character in it would be a header
 * of somebody else's making. */
static bool
is_sendable(const char *v)
{
	size_t n = 0;

	if (v == NULL || v[0] == '\0')
		return false;
	for (; v[n] != '\0'; n++) {
		unsigned char c = (unsigned char)v[n];

		if (n == TRANSFER_VALIDATOR_MAX || c == 0x7f ||
		    (c < 0x20 && c != '\t'))
			return false;
	}
	return true;
}

/* Shared caches are asked for what the origin has now; a conditional request
 * stays one, since no-cache means "after revalidation" (RFC 9111 5.2.1.4). */
static void
set_headers(struct transfer *t, const struct transfer_request *r)
{
	static char codings[] = "Accept-Encoding: gzip, deflate, br, zstd";
	static char no_cache[] = "Cache-Control: no-cache";
	struct curl_slist *h = t->headers;
	size_t n = 0;

	h[n++].data = codings;
	h[n++].data = no_cache;
	if (is_sendable(r->etag)) {
		snprintf(t->none_match, sizeof(t->none_match),
		    "If-None-Match: %s", r->etag);
		h[n++].data = t->none_match;
	}
	if (is_sendable(r->last_modified)) {
		snprintf(t->modified_since, sizeof(t->modified_since),
		    "If-Modified-Since: %s", r->last_modified);
		h[n++].data = t->modified_since;
	}
	t->x->conditional = n > 2;
	drop_lines(t);
	t->asked = mem_strdup(r->header);
	if (t->asked != NULL)
		h[n++].data = t->asked;
	if (r->secret != NULL && secret_header(r->secret) != NULL) {
		t->token = mem_strdup(secret_header(r->secret));
		h[n++].data = t->token;
	}
	for (size_t i = 0; i < n; i++)
		h[i].next = i + 1 < n ? &h[i + 1] : NULL;
}

/* The one address that a name stands for in this transfer. */
static void
set_pin(struct transfer *t, const struct transfer_request *r)
{
	char text[ADDRESS_TEXT], *entry;
	bool v6 = r->address->ss_family == AF_INET6;

	curl_slist_free_all(t->pin);
	t->pin = NULL;
	if (r->host_is_ip)
		return;
	address_format((const struct sockaddr *)r->address, text);
	entry = mem_printf("%s:%u:%s%s%s", r->host, r->port, v6 ? "[" : "",
	    text, v6 ? "]" : "");
	t->pin = curl_slist_append(NULL, entry);
	free(entry);
}

static void
reset(struct transfer *t, struct exchange *x)
{
	t->x = x;
	t->error[0] = '\0';
	t->head_done = t->is_chunked = t->too_large = t->forbidden = false;
	t->stalled = false;
	t->wire_dropped = 0;
	tls_seen_reset(&t->seen);
	buf_init(&t->wire, (size_t)EXCHANGE_BODY_MAX + EXCHANGE_FRAMING_MAX);
	x->started_ns = clock_wall_ns();
	t->began_ns = t->heard_ns = clock_mono_ns();
}

enum err
transfer_start(
    struct transfer *t, const struct transfer_request *r, struct exchange *x)
{
	CURLMcode mc;

	reset(t, x);
	buf_init(&x->body, r->body_max);
	t->owner = r->owner;
	t->secret = r->secret;
	t->address = *r->address;
	set_headers(t, r);
	set_pin(t, r);
	if (curl_easy_setopt(t->easy, CURLOPT_URL, r->origin) != CURLE_OK ||
	    curl_easy_setopt(t->easy, CURLOPT_REQUEST_TARGET, r->target) !=
		CURLE_OK ||
	    curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers) !=
		CURLE_OK ||
	    curl_easy_setopt(t->easy, CURLOPT_RESOLVE, t->pin) != CURLE_OK) {
		log_error("libcurl: %s: an option was refused", x->url);
		t->x = NULL;
		return ERR_NET;
	}
	mc = curl_multi_add_handle(t->common->multi, t->easy);
	if (mc != CURLM_OK) {
		log_error("libcurl: %s: %s", x->url, curl_multi_strerror(mc));
		t->x = NULL;
		return ERR_NET;
	}
	return ERR_OK;
}

struct transfer *
transfer_of(CURL *easy)
{
	char *t = NULL;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &t);
	return (struct transfer *)(void *)t;
}

void *
transfer_owner(const struct transfer *t)
{
	return t->owner;
}

/* ---- finish ---- */

/* Takes the chunk framing off. Broken framing is the server's answer too: what
 * was read before stays. */
static void
unframe(struct transfer *t)
{
	struct exchange *x = t->x;
	enum err e;

	if (!t->is_chunked)
		return;
	e = decode_chunked(t->wire.data, t->wire.len, &x->body, &x->framing);
	if (e == ERR_LIMIT)
		x->outcome = OUTCOME_TOO_LARGE;
	else if (e != ERR_OK && x->outcome == OUTCOME_OK)
		x->outcome = OUTCOME_MALFORMED;
	if (x->outcome != OUTCOME_OK && x->why == NULL)
		x->why = mem_strdup("its chunks are broken or too many");
	x->wire_bytes += t->wire.len;
}

static void
measure(struct transfer *t)
{
	struct exchange *x = t->x;
	long status = 0, connects = 0;

	x->duration_ns = clock_mono_ns() - t->began_ns;
	x->ended_ns = x->started_ns + x->duration_ns;
	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(t->easy, CURLINFO_NUM_CONNECTS, &connects);
	x->status = t->head_done ? (int)status : 0;
	x->reused = connects == 0 && x->ip[0] != '\0';
	x->wire_bytes = t->wire_dropped + x->head.len + x->body.len;
}

struct exchange *
transfer_finish(struct transfer *t, CURLcode rc)
{
	struct exchange *x = t->x;
	struct ending end = { .rc = rc,
		.head_done = t->head_done,
		.any_head = x->head.len > 0,
		.is_chunked = t->is_chunked,
		.too_large = t->too_large,
		.forbidden = t->forbidden,
		.stalled = t->stalled,
		.connected = x->ip[0] != '\0' };

	measure(t);
	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &end.os_errno);
	x->outcome = ending_outcome(&end);
	if (x->outcome != OUTCOME_OK)
		x->why = ending_why(&end, t->error);
	if (x->outcome == OUTCOME_TLS)
		tls_record_failed(&t->seen, x);
	unframe(t);
	if (t->secret != NULL)
		x->redacted = secret_redact(t->secret, &x->request);
	t->secret = NULL;
	drop_lines(t);
	buf_fini(&t->wire);
	curl_multi_remove_handle(t->common->multi, t->easy);
	t->x = NULL;
	t->owner = NULL;
	return x;
}
