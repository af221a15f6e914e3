/* SPDX-License-Identifier: ISC */
/* The special-purpose registries as a table; the narrow before the wide. */
#include "crawler/fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "crawler/normalise/url.h"
#include "store/base/err.h"

/* https://www.iana.org/assignments/iana-ipv4-special-registry */
static const struct {
	uint8_t net[4];
	unsigned bits;
	enum address_class class;
} table4[] = {
	{ { 0, 0, 0, 0 }, 8, ADDRESS_UNUSABLE },        /* "this network" */
	{ { 10, 0, 0, 0 }, 8, ADDRESS_PRIVATE },        /* RFC 1918 */
	{ { 100, 64, 0, 0 }, 10, ADDRESS_PRIVATE },     /* RFC 6598, CGNAT */
	{ { 127, 0, 0, 0 }, 8, ADDRESS_LOOPBACK },      /* RFC 1122 */
	{ { 169, 254, 0, 0 }, 16, ADDRESS_LINK_LOCAL }, /* RFC 3927 */
	{ { 172, 16, 0, 0 }, 12, ADDRESS_PRIVATE },     /* RFC 1918 */
	{ { 192, 0, 0, 9 }, 32, ADDRESS_PUBLIC },       /* PCP anycast */
	{ { 192, 0, 0, 10 }, 32, ADDRESS_PUBLIC },      /* TURN anycast */
	{ { 192, 0, 0, 0 }, 24, ADDRESS_UNUSABLE },     /* RFC 6890 */
	{ { 192, 0, 2, 0 }, 24, ADDRESS_UNUSABLE },     /* TEST-NET-1 */
	{ { 192, 88, 99, 0 }, 24, ADDRESS_UNUSABLE },   /* 6to4 relays */
	{ { 192, 168, 0, 0 }, 16, ADDRESS_PRIVATE },    /* RFC 1918 */
	{ { 198, 18, 0, 0 }, 15, ADDRESS_UNUSABLE },    /* benchmarks */
	{ { 198, 51, 100, 0 }, 24, ADDRESS_UNUSABLE },  /* TEST-NET-2 */
	{ { 203, 0, 113, 0 }, 24, ADDRESS_UNUSABLE },   /* TEST-NET-3 */
	{ { 224, 0, 0, 0 }, 4, ADDRESS_UNUSABLE },      /* multicast */
	{ { 240, 0, 0, 0 }, 4, ADDRESS_UNUSABLE }, /* reserved, broadcast */
};

/* Where an IPv6 prefix carries an IPv4 address, embeds says at which byte. */
enum { EMBEDS_NONE = 0, EMBEDS_TEREDO = 255 };

/* https://www.iana.org/assignments/iana-ipv6-special-registry. What is not
 * listed and outside 2000::/3 is not routed at all. */
static const struct {
	uint8_t net[16];
	unsigned bits;
	enum address_class class;
	unsigned embeds;
} table6[] = {
	{ { [15] = 1 }, 128, ADDRESS_LOOPBACK, EMBEDS_NONE }, /* ::1 */
	{ { 0 }, 128, ADDRESS_UNUSABLE, EMBEDS_NONE },        /* :: */
	/* ::ffff:0:0/96 mapped, ::/96 compatible, ::ffff:0:0:0/96 translated */
	{ { [10] = 0xff, [11] = 0xff }, 96, ADDRESS_PUBLIC, 12 },
	{ { 0 }, 96, ADDRESS_PUBLIC, 12 },
	{ { [8] = 0xff, [9] = 0xff }, 96, ADDRESS_PUBLIC, 12 },
	/* 64:ff9b::/96 NAT64 (RFC 6052); 64:ff9b:1::/48 is local (RFC 8215) */
	{ { 0, 0x64, 0xff, 0x9b }, 96, ADDRESS_PUBLIC, 12 },
	{ { 0, 0x64, 0xff, 0x9b, 0, 1 }, 48, ADDRESS_PRIVATE, EMBEDS_NONE },
	{ { 0x20, 0x01, 0, 0 }, 32, ADDRESS_PUBLIC, EMBEDS_TEREDO },
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32, ADDRESS_UNUSABLE, EMBEDS_NONE },
	/* 2001::/23: protocol assignments, of which Teredo was above */
	{ { 0x20, 0x01, 0, 0 }, 23, ADDRESS_UNUSABLE, EMBEDS_NONE },
	{ { 0x20, 0x02 }, 16, ADDRESS_PUBLIC, 2 }, /* 6to4, RFC 3056 */
	{ { 0x3f, 0xff }, 20, ADDRESS_UNUSABLE, EMBEDS_NONE }, /* RFC 9637 */
	{ { 0x20 }, 3, ADDRESS_PUBLIC, EMBEDS_NONE },
	{ { 0xfc }, 7, ADDRESS_PRIVATE, EMBEDS_NONE }, /* ULA */
	{ { 0xfe, 0x80 }, 10, ADDRESS_LINK_LOCAL, EMBEDS_NONE },
	{ { 0xfe, 0xc0 }, 10, ADDRESS_PRIVATE, EMBEDS_NONE }, /* site-local */
};

