/* SPDX-License-Identifier: ISC */
/* A seed's token (CLI.md, token=): read from the environment or a file when the
 * sweep begins, sent to the origin that the seed begins at and to no other, and
 * taken out of the request before anybody sees it. It is in no log, record,
 * state, bundle, nor in the memory of the parser's children. */
#ifndef CRAWLER_FETCH_SECRET_H
#define CRAWLER_FETCH_SECRET_H

#include <stdbool.h>

#include "store/base/buf.h"
#include "store/base/err.h"

enum { SECRET_BYTES_MAX = 4096 };

struct secret;

/* spec is "env:VAR" or "file:PATH" (its first line). parameter is the query's
 * parameter that carries it; NULL: "Authorization: Bearer" does. ERR_NOTFOUND
 * or ERR_PARSE with *why, words without the token (static). */
enum err secret_load(const char *spec, const char *parameter,
    struct secret **out, const char **why) MUST_CHECK;
void secret_free(struct secret *s); /* NULL does nothing */

/* May the address have it? Only where it is of the same origin as `home`, and
 * goes by TLS unless the seed's own address is private. */
bool secret_fits(const char *url, const char *home, bool private_ok);
/* The header line; NULL where a parameter carries it. */
const char *secret_header(const struct secret *s);
/* As it was given, where no parameter carries it. */
const char *secret_bare(const struct secret *s);
/* Adds the parameter to a request target, if one carries it. */
enum err secret_add(const struct secret *s, struct buf *target) MUST_CHECK;
/* Puts "[token]" in its place, each time that it stands there: true if it did.
 * A request that cannot be cleaned is emptied. */
bool secret_redact(const struct secret *s, struct buf *request);

#endif
