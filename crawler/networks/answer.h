/* SPDX-License-Identifier: ISC */
/* What every adapter asks of an answer: is it a redirect, an error, a login
 * page, the JSON that was due; and the addresses that are built from it.
 * Shared by the files of this folder. */
#ifndef CRAWLER_NETWORKS_ANSWER_H
#define CRAWLER_NETWORKS_ANSWER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "crawler/networks/network.h"

/* A 3xx with a Location: adds it as LINK_REDIRECT, with the role and context of
 * this answer, so that what comes from there is read as what was asked for. */
bool answer_redirects(const struct source *s, struct page *p);
/* The redirect, or a status that is no success: *e is then what parse returns,
 * p->problem says why. False for an answer to be read. */
bool answer_failed(const struct source *s, struct page *p, enum err *e);
/* Is the body HTML, whatever its type says? */
bool answer_is_html(const struct source *s);
/* Does the head of the body hold one of these marks, byte for byte? What tells
 * one software from another. */
bool answer_says(
    const struct source *s, const char *const *marks, size_t n_marks);
/* The same of a page in HTML. */
bool answer_is_page_of(
    const struct source *s, const char *const *marks, size_t n_marks);
/* For a network that is named and never found. */
bool answer_is_nobodys(const struct source *s);
/* The page that was read is a signpost of the adapter, and no document: only
 * its links stay. */
void answer_no_document(struct page *p);
/* The link to a document's own page, followed where that has a mention. whole:
 * the document is that page, and not a part of it. */
void answer_permalink(struct page *p, const struct doc *d, bool whole);
/* The documents are what an index found on pages of others: those bear the
 * identity, not the index's entries, and are read where there is a mention. */
void answer_found(struct page *p);
/* What such a link led to: the page as people see it, its own links left alone.
 * A whole document keeps its id, and what the network itself said of author and
 * date, which the page says in its own words at best. */
enum err answer_page(const struct source *s, struct page *p) MUST_CHECK;
/* One JSON document; the caller json_decref()s. ERR_PARSE with a problem that
 * says what came instead; login_wall is set for HTML with a password field. */
enum err answer_json(
    const struct source *s, struct page *p, json_t **root) MUST_CHECK;
/* The target of the Link header (RFC 8288) with that relation, absolute, in the
 * page's arena; NULL if there is none. */
const char *answer_link(
    const struct source *s, struct page *p, const char *rel);
/* A header that holds a number; the fallback if it does not. */
long answer_number(const struct source *s, const char *name, long fallback);
/* An absolute address in the page's arena; NULL where it cannot be one. */
const char *answer_href(struct page *p, const char *base, const char *ref);
/* The same, but only for an address of the server that answered. */
const char *answer_here(
    const struct source *s, struct page *p, const char *ref);
/* Where an account was asked for by its name and nobody has it (404, 410): an
 * answer. Else e, which parse was to return. */
enum err answer_nobody(const struct source *s, struct page *p, enum err e);
/* The label before the last, in the page's arena: of login.janedoe.example it
 * is "janedoe". NULL for a host without one, and for NULL. */
const char *answer_label(struct page *p, const char *host);
/* A listing to read next; context is kept, NULL for none. */
struct link *answer_ask(struct page *p, const char *base, const char *ref,
    unsigned role, const char *context);
/* "key=value", the value percent-encoded, in the page's arena; NULL where it
 * is too long for an address. */
const char *answer_parameter(
    struct page *p, const char *key, const char *value);

#endif
