/* SPDX-License-Identifier: ISC */
/* One mail or news article (RFC 5322, RFC 5536): its head, with encoded words
 * (RFC 2047) and addresses perhaps written "jane at example.org", and the whole
 * as a document. Shared by the files of this folder. */
#ifndef CRAWLER_NETWORKS_MAIL_H
#define CRAWLER_NETWORKS_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/networks/network.h"

enum { MAIL_TEXT_MAX = 4 * 1024 * 1024 /* of one mail */ };

/* A stretch of the bytes. */
struct mail_part {
	const char *s, *end;
};

/* The end of the line at s, its newline not included; is it an empty one? */
const char *mail_line_end(const char *s, const char *end);
bool mail_line_is_empty(const char *s, const char *end);

/* Text of any encoding as UTF-8 in the arena. */
const char *mail_utf8(
    struct page *p, const char *charset, const char *s, size_t n, size_t *len);
/* The head, up to the first empty line, and what is behind that. */
struct mail_part mail_head(struct mail_part mail, struct mail_part *body);
/* A field of the head as UTF-8, unfolded (RFC 5322 2.2.3), decoded; NULL if it
 * is not there. */
const char *mail_field(struct page *p, struct mail_part head, const char *name);
/* A value with its words decoded; white space between two of them is not shown
 * (RFC 2047 6.2). */
const char *mail_words(struct page *p, const char *value);
/* "jane at example.org (Jane Doe)", "Jane Doe <jane@example.org>": the name;
 * else the whole. */
const char *mail_author(struct page *p, const char *from);

/* The mail as a document, by its Message-ID. NULL where it has neither that nor
 * an author, or there is no room. */
struct doc *mail_read(
    const struct source *s, struct page *p, struct mail_part mail);

#endif
