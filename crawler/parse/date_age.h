/* SPDX-License-Identifier: ISC */
/* Dates told from today: "3 days ago", "hier", "lundi à 9h10". Readers of
 * date_read. Internal to date*.c. */
#ifndef CRAWLER_PARSE_DATE_AGE_H
#define CRAWLER_PARSE_DATE_AGE_H

#include "crawler/parse/date_read.h"

/* "il y a 3 jours", "vor einer Stunde", "3 days ago", "an hour ago" */
size_t date_age_read(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f);
/* "hier", "today", "avant-hier" */
size_t date_age_day_word(const struct date_tokens *k, size_t i, int64_t now_ms,
    enum date_read_mode mode, struct date_fields *f);
/* "lundi à 9h10": the last one that there was; the time is left to read. */
size_t date_age_weekday(const struct date_tokens *k, size_t i, int64_t now_ms,
    struct date_fields *f);

#endif
