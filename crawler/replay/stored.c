/* SPDX-License-Identifier: ISC */
/* Leaves back into jobs. */
#include "crawler/replay/stored.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/fetch/nntp.h"
#include "crawler/networks/network.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/claims.h"
#include "crawler/parse/decode.h"
#include "crawler/parse/html.h"
#include "crawler/pipeline/path.h"
#include "store/base/clock.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

static bool
is_snapshot(const char *type)
{
	static const char *const types[] = { "capture", "absence", "error",
		"revisit", "import" };

	for (size_t i = 0; type != NULL && i < NELEM(types); i++)
		if (strcmp(types[i], type) == 0)
			return true;
	return false;
}

static enum outcome
outcome_of(const json_t *leaf)
{
	const char *word = json_get_text(leaf, "error");

	for (int o = OUTCOME_OK; word != NULL && o <= OUTCOME_ROBOTS; o++)
		if (strcmp(outcome_name((enum outcome)o), word) == 0)
			return (enum outcome)o;
	return OUTCOME_OK;
}

static void
read_hash(const json_t *leaf, const char *key, uint8_t out[SHA256_LEN])
{
	const char *hex = json_get_text(leaf, key);

	if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, out, SHA256_LEN))
		memset(out, 0, SHA256_LEN);
}

static void
read_imported(const json_t *leaf, struct job *j)
{
	const json_t *imported = json_object_get(leaf, "imported");
	char *text = json_dumps(imported, JSON_COMPACT);

	if (imported == NULL || text == NULL)
		return;
	j->imported = mem_strdup(text);
	j->import_sha = mem_strdup(json_get_text(imported, "file_sha256"));
	free(text);
}

enum err
stored_job(struct txn *t, const json_t *leaf, struct job **out, char **body,
    size_t *len)
{
	const char *url = json_get_text(leaf, "requested_url");
	const char *head = json_get_text(leaf, "response_head");
	const char *at = json_get_text(leaf, "at");
	struct job *j;
	int64_t ms = 0;

	*out = NULL;
	*body = NULL;
	*len = 0;
	if (!is_snapshot(json_get_text(leaf, "type")) || url == NULL ||
	    at == NULL || clock_parse(at, &ms) != ERR_OK)
		return ERR_OK;
	j = job_new(JOB_PAGE, url);
	j->x->status = (int)json_get_int(leaf, "status", 0);
	j->x->outcome = outcome_of(leaf);
	j->x->started_ns = ms * 1000000;
	j->depth = (unsigned)json_get_int(leaf, "depth", 0);
	j->role = (unsigned)json_get_int(leaf, "role", 0);
	j->context = path_context(t, leaf);
	read_imported(leaf, j);
	read_hash(leaf, "payload_sha256", j->x->payload_sha256);
	if (head != NULL && buf_adds(&j->x->head, head) != ERR_OK) {
		job_free(j);
		return ERR_LIMIT;
	}
	if (json_get_bool(leaf, "kept", false) &&
	    blob_get(t, j->x->payload_sha256, body, len) != ERR_OK)
		*body = NULL;
	*out = j;
	return ERR_OK;
}

/* ---- `show --text` ---- */

static bool
always(const char *text, size_t n, void *arg)
{
	(void)text;
	(void)n;
	(void)arg;
	return true;
}

/* Takes out what no eye sees and a terminal would obey. */
static void
make_plain(char *s)
{
	size_t n = strlen(s), w = 0;

	for (size_t i = 0, len; i < n; i += len) {
		uint32_t c = utf8_next(s + i, n - i, &len);

		if (utf8_is_control(c) && c != '\n' && c != '\t')
			continue;
		memmove(s + w, s + i, len);
		w += len;
	}
	s[w] = '\0';
}

/* Of a news server's answer, what its adapter reads in it. */
static enum err
news_text(struct source *s, const char *body, size_t n, char **text)
{
	struct nntp_question q;
	struct page p;
	struct buf b;
	enum err e = ERR_OK;

	page_init(&p);
	buf_init(&b, DECODE_BYTES_MAX);
	s->status =
	    nntp_question(s->url, &q) && q.kind == NNTP_OVER ? 224 : 220;
	s->body = body;
	s->body_len = n;
	s->content_type = s->mime = "";
	if (n > 0) /* GROUP has no lines */
		e = network_usenet.parse(s, &p);
	for (size_t i = 0; e == ERR_OK && i < p.n_docs; i++)
		e = buf_addf(&b, "%s\n%s\n",
		    p.docs[i].title != NULL ? p.docs[i].title : "",
		    p.docs[i].text != NULL ? p.docs[i].text : "");
	if (e == ERR_OK) {
		*text = mem_strdup(b.data != NULL ? b.data : "");
		make_plain(*text);
	}
	buf_fini(&b);
	page_fini(&p);
	return e;
}

/* Reads a stored answer as a page of HTML, whatever it says it is. */
static enum err
read_page(const struct source *from, const char *body, size_t n, struct page *p)
{
	struct source s = *from;
	char type[512] = "", coding[256] = "";
	struct buf decoded;
	enum err e;

	buf_init(&decoded, DECODE_BYTES_MAX);
	if (!source_header(&s, "Content-Type", type, sizeof(type)))
		type[0] = '\0';
	if (!source_header(&s, "Content-Encoding", coding, sizeof(coding)))
		coding[0] = '\0';
	e = decode_body(coding, body, n, &decoded, DECODE_RATIO_MAX);
	s.content_type = type;
	s.mime = "text/html";
	s.body = decoded.data != NULL ? decoded.data : "";
	s.body_len = decoded.len;
	if (e == ERR_OK || e == ERR_DENIED)
		e = html_parse(&s, p);
	buf_fini(&decoded);
	return e;
}

enum err
crawl_text(
    const char *url, const char *head, const char *body, size_t n, char **text)
{
	struct source s = { .url = url != NULL ? url : "http://none.invalid/",
		.status = 200,
		.head = head,
		.head_len = strlen(head),
		.full = true,
		.candidate = always };
	struct page p;
	enum err e;

	if (url_is_news(s.url))
		return news_text(&s, body, n, text);
	page_init(&p);
	e = read_page(&s, body, n, &p);
	if (e == ERR_OK) {
		*text = mem_printf("%s\n", p.text != NULL ? p.text : "");
		make_plain(*text);
	}
	page_fini(&p);
	return e;
}

/* ---- evidence bundles ---- */

enum err
crawl_decode(const char *head, const char *body, size_t n, struct buf *out)
{
	struct source s = { .head = head, .head_len = strlen(head) };
	char coding[256] = "";

	if (!source_header(&s, "Content-Encoding", coding, sizeof(coding)))
		coding[0] = '\0';
	return decode_body(coding, body, n, out, DECODE_RATIO_MAX);
}

enum err
crawl_dates(const char *url, const char *head, const char *body, size_t n,
    int64_t at, crawl_date *fn, void *arg)
{
	struct source s = { .url = url,
		.status = 200,
		.head = head,
		.head_len = strlen(head),
		.at = at,
		.full = true,
		.claims = true,
		.candidate = always };
	struct page p;
	enum err e;

	page_init(&p);
	e = read_page(&s, body, n, &p);
	for (size_t i = 0; e == ERR_OK && i < p.n_claims; i++)
		fn(p.claims[i].where, p.claims[i].stated, arg);
	page_fini(&p);
	return e;
}

enum err
crawl_rechunk(const void *body, size_t n, const void *framing, size_t framing_n,
    struct buf *wire)
{
	return decode_rechunk(body, n, framing, framing_n, wire);
}
