/* SPDX-License-Identifier: ISC */
/* Pausing, looking up, asking, feeding. */
#include "crawler/browser/sealed.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/headers.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/decode.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	FEED_MAX = 110 * 1024 * 1024, /* one answer as JSON */
	REFUSE_MAX = 4096,
	CODING_MAX = 256
};

/* ---- what the archive holds ---- */

/* An archived answer. */
struct fed {
	int status;
	json_t *leaf;
	const char *head; /* points into the leaf */
	char *body;       /* owned, as received */
	size_t len;
};

static void
fed_fini(struct fed *f)
{
	json_decref(f->leaf);
	free(f->body);
	f->leaf = NULL;
	f->body = NULL;
}

/* The leaf of a snapshot, of a check the one that it confirms. */
static enum err
leaf_of(struct txn *t, uint64_t number, json_t **leaf)
{
	struct snapshot s;
	enum err e = ERR_OK;
	bool check = true;

	*leaf = NULL;
	for (int i = 0; i < 2 && e == ERR_OK && check; i++) {
		json_decref(*leaf);
		*leaf = NULL;
		e = snapshot_get(t, number, &s);
		if (e != ERR_OK)
			break;
		check = s.is_check;
		e = json_parse(s.record, s.record_len, leaf);
		snapshot_fini(&s);
		if (e == ERR_OK && check)
			number = (uint64_t)json_get_int(*leaf, "same_as", 0);
	}
	return e == ERR_OK && check ? ERR_NOTFOUND : e;
}

static enum err
fed_read(struct store *st, uint64_t number, struct fed *f)
{
	struct txn *t = txn_begin(st, TXN_READ);
	uint8_t sha[SHA256_LEN];
	const char *hex;
	enum err e;

	memset(f, 0, sizeof(*f));
	e = leaf_of(t, number, &f->leaf);
	f->status = (int)json_get_int(f->leaf, "status", 0);
	f->head = json_get_text(f->leaf, "response_head");
	hex = json_get_text(f->leaf, "payload_sha256");
	if (e == ERR_OK && json_get_bool(f->leaf, "kept", false) &&
	    hex != NULL && strlen(hex) == SHA256_HEX - 1 &&
	    digest_unhex(hex, sha, SHA256_LEN))
		e = blob_get(t, sha, &f->body, &f->len);
	txn_abort(t);
	if (e != ERR_OK)
		fed_fini(f);
	return e;
}

/* ---- a look for an answer of this event ---- */

struct search {
	const struct sealed *s;
	uint64_t found;
};

static bool
on_snapshot(const struct snapshot *snap, void *arg)
{
	struct search *k = arg;
	json_t *doc = NULL;
	const char *at;
	uint64_t sweep;
	int64_t ms;

	if (json_parse(snap->record, snap->record_len, &doc) != ERR_OK)
		return true;
	at = json_get_text(doc, "at");
	sweep = (uint64_t)json_get_int(doc, "sweep", 0);
	if (json_get_int(doc, "status", 0) > 0 && at != NULL &&
	    clock_parse(at, &ms) == ERR_OK &&
	    (ms >= k->s->page_at || (sweep > 0 && sweep == k->s->sweep)))
		k->found = snap->number;
	json_decref(doc);
	return true;
}

static uint64_t
find(const struct sealed *s, const char *url)
{
	struct search k = { s, 0 };
	struct txn *t;

	if (strcmp(url, s->page_url) == 0)
		return s->page;
	t = txn_begin(s->store, TXN_READ);
	if (snapshot_each(t, url, on_snapshot, &k) != ERR_OK)
		k.found = 0;
	txn_abort(t);
	return k.found;
}

/* ---- answers to the browser ---- */

static void
settle(struct sealed *s, struct sealed_request *q, const char *how)
{
	if (q->waiting)
		s->waiting--;
	q->waiting = false;
	q->how = how;
	s->moved_ms = clock_mono_ms();
}

static void
post_refusal(struct sealed *s, const char *id)
{
	struct buf b;
	struct jout j;

	buf_init(&b, REFUSE_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "requestId", id);
	jout_ktext(&j, "errorReason", "BlockedByClient");
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		devtools_post(
		    s->d, DEVTOOLS_BROWSER, "Fetch.failRequest", b.data);
	buf_fini(&b);
}

static void
refuse(struct sealed *s, struct sealed_request *q, const char *why)
{
	post_refusal(s, q->id);
	settle(s, q, "refused");
	q->why = mem_strdup(why);
}

