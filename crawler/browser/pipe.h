/* SPDX-License-Identifier: ISC */
/* Both directions of a browser's pipe, neither of which ever blocks: while it
 * waits for us to read, we may be waiting for it. */
#ifndef CRAWLER_BROWSER_PIPE_H
#define CRAWLER_BROWSER_PIPE_H

#include <stdbool.h>

#include "crawler/browser/messages.h"

struct pipe {
	int in, out; /* owned */
	struct messages received;
	struct buf sending;
	size_t sent;
};

/* Takes both descriptors, `out` a socket, and sets them not to block. */
void pipe_init(struct pipe *p, int in, int out);
void pipe_fini(struct pipe *p);
/* Queues one message. ERR_LIMIT. */
enum err pipe_send(struct pipe *p, const char *json, size_t n) MUST_CHECK;
bool pipe_has_to_send(const struct pipe *p);
/* Writes and reads what goes just now. ERR_STOPPED: the browser has ended. */
enum err pipe_write(struct pipe *p) MUST_CHECK;
enum err pipe_read(struct pipe *p) MUST_CHECK;

#endif
