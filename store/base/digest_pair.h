/* SPDX-License-Identifier: ISC */
/* Two SHA-256 for little more than the time of one. Each round of SHA-256 waits
 * for the one before, so a processor with instructions for it idles half of
 * its time; two messages side by side fill that. Where the processor has none,
 * or what they give is not what libcrypto gives (asked once, at the first use),
 * libcrypto does one after the other; and it alone checks what is read back. */
#ifndef STORE_BASE_DIGEST_PAIR_H
#define STORE_BASE_DIGEST_PAIR_H

#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"

/* The digests of the head with the body behind it, and of the body alone. NULL
 * pieces of length 0 are allowed. */
void digest_pair(const void *head, size_t head_len, const void *body,
    size_t body_len, uint8_t whole[SHA256_LEN], uint8_t alone[SHA256_LEN]);

#endif
