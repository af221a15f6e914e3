/* SPDX-License-Identifier: ISC */
/* New links of a page: written as members of the seed's frontier in the
 * page's own transaction, and handed to the fetch thread once it has
 * committed. */
#ifndef CRAWLER_PIPELINE_FRONTIER_LINK_H
#define CRAWLER_PIPELINE_FRONTIER_LINK_H

#include "crawler/pipeline/concluded.h"

/* Links that are members already, remembered so that the hundred links which
 * every page of a site repeats cost a look into memory. Owned by the writer. */
struct known_links;
struct known_links *known_links_new(void);
void known_links_free(struct known_links *k);
/* What was added since the last commit counts from now on; or never did. */
void known_links_commit(struct known_links *k);
void known_links_rollback(struct known_links *k);

/* Puts the harvest's links into the frontier; those that were new into out. */
void frontier_links(struct txn *t, const struct pipeline *pl,
    struct known_links *known, const struct job *j, const struct conclusion *c,
    struct found *out);
/* The requisites of a page with a mention that is new or has changed, into
 * out: to be fetched with it, and no members. */
void frontier_requisites(const struct pipeline *pl, const struct job *j,
    const struct conclusion *c, struct found *out);

#endif
