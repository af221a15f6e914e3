/* SPDX-License-Identifier: ISC */
/* OpenTimestamps, read and joined. A timestamp of a message is a list of items,
 * each but the last behind a byte ff; an item is an attestation, or an
 * operation with the timestamp of what it makes. */
#include "store/archive/ots.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

static const uint8_t magic[] = { 0x00, 'O', 'p', 'e', 'n', 'T', 'i', 'm', 'e',
	's', 't', 'a', 'm', 'p', 's', 0x00, 0x00, 'P', 'r', 'o', 'o', 'f', 0x00,
	0xbf, 0x89, 0xe2, 0xe8, 0x84, 0xe8, 0x92, 0x94, 0x01 };

enum {
	OP_SHA1 = 0x02,
	OP_SHA256 = 0x08,
	OP_APPEND = 0xf0,
	OP_PREPEND = 0xf1,
	OP_REVERSE = 0xf2,
	ATTESTATION = 0x00,
	FORK = 0xff,
	TAG_LEN = 8,
	HEAD_LEN = sizeof(magic) + 1 + SHA256_LEN
};

static const struct {
	uint8_t tag[TAG_LEN];
	enum ots_kind kind;
} attestations[] = {
	{ { 0x83, 0xdf, 0xe3, 0x0d, 0x2e, 0xf9, 0x0c, 0x8e }, OTS_PENDING },
	{ { 0x05, 0x88, 0x96, 0x0d, 0x73, 0xd7, 0x19, 0x01 }, OTS_BITCOIN },
};

struct message {
	uint8_t bytes[OTS_MESSAGE_MAX];
	size_t len;
};

struct walk {
	const uint8_t *p;
	size_t n, at;
	struct message now;
	bool outermost; /* now is the message that was given */
	/* Messages of which more items follow; owned. */
	struct {
		struct message *message;
		bool outermost;
	} open[OTS_FORKS_MAX];
	size_t n_open;
	size_t last;
	enum err err;
};

/* ---- bytes ---- */

static enum err
fail(struct walk *w, enum err e)
{
	if (w->err == ERR_OK)
		w->err = e;
	return w->err;
}

static uint8_t
get_byte(struct walk *w)
{
	if (w->at < w->n)
		return w->p[w->at++];
	(void)fail(w, ERR_PARSE);
	return 0;
}

/* A number, seven bits a byte, the lowest first. */
static uint64_t
get_number(struct walk *w)
{
	uint64_t v = 0;

	for (unsigned shift = 0; shift < 63; shift += 7) {
		uint8_t b = get_byte(w);

		v |= (uint64_t)(b & 0x7f) << shift;
		if ((b & 0x80) == 0)
			return v;
	}
	(void)fail(w, ERR_PARSE);
	return 0;
}

/* A length and so many bytes; NULL when they are not there. */
static const uint8_t *
get_bytes(struct walk *w, size_t max, size_t *len)
{
	uint64_t n = get_number(w);
	const uint8_t *p = w->p + w->at;

	if (n > max)
		(void)fail(w, ERR_LIMIT);
	else if (n > w->n - w->at)
		(void)fail(w, ERR_PARSE);
	if (w->err != ERR_OK)
		return NULL;
	*len = (size_t)n;
	w->at += (size_t)n;
	return p;
}

/* ---- operations ---- */

static void
set_digest(struct walk *w, const EVP_MD *md)
{
	uint8_t out[EVP_MAX_MD_SIZE];
	unsigned n = 0;

	if (EVP_Digest(w->now.bytes, w->now.len, out, &n, md, NULL) != 1) {
		(void)fail(w, ERR_SYS);
		return;
	}
	memcpy(w->now.bytes, out, n);
	w->now.len = n;
}

static void
put_beside(struct walk *w, bool before)
{
	struct message *m = &w->now;
	size_t n = 0;
	const uint8_t *p = get_bytes(w, OTS_MESSAGE_MAX, &n);

	if (p == NULL)
		return;
	if (n > OTS_MESSAGE_MAX - m->len) {
		(void)fail(w, ERR_LIMIT);
		return;
	}
	if (before)
		memmove(m->bytes + n, m->bytes, m->len);
	memcpy(before ? m->bytes : m->bytes + m->len, p, n);
	m->len += n;
}

