/* SPDX-License-Identifier: ISC */
/* A stretch of the stream: frames, messages, events, posts. */
#include "crawler/networks/bluesky_stream.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/websocket.h"
#include "crawler/networks/answer.h"
#include "crawler/networks/shape.h"
#include "store/base/buf.h"
#include "store/base/clock.h"
#include "store/base/json.h"

enum {
	MINUTES_MAX = 24 * 60, /* a day is what a server keeps */
	STATUS_SWITCHED = 101
};

static const char collection[] = "app.bsky.feed.post";

void
bluesky_stream_start(const struct seed_view *seed, struct page *p)
{
	const char *slash = strchr(strstr(seed->target, "://") + 3, '/');
	int n = slash != NULL ? (int)(slash - seed->target)
			      : (int)strlen(seed->target);
	struct link *l = page_link(p, LINK_LISTING,
	    arena_printf(&p->arena, "%.*s/subscribe?wantedCollections=%s", n,
		seed->target, collection));

	if (l != NULL)
		l->role = BLUESKY_STREAM_NOW;
}

/* ---- the road back ---- */

/* The newest minutes that are over, one address each. */
static enum err
ask_minutes(const struct source *s, struct page *p, int64_t now_us)
{
	int64_t minute = now_us / WEBSOCKET_SPAN_US;
	/* A quarter is for what follows from them. */
	unsigned pages = s->seed->pages, n = pages - pages / 4;

	if (now_us <= 0)
		return page_problem(p, "no event of Jetstream");
	if (n > MINUTES_MAX)
		n = MINUTES_MAX;
	for (unsigned i = 1; i <= n && minute > (int64_t)i; i++) {
		int64_t from = (minute - i) * WEBSOCKET_SPAN_US;
		struct link *l = page_link(p, LINK_LISTING,
		    arena_printf(
			&p->arena, "%s&cursor=%lld", s->url, (long long)from));

		if (l != NULL)
			l->role = BLUESKY_STREAM_MINUTE;
	}
	return ERR_OK;
}

/* ---- events ---- */

struct reading {
	const struct source *s;
	struct page *p;
	const char *root;
	unsigned role;     /* of a thread */
	int64_t newest_us; /* of all events */
	size_t n, odd;
};

/* {"did", "time_us", "kind": "commit", "commit": {"operation": "create",
 * "collection", "rkey", "record": {"text", "createdAt", "langs", "reply"}}} */
static void
read_post(struct reading *r, const json_t *event, size_t from, size_t to)
{
	struct page *p = r->p;
	const char *did = shape_text(p, event, "did");
	const char *rkey = shape_text(p, event, "commit.rkey");
	const char *text = shape_text(p, event, "commit.record.text"), *uri;
	struct doc *d;

	if (did == NULL || rkey == NULL || text == NULL ||
	    strpbrk(did, "/?# ") != NULL || strpbrk(rkey, "/?# ") != NULL) {
		r->odd++;
		return;
	}
	if (!r->s->candidate(text, strlen(text), r->s->candidate_arg))
		return;
	d = page_doc(p);
	if (d == NULL)
		return;
	uri = arena_printf(&p->arena, "at://%s/%s/%s", did, collection, rkey);
	d->kind = DOC_POST;
	d->native_space = "atproto";
	d->native_id = uri;
	d->text = text;
	d->text_len = strlen(text);
	d->lang = shape_text(p, event, "commit.record.langs.0");
	d->published = shape_time(r->s, p, event, "commit.record.createdAt");
	d->published_from =
	    d->published != NULL ? "commit.record.createdAt" : NULL;
	d->parent_id = shape_text(p, event, "commit.record.reply.parent.uri");
	d->thread_id = shape_text(p, event, "commit.record.reply.root.uri");
	if (d->parent_id != NULL)
		d->kind = DOC_COMMENT;
	d->url = answer_href(p, NULL,
	    arena_printf(
		&p->arena, "https://bsky.app/profile/%s/post/%s", did, rkey));
	d->author_url = answer_href(p, NULL,
	    arena_printf(&p->arena, "https://bsky.app/profile/%s", did));
	d->body_start = from;
	d->body_end = to;
	shape_follow(p, d,
	    arena_printf(&p->arena,
		"%sxrpc/app.bsky.feed.getPostThread?%s&depth=6", r->root,
		answer_parameter(p, "uri", uri)),
	    r->role, NULL);
}

/* A message; what is no new post of that minute is passed over. */
static void
read_event(
    struct reading *r, const char *text, size_t n, size_t from, size_t to)
{
	int64_t at = websocket_time(text, n);
	const char *kind, *operation;
	json_t *event = NULL;

	if (at > r->newest_us)
		r->newest_us = at;
	if (r->role == 0)
		return;
	r->n++;
	if (json_parse(text, n, &event) != ERR_OK) {
		r->odd++;
		return;
	}
	kind = json_get_text(event, "kind");
	operation =
	    json_get_text(json_object_get(event, "commit"), "operation");
	if (kind != NULL && strcmp(kind, "commit") == 0 && operation != NULL &&
	    strcmp(operation, "delete") != 0)
		read_post(r, event, from, to);
	json_decref(event);
}

/* Frames into messages: one in several frames is put together. */
static void
read_frames(struct reading *r)
{
	const char *body = r->s->body;
	size_t at = 0, from = 0, n = r->s->body_len;
	struct websocket_frame f;
	struct buf parts;
	bool bad;

	buf_init(&parts, WEBSOCKET_FRAME_MAX);
	while (websocket_frame(body + at, n - at, &f, &bad) && !bad &&
	       n - at >= f.head + f.len) {
		const char *data = body + at + f.head;

		at += f.head + f.len;
		if (f.opcode > WEBSOCKET_TEXT)
			continue; /* control frames, binary ones */
		if (f.opcode == WEBSOCKET_TEXT) {
			buf_reset(&parts);
			from = (size_t)(data - body);
		}
		if (f.opcode == WEBSOCKET_TEXT && f.last)
			read_event(r, data, f.len, from, at);
		else if (buf_add(&parts, data, f.len) != ERR_OK)
			r->odd++;
		else if (f.last && parts.len > 0)
			read_event(r, parts.data, parts.len, from, at);
	}
	buf_fini(&parts);
}

enum err
bluesky_stream_parse(const struct source *s, struct page *p, const char *root,
    unsigned thread_role)
{
	struct reading r = { .s = s, .p = p, .root = root };
	enum err e;

	if (s->status != STATUS_SWITCHED)
		return answer_failed(s, p, &e)
			   ? e
			   : page_problem(p, "no stream where one was due");
	r.role = s->role == BLUESKY_STREAM_MINUTE ? thread_role : 0;
	read_frames(&r);
	if (s->role == BLUESKY_STREAM_NOW)
		return ask_minutes(s, p, r.newest_us);
	p->ranked = true; /* what it lacks may stand in another minute */
	return shape_odd(p, r.odd, r.n, "events");
}
