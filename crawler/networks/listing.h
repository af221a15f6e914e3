/* SPDX-License-Identifier: ISC */
/* Asking for lists: addresses made from templates and the watched names, and
 * the page that follows a page, with all that a server may do to make a walk
 * endless: empty pages, the same page again, numbers that lie. Shared by the
 * files of this folder. */
#ifndef CRAWLER_NETWORKS_LISTING_H
#define CRAWLER_NETWORKS_LISTING_H

#include <jansson.h>
#include <stdbool.h>

#include "crawler/networks/network.h"

/* The origin of the seed's target with "/", and the target's directory. */
const char *listing_root(const struct seed_view *seed, struct page *p);
const char *listing_dir(const struct seed_view *seed, struct page *p);
/* What stands behind mark in the target's path, up to the next of "/?#", taken
 * out of percent-encoding; NULL where mark does not stand there. */
const char *listing_word(
    const struct seed_view *seed, struct page *p, const char *mark);

/* n bytes with their percent-encoding undone. */
const char *listing_decoded(struct page *p, const char *text, size_t n);

/* Asks for a template below base. It may hold {q} (a name), {Q} (likewise, in
 * double quotes), {tag} (its letters and digits run together) or {handle}: then
 * once for each of them, and else once. */
void listing_ask(const struct seed_view *seed, struct page *p, const char *base,
    const char *pattern, unsigned role);

/* Once, with a value (NULL: not at all) in place of {}. */
void listing_ask_for(struct page *p, const char *base, const char *pattern,
    const char *value, unsigned role);

/* WebFinger (RFC 7033) at the target's server, once for each handle. */
enum err listing_ask_account(
    const struct seed_view *seed, struct page *p, unsigned role) MUST_CHECK;

/* The address asked for, with the query's parameter set to value, or added. */
const char *listing_with(
    const struct source *s, struct page *p, const char *key, const char *value);
const char *listing_with_number(
    const struct source *s, struct page *p, const char *key, long long value);
/* A parameter of the address asked for as a number. */
long long listing_number(
    const struct source *s, const char *key, long long fallback);
/* Asks for the page whose number in the query is by `step` higher; the first
 * page has `first`. Otherwise as listing_next. */
bool listing_next_number(const struct source *s, struct page *p,
    const char *key, long long first, long long step, unsigned most);
/* Asks for ref (NULL: there is no more) as what follows this page. Not where
 * this one was empty or began as the one before it did, nor past `most` pages
 * (0: what the seed allows). True if it was asked for. */
bool listing_next(
    const struct source *s, struct page *p, const char *ref, unsigned most);

/* What an adapter's answers are, by the role of the link that led there. */
struct listing_role {
	unsigned role;
	/* Reads the answer's JSON into p. */
	enum err (*read)(
	    const struct source *s, struct page *p, const json_t *root);
	/* Where there is no such JSON, or no good status: what parse returns;
	 * e says what was wrong. NULL: e. */
	enum err (*refused)(const struct source *s, struct page *p, enum err e);
};
/* Reads an answer as its role says; one of no such role as the page that a
 * permalink led to. */
enum err listing_parse(const struct source *s, struct page *p,
    const struct listing_role *roles, size_t n_roles) MUST_CHECK;
/* The JSON of an answer with a good status; the caller json_decref()s. False:
 * *e is what parse returns, and the problem was said. */
bool listing_json(
    const struct source *s, struct page *p, json_t **root, enum err *e);
#endif
