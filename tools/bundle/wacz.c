/* SPDX-License-Identifier: ISC */
/* The exchanges of a case as a WACZ 1.1.1 that any player opens: one WARC, its
 * index, its pages, its package description; nothing of our own inside. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/jout.h"
#include "tools/bundle/bundle.h"
#include "tools/bundle/exchange.h"
#include "tools/bundle/wacz.h"

static void
fail(struct wacz *w, enum err e)
{
	if (w->err == ERR_OK)
		w->err = e;
}

/* ---- records ---- */

static void
put(struct wacz *w, const struct warc_record *r, struct warc_place *at)
{
	struct warc_place unused;

	if (w->err == ERR_OK)
		fail(w, warc_write(w->spool, r, at != NULL ? at : &unused));
}

static void
write_info(struct wacz *w)
{
	char uuid[37], *text;
	struct warc_record r = { .type = "warcinfo",
		.uuid = uuid,
		.date = w->c->date,
		.filename = WACZ_WARC,
		.content_type = "application/warc-fields" };

	warc_uuid(w->c->root, "warcinfo", uuid);
	text =
	    mem_printf("software: vigie/" VIGIE_VERSION "\r\n"
		       "format: WARC File Format 1.1\r\n"
		       "conformsTo: https://iipc.github.io/warc-specifications/"
		       "specifications/warc-format/warc-1.1/\r\n"
		       "robots: obey\r\n"
		       "isPartOf: %s\r\n",
		w->c->root);
	r.head = text;
	r.head_len = strlen(text);
	put(w, &r, NULL);
	free(text);
}

static struct warc_record
about(const struct bundle_snapshot *s, const char *type, const char *uuid)
{
	return (struct warc_record){
		.type = type,
		.uuid = uuid,
		.uri = s->url,
		.date = s->at,
		.ip = json_get_text(s->doc, "ip"),
		.concurrent_to = strcmp(uuid, s->uuid) == 0 ? NULL : s->uuid,
	};
}

/* WARC 1.1 5.13, out of how the exchange ended. */
static const char *
truncated(const struct bundle_snapshot *s)
{
	const char *error = json_get_text(s->doc, "error");

	if (error == NULL)
		return NULL;
	if (strcmp(error, "too-large") == 0)
		return "length";
	if (strcmp(error, "timeout") == 0 || strcmp(error, "stalled") == 0)
		return "time";
	return "disconnect";
}

/* The exchange that the first exhibit's sheet quotes from. */
static size_t
first_shown(const struct bundle_case *c)
{
	return c->n_exhibits > 0 ? c->exhibits[0].shown : BUNDLE_NONE;
}

/* What a block is (ISO 28500 6.3, 6.4): HTTP as its media type has it. For
 * another protocol the standard leaves it open; of NNTP it is status lines and
 * lines, or commands, as they crossed the wire. */
static const char *
block_type(const struct bundle_snapshot *s, bool response)
{
	if (strncmp(s->url, "nntp", 4) == 0)
		return response ? "application/x-nntp;msgtype=response"
				: "application/x-nntp;msgtype=request";
	return response ? "application/http;msgtype=response"
			: "application/http;msgtype=request";
}

static void
write_response(struct wacz *w, const struct bundle_snapshot *s,
    const struct exchange_bytes *x)
{
	struct warc_record r = about(s, "response", s->uuid);
	const char *digest = x->chunked ? NULL : s->payload;
	struct warc_place at;

	r.content_type = block_type(s, true);
	r.payload_sha256 = digest;
	r.truncated = truncated(s);
	r.head = x->head.data;
	r.head_len = x->head.len;
	r.body = x->wire.data;
	r.body_len = x->wire.len;
	put(w, &r, &at);
	if (w->err != ERR_OK)
		return;
	wacz_index(w, s, &at, s->payload);
	if (w->c->example.snapshot != BUNDLE_NONE &&
	    (size_t)(s - w->c->snapshots) != first_shown(w->c))
		return;
	w->c->example.snapshot = (size_t)(s - w->c->snapshots);
	w->c->example.offset = at.offset;
	w->c->example.length = at.length;
	w->c->example.fields_len = at.fields_len;
	w->c->example.block_len = at.block_len;
}

