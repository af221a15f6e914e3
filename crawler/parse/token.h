/* SPDX-License-Identifier: ISC */
/* Tokens of HTML as the scanner needs them: where a tag ends, the attributes
 * that mean something, where a comment or raw text ends. After the tokeniser
 * of the HTML Standard, 13.2.5. */
#ifndef CRAWLER_PARSE_TOKEN_H
#define CRAWLER_PARSE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/parse/skim.h"
#include "crawler/parse/tag.h"

/* name, its length and the last byte but one (a pair that no two rows share)
 */
#define TOKEN_ATTRS(X)                                                         \
	X(ID, "id", 2, 'i')                                                    \
	X(ALT, "alt", 3, 'l')                                                  \
	X(REL, "rel", 3, 'e')                                                  \
	X(SRC, "src", 3, 'r')                                                  \
	X(HREF, "href", 4, 'e')                                                \
	X(LANG, "lang", 4, 'n')                                                \
	X(NAME, "name", 4, 'm')                                                \
	X(ROLE, "role", 4, 'l')                                                \
	X(TYPE, "type", 4, 'p')                                                \
	X(CLASS, "class", 5, 's')                                              \
	X(TITLE, "title", 5, 'l')                                              \
	X(SRCSET, "srcset", 6, 'e')                                            \
	X(CONTENT, "content", 7, 'n')                                          \
	X(PUBDATE, "pubdate", 7, 't')                                          \
	X(DATETIME, "datetime", 8, 'm')                                        \
	X(ITEMPROP, "itemprop", 8, 'o')                                        \
	X(ITEMTYPE, "itemtype", 8, 'p')                                        \
	X(PROPERTY, "property", 8, 't')                                        \
	X(DATA_DATE, "data-date", 9, 't')                                      \
	X(DATA_TIME, "data-time", 9, 'm')                                      \
	X(ARIA_LABEL, "aria-label", 10, 'e')                                   \
	X(HTTP_EQUIV, "http-equiv", 10, 'i')                                   \
	X(DATA_DATETIME, "data-datetime", 13, 'm')

enum token_attr {
	TOKEN_ATTR_NONE,
#define TOKEN_ENUM(id, name, n, late) TOKEN_##id,
	TOKEN_ATTRS(TOKEN_ENUM)
#undef TOKEN_ENUM
	    TOKEN_ATTR_COUNT
};

struct token { /* a tag */
	enum tag tag;
	struct skim_slice name;
	bool self_closing;
	unsigned have; /* a bit for each attribute that is there */
	struct skim_slice attrs[TOKEN_ATTR_COUNT]; /* set where have says so */
};

/* The tag that begins at s ("<a" or "</a"): fills t and returns what follows
 * it; NULL where the document ends within the tag, which is then none. */
const char *token_tag(const char *s, const char *end, struct token *t);
/* The next tag from s on, for one pass over a page: fills t, sets *at to where
 * it begins ("<a", "</a") and returns where to go on; NULL where there is no
 * more. Comments and raw text are passed over. */
const char *token_next(
    const char *s, const char *end, struct token *t, const char **at);
/* What follows the comment, declaration or instruction at s ("<!", "<?"). */
const char *token_comment(const char *s, const char *end);
/* Where the end tag of raw text begins; end if it never does. */
const char *token_raw_end(enum tag tag, const char *s, const char *end);
/* An attribute of t; s is NULL where it is not there. */
struct skim_slice token_attr(const struct token *t, enum token_attr attr);
/* Is this word, in lower case, one of the attribute's? */
bool token_has_word(
    const struct token *t, enum token_attr attr, const char *word);

#endif
