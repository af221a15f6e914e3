/* SPDX-License-Identifier: ISC */
/* WARC, read as a stream. */
#include "crawler/parse/warc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#define ZLIB_CONST /* next_in is only read */
#include <zlib.h>

#include "store/base/mem.h"

enum {
	STEP = 64 * 1024,
	BLANKS_MAX = 64 /* bytes of line ends between two records */
};

struct warc_reader {
	warc_source read;
	void *arg;
	enum err err; /* the first; from there on nothing is read */
	/* the file's bytes */
	bool known, gzip, member; /* member: inside one of gzip's */
	bool broken;              /* no gzip behind what is in out */
	z_stream z;
	unsigned char in[STEP];
	size_t in_at, in_len;
	/* the same without gzip */
	char out[STEP];
	size_t out_at, out_len;
	/* the record in hand */
	struct buf fields;
	uint64_t left; /* of its block */
};

struct warc_reader *
warc_reader_new(warc_source read, void *arg)
{
	struct warc_reader *w = mem_zalloc(sizeof(*w));

	w->read = read;
	w->arg = arg;
	buf_init(&w->fields, WARC_FIELDS_MAX);
	return w;
}

void
warc_reader_free(struct warc_reader *w)
{
	if (w == NULL)
		return;
	if (w->gzip)
		inflateEnd(&w->z);
	buf_fini(&w->fields);
	free(w);
}

/* ---- bytes ---- */

static enum err
fail(struct warc_reader *w, enum err e)
{
	if (w->err == ERR_OK)
		w->err = e;
	return w->err;
}

/* More of the file, if there is more: in_len is 0 at its end. */
static enum err
fill_in(struct warc_reader *w)
{
	long n;

	if (w->in_at < w->in_len)
		return ERR_OK;
	n = w->read(w->arg, w->in, sizeof(w->in));
	w->in_at = 0;
	w->in_len = n > 0 ? (size_t)n : 0;
	return n < 0 ? fail(w, ERR_SYS) : ERR_OK;
}

static enum err
look_at_kind(struct warc_reader *w)
{
	w->known = true;
	/* RFC 1952 2.3.1; no WARC begins with that byte. */
	if (w->in_len == 0 || w->in[0] != 0x1f)
		return ERR_OK;
	w->gzip = inflateInit2(&w->z, 15 + 16) == Z_OK;
	return w->gzip ? ERR_OK : fail(w, ERR_SYS);
}

/* One step of gzip: into out from in. */
static enum err
inflate_some(struct warc_reader *w)
{
	int rc;

	w->member = true;
	w->z.next_in = w->in + w->in_at;
	w->z.avail_in = (uInt)(w->in_len - w->in_at);
	w->z.next_out = (Bytef *)w->out;
	w->z.avail_out = sizeof(w->out);
	rc = inflate(&w->z, Z_NO_FLUSH);
	w->in_at = w->in_len - w->z.avail_in;
	w->out_at = 0;
	w->out_len = sizeof(w->out) - w->z.avail_out;
	if (rc == Z_STREAM_END) {
		w->member = false;
		rc = inflateReset(&w->z);
	}
	/* What came before the fault counts, in whatever pieces it came. */
	w->broken = rc != Z_OK && rc != Z_BUF_ERROR;
	return w->broken && w->out_len == 0 ? fail(w, ERR_PARSE) : ERR_OK;
}

/* More of the WARC, if there is more: out_len is 0 at its end. */
static enum err
fill(struct warc_reader *w)
{
	enum err e = w->broken ? fail(w, ERR_PARSE) : w->err;

	w->out_at = w->out_len = 0;
	while (e == ERR_OK && w->out_len == 0) {
		e = fill_in(w);
		if (e == ERR_OK && !w->known)
			e = look_at_kind(w);
		if (e != ERR_OK)
			break;
		if (w->in_len == 0) /* a member that is cut is no end */
			return w->member ? fail(w, ERR_PARSE) : ERR_OK;
		if (w->gzip) {
			e = inflate_some(w);
			continue;
		}
		memcpy(w->out, w->in, w->in_len);
		w->out_len = w->in_len;
		w->in_at = w->in_len;
	}
	return e;
}

/* The next byte without taking it; -1 at the end and after an error. */
static int
peek(struct warc_reader *w)
{
	if (w->out_at == w->out_len && fill(w) != ERR_OK)
		return -1;
	return w->out_at < w->out_len ? (unsigned char)w->out[w->out_at] : -1;
}

/* ---- a record ---- */

