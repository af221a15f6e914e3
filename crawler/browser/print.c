/* SPDX-License-Identifier: ISC */
/* A page of ours on paper: static HTML into a Chromium that has no network, a
 * PDF out of it. */
#include <stdlib.h>
#include <string.h>

#include "crawler/browser/devtools.h"
#include "crawler/browser/launch.h"
#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/digest.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	PRINT_MS = 180 * 1000, /* a thousand pages on a loaded machine */
	PARAMS_MAX = 4096,
	ID_MAX = 64
};

/* A call whose answer has a text at "key", or at "key" of the object "in". */
static enum err
ask(struct devtools *d, enum devtools_target to, const char *method,
    const char *params, const char *in, const char *key, char **text)
{
	json_t *result = NULL;
	const json_t *obj;
	enum err e = devtools_call(d, to, method, params, PRINT_MS, &result);

	*text = NULL;
	obj = in != NULL ? json_object_get(json_object_get(result, in), "frame")
			 : result;
	if (e == ERR_OK && key != NULL) {
		*text = mem_strdup(json_get_text(obj, key));
		e = *text == NULL ? ERR_PARSE : ERR_OK;
	}
	json_decref(result);
	return e;
}

static enum err
make_page(struct devtools *d, char **frame)
{
	char *target, *none, *params;
	enum err e = ask(d, DEVTOOLS_BROWSER, "Target.createTarget",
	    "{\"url\":\"about:blank\"}", NULL, "targetId", &target);

	if (e != ERR_OK)
		return e;
	if (strlen(target) > ID_MAX || strpbrk(target, "\"\\") != NULL) {
		free(target);
		return ERR_PARSE;
	}
	params = mem_printf("{\"targetId\":\"%s\",\"flatten\":true}", target);
	e = ask(d, DEVTOOLS_BROWSER, "Target.attachToTarget", params, NULL,
	    "sessionId", &d->session);
	free(params);
	free(target);
	if (e == ERR_OK)
		e = ask(
		    d, DEVTOOLS_PAGE, "Page.enable", "{}", NULL, NULL, &none);
	if (e == ERR_OK)
		e = ask(d, DEVTOOLS_PAGE, "Page.getFrameTree", "{}",
		    "frameTree", "id", frame);
	return e;
}

static enum err
fill(struct devtools *d, const char *frame, const char *html, size_t n)
{
	struct buf b;
	struct jout j;
	char *none;
	enum err e;

	/* Each byte may be escaped. */
	buf_init(&b, 6 * n + PARAMS_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	jout_ktext(&j, "frameId", frame);
	jout_ktext(&j, "html", html);
	jout_obj_end(&j);
	e = j.err;
	if (e == ERR_OK)
		e = ask(d, DEVTOOLS_PAGE, "Page.setDocumentContent", b.data,
		    NULL, NULL, &none);
	buf_fini(&b);
	return e;
}

static enum err
take(struct devtools *d, struct buf *pdf)
{
	char *b64;
	uint8_t *bytes;
	size_t n;
	enum err e = ask(d, DEVTOOLS_PAGE, "Page.printToPDF",
	    "{\"printBackground\":true,\"preferCSSPageSize\":true}", NULL,
	    "data", &b64);

	if (e == ERR_OK)
		e = digest_unbase64(b64, strlen(b64), &bytes, &n);
	if (e == ERR_OK) {
		e = buf_add(pdf, bytes, n);
		free(bytes);
	}
	free(b64);
	return e;
}

static void
pass_over(const char *method, const json_t *params, void *arg)
{
	(void)method;
	(void)params;
	(void)arg;
}

enum err
crawl_print(const char *html, size_t n, struct buf *pdf)
{
	struct devtools d;
	struct launch l;
	char *frame = NULL;
	enum err e = launch_begin(&l);

	if (e != ERR_OK)
		return e;
	devtools_init(&d, l.in, l.out, clock_mono_ms() + PRINT_MS);
	l.in = l.out = -1;
	d.on_event = pass_over;
	e = make_page(&d, &frame);
	if (e == ERR_OK)
		e = fill(&d, frame, html, n);
	if (e == ERR_OK)
		e = take(&d, pdf);
	free(frame);
	devtools_fini(&d);
	launch_end(&l);
	if (e != ERR_OK)
		log_error("the browser did not print the page");
	return e == ERR_OK ? e : ERR_SHORT;
}
