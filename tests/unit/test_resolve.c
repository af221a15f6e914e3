/* SPDX-License-Identifier: ISC */
/* Names to addresses, against a name server of one page on loopback. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "crawler/fetch/address.h"
#include "crawler/fetch/resolve.h"
#include "store/base/clock.h"
#include "store/base/mem.h"
#include "tests/unit/unit.h"

enum { DNS_BYTES = 512, DNS_HEAD = 12, QUIT = 'q' };

static const struct {
	const char *name;
	int rcode;
	unsigned ttl;
	const char *a, *aaaa; /* NULL: no record of that type */
} zone[] = {
	{ "both.test", 0, 300, "192.0.2.1", "2001:db8::1" },
	{ "four.test", 0, 5, "192.0.2.4", NULL },
	{ "long.test", 0, 999999, "192.0.2.5", NULL },
	{ "none.test", 3, 0, NULL, NULL },
	{ "empty.test", 0, 0, NULL, NULL },
	{ "broken.test", 2, 0, NULL, NULL },
};

/* ---- the name server ---- */

static size_t
put_record(unsigned char *out, const void *address, size_t n, unsigned ttl)
{
	/* name: a pointer to the question; type; class IN; TTL; length */
	const unsigned char head[12] = { 0xc0, DNS_HEAD, 0, n == 4 ? 1 : 28, 0,
		1, (unsigned char)(ttl >> 24), (unsigned char)(ttl >> 16),
		(unsigned char)(ttl >> 8), (unsigned char)ttl, 0,
		(unsigned char)n };

	memcpy(out, head, sizeof(head));
	memcpy(out + sizeof(head), address, n);
	return sizeof(head) + n;
}

/* The question's name as text; its end in *at. */
static void
read_name(const unsigned char *q, size_t *at, char out[256])
{
	size_t n = 0;

	for (*at = DNS_HEAD; q[*at] != 0 && n < 200; *at += q[*at] + 1U) {
		if (n > 0)
			out[n++] = '.';
		memcpy(out + n, q + *at + 1, q[*at]);
		n += q[*at];
	}
	out[n] = '\0';
	*at += 1;
}

static size_t
answer(unsigned char q[DNS_BYTES])
{
	unsigned char address[16];
	char name[256];
	size_t at;

	read_name(q, &at, name);
	q[2] = 0x81;
	q[3] = 0x80;
	q[7] = q[9] = q[11] = 0;
	for (size_t i = 0; i < NELEM(zone); i++) {
		bool six = q[at + 1] == 28;
		const char *text = six ? zone[i].aaaa : zone[i].a;

		if (strcmp(zone[i].name, name) != 0)
			continue;
		q[3] = (unsigned char)(0x80 | zone[i].rcode);
		if (text == NULL)
			return at + 4;
		q[7] = 1;
		inet_pton(six ? AF_INET6 : AF_INET, text, address);
		return at + 4 +
		       put_record(
			   q + at + 4, address, six ? 16 : 4, zone[i].ttl);
	}
	q[3] = 0x83;
	return at + 4;
}

static void *
serve(void *arg)
{
	int fd = *(int *)arg;
	unsigned char q[DNS_BYTES];

	for (;;) {
		struct sockaddr_in from;
		socklen_t len = sizeof(from);
		ssize_t n =
		    recvfrom(fd, q, 256, 0, (struct sockaddr *)&from, &len);

		if (n <= DNS_HEAD)
			return NULL; /* QUIT, one byte */
		sendto(fd, q, answer(q), 0, (struct sockaddr *)&from, len);
	}
}

/* ---- asking ---- */

struct told {
	struct resolve_answer a;
	bool done;
};

static void
on_told(void *arg, struct resolve_answer *a)
{
	struct told *t = arg;

	t->a = *a;
	t->done = true;
	a->json = NULL;
}

