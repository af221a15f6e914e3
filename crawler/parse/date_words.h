/* SPDX-License-Identifier: ISC */
/* The words of dates, in the languages that feeds and pages are met in, found
 * without case and accents. Internal to date*.c. */
#ifndef CRAWLER_PARSE_DATE_WORDS_H
#define CRAWLER_PARSE_DATE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

enum date_word {
	DATE_WORD_MONTH,    /* 1 to 12 */
	DATE_WORD_WEEKDAY,  /* 0 (Monday) to 6 */
	DATE_WORD_ZONE,     /* minutes east of UTC */
	DATE_WORD_MERIDIEM, /* 0 am, 12 pm */
	DATE_WORD_UNIT,     /* seconds; 30 and 365 days stand for month, year */
	DATE_WORD_DAY,      /* days from today: 0, -1, -2 */
	DATE_WORD_NUMBER,   /* "une", "three" */
	DATE_WORD_BEFORE,   /* "vor", "hace": an age follows */
	DATE_WORD_AGO,      /* "ago", "fa": an age came before */
	DATE_WORD_HOUR,     /* "h", "heures", "Uhr" */
	DATE_WORD_MINUTE,   /* "min", "mn" behind the minutes */
	DATE_WORD_ORDINAL,  /* "st", "er" behind a day */
	DATE_WORD_CJK,      /* 1 year, 2 month, 3 day, 4 hour, 5 minute, 6 s */
	DATE_WORD_FILLER    /* "le", "at", "de": says nothing */
};

enum {
	DATE_WORD_ROOM = 32,
	DATE_WORD_MONTH_DAYS = 30,
	DATE_WORD_YEAR_DAYS = 365
};

/* Lower case without accents, NUL-terminated; returns its length, 0 if the
 * word is too long to be one of ours. */
size_t date_words_fold(const char *s, size_t n, char out[DATE_WORD_ROOM]);
/* Where the folded word stands in the list of words of dates; 0: nowhere. */
unsigned date_words_find(const char *word);
/* Is the word found there of that kind? *value is set if so. */
bool date_words_is(unsigned found, enum date_word kind, int *value);

#endif