static bool
in_net(const uint8_t *a, const uint8_t *net, unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;

	if (memcmp(a, net, whole) != 0)
		return false;
	return rest == 0 || (a[whole] ^ net[whole]) >> (8 - rest) == 0;
}

static enum address_class
class4(const uint8_t a[4])
{
	for (size_t i = 0; i < NELEM(table4); i++)
		if (in_net(a, table4[i].net, table4[i].bits))
			return table4[i].class;
	return ADDRESS_PUBLIC;
}

/* Teredo (RFC 4380 section 4): the server in bytes 4 to 7, the client inverted
 * in bytes 12 to 15. Both are reached. */
static enum address_class
class_teredo(const uint8_t a[16])
{
	uint8_t client[4];
	enum address_class server = class4(a + 4);

	for (size_t i = 0; i < sizeof(client); i++)
		client[i] = a[12 + i] ^ 0xff;
	return server != ADDRESS_PUBLIC ? server : class4(client);
}

static enum address_class
class6(const uint8_t a[16])
{
	for (size_t i = 0; i < NELEM(table6); i++) {
		if (!in_net(a, table6[i].net, table6[i].bits))
			continue;
		if (table6[i].embeds == EMBEDS_TEREDO)
			return class_teredo(a);
		if (table6[i].embeds != EMBEDS_NONE)
			return class4(a + table6[i].embeds);
		return table6[i].class;
	}
	return ADDRESS_UNUSABLE;
}

enum address_class
address_class(const struct sockaddr *sa)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		return class4((const uint8_t *)&in.sin_addr);
	}
	if (sa->sa_family == AF_INET6) {
		memcpy(&in6, sa, sizeof(in6));
		return class6(in6.sin6_addr.s6_addr);
	}
	return ADDRESS_UNUSABLE;
}

bool
address_parse(const char *text, struct sockaddr_storage *out)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	char bare[ADDRESS_TEXT];
	size_t n = strlen(text);

	if (n >= sizeof(bare))
		return false;
	memcpy(bare, text, n + 1);
	if (n >= 2 && bare[0] == '[' && bare[n - 1] == ']') {
		memmove(bare, bare + 1, n - 2);
		bare[n - 2] = '\0';
	}
	memset(out, 0, sizeof(*out));
	if (inet_pton(AF_INET, bare, &in.sin_addr) == 1) {
		memcpy(out, &in, sizeof(in));
		return true;
	}
	if (inet_pton(AF_INET6, bare, &in6.sin6_addr) == 1) {
		memcpy(out, &in6, sizeof(in6));
		return true;
	}
	return false;
}

void
address_format(const struct sockaddr *sa, char out[ADDRESS_TEXT])
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	out[0] = '\0';
	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		inet_ntop(AF_INET, &in.sin_addr, out, ADDRESS_TEXT);
	} else if (sa->sa_family == AF_INET6) {
		memcpy(&in6, sa, sizeof(in6));
		inet_ntop(AF_INET6, &in6.sin6_addr, out, ADDRESS_TEXT);
	}
}

/* RFC 6761 section 6.3: localhost and all names under it are loopback. */
static bool
is_localhost(const char *host)
{
	static const char name[] = "localhost";
	size_t n = strlen(host), m = sizeof(name) - 1;

	if (n > 0 && host[n - 1] == '.')
		n--;
	if (n < m || strncasecmp(host + n - m, name, m) != 0)
		return false;
	return n == m || host[n - m - 1] == '.';
}

bool
address_url_is_private(const char *href)
{
	char host[URL_HOST_ROOM];
	struct sockaddr_storage ss;

	if (!url_host(href, host))
		return false;
	if (is_localhost(host))
		return true;
	if (!address_parse(host, &ss))
		return false;
	switch (address_class((const struct sockaddr *)&ss)) {
	case ADDRESS_LOOPBACK:
	case ADDRESS_PRIVATE:
	case ADDRESS_LINK_LOCAL:
		return true;
	case ADDRESS_PUBLIC:
	case ADDRESS_UNUSABLE:
		break;
	}
	return false;
}
