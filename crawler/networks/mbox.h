/* SPDX-License-Identifier: ISC */
/* An mbox file: mails one behind the other (RFC 4155). */
#ifndef CRAWLER_NETWORKS_MBOX_H
#define CRAWLER_NETWORKS_MBOX_H

#include <stddef.h>

#include "crawler/networks/network.h"

/* Each mail as a document, by its Message-ID. ERR_PARSE where there is none. */
enum err mbox_read(const struct source *s, struct page *p, const char *text,
    size_t n) MUST_CHECK;

#endif
