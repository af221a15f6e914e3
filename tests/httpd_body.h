/* SPDX-License-Identifier: ISC */
/* Bodies that are made, not read: traps, bombs, chunks. */
#ifndef TESTS_HTTPD_BODY_H
#define TESTS_HTTPD_BODY_H

#include "store/base/buf.h"
#include "tests/http.h"
#include "tests/httpd_rules.h"

/* A page whose links never end: page= of the rule. */
enum err httpd_body_page(struct buf *b, const struct rule *rule,
    const struct http_request *r) MUST_CHECK;
/* size zero bytes, compressed. */
enum err httpd_body_bomb(
    struct buf *b, enum rule_bomb how, size_t size) MUST_CHECK;
/* Replaces b by its gzip form. */
enum err httpd_body_gzip(struct buf *b) MUST_CHECK;
/* Replaces b by its chunked form, well or badly made; chunks of size bytes. */
enum err httpd_body_chunk(
    struct buf *b, enum rule_chunked how, size_t size) MUST_CHECK;

#endif
