/* SPDX-License-Identifier: ISC */
/* The words of feeds: what each element of each format means. Shared by the
 * files of feed.h alone. */
#ifndef CRAWLER_PARSE_FEED_WORDS_H
#define CRAWLER_PARSE_FEED_WORDS_H

#include <stdbool.h>

#include "crawler/parse/feed_text.h"
#include "crawler/parse/xml.h"

/* What is done when the element begins; what its text is for. */
enum feed_what {
	FEED_IS_OTHER,
	FEED_IS_FEED,
	FEED_IS_ENTRY,
	FEED_IS_SKIPPED, /* with all that is inside */
	FEED_IS_SOURCE,
	FEED_IS_AUTHOR,
	FEED_IS_NAME, /* the next three: inside an author only */
	FEED_IS_MAIL,
	FEED_IS_WHO_URL,
	FEED_IS_TITLE,
	FEED_IS_LINK,
	FEED_IS_ORIGINAL,
	FEED_IS_ID,
	FEED_IS_SUMMARY,
	FEED_IS_CONTENT,
	FEED_IS_PUBLISHED,
	FEED_IS_UPDATED,
	FEED_IS_CREATED,
	FEED_IS_LANGUAGE,
	FEED_IS_REPLY,
	FEED_IS_COMMENTS,
	FEED_IS_COMPLETE
};

struct feed_word {
	enum feed_what what;
	enum feed_form form; /* where no type is stated */
	const char *from;    /* of dates: the words of published_from */
	bool weak;           /* gives way to another element of its kind */
};

/* The meaning of the element; NULL where it has none for us. */
const struct feed_word *feed_words_find(const struct xml_token *t);

#endif
