/* SPDX-License-Identifier: ISC */
/* Questions to c-ares; the hosts file is asked apart, so that the record can
 * say that it was an override. */
#include "crawler/fetch/resolve.h"

#include <ares.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "crawler/fetch/address.h"
#include "store/base/buf.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { RESOLVE_JSON_MAX = 64 * 1024, RESOLVE_CNAMES_MAX = 32 };

struct resolve {
	ares_channel channel;
	bool v6; /* this machine has a road to IPv6 */
	size_t in_flight;
	struct question *waiting, *waiting_last; /* owned: a list */
	char *servers;                           /* owned: JSON array */
	bool closing;
};

struct question {
	struct question *next;
	struct resolve *r;
	char *name; /* owned */
	resolve_told *told;
	void *arg;
};

void
resolve_answer_fini(struct resolve_answer *a)
{
	free(a->json);
	a->json = NULL;
	a->n = 0;
}

/* ---- the machine ---- */

/* A datagram socket that is connected sends nothing, but the kernel says
 * whether there is a route. 2001:4860:: is in use since 2005. */
static bool
has_v6_route(void)
{
	struct sockaddr_storage to;
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in6 in6;
	bool ok;

	if (fd < 0)
		return false;
	address_parse("2001:4860::1", &to);
	memcpy(&in6, &to, sizeof(in6));
	in6.sin6_port = htons(443);
	ok = connect(fd, (const struct sockaddr *)&in6, sizeof(in6)) == 0;
	close(fd);
	return ok;
}

static char *
list_servers(ares_channel channel)
{
	struct ares_addr_port_node *list = NULL;
	struct buf b;
	struct jout j;

	buf_init(&b, RESOLVE_JSON_MAX);
	jout_begin(&j, &b);
	jout_arr(&j);
	if (ares_get_servers_ports(channel, &list) == ARES_SUCCESS) {
		struct ares_addr_port_node *s = list;

		for (; s != NULL; s = s->next) {
			char text[ADDRESS_TEXT] = "";

			ares_inet_ntop(s->family, &s->addr, text, sizeof(text));
			jout_text(&j, text);
		}
		ares_free_data(list);
	}
	jout_arr_end(&j);
	return buf_take(&b, NULL);
}

enum err
resolve_new(const char *servers, struct resolve **out)
{
	struct ares_options o = { .timeout = RESOLVE_TRY_MS,
		.tries = RESOLVE_TRIES };
	struct resolve *r = mem_zalloc(sizeof(*r));
	char lookups[] = "b"; /* the hosts file is our own affair */
	int rc;

	o.lookups = lookups;
	rc = ares_library_init(ARES_LIB_INIT_ALL);
	if (rc == ARES_SUCCESS)
		rc = ares_init_options(&r->channel, &o,
		    ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS);
	if (rc == ARES_SUCCESS && servers != NULL)
		rc = ares_set_servers_ports_csv(r->channel, servers);
	if (rc != ARES_SUCCESS) {
		log_error("DNS: %s (is /etc/resolv.conf readable?)",
		    ares_strerror(rc));
		free(r);
		return ERR_NET;
	}
	r->v6 = has_v6_route();
	r->servers = list_servers(r->channel);
	*out = r;
	return ERR_OK;
}

void
resolve_free(struct resolve *r)
{
	if (r == NULL)
		return;
	r->closing = true;
	ares_destroy(r->channel);
	ares_library_cleanup();
	free(r->servers);
	free(r);
}

/* ---- answers ---- */

static void
add_address(struct resolve_answer *a, const struct sockaddr *sa)
{
	size_t n = sa->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6)
					     : sizeof(struct sockaddr_in);

	if (a->n == RESOLVE_ADDRESSES_MAX)
		return;
	memset(&a->address[a->n], 0, sizeof(a->address[a->n]));
	memcpy(&a->address[a->n++], sa, n);
}

/* IPv6 first where it has a route, last where it has none. */
static void
add_in_order(const struct resolve *r, struct resolve_answer *a,
    const struct ares_addrinfo *info)
{
	int families[2] = { r->v6 ? AF_INET6 : AF_INET,
		r->v6 ? AF_INET : AF_INET6 };

	for (size_t i = 0; i < 2; i++) {
		const struct ares_addrinfo_node *n = info->nodes;

		for (; n != NULL; n = n->ai_next)
			if (n->ai_family == families[i])
				add_address(a, n->ai_addr);
	}
}

