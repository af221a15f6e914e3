/* SPDX-License-Identifier: ISC */
/* For tests of what begins with a name: a name server of one page, on loopback,
 * in a thread of its own. */
#ifndef TESTS_UNIT_DNS_H
#define TESTS_UNIT_DNS_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/unit/unit.h"

enum { DNS_BYTES = 512, DNS_HEAD = 12, DNS_TYPE_AAAA = 28, DNS_QUIT = 'q' };

/* What the server knows of a name. */
struct dns_row {
	const char *name;
	int rcode;
	unsigned ttl;
	const char *a, *aaaa; /* addresses with a blank between, or NULL: no
				 record of that type */
};

struct dns {
	const struct dns_row *rows; /* borrowed */
	size_t n;
	int fd;
	struct sockaddr_in at;
	char server[32]; /* "127.0.0.1:PORT", for resolve_new */
	pthread_t thread;
};

static inline size_t
dns_put(unsigned char *out, const void *address, size_t n, unsigned ttl)
{
	/* name: a pointer to the question; type; class IN; TTL; length */
	const unsigned char head[12] = { 0xc0, DNS_HEAD, 0,
		n == 4 ? 1 : DNS_TYPE_AAAA, 0, 1, (unsigned char)(ttl >> 24),
		(unsigned char)(ttl >> 16), (unsigned char)(ttl >> 8),
		(unsigned char)ttl, 0, (unsigned char)n };

	memcpy(out, head, sizeof(head));
	memcpy(out + sizeof(head), address, n);
	return sizeof(head) + n;
}

/* The question's name as text; its end in *at. */
static inline void
dns_name(const unsigned char *q, size_t *at, char out[256])
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

/* The records of a list of addresses behind the question that ends at at. */
static inline size_t
dns_records(unsigned char q[DNS_BYTES], size_t at, const struct dns_row *row)
{
	bool six = q[at + 1] == DNS_TYPE_AAAA;
	const char *text = six ? row->aaaa : row->a;
	size_t end = at + 4;

	while (text != NULL && *text != '\0') {
		size_t n = strcspn(text, " ");
		unsigned char address[16];
		char one[64];

		snprintf(one, sizeof(one), "%.*s", (int)n, text);
		inet_pton(six ? AF_INET6 : AF_INET, one, address);
		end += dns_put(q + end, address, six ? 16 : 4, row->ttl);
		q[7]++;
		text += n + strspn(text + n, " ");
	}
	return end;
}

/* Makes the question its own answer; gives its length. */
static inline size_t
dns_answer(const struct dns *d, unsigned char q[DNS_BYTES])
{
	char name[256];
	size_t at;

	dns_name(q, &at, name);
	q[2] = 0x81;
	q[3] = 0x83; /* no such name */
	q[7] = q[9] = q[11] = 0;
	for (size_t i = 0; i < d->n; i++) {
		if (strcmp(d->rows[i].name, name) != 0)
			continue;
		q[3] = (unsigned char)(0x80 | d->rows[i].rcode);
		return dns_records(q, at, &d->rows[i]);
	}
	return at + 4;
}

static inline void *
dns_serve(void *arg)
{
	const struct dns *d = arg;
	unsigned char q[DNS_BYTES];

	for (;;) {
		struct sockaddr_in from;
		socklen_t len = sizeof(from);
		ssize_t n =
		    recvfrom(d->fd, q, 256, 0, (struct sockaddr *)&from, &len);

		if (n <= DNS_HEAD)
			return NULL; /* DNS_QUIT, one byte */
		sendto(d->fd, q, dns_answer(d, q), 0, (struct sockaddr *)&from,
		    len);
	}
}

static inline void
dns_begin(struct dns *d, const struct dns_row *rows, size_t n)
{
	socklen_t len = sizeof(d->at);

	memset(d, 0, sizeof(*d));
	d->rows = rows;
	d->n = n;
	d->fd = socket(AF_INET, SOCK_DGRAM, 0);
	d->at.sin_family = AF_INET;
	d->at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(d->fd, (struct sockaddr *)&d->at, len), 0);
	assert_int_equal(
	    getsockname(d->fd, (struct sockaddr *)&d->at, &len), 0);
	snprintf(d->server, sizeof(d->server), "127.0.0.1:%u",
	    (unsigned)ntohs(d->at.sin_port));
	assert_int_equal(pthread_create(&d->thread, NULL, dns_serve, d), 0);
}

static inline void
dns_end(struct dns *d)
{
	const char quit = DNS_QUIT;

	sendto(d->fd, &quit, 1, 0, (struct sockaddr *)&d->at, sizeof(d->at));
	pthread_join(d->thread, NULL);
	close(d->fd);
}

#endif
