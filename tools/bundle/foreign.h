/* SPDX-License-Identifier: ISC */
/* What belongs to another case (EVIDENCE.md B11): the watched names that no
 * exhibit of this one is about, and what speaks of them. */
#ifndef TOOLS_BUNDLE_FOREIGN_H
#define TOOLS_BUNDLE_FOREIGN_H

#include "tools/bundle/reading.h"

/* The names watched now, but those of the case's exhibits. */
struct foreign *foreign_new(struct txn *t, const struct bundle_case *c);
void foreign_free(struct foreign *f); /* NULL does nothing */
/* Is this list or search one for another name? By its path and query: a site
 * may bear a brand's name and speak of anybody. It is said, for it will be left
 * out. */
bool foreign_place(const struct foreign *f, const char *url);
/* How each snapshot was come upon: from its record, or from the text kept apart
 * (crawl_path), which is disclosed only where it tells of this case alone. */
enum err foreign_paths(struct reading *r) MUST_CHECK;
/* Withholds the bodies that name another case, of lists and of pages as they
 * were before, but those that an exhibit is quoted from: of these it is said.
 * And the pieces of a browser's views that do. Once it is known which those
 * are. */
enum err foreign_bodies(struct reading *r) MUST_CHECK;

#endif