/* A 304 to a page whose bytes are here. */
static void
write_revisit(struct wacz *w, const struct bundle_snapshot *s,
    const struct bundle_snapshot *of, const struct exchange_bytes *x)
{
	struct warc_record r = about(s, "revisit", s->uuid);
	struct warc_place at;

	r.content_type = "application/http;msgtype=response";
	r.profile = "http://netpreserve.org/warc/1.1/revisit/"
		    "server-not-modified";
	r.refers_to = of->uuid;
	r.refers_to_uri = of->url;
	r.refers_to_date = of->at;
	r.head = x->head.data;
	r.head_len = x->head.len;
	put(w, &r, &at);
	if (w->err == ERR_OK)
		wacz_index(w, s, &at, of->payload);
}

static void
write_request(struct wacz *w, const struct bundle_snapshot *s,
    const struct exchange_bytes *x)
{
	char uuid[37];
	struct warc_record r;

	if (x->request.len == 0)
		return;
	warc_uuid(s->uuid, "request", uuid);
	r = about(s, "request", uuid);
	r.content_type = block_type(s, false);
	r.head = x->request.data;
	r.head_len = x->request.len;
	put(w, &r, NULL);
}

/* The leaf, or the check's entry, verbatim: what the log says of it. */
static void
write_metadata(struct wacz *w, const struct bundle_snapshot *s, bool alone)
{
	char uuid[37];
	struct warc_record r;

	warc_uuid(s->uuid, "metadata", uuid);
	r = about(s, "metadata", alone ? s->uuid : uuid);
	if (s->is_check && s->confirms != BUNDLE_NONE)
		r.refers_to = w->c->snapshots[s->confirms].uuid;
	r.content_type = "application/json";
	r.head = s->record;
	r.head_len = s->record_len;
	put(w, &r, NULL);
}

/* ---- certificates and names ---- */

static void
write_chain(struct wacz *w, const struct bundle_snapshot *s)
{
	const char *hex =
	    json_get_text(json_object_get(s->doc, "tls"), "chain_sha256");
	char host[64], name[BUNDLE_NAME_MAX], uuid[37], *urn, *pem;
	uint8_t sha[SHA256_LEN];
	struct warc_record r;
	size_t n;

	if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, sha, SHA256_LEN) ||
	    blob_get(w->c->t, sha, &pem, &n) != ERR_OK)
		return;
	warc_uuid(s->uuid, "tls", uuid);
	urn = mem_printf("urn:vigie:tls:%s", hex);
	r = about(s, "resource", uuid);
	r.uri = urn;
	r.content_type = "application/pem-certificate-chain";
	r.head = pem;
	r.head_len = n;
	put(w, &r, NULL);
	exchange_host(s->url, host, sizeof(host));
	snprintf(name, sizeof(name), "data/tls/%s-%.8s.pem", host, hex);
	if (w->seen_tls.len == 0 || strstr(w->seen_tls.data, name) == NULL) {
		bag_add(w->b, name, pem, n);
		fail(w, buf_addf(&w->seen_tls, "%s\n", name));
	}
	free(urn);
	free(pem);
}

/* What the certificate's authority said of it, where the server brought that
 * along; null in the record where it did not. */
static void
write_staple(struct wacz *w, const struct bundle_snapshot *s)
{
	char name[BUNDLE_NAME_MAX];
	uint8_t *der;
	size_t n;

	if (!exchange_staple(s, name, &der, &n))
		return;
	if (w->seen_tls.len == 0 || strstr(w->seen_tls.data, name) == NULL) {
		bag_add(w->b, name, der, n);
		fail(w, buf_addf(&w->seen_tls, "%s\n", name));
	}
	free(der);
}