static void
reverse(struct message *m)
{
	for (size_t i = 0; i < m->len / 2; i++) {
		uint8_t b = m->bytes[i];

		m->bytes[i] = m->bytes[m->len - 1 - i];
		m->bytes[m->len - 1 - i] = b;
	}
}

/* Operations that calendars have no use for are not known: a proof with one is
 * refused, never taken on trust. */
static void
operate(struct walk *w, uint8_t op)
{
	w->outermost = false;
	switch (op) {
	case OP_SHA256:
		set_digest(w, EVP_sha256());
		break;
	case OP_SHA1:
		set_digest(w, EVP_sha1());
		break;
	case OP_APPEND:
		put_beside(w, false);
		break;
	case OP_PREPEND:
		put_beside(w, true);
		break;
	case OP_REVERSE:
		reverse(&w->now);
		break;
	default:
		(void)fail(w, ERR_PARSE);
	}
}

/* ---- the walk ---- */

static void
open_fork(struct walk *w)
{
	if (w->n_open == OTS_FORKS_MAX) {
		(void)fail(w, ERR_LIMIT);
		return;
	}
	w->open[w->n_open].message = mem_alloc(sizeof(struct message));
	*w->open[w->n_open].message = w->now;
	w->open[w->n_open++].outermost = w->outermost;
}

/* Back to the message of which more items follow; false: there is none. */
static bool
close_item(struct walk *w)
{
	if (w->n_open == 0)
		return false;
	w->n_open--;
	w->now = *w->open[w->n_open].message;
	w->outermost = w->open[w->n_open].outermost;
	free(w->open[w->n_open].message);
	return true;
}

static enum ots_kind
kind_of(const uint8_t tag[TAG_LEN])
{
	for (size_t i = 0; i < NELEM(attestations); i++)
		if (memcmp(attestations[i].tag, tag, TAG_LEN) == 0)
			return attestations[i].kind;
	return OTS_OTHER;
}

static void
attest(struct walk *w, bool forked,
    void (*fn)(const struct ots_end *end, void *arg), void *arg)
{
	struct ots_end end = { .from = w->at - 1, .forked = forked };
	struct walk inner = { .n = 0 };
	uint8_t tag[TAG_LEN];

	for (size_t i = 0; i < TAG_LEN; i++)
		tag[i] = get_byte(w);
	inner.p = get_bytes(w, OTS_BYTES_MAX, &inner.n);
	if (w->err != ERR_OK)
		return;
	end.kind = kind_of(tag);
	end.to = w->at;
	end.message = w->now.bytes;
	end.message_len = w->now.len;
	if (end.kind == OTS_BITCOIN) {
		end.height = get_number(&inner);
		if (inner.err != ERR_OK || inner.at != inner.n ||
		    w->now.len != SHA256_LEN)
			(void)fail(w, ERR_PARSE);
	}
	if (w->err == ERR_OK && fn != NULL)
		fn(&end, arg);
}

/* Walks a timestamp (the form of a calendar's answer) from its message; fn, if
 * not NULL, gets each attestation. *last: where the last item of the outermost
 * message begins. ERR_PARSE; ERR_LIMIT past a ceiling. */
static enum err
walk_through(const void *bytes, size_t n, const void *message,
    size_t message_len, void (*fn)(const struct ots_end *end, void *arg),
    void *arg, size_t *last)
{
	struct walk *w = mem_zalloc(sizeof(*w));
	bool more = message_len <= OTS_MESSAGE_MAX && n <= OTS_BYTES_MAX;
	enum err e;

	w->p = bytes;
	w->n = n;
	w->outermost = true;
	if (!more)
		(void)fail(w, ERR_LIMIT);
	else
		memcpy(w->now.bytes, message, message_len);
	w->now.len = message_len;
	for (int steps = 0; more && w->err == ERR_OK; steps++) {
		size_t begin = w->at;
		uint8_t op = get_byte(w);
		bool forked = op == FORK;

		if (steps == OTS_STEPS_MAX)
			(void)fail(w, ERR_LIMIT);
		if (!forked && w->outermost)
			w->last = begin;
		if (forked) {
			open_fork(w);
			op = get_byte(w);
		}
		if (w->err == ERR_OK && op == ATTESTATION) {
			attest(w, forked, fn, arg);
			more = close_item(w);
		} else if (w->err == ERR_OK) {
			operate(w, op);
		}
	}
	if (w->err == ERR_OK && w->at != w->n)
		(void)fail(w, ERR_PARSE);
	while (close_item(w))
		continue;
	e = w->err;
	if (e == ERR_OK && last != NULL)
		*last = w->last;
	free(w);
	return e;
}

