/* SPDX-License-Identifier: ISC */
/* Exchanges rebuilt: heads from the leaf, the body from its blob, its chunks
 * from the framing, and the whole held against the leaf's own digest. */
#include "tools/bundle/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"

enum {
	HEAD_MAX = 1 << 20,
	FRAMING_MAX = 4 << 20,
	WIRE_MAX = 64 << 20,
	KEY_MAX = 64
};

/* A member that is text, or bytes as base64 under another key. */
static enum err
member_bytes(const json_t *doc, const char *key, struct buf *out)
{
	const json_t *text = json_object_get(doc, key);
	char wide[KEY_MAX];
	uint8_t *bytes;
	const char *b64;
	size_t n;
	enum err e;

	if (json_is_string(text))
		return buf_add(
		    out, json_string_value(text), json_string_length(text));
	snprintf(wide, sizeof(wide), "%s_base64", key);
	b64 = json_get_text(doc, wide);
	if (b64 == NULL)
		return ERR_OK;
	e = digest_unbase64(b64, strlen(b64), &bytes, &n);
	if (e != ERR_OK)
		return e;
	e = buf_add(out, bytes, n);
	free(bytes);
	return e;
}

/* The framing stands in the leaf, or, where it is long, in a blob of its own.
 */
static enum err
read_framing(const struct bundle_case *c, const json_t *doc, struct buf *out)
{
	const char *hex = json_get_text(doc, "framing_sha256");
	uint8_t sha[SHA256_LEN];
	char *bytes;
	size_t n;
	enum err e = member_bytes(doc, "framing", out);

	if (e != ERR_OK || out->len > 0 || hex == NULL ||
	    strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, sha, SHA256_LEN))
		return e;
	e = blob_get(c->t, sha, &bytes, &n);
	if (e != ERR_OK)
		return e == ERR_NOTFOUND ? ERR_OK : e;
	e = buf_add(out, bytes, n);
	free(bytes);
	return e;
}

static enum err
read_body(const struct bundle_case *c, const struct bundle_snapshot *s,
    struct exchange_bytes *x)
{
	struct buf framing;
	char *body = NULL;
	size_t n = 0;
	enum err e;

	buf_init(&framing, FRAMING_MAX);
	e = read_framing(c, s->doc, &framing);
	if (e == ERR_OK && s->kept)
		e = bundle_body(c, s, &body, &n);
	x->chunked = framing.len > 0;
	if (e == ERR_OK && x->chunked)
		e = crawl_rechunk(body, n, framing.data, framing.len, &x->wire);
	else if (e == ERR_OK && n > 0)
		e = buf_add(&x->wire, body, n);
	free(body);
	buf_fini(&framing);
	return e;
}

static bool
matches(const struct bundle_snapshot *s, const struct exchange_bytes *x)
{
	const struct digest_part parts[] = { { x->head.data, x->head.len },
		{ x->wire.data, x->wire.len } };
	const char *want = json_get_text(s->doc, "response_sha256");
	uint8_t sha[SHA256_LEN];
	char hex[SHA256_HEX];

	digest_sha256_parts(parts, 2, sha);
	digest_hex(sha, SHA256_LEN, hex);
	return want != NULL && strcmp(want, hex) == 0;
}

enum err
exchange_read(const struct bundle_case *c, const struct bundle_snapshot *s,
    struct exchange_bytes *x)
{
	enum err e;

	buf_init(&x->request, HEAD_MAX);
	buf_init(&x->head, HEAD_MAX);
	buf_init(&x->wire, WIRE_MAX);
	x->has_body = x->chunked = false;
	if (s->is_check)
		return ERR_OK;
	e = member_bytes(s->doc, "request_head", &x->request);
	if (e == ERR_OK)
		e = member_bytes(s->doc, "response_head", &x->head);
	if (e == ERR_OK && x->head.len > 0)
		e = read_body(c, s, x);
	/* A framing that does not fit is a body that cannot be shown as it
	 * came: its hashes stand in the leaf all the same. */
	if (e == ERR_PARSE || e == ERR_LIMIT || e == ERR_DENIED)
		e = ERR_OK;
	x->has_body = e == ERR_OK && x->head.len > 0 && matches(s, x);
	if (!x->has_body)
		buf_reset(&x->wire);
	return e;
}

void
exchange_fini(struct exchange_bytes *x)
{
	buf_fini(&x->request);
	buf_fini(&x->head);
	buf_fini(&x->wire);
}

void
exchange_host(const char *url, char *out, size_t cap)
{
	const char *host = strstr(url, "://");
	char *text;

	host = host == NULL ? url : host + 3;
	text = mem_strndup(host, strcspn(host, "/?#"));
	bag_safe_name(text, out, cap);
	free(text);
}

bool
exchange_staple(const struct bundle_snapshot *s, char name[BUNDLE_NAME_MAX],
    uint8_t **der, size_t *n)
{
	const json_t *tls = json_object_get(s->doc, "tls");
	const char *chain = json_get_text(tls, "chain_sha256");
	const char *text = json_get_text(tls, "ocsp_base64");
	char host[64], hex[SHA256_HEX];
	uint8_t sha[SHA256_LEN];

	if (chain == NULL || strlen(chain) != SHA256_HEX - 1 ||
	    !digest_unhex(chain, sha, SHA256_LEN) || text == NULL ||
	    digest_unbase64(text, strlen(text), der, n) != ERR_OK)
		return false;
	digest_sha256(*der, *n, sha);
	digest_hex(sha, SHA256_LEN, hex);
	exchange_host(s->url, host, sizeof(host));
	snprintf(name, BUNDLE_NAME_MAX, "data/tls/%s-%.8s-%.8s.ocsp", host,
	    chain, hex);
	return true;
}
