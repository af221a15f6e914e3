/* SPDX-License-Identifier: ISC */
/* The files that the scriptable server serves: DIR/HOST/path where DIR/HOST is
 * a directory, else DIR/default/path, else DIR/path. A name with the query in
 * it ("posts?page=2") comes before the one without. Also what every answer
 * needs of a body: its type, its validators, and whether the client has it. */
#ifndef TESTS_HTTPD_FILE_H
#define TESTS_HTTPD_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "store/base/buf.h"
#include "tests/http.h"

enum { HTTPD_BODY_MAX = 512 << 20, HTTPD_ETAG = 48, HTTPD_DATE = 64 };

struct httpd_file {
	struct buf data;
	const char *type; /* static storage */
	time_t mtime;     /* 0: unknown */
};

void httpd_file_init(struct httpd_file *f);
void httpd_file_fini(struct httpd_file *f);
/* ERR_NOTFOUND: there is none; ERR_DENIED: a directory that wants its slash. */
enum err httpd_file_read(struct httpd_file *f, const char *dir,
    const struct http_request *r) MUST_CHECK;
/* A file named by a rule, relative to dir. */
enum err httpd_file_named(
    struct httpd_file *f, const char *dir, const char *name) MUST_CHECK;

/* A strong entity tag, quotes and all, of the bytes. */
void httpd_file_etag(const void *data, size_t n, char out[HTTPD_ETAG]);
void httpd_file_date(time_t t, char out[HTTPD_DATE]);
/* RFC 9110, 13.2.2: does the client hold it already? etag may be "", mtime 0.
 */
bool httpd_file_unchanged(
    const struct http_request *r, const char *etag, time_t mtime);

#endif