static void
write_dns(struct wacz *w, const struct bundle_snapshot *s)
{
	const json_t *dns = json_object_get(s->doc, "dns");
	char host[64], name[BUNDLE_NAME_MAX], uuid[37], *text, *uri;
	const char *asked = json_get_text(dns, "name");
	struct warc_record r;

	if (!json_is_object(dns))
		return;
	text = json_dumps(dns, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	if (text == NULL)
		return;
	warc_uuid(s->uuid, "dns", uuid);
	uri = mem_printf("dns:%s", asked != NULL ? asked : "");
	r = about(s, "resource", uuid);
	r.uri = uri;
	r.ip = NULL;
	r.content_type = "application/json";
	r.head = text;
	r.head_len = strlen(text);
	put(w, &r, NULL);
	exchange_host(s->url, host, sizeof(host));
	snprintf(
	    name, sizeof(name), "data/dns/%s-%08" PRIu64 ".txt", host, s->leaf);
	bag_add(w->b, name, text, strlen(text));
	free(uri);
	free(text);
}

/* ---- views ---- */

/* The exchange that it shows; NULL where that was forgotten. */
static const struct bundle_snapshot *
view_page(const struct bundle_case *c, const struct bundle_snapshot *view)
{
	for (size_t i = 0; i < c->n_snapshots; i++)
		if (c->snapshots[i].number == view->view_of)
			return &c->snapshots[i];
	return NULL;
}

/* Each piece is a resource: derived, so never at the page's own address. */
static void
write_piece(struct wacz *w, const struct bundle_snapshot *s, const char *name,
    const char *mime)
{
	const struct bundle_snapshot *page = view_page(w->c, s);
	char uuid[37], *uri, *data;
	struct warc_record r;
	size_t n;

	if (bundle_view_piece(w->c, s, name, &data, &n) != ERR_OK)
		return;
	warc_uuid(s->uuid, name, uuid);
	uri = mem_printf(
	    "urn:vigie:view:%s:%s", name, page != NULL ? page->url : s->url);
	r = about(s, "resource", uuid);
	r.uri = uri;
	r.content_type = mime;
	r.head = data;
	r.head_len = n;
	put(w, &r, NULL);
	free(uri);
	free(data);
}

static void
write_view(struct wacz *w, const struct bundle_snapshot *s)
{
	const json_t *list = json_object_get(s->doc, "pieces"), *piece;
	size_t i;

	write_metadata(w, s, true);
	if (s->body_withheld)
		return;
	json_array_foreach(list, i, piece)
	{
		const char *name = json_get_text(piece, "piece");
		const char *mime = json_get_text(piece, "mime");

		if (name != NULL && mime != NULL && w->err == ERR_OK)
			write_piece(w, s, name, mime);
	}
}

/* ---- one exchange ---- */

static void
write_exchange(struct wacz *w, const struct bundle_snapshot *s)
{
	const struct bundle_snapshot *of = bundle_bytes_of(w->c, s);
	struct exchange_bytes x;
	bool shown = true;

	if (s->view_of != 0) {
		write_view(w, s);
		return;
	}
	fail(w, exchange_read(w->c, s, &x));
	if (w->err == ERR_OK && s->status == 304 && of != s && x.head.len > 0)
		write_revisit(w, s, of, &x);
	else if (w->err == ERR_OK && x.has_body)
		write_response(w, s, &x);
	else
		shown = false;
	if (w->err == ERR_OK)
		write_metadata(w, s, !shown);
	if (w->err == ERR_OK)
		write_request(w, s, &x);
	if (w->err == ERR_OK && !s->is_check) {
		write_chain(w, s);
		write_staple(w, s);
		write_dns(w, s);
	}
	exchange_fini(&x);
}

enum err
wacz_write(struct bundle_case *c, struct bag *b)
{
	struct wacz w = { .c = c, .b = b };

	w.spool = spool_new(bag_path(b));
	buf_init(&w.seen_tls, WACZ_TEXT_MAX);
	c->example.snapshot = BUNDLE_NONE;
	write_info(&w);
	for (size_t i = 0; i < c->n_snapshots && w.err == ERR_OK; i++)
		write_exchange(&w, &c->snapshots[i]);
	if (w.err == ERR_OK)
		wacz_package(&w);
	for (size_t i = 0; i < w.n_index; i++)
		free(w.index[i]);
	free(w.index);
	buf_fini(&w.seen_tls);
	spool_free(w.spool);
	return w.err;
}
