/* SPDX-License-Identifier: ISC */
/* A worker: is this answer news at all; what does it hold; what of it is kept.
 * The reading itself happens in the worker's sandboxed child. */
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/normalise/url.h"
#include "crawler/pipeline/concluded.h"
#include "crawler/pipeline/path.h"
#include "crawler/pipeline/pipeline.h"
#include "crawler/pipeline/record.h"
#include "crawler/replay/stored.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	BASES_MAX = 4096, /* directories; beyond, bodies stand alone */
	BASE_MIN = 16384, /* a smaller body is no use as a base */
	HEADER_MAX = 256
};

struct bases {
	pthread_mutex_t mtx;
	/* shared, under mtx */
	struct base {
		uint64_t place; /* base_place */
		uint8_t sha[SHA256_LEN];
	} * v; /* owned */
	size_t n;
};

struct bases *
bases_new(void)
{
	struct bases *b = mem_zalloc(sizeof(*b));

	pthread_mutex_init(&b->mtx, NULL);
	return b;
}

void
bases_free(struct bases *b)
{
	if (b == NULL)
		return;
	pthread_mutex_destroy(&b->mtx);
	free(b->v);
	free(b);
}

/* Pages of one template mostly share the head of their address: the origin and
 * the first directory. */
static uint64_t
base_place(const char *url)
{
	const char *path = strstr(url, "://"), *end;

	path = path == NULL ? url : path + 3;
	path += strcspn(path, "/?#");
	if (*path != '/')
		return digest_fast(url, (size_t)(path - url));
	end = path + 1 + strcspn(path + 1, "/?#");
	return digest_fast(url, (size_t)((*end == '/' ? end : path) - url) + 1);
}

/* The place's base into sha; false if it has none yet, and then this body
 * becomes it where it is worth it. */
static bool
base_of(struct bases *b, const char *url, const uint8_t own[SHA256_LEN],
    bool worth, uint8_t sha[SHA256_LEN])
{
	uint64_t place = base_place(url);
	bool found = false;

	pthread_mutex_lock(&b->mtx);
	for (size_t i = 0; i < b->n && !found; i++) {
		found = b->v[i].place == place;
		if (found)
			memcpy(sha, b->v[i].sha, SHA256_LEN);
	}
	if (!found && worth && b->n < BASES_MAX) {
		b->v = mem_grow(b->v, b->n + 1, sizeof(*b->v));
		b->v[b->n].place = place;
		memcpy(b->v[b->n++].sha, own, SHA256_LEN);
	}
	pthread_mutex_unlock(&b->mtx);
	return found;
}

/* ---- what is read ---- */

static bool
has_answer(const struct job *j)
{
	return j->x != NULL && j->x->status > 0;
}

static bool
readable(const struct exchange *x)
{
	return exchange_is_good(x->url, x->status) ||
	       (x->status >= 200 && x->status != 304);
}

static void
note_problem(struct job *j, const char *why)
{
	log_warn("%s: %s (the page is recorded, not read)", j->x->url, why);
	j->harvest = harvest_new();
	j->harvest->network = "none";
	j->harvest->problem = arena_strdup(&j->harvest->arena, why);
	j->harvest->truncated = true;
	j->harvest->unread = true;
}

static void
read_answer(struct pipeline *pl, struct parser *parser, struct job *j,
    const struct buf *head, const char *body, size_t len)
{
	struct analysis in = { .seed = j->seed,
		.url = j->x->url,
		.status = j->x->status,
		.head = head->data != NULL ? head->data : "",
		.head_len = head->len,
		.body = body,
		.body_len = len,
		.at = j->x->started_ns / 1000000,
		.role = j->role,
		.depth = j->depth,
		.context = j->context,
		.full = pl->is_capture || j->prior.mention,
		/* The writer knows them, but for those of stored bytes. */
		.once = !pl->is_capture && !j->same };
	const char *why = "";

	if (parser_run(parser, &in, &j->harvest, &why) != ERR_OK)
		note_problem(j, why);
	if (j->x->outcome != OUTCOME_OK)
		j->harvest->truncated = true;
}

/* The snapshot that prior remembers, as a job of its own, and its body. */
static struct job *
prior_job(struct store *st, const struct job *j, char **body, size_t *len)
{
	struct txn *t = txn_begin(st, TXN_READ);
	struct snapshot s = { .number = 0 };
	struct job *old = NULL;
	json_t *leaf = NULL;
	enum err e = snapshot_get(t, j->prior.snapshot, &s);

	if (e == ERR_OK)
		e = json_parse(s.record, s.record_len, &leaf);
	if (e == ERR_OK)
		e = stored_job(t, leaf, &old, body, len);
	if (e != ERR_OK)
		log_warn("%s: s%" PRIu64 " cannot be read again (vigie verify)",
		    j->x->url, j->prior.snapshot);
	json_decref(leaf);
	snapshot_fini(&s);
	txn_abort(t);
	return old;
}

/* Nothing changed, but a name was added since it was read: the stored bytes
 * answer for it. */
