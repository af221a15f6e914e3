/* SPDX-License-Identifier: ISC */
/* Lines to such servers: a channel (channel.h), a dialogue on it (nntp.h,
 * websocket.h), the question that is under way. */
#include "crawler/fetch/talk.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/channel.h"
#include "crawler/fetch/inside.h"
#include "crawler/fetch/nntp.h"
#include "crawler/fetch/websocket.h"
#include "crawler/normalise/url.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { PIECE = 16 * 1024, PIECES_MAX = 16 /* received in one turn */ };

struct talk {
	struct host *host;       /* borrowed */
	struct channel *channel; /* owned */
	bool is_stream;          /* then its dialogue is ws; else nntp */
	struct nntp nntp;
	struct websocket ws;
	bool open;          /* bytes may go */
	bool used;          /* it has answered a question before */
	struct item *it;    /* owned while a question is under way, or NULL */
	struct exchange *x; /* likewise */
	struct buf out;     /* to be sent */
	size_t sent;        /* of it */
	int64_t began_ns;   /* of the question; monotonic */
	int64_t heard_ns;   /* when the last bytes came, or it was begun */
};

/* ---- life ---- */

/* RFC 3977 5.4: said as a courtesy, and not waited for. */
static void
line_free(struct talk *l)
{
	static const char quit[] = "QUIT\r\n";
	size_t sent;

	if (!l->is_stream && l->open && l->nntp.phase == NNTP_AT_REST &&
	    !l->nntp.spent &&
	    channel_send(l->channel, quit, sizeof(quit) - 1, &sent) !=
		CHANNEL_DONE)
		log_debug("%s: it was gone already", l->host->key);
	channel_free(l->channel);
	nntp_fini(&l->nntp);
	buf_fini(&l->out);
	free(l);
}

static void
hang_up(struct fetcher *f, struct talk *l)
{
	size_t i = 0;

	while (f->talks[i] != l)
		i++; /* it stands there */
	f->talks[i] = f->talks[--f->n_talks];
	line_free(l);
}

static struct talk *
line_of(const struct fetcher *f, const struct host *h)
{
	for (size_t i = 0; i < f->n_talks; i++)
		if (f->talks[i]->host == h)
			return f->talks[i];
	return NULL;
}

/* Room for one more: who rests has had its turn. */
static bool
make_room(struct fetcher *f)
{
	for (size_t i = 0; i < f->n_talks && f->n_talks == TALK_LINES_MAX; i++)
		if (f->talks[i]->it == NULL)
			hang_up(f, f->talks[i]);
	return f->n_talks < TALK_LINES_MAX;
}

static bool
has_tls(const struct host *h)
{
	return strncmp(h->key, "nntps:", 6) == 0 ||
	       strncmp(h->key, "wss:", 4) == 0;
}

/* A channel to the host's present address. */
static struct channel *
dial(struct fetcher *f, const struct host *h)
{
	const struct channel_peer peer = { .address =
					       &h->answer.address[h->address],
		.port = h->port,
		.name = h->name,
		.name_is_ip = h->is_ip,
		.tls = has_tls(h) ? f->tls : NULL };

	return channel_new(&peer);
}

/* The token goes to the server that the seed names, as elsewhere. */
static const char *
secret_for(const struct fetcher *f, const struct item *it)
{
	const struct fetch_seed *fs = &f->c.seeds[it->seed];

	if (fs->secret == NULL || fs->entry.n_links == 0 ||
	    !secret_fits(it->url, fs->entry.links[0].url, fs->seed->private_ok))
		return NULL;
	return secret_bare(fs->secret);
}

static struct talk *
connect_to(
    struct fetcher *f, struct host *h, const char *secret, const char **why)
{
	struct channel *c = make_room(f) ? dial(f, h) : NULL;
	struct talk *l;

	*why = "no connection can be made just now";
	if (c == NULL)
		return NULL;
	l = mem_zalloc(sizeof(*l));
	l->host = h;
	l->channel = c;
	nntp_init(&l->nntp, secret);
	buf_init(&l->out, NNTP_COMMANDS_MAX);
	f->talks[f->n_talks++] = l;
	return l;
}

