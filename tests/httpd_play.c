/* SPDX-License-Identifier: ISC */
/* Answering one request by its rule. The order: wait, refuse (cut, rate,
 * redirect), find the body, compare validators, make the head, send. */
#include "tests/httpd_play.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/base/mem.h"
#include "tests/httpd_body.h"
#include "tests/httpd_file.h"

enum {
	HEAD_MAX = 16 << 20,
	CHUNK_DEFAULT = 1000,
	PACE_PER_SECOND = 20,
	PAD_LINE = 1000,
	JOIN_MAX = 64000, /* head and body up to this leave together */
	ENDLESS_PIECE = 16 << 10
};

struct answer {
	struct http_conn *c;
	const struct http_request *r;
	const struct rule *rule;
	int status;
	struct httpd_file file; /* the body, its type and its age */
	struct buf head;
	bool head_failed;
};

static const struct rule no_rule = {
	.status = -1, .length = -1, .stall_at = -1, .times = -1, .rate = -1
};

static bool
overridden(const struct rule *rule, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < rule->headers; i++) {
		const struct rule_text *h = &rule->header[i];

		if (h->len > n && strncasecmp(h->s, name, n) == 0 &&
		    h->s[n] == ':')
			return true;
	}
	return false;
}

static void head_add(struct answer *a, const char *name, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* A header line, unless the rule has its own. */
static void
head_add(struct answer *a, const char *name, const char *fmt, ...)
{
	char value[512];
	va_list ap;

	if (overridden(a->rule, name))
		return;
	va_start(ap, fmt);
	vsnprintf(value, sizeof(value), fmt, ap);
	va_end(ap);
	if (buf_addf(&a->head, "%s: %s\r\n", name, value) != ERR_OK)
		a->head_failed = true;
}

/* The rule's own lines; one without a value only takes the default away. */
static enum err
head_add_rule(struct answer *a)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < a->rule->headers && e == ERR_OK; i++) {
		const struct rule_text *h = &a->rule->header[i];

		if (h->len == 0 || h->s[h->len - 1] == ':')
			continue;
		e = buf_add(&a->head, h->s, h->len);
		if (e == ERR_OK)
			e = buf_adds(&a->head, "\r\n");
	}
	return e;
}

static enum err
head_add_padding(struct answer *a)
{
	enum err e = ERR_OK;

	for (long done = 0; done < a->rule->header_bytes && e == ERR_OK;
	     done += PAD_LINE)
		e = buf_addf(&a->head, "X-Pad-%ld: %0*d\r\n", done / PAD_LINE,
		    PAD_LINE - 20, 0);
	return e;
}

static void
head_start(struct answer *a)
{
	char date[HTTPD_DATE];

	httpd_file_date(time(NULL), date);
	buf_reset(&a->head);
	a->head_failed =
	    buf_addf(&a->head, "HTTP/1.%d %d %s\r\n", a->rule->http10 ? 0 : 1,
		a->status, http_reason(a->status)) != ERR_OK;
	head_add(a, "Date", "%s", date);
	head_add(a, "Server", "httpd (tests)");
}

/* Closes the head; from here on it goes out as it is. */
static bool
head_end(struct answer *a)
{
	if (head_add_padding(a) != ERR_OK || head_add_rule(a) != ERR_OK ||
	    buf_addf(&a->head, "%s\r\n",
		a->rule->keepalive == SWITCH_OFF ? "Connection: close\r\n"
						 : "") != ERR_OK)
		return false;
	if (a->rule->keepalive == SWITCH_OFF || a->rule->http10)
		http_close(a->c);
	http_status(a->c, a->status);
	return !a->head_failed;
}

/* By drip= in twenty pieces a second, with a rest of stall_ms= behind stall_at=
 * bytes; the last piece is http_finish's. */
