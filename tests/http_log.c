/* SPDX-License-Identifier: ISC */
/* The request log: one JSON object a line, written when the answer ends.
 *
 *   seq       number in order of arrival      conn   number of the connection
 *   addr      the address that was asked      port   the client's port
 *   host      of the Host header, no port     open   connections open to addr
 *   at        wall clock, RFC 3339            begin_ms, end_ms   monotonic
 *   gap_ms    since the end of the last answer on this host (null: the first)
 *   addr_gap_ms   the same for the address
 *   in_flight, addr_in_flight   other requests on the host, on the address,
 *             that were being answered when this one began
 *   method, path (with its query), headers (names in lower case; several of
 *   one name joined by ", "), head (verbatim), status (0: no answer), bytes */
#include "tests/http_conn.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { LOG_LINE_MAX = 4 << 20, HEADER_NAME_MAX = 256 };

/* Under srv->mtx. The pointer holds until the next call. */
static struct http_tally *
tally_find(struct http_server *srv, const char *name)
{
	struct http_tally *t;

	for (size_t i = 0; i < srv->ntallies; i++) {
		if (strcmp(srv->tallies[i].name, name) == 0)
			return &srv->tallies[i];
	}
	srv->tallies =
	    mem_grow(srv->tallies, srv->ntallies + 1, sizeof(*srv->tallies));
	t = &srv->tallies[srv->ntallies++];
	t->name = mem_strdup(name);
	t->in_flight = 0;
	t->end_us = 0;
	return t;
}

/* A host and an address of one name must not share a tally. */
static struct http_tally *
tally_addr(struct http_conn *c)
{
	char name[INET6_ADDRSTRLEN + 2] = "@";

	memcpy(name + 1, c->listener->name, strlen(c->listener->name) + 1);
	return tally_find(c->srv, name);
}

static unsigned
open_on(const struct http_server *srv, const struct http_listener *l)
{
	unsigned n = 0;

	for (const struct http_conn *c = srv->conns; c != NULL; c = c->next)
		n += c->listener == l;
	return n;
}

void
http_log_begin(struct http_conn *c)
{
	struct http_server *srv = c->srv;
	struct http_tally *t;

	pthread_mutex_lock(&srv->mtx);
	c->seq = ++srv->requests_seen;
	c->conns_open = open_on(srv, c->listener);
	t = tally_find(srv, c->host);
	c->host_flying = t->in_flight++;
	c->host_gap_us = t->end_us == 0 ? -1 : c->begin_us - t->end_us;
	t = tally_addr(c);
	c->addr_flying = t->in_flight++;
	c->addr_gap_us = t->end_us == 0 ? -1 : c->begin_us - t->end_us;
	pthread_mutex_unlock(&srv->mtx);
}

static void
put_gap(struct jout *j, const char *key, int64_t us)
{
	jout_key(j, key);
	if (us < 0)
		jout_null(j);
	else
		jout_real(j, (double)us / 1000.0);
}

static bool
seen_before(const struct http_request *r, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (strcasecmp(r->header[k].name, r->header[i].name) == 0)
			return true;
	}
	return false;
}

/* All values of the name of header i, joined. */
static void
put_values(struct jout *j, const struct http_request *r, size_t i)
{
	struct buf b;
	enum err e = ERR_OK;

	buf_init(&b, LOG_LINE_MAX);
	for (size_t k = i; k < r->headers && e == ERR_OK; k++) {
		if (strcasecmp(r->header[k].name, r->header[i].name) != 0)
			continue;
		e = buf_addf(
		    &b, "%s%s", k == i ? "" : ", ", r->header[k].value);
	}
	jout_textn(j, b.len > 0 ? b.data : "", b.len);
	buf_fini(&b);
}

static void
put_headers(struct jout *j, const struct http_request *r)
{
	char name[HEADER_NAME_MAX];

	jout_key(j, "headers");
	jout_obj(j);
	for (size_t i = 0; i < r->headers; i++) {
		size_t n = strlen(r->header[i].name);

		if (n >= sizeof(name) || seen_before(r, i))
			continue;
		for (size_t k = 0; k <= n; k++)
			name[k] =
			    (char)tolower((unsigned char)r->header[i].name[k]);
		jout_key(j, name);
		put_values(j, r, i);
	}
	jout_obj_end(j);
}

static void
put_line(struct http_conn *c, struct jout *j, int64_t end_us)
{
	jout_obj(j);
	jout_kint(j, "seq", (int64_t)c->seq);
	jout_kint(j, "conn", (int64_t)c->number);
	jout_ktext(j, "addr", c->listener->name);
	jout_kint(j, "port", c->client_port);
	jout_ktext(j, "host", c->host);
	jout_kint(j, "open", c->conns_open);
	jout_ktime(j, "at", c->wall_ms);
	jout_key(j, "begin_ms");
	jout_real(j, (double)c->begin_us / 1000.0);
	jout_key(j, "end_ms");
	jout_real(j, (double)end_us / 1000.0);
	put_gap(j, "gap_ms", c->host_gap_us);
	put_gap(j, "addr_gap_ms", c->addr_gap_us);
	jout_kint(j, "in_flight", c->host_flying);
	jout_kint(j, "addr_in_flight", c->addr_flying);
	jout_ktext(j, "method", c->r.method);
	jout_ktext(j, "path", c->r.target);
	put_headers(j, &c->r);
	jout_ktext(j, "head", c->r.head);
	jout_kint(j, "status", c->status);
	jout_kint(j, "bytes", (int64_t)c->sent);
	jout_obj_end(j);
}

static void
write_line(struct http_server *srv)
{
	size_t done = 0;

	while (done < srv->line.len) {
		ssize_t n = write(
		    srv->log_fd, srv->line.data + done, srv->line.len - done);

		if (n <= 0) {
			(void)log_sys("request log");
			return;
		}
		done += (size_t)n;
	}
}

/* The tally is settled and the clock read here, before the last bytes leave:
 * a client that has them may begin its next request at once. */
void
http_log_end(struct http_conn *c)
{
	struct http_server *srv = c->srv;
	struct http_tally *t;
	struct jout j;
	int64_t end_us;

	pthread_mutex_lock(&srv->mtx);
	end_us = clock_mono_ns() / 1000;
	t = tally_find(srv, c->host);
	t->in_flight--;
	t->end_us = end_us;
	t = tally_addr(c);
	t->in_flight--;
	t->end_us = end_us;
	if (srv->log_fd >= 0) {
		buf_reset(&srv->line);
		jout_begin(&j, &srv->line);
		put_line(c, &j, end_us);
		if (j.err == ERR_OK && buf_addc(&srv->line, '\n') == ERR_OK)
			write_line(srv);
	}
	pthread_mutex_unlock(&srv->mtx);
}
