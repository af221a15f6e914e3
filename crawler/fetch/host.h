/* SPDX-License-Identifier: ISC */
/* Hosts and who is next. A host is scheme, name and port; it holds what waits
 * for it, its clock (pace.h), its addresses and its robots rules. Beside its
 * own clock it stands before two gates that it shares with others: that of its
 * IP address, whatever the port, and that of its registrable domain. One
 * request is in flight at each of the three.
 *
 * All hosts that have something to do and could be asked stand in one heap by
 * the time of their next turn. Not in it is who (1) has nothing to do, (2) is
 * in flight, (3) is parked, waiting for an address or for robots.txt, or (4)
 * waits at a gate that is busy, in that gate's list. */
#ifndef CRAWLER_FETCH_HOST_H
#define CRAWLER_FETCH_HOST_H

#include "crawler/fetch/item.h"
#include "crawler/fetch/pace.h"
#include "crawler/fetch/resolve.h"
#include "crawler/fetch/robots.h"

struct gate;

enum rules_state {
	RULES_UNKNOWN,
	RULES_ASKED, /* its robots.txt is on the way */
	RULES_KNOWN, /* robots holds them */
	RULES_OPEN,  /* there are none: 4xx */
	RULES_CLOSED /* out of reach: nothing may be fetched (RFC 9309 2.3.1.4)
		      */
};

/* What is known of a host's robots.txt. */
struct rules {
	enum rules_state state;
	struct robots *robots; /* owned; set when RULES_KNOWN */
	int status;            /* of the answer, 0: none */
	int64_t at_ms;         /* due clock: 24 hours from then it is stale */
	uint8_t sha256[SHA256_LEN]; /* of the body as received */
	char *why;                  /* owned: RULES_CLOSED */
	char *open; /* owned: rules_json of what no rule closes, once made */
};

struct host {
	char *key;    /* owned: "https://a.example:443" */
	char *origin; /* owned: the same with "/" behind, for libcurl */
	char *name;   /* owned: as in a URL, IPv6 with brackets */
	unsigned port;
	bool is_ip, talks;
	struct item_list items;
	struct pace pace;
	bool remember; /* what pace has learned is to be written */
	/* Left alone for the rest of this sweep: its turn is too far away, or
	 * it fails. Items that come are counted, not kept. */
	bool left;
	char *left_why; /* owned */
	struct rules rules;
	/* Addresses. */
	struct resolve_answer answer;
	int64_t answer_until_ms; /* monotonic */
	size_t address;          /* the one in use */
	/* The schedule's own. */
	struct hosts *all;                 /* borrowed: where it stands */
	struct gate *by_address, *by_site; /* borrowed from hosts, or NULL */
	bool in_flight, parked;
	size_t heap_at;          /* place in the heap plus one; 0: not in it */
	int64_t heap_turn_ms;    /* what the heap orders by: its turn, or an
				    earlier time where a gate has moved since */
	struct gate *waits_at;   /* or NULL */
	struct host *next_there; /* in that gate's list */
};

struct hosts;

struct hosts *hosts_new(void);
void hosts_free(struct hosts *hs); /* NULL does nothing */
/* The host of an address, made if it is new (then *made is true). NULL for
 * what has no http or news host. */
struct host *hosts_get(struct hosts *hs, const char *url, bool *made);

/* Gives an item to wait at the host; first: before the others. */
void hosts_push(struct hosts *hs, struct host *h, struct item *it, bool first);
/* Something about the host changed: puts it where it belongs. */
void hosts_update(struct hosts *hs, struct host *h);
void hosts_park(struct hosts *hs, struct host *h, bool parked);
/* Which of its addresses is in use: that one's gate counts. */
void hosts_use_address(struct hosts *hs, struct host *h, size_t i);
/* A host whose turn it is, which must then be begun, parked, emptied or
 * updated; NULL if there is none at now_ms. */
struct host *hosts_next(struct hosts *hs, int64_t now_ms);
/* When it will next be somebody's turn; INT64_MAX: nobody waits. */
int64_t hosts_due_ms(const struct hosts *hs);
/* A request goes out; it has ended: the gates open at shared_until_ms. */
void hosts_began(struct hosts *hs, struct host *h);
void hosts_ended(struct hosts *hs, struct host *h, int64_t shared_until_ms);
/* No more in this sweep; why is copied. */
void hosts_leave(struct hosts *hs, struct host *h, const char *why);

/* Host memory (state space "host"): read, and written. Times in it are of the
 * due clock. */
void host_recall(
    struct host *h, const char *json, int64_t due_ms, int64_t mono_ms);
char *host_memory(const struct host *h, int64_t due_ms, int64_t mono_ms);

#endif
