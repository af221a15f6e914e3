/* SPDX-License-Identifier: ISC */
/* What a mail says: MIME (RFC 2045, RFC 2046) down to plain text. */
#ifndef CRAWLER_NETWORKS_MAIL_BODY_H
#define CRAWLER_NETWORKS_MAIL_BODY_H

#include "crawler/networks/mail.h"

/* The text of all parts that are text, in their order: those in plain text, or
 * where there are none those in HTML, out of quoted-printable and base64, in
 * UTF-8, in the page's arena. What is broken is read as far as it goes. */
const char *mail_body_text(
    struct page *p, struct mail_part head, struct mail_part body, size_t *len);

#endif