static void
send_body(struct answer *a, const char *data, size_t n)
{
	const struct rule *rule = a->rule;
	size_t stall = rule->stall_at < 0 ? SIZE_MAX : (size_t)rule->stall_at;
	size_t piece =
	    rule->drip > 0 ? (size_t)rule->drip / PACE_PER_SECOND + 1 : n;
	size_t at = 0;

	for (;;) {
		size_t take = n - at < piece ? n - at : piece;

		if (at == stall && !http_pause(a->c, rule->stall_ms))
			return;
		if (at < stall && stall - at < take)
			take = stall - at;
		if (at + take == n)
			break;
		if (!http_send(a->c, data + at, take))
			return;
		at += take;
		if (rule->drip > 0 && !http_pause(a->c, 1000 / PACE_PER_SECOND))
			return;
	}
	http_finish(a->c, data + at, n - at);
}

/* close= and reset= at a point: true if the answer ends here. */
static bool
cut(struct answer *a, enum rule_cut where)
{
	if (a->rule->reset == (int)where) {
		http_reset(a->c);
		return true;
	}
	if (a->rule->close == (int)where) {
		http_close(a->c);
		return true;
	}
	return false;
}

static void
send_endless(struct answer *a)
{
	static const char line[] = "Il n'y a pas de fin a cette page.\n";
	char piece[ENDLESS_PIECE];
	bool chunked = a->rule->length < 0 && !a->rule->http10;
	char frame[16];

	for (size_t i = 0; i < sizeof(piece); i++)
		piece[i] = line[i % (sizeof(line) - 1)];
	snprintf(frame, sizeof(frame), "%x\r\n", (unsigned)sizeof(piece));
	head_start(a);
	head_add(a, "Content-Type", "%s",
	    a->rule->type.s != NULL ? a->rule->type.s : a->file.type);
	if (chunked)
		head_add(a, "Transfer-Encoding", "chunked");
	else if (a->rule->length >= 0)
		head_add(a, "Content-Length", "%ld", a->rule->length);
	http_close(a->c);
	if (!head_end(a) || !http_send(a->c, a->head.data, a->head.len))
		return;
	while (!chunked || http_send(a->c, frame, strlen(frame))) {
		if (!http_send(a->c, piece, sizeof(piece)) ||
		    (chunked && !http_send(a->c, "\r\n", 2)))
			break;
		if (a->rule->drip > 0 &&
		    !http_pause(
			a->c, (int64_t)sizeof(piece) * 1000 / a->rule->drip))
			break;
	}
}

/* "/r/7" gives "/r/8". */
static char *
next_path(const char *path)
{
	size_t n = strlen(path);

	while (n > 0 && path[n - 1] >= '0' && path[n - 1] <= '9')
		n--;
	return mem_printf(
	    "%.*s%lu", (int)n, path, strtoul(path + n, NULL, 10) + 1);
}

static void
send_redirect(struct answer *a)
{
	const char *to = a->rule->redirect.s;
	char *next = strcmp(to, "next") == 0 ? next_path(a->r->path) : NULL;
	char *location = next != NULL ? next : mem_strdup(to);

	a->status = a->rule->status > 0 ? a->status : 302;
	head_start(a);
	if (!overridden(a->rule, "Location") &&
	    buf_addf(&a->head, "Location: %s\r\n", location) != ERR_OK)
		a->head_failed = true;
	head_add(a, "Content-Length", "0");
	if (head_end(a))
		http_finish(a->c, a->head.data, a->head.len);
	free(location);
}

/* Retry-After: "7" as it is, "date:7" as the date seven seconds from now. */
static void
add_retry_after(struct answer *a)
{
	const char *v = a->rule->retry_after.s;
	char date[HTTPD_DATE];

	if (v == NULL)
		return;
	if (strncmp(v, "date:", 5) != 0) {
		head_add(a, "Retry-After", "%s", v);
		return;
	}
	httpd_file_date(time(NULL) + (time_t)strtol(v + 5, NULL, 10), date);
	head_add(a, "Retry-After", "%s", date);
}

static void
send_throttled(struct answer *a)
{
	static const char text[] = "Trop de demandes.\n";

	a->status = 429;
	head_start(a);
	head_add(a, "Content-Type", "text/plain; charset=utf-8");
	add_retry_after(a);
	head_add(a, "Content-Length", "%zu", sizeof(text) - 1);
	if (head_end(a) && buf_adds(&a->head, text) == ERR_OK)
		http_finish(a->c, a->head.data, a->head.len);
}

