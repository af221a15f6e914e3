/* SPDX-License-Identifier: ISC */
/* crawler/browser: a page as a browser shows it. Chromium is driven over its
 * pipe (launch.c, pipe.c, messages.c, devtools.c, page.c) and sealed: it has no
 * network; each request of the page is answered with what the archive holds of
 * this event, or is first fetched and archived by our own recorder
 * (recorder.c, sealed.c), by the same rules as any page. So the bytes on the
 * screen are the bytes in the archive.
 *
 * What it shows is kept beside the exchange, never instead of it (view.c): one
 * record of type "view" with a blob for each piece. Pieces are derived: the
 * browser ran the page's scripts, and another run may show something else. */
#ifndef CRAWLER_BROWSER_BROWSER_H
#define CRAWLER_BROWSER_BROWSER_H

#include <stdint.h>

#include "crawler/fetch/fetcher.h"

struct browser_view {
	struct store *store;
	struct fetch_config fetch; /* how requests go out: names, roots, once */
	const struct seed *seed;   /* whose pace and addresses hold */
	uint64_t page;             /* the snapshot to be shown */
	uint64_t view;             /* out: the number of its view; 0: none */
};

/* The Chromium that would be used ($VIGIE_BROWSER, or where Debian has it); or
 * NULL. */
const char *browser_path(void);
/* Shows the page and keeps what is seen. ERR_NOTFOUND, unlogged, without a
 * Chromium; ERR_SHORT, logged, for a snapshot that has no bytes to show, or a
 * browser that ended before anything was seen; ERR_INTERRUPTED; the archive's
 * failures. */
enum err browser_show(struct browser_view *v) MUST_CHECK;

#endif
