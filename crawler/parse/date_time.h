/* SPDX-License-Identifier: ISC */
/* Times of day and zones, of date_read. Internal to date*.c. */
#ifndef CRAWLER_PARSE_DATE_TIME_H
#define CRAWLER_PARSE_DATE_TIME_H

#include "crawler/parse/date_read.h"

/* Both return the token behind what they read, i where there is nothing. */
size_t date_time_read(
    const struct date_tokens *k, size_t i, struct date_fields *f);
size_t date_time_zone(const struct date_tokens *k, size_t i,
    enum date_read_mode mode, struct date_fields *f);
/* "101455" or "1014" behind the "T" of ISO 8601's basic form. */
size_t date_time_basic(
    const struct date_tokens *k, size_t i, struct date_fields *f);

#endif
