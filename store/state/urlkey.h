/* SPDX-License-Identifier: ISC */
/* store/state: what one night leaves for the next (what was seen of each URL,
 * the seeds' frontiers, small notes on hosts). Losing it costs time, nothing
 * else: a row that cannot be read is one that is not there.
 *
 * This header: the key of a URL. Rows of one host stand together and its paths
 * in order, so that a night that visits host by host rewrites each page of the
 * tree once (PERFORMANCE.md 3.5: 20 times fewer bytes than by hash). */
#ifndef STORE_STATE_URLKEY_H
#define STORE_STATE_URLKEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/key.h"

enum { URLKEY_MAX = 480 }; /* leaves room before it for a number or two */

/* Appends the key of the URL to k:
 *
 *	https://www.a.example:8443/x?y  ->  "example.a.www" 0 "s8443" 0 "/x?y"
 *	http://127.0.0.1/               ->  "#127.0.0.1"    0 "h"     0 "/"
 *
 * A key over URLKEY_MAX is cut and closed with 0xff and a digest of the whole
 * URL; what is no plain http URL in its normal form is 0xff and the digest.
 * Either way one key stands for one URL. */
void urlkey_add(struct key *k, const char *url);
/* The URL again, from n bytes that urlkey_add made; the caller frees. NULL
 * where only a digest of it is there, and for any other bytes. */
char *urlkey_url(const uint8_t *p, size_t n);
/* Do these n bytes of urlkey_add hold the whole URL? */
bool urlkey_is_whole(const uint8_t *p, size_t n);

#endif