/* What speaks of codings that are off by now, and cookies, which a fresh
 * profile has none of. */
static bool
is_left_out(const struct headers_line *line)
{
	static const char *const names[] = { "content-encoding",
		"transfer-encoding", "content-length", "set-cookie",
		"set-cookie2", "alt-svc" };

	for (size_t i = 0; i < NELEM(names); i++)
		if (headers_is(line, names[i]))
			return true;
	return false;
}

static void
put_headers(struct jout *j, const char *head)
{
	struct headers h;
	struct headers_line line;

	jout_key(j, "responseHeaders");
	jout_arr(j);
	headers_begin(&h, head, head == NULL ? 0 : strlen(head));
	while (headers_next(&h, &line)) {
		if (is_left_out(&line))
			continue;
		jout_obj(j);
		jout_key(j, "name");
		jout_textn(j, line.name, line.name_len);
		jout_key(j, "value");
		jout_textn(j, line.value, line.value_len);
		jout_obj_end(j);
	}
	jout_arr_end(j);
}

static void
content_coding(const char *head, char out[CODING_MAX])
{
	struct headers h;
	struct headers_line line;

	out[0] = '\0';
	headers_begin(&h, head, head == NULL ? 0 : strlen(head));
	while (headers_next(&h, &line))
		if (headers_is(&line, "content-encoding") &&
		    line.value_len < CODING_MAX)
			snprintf(out, CODING_MAX, "%.*s", (int)line.value_len,
			    line.value);
}

static void
fulfil(struct sealed *s, const struct sealed_request *q, const struct fed *f,
    const struct buf *body)
{
	struct buf b;
	struct jout j;
	char *b64 = digest_base64(body->data, body->len);

	buf_init(&b, FEED_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "requestId", q->id);
	jout_kint(&j, "responseCode", f->status);
	put_headers(&j, f->head);
	if (strcmp(q->method, "HEAD") != 0)
		jout_ktext(&j, "body", b64);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		devtools_post(
		    s->d, DEVTOOLS_BROWSER, "Fetch.fulfillRequest", b.data);
	buf_fini(&b);
	free(b64);
}

/* Answers with the bytes of that snapshot. */
static void
feed(struct sealed *s, struct sealed_request *q, uint64_t number,
    const char *how)
{
	struct fed f;
	struct buf body;
	char coding[CODING_MAX];
	enum err e;

	q->snapshot = number;
	if (fed_read(s->store, number, &f) != ERR_OK) {
		refuse(s, q, "its record cannot be read");
		return;
	}
	if (f.status == 0) {
		const char *why = json_get_text(f.leaf, "error_words");

		refuse(s, q, why != NULL ? why : "no answer");
		fed_fini(&f);
		return;
	}
	content_coding(f.head, coding);
	buf_init(&body, DECODE_BYTES_MAX);
	e = decode_body(coding, f.body, f.len, &body, DECODE_RATIO_MAX);
	s->bytes += body.len;
	if (e == ERR_DENIED) {
		refuse(s, q, "its content coding is not known");
	} else if (s->bytes > SEALED_BYTES_MAX) {
		s->flooded = true;
		refuse(s, q, "too many bytes");
	} else {
		fulfil(s, q, &f, &body);
		settle(s, q, how);
	}
	buf_fini(&body);
	fed_fini(&f);
}

/* ---- questions ---- */

static struct sealed_request *
add(struct sealed *s, const char *id, const char *url, const char *method,
    const char *type)
{
	struct sealed_request *q;

	s->v = mem_grow(s->v, s->n + 1, sizeof(*s->v));
	q = &s->v[s->n++];
	memset(q, 0, sizeof(*q));
	q->id = mem_strdup(id);
	/* A fragment is never sent. */
	q->url = mem_strndup(url, strcspn(url, "#"));
	q->method = mem_strdup(method);
	q->type = mem_strdup(type);
	return q;
}

static struct sealed_request *
note(struct sealed *s, const json_t *params)
{
	const json_t *r = json_object_get(params, "request");
	const char *id = json_get_text(params, "requestId");
	const char *url = json_get_text(r, "url");
	const char *method = json_get_text(r, "method");
	const char *type = json_get_text(params, "resourceType");
	struct sealed_request *q;

	if (id == NULL || url == NULL || method == NULL ||
	    strlen(url) > URL_BYTES_MAX || strlen(id) > REFUSE_MAX / 4)
		return NULL;
	q = add(s, id, url, method, type != NULL ? type : "");
	q->waiting = true;
	s->waiting++;
	s->moved_ms = clock_mono_ms();
	return q;
}

