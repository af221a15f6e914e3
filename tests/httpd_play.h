/* SPDX-License-Identifier: ISC */
/* One answer of the scriptable server: a file or what a rule says, sent well or
 * badly. */
#ifndef TESTS_HTTPD_PLAY_H
#define TESTS_HTTPD_PLAY_H

#include "tests/http.h"
#include "tests/httpd_rules.h"

struct httpd_play {
	const char *dir;     /* borrowed: --root */
	struct rules *rules; /* owned by main */
};

/* An http_handler; ctx is a struct httpd_play. */
void httpd_play(struct http_conn *c, const struct http_request *r, void *ctx);

#endif