static void
read_again(struct pipeline *pl, struct parser *parser, struct job *j)
{
	char *body = NULL;
	size_t len = 0;
	struct job *old = prior_job(pl->store, j, &body, &len);
	int status = j->x->status;

	if (body != NULL) {
		j->x->status = 200;
		read_answer(pl, parser, j, &old->x->head, body, len);
		j->x->status = status;
		j->rematched = true;
	}
	free(body);
	job_free(old);
}

/* What a redirect says is where it leads: its bytes may differ in nothing but
 * a date. */
static bool
leads_as_before(struct pipeline *pl, const struct job *j)
{
	char now[URL_BYTES_MAX + 1], then[URL_BYTES_MAX + 1], *body = NULL;
	const struct exchange *x = j->x;
	struct job *old;
	size_t len = 0;
	bool same;

	if (!j->known || j->prior.snapshot == 0 || j->prior.drifted ||
	    x->status != j->prior.status || x->status < 300 ||
	    x->status > 399 || x->status == 304 ||
	    !exchange_header(x, "Location", now, sizeof(now)))
		return false;
	old = prior_job(pl->store, j, &body, &len);
	same = old != NULL &&
	       exchange_header(old->x, "Location", then, sizeof(then)) &&
	       strcmp(now, then) == 0;
	free(body);
	job_free(old);
	return same;
}

/* ---- what is kept ---- */

static bool
body_wanted(const struct pipeline *pl, const struct job *j)
{
	const struct harvest *h = j->harvest;

	if (j->x->body.len == 0 || j->same)
		return false;
	if (pl->is_capture || j->kind != JOB_PAGE || j->prior.mention)
		return true;
	if (h != NULL && (h->n_mentions > 0 || h->listing || h->keep))
		return true;
	return pl->fetch.seeds[j->seed].seed->keep_all;
}

static void
pack_body(struct pipeline *pl, struct job *j)
{
	struct exchange *x = j->x;
	char coding[HEADER_MAX];
	uint8_t base[SHA256_LEN];
	bool coded =
	    exchange_header(x, "Content-Encoding", coding, sizeof(coding));
	bool based = j->prior.kept;
	bool is_page = j->harvest != NULL && !j->harvest->listing;

	if (based)
		memcpy(base, j->prior.payload, SHA256_LEN);
	else if (!coded && j->kind != JOB_REQUISITE)
		based = base_of(pl->bases, x->url, x->payload_sha256,
		    is_page && x->body.len >= BASE_MIN, base);
	if (blob_pack_hashed(pl->store, x->payload_sha256, x->body.data,
		x->body.len, coded, based && !coded ? base : NULL,
		&j->body) != ERR_OK)
		log_error("%s: its body could not be packed", x->url);
}

/* What proves a kept body beside itself: the connection's certificates, and
 * how the answer was chunked. */
static void
pack_proof(struct pipeline *pl, struct job *j)
{
	const struct exchange *x = j->x;
	enum err e = ERR_OK;

	if (x->tls_chain != NULL)
		e = blob_pack(pl->store, x->tls_chain, strlen(x->tls_chain),
		    false, NULL, &j->chain);
	if (e == ERR_OK && x->framing.len > RECORD_FRAMING_MAX)
		e = blob_pack(pl->store, x->framing.data, x->framing.len, false,
		    NULL, &j->framing);
	if (e != ERR_OK)
		log_error("%s: its proof could not be packed", x->url);
}

void
worker_process(struct pipeline *pl, struct parser *parser, struct job *j)
{
	struct exchange *x = j->x;

	path_pack(pl, j);
	if (x == NULL)
		return;
	exchange_hash_payload(x);
	if (!has_answer(j)) {
		exchange_hash_wire(x); /* what went out, at least */
		return;
	}
	j->payload_len = x->body.len;
	if (j->kind == JOB_PAGE) {
		j->same = !pl->is_capture && job_is_same(j);
		if (j->same && j->prior.names < pl->fetch.names &&
		    j->prior.kept)
			read_again(pl, parser, j);
		else if (!(j->same && j->prior.names >= pl->fetch.names) &&
			 readable(x))
			read_answer(
			    pl, parser, j, &x->head, x->body.data, x->body.len);
		j->leads_as_before = !pl->is_capture && leads_as_before(pl, j);
	}
	if (j->kind == JOB_REQUISITE)
		j->same = !pl->is_capture && job_is_same(j);
	/* The same bytes, but they matter now and were not kept then. */
	if (j->same && !j->prior.kept &&
	    (j->kind == JOB_REQUISITE ||
		(j->harvest != NULL && j->harvest->n_mentions > 0)))
		j->same = false;
	if (body_wanted(pl, j)) {
		pack_body(pl, j);
		pack_proof(pl, j);
	}
	j->silent =
	    !pl->is_capture && !j->same && conclude_is_silent(pl->store, j);
	if (!j->same && !j->silent)
		exchange_hash_wire(x);
	buf_fini(&x->body);
}

void
worker_run(struct pipeline *pl, struct parser *parser)
{
	void *item;

	while ((item = queue_pop(pl->done)) != NULL) {
		worker_process(pl, parser, item);
		if (queue_push(pl->snaps, &item) != ERR_OK)
			job_free(item); /* the writer has failed */
	}
}
