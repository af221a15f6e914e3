/* SPDX-License-Identifier: ISC */
/* WARC records. */
#include "tools/bundle/warc.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST /* next_in is only read */
#include <zlib.h>

#include "store/base/clock.h"
#include "store/base/digest.h"
#include "store/base/mem.h"

enum {
	FIELDS_MAX = 1024 * 1024, /* bytes of a record's named fields */
	STEP = 64 * 1024          /* bytes of output at a time */
};

void
warc_uuid(const char *from, const char *word, char out[37])
{
	const struct digest_part parts[] = { { from, strlen(from) },
		{ word, strlen(word) } };
	uint8_t sha[SHA256_LEN];
	char hex[33];

	digest_sha256_parts(parts, 2, sha);
	sha[6] = (uint8_t)((sha[6] & 0x0f) | 0x80); /* RFC 9562: version 8 */
	sha[8] = (uint8_t)((sha[8] & 0x3f) | 0x80);
	digest_hex(sha, 16, hex);
	snprintf(out, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12,
	    hex + 16, hex + 20);
}

/* ---- named fields ---- */

/* A value ends at a control character: none is in what a URL parser let
 * through, but a field must stay one line whatever the archive holds. */
static int
value_len(const char *v)
{
	const char *p = v;

	while ((unsigned char)*p >= 0x20 && *p != 0x7f)
		p++;
	return (int)(p - v);
}

static void
field(struct buf *b, enum err *e, const char *name, const char *v)
{
	if (*e == ERR_OK && v != NULL)
		*e = buf_addf(b, "%s: %.*s\r\n", name, value_len(v), v);
}

static void
field_uuid(struct buf *b, enum err *e, const char *name, const char *uuid)
{
	if (*e == ERR_OK && uuid != NULL)
		*e = buf_addf(b, "%s: <urn:uuid:%s>\r\n", name, uuid);
}

static void
field_date(struct buf *b, enum err *e, const char *name, int64_t ms)
{
	char text[CLOCK_TEXT];

	clock_format(ms, text);
	field(b, e, name, text);
}

static enum err
fields(struct buf *b, const struct warc_record *r)
{
	const struct digest_part block[] = { { r->head, r->head_len },
		{ r->body, r->body_len } };
	uint8_t sha[SHA256_LEN];
	char digest[8 + SHA256_HEX] = "sha256:";
	enum err e = buf_adds(b, "WARC/1.1\r\n");

	field(b, &e, "WARC-Type", r->type);
	field_uuid(b, &e, "WARC-Record-ID", r->uuid);
	field(b, &e, "WARC-Target-URI", r->uri);
	field_date(b, &e, "WARC-Date", r->date);
	field(b, &e, "WARC-Filename", r->filename);
	field(b, &e, "WARC-IP-Address", r->ip);
	field_uuid(b, &e, "WARC-Concurrent-To", r->concurrent_to);
	field_uuid(b, &e, "WARC-Refers-To", r->refers_to);
	field(b, &e, "WARC-Refers-To-Target-URI", r->refers_to_uri);
	if (r->refers_to_uri != NULL)
		field_date(b, &e, "WARC-Refers-To-Date", r->refers_to_date);
	field(b, &e, "WARC-Profile", r->profile);
	field(b, &e, "WARC-Truncated", r->truncated);
	digest_sha256_parts(block, 2, sha);
	digest_hex(sha, SHA256_LEN, digest + 7);
	field(b, &e, "WARC-Block-Digest", digest);
	if (r->payload_sha256 != NULL) {
		snprintf(digest + 7, SHA256_HEX, "%s", r->payload_sha256);
		field(b, &e, "WARC-Payload-Digest", digest);
	}
	field(b, &e, "Content-Type", r->content_type);
	if (e == ERR_OK)
		e = buf_addf(b, "Content-Length: %zu\r\n\r\n",
		    r->head_len + r->body_len);
	return e;
}

/* ---- one gzip member ---- */

struct member {
	z_stream z;
	struct spool *to;
	struct digest *digest;
	uint64_t len;
};