/* Is the same address on its way already? */
static bool
is_asked(const struct sealed *s, const struct sealed_request *q)
{
	for (size_t i = 0; i < s->n; i++)
		if (&s->v[i] != q && s->v[i].waiting &&
		    strcmp(s->v[i].url, q->url) == 0)
			return true;
	return false;
}

/* The answer that this address was refused with before, or NULL. */
static const char *
refused_before(const struct sealed *s, const struct sealed_request *q)
{
	for (size_t i = 0; i < s->n; i++)
		if (&s->v[i] != q && s->v[i].why != NULL &&
		    strcmp(s->v[i].url, q->url) == 0)
			return s->v[i].why;
	return NULL;
}

void
sealed_paused(struct sealed *s, const json_t *params)
{
	const char *id = json_get_text(params, "requestId"), *why;
	struct sealed_request *q = NULL;
	uint64_t number;

	if (s->n < SEALED_REQUESTS_MAX)
		q = note(s, params);
	else
		s->flooded = true;
	if (q == NULL && id != NULL)
		post_refusal(s, id);
	if (q == NULL)
		return;
	if (!url_is_http(q->url)) {
		refuse(s, q, "not http");
		return;
	}
	if (strcmp(q->method, "GET") != 0 && strcmp(q->method, "HEAD") != 0) {
		refuse(s, q, "nothing is sent but GET and HEAD");
		return;
	}
	number = find(s, q->url);
	why = refused_before(s, q);
	if (number != 0)
		feed(s, q, number, number == s->page ? "page" : "archived");
	else if (why != NULL)
		refuse(s, q, why);
	else if (!is_asked(s, q))
		recorder_ask(s->recorder, q->url);
}

void
sealed_live(struct sealed *s, const char *type, const json_t *params)
{
	const char *url = json_get_text(params, "url");
	struct sealed_request *q;

	if (url == NULL || strlen(url) > URL_BYTES_MAX)
		return;
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].url, url) == 0 &&
		    strcmp(s->v[i].type, type) == 0)
			return;
	if (s->n >= SEALED_REQUESTS_MAX) {
		s->flooded = true;
		return;
	}
	q = add(s, "", url, "GET", type);
	q->how = "refused";
	q->why = mem_strdup("a sealed page is given no live connection");
}

void
sealed_answered(struct sealed *s)
{
	struct recorder_answer a;

	while (recorder_take(s->recorder, &a)) {
		for (size_t i = 0; i < s->n; i++) {
			struct sealed_request *q = &s->v[i];

			if (!q->waiting || strcmp(q->url, a.url) != 0)
				continue;
			if (a.snapshot != 0)
				feed(s, q, a.snapshot, "fetched");
			else
				refuse(s, q, a.why);
		}
		recorder_answer_fini(&a);
	}
}

void
sealed_give_up(struct sealed *s, const char *why)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].waiting)
			refuse(s, &s->v[i], why);
}

/* ---- life ---- */

enum err
sealed_init(struct sealed *s, const struct browser_view *v, struct recorder *r)
{
	struct fed f;
	const char *url, *at;
	enum err e;

	memset(s, 0, sizeof(*s));
	s->recorder = r;
	s->store = v->store;
	s->page = v->page;
	s->sweep = v->fetch.sweep;
	e = fed_read(v->store, v->page, &f);
	url = e == ERR_OK ? json_get_text(f.leaf, "requested_url") : NULL;
	at = e == ERR_OK ? json_get_text(f.leaf, "at") : NULL;
	if (e == ERR_OK && url != NULL && at != NULL && f.status > 0 &&
	    (f.body != NULL || json_get_int(f.leaf, "bytes", 0) == 0) &&
	    clock_parse(at, &s->page_at) == ERR_OK)
		s->page_url = mem_strdup(url);
	if (e == ERR_OK)
		fed_fini(&f);
	if (s->page_url != NULL)
		return ERR_OK;
	log_error("s%llu: it holds nothing that a browser could show",
	    (unsigned long long)v->page);
	return ERR_SHORT;
}

void
sealed_fini(struct sealed *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->v[i].id);
		free(s->v[i].url);
		free(s->v[i].method);
		free(s->v[i].type);
		free(s->v[i].why);
	}
	free(s->v);
	free(s->page_url);
}