/* ---- proofs ---- */

enum err
ots_begin(const uint8_t sha[SHA256_LEN], const void *answer, size_t n,
    struct buf *proof)
{
	static const char op = OP_SHA256;
	enum err e = walk_through(answer, n, sha, SHA256_LEN, NULL, NULL, NULL);

	if (e == ERR_OK)
		e = buf_add(proof, magic, sizeof(magic));
	if (e == ERR_OK)
		e = buf_addc(proof, op);
	if (e == ERR_OK)
		e = buf_add(proof, sha, SHA256_LEN);
	return e == ERR_OK ? buf_add(proof, answer, n) : e;
}

struct reading {
	struct ots *ots;
	struct ots_end pending; /* the first */
};

static void
take_end(const struct ots_end *end, void *arg)
{
	struct reading *r = arg;
	struct ots *o = r->ots;

	if (end->kind == OTS_PENDING && o->pending++ == 0) {
		r->pending = *end;
		memcpy(o->commitment, end->message, end->message_len);
		o->commitment_len = end->message_len;
	}
	if (end->kind != OTS_BITCOIN ||
	    (o->attested && o->height <= end->height))
		return;
	o->attested = true;
	o->height = end->height;
	memcpy(o->root, end->message, SHA256_LEN);
}

static enum err
read_proof(const void *proof, size_t n, struct reading *r, struct ots *out)
{
	const uint8_t *p = proof;

	memset(out, 0, sizeof(*out));
	r->ots = out;
	if (n > OTS_BYTES_MAX)
		return ERR_LIMIT;
	if (n < HEAD_LEN || memcmp(p, magic, sizeof(magic)) != 0 ||
	    p[sizeof(magic)] != OP_SHA256)
		return ERR_PARSE;
	memcpy(out->sha, p + sizeof(magic) + 1, SHA256_LEN);
	return walk_through(p + HEAD_LEN, n - HEAD_LEN, out->sha, SHA256_LEN,
	    take_end, r, NULL);
}

enum err
ots_read(const void *proof, size_t n, struct ots *out)
{
	struct reading r = { .ots = out };

	return read_proof(proof, n, &r, out);
}

/* Where the pending attestation is the last item of its message, the answer
 * takes that place; else all of the answer's items get more behind them. */
static enum err
join(const uint8_t *p, size_t n, const struct ots_end *pending,
    const uint8_t *answer, size_t answer_len, size_t last, struct buf *out)
{
	size_t from = HEAD_LEN + pending->from, to = HEAD_LEN + pending->to;
	size_t cut = pending->forked ? last : answer_len;
	enum err e = buf_add(out, p, from);

	if (e == ERR_OK && !pending->forked)
		e = buf_addc(out, (char)FORK);
	if (e == ERR_OK)
		e = buf_add(out, p + from, to - from);
	if (e == ERR_OK && cut > 0)
		e = buf_add(out, answer, cut);
	if (e == ERR_OK && pending->forked)
		e = buf_addc(out, (char)FORK);
	if (e == ERR_OK && cut < answer_len)
		e = buf_add(out, answer + cut, answer_len - cut);
	return e == ERR_OK && to < n ? buf_add(out, p + to, n - to) : e;
}

enum err
ots_upgrade(const void *proof, size_t n, const void *answer, size_t answer_len,
    struct buf *out)
{
	struct ots *before = mem_alloc(sizeof(*before));
	struct ots *after = mem_alloc(sizeof(*after));
	struct reading r = { .ots = before };
	size_t last = 0;
	enum err e = read_proof(proof, n, &r, before);

	if (e == ERR_OK && before->pending == 0)
		e = ERR_PARSE;
	if (e == ERR_OK)
		e = walk_through(answer, answer_len, before->commitment,
		    before->commitment_len, NULL, NULL, &last);
	if (e == ERR_OK)
		e = join(proof, n, &r.pending, answer, answer_len, last, out);
	if (e == ERR_OK) /* what was joined is a proof again */
		e = ots_read(out->data, out->len, after);
	free(before);
	free(after);
	return e;
}
