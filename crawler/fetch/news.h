/* SPDX-License-Identifier: ISC */
/* News servers in the fetch thread: one connection each, kept between
 * questions as long as they follow each other, under the same turns, pauses,
 * addresses and certificates as any other host. robots.txt does not exist
 * there. Private to crawler/fetch. */
#ifndef CRAWLER_FETCH_NEWS_H
#define CRAWLER_FETCH_NEWS_H

#include <curl/curl.h>
#include <stdbool.h>

#include "crawler/fetch/exchange.h"
#include "crawler/fetch/item.h"

enum {
	NEWS_LINES_MAX = 8,       /* connections at once */
	NEWS_REST_MS = 20 * 1000, /* a connection that rests so long is ended */
	NEWS_TICK_MS = 1000       /* times are looked at so often */
};

struct fetcher;
struct host;

/* Asks for the item; both are its until the answer comes, by ended_exchange.
 * False where nothing was begun: *why is then static words. */
bool news_ask(struct fetcher *f, struct host *h, struct item *it,
    struct exchange *x, const char **why);
/* Moves what can be moved; true if anything ended. */
bool news_move(struct fetcher *f);
/* For the poll: sockets into fds (room for NEWS_LINES_MAX), how many; and how
 * long it may take at most. */
size_t news_fds(const struct fetcher *f, struct curl_waitfd *fds);
int news_timeout_ms(const struct fetcher *f, int max_ms);
/* Cuts what is under way, ends all connections. */
void news_close(struct fetcher *f);

#endif
