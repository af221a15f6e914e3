/* SPDX-License-Identifier: ISC */
/* Pages that are no HTML: plain text, JSON, and XML of no format that we know.
 * Each gives one document, the page itself, with the text that a name can
 * stand in; structure is not asked for, so broken ones are read as far as they
 * go. */
#ifndef CRAWLER_PARSE_PLAIN_H
#define CRAWLER_PARSE_PLAIN_H

struct page;
struct source;

/* Plain text as it is. */
void plain_text(const struct source *s, struct page *p);
/* What the elements hold, a line each. */
void plain_xml(const struct source *s, struct page *p);
/* What the strings say, keys too, a line each: escapes decoded (RFC 8259 7),
 * and where a string holds HTML, the text of that. */
void plain_json(const struct source *s, struct page *p);

#endif