static void
write_answer(
    struct jout *j, const struct sockaddr *sa, int ttl, int64_t *ttl_min)
{
	char text[ADDRESS_TEXT];

	address_format(sa, text);
	jout_obj(j);
	jout_ktext(j, "type", sa->sa_family == AF_INET6 ? "AAAA" : "A");
	jout_ktext(j, "address", text);
	if (ttl >= 0)
		jout_kint(j, "ttl", ttl);
	jout_obj_end(j);
	if (ttl >= 0 && ttl < *ttl_min)
		*ttl_min = ttl;
}

static void
write_cnames(struct jout *j, const struct ares_addrinfo *info)
{
	const struct ares_addrinfo_cname *c = info->cnames;

	jout_key(j, "cnames");
	jout_arr(j);
	for (int i = 0; c != NULL && i < RESOLVE_CNAMES_MAX; i++) {
		jout_obj(j);
		jout_ktext(j, "alias", c->alias);
		jout_ktext(j, "name", c->name);
		jout_kint(j, "ttl", c->ttl);
		jout_obj_end(j);
		c = c->next;
	}
	jout_arr_end(j);
}

/* The beginning of every answer's record. */
static void
write_begin(struct jout *j, const char *name, bool hosts)
{
	jout_obj(j);
	jout_ktext(j, "name", name);
	jout_ktime(j, "at", clock_wall_ms());
	jout_kbool(j, "hosts_file", hosts);
}

static void
answer_dns(const struct question *q, int rc, const struct ares_addrinfo *info,
    struct resolve_answer *a)
{
	int64_t ttl = RESOLVE_TTL_MAX_S;
	struct buf b;
	struct jout j;

	buf_init(&b, RESOLVE_JSON_MAX);
	jout_begin(&j, &b);
	write_begin(&j, q->name, false);
	jout_key(&j, "resolvers");
	jout_raw(&j, q->r->servers, strlen(q->r->servers));
	jout_key(&j, "answers");
	jout_arr(&j);
	for (const struct ares_addrinfo_node *n = info != NULL ? info->nodes
							       : NULL;
	     n != NULL; n = n->ai_next)
		write_answer(&j, n->ai_addr, n->ai_ttl, &ttl);
	jout_arr_end(&j);
	if (info != NULL) {
		write_cnames(&j, info);
		add_in_order(q->r, a, info);
	}
	if (rc != ARES_SUCCESS)
		jout_ktext(&j, "error", ares_strerror(rc));
	jout_obj_end(&j);
	if (ttl < RESOLVE_TTL_MIN_S)
		ttl = RESOLVE_TTL_MIN_S;
	a->ttl_ms = ttl * 1000;
	a->why = rc != ARES_SUCCESS ? ares_strerror(rc) : "no address";
	a->json = buf_take(&b, NULL);
}

static void
tell(struct question *q, int rc, const struct ares_addrinfo *info)
{
	struct resolve_answer a = { .n = 0 };

	answer_dns(q, rc, info, &a);
	q->told(q->arg, &a);
	resolve_answer_fini(&a);
	free(q->name);
	free(q);
}

static void ask_waiting(struct resolve *r);

static void
on_info(void *arg, int rc, int timeouts, struct ares_addrinfo *info)
{
	struct question *q = arg;
	struct resolve *r = q->r;

	(void)timeouts;
	r->in_flight--;
	tell(q, rc, info);
	ares_freeaddrinfo(info);
	ask_waiting(r);
}

/* Asks what waits, as far as there is room. */
static void
ask_waiting(struct resolve *r)
{
	struct ares_addrinfo_hints hints = { .ai_family = AF_UNSPEC,
		.ai_flags = ARES_AI_NOSORT };

	while (r->waiting != NULL &&
	       (r->closing || r->in_flight < RESOLVE_IN_FLIGHT_MAX)) {
		struct question *q = r->waiting;

		r->waiting = q->next;
		if (r->waiting == NULL)
			r->waiting_last = NULL;
		if (r->closing) {
			tell(q, ARES_EDESTRUCTION, NULL);
			continue;
		}
		r->in_flight++;
		ares_getaddrinfo(r->channel, q->name, NULL, &hints, on_info, q);
	}
}

/* ---- the hosts file ---- */

