/* SPDX-License-Identifier: ISC */
/* One exchange as a leaf's members. */
#include "crawler/pipeline/record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/jout.h"
#include "store/base/utf8.h"

enum { HEADER_MAX = 512 };

const char *
record_type(const struct job *j, const struct record_facts *f)
{
	const struct exchange *x = j->x;

	if (j->imported != NULL)
		return "import";
	if (x->outcome != OUTCOME_OK && x->status == 0)
		return "error";
	if (x->status >= 500 || x->status == 429)
		return "error";
	if (f->absent != NULL)
		return "absence";
	if (f->same_as != 0)
		return "revisit";
	return "capture";
}

/* Bytes as text where they are text, so that a reader sees them; else base64
 * under another key. */
static void
member_bytes(struct jout *j, const char *key, const struct buf *b)
{
	char wide[64], *b64;

	if (b->len == 0)
		return;
	if (utf8_valid(b->data, b->len) && memchr(b->data, 0, b->len) == NULL) {
		jout_key(j, key);
		jout_textn(j, b->data, b->len);
		return;
	}
	snprintf(wide, sizeof(wide), "%s_base64", key);
	b64 = digest_base64(b->data, b->len);
	jout_ktext(j, wide, b64);
	free(b64);
}

static void
member_json(struct jout *j, const char *key, const char *json)
{
	if (json == NULL)
		return;
	jout_key(j, key);
	jout_raw(j, json, strlen(json));
}