static void
words_of_status(struct answer *a, int status)
{
	a->status = status;
	if (buf_addf(&a->file.data,
		"<!DOCTYPE html>\n<html><head><title>%d %s</title></head>"
		"<body><h1>%s</h1></body></html>\n",
		status, http_reason(status), http_reason(status)) != ERR_OK)
		http_close(a->c);
}

/* The directory's own name wants its slash (relative links hang on it). */
static void
send_slash(struct answer *a)
{
	char *lines = mem_printf("Location: %s/\r\n", a->r->path);

	http_answer(a->c, 301, lines, "", 0);
	free(lines);
}

/* Fills a->file; false: answered already. */
static bool
find_body(struct answer *a, const char *dir)
{
	const struct rule *rule = a->rule;
	enum err e = ERR_OK;

	if (rule->text.s != NULL) {
		e = buf_add(&a->file.data, rule->text.s, rule->text.len);
	} else if (rule->body.s != NULL) {
		e = httpd_file_named(&a->file, dir, rule->body.s);
	} else if (rule->bomb != BOMB_NO) {
		e = httpd_body_bomb(&a->file.data, (enum rule_bomb)rule->bomb,
		    (size_t)(rule->size > 0 ? rule->size : 100000000));
	} else if (rule->page != PAGE_NO) {
		e = httpd_body_page(&a->file.data, rule, a->r);
	} else {
		e = httpd_file_read(&a->file, dir, a->r);
	}
	if (e == ERR_DENIED) {
		send_slash(a);
		return false;
	}
	if (e != ERR_OK)
		words_of_status(a, rule->status > 0 ? a->status : 404);
	return true;
}

static bool
client_takes_gzip(const struct http_request *r)
{
	const char *v = http_header(r, "Accept-Encoding");

	return v != NULL && strstr(v, "gzip") != NULL;
}

/* gzip=yes. The tag differs by coding, as Apache's does. */
static bool
maybe_gzip(struct answer *a, char etag[HTTPD_ETAG])
{
	size_t n = strlen(etag);

	if (!a->rule->gzip || !client_takes_gzip(a->r) ||
	    httpd_body_gzip(&a->file.data) != ERR_OK)
		return false;
	if (n > 0)
		snprintf(etag + n - 1, HTTPD_ETAG - n + 1, "-gzip\"");
	return true;
}

static const char *
coding_of(const struct answer *a, bool gzipped)
{
	if (a->rule->encoding.s != NULL)
		return a->rule->encoding.s;
	if (a->rule->bomb == BOMB_BR)
		return "br";
	return gzipped || a->rule->bomb == BOMB_GZIP ? "gzip" : NULL;
}

/* Validators and coding; true: the client has this body already. */
static bool
head_describe(struct answer *a)
{
	const struct rule *rule = a->rule;
	char tag[HTTPD_ETAG] = "", etag[HTTPD_ETAG + 2] = "";
	char date[HTTPD_DATE] = "";
	time_t mtime = rule->modified == SWITCH_ON ? a->file.mtime : 0;
	const char *coding;
	bool same = false;

	if (a->status == 200 && rule->etag != ETAG_OFF)
		httpd_file_etag(a->file.data.data, a->file.data.len, tag);
	coding = coding_of(a, maybe_gzip(a, tag));
	if (*tag != '\0')
		snprintf(etag, sizeof(etag), "%s%s",
		    rule->etag == ETAG_WEAK ? "W/" : "", tag);
	if (a->status == 200 && rule->conditional == SWITCH_ON)
		same = httpd_file_unchanged(a->r, etag, mtime);
	a->status = same ? 304 : a->status;
	head_start(a);
	if (*etag != '\0')
		head_add(a, "ETag", "%s", etag);
	if (mtime != 0 && a->status < 400) {
		httpd_file_date(mtime, date);
		head_add(a, "Last-Modified", "%s", date);
	}
	if (coding != NULL && !same)
		head_add(a, "Content-Encoding", "%s", coding);
	add_retry_after(a);
	return same;
}

