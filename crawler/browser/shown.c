/* SPDX-License-Identifier: ISC */
/* Opening the page, waiting until it is still, taking it down. Nothing here
 * asks the page itself: what its scripts say of it is what they like to say. */
#include "crawler/browser/shown.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/browser/run.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	SETUP_MS = 60000, /* a loaded machine starts it slowly */
	SCROLL_STEP = 900,
	SCROLL_MS = 150, /* a stop on the way down, for pictures that load */
	PARAMS_MAX = 16 * 1024
};

/* ---- what the browser says by itself ---- */

static void
on_dialog(struct shown_run *r, const json_t *params)
{
	const char *type = json_get_text(params, "type");
	bool leaving = type != NULL && strcmp(type, "beforeunload") == 0;

	devtools_post(r->d, DEVTOOLS_PAGE, "Page.handleJavaScriptDialog",
	    leaving ? "{\"accept\":true}" : "{\"accept\":false}");
	shown_problem(r, SHOWN_DIALOG);
}

static void
on_target(struct shown_run *r, const json_t *params)
{
	const json_t *info = json_object_get(params, "targetInfo");
	const char *id = json_get_text(info, "targetId");
	const char *type = json_get_text(info, "type");
	struct buf b;
	struct jout j;

	if (id == NULL || type == NULL || strcmp(type, "page") != 0 ||
	    r->target == NULL || strcmp(id, r->target) == 0 ||
	    json_get_text(info, "openerId") == NULL)
		return;
	buf_init(&b, PARAMS_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "targetId", id);
	jout_obj_end(&j);
	if (j.err == ERR_OK)
		devtools_post(
		    r->d, DEVTOOLS_BROWSER, "Target.closeTarget", b.data);
	buf_fini(&b);
	shown_problem(r, SHOWN_POPUP);
}

static void
on_lifecycle(struct shown_run *r, const json_t *params)
{
	const char *frame = json_get_text(params, "frameId");
	const char *loader = json_get_text(params, "loaderId");
	const char *name = json_get_text(params, "name");

	if (frame == NULL || loader == NULL || name == NULL ||
	    r->frame == NULL || strcmp(frame, r->frame) != 0)
		return;
	/* A page that moves on by itself has another loader: its latest one
	 * counts. Earlier events are told again, about:blank's too. */
	if (strcmp(name, "init") == 0) {
		free(r->loader);
		r->loader = mem_strdup(loader);
		r->loaded = false;
	} else if (strcmp(name, "load") == 0 && r->loader != NULL &&
		   strcmp(loader, r->loader) == 0) {
		r->loaded = true;
		r->loaded_ms = r->sealed->moved_ms = clock_mono_ms();
	}
}

static void
on_live(struct shown_run *r, const char *type, const json_t *params)
{
	sealed_live(r->sealed, type, params);
	shown_problem(r, SHOWN_LIVE);
}

static void
on_event(const char *method, const json_t *params, void *arg)
{
	struct shown_run *r = arg;

	if (strcmp(method, "Fetch.requestPaused") == 0)
		sealed_paused(r->sealed, params);
	else if (strcmp(method, "Page.lifecycleEvent") == 0)
		on_lifecycle(r, params);
	else if (strcmp(method, "Page.javascriptDialogOpening") == 0)
		on_dialog(r, params);
	else if (strcmp(method, "Browser.downloadWillBegin") == 0)
		shown_problem(r, SHOWN_DOWNLOAD);
	else if (strcmp(method, "Network.webSocketCreated") == 0)
		on_live(r, "WebSocket", params);
	else if (strcmp(method, "Network.webTransportCreated") == 0)
		on_live(r, "WebTransport", params);
	else if (strcmp(method, "Target.targetCreated") == 0)
		on_target(r, params);
	else if (strcmp(method, "Inspector.targetCrashed") == 0)
		shown_problem(r, SHOWN_CRASH);
}

static void
on_answers(void *arg)
{
	struct shown_run *r = arg;

	sealed_answered(r->sealed);
}

