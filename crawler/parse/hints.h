/* SPDX-License-Identifier: ISC */
/* Pages that answer "200 OK" and are not what was asked for: an error page in
 * disguise, a wall that asks to log in. Hints, and conservative ones: what they
 * mark is reported as not seen, never as absent. */
#ifndef CRAWLER_PARSE_HINTS_H
#define CRAWLER_PARSE_HINTS_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/parse/dom.h"

/* title and headline as shown, or NULL; text is how much main text there is. */
bool hints_soft_404(const char *title, const char *headline, size_t text);
/* The same, where a password is asked for. */
bool hints_login_wall(
    const struct dom *d, const char *title, const char *headline, size_t text);

#endif