/* What is left of the block in hand: into out, or nowhere. */
static enum err
pass(struct warc_reader *w, struct buf *out)
{
	enum err e = ERR_OK;

	while (w->left > 0) {
		size_t n;

		if (peek(w) < 0)
			return fail(w, ERR_PARSE);
		n = w->out_len - w->out_at;
		if (n > w->left)
			n = (size_t)w->left;
		if (out != NULL && e == ERR_OK)
			e = buf_add(out, w->out + w->out_at, n);
		w->out_at += n;
		w->left -= n;
	}
	return e;
}

enum err
warc_block(struct warc_reader *w, struct buf *out)
{
	return w->err != ERR_OK ? w->err : pass(w, out);
}

/* The line ends that close the record before; ERR_NOTFOUND at the end. */
static enum err
pass_blanks(struct warc_reader *w)
{
	int c = peek(w);

	for (int i = 0; (c == '\r' || c == '\n') && i < BLANKS_MAX; i++) {
		w->out_at++;
		c = peek(w);
	}
	if (w->err != ERR_OK)
		return w->err;
	return c < 0 ? ERR_NOTFOUND : ERR_OK;
}

/* One line without its end, appended with CRLF; *empty: there was nothing in
 * it. A line that begins with white space goes on with the one before. */
static enum err
read_line(struct warc_reader *w, bool *empty)
{
	struct buf *b = &w->fields;
	int c = peek(w);
	bool folded = (c == ' ' || c == '\t') && b->len >= 2;
	size_t start;

	if (folded)
		b->data[b->len -= 2] = '\0';
	start = b->len;
	for (; c > 0 && c != '\n'; c = peek(w)) {
		w->out_at++;
		if (buf_addc(b, (char)c) != ERR_OK)
			return fail(w, ERR_PARSE);
	}
	if (c != '\n') /* the end of the file, or a NUL */
		return fail(w, ERR_PARSE);
	w->out_at++;
	if (b->len > start && b->data[b->len - 1] == '\r')
		b->data[--b->len] = '\0';
	*empty = !folded && b->len == start;
	return buf_adds(b, "\r\n") == ERR_OK ? ERR_OK : fail(w, ERR_PARSE);
}

static bool
version_ok(const char *fields)
{
	return strncmp(fields, "WARC/1.0\r\n", 10) == 0 ||
	       strncmp(fields, "WARC/1.1\r\n", 10) == 0;
}

static enum err
read_record(struct warc_reader *w, struct warc_record *r)
{
	char length[24], *end;

	r->fields = w->fields.data;
	r->fields_len = w->fields.len;
	if (!version_ok(r->fields) ||
	    !warc_field(r, "WARC-Record-ID", r->id, sizeof(r->id)) ||
	    !warc_field(r, "Content-Length", length, sizeof(length)) ||
	    strlen(length) > 18)
		return fail(w, ERR_PARSE);
	r->length = strtoull(length, &end, 10);
	if (length[0] < '0' || length[0] > '9' || *end != '\0')
		return fail(w, ERR_PARSE);
	if (!warc_field(r, "WARC-Type", r->type, sizeof(r->type)))
		r->type[0] = '\0';
	w->left = r->length;
	return ERR_OK;
}

enum err
warc_next(struct warc_reader *w, struct warc_record *out)
{
	bool empty = false;
	enum err e = w->err;

	if (e == ERR_OK)
		e = pass(w, NULL);
	if (e == ERR_OK)
		e = pass_blanks(w);
	buf_reset(&w->fields);
	while (e == ERR_OK && !empty)
		e = read_line(w, &empty);
	return e == ERR_OK ? read_record(w, out) : e;
}

bool
warc_field(const struct warc_record *r, const char *name, char *out, size_t cap)
{
	size_t n = strlen(name), len;
	const char *at = strstr(r->fields, "\r\n");

	for (; at != NULL; at = strstr(at, "\r\n")) {
		at += 2;
		if (strncasecmp(at, name, n) == 0 && at[n] == ':')
			break;
	}
	if (at == NULL)
		return false;
	at += n + 1;
	at += strspn(at, " \t");
	len = strcspn(at, "\r\n");
	while (len > 0 && (at[len - 1] == ' ' || at[len - 1] == '\t'))
		len--;
	if (len >= 2 && at[0] == '<' && at[len - 1] == '>') {
		at++;
		len -= 2;
	}
	if (len >= cap)
		return false;
	memcpy(out, at, len);
	out[len] = '\0';
	return true;
}
