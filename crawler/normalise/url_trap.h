/* SPDX-License-Identifier: ISC */
/* Addresses of endless spaces. A crawler that follows every link of a calendar
 * or of a path that grows by itself never ends, and finds nothing there. The
 * page limit of a seed stops it too; this keeps the limit for real pages, of
 * which the forms, versions and differences of a wiki are none either: they
 * hold each page's text again. */
#ifndef CRAWLER_NORMALISE_URL_TRAP_H
#define CRAWLER_NORMALISE_URL_TRAP_H

#include <stdbool.h>

#include "crawler/normalise/url.h"

bool url_trap_path(struct url_slice path);
bool url_trap_query(struct url_slice query);

#endif