/* ---- a question ---- */

static void
put(struct fetcher *f, struct talk *l, const struct nntp_question *q,
    struct item *it, struct exchange *x)
{
	uint8_t random[16];

	l->it = it;
	l->x = x;
	l->sent = 0;
	l->began_ns = l->heard_ns = clock_mono_ns();
	x->started_ns = clock_wall_ns();
	x->reused = l->used;
	buf_reset(&l->out);
	if (!l->is_stream) {
		nntp_ask(&l->nntp, q, x, &l->out);
		return;
	}
	digest_random(random, sizeof(random));
	websocket_ask(&l->ws, f->common.user_agent, random, x, &l->out);
}

bool
talk_ask(struct fetcher *f, struct host *h, struct item *it, struct exchange *x,
    const char **why)
{
	bool is_stream = url_is_stream(it->url);
	const char *secret = is_stream ? NULL : secret_for(f, it);
	struct talk *l = line_of(f, h);
	struct nntp_question q = { .kind = NNTP_GROUP };

	*why = "it names no newsgroup, article or range of them";
	if (!is_stream && !nntp_question(it->url, &q))
		return false;
	/* A secret was for one seed's questions: another has its own. */
	if (l != NULL && l->nntp.secret != secret) {
		hang_up(f, l);
		l = NULL;
	}
	if (l == NULL)
		l = connect_to(f, h, secret, why);
	if (l == NULL)
		return false;
	l->is_stream = is_stream;
	put(f, l, &q, it, x);
	return true;
}

/* The exchange is complete: gives it away. */
static void
finish(struct fetcher *f, struct talk *l)
{
	struct item *it = l->it;
	struct exchange *x = l->x;

	channel_record(l->channel, x);
	x->duration_ns = clock_mono_ns() - l->began_ns;
	x->ended_ns = x->started_ns + x->duration_ns;
	x->wire_bytes = x->head.len + x->body.len;
	if (x->outcome != OUTCOME_OK)
		x->status = x->body.len > 0 ? x->status : 0;
	l->it = NULL;
	l->x = NULL;
	l->used = true;
	if (l->is_stream || l->nntp.spent || x->outcome != OUTCOME_OK)
		hang_up(f, l);
	ended_exchange(f, it, x);
}

static void
fail(struct fetcher *f, struct talk *l, enum outcome outcome, const char *why)
{
	l->x->outcome = outcome;
	if (l->x->why == NULL)
		l->x->why = mem_strdup(why);
	finish(f, l);
}

/* The connection is gone. One that had rested may have been ended meanwhile:
 * the question is then put once more, on a new one. */
static void
lost(struct fetcher *f, struct talk *l, enum outcome outcome, const char *why)
{
	struct item *it = l->it;
	struct exchange *x = l->x;
	const char *no;

	if (!l->used || x->head.len > 0) {
		fail(f, l, outcome, why);
		return;
	}
	l->it = NULL;
	l->x = NULL;
	l->nntp.spent = true;
	hang_up(f, l);
	buf_reset(&x->request);
	if (!talk_ask(f, it->host, it, x, &no)) {
		x->outcome = OUTCOME_CONNECT;
		x->why = mem_strdup(no);
		ended_exchange(f, it, x);
	}
}

/* Is it over by one of our times? */
static bool
is_late(struct fetcher *f, struct talk *l)
{
	int64_t now = clock_mono_ns();

	if (!l->open &&
	    now - l->began_ns >= FETCH_CONNECT_MS * INT64_C(1000000))
		fail(f, l, OUTCOME_CONNECT, "it takes too long to connect");
	else if (now - l->heard_ns >= f->common.stall_ms * INT64_C(1000000))
		fail(f, l, OUTCOME_STALLED, "nothing comes any more");
	else if (now - l->began_ns >= f->common.total_ms * INT64_C(1000000))
		fail(f, l, OUTCOME_TIMEOUT, "it takes too long");
	else
		return false;
	return true;
}

