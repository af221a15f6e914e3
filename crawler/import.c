/* SPDX-License-Identifier: ISC */
/* vigie import: a foreign WARC, record by record, through the worker's and the
 * writer's hands as a sweep's answers go; but nothing of it counts as a look of
 * ours. A file that is imported again adds what it added not before. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "crawler/pipeline/pipeline.h"
#include "crawler/replay/import_record.h"
#include "crawler/setup.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	BATCH_JOBS = 64,
	BATCH_BYTES = 64 * 1024 * 1024,
	CONFIG_MAX = 32 * 1024 * 1024,
	LEAF_MAX = 256 * 1024,
	INFO_MAX = 16 * 1024, /* of its first warcinfo, which the log keeps */
	STEP = 1024 * 1024
};

/* A request that waits for its answer, or an answer that does for its request:
 * they stand side by side, in either order. */
struct asked {
	char id[WARC_ID_MAX], with[WARC_ID_MAX];
	struct buf bytes; /* of a request */
};

struct import {
	const struct crawl_config *c;
	struct crawl_import *sum;
	struct store *store;
	struct watches watches;
	struct seed seed;
	struct fetch_seed fetch_seed;
	struct parser *parser;
	struct pipeline pl;
	struct import_file file;
	int fd;
	struct warc_reader *reader;
	/* what is not written yet */
	struct job *jobs[BATCH_JOBS];
	size_t n_jobs;
	uint64_t bytes;
	struct job *answer; /* the newest, before the worker has it */
	struct asked of_answer, request;
	struct buf info;
	struct tally tally;
};

/* ---- the file ---- */

static long
read_some(void *arg, void *out, size_t n)
{
	const struct import *im = arg;
	ssize_t got;

	do
		got = read(im->fd, out, n);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		(void)log_sys("%s", im->file.name);
	return (long)got;
}

/* The hash of all of it; then it is read again from its start. */
static enum err
hash_file(struct import *im, char hex[SHA256_HEX])
{
	char *room = mem_alloc(STEP);
	struct digest *d = digest_begin();
	uint8_t sha[SHA256_LEN];
	long n = read_some(im, room, STEP);

	for (; n > 0; n = read_some(im, room, STEP)) {
		digest_add(d, room, (size_t)n);
		im->sum->bytes += (uint64_t)n;
	}
	digest_end(d, sha);
	digest_hex(sha, SHA256_LEN, hex);
	free(room);
	if (n < 0)
		return ERR_SYS;
	return lseek(im->fd, 0, SEEK_SET) == 0 ? ERR_OK
					       : log_sys("%s", im->file.name);
}

static enum err
open_file(struct import *im, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct stat sb;

	im->file.name = slash != NULL ? slash + 1 : path;
	im->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (im->fd >= 0 && fstat(im->fd, &sb) == 0 && S_ISREG(sb.st_mode))
		return ERR_OK;
	if (im->fd >= 0)
		log_error("%s: not a regular file", path);
	else
		(void)log_sys("%s", path);
	return ERR_USAGE;
}

/* ---- what the archive has of it already ---- */

struct search {
	const struct import_file *file;
	const char *record;         /* the WARC's id of it, or NULL */
	const char *payload_digest; /* or this, of one whose body was kept */
	bool found;
	uint8_t payload[SHA256_LEN];
};

static bool
is_it(const struct search *s, const json_t *leaf)
{
	const json_t *im = json_object_get(leaf, "imported");
	const char *sha = json_get_text(im, "file_sha256");
	const char *text =
	    json_get_text(im, s->record != NULL ? "record" : "payload_digest");
	const char *want = s->record != NULL ? s->record : s->payload_digest;

	if (sha == NULL || text == NULL || strcmp(sha, s->file->sha) != 0)
		return false;
	return strcmp(text, want) == 0 &&
	       (s->record != NULL || json_get_bool(leaf, "kept", false));
}

static bool
look_at(const struct snapshot *snap, void *arg)
{
	struct search *s = arg;
	json_t *leaf = NULL;
	const char *hex;

	if (json_parse(snap->record, snap->record_len, &leaf) != ERR_OK)
		return true;
	hex = json_get_text(leaf, "payload_sha256");
	s->found = is_it(s, leaf) && hex != NULL &&
		   strlen(hex) == SHA256_HEX - 1 &&
		   digest_unhex(hex, s->payload, SHA256_LEN);
	json_decref(leaf);
	return !s->found;
}

static bool
search(struct import *im, const char *url, struct search *s)
{
	struct txn *t = txn_begin(im->store, TXN_READ);

	s->file = &im->file;
	if (snapshot_each(t, url, look_at, s) != ERR_OK)
		s->found = false;
	txn_abort(t);
	return s->found;
}

/* ---- writing ---- */

static enum err
flush(struct import *im)
{
	enum err e = ERR_OK;

	if (im->n_jobs > 0)
		e = writer_write(&im->pl, im->jobs, im->n_jobs, &im->tally);
	for (size_t i = 0; i < im->n_jobs; i++)
		job_free(im->jobs[i]);
	im->n_jobs = 0;
	im->bytes = 0;
	return e;
}

