/* SPDX-License-Identifier: ISC */
/* What opening a page (shown.c) and taking it down (shown_pieces.c) share. */
#ifndef CRAWLER_BROWSER_RUN_H
#define CRAWLER_BROWSER_RUN_H

#include "crawler/browser/shown.h"

struct shown_run {
	struct devtools *d;
	struct sealed *sealed;
	struct shown *out;
	char *target, *frame, *loader; /* owned */
	bool loaded;                   /* the load event of `loader` */
	int64_t loaded_ms; /* monotonic: since when it should settle */
	double content_width, content_height;
};

void shown_problem(struct shown_run *r, enum shown_problem p);
/* A command to the page; devtools_call's errors. */
enum err shown_ask(struct shown_run *r, const char *method, const char *params,
    json_t **result) MUST_CHECK;
/* All pieces, each on its own: one that cannot be had costs only itself. */
enum err shown_take_all(struct shown_run *r) MUST_CHECK;

#endif
