/* SPDX-License-Identifier: ISC */
/* The loop. */
#include "crawler/browser/devtools.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { COMMAND_MAX = 128 * 1024 * 1024 };

void
devtools_init(struct devtools *d, int in, int out, int64_t until_ms)
{
	memset(d, 0, sizeof(*d));
	pipe_init(&d->pipe, in, out);
	d->until_ms = until_ms;
	d->other = d->signals = -1;
}

void
devtools_fini(struct devtools *d)
{
	pipe_fini(&d->pipe);
	free(d->session);
	d->session = NULL;
}

static void
fail(struct devtools *d, enum err e)
{
	if (d->err == ERR_OK)
		d->err = e;
}

/* ---- out ---- */

void
devtools_post(struct devtools *d, enum devtools_target to, const char *method,
    const char *params)
{
	struct buf b;
	struct jout j;

	buf_init(&b, COMMAND_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_kint(&j, "id", ++d->last_id);
	jout_ktext(&j, "method", method);
	jout_key(&j, "params");
	jout_raw(&j, params, strlen(params));
	if (to == DEVTOOLS_PAGE)
		jout_ktext(&j, "sessionId", d->session);
	jout_obj_end(&j);
	if (j.err == ERR_OK && d->err == ERR_OK)
		j.err = pipe_send(&d->pipe, b.data, b.len);
	if (j.err != ERR_OK)
		fail(d, ERR_STOPPED);
	buf_fini(&b);
}

/* ---- in ---- */

/* What one turn waits for. */
struct awaited {
	int64_t id;      /* 0: no answer */
	json_t *message; /* owned, once it has come */
};

static void
take_message(struct devtools *d, json_t *message, struct awaited *w)
{
	const char *method = json_get_text(message, "method");

	if (method != NULL)
		d->on_event(method, json_object_get(message, "params"), d->arg);
	else if (w->id != 0 && w->message == NULL &&
		 json_get_int(message, "id", 0) == w->id)
		w->message = json_incref(message);
	json_decref(message);
}

static void
take_messages(struct devtools *d, struct awaited *w)
{
	json_t *message;
	enum err e;

	do {
		e = messages_next(&d->pipe.received, &message);
		if (e != ERR_OK) {
			log_error("browser: what it says is not its protocol");
			fail(d, e);
		} else if (message != NULL) {
			take_message(d, message, w);
		}
	} while (e == ERR_OK && message != NULL && d->err == ERR_OK);
}

enum { FD_IN, FD_OUT, FD_OTHER, FD_SIGNALS, FDS };

/* Waits for any of the descriptors, until_ms at most, and serves it. */
static void
turn(struct devtools *d, int64_t until_ms, struct awaited *w)
{
	struct pollfd fds[FDS] = {
		[FD_IN] = { .fd = d->pipe.in, .events = POLLIN },
		[FD_OUT] = { .fd =
				 pipe_has_to_send(&d->pipe) ? d->pipe.out : -1,
		    .events = POLLOUT },
		[FD_OTHER] = { .fd = d->other, .events = POLLIN },
		[FD_SIGNALS] = { .fd = d->signals, .events = POLLIN },
	};
	int64_t left = until_ms - clock_mono_ms();
	enum err e = ERR_OK;

	if (left < 0)
		left = 0;
	if (poll(fds, FDS, left > 60000 ? 60000 : (int)left) < 0 &&
	    errno != EINTR)
		fail(d, log_sys("browser: poll"));
	if (fds[FD_SIGNALS].revents != 0)
		fail(d, ERR_INTERRUPTED);
	if (d->err == ERR_OK && fds[FD_OUT].revents != 0)
		e = pipe_write(&d->pipe);
	if (d->err == ERR_OK && e == ERR_OK && fds[FD_IN].revents != 0)
		e = pipe_read(&d->pipe);
	if (d->err == ERR_OK && fds[FD_OTHER].revents != 0)
		d->on_other(d->arg);
	take_messages(d, w);
	if (e != ERR_OK)
		fail(d, e);
}

enum err
devtools_call(struct devtools *d, enum devtools_target to, const char *method,
    const char *params, int ms, json_t **result)
{
	int64_t until_ms = clock_mono_ms() + ms;
	struct awaited w = { .message = NULL };

	*result = NULL;
	if (until_ms > d->until_ms)
		until_ms = d->until_ms;
	devtools_post(d, to, method, params);
	w.id = d->last_id;
	while (
	    d->err == ERR_OK && w.message == NULL && clock_mono_ms() < until_ms)
		turn(d, until_ms, &w);
	if (w.message != NULL)
		*result = json_incref(json_object_get(w.message, "result"));
	if (w.message != NULL && *result == NULL)
		log_debug("browser: %s: %s", method,
		    json_get_text(
			json_object_get(w.message, "error"), "message") != NULL
			? json_get_text(
			      json_object_get(w.message, "error"), "message")
			: "refused");
	json_decref(w.message);
	if (d->err != ERR_OK) {
		json_decref(*result);
		*result = NULL;
		return d->err;
	}
	if (*result != NULL)
		return ERR_OK;
	return w.message != NULL ? ERR_DENIED : ERR_LIMIT;
}

enum err
devtools_wait(struct devtools *d, int ms,
    bool (*done)(void *arg, int64_t now_ms, int *wait_ms), void *arg)
{
	int64_t until_ms = clock_mono_ms() + ms, now_ms = clock_mono_ms();
	struct awaited w = { .id = 0 };
	int wait_ms = ms;

	if (until_ms > d->until_ms)
		until_ms = d->until_ms;
	while (d->err == ERR_OK && !done(arg, now_ms, &wait_ms)) {
		if (now_ms >= until_ms)
			return ERR_LIMIT;
		turn(d,
		    now_ms + wait_ms < until_ms ? now_ms + wait_ms : until_ms,
		    &w);
		now_ms = clock_mono_ms();
	}
	return d->err;
}
