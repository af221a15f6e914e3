/* SPDX-License-Identifier: ISC */
/* The requests of a sealed browser, each answered with archived bytes: those of
 * the page itself, those that were fetched with it, and what the recorder now
 * fetches. Only GET and HEAD of http and https are: what a page would send goes
 * nowhere, and there is no live connection. */
#ifndef CRAWLER_BROWSER_SEALED_H
#define CRAWLER_BROWSER_SEALED_H

#include "crawler/browser/devtools.h"
#include "crawler/browser/recorder.h"

enum {
	SEALED_REQUESTS_MAX = 300,
	SEALED_BYTES_MAX = 128 * 1024 * 1024 /* of all decoded bodies */
};

struct sealed_request {
	char *id, *url, *method, *type; /* owned */
	bool waiting;
	uint64_t snapshot; /* that it was answered with; 0: none */
	const char *how;   /* "page", "archived", "fetched", or "refused" */
	char *why;         /* owned: refused */
};

struct sealed {
	struct devtools *d; /* borrowed, as all pointers here */
	struct recorder *recorder;
	struct store *store;
	uint64_t page;   /* the snapshot shown */
	char *page_url;  /* owned: as it was asked for */
	int64_t page_at; /* ms */
	uint64_t sweep;  /* what it fetched is of this event; 0: none */
	struct sealed_request *v; /* owned */
	size_t n, waiting;
	size_t bytes;
	int64_t moved_ms; /* monotonic: a request came or was answered */
	bool flooded;     /* a ceiling was met */
};

/* Reads what the page's record says. ERR_SHORT when it has nothing to show. */
enum err sealed_init(struct sealed *s, const struct browser_view *v,
    struct recorder *r) MUST_CHECK;
void sealed_fini(struct sealed *s);
/* Fetch.requestPaused. */
void sealed_paused(struct sealed *s, const json_t *params);
/* Network.webSocketCreated, Network.webTransportCreated: the browser has no
 * network to make it on. It is listed as refused, each address once. */
void sealed_live(struct sealed *s, const char *type, const json_t *params);
/* The recorder has answers. */
void sealed_answered(struct sealed *s);
/* Refuses all that still waits. */
void sealed_give_up(struct sealed *s, const char *why);

#endif