/* Transfer coding and length; frames the body. */
static enum err
head_frame(struct answer *a)
{
	const struct rule *rule = a->rule;
	size_t n = a->file.data.len;

	head_add(a, "Content-Type", "%s",
	    rule->type.s != NULL ? rule->type.s : a->file.type);
	if (rule->chunked != CHUNKED_NO) {
		head_add(a, "Transfer-Encoding", "chunked");
		if (rule->chunked == CHUNKED_SHORT)
			http_close(a->c);
		return httpd_body_chunk(&a->file.data,
		    (enum rule_chunked)rule->chunked,
		    (size_t)(rule->chunk > 0 ? rule->chunk : CHUNK_DEFAULT));
	}
	if (rule->length >= 0 && (size_t)rule->length != n)
		http_close(a->c); /* a lie: nothing can follow it */
	if (!rule->http10)
		head_add(a, "Content-Length", "%zu",
		    rule->length >= 0 ? (size_t)rule->length : n);
	return ERR_OK;
}

static void
send_whole(struct answer *a)
{
	struct buf *body = &a->file.data;
	bool head_only = strcmp(a->r->method, "HEAD") == 0;
	bool same = head_describe(a);

	if ((!same && head_frame(a) != ERR_OK) || !head_end(a)) {
		http_close(a->c);
		return;
	}
	if (same || head_only) {
		http_finish(a->c, a->head.data, a->head.len);
		return;
	}
	if (a->rule->close == CUT_NO && a->rule->reset == CUT_NO &&
	    a->rule->drip == 0 && a->rule->stall_at < 0 &&
	    body->len <= JOIN_MAX) {
		if (buf_add(&a->head, body->data, body->len) == ERR_OK)
			http_finish(a->c, a->head.data, a->head.len);
		return;
	}
	if (!http_send(a->c, a->head.data, a->head.len) || cut(a, CUT_HEAD))
		return;
	if (a->rule->close == CUT_MID || a->rule->reset == CUT_MID) {
		http_send(a->c, body->data, body->len / 2);
		cut(a, CUT_MID);
		return;
	}
	send_body(a, body->data, body->len);
}

/* raw=: the file is the whole answer, head and all. */
static void
send_raw(struct answer *a, const char *dir)
{
	http_close(a->c);
	http_status(a->c, a->status);
	if (httpd_file_named(&a->file, dir, a->rule->raw.s) == ERR_OK)
		send_body(a, a->file.data.data, a->file.data.len);
}

/* True: nothing is left to answer. */
static bool
refused(struct answer *a, struct rules *rules, struct rule *rule)
{
	if (rule == NULL)
		return false;
	if (rule->delay_ms > 0 && !http_pause(a->c, rule->delay_ms)) {
		http_close(a->c);
		return true;
	}
	if (cut(a, CUT_BEFORE))
		return true;
	if (rules_take(rules, rule))
		return false;
	send_throttled(a);
	return true;
}

void
httpd_play(struct http_conn *c, const struct http_request *r, void *ctx)
{
	const struct httpd_play *play = ctx;
	struct rule *rule = rules_match(play->rules, r);
	struct answer a = { .c = c,
		.r = r,
		.rule = rule == NULL ? &no_rule : rule,
		.status = 200 };

	if (a.rule->status > 0)
		a.status = (int)a.rule->status;
	httpd_file_init(&a.file);
	buf_init(&a.head, HEAD_MAX);
	if (refused(&a, play->rules, rule))
		goto out;
	if (a.rule->raw.s != NULL)
		send_raw(&a, play->dir);
	else if (a.rule->redirect.s != NULL)
		send_redirect(&a);
	else if (a.rule->endless)
		send_endless(&a);
	else if (find_body(&a, play->dir))
		send_whole(&a);
out:
	buf_fini(&a.head);
	httpd_file_fini(&a.file);
}
