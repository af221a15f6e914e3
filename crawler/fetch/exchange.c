/* SPDX-License-Identifier: ISC */
/* The exchange: made empty, read by header, hashed, freed. */
#include "crawler/fetch/exchange.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/fetch/headers.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/decode.h"
#include "store/base/mem.h"

static const char *const outcome_names[] = {
	[OUTCOME_OK] = "ok",
	[OUTCOME_TRUNCATED] = "truncated",
	[OUTCOME_TOO_LARGE] = "too-large",
	[OUTCOME_MALFORMED] = "malformed",
	[OUTCOME_TIMEOUT] = "timeout",
	[OUTCOME_STALLED] = "stalled",
	[OUTCOME_DNS] = "dns",
	[OUTCOME_CONNECT] = "connect",
	[OUTCOME_TLS] = "tls",
	[OUTCOME_RESET] = "reset",
	[OUTCOME_FORBIDDEN_ADDRESS] = "forbidden-address",
	[OUTCOME_ROBOTS] = "robots",
};

const char *
outcome_name(enum outcome o)
{
	return outcome_names[o];
}

struct exchange *
exchange_new(const char *url)
{
	struct exchange *x = mem_zalloc(sizeof(*x));

	x->url = mem_strdup(url);
	buf_init(&x->request, EXCHANGE_REQUEST_MAX);
	buf_init(&x->head, EXCHANGE_HEAD_MAX);
	buf_init(&x->body, EXCHANGE_BODY_MAX);
	buf_init(&x->framing, EXCHANGE_FRAMING_MAX);
	return x;
}

void
exchange_free(struct exchange *x)
{
	if (x == NULL)
		return;
	free(x->url);
	free(x->why);
	buf_fini(&x->request);
	buf_fini(&x->head);
	buf_fini(&x->body);
	buf_fini(&x->framing);
	free(x->dns);
	free(x->tls_chain);
	free(x->tls_ocsp);
	free(x->robots);
	free(x);
}

bool
exchange_header(
    const struct exchange *x, const char *name, char *out, size_t cap)
{
	struct headers h;
	struct headers_line line, last = { NULL, 0, NULL, 0 };

	headers_begin(&h, x->head.data, x->head.len);
	while (headers_next(&h, &line))
		if (headers_is(&line, name))
			last = line;
	if (last.name == NULL || last.value_len >= cap)
		return false;
	memcpy(out, last.value, last.value_len);
	out[last.value_len] = '\0';
	return true;
}

char *
exchange_redirect(const struct exchange *x)
{
	char location[URL_BYTES_MAX + 1], *to;

	if (x->status < 300 || x->status > 399 ||
	    !exchange_header(x, "Location", location, sizeof(location)) ||
	    url_resolve(x->url, location, &to) != ERR_OK)
		return NULL;
	return to;
}

bool
exchange_says_gone(const char *url, int status)
{
	if (url_is_news(url))
		return status == 411 || status == 423 || status == 430;
	return status == 404 || status == 410;
}

bool
exchange_is_good(const char *url, int status)
{
	return url_is_stream(url) ? status == 101
				  : status >= 200 && status < 300;
}

bool
exchange_says_all(const char *url, int status)
{
	if (url_is_stream(url))
		return status == 101;
	return url_is_news(url) ? status == 220 || status == 224
				: status == 200;
}

/* The wire bytes of a body whose framing was taken off are made anew for the
 * digest: decode_rechunk is exact, and they are needed for nothing else. */
static void
hash_response(struct exchange *x)
{
	struct digest_part parts[2] = { { x->head.data, x->head.len },
		{ x->body.data, x->body.len } };
	struct buf wire;

	buf_init(&wire, (size_t)EXCHANGE_BODY_MAX + EXCHANGE_FRAMING_MAX);
	if (x->framing.len > 0 &&
	    decode_rechunk(x->body.data, x->body.len, x->framing.data,
		x->framing.len, &wire) == ERR_OK) {
		parts[1].data = wire.data;
		parts[1].len = wire.len;
	}
	digest_sha256_parts(parts, 2, x->response_sha256);
	buf_fini(&wire);
}

void
exchange_hash_payload(struct exchange *x)
{
	digest_sha256(x->body.data, x->body.len, x->payload_sha256);
}

void
exchange_hash_wire(struct exchange *x)
{
	digest_sha256(x->request.data, x->request.len, x->request_sha256);
	hash_response(x);
}