/* ---- commands ---- */

/* A command whose result does not matter but for its being one. */
static enum err
tell(struct shown_run *r, enum devtools_target to, const char *method,
    const char *params)
{
	json_t *result;
	enum err e = devtools_call(r->d, to, method, params, SETUP_MS, &result);

	json_decref(result);
	return e;
}

static enum err
read_version(struct shown_run *r)
{
	json_t *v;
	enum err e = devtools_call(
	    r->d, DEVTOOLS_BROWSER, "Browser.getVersion", "{}", SETUP_MS, &v);

	r->out->product = mem_strdup(json_get_text(v, "product"));
	r->out->user_agent = mem_strdup(json_get_text(v, "userAgent"));
	json_decref(v);
	return e;
}

static enum err
make_page(struct shown_run *r)
{
	json_t *result;
	char *params;
	enum err e =
	    devtools_call(r->d, DEVTOOLS_BROWSER, "Target.createTarget",
		"{\"url\":\"about:blank\"}", SETUP_MS, &result);
	const char *id = json_get_text(result, "targetId");

	if (e == ERR_OK &&
	    (id == NULL || strlen(id) > 64 || strpbrk(id, "\"\\") != NULL))
		e = ERR_PARSE;
	if (e == ERR_OK)
		r->target = mem_strdup(id);
	json_decref(result);
	if (e != ERR_OK)
		return e;
	params =
	    mem_printf("{\"targetId\":\"%s\",\"flatten\":true}", r->target);
	e = devtools_call(r->d, DEVTOOLS_BROWSER, "Target.attachToTarget",
	    params, SETUP_MS, &result);
	free(params);
	if (e == ERR_OK)
		r->d->session = mem_strdup(json_get_text(result, "sessionId"));
	json_decref(result);
	return e == ERR_OK && r->d->session == NULL ? ERR_PARSE : e;
}

/* Everything that must hold before the first byte of the page. */
static enum err
set_up(struct shown_run *r)
{
	static const struct {
		enum devtools_target to;
		const char *method, *params;
	} steps[] = {
		{ DEVTOOLS_BROWSER, "Fetch.enable",
		    "{\"patterns\":[{\"urlPattern\":\"*\","
		    "\"requestStage\":\"Request\"}]}" },
		{ DEVTOOLS_BROWSER, "Browser.setDownloadBehavior",
		    "{\"behavior\":\"deny\",\"eventsEnabled\":true}" },
		{ DEVTOOLS_BROWSER, "Target.setDiscoverTargets",
		    "{\"discover\":true}" },
		{ DEVTOOLS_PAGE, "Page.enable", "{}" },
		{ DEVTOOLS_PAGE, "Inspector.enable", "{}" },
		{ DEVTOOLS_PAGE, "Network.enable",
		    "{\"maxTotalBufferSize\":0}" },
		{ DEVTOOLS_PAGE, "Network.setCacheDisabled",
		    "{\"cacheDisabled\":true}" },
		{ DEVTOOLS_PAGE, "Network.setBypassServiceWorker",
		    "{\"bypass\":true}" },
		{ DEVTOOLS_PAGE, "Page.setLifecycleEventsEnabled",
		    "{\"enabled\":true}" },
	};
	char *size = mem_printf("{\"width\":%d,\"height\":%d,"
				"\"deviceScaleFactor\":1,\"mobile\":false}",
	    SHOWN_WIDTH, SHOWN_HEIGHT);
	enum err e = read_version(r);

	if (e == ERR_OK)
		e = make_page(r);
	for (size_t i = 0; i < NELEM(steps) && e == ERR_OK; i++)
		e = tell(r, steps[i].to, steps[i].method, steps[i].params);
	if (e == ERR_OK)
		e = tell(r, DEVTOOLS_PAGE, "Emulation.setDeviceMetricsOverride",
		    size);
	free(size);
	return e;
}

/* ---- loading ---- */

