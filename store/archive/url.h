/* SPDX-License-Identifier: ISC */
/* The archive's tables of URLs and hosts: a short number for each, so that a
 * check costs some forty bytes. A URL's row remembers the host that its checks
 * are filed under. */
#ifndef STORE_ARCHIVE_URL_H
#define STORE_ARCHIVE_URL_H

#include <stdbool.h>
#include <stdint.h>

#include "store/txn.h"

struct url_row {
	uint64_t id;   /* from 1 */
	uint64_t host; /* 0: it was never checked */
};

/* False when the URL has no number, or on an error of t. */
bool url_find(struct txn *t, const char *url, struct url_row *row);
/* The URL's row, made when it is new. */
void url_number(struct txn *t, const char *url, struct url_row *row);
/* Files the URL's checks under this host from now on, unless a host is known
 * already. */
void url_file_under(
    struct txn *t, const char *url, const char *host, struct url_row *row);
/* The texts; the caller frees; NULL when the number was never given. */
char *url_text(struct txn *t, uint64_t id);
char *url_host_text(struct txn *t, uint64_t host);

#endif
