/* SPDX-License-Identifier: ISC */
/* One question to a time server (RFC 4330): how far it is from this machine's
 * clock. */
#ifndef CRAWLER_MACHINE_SNTP_H
#define CRAWLER_MACHINE_SNTP_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

enum { SNTP_PACKET = 48 };

/* Asks HOST or HOST:PORT (an IPv6 address in brackets) and waits for so long.
 * ERR_NET: no answer, or none that is one. */
enum err sntp_ask(
    const char *server, int wait_ms, int64_t *offset_ms) MUST_CHECK;
/* Reads a reply to a question that was sent at t1 and came back at t4 (ms), and
 * bore these eight bytes as its transmit time. ERR_PARSE for what is no answer
 * to it. */
enum err sntp_read(const uint8_t *p, size_t n, const uint8_t sent[8],
    int64_t t1, int64_t t4, int64_t *offset_ms) MUST_CHECK;

#endif
