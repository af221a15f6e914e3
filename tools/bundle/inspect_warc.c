/* SPDX-License-Identifier: ISC */
/* A WARC in pieces: inflated as it comes, each block hashed and held against
 * its own digest and against what the records of the journal say. A member that
 * lies in one piece is inflated at once, others and long ones in pieces: of a
 * block no more than a ceiling is in memory, nor of the fields before it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#define ZLIB_CONST /* next_in is only read */
#include <zlib.h>

#include "store/base/mem.h"
#include "tools/bundle/deflated.h"
#include "tools/bundle/inspect.h"

enum {
	FIELDS_MAX = 1 << 20,
	MEMBER_MAX = 4 << 20, /* bytes of a member that is inflated at once */
	STEP = 64 * 1024,
	ID_MAX = 80,
	TYPE_MAX = 16,
	URI_MAX = 16 * 1024
};

enum state { IN_FIELDS, IN_BLOCK, AFTER_BLOCK };

struct inspect_warc {
	struct inspect *v;
	z_stream z;
	char *room; /* owned: MEMBER_MAX */
	bool fresh; /* the next byte begins a gzip member */
	enum state state;
	struct buf fields;
	uint64_t left;  /* of the block */
	unsigned after; /* bytes of the CRLF CRLF behind it */
	struct digest *digest;
	char type[TYPE_MAX], id[ID_MAX], want[SHA256_HEX];
	bool bad;
};

struct inspect_warc *
inspect_warc_new(struct inspect *v)
{
	struct inspect_warc *w = mem_zalloc(sizeof(*w));

	w->v = v;
	w->fresh = true;
	w->room = mem_alloc(MEMBER_MAX);
	buf_init(&w->fields, FIELDS_MAX);
	w->bad = inflateInit2(&w->z, 15 + 16) != Z_OK;
	return w;
}

static bool
wrong(struct inspect_warc *w, const char *why)
{
	if (!w->bad)
		inspect_bad(w->v, INSPECT_EXCHANGES, why, "WARC record %s",
		    w->id[0] != '\0' ? w->id : "(the first)");
	w->bad = true;
	return false;
}

/* ---- one record ---- */

/* The value of a named field in the fields that were gathered. */
static bool
field(const struct inspect_warc *w, const char *name, char *out, size_t cap)
{
	size_t n = strlen(name), len;
	const char *at = w->fields.data;

	while (at != NULL && *at != '\0') {
		if (strncasecmp(at, name, n) == 0 && at[n] == ':') {
			at += n + 1;
			at += strspn(at, " \t");
			len = strcspn(at, "\r\n");
			if (len >= cap)
				return false;
			memcpy(out, at, len);
			out[len] = '\0';
			return true;
		}
		at = strstr(at, "\r\n");
		if (at != NULL)
			at += 2;
	}
	return false;
}

static bool
begin_block(struct inspect_warc *w)
{
	char digest[8 + SHA256_HEX], length[24], *end;

	if (strncmp(w->fields.data, "WARC/1.1\r\n", 10) != 0 ||
	    !field(w, "WARC-Record-ID", w->id, sizeof(w->id)) ||
	    !field(w, "WARC-Type", w->type, sizeof(w->type)) ||
	    !field(w, "Content-Length", length, sizeof(length)))
		return wrong(w, "its fields cannot be read");
	if (!field(w, "WARC-Block-Digest", digest, sizeof(digest)) ||
	    strncmp(digest, "sha256:", 7) != 0)
		return wrong(w, "it has no digest");
	if (strlen(digest + 7) != SHA256_HEX - 1)
		return wrong(w, "it has no digest");
	memcpy(w->want, digest + 7, SHA256_HEX);
	w->left = strtoull(length, &end, 10);
	if (length[0] < '0' || length[0] > '9' || *end != '\0')
		return wrong(w, "its length is none");
	w->digest = digest_begin();
	w->state = IN_BLOCK;
	return true;
}

/* What a record of this type must be known by. */
static bool
is_known(struct inspect_warc *w, const uint8_t sha[SHA256_LEN])
{
	char uri[URI_MAX];

	if (strcmp(w->type, "response") == 0 || strcmp(w->type, "revisit") == 0)
		return inspect_said(w->v, INSPECT_RESPONSE, sha);
	if (strcmp(w->type, "request") == 0)
		return inspect_said(w->v, INSPECT_REQUEST, sha);
	if (strcmp(w->type, "metadata") == 0)
		return inspect_said(w->v, INSPECT_RECORD, sha);
	/* Of resources a record names the pieces of views alone. */
	if (strcmp(w->type, "resource") == 0 &&
	    field(w, "WARC-Target-URI", uri, sizeof(uri)) &&
	    strncmp(uri, "urn:vigie:view:", 15) == 0)
		return inspect_said(w->v, INSPECT_PIECE, sha);
	return true;
}