static void
member_mime(struct jout *j, const struct exchange *x)
{
	char type[HEADER_MAX], *end;

	if (!exchange_header(x, "Content-Type", type, sizeof(type))) {
		jout_knull(j, "mime");
		return;
	}
	end = type + strcspn(type, "; \t,");
	*end = '\0';
	for (char *p = type; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	jout_ktext(j, "mime", type);
}

static void
members_request(
    struct jout *j, const struct job *job, const struct record_facts *f)
{
	const struct exchange *x = job->x;

	jout_kint(j, "snapshot", (int64_t)f->snapshot);
	if (f->sweep > 0)
		jout_kint(j, "sweep", (int64_t)f->sweep);
	jout_ktext(j, "url", f->canonical);
	jout_ktext(j, "requested_url", x->url);
	if (job->path != NULL)
		jout_khex(
		    j, "path_sha256", blob_packed_sha(job->path), SHA256_LEN);
	else if (f->seed != NULL)
		jout_ktext(j, "seed", f->seed);
	if (job->path == NULL && job->via != NULL)
		jout_ktext(j, "via", job->via);
	jout_kint(j, "depth", job->depth);
	if (job->role != 0)
		jout_kint(j, "role", job->role);
	if (job->path == NULL && job->context != NULL)
		jout_ktext(j, "context", job->context);
	if (f->note != NULL)
		jout_ktext(j, "note", f->note);
	member_json(j, "imported", job->imported);
	jout_ktime(j, "at", x->started_ns / 1000000);
	jout_ktime(j, "ended", x->ended_ns / 1000000);
	jout_kint(j, "started_ns", x->started_ns);
	jout_kint(j, "duration_us", x->duration_ns / 1000);
	if (x->request.len > 0) {
		member_bytes(j, "request_head", &x->request);
		jout_khex(j, "request_sha256", x->request_sha256, SHA256_LEN);
		if (x->redacted) /* the hash is over the bytes as kept */
			jout_kbool(j, "redacted", true);
	}
}

static void
members_answer(struct jout *j, const struct job *job)
{
	const struct exchange *x = job->x;

	jout_key(j, "status");
	if (x->status > 0)
		jout_int(j, x->status);
	else
		jout_null(j);
	if (x->outcome != OUTCOME_OK) {
		jout_ktext(j, "error", outcome_name(x->outcome));
		jout_ktext(j, "error_words", x->why);
	}
	if (x->head.len == 0)
		return;
	member_bytes(j, "response_head", &x->head);
	jout_khex(j, "response_sha256", x->response_sha256, SHA256_LEN);
	jout_khex(j, "payload_sha256", x->payload_sha256, SHA256_LEN);
	jout_kint(j, "wire_bytes", (int64_t)x->wire_bytes);
	member_mime(j, x);
	if (x->framing.len > 0 && x->framing.len <= RECORD_FRAMING_MAX)
		member_bytes(j, "framing", &x->framing);
}

static void
members_network(struct jout *j, const struct exchange *x)
{
	if (x->ip[0] != '\0') {
		jout_ktext(j, "ip", x->ip);
		jout_kint(j, "port", x->port);
		jout_ktext(j, "local_ip", x->local_ip);
		jout_kint(j, "local_port", x->local_port);
		jout_kbool(j, "reused", x->reused);
	}
	member_json(j, "dns", x->dns);
	jout_key(j, "tls");
	if (x->tls_protocol[0] == '\0') {
		jout_null(j);
	} else {
		jout_obj(j);
		jout_ktext(j, "protocol", x->tls_protocol);
		jout_ktext(j, "cipher", x->tls_cipher);
		jout_khex(j, "chain_sha256", x->tls_chain_sha256, SHA256_LEN);
		jout_kint(j, "verify", x->tls_verify);
		jout_kbool(j, "sct", x->tls_sct);
		jout_ktext(j, "ocsp_base64", x->tls_ocsp); /* or null */
		jout_obj_end(j);
	}
	member_json(j, "robots", x->robots);
	jout_kint(j, "delay_ms", x->delay_ms);
	jout_kbool(j, "conditional", x->conditional);
}

/* The hash of the decoded body: the payload's own where nothing was coded. */
static void
members_content(struct jout *j, const struct job *job)
{
	const struct harvest *h = job->harvest;
	const struct exchange *x = job->x;

	if (h == NULL || x->status == 304)
		return;
	if (h->coded)
		jout_khex(j, "content_sha256", h->content_sha256, SHA256_LEN);
	else
		jout_khex(j, "content_sha256", x->payload_sha256, SHA256_LEN);
	jout_kint(j, "content_bytes", (int64_t)h->content_len);
	if (h->has_text)
		jout_khex(j, "text_sha256", h->text_sha256, SHA256_LEN);
	jout_ktext(j, "adapter", h->network);
	if (h->charset != NULL)
		jout_ktext(j, "charset", h->charset);
	if (h->problem != NULL)
		jout_ktext(j, "problem", h->problem);
	if (h->proof != NULL)
		jout_ktext(j, "proof", h->proof);
	if (h->truncated)
		jout_kbool(j, "truncated", true);
	if (h->noarchive)
		jout_kbool(j, "noarchive", true);
	if (h->tdm_reserved)
		jout_kbool(j, "tdm_reservation", true);
	if (h->n_mentions == 0)
		return;
	jout_key(j, "passages");
	jout_arr(j);
	for (size_t i = 0; i < h->n_mentions; i++) {
		const struct mention *m = &h->mentions[i];

		if (m->body_end == 0)
			continue;
		jout_arr(j);
		jout_int(j, (int64_t)m->body_start);
		jout_int(j, (int64_t)m->body_end);
		jout_arr_end(j);
	}
	jout_arr_end(j);
}

/* Where a requisite has moved to. */
static void
member_redirect(struct jout *j, const struct exchange *x)
{
	char *to = exchange_redirect(x);

	if (to != NULL)
		jout_ktext(j, "redirect", to);
	free(to);
}

/* What the page is shown with. The address is all that ties the two: what a
 * requisite's own record said of the page would tell it to whoever is shown
 * the record in another case. */
static void
members_requisites(struct jout *j, const struct job *job)
{
	const struct harvest *h = job->harvest;
	bool any = false;

	if (job->kind == JOB_REQUISITE) {
		jout_kbool(j, "requisite", true);
		if (job->owed_sweep != 0)
			jout_kint(
			    j, "asked_in_sweep", (int64_t)job->owed_sweep);
		member_redirect(j, job->x);
	}
	for (size_t i = 0; h != NULL && i < h->n_links; i++) {
		if (h->links[i].kind != LINK_REQUISITE)
			continue;
		if (!any) {
			jout_key(j, "requisites");
			jout_arr(j);
		}
		any = true;
		jout_text(j, h->links[i].url);
	}
	if (any)
		jout_arr_end(j);
}

/* Where what proves the page was asked for. */
static void
members_proofs(struct jout *j, const struct harvest *h)
{
	bool any = false;

	for (size_t i = 0; h != NULL && i < h->n_links; i++) {
		if (h->links[i].kind != LINK_PROOF)
			continue;
		if (!any) {
			jout_key(j, "proofs");
			jout_arr(j);
		}
		any = true;
		jout_text(j, h->links[i].url);
	}
	if (any)
		jout_arr_end(j);
}

static void
members_blobs(struct jout *j, const struct job *job)
{
	const struct packed *const blobs[] = { job->body, job->chain,
		job->framing, job->path };

	if (job->framing != NULL)
		jout_khex(j, "framing_sha256", blob_packed_sha(job->framing),
		    SHA256_LEN);
	jout_kint(j, "bytes", (int64_t)job->payload_len);
	jout_kbool(j, "kept", job->body != NULL);
	jout_key(j, "blobs");
	jout_arr(j);
	for (size_t i = 0; i < NELEM(blobs); i++)
		if (blobs[i] != NULL)
			jout_hex(j, blob_packed_sha(blobs[i]), SHA256_LEN);
	jout_arr_end(j);
}

enum err
record_members(
    const struct job *job, const struct record_facts *f, struct buf *out)
{
	struct buf all;
	struct jout j;
	enum err e;

	buf_init(&all, out->max);
	jout_begin(&j, &all);
	jout_obj(&j);
	members_request(&j, job, f);
	members_answer(&j, job);
	members_network(&j, job->x);
	members_content(&j, job);
	members_requisites(&j, job);
	members_proofs(&j, job->harvest);
	members_blobs(&j, job);
	jout_ktext(&j, "change", f->change);
	if (f->absent != NULL)
		jout_ktext(&j, "absent", f->absent);
	jout_key(&j, "same_as");
	if (f->same_as > 0)
		jout_int(&j, (int64_t)f->same_as);
	else
		jout_null(&j);
	jout_obj_end(&j);
	e = j.err;
	/* Without the braces. */
	if (e == ERR_OK)
		e = buf_add(out, all.data + 1, all.len - 2);
	buf_fini(&all);
	return e;
}