static enum channel_end
send_out(struct talk *l)
{
	enum channel_end end = CHANNEL_DONE;

	while (end == CHANNEL_DONE && l->sent < l->out.len) {
		size_t n = 0;

		end = channel_send(l->channel, l->out.data + l->sent,
		    l->out.len - l->sent, &n);
		l->sent += end == CHANNEL_DONE ? n : 0;
	}
	if (l->sent == l->out.len) {
		if (l->out.data != NULL) /* a password may have been in it */
			explicit_bzero(l->out.data, l->out.len);
		buf_reset(&l->out);
		l->sent = 0;
	}
	return end;
}

/* Sends, receives; *whole once the answer is. */
static enum channel_end
exchange_bytes(struct talk *l, bool *whole)
{
	char piece[PIECE];
	enum channel_end end = CHANNEL_DONE;

	for (int i = 0; i < PIECES_MAX && !*whole && end == CHANNEL_DONE; i++) {
		size_t n = 0;

		end = send_out(l);
		if (end != CHANNEL_DONE)
			break;
		end = channel_receive(l->channel, piece, sizeof(piece), &n);
		if (end != CHANNEL_DONE)
			break;
		l->heard_ns = clock_mono_ns();
		if (l->x->first_byte_ns == 0)
			l->x->first_byte_ns = l->heard_ns - l->began_ns;
		*whole = l->is_stream
			     ? websocket_take(&l->ws, piece, n, &l->out)
			     : nntp_take(&l->nntp, piece, n, &l->out);
	}
	return end;
}

/* True if the question has come to an end. */
static bool
move(struct fetcher *f, struct talk *l)
{
	bool whole = false;
	enum channel_end end = CHANNEL_DONE;

	if (!l->open) {
		end = channel_open(l->channel);
		l->open = end == CHANNEL_DONE;
	}
	if (l->open)
		end = exchange_bytes(l, &whole);
	if (whole) {
		finish(f, l);
		return true;
	}
	switch (end) {
	case CHANNEL_DONE:
	case CHANNEL_WAITS:
		return is_late(f, l);
	case CHANNEL_CLOSED:
		lost(f, l,
		    l->x->head.len > 0 ? OUTCOME_TRUNCATED : OUTCOME_RESET,
		    "it hung up before it had answered");
		return true;
	case CHANNEL_FAILED:
		lost(
		    f, l, channel_outcome(l->channel), channel_why(l->channel));
		return true;
	}
	return false;
}

bool
talk_move(struct fetcher *f)
{
	int64_t now = clock_mono_ns();
	bool any = false;

	for (size_t i = f->n_talks; i-- > 0;) {
		struct talk *l;

		if (i >= f->n_talks)
			continue; /* some were ended meanwhile */
		l = f->talks[i];
		if (l->it != NULL)
			any = move(f, l) || any;
		else if (now - l->heard_ns >= TALK_REST_MS * INT64_C(1000000))
			hang_up(f, l);
	}
	return any;
}

size_t
talk_fds(const struct fetcher *f, struct curl_waitfd *fds)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n_talks; i++) {
		const struct talk *l = f->talks[i];

		if (l->it == NULL)
			continue;
		fds[n].fd = channel_fd(l->channel);
		fds[n].events = channel_events(l->channel) == POLLOUT
				    ? CURL_WAIT_POLLOUT
				    : CURL_WAIT_POLLIN;
		fds[n++].revents = 0;
	}
	return n;
}

int
talk_timeout_ms(const struct fetcher *f, int max_ms)
{
	return f->n_talks > 0 && max_ms > TALK_TICK_MS ? TALK_TICK_MS : max_ms;
}

void
talk_close(struct fetcher *f)
{
	while (f->n_talks > 0) {
		struct talk *l = f->talks[--f->n_talks];

		if (l->it != NULL)
			ended_dropped(f, l->it, l->x);
		line_free(l);
	}
}