static void
deflate_part(struct member *m, const void *data, size_t n, int flush)
{
	const char *p = data;
	Bytef out[STEP];
	size_t left = n;

	do {
		size_t part = left < STEP ? left : STEP;
		int last = part == left ? flush : Z_NO_FLUSH;

		m->z.next_in = (const Bytef *)p;
		m->z.avail_in = (uInt)part;
		do {
			size_t made;

			m->z.next_out = out;
			m->z.avail_out = sizeof(out);
			(void)deflate(&m->z, last);
			made = sizeof(out) - m->z.avail_out;
			spool_add(m->to, out, made);
			digest_add(m->digest, out, made);
			m->len += made;
		} while (m->z.avail_out == 0);
		p += part;
		left -= part;
	} while (left > 0);
}

enum err
warc_write(struct spool *to, const struct warc_record *r, struct warc_place *at)
{
	struct member m = { .to = to };
	uint8_t sha[SHA256_LEN];
	struct buf head;
	enum err e;

	buf_init(&head, FIELDS_MAX);
	e = fields(&head, r);
	/* 15 + 16: a gzip member, whose header zlib writes without a time. */
	if (e == ERR_OK && deflateInit2(&m.z, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
			       15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		e = ERR_SYS;
	if (e == ERR_OK) {
		at->offset = spool_len(to);
		m.digest = digest_begin();
		deflate_part(&m, head.data, head.len, Z_NO_FLUSH);
		deflate_part(&m, r->head, r->head_len, Z_NO_FLUSH);
		deflate_part(&m, r->body, r->body_len, Z_NO_FLUSH);
		deflate_part(&m, "\r\n\r\n", 4, Z_FINISH);
		deflateEnd(&m.z);
		digest_end(m.digest, sha);
		digest_hex(sha, SHA256_LEN, at->sha256);
		at->length = m.len;
		at->fields_len = head.len;
		at->block_len = r->head_len + r->body_len;
	}
	buf_fini(&head);
	return e;
}

/* ---- CDXJ's key ---- */

/* "www.Example.org" as "org,example"; an address stays as it is. */
static void
add_host(struct buf *b, enum err *e, const char *host, size_t n)
{
	bool name = false;

	for (size_t i = 0; i < n; i++)
		name |= isalpha((unsigned char)host[i]) != 0;
	if (n > 4 && strncmp(host, "www.", 4) == 0) {
		host += 4;
		n -= 4;
	}
	if (!name || host[0] == '[') {
		if (*e == ERR_OK)
			*e = buf_add(b, host, n);
		return;
	}
	for (size_t end = n; end > 0 && *e == ERR_OK;) {
		size_t begin = end;

		while (begin > 0 && host[begin - 1] != '.')
			begin--;
		*e = buf_add(b, host + begin, end - begin);
		if (*e == ERR_OK && begin > 0)
			*e = buf_addc(b, ',');
		end = begin > 0 ? begin - 1 : 0;
	}
}

char *
warc_surt(const char *url)
{
	const char *host = strstr(url, "://"), *path, *port;
	enum err e = ERR_OK;
	struct buf b;
	size_t n;

	buf_init(&b, FIELDS_MAX);
	if (host == NULL)
		host = url;
	else
		host += 3;
	path = host + strcspn(host, "/?#");
	n = (size_t)(path - host);
	port = memchr(host, ']', n) != NULL ? memchr(host, ']', n) : host;
	port = memchr(port, ':', (size_t)(path - port));
	add_host(&b, &e, host, port != NULL ? (size_t)(port - host) : n);
	if (port != NULL && e == ERR_OK)
		e = buf_add(&b, port, (size_t)(path - port));
	if (e == ERR_OK)
		e = buf_addf(&b, ")%s%.*s", *path == '/' ? "" : "/",
		    (int)strcspn(path, "# "), path);
	for (size_t i = 0; e == ERR_OK && i < b.len; i++)
		b.data[i] = (char)tolower((unsigned char)b.data[i]);
	if (e != ERR_OK)
		buf_reset(&b);
	return buf_take(&b, NULL);
}
