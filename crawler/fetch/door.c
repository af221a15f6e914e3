/* SPDX-License-Identifier: ISC */
/* Where a request would go, and whether it may: the host's address by DNS, and
 * the rule that private places are for the seeds that name them. */
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/address.h"
#include "crawler/fetch/inside.h"
#include "crawler/normalise/url.h"
#include "store/base/clock.h"
#include "store/base/mem.h"

/* ---- an address ---- */

static void
on_address(void *arg, struct resolve_answer *a)
{
	struct host *h = arg;

	resolve_answer_fini(&h->answer);
	h->answer = *a;
	a->json = NULL;
	h->answer_until_ms = clock_mono_ms() + a->ttl_ms;
	h->address = 0;
	h->by_address = NULL; /* door_has_address finds the new one */
	hosts_park(h->all, h, false);
}

bool
door_has_address(struct fetcher *f, struct host *h)
{
	if (h->by_address != NULL && h->answer.n > 0 &&
	    (h->is_ip || clock_mono_ms() < h->answer_until_ms))
		return true;
	if (h->is_ip) {
		h->answer.n =
		    address_parse(h->name, &h->answer.address[0]) ? 1 : 0;
		h->answer.why = "no address";
	} else if (clock_mono_ms() >= h->answer_until_ms) {
		hosts_park(f->hosts, h, true);
		resolve_ask(f->resolve, h->name, on_address, h);
		if (h->parked)
			return false; /* on_address will end it */
	}
	if (h->answer.n == 0) {
		char *why = mem_printf("%s: %s", h->name, h->answer.why);

		visit_leave(f, h, LEAVE_UNKNOWN, why);
		free(why);
		return false;
	}
	hosts_use_address(f->hosts, h, 0);
	return true;
}

/* ---- leave to go there ---- */

/* Did the seed itself name this place? Then its own address may be private,
 * and links from there stay with it. */
static bool
is_own_place(const struct seed *s, const struct host *h)
{
	char name[URL_HOST_ROOM];

	return s->private_ok && url_host(s->target, name) &&
	       strcmp(name, h->name) == 0 && url_port(s->target) == h->port;
}

bool
door_may_enter(const struct fetcher *f, const struct host *h, size_t i,
    size_t seed, char **why)
{
	const struct sockaddr *sa =
	    (const struct sockaddr *)&h->answer.address[i];
	char text[ADDRESS_TEXT];

	address_format(sa, text);
	switch (address_class(sa)) {
	case ADDRESS_PUBLIC:
		if (f->c.public_ok)
			return true;
		*why = mem_printf("%s: no contact is set (--contact)", text);
		return false;
	case ADDRESS_LOOPBACK:
	case ADDRESS_PRIVATE:
	case ADDRESS_LINK_LOCAL:
		if (is_own_place(f->c.seeds[seed].seed, h))
			return true;
		*why = mem_printf(
		    "%s: private, and the seed does not name it", text);
		return false;
	case ADDRESS_UNUSABLE:
		break;
	}
	*why = mem_printf("%s: not an address of a host", text);
	return false;
}

bool
door_find(struct fetcher *f, struct host *h, size_t seed, char **why)
{
	*why = NULL;
	for (size_t i = 0; i < h->answer.n; i++) {
		size_t at = (h->address + i) % h->answer.n;

		free(*why);
		*why = NULL;
		if (door_may_enter(f, h, at, seed, why)) {
			if (at != h->address)
				hosts_use_address(f->hosts, h, at);
			return true;
		}
	}
	return false;
}