static void
add_hosts(struct resolve *r, const char *name, int family,
    struct resolve_answer *a, struct jout *j)
{
	struct hostent *he = NULL;
	int64_t ttl = 0;

	if (ares_gethostbyname_file(r->channel, name, family, &he) !=
	    ARES_SUCCESS)
		return;
	for (char **p = he->h_addr_list; *p != NULL; p++) {
		struct sockaddr_in in = { .sin_family = AF_INET };
		struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
		const struct sockaddr *sa = (const struct sockaddr *)&in;

		if (he->h_addrtype == AF_INET6) {
			memcpy(&in6.sin6_addr, *p, sizeof(in6.sin6_addr));
			sa = (const struct sockaddr *)&in6;
		} else {
			memcpy(&in.sin_addr, *p, sizeof(in.sin_addr));
		}
		add_address(a, sa);
		write_answer(j, sa, -1, &ttl);
	}
	ares_free_hostent(he);
}

/* Loopback names may stand under both families there: the family that most
 * servers on loopback listen to comes first. */
static bool
ask_hosts(struct resolve *r, const char *name, struct resolve_answer *a)
{
	struct buf b;
	struct jout j;

	buf_init(&b, RESOLVE_JSON_MAX);
	jout_begin(&j, &b);
	write_begin(&j, name, true);
	jout_key(&j, "answers");
	jout_arr(&j);
	add_hosts(r, name, AF_INET, a, &j);
	add_hosts(r, name, AF_INET6, a, &j);
	jout_arr_end(&j);
	jout_obj_end(&j);
	a->ttl_ms = (int64_t)RESOLVE_TTL_MAX_S * 1000;
	if (a->n > 0)
		a->json = buf_take(&b, NULL);
	buf_fini(&b);
	return a->n > 0;
}

/* ---- asking ---- */

void
resolve_ask(struct resolve *r, const char *name, resolve_told *told, void *arg)
{
	struct resolve_answer a = { .n = 0 };
	struct question *q;

	if (ask_hosts(r, name, &a)) {
		told(arg, &a);
		resolve_answer_fini(&a);
		return;
	}
	q = mem_zalloc(sizeof(*q));
	q->r = r;
	q->name = mem_strdup(name);
	q->told = told;
	q->arg = arg;
	if (r->waiting_last != NULL)
		r->waiting_last->next = q;
	else
		r->waiting = q;
	r->waiting_last = q;
	ask_waiting(r);
}

/* ---- the poll ---- */

size_t
resolve_fds(struct resolve *r, struct curl_waitfd *fds)
{
	ares_socket_t socks[ARES_GETSOCK_MAXNUM];
	unsigned bits;
	size_t n = 0;

	if (r->in_flight == 0)
		return 0;
	bits = (unsigned)ares_getsock(r->channel, socks, ARES_GETSOCK_MAXNUM);
	for (int i = 0; i < ARES_GETSOCK_MAXNUM && n < RESOLVE_FDS_MAX; i++) {
		short events = 0;

		/* The library's own macros shift an int by 31. */
		if ((bits >> i & 1U) != 0)
			events |= CURL_WAIT_POLLIN;
		if ((bits >> (i + ARES_GETSOCK_MAXNUM) & 1U) != 0)
			events |= CURL_WAIT_POLLOUT;
		if (events == 0)
			continue;
		fds[n].fd = socks[i];
		fds[n].events = events;
		fds[n++].revents = 0;
	}
	return n;
}

int
resolve_timeout_ms(struct resolve *r, int max_ms)
{
	struct timeval max = { max_ms / 1000, max_ms % 1000 * 1000L }, tv;
	const struct timeval *t;

	if (r->in_flight == 0)
		return max_ms;
	t = ares_timeout(r->channel, &max, &tv);
	return (int)(t->tv_sec * 1000 + (t->tv_usec + 999) / 1000);
}

void
resolve_process(struct resolve *r, const struct curl_waitfd *fds, size_t n)
{
	if (r->in_flight == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		bool in = (fds[i].revents & ~CURL_WAIT_POLLOUT) != 0;
		bool out = (fds[i].revents & CURL_WAIT_POLLOUT) != 0;

		if (in || out)
			ares_process_fd(r->channel,
			    in ? fds[i].fd : ARES_SOCKET_BAD,
			    out ? fds[i].fd : ARES_SOCKET_BAD);
	}
	/* Time-outs are looked at in any event. */
	ares_process_fd(r->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}
