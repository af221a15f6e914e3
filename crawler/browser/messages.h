/* SPDX-License-Identifier: ISC */
/* The DevTools protocol as it comes over a pipe: JSON texts, each ended by a
 * NUL. The browser that sends them runs hostile pages: what it says is parsed
 * under ceilings, and one message that is no JSON object ends the view. */
#ifndef CRAWLER_BROWSER_MESSAGES_H
#define CRAWLER_BROWSER_MESSAGES_H

#include <stddef.h>

#include "store/base/buf.h"
#include "store/base/json.h"

enum { MESSAGES_BYTES_MAX = JSON_BYTES_MAX /* of one message */ };

struct messages {
	struct buf bytes; /* received and not taken yet */
	size_t at;        /* where the next message begins */
	size_t looked;    /* no NUL before here */
};

void messages_init(struct messages *m);
void messages_fini(struct messages *m);
/* ERR_LIMIT when a message grows past its ceiling. */
enum err messages_add(
    struct messages *m, const void *bytes, size_t n) MUST_CHECK;
/* The next whole message, an object that the caller json_decref()s; NULL when
 * none is whole yet. ERR_PARSE for what is no JSON object. */
enum err messages_next(struct messages *m, json_t **out) MUST_CHECK;

#endif
