/* SPDX-License-Identifier: ISC */
/* Traps, bombs and chunks. */
#include "tests/httpd_body.h"

#define ZLIB_CONST /* next_in points to const */
#include <brotli/encode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "store/base/digest.h"
#include "store/base/mem.h"

enum { PIECE = 64 << 10, LINKS_DEFAULT = 10, SESSION_BYTES = 16 };

/* A session id that no other page has. */
static enum err
session_link(struct buf *b, unsigned long i)
{
	uint8_t raw[SESSION_BYTES];
	char hex[2 * SESSION_BYTES + 1];

	digest_random(raw, sizeof(raw));
	digest_hex(raw, sizeof(raw), hex);
	return buf_addf(b, "<li><a href=\"%lu?PHPSESSID=%s\">%lu</a></li>\n",
	    i % 5, hex, i);
}

enum err
httpd_body_page(
    struct buf *b, const struct rule *rule, const struct http_request *r)
{
	unsigned long links =
	    rule->links > 0 ? (unsigned long)rule->links : LINKS_DEFAULT;
	const char *slash = strrchr(r->path, '/');
	unsigned long here = strtoul(slash + 1, NULL, 10);
	enum err e = buf_addf(b,
	    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
	    "<title>Page %lu</title></head>\n<body><h1>Page %lu</h1>\n<ul>\n",
	    here, here);

	for (unsigned long i = 1; i <= links && e == ERR_OK; i++) {
		if (rule->page == PAGE_SESSION)
			e = session_link(b, i);
		else
			e = buf_addf(b, "<li><a href=\"%lu\">%lu</a></li>\n",
			    (rule->page == PAGE_CALENDAR ? here : 0) + i, i);
	}
	return e == ERR_OK ? buf_adds(b, "</ul></body></html>\n") : e;
}

/* Deflates n bytes of zeros, or the bytes of src, as gzip. */
static enum err
deflate_into(struct buf *out, const void *src, size_t n)
{
	static const unsigned char zeros[PIECE];
	z_stream z;
	size_t done = 0;
	enum err e = ERR_OK;

	memset(&z, 0, sizeof(z));
	if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		return ERR_SYS;
	do {
		size_t take = n - done < PIECE ? n - done : PIECE;
		const unsigned char *from =
		    src == NULL ? zeros : (const unsigned char *)src + done;

		z.next_in = from;
		z.avail_in = (uInt)take;
		done += take;
		do {
			e = buf_reserve(out, PIECE);
			if (e != ERR_OK)
				break;
			z.next_out = (Bytef *)out->data + out->len;
			z.avail_out = PIECE;
			deflate(&z, done == n ? Z_FINISH : Z_NO_FLUSH);
			out->len += PIECE - z.avail_out;
		} while (z.avail_out == 0);
	} while (e == ERR_OK && done < n);
	deflateEnd(&z);
	return e;
}

static enum err
brotli_zeros(struct buf *out, size_t n)
{
	static const uint8_t zeros[PIECE];
	BrotliEncoderState *s = BrotliEncoderCreateInstance(NULL, NULL, NULL);
	enum err e = ERR_OK;

	BrotliEncoderSetParameter(s, BROTLI_PARAM_QUALITY, 5);
	while (e == ERR_OK && !BrotliEncoderIsFinished(s)) {
		size_t in = n < PIECE ? n : PIECE, had = in, room = PIECE;
		const uint8_t *p = zeros;
		uint8_t *o;

		e = buf_reserve(out, PIECE);
		if (e != ERR_OK)
			break;
		o = (uint8_t *)out->data + out->len;
		BrotliEncoderCompressStream(s,
		    n == 0 ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS,
		    &in, &p, &room, &o, NULL);
		n -= had - in;
		out->len += PIECE - room;
	}
	BrotliEncoderDestroyInstance(s);
	return e;
}

enum err
httpd_body_bomb(struct buf *b, enum rule_bomb how, size_t size)
{
	return how == BOMB_BR ? brotli_zeros(b, size)
			      : deflate_into(b, NULL, size);
}

/* b becomes what made holds. */
static void
replace(struct buf *b, struct buf *made)
{
	buf_fini(b);
	*b = *made;
}

enum err
httpd_body_gzip(struct buf *b)
{
	struct buf made;
	enum err e;

	buf_init(&made, b->max);
	e = deflate_into(&made, b->len > 0 ? b->data : "", b->len);
	if (e == ERR_OK)
		replace(b, &made);
	else
		buf_fini(&made);
	return e;
}

/* What closes a chunked body, by the way in which it was asked for. */
static const char *
last_chunk(enum rule_chunked how)
{
	switch (how) {
	case CHUNKED_EXT:
		return "0;last=\"yes\"\r\n\r\n";
	case CHUNKED_TRAILER:
		return "0\r\nX-Trailer: of the body\r\nX-Second: 2\r\n\r\n";
	case CHUNKED_BROKEN:
		return "zzz\r\nno chunk at all\r\n0\r\n\r\n";
	case CHUNKED_HUGE:
		return "ffffffffffffffff\r\nno such chunk";
	case CHUNKED_SHORT:
		return "";
	case CHUNKED_NO:
	case CHUNKED_PLAIN:
		break;
	}
	return "0\r\n\r\n";
}

enum err
httpd_body_chunk(struct buf *b, enum rule_chunked how, size_t size)
{
	struct buf made;
	enum err e = ERR_OK;

	buf_init(&made, b->max);
	for (size_t at = 0; at < b->len && e == ERR_OK;) {
		size_t n = b->len - at < size ? b->len - at : size;

		e = buf_addf(&made, "%zx%s\r\n", n,
		    how == CHUNKED_EXT ? ";name=\"a value\";flag" : "");
		if (e == ERR_OK)
			e = buf_add(&made, b->data + at, n);
		if (e == ERR_OK)
			e = buf_adds(&made, "\r\n");
		at += n;
	}
	if (e == ERR_OK)
		e = buf_adds(&made, last_chunk(how));
	if (e == ERR_OK)
		replace(b, &made);
	else
		buf_fini(&made);
	return e;
}
