/* SPDX-License-Identifier: ISC */
/* Taking down what a browser shows. Nothing here asks the page itself: what its
 * scripts say of it is what they like to say. */
#include "crawler/browser/run.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/mem.h"

enum { TITLE_MAX = 1000 };

static const char *const piece_names[][2] = {
#define ROW(id, name, mime) { name, mime },
	SHOWN_PIECES(ROW)
#undef ROW
};
static const char *const problem_words[] = {
#define ROW(id, words) words,
	SHOWN_PROBLEMS(ROW)
#undef ROW
};

const char *
shown_piece_name(enum shown_piece p)
{
	return piece_names[p][0];
}

const char *
shown_piece_mime(enum shown_piece p)
{
	return piece_names[p][1];
}

const char *
shown_problem_words(enum shown_problem p)
{
	return problem_words[p];
}

void
shown_problem(struct shown_run *r, enum shown_problem p)
{
	r->out->problems |= 1U << p;
}

enum err
shown_ask(struct shown_run *r, const char *method, const char *params,
    json_t **result)
{
	return devtools_call(
	    r->d, DEVTOOLS_PAGE, method, params, SHOWN_COMMAND_MS, result);
}

/* ---- pieces ---- */

static void
keep(
    struct shown_run *r, enum shown_piece p, const json_t *text, bool is_base64)
{
	uint8_t *bytes = NULL;
	size_t n = json_string_length(text);

	if (json_is_string(text) && !is_base64)
		r->out->pieces[p].data =
		    mem_strndup(json_string_value(text), n);
	else if (json_is_string(text) &&
		 digest_unbase64(json_string_value(text), n, &bytes, &n) ==
		     ERR_OK)
		r->out->pieces[p].data = (char *)bytes;
	else
		shown_problem(r, SHOWN_PIECE);
	r->out->pieces[p].len = n;
}

static enum err
take_picture(struct shown_run *r)
{
	bool cut = r->content_height > SHOWN_HEIGHT_MAX ||
		   r->content_width > SHOWN_HEIGHT_MAX;
	json_t *result;
	char *params;
	enum err e;

	r->out->width = r->content_width > SHOWN_HEIGHT_MAX
			    ? SHOWN_HEIGHT_MAX
			    : (int)r->content_width;
	r->out->height = r->content_height > SHOWN_HEIGHT_MAX
			     ? SHOWN_HEIGHT_MAX
			     : (int)r->content_height;
	if (cut)
		shown_problem(r, SHOWN_CUT);
	params = mem_printf("{\"format\":\"png\",\"captureBeyondViewport\":"
			    "true,\"clip\":{\"x\":0,\"y\":0,\"width\":%d,"
			    "\"height\":%d,\"scale\":1}}",
	    r->out->width, r->out->height);
	e = shown_ask(r, "Page.captureScreenshot", params, &result);
	keep(r, SHOWN_PNG, json_object_get(result, "data"), true);
	json_decref(result);
	free(params);
	return e;
}

static enum err
take_dom(struct shown_run *r)
{
	json_t *result;
	char *params;
	int64_t node;
	enum err e = shown_ask(r, "DOM.getDocument", "{\"depth\":0}", &result);

	node = json_get_int(json_object_get(result, "root"), "nodeId", 0);
	json_decref(result);
	if (e != ERR_OK)
		return e;
	params = mem_printf("{\"nodeId\":%" PRId64 "}", node);
	e = shown_ask(r, "DOM.getOuterHTML", params, &result);
	keep(r, SHOWN_DOM, json_object_get(result, "outerHTML"), false);
	json_decref(result);
	free(params);
	return e;
}

static enum err
take_mhtml(struct shown_run *r)
{
	json_t *result;
	enum err e = shown_ask(
	    r, "Page.captureSnapshot", "{\"format\":\"mhtml\"}", &result);

	keep(r, SHOWN_MHTML, json_object_get(result, "data"), false);
	json_decref(result);
	return e;
}

static enum err
take_pdf(struct shown_run *r)
{
	json_t *result;
	enum err e = shown_ask(r, "Page.printToPDF",
	    "{\"printBackground\":true,\"paperWidth\":8.27,"
	    "\"paperHeight\":11.69}",
	    &result);

	keep(r, SHOWN_PDF, json_object_get(result, "data"), true);
	json_decref(result);
	return e;
}

/* Where it is in the end, and under which title. */
static enum err
take_place(struct shown_run *r)
{
	json_t *result;
	enum err e = shown_ask(r, "Page.getNavigationHistory", "{}", &result);
	const json_t *entry = json_array_get(json_object_get(result, "entries"),
	    (size_t)json_get_int(result, "currentIndex", 0));
	const char *title = json_get_text(entry, "title");

	r->out->url = mem_strdup(json_get_text(entry, "url"));
	if (title != NULL)
		r->out->title = mem_strndup(title,
		    strlen(title) > TITLE_MAX ? TITLE_MAX : strlen(title));
	json_decref(result);
	return e;
}

enum err
shown_take_all(struct shown_run *r)
{
	static enum err (*const takes[])(struct shown_run *) = { take_place,
		take_picture, take_dom, take_mhtml, take_pdf };

	for (size_t i = 0; i < NELEM(takes); i++) {
		enum err e = takes[i](r);

		if (e == ERR_DENIED || e == ERR_LIMIT)
			shown_problem(r, SHOWN_PIECE);
		else if (e != ERR_OK)
			return e;
	}
	return ERR_OK;
}
