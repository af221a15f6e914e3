/* SPDX-License-Identifier: ISC */
/* Content codings undone by streaming, one loop a library, all under the same
 * two ceilings; and the chunked coding, cut into body and framing. */
#include "crawler/parse/decode.h"

#include <brotli/decode.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#define ZLIB_CONST /* next_in is only read */
#include <zlib.h>
#include <zstd.h>

enum {
	STEP = 64 * 1024,       /* of output at a time */
	FEED_MAX = 1024 * 1024, /* of input at a time: zlib counts in 32 bits */
	ZSTD_WINDOW_LOG = 23,   /* RFC 8878 3.1.1.1.2: what all must support */
	CHUNK_LINE_MAX = 16 * 1024 /* a size with its extensions, a trailer */
};

/* Where the output goes, and how much of it there may be. */
struct sink {
	struct buf *out;
	size_t start; /* out->len before */
	size_t in_n;  /* bytes of the body as received */
	size_t ratio_max;
};

/* Room for the next output. When the buffer is full one byte is lent, to see
 * whether anything is left to come. */
struct room {
	char *p;
	size_t n;
	char extra;
	bool full;
};

static void
sink_room(struct sink *k, struct room *r)
{
	size_t left = k->out->max - k->out->len;

	r->n = left < STEP ? left : STEP;
	r->full = left == 0 || buf_reserve(k->out, r->n) != ERR_OK;
	r->p = r->full ? &r->extra : k->out->data + k->out->len;
	if (r->full)
		r->n = 1;
}

/* n bytes were written into the room. */
static enum err
sink_took(struct sink *k, const struct room *r, size_t n)
{
	size_t made;

	if (r->full)
		return n > 0 ? ERR_LIMIT : ERR_OK;
	k->out->len += n;
	if (k->out->data != NULL)
		k->out->data[k->out->len] = '\0';
	made = k->out->len - k->start;
	if (k->ratio_max > 0 && made > DECODE_RATIO_FREE &&
	    made / k->ratio_max > k->in_n)
		return ERR_LIMIT;
	return ERR_OK;
}

/* One zlib stream, or gzip members in a row; what follows the last is not of
 * it and is ignored, as browsers do. */
static enum err
inflate_all(struct sink *k, const char *in, size_t n, int window_bits)
{
	const char *end = in + n;
	enum err e = ERR_OK;
	int rc = Z_OK;
	z_stream z;

	memset(&z, 0, sizeof(z));
	if (inflateInit2(&z, window_bits) != Z_OK)
		return ERR_SYS;
	while (e == ERR_OK && rc == Z_OK) {
		size_t feed = (size_t)(end - in);
		struct room r;

		if (feed > FEED_MAX)
			feed = FEED_MAX;
		sink_room(k, &r);
		z.next_in = (const Bytef *)in;
		z.avail_in = (uInt)feed;
		z.next_out = (Bytef *)r.p;
		z.avail_out = (uInt)r.n;
		rc = inflate(&z, Z_NO_FLUSH);
		in += feed - z.avail_in;
		e = sink_took(k, &r, r.n - z.avail_out);
		if (rc == Z_STREAM_END && end - in >= 2 &&
		    (unsigned char)in[0] == 0x1f &&
		    (unsigned char)in[1] == 0x8b)
			rc = inflateReset(&z);
	}
	inflateEnd(&z);
	if (e != ERR_OK)
		return e;
	return rc == Z_STREAM_END ? ERR_OK : ERR_PARSE;
}

static enum err
undo_gzip(struct sink *k, const char *in, size_t n)
{
	return inflate_all(k, in, n, 15 + 32);
}

/* "deflate" is zlib (RFC 9110 8.4.1.2), but some send raw deflate. */
static enum err
undo_deflate(struct sink *k, const char *in, size_t n)
{
	size_t at = k->out->len;
	enum err e = inflate_all(k, in, n, 15 + 32);

	if (e == ERR_PARSE && k->out->len == at)
		e = inflate_all(k, in, n, -15);
	return e;
}

static enum err
undo_br(struct sink *k, const char *in, size_t n)
{
	BrotliDecoderState *d = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	const uint8_t *next = (const uint8_t *)in;
	BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
	enum err e = ERR_OK;

	if (d == NULL)
		return ERR_SYS;
	while (e == ERR_OK && rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
		struct room r;
		uint8_t *to;
		size_t left;

		sink_room(k, &r);
		to = (uint8_t *)r.p;
		left = r.n;
		rc = BrotliDecoderDecompressStream(
		    d, &n, &next, &left, &to, NULL);
		e = sink_took(k, &r, r.n - left);
	}
	BrotliDecoderDestroyInstance(d);
	if (e != ERR_OK)
		return e;
	return rc == BROTLI_DECODER_RESULT_SUCCESS ? ERR_OK : ERR_PARSE;
}

