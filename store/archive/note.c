/* SPDX-License-Identifier: ISC */
/* Signed notes, written and read (c2sp.org/signed-note). */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/checkpoint.h"
#include "store/base/lines.h"

/* An em dash and a space begin a signature line. */
static const char dash[] = "\xe2\x80\x94 ";

enum err
note_body(struct buf *b, const char *origin, uint64_t size,
    const uint8_t root[SHA256_LEN])
{
	char *b64 = digest_base64(root, SHA256_LEN);
	enum err e = buf_addf(b, "%s\n%" PRIu64 "\n%s\n", origin, size, b64);

	free(b64);
	return e;
}

enum err
note_sign(struct buf *b, const char *origin,
    const uint8_t key_id[SIGNER_ID_LEN], const uint8_t sig[SIGNER_SIG_LEN])
{
	uint8_t both[SIGNER_ID_LEN + SIGNER_SIG_LEN];
	enum err e;
	char *b64;

	memcpy(both, key_id, SIGNER_ID_LEN);
	memcpy(both + SIGNER_ID_LEN, sig, SIGNER_SIG_LEN);
	b64 = digest_base64(both, sizeof(both));
	e = buf_addf(b, "\n%s%s %s\n", dash, origin, b64);
	free(b64);
	return e;
}

/* ---- reading ---- */

static bool
read_origin(struct lines *l, struct note *out)
{
	const char *line;
	size_t len;

	if (!lines_next(l, &line, &len) || len == 0 ||
	    len >= sizeof(out->origin) || memchr(line, '\0', len) != NULL)
		return false;
	memcpy(out->origin, line, len);
	out->origin[len] = '\0';
	return true;
}

/* Decimal, without sign or leading zeros. */
static bool
read_size(struct lines *l, uint64_t *size)
{
	const char *line;
	uint64_t v = 0;
	size_t len;

	if (!lines_next(l, &line, &len) || len == 0 || len > 19 ||
	    (len > 1 && line[0] == '0'))
		return false;
	for (size_t i = 0; i < len; i++) {
		if (line[i] < '0' || line[i] > '9')
			return false;
		v = v * 10 + (uint64_t)(line[i] - '0');
	}
	*size = v;
	return true;
}

/* Base64 of exactly n bytes. */
static bool
read_base64(const char *s, size_t len, uint8_t *out, size_t n)
{
	uint8_t *bytes;
	size_t got;
	bool ok;

	if (digest_unbase64(s, len, &bytes, &got) != ERR_OK)
		return false;
	ok = got == n;
	if (ok)
		memcpy(out, bytes, n);
	free(bytes);
	return ok;
}

bool
note_is_signature(const char *line, size_t len)
{
	return len > sizeof(dash) - 1 &&
	       memcmp(line, dash, sizeof(dash) - 1) == 0;
}

/* A signature by the log itself; others (witnesses) are passed over. */
static bool
read_signature(const char *line, size_t len, struct note *out)
{
	size_t d = sizeof(dash) - 1, o = strlen(out->origin);
	uint8_t both[SIGNER_ID_LEN + SIGNER_SIG_LEN];

	if (len < d + o + 1 || memcmp(line, dash, d) != 0 ||
	    memcmp(line + d, out->origin, o) != 0 || line[d + o] != ' ')
		return false;
	if (!read_base64(line + d + o + 1, len - d - o - 1, both, sizeof(both)))
		return false;
	memcpy(out->key_id, both, SIGNER_ID_LEN);
	memcpy(out->sig, both + SIGNER_ID_LEN, SIGNER_SIG_LEN);
	return true;
}

enum err
note_read(const char *s, size_t n, struct note *out)
{
	struct lines l = { s, s + n };
	const char *line;
	size_t len;

	memset(out, 0, sizeof(*out));
	if (n > NOTE_MAX || !read_origin(&l, out) ||
	    !read_size(&l, &out->size) || !lines_next(&l, &line, &len) ||
	    !read_base64(line, len, out->root, sizeof(out->root)))
		return ERR_PARSE;
	/* Extension lines may follow; an empty one ends the signed part. */
	do {
		out->body_len = (size_t)(l.p - s);
		if (!lines_next(&l, &line, &len))
			return ERR_PARSE;
	} while (len > 0);
	while (lines_next(&l, &line, &len))
		if (read_signature(line, len, out))
			return ERR_OK;
	return ERR_PARSE;
}

bool
note_verify(
    const struct note *n, const char *s, const uint8_t pub[SIGNER_KEY_LEN])
{
	uint8_t id[SIGNER_ID_LEN];

	signer_id(n->origin, pub, id);
	return memcmp(id, n->key_id, sizeof(id)) == 0 &&
	       signer_verify(pub, s, n->body_len, n->sig);
}