static bool
end_block(struct inspect_warc *w)
{
	uint8_t sha[SHA256_LEN];
	char hex[SHA256_HEX];

	digest_end(w->digest, sha);
	w->digest = NULL;
	digest_hex(sha, SHA256_LEN, hex);
	w->state = AFTER_BLOCK;
	w->after = 0;
	if (strcmp(hex, w->want) != 0)
		return wrong(w, "its block is not what its digest says");
	if (!is_known(w, sha))
		return wrong(w, "no record of the journal speaks of it");
	inspect_good(w->v, INSPECT_EXCHANGES,
	    strcmp(w->type, "response") == 0 ||
		strcmp(w->type, "revisit") == 0);
	return true;
}

/* ---- bytes ---- */

/* The fields end with an empty line, byte by byte for they are few. */
static bool
take_field_byte(struct inspect_warc *w, char c)
{
	struct buf *b = &w->fields;

	if (c == '\0' || buf_addc(b, c) != ERR_OK)
		return wrong(w, "its fields cannot be read");
	if (b->len < 4 || memcmp(b->data + b->len - 4, "\r\n\r\n", 4) != 0)
		return true;
	if (!begin_block(w))
		return false;
	return w->left > 0 || end_block(w);
}

static bool
take_after(struct inspect_warc *w, char c)
{
	if (c != "\r\n\r\n"[w->after])
		return wrong(w, "it does not end as a record ends");
	if (++w->after < 4)
		return true;
	w->state = IN_FIELDS;
	buf_reset(&w->fields);
	return true;
}

static bool
take(struct inspect_warc *w, const char *p, size_t n)
{
	while (n > 0) {
		size_t part = 1;
		bool ok = true;

		if (w->state == IN_FIELDS) {
			ok = take_field_byte(w, *p);
		} else if (w->state == AFTER_BLOCK) {
			ok = take_after(w, *p);
		} else {
			part = n < w->left ? n : (size_t)w->left;
			digest_add(w->digest, p, part);
			w->left -= part;
			if (w->left == 0)
				ok = end_block(w);
		}
		if (!ok)
			return false;
		p += part;
		n -= part;
	}
	return true;
}

/* One member a record (ISO 28500 annex D). */
static bool
end_member(struct inspect_warc *w)
{
	if (w->state != IN_FIELDS || w->fields.len > 0)
		return wrong(w, "its gzip member ends inside it");
	w->fresh = true;
	return true;
}

/* The member that begins here, if all of it is here. */
static bool
inflate_member(struct inspect_warc *w, const char *p, size_t n, size_t *used)
{
	size_t len;

	if (!w->fresh ||
	    !deflated_member(p, n, w->room, MEMBER_MAX, used, &len))
		return false;
	return take(w, w->room, len) && end_member(w);
}

/* In pieces: to the end of the input or of the member. */
static bool
inflate_pieces(struct inspect_warc *w, const char *p, size_t n, size_t *used)
{
	char out[STEP];
	int rc = Z_OK;

	w->fresh = false;
	w->z.next_in = (const Bytef *)p;
	w->z.avail_in = (uInt)n; /* pieces are small */
	w->z.avail_out = 0;
	/* A full output may hide more of it, with no input left. */
	while (rc == Z_OK && (w->z.avail_in > 0 || w->z.avail_out == 0)) {
		w->z.next_out = (Bytef *)out;
		w->z.avail_out = sizeof(out);
		rc = inflate(&w->z, Z_NO_FLUSH);
		if (rc == Z_BUF_ERROR && w->z.avail_in == 0)
			break;
		if (rc != Z_OK && rc != Z_STREAM_END)
			return wrong(w, "its gzip member is damaged");
		if (!take(w, out, sizeof(out) - w->z.avail_out))
			return false;
	}
	*used = n - w->z.avail_in;
	if (rc != Z_STREAM_END)
		return true;
	if (inflateReset(&w->z) != Z_OK)
		return wrong(w, "its gzip member is damaged");
	return end_member(w);
}

bool
inspect_warc_push(struct inspect_warc *w, const void *data, size_t n)
{
	const char *p = data;
	size_t used = 0;

	for (; n > 0 && !w->bad; p += used, n -= used)
		if (!inflate_member(w, p, n, &used) && !w->bad &&
		    !inflate_pieces(w, p, n, &used))
			return false;
	return !w->bad;
}

void
inspect_warc_end(struct inspect_warc *w)
{
	uint8_t unused[SHA256_LEN];

	if (!w->fresh || w->state != IN_FIELDS || w->fields.len > 0)
		(void)wrong(w, "it is cut short");
	if (w->digest != NULL)
		digest_end(w->digest, unused);
	inflateEnd(&w->z);
	free(w->room);
	buf_fini(&w->fields);
	free(w);
}
