/* SPDX-License-Identifier: ISC */
/* A WACZ while it is made: wacz.c writes its records, wacz_package.c what
 * stands around them. */
#ifndef TOOLS_BUNDLE_WACZ_H
#define TOOLS_BUNDLE_WACZ_H

#include "tools/bundle/bundle.h"
#include "tools/bundle/spool.h"
#include "tools/bundle/warc.h"

enum { WACZ_TEXT_MAX = 64 << 20 }; /* bytes of the index, of the pages */
#define WACZ_WARC "data.warc.gz"

struct wacz {
	struct bundle_case *c;
	struct bag *b;
	struct spool *spool;
	char **index; /* owned: lines of CDXJ */
	size_t n_index, cap_index;
	struct buf seen_tls; /* hashes of chains that are written */
	enum err err;
};

/* A line of the index for the answer of this snapshot. */
void wacz_index(struct wacz *w, const struct bundle_snapshot *s,
    const struct warc_place *at, const char *digest);
/* Index, pages and description; all of it into the bag. */
void wacz_package(struct wacz *w);

#endif
