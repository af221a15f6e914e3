/* SPDX-License-Identifier: ISC */
/* A form (grammar.h) against the words around one of its anchors (window.h):
 * is this the name, in which spelling, and how surely? */
#ifndef CRAWLER_MATCH_RECOGNISE_H
#define CRAWLER_MATCH_RECOGNISE_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/match/grammar.h"
#include "crawler/match/hits.h"
#include "crawler/match/window.h"

/* The best reading of the form that covers w->words[anchor]; false: none. */
bool recognise(const struct form *f, const struct window *w, size_t anchor,
    struct hit *out);
/* The name inside the hashtag or @handle that w->words[anchor] belongs to,
 * beside other words ("#StopValérieThuillier"). */
bool recognise_tag(const struct form *f, const struct window *w, size_t anchor,
    struct hit *out);

/* Is the hit better than the other one: surer, else longer? */
bool recognise_better(const struct hit *a, const struct hit *b);
/* The product of what each reason leaves of certainty. */
double recognise_score(uint32_t reasons);
/* Does an @ that names an account stand before text[at]? That of an e-mail
 * address does not. */
bool recognise_sigil(const char *text, size_t at);

#endif