/* The answer in hand is whole: nothing that comes later belongs to it. */
static enum err
finish_answer(struct import *im)
{
	struct job *j = im->answer;

	if (j == NULL)
		return ERR_OK;
	im->answer = NULL;
	worker_process(&im->pl, im->parser, j);
	im->jobs[im->n_jobs++] = j;
	im->bytes += j->payload_len;
	return im->n_jobs == BATCH_JOBS || im->bytes > BATCH_BYTES ? flush(im)
								   : ERR_OK;
}

/* ---- records ---- */

static void
skip(struct import *im, const struct warc_record *r, const char *why)
{
	log_warn("%s: %s: %s: left out", im->file.name, r->id, why);
	im->sum->bad++;
}

/* A revisit names the answer whose body it would repeat. */
static enum err
borrow_body(struct import *im, const struct warc_record *r, struct job *j)
{
	char digest[WARC_ID_MAX], typed[4096], *url = NULL, *body;
	struct search s = { .payload_digest = digest };
	struct txn *t;
	size_t n;
	enum err e = flush(im);

	if (e != ERR_OK || j->x->status == 304 || j->x->body.len > 0 ||
	    !warc_field(r, "WARC-Payload-Digest", digest, sizeof(digest)))
		return e;
	if (!warc_field(r, "WARC-Refers-To-Target-URI", typed, sizeof(typed)) ||
	    crawl_url(typed, &url) != ERR_OK)
		url = mem_strdup(j->x->url);
	if (search(im, url, &s)) {
		t = txn_begin(im->store, TXN_READ);
		if (blob_get(t, s.payload, &body, &n) == ERR_OK) {
			e = buf_add(&j->x->body, body, n);
			free(body);
		}
		txn_abort(t);
	}
	free(url);
	return e;
}

static bool
belongs(const struct asked *request, const struct asked *answer)
{
	return strcmp(request->with, answer->id) == 0 ||
	       strcmp(answer->with, request->id) == 0;
}

static void
join(struct import *im)
{
	struct exchange *x = im->answer == NULL ? NULL : im->answer->x;
	struct buf *bytes = &im->request.bytes;

	if (x == NULL || bytes->len == 0 || x->request.len > 0 ||
	    !belongs(&im->request, &im->of_answer))
		return;
	if (buf_add(&x->request, bytes->data, bytes->len) != ERR_OK)
		buf_reset(&x->request);
	buf_reset(bytes);
}

static void
read_ids(const struct warc_record *r, struct asked *a)
{
	memcpy(a->id, r->id, sizeof(a->id));
	if (!warc_field(r, "WARC-Concurrent-To", a->with, sizeof(a->with)))
		a->with[0] = '\0';
}

static enum err
take_answer(struct import *im, const struct warc_record *r, struct buf *block)
{
	struct search again = { .record = r->id };
	struct job *j;
	enum err e = import_job(r, block->data, block->len, &im->file, &j);

	if (e == ERR_NOTFOUND) {
		im->sum->skipped++;
		return ERR_OK;
	}
	if (e != ERR_OK) {
		skip(
		    im, r, e == ERR_LIMIT ? "too large" : "not an HTTP answer");
		return ERR_OK;
	}
	if (search(im, j->x->url, &again)) {
		im->sum->known++;
		job_free(j);
		return ERR_OK;
	}
	e = strcmp(r->type, "revisit") == 0 ? borrow_body(im, r, j) : ERR_OK;
	im->answer = j;
	im->sum->imported++;
	read_ids(r, &im->of_answer);
	join(im);
	return e;
}

static enum err
take_request(struct import *im, const struct warc_record *r, struct buf *block)
{
	struct buf *bytes = &im->request.bytes;
	enum err e;

	buf_reset(bytes);
	read_ids(r, &im->request);
	e = block->len == 0 ? ERR_OK : buf_add(bytes, block->data, block->len);
	if (e != ERR_OK)
		buf_reset(bytes); /* longer than any request of ours */
	join(im);
	return ERR_OK;
}

/* One record; ERR_PARSE when the file ends inside it. */
static enum err
take(struct import *im, const struct warc_record *r)
{
	bool answer = import_is_answer(r);
	bool info = strcmp(r->type, "warcinfo") == 0 && im->info.len == 0;
	struct buf block;
	enum err e = ERR_OK;

	im->sum->records++;
	if (answer)
		e = finish_answer(im);
	if (!answer && !info && strcmp(r->type, "request") != 0) {
		im->sum->skipped++;
		return e;
	}
	buf_init(&block, (size_t)EXCHANGE_BODY_MAX + EXCHANGE_HEAD_MAX);
	if (e == ERR_OK)
		e = warc_block(im->reader, &block);
	if (e == ERR_LIMIT) {
		skip(im, r, "too large");
		e = ERR_OK;
	} else if (e == ERR_OK && answer) {
		e = take_answer(im, r, &block);
	} else if (e == ERR_OK && info) {
		(void)!buf_add(&im->info, block.data,
		    block.len < INFO_MAX ? block.len : INFO_MAX);
		im->sum->skipped++;
	} else if (e == ERR_OK) {
		e = take_request(im, r, &block);
	}
	buf_fini(&block);
	return e;
}

