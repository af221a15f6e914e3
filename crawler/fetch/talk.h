/* SPDX-License-Identifier: ISC */
/* Servers that do not answer HTTP requests, in the fetch thread: of news
 * (nntp.h) one connection, kept between questions as long as they follow each
 * other; of streams (websocket.h) one a stretch. They stand under the same
 * turns, pauses, addresses and certificates as any other host. robots.txt does
 * not exist there. Private to crawler/fetch. */
#ifndef CRAWLER_FETCH_TALK_H
#define CRAWLER_FETCH_TALK_H

#include <curl/curl.h>
#include <stdbool.h>

#include "crawler/fetch/exchange.h"
#include "crawler/fetch/item.h"

enum {
	TALK_LINES_MAX = 8,       /* connections at once */
	TALK_REST_MS = 20 * 1000, /* a connection that rests so long is ended */
	TALK_TICK_MS = 1000       /* times are looked at so often */
};

struct fetcher;
struct host;

/* Asks for the item; both are its until the answer comes, by ended_exchange.
 * False where nothing was begun: *why is then static words. */
bool talk_ask(struct fetcher *f, struct host *h, struct item *it,
    struct exchange *x, const char **why);
/* Moves what can be moved; true if anything ended. */
bool talk_move(struct fetcher *f);
/* For the poll: sockets into fds (room for TALK_LINES_MAX), how many; and how
 * long it may take at most. */
size_t talk_fds(const struct fetcher *f, struct curl_waitfd *fds);
int talk_timeout_ms(const struct fetcher *f, int max_ms);
/* Cuts what is under way, ends all connections. */
void talk_close(struct fetcher *f);

#endif