/* The loop of the fetch thread, with poll for curl_multi_poll. */
static void
wait_for(struct resolve *r, const struct told *t)
{
	while (!t->done) {
		struct curl_waitfd fds[RESOLVE_FDS_MAX];
		struct pollfd p[RESOLVE_FDS_MAX];
		size_t n = resolve_fds(r, fds);

		for (size_t i = 0; i < n; i++) {
			p[i].fd = fds[i].fd;
			p[i].events = fds[i].events == CURL_WAIT_POLLOUT
					  ? POLLOUT
					  : POLLIN;
			p[i].revents = 0;
		}
		poll(p, n, resolve_timeout_ms(r, 10000));
		for (size_t i = 0; i < n; i++)
			fds[i].revents = p[i].revents == 0 ? 0 : fds[i].events;
		resolve_process(r, fds, n);
	}
}

static const struct {
	const char *name;
	size_t n;
	int64_t ttl_ms;
	const char *json; /* must stand in the record */
} rows[] = {
	{ "both.test", 2, 300000, "\"address\":\"2001:db8::1\",\"ttl\":300" },
	{ "four.test", 1, RESOLVE_TTL_MIN_S * 1000,
	    "\"type\":\"A\",\"address\":\"192.0.2.4\",\"ttl\":5" },
	{ "long.test", 1, RESOLVE_TTL_MAX_S * 1000, "\"ttl\":" },
	{ "none.test", 0, -1, "\"error\":" },
	{ "empty.test", 0, -1, "\"answers\":[]" },
	{ "broken.test", 0, -1, "\"error\":" },
	{ "localhost", 1, -1, "\"address\":\"127.0.0.1\"" },
};

static void
check_row(struct resolve *r, size_t i)
{
	struct told t = { .done = false };

	resolve_ask(r, rows[i].name, on_told, &t);
	wait_for(r, &t);
	CHECK_ROW(i, rows[i].n == 1 ? t.a.n >= 1 : t.a.n == rows[i].n);
	CHECK_ROW(i, rows[i].ttl_ms < 0 || t.a.ttl_ms == rows[i].ttl_ms);
	CHECK_ROW(i, t.a.n > 0 || t.a.why != NULL);
	CHECK_ROW(
	    i, t.a.json != NULL && strstr(t.a.json, rows[i].json) != NULL);
	resolve_answer_fini(&t.a);
}

static void
test_rows(void **state)
{
	struct resolve *r;
	struct sockaddr_in in = { .sin_family = AF_INET };
	socklen_t len = sizeof(in);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	char servers[64];
	const char quit = QUIT;
	pthread_t thread;

	(void)state;
	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&in, sizeof(in)), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&in, &len), 0);
	assert_int_equal(pthread_create(&thread, NULL, serve, &fd), 0);
	snprintf(servers, sizeof(servers), "127.0.0.1:%u",
	    (unsigned)ntohs(in.sin_port));
	assert_int_equal(resolve_new(servers, &r), ERR_OK);
	for (size_t i = 0; i < NELEM(rows); i++)
		check_row(r, i);
	resolve_free(r);
	sendto(fd, &quit, 1, 0, (struct sockaddr *)&in, sizeof(in));
	pthread_join(thread, NULL);
	close(fd);
	assert_int_equal(rows_failed, 0);
}

/* More questions than are asked at once, and nobody there: all are told when
 * the resolver goes. */
static void
test_closed(void **state)
{
	struct told told[RESOLVE_IN_FLIGHT_MAX + 3];
	struct resolve *r;

	(void)state;
	assert_int_equal(resolve_new("127.0.0.1:9", &r), ERR_OK);
	for (size_t i = 0; i < NELEM(told); i++) {
		told[i].done = false;
		resolve_ask(r, "x.test", on_told, &told[i]);
	}
	resolve_free(r);
	for (size_t i = 0; i < NELEM(told); i++) {
		CHECK_ROW(i, told[i].done);
		CHECK_ROW(i, told[i].a.n == 0);
		resolve_answer_fini(&told[i].a);
	}
	assert_int_equal(rows_failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_rows, rows_reset),
		cmocka_unit_test_setup(test_closed, rows_reset),
	};

	return cmocka_run_group_tests_name("resolve", tests, NULL, NULL);
}
