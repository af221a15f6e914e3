/* SPDX-License-Identifier: ISC */
/* Commands to a browser and what it says meanwhile: one thread, one loop, every
 * wait with an end. */
#ifndef CRAWLER_BROWSER_DEVTOOLS_H
#define CRAWLER_BROWSER_DEVTOOLS_H

#include <stdbool.h>
#include <stdint.h>

#include "crawler/browser/pipe.h"
#include "store/base/json.h"

enum devtools_target { DEVTOOLS_BROWSER, DEVTOOLS_PAGE };

struct devtools {
	struct pipe pipe;
	char *session; /* owned: of the page, once there is one; or NULL */
	int64_t last_id;
	int64_t until_ms; /* monotonic: the end of everything */
	/* Called for each event; may post, may not call or wait. */
	void (*on_event)(const char *method, const json_t *params, void *arg);
	/* Called when this descriptor can be read; likewise. -1: none. */
	int other;
	void (*on_other)(void *arg);
	int signals; /* a signalfd: what comes ends the view; -1: none */
	void *arg;
	enum err err; /* STOPPED, INTERRUPTED, PARSE: nothing works after */
};

/* Takes both descriptors. Set the callbacks, other and signals behind it. */
void devtools_init(struct devtools *d, int in, int out, int64_t until_ms);
void devtools_fini(struct devtools *d);

/* Sends a command and does not wait for what comes of it. params is a JSON
 * object. What cannot be sent shows in d->err. */
void devtools_post(struct devtools *d, enum devtools_target to,
    const char *method, const char *params);
/* Sends it and waits, ms at most. *result is the caller's to json_decref.
 * ERR_DENIED: the browser refuses, *result NULL; ERR_LIMIT: no answer in time;
 * or d->err. */
enum err devtools_call(struct devtools *d, enum devtools_target to,
    const char *method, const char *params, int ms, json_t **result) MUST_CHECK;
/* Listens until done says so, ms at most: ERR_OK or ERR_LIMIT; or d->err. done
 * is asked after each turn, and again at the latest after the time that it
 * wrote to *wait_ms. */
enum err devtools_wait(struct devtools *d, int ms,
    bool (*done)(void *arg, int64_t now_ms, int *wait_ms),
    void *arg) MUST_CHECK;

#endif
