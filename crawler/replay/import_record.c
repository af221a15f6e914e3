/* SPDX-License-Identifier: ISC */
/* From WARC fields and a block to an exchange. */
#include "crawler/replay/import_record.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/fetch/headers.h"
#include "crawler/parse/decode.h"
#include "store/base/clock.h"
#include "store/base/mem.h"

enum { URL_MAX = 16 * 1024, FIELD_MAX = 2048, JSON_MAX = 256 * 1024 };

bool
import_is_answer(const struct warc_record *r)
{
	static const char *const types[] = { "response", "revisit",
		"resource" };

	for (size_t i = 0; i < NELEM(types); i++)
		if (strcmp(r->type, types[i]) == 0)
			return true;
	return false;
}

/* ---- what it says of itself ---- */

static const struct {
	const char *field, *key;
} claims[] = {
	{ "WARC-Date", "date" },
	{ "WARC-IP-Address", "ip" },
	{ "WARC-Payload-Digest", "payload_digest" },
	{ "WARC-Block-Digest", "block_digest" },
	{ "WARC-Truncated", "truncated" },
	{ "WARC-Profile", "profile" },
	{ "WARC-Refers-To-Target-URI", "refers_to_url" },
	{ "WARC-Refers-To-Date", "refers_to_date" },
};

static enum err
claims_of(
    const struct warc_record *r, const struct import_file *f, struct job *job)
{
	char value[FIELD_MAX];
	struct buf b;
	struct jout j;

	buf_init(&b, JSON_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "file", f->name);
	jout_ktext(&j, "file_sha256", f->sha);
	jout_ktext(&j, "record", r->id);
	jout_ktext(&j, "type", r->type);
	for (size_t i = 0; i < NELEM(claims); i++)
		if (warc_field(r, claims[i].field, value, sizeof(value)))
			jout_ktext(&j, claims[i].key, value);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		job->imported = buf_take(&b, NULL);
	job->import_sha = mem_strdup(f->sha);
	buf_fini(&b);
	return j.err;
}

/* ---- the answer ---- */

/* Where the body begins: behind the first empty line; 0 where there is none. */
static size_t
head_length(const char *p, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++) {
		if (p[i] != '\n')
			continue;
		if (p[i + 1] == '\n')
			return i + 2;
		if (p[i + 1] == '\r' && i + 2 < n && p[i + 2] == '\n')
			return i + 3;
	}
	return 0;
}

/* "HTTP/1.1 200": the status, or 0. */
static int
status_of(const char *p, size_t n)
{
	size_t at = 5;

	if (n < 12 || memcmp(p, "HTTP/", 5) != 0)
		return 0;
	while (at < n && at < 10 && p[at] != ' ')
		at++;
	if (at + 4 > n || p[at] != ' ')
		return 0;
	for (size_t i = at + 1; i < at + 4; i++)
		if (p[i] < '0' || p[i] > '9')
			return 0;
	return (p[at + 1] - '0') * 100 + (p[at + 2] - '0') * 10 +
	       (p[at + 3] - '0');
}

static bool
is_chunked(const struct exchange *x)
{
	struct headers h;
	struct headers_line line;

	headers_begin(&h, x->head.data, x->head.len);
	while (headers_next(&h, &line))
		if (headers_is(&line, "Transfer-Encoding"))
			return headers_has_word(&line, "chunked");
	return false;
}

/* Many tools store a body that they took the chunks off: then it stays. */
static enum err
read_body(struct exchange *x, const char *p, size_t n)
{
	if (is_chunked(x)) {
		if (decode_chunked(p, n, &x->body, &x->framing) == ERR_OK)
			return ERR_OK;
		buf_reset(&x->body);
		buf_reset(&x->framing);
	}
	return n == 0 ? ERR_OK : buf_add(&x->body, p, n);
}

static enum err
read_http(struct exchange *x, const char *block, size_t n)
{
	size_t head = head_length(block, n);
	enum err e;

	x->status = status_of(block, n);
	if (x->status == 0)
		return ERR_PARSE;
	if (head == 0) /* nothing but a head, its last line cut */
		head = n;
	e = buf_add(&x->head, block, head);
	return e == ERR_OK ? read_body(x, block + head, n - head) : e;
}

/* A resource has no HTTP: the fields of its record stand for a head. */
static enum err
read_resource(struct exchange *x, const struct warc_record *r,
    const char *block, size_t n)
{
	enum err e = buf_add(&x->head, r->fields, r->fields_len);

	x->status = 200;
	if (e == ERR_OK && n > 0)
		e = buf_add(&x->body, block, n);
	return e;
}

static enum err
fill(const struct warc_record *r, const char *block, size_t n,
    const struct import_file *f, struct job *j)
{
	struct exchange *x = j->x;
	char cut[64];
	enum err e;

	x->started_ns = x->ended_ns = clock_wall_ms() * 1000000;
	x->wire_bytes = n;
	if (warc_field(r, "WARC-Truncated", cut, sizeof(cut))) {
		x->outcome = OUTCOME_TRUNCATED;
		x->why = mem_printf("WARC-Truncated: %s", cut);
	}
	e = claims_of(r, f, j);
	if (e != ERR_OK)
		return e;
	return strcmp(r->type, "resource") == 0 ? read_resource(x, r, block, n)
						: read_http(x, block, n);
}

enum err
import_job(const struct warc_record *r, const char *block, size_t n,
    const struct import_file *f, struct job **out)
{
	char target[URL_MAX], *url;
	struct job *j;
	enum err e;

	if (!warc_field(r, "WARC-Target-URI", target, sizeof(target)) ||
	    crawl_url(target, &url) != ERR_OK)
		return ERR_NOTFOUND;
	j = job_new(JOB_PAGE, url);
	free(url);
	e = fill(r, block != NULL ? block : "", n, f, j);
	if (e == ERR_OK)
		*out = j;
	else
		job_free(j);
	return e;
}