static enum err
take_all(struct import *im)
{
	struct warc_record r;
	enum err e, last;

	im->reader = warc_reader_new(read_some, im);
	do {
		e = warc_next(im->reader, &r);
		if (e == ERR_OK)
			e = take(im, &r);
	} while (e == ERR_OK);
	warc_reader_free(im->reader);
	if (e == ERR_PARSE) {
		log_error("%s: no WARC, or cut short, after %llu records",
		    im->file.name, (unsigned long long)im->sum->records);
		im->sum->cut = true;
	}
	if (e == ERR_NOTFOUND || e == ERR_PARSE)
		e = ERR_OK;
	last = finish_answer(im);
	if (last == ERR_OK)
		last = flush(im);
	return e == ERR_OK ? last : e;
}

/* ---- the log's own word of it ---- */

static enum err
log_file(struct txn *t, void *arg)
{
	const struct import *im = arg;
	uint64_t seq;
	struct buf b;
	struct jout j;

	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	jout_ktime(&j, "at", clock_wall_ms());
	jout_ktext(&j, "file", im->file.name);
	jout_ktext(&j, "file_sha256", im->file.sha);
	jout_kint(&j, "bytes", (int64_t)im->sum->bytes);
	jout_kint(&j, "records", (int64_t)im->sum->records);
	jout_kint(&j, "imported", (int64_t)im->sum->imported);
	jout_kint(&j, "known", (int64_t)im->sum->known);
	jout_kint(&j, "skipped", (int64_t)im->sum->skipped);
	jout_kint(&j, "bad", (int64_t)im->sum->bad);
	jout_kbool(&j, "cut", im->sum->cut);
	jout_key(&j, "warcinfo");
	jout_textn(
	    &j, im->info.data != NULL ? im->info.data : "", im->info.len);
	if (j.err == ERR_OK)
		log_append(t, "import-file", b.data, b.len, &seq);
	buf_fini(&b);
	return j.err != ERR_OK ? j.err : txn_err(t);
}

/* ---- the whole ---- */

static enum err
start(struct import *im)
{
	const struct seed *seed = &im->seed;
	struct buf config;
	enum err e;

	/* As for a capture: any page of a site, and no links to follow. */
	im->seed.network = network_find("site");
	im->seed.target = mem_strdup("http://import.invalid/");
	im->seed.key = mem_printf("site %s", im->seed.target);
	im->fetch_seed.seed = seed;
	im->pl.store = im->store;
	im->pl.watches = im->watches.v;
	im->pl.n_watches = im->watches.n;
	im->pl.bases = bases_new();
	im->pl.is_capture = true;
	im->pl.on_fetched = im->c->on_fetched;
	im->pl.arg = im->c->arg;
	im->pl.fetch.seeds = &im->fetch_seed;
	im->pl.fetch.n_seeds = 1;
	im->pl.fetch.names = im->watches.generation;
	buf_init(&config, CONFIG_MAX);
	e = analyse_config((const struct watch *const *)im->watches.v,
	    im->watches.n, &seed, 1, &config);
	if (e == ERR_OK)
		e = parser_new(setup_sandbox(), config.data, config.len,
		    (unsigned)im->watches.n, &im->parser);
	buf_fini(&config);
	return e;
}

static void
fini(struct import *im)
{
	if (im->fd >= 0)
		close(im->fd);
	job_free(im->answer);
	buf_fini(&im->request.bytes);
	buf_fini(&im->info);
	parser_free(im->parser);
	bases_free(im->pl.bases);
	free(im->seed.key);
	free(im->seed.target);
	watches_fini(&im->watches);
	store_close(im->store);
}

enum err
crawl_import(
    const struct crawl_config *c, const char *path, struct crawl_import *sum)
{
	struct import im = { .c = c, .sum = sum, .fd = -1 };
	char sha[SHA256_HEX];
	enum err e;

	memset(sum, 0, sizeof(*sum));
	im.file.sha = sha;
	buf_init(&im.request.bytes, EXCHANGE_REQUEST_MAX);
	buf_init(&im.info, INFO_MAX);
	e = open_file(&im, path);
	if (e == ERR_OK)
		e = hash_file(&im, sha);
	if (e == ERR_OK)
		e = store_open(c->archive, STORE_WRITE, &im.store);
	if (e == ERR_OK)
		e = watches_load(im.store, &im.watches);
	if (e == ERR_OK)
		e = start(&im);
	if (e == ERR_OK)
		e = take_all(&im);
	sum->new_mentions = im.tally.new_mentions;
	if (e == ERR_OK && sum->imported > 0)
		e = store_batch(im.store, log_file, &im);
	if (e == ERR_OK && sum->imported > 0)
		e = checkpoint_make(im.store);
	fini(&im);
	return e == ERR_OK && (sum->cut || sum->bad > 0) ? ERR_SHORT : e;
}