/* Frames in a row, the last one whole. */
static enum err
undo_zstd(struct sink *k, const char *in, size_t n)
{
	ZSTD_DCtx *d = ZSTD_createDCtx();
	ZSTD_inBuffer from = { in, n, 0 };
	enum err e = ERR_OK;
	size_t rc = 1;
	bool drained = false;

	if (d == NULL)
		return ERR_SYS;
	ZSTD_DCtx_setParameter(d, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
	while (e == ERR_OK && !drained) {
		struct room r;
		ZSTD_outBuffer to = { NULL, 0, 0 };

		sink_room(k, &r);
		to.dst = r.p;
		to.size = r.n;
		rc = ZSTD_decompressStream(d, &to, &from);
		e = sink_took(k, &r, to.pos);
		/* No input left, and the frame done or room left over: nothing
		 * more will come. */
		drained =
		    ZSTD_isError(rc) ||
		    (from.pos == from.size && (rc == 0 || to.pos < to.size));
	}
	ZSTD_freeDCtx(d);
	if (e != ERR_OK)
		return e;
	return rc == 0 ? ERR_OK : ERR_PARSE;
}

static const struct {
	const char *name;
	enum err (*undo)(struct sink *, const char *, size_t);
} codings[] = {
	{ "br", undo_br },
	{ "deflate", undo_deflate },
	{ "gzip", undo_gzip },
	{ "identity", NULL },
	{ "x-gzip", undo_gzip },
	{ "zstd", undo_zstd },
};

/* The codings of a header as rows of the table, in the order they were applied.
 * Returns how many, or more than DECODE_CODINGS_MAX where we cannot undo
 * them. */
static size_t
read_codings(const char *header, size_t out[DECODE_CODINGS_MAX])
{
	size_t n = 0;

	while (header != NULL && *header != '\0') {
		size_t len, i;

		header += strspn(header, ", \t\r\n");
		len = strcspn(header, ", \t\r\n");
		if (len == 0)
			break;
		for (i = 0; i < NELEM(codings); i++)
			if (strlen(codings[i].name) == len &&
			    strncasecmp(codings[i].name, header, len) == 0)
				break;
		if (i == NELEM(codings))
			return DECODE_CODINGS_MAX + 1;
		header += len;
		if (codings[i].undo == NULL)
			continue;
		if (n == DECODE_CODINGS_MAX)
			return DECODE_CODINGS_MAX + 1;
		out[n++] = i;
	}
	return n;
}

/* Undoes the codings from the last applied to the first. A broken layer is
 * still read as far as it goes; the first error stays. */
static enum err
undo(const size_t *rows, size_t count, const char *in, size_t n,
    struct buf *out, size_t ratio_max)
{
	struct buf layers[2]; /* what one coding gives to the next, in turn */
	const char *data = in;
	size_t len = n;
	enum err e = ERR_OK;

	buf_init(&layers[0], out->max);
	buf_init(&layers[1], out->max);
	for (size_t i = count; i > 0 && len > 0; i--) {
		struct buf *to = i == 1 ? out : &layers[i % 2];
		struct sink k = { to, to->len, n, ratio_max };
		enum err layer;

		if (i > 1) {
			buf_reset(to);
			k.start = 0;
		}
		layer = codings[rows[i - 1]].undo(&k, data, len);
		if (e == ERR_OK)
			e = layer;
		data = to->data;
		len = to->len;
	}
	buf_fini(&layers[0]);
	buf_fini(&layers[1]);
	return e;
}

enum err
decode_body(const char *content_encoding, const void *in, size_t n,
    struct buf *out, size_t ratio_max)
{
	size_t rows[DECODE_CODINGS_MAX] = { 0 };
	size_t count = read_codings(content_encoding, rows);
	size_t left = out->max - out->len;
	enum err e;

	if (count > 0 && count <= DECODE_CODINGS_MAX)
		return undo(rows, count, in, n, out, ratio_max);
	e = buf_add(out, in, n < left ? n : left);
	if (e == ERR_OK && n > left)
		return ERR_LIMIT;
	return e == ERR_OK && count > 0 ? ERR_DENIED : e;
}

/* Appends as much as fits. */
static enum err
add_some(struct buf *b, const char *s, size_t n)
{
	size_t left = b->max - b->len;
	enum err e = buf_add(b, s, n < left ? n : left);

	return e == ERR_OK && n > left ? ERR_LIMIT : e;
}

/* The length of the line at s with its end; 0 if it has none or is too long.
 * A bare LF is taken, as by most recipients. */
static size_t
line_length(const char *s, size_t n)
{
	const char *lf =
	    memchr(s, '\n', n < CHUNK_LINE_MAX ? n : CHUNK_LINE_MAX);

	return lf != NULL ? (size_t)(lf - s) + 1 : 0;
}

/* The size that a chunk's line of n bytes states; false if it states none. */
static bool
chunk_size(const char *s, size_t n, size_t *size)
{
	size_t i = 0, v = 0;

	for (; i < n; i++) {
		int c = (unsigned char)s[i] | 0x20;
		size_t digit;

		if (c >= '0' && c <= '9')
			digit = (size_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			digit = (size_t)(c - 'a') + 10;
		else
			break;
		if (v > SIZE_MAX >> 4)
			return false;
		v = v << 4 | digit;
	}
	*size = v;
	while (i > 0 && i < n && (s[i] == ' ' || s[i] == '\t'))
		i++;
	return i > 0 && i < n &&
	       (s[i] == ';' || s[i] == '\n' || (s[i] == '\r' && i + 2 == n));
}

/* The length of the line end at s; 0 if there is none. */
static size_t
line_end(const char *s, size_t n)
{
	if (n >= 1 && s[0] == '\n')
		return 1;
	return n >= 2 && s[0] == '\r' && s[1] == '\n' ? 2 : 0;
}

/* Trailers up to the empty line; returns their length, 0 if it is missing. */
static size_t
trailers_length(const char *s, size_t n)
{
	size_t at = 0;

	for (;;) {
		size_t len = line_length(s + at, n - at);

		if (len == 0)
			return 0;
		at += len;
		if (len == line_end(s + at - len, len))
			return at;
	}
}

/* One element of a chunked body. Both directions read the framing with this,
 * so they stumble at the same place. */
struct chunk {
	size_t line; /* length of its size line */
	size_t size; /* of its data */
	bool last;
};

static bool
chunk_read(const char *s, size_t n, struct chunk *c)
{
	c->line = line_length(s, n);
	if (c->line == 0 || !chunk_size(s, c->line, &c->size))
		return false;
	c->last = c->size == 0;
	return true;
}

enum err
decode_chunked(const char *in, size_t n, struct buf *body, struct buf *framing)
{
	size_t at = 0, end;
	struct chunk c;
	enum err e;

	while (chunk_read(in + at, n - at, &c)) {
		e = add_some(framing, in + at, c.line);
		at += c.line;
		if (e == ERR_OK && c.last) {
			end = trailers_length(in + at, n - at);
			e = add_some(framing, in + at, n - at);
			return e == ERR_OK && end == 0 ? ERR_PARSE : e;
		}
		end = c.size < n - at ? c.size : n - at;
		if (e == ERR_OK)
			e = add_some(body, in + at, end);
		if (e != ERR_OK)
			return e;
		at += end;
		end = line_end(in + at, n - at);
		if (end == 0)
			break;
		e = add_some(framing, in + at, end);
		if (e != ERR_OK)
			return e;
		at += end;
	}
	e = add_some(framing, in + at, n - at);
	return e == ERR_OK ? ERR_PARSE : e;
}

enum err
decode_rechunk(const char *body, size_t n, const char *framing,
    size_t framing_n, struct buf *wire)
{
	enum err e = ERR_OK;
	struct chunk c;

	while (chunk_read(framing, framing_n, &c) && !c.last) {
		size_t take = c.size < n ? c.size : n, end;

		e = buf_add(wire, framing, c.line);
		if (e == ERR_OK)
			e = buf_add(wire, body, take);
		if (e != ERR_OK)
			return e;
		framing += c.line;
		framing_n -= c.line;
		body += take;
		n -= take;
		end = line_end(framing, framing_n);
		if (end == 0)
			break;
		e = buf_add(wire, framing, end);
		if (e != ERR_OK)
			return e;
		framing += end;
		framing_n -= end;
	}
	return buf_add(wire, framing, framing_n);
}