static bool
is_still(void *arg, int64_t now_ms, int *wait_ms)
{
	struct shown_run *r = arg;
	int64_t quiet_ms = now_ms - r->sealed->moved_ms;

	*wait_ms = SHOWN_QUIET_MS;
	if ((r->out->problems & 1U << SHOWN_CRASH) != 0)
		return true;
	/* Loaded, and it asks for more and more as long as it is open. */
	if (r->loaded && now_ms - r->loaded_ms >= SHOWN_SETTLE_MS) {
		shown_problem(r, SHOWN_SLOW);
		return true;
	}
	if (r->sealed->waiting > 0)
		return false;
	/* Nothing is on its way and yet it does not load: a script that does
	 * not end, or a download instead of a page. */
	if (!r->loaded && quiet_ms >= SHOWN_STALL_MS) {
		shown_problem(r, SHOWN_SLOW);
		return true;
	}
	if (!r->loaded)
		return false;
	*wait_ms = (int)(SHOWN_QUIET_MS - quiet_ms);
	return quiet_ms >= SHOWN_QUIET_MS;
}

/* What it still waits for is refused, its scripts are ended, and what is there
 * by then is taken. */
static enum err
stop_it(struct shown_run *r)
{
	enum err e;

	shown_problem(r, SHOWN_SLOW);
	sealed_give_up(r->sealed, "its time was over");
	devtools_post(r->d, DEVTOOLS_PAGE, "Page.stopLoading", "{}");
	e = devtools_wait(r->d, SHOWN_QUIET_MS, is_still, r);
	return e == ERR_LIMIT ? ERR_OK : e;
}

static enum err
open_page(struct shown_run *r)
{
	json_t *result = NULL;
	struct buf b;
	struct jout j;
	enum err e;

	buf_init(&b, PARAMS_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "url", r->sealed->page_url);
	jout_obj_end(&j);
	e = j.err;
	r->sealed->moved_ms = clock_mono_ms();
	/* Known before the answer: its first events come before it. */
	r->frame = mem_strdup(r->target);
	if (e == ERR_OK)
		e = devtools_call(r->d, DEVTOOLS_PAGE, "Page.navigate", b.data,
		    SHOWN_LOAD_MS, &result);
	if (json_get_text(result, "errorText") != NULL)
		shown_problem(r, SHOWN_ERROR);
	json_decref(result);
	buf_fini(&b);
	if (e == ERR_OK)
		e = devtools_wait(r->d, SHOWN_LOAD_MS, is_still, r);
	return e == ERR_LIMIT ? stop_it(r) : e;
}

/* Does its main thread answer? A script without end is ended, and scripts are
 * switched off, so that the rest can be taken. */
static enum err
wake(struct shown_run *r)
{
	json_t *result;
	enum err e = devtools_call(r->d, DEVTOOLS_PAGE, "Runtime.evaluate",
	    "{\"expression\":\"1\"}", SHOWN_COMMAND_MS / 6, &result);

	json_decref(result);
	if (e != ERR_LIMIT)
		return e == ERR_DENIED ? ERR_OK : e;
	shown_problem(r, SHOWN_HUNG);
	devtools_post(r->d, DEVTOOLS_PAGE, "Runtime.terminateExecution", "{}");
	e = tell(r, DEVTOOLS_PAGE, "Emulation.setScriptExecutionDisabled",
	    "{\"value\":true}");
	return e == ERR_DENIED || e == ERR_LIMIT ? ERR_OK : e;
}

/* ---- from top to bottom ---- */

static enum err
measure(struct shown_run *r)
{
	json_t *m;
	const json_t *size;
	enum err e = shown_ask(r, "Page.getLayoutMetrics", "{}", &m);

	size = json_object_get(m, "cssContentSize");
	r->content_width = json_number_value(json_object_get(size, "width"));
	r->content_height = json_number_value(json_object_get(size, "height"));
	json_decref(m);
	if (!(r->content_width >= 1 && r->content_width <= 1e6))
		r->content_width = SHOWN_WIDTH;
	if (!(r->content_height >= 1 && r->content_height <= 1e9))
		r->content_height = SHOWN_HEIGHT;
	return e;
}

