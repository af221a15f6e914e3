/* SPDX-License-Identifier: ISC */
/* All posts of the AT Protocol as they come, from a Jetstream server
 * (github.com/bluesky-social/jetstream, version 1 of its stream): one event a
 * WebSocket message, in JSON. The server can be asked from a cursor on, about a
 * day back; a night reads the minutes that it has not read yet, each once, as
 * far as the seed's pages= go, and keeps what shows a name. */
#ifndef CRAWLER_NETWORKS_BLUESKY_STREAM_H
#define CRAWLER_NETWORKS_BLUESKY_STREAM_H

#include "crawler/networks/network.h"

enum {
	BLUESKY_STREAM_NOW = NETWORK_ROLE_OWN + 8, /* which minute it is */
	BLUESKY_STREAM_MINUTE
};

/* Asks the server of the target which minute it is. */
void bluesky_stream_start(const struct seed_view *seed, struct page *p);
/* Reads the answers of these roles. A post that shows a name is followed below
 * root, in the role of a thread. */
enum err bluesky_stream_parse(const struct source *s, struct page *p,
    const char *root, unsigned thread_role) MUST_CHECK;

#endif
