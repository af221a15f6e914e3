/* SPDX-License-Identifier: ISC */
/* SNTP by one datagram. */
#include "crawler/machine/sntp.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/digest.h"
#include "store/base/mem.h"

enum {
	MODE_CLIENT = 3,
	MODE_SERVER = 4,
	VERSION = 4,
	STRATUM_MAX = 15,
	LEAP_UNKNOWN = 3
};

#define SECONDS_1900_TO_1970 INT64_C(2208988800)
#define ERA_SECONDS (INT64_C(1) << 32)

static uint32_t
be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/* A 64-bit time stamp, in ms; of its eras the one nearest to now (section 3:
 * the count of seconds begins anew in 2036). */
static int64_t
stamp_ms(const uint8_t *p, int64_t now)
{
	int64_t s = (int64_t)be32(p) - SECONDS_1900_TO_1970;
	int64_t ms = (int64_t)((uint64_t)be32(p + 4) * 1000 >> 32);

	while (s < now / 1000 - ERA_SECONDS / 2)
		s += ERA_SECONDS;
	return s * 1000 + ms;
}

enum err
sntp_read(const uint8_t *p, size_t n, const uint8_t sent[8], int64_t t1,
    int64_t t4, int64_t *offset_ms)
{
	int64_t t2, t3;

	/* Section 5: a server that is not set says so; one that was not asked
	 * does not know what was sent. */
	if (n < SNTP_PACKET || (p[0] & 7) != MODE_SERVER ||
	    p[0] >> 6 == LEAP_UNKNOWN || p[1] == 0 || p[1] > STRATUM_MAX ||
	    memcmp(p + 24, sent, 8) != 0 || be32(p + 40) == 0)
		return ERR_PARSE;
	t2 = stamp_ms(p + 32, t1);
	t3 = stamp_ms(p + 40, t1);
	*offset_ms = ((t2 - t1) + (t3 - t4)) / 2;
	return ERR_OK;
}

static enum err
converse(int fd, int wait_ms, int64_t *offset_ms)
{
	uint8_t question[SNTP_PACKET] = { VERSION << 3 | MODE_CLIENT };
	uint8_t answer[SNTP_PACKET * 4];
	int64_t t1 = clock_wall_ms(), until = clock_mono_ms() + wait_ms;

	/* It comes back in the answer: random, so that nobody can guess it. */
	digest_random(question + 40, 8);
	if (send(fd, question, sizeof(question), 0) !=
	    (ssize_t)sizeof(question))
		return ERR_NET;
	for (;;) {
		struct pollfd pfd = { .fd = fd, .events = POLLIN };
		int64_t left = until - clock_mono_ms();
		ssize_t n;

		if (left <= 0 || poll(&pfd, 1, (int)left) <= 0)
			return ERR_NET;
		n = recv(fd, answer, sizeof(answer), 0);
		if (n < 0 && errno != EINTR)
			return ERR_NET;
		if (n > 0 && sntp_read(answer, (size_t)n, question + 40, t1,
				 clock_wall_ms(), offset_ms) == ERR_OK)
			return ERR_OK;
	}
}

/* Parts HOST:PORT; the caller frees both. */
static void
part(const char *server, char **host, char **port)
{
	const char *colon = strrchr(server, ':');
	const char *bracket = strrchr(server, ']');

	if (server[0] == '[' && bracket != NULL)
		*host = mem_strndup(server + 1, (size_t)(bracket - server - 1));
	else if (colon != NULL)
		*host = mem_strndup(server, (size_t)(colon - server));
	else
		*host = mem_strdup(server);
	*port =
	    mem_strdup(colon != NULL && colon > bracket ? colon + 1 : "123");
}

enum err
sntp_ask(const char *server, int wait_ms, int64_t *offset_ms)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_DGRAM };
	struct addrinfo *list = NULL;
	char *host, *port;
	enum err e = ERR_NET;
	int fd;

	part(server, &host, &port);
	if (getaddrinfo(host, port, &hints, &list) != 0)
		list = NULL;
	free(host);
	free(port);
	if (list == NULL)
		return ERR_NET;
	fd = socket(list->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, list->ai_addr, list->ai_addrlen) == 0)
		e = converse(fd, wait_ms, offset_ms);
	if (fd >= 0)
		close(fd);
	freeaddrinfo(list);
	return e;
}
