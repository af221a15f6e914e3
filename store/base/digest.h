/* SPDX-License-Identifier: ISC */
/* SHA-256 and SHA-1 (libcrypto), hexadecimal, base64, random bytes. */
#ifndef STORE_BASE_DIGEST_H
#define STORE_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

enum { SHA256_LEN = 32, SHA256_HEX = 65, SHA1_LEN = 20, SHA1_HEX = 41 };

/* Fetches the digests once; call before the first thread (else the first use
 * does it). */
void digest_setup(void);
void digest_sha256(const void *data, size_t n, uint8_t out[SHA256_LEN]);
void digest_sha1(const void *data, size_t n, uint8_t out[SHA1_LEN]);

/* Several pieces into one SHA-256; NULL pieces of length 0 are allowed. */
struct digest_part {
	const void *data;
	size_t len;
};
void digest_sha256_parts(
    const struct digest_part *parts, size_t n, uint8_t out[SHA256_LEN]);

/* Streaming SHA-256. digest_end frees. */
struct digest;
struct digest *digest_begin(void);
void digest_add(struct digest *d, const void *data, size_t n);
void digest_end(struct digest *d, uint8_t out[SHA256_LEN]);

/* Lower-case hex; out holds 2 * n + 1 bytes. */
void digest_hex(const uint8_t *bytes, size_t n, char *out);
/* Exactly n bytes of hex, either case, and a NUL; false if it is not. */
bool digest_unhex(const char *hex, uint8_t *out, size_t n);
/* Standard base64 with padding; the caller frees. */
char *digest_base64(const void *data, size_t n);
/* ERR_PARSE for anything but padded standard base64; the caller frees. */
enum err digest_unbase64(
    const char *s, size_t n, uint8_t **out, size_t *len) MUST_CHECK;
/* Cryptographic random bytes; ends the process where the kernel has none. */
void digest_random(void *out, size_t n);
/* A fast 64-bit hash for tables in memory; no promise across versions. */
uint64_t digest_fast(const void *data, size_t n);

#endif
