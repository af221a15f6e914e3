/* SPDX-License-Identifier: ISC */
/* Which kind of place a numeric address is, by the IANA special-purpose
 * registries. This is where a redirect or a link into somebody's own network
 * ends: the address that is asked about is the one a socket is opened to, so
 * neither a name, nor a form of writing, nor an IPv6 tunnel hides it. */
#ifndef CRAWLER_FETCH_ADDRESS_H
#define CRAWLER_FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

enum address_class {
	ADDRESS_PUBLIC,
	ADDRESS_LOOPBACK,   /* 127/8, ::1 */
	ADDRESS_PRIVATE,    /* RFC 1918, ULA, shared address space */
	ADDRESS_LINK_LOCAL, /* 169.254/16 (cloud metadata), fe80::/10 */
	ADDRESS_UNUSABLE    /* unspecified, multicast, reserved, examples */
};

/* An IPv4 address inside an IPv6 one (mapped, compatible, NAT64, 6to4,
 * Teredo) counts as what it carries. */
enum address_class address_class(const struct sockaddr *sa);
/* Numeric text, with or without brackets, into *out. False if it is none. */
bool address_parse(const char *text, struct sockaddr_storage *out);
/* The numeric text of it, without port. */
enum { ADDRESS_TEXT = 64 };
void address_format(const struct sockaddr *sa, char out[ADDRESS_TEXT]);
/* Does this address name a loopback, private or link-local place itself: a
 * literal, localhost or a name under it? */
bool address_url_is_private(const char *href);

#endif