static bool
never(void *arg, int64_t now_ms, int *wait_ms)
{
	(void)arg;
	(void)now_ms;
	*wait_ms = SCROLL_MS;
	return false;
}

/* The wheel of a mouse: pictures that load when they are looked at. */
static enum err
scroll(struct shown_run *r, int delta)
{
	char *params = mem_printf("{\"type\":\"mouseWheel\",\"x\":%d,\"y\":%d,"
				  "\"deltaX\":0,\"deltaY\":%d}",
	    SHOWN_WIDTH / 2, SHOWN_HEIGHT / 2, delta);
	json_t *result;
	enum err e = devtools_call(r->d, DEVTOOLS_PAGE,
	    "Input.dispatchMouseEvent", params, SHOWN_COMMAND_MS / 6, &result);

	json_decref(result);
	free(params);
	if (e == ERR_OK)
		e = devtools_wait(r->d, SCROLL_MS, never, r);
	return e == ERR_LIMIT ? ERR_OK : e;
}

static enum err
look_through(struct shown_run *r)
{
	int at = SHOWN_HEIGHT, steps = 0;
	enum err e = measure(r);

	for (; e == ERR_OK && at < r->content_height && at < SHOWN_HEIGHT_MAX;
	     at += SCROLL_STEP, steps++)
		e = scroll(r, SCROLL_STEP);
	if (e == ERR_OK && steps > 0)
		e = scroll(r, -2 * SHOWN_HEIGHT_MAX);
	r->loaded_ms = clock_mono_ms();
	if (e == ERR_OK && steps > 0)
		e = devtools_wait(r->d, SHOWN_LOAD_MS, is_still, r);
	if (e == ERR_LIMIT)
		e = stop_it(r);
	return e == ERR_OK ? measure(r) : e;
}

/* ---- the whole ---- */

static enum err
make(struct shown_run *r)
{
	enum err e = set_up(r);

	if (e != ERR_OK && r->out->product == NULL && e != ERR_INTERRUPTED)
		log_error("browser: %s does not answer (is it a Chromium, and "
			  "may it make user namespaces?)",
		    browser_path());
	if (e != ERR_OK)
		return e;
	e = open_page(r);
	if (e == ERR_OK)
		e = wake(r);
	if (e == ERR_OK)
		e = look_through(r);
	if (e == ERR_OK || e == ERR_DENIED || e == ERR_LIMIT)
		e = shown_take_all(r);
	if (r->sealed->flooded)
		shown_problem(r, SHOWN_FLOOD);
	return e;
}

enum err
shown_make(struct devtools *d, struct sealed *s, struct shown *out)
{
	struct shown_run *r = mem_zalloc(sizeof(*r));
	bool any = false;
	enum err e;

	memset(out, 0, sizeof(*out));
	r->d = d;
	r->sealed = s;
	r->out = out;
	out->begun = clock_wall_ms();
	d->on_event = on_event;
	d->on_other = on_answers;
	d->arg = r;
	s->d = d;
	d->other = recorder_fd(s->recorder);
	e = make(r);
	devtools_post(d, DEVTOOLS_BROWSER, "Browser.close", "{}");
	if (pipe_write(&d->pipe) != ERR_OK)
		log_debug("browser: it has closed its pipe");
	out->ended = clock_wall_ms();
	free(r->target);
	free(r->frame);
	free(r->loader);
	free(r);
	for (size_t i = 0; i < SHOWN_N; i++)
		any = any || out->pieces[i].data != NULL;
	if (e == ERR_INTERRUPTED)
		return e;
	return any ? ERR_OK : ERR_SHORT;
}

void
shown_fini(struct shown *s)
{
	for (size_t i = 0; i < SHOWN_N; i++)
		free(s->pieces[i].data);
	free(s->product);
	free(s->user_agent);
	free(s->url);
	free(s->title);
}
