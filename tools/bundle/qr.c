/* SPDX-License-Identifier: ISC */
/* QR codes: codewords, their correction, and where each module goes. Clauses
 * are those of ISO/IEC 18004:2015. */
#include "tools/bundle/qr.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

enum {
	CODEWORDS_MAX = 655, /* of version 15 */
	EC_MAX = 30,         /* correction codewords of one block */
	MODE_BYTE = 4,
	MASKS = 8
};

/* 7.5.1, table 9, level M: blocks of `data` codewords, then longer ones, each
 * with `ec` more; and annex E: where alignment patterns stand. */
static const struct version {
	uint8_t ec, blocks, data, longer;
	uint8_t align[4]; /* 0: no more */
} versions[QR_VERSION_MAX] = {
	{ 10, 1, 16, 0, { 0 } },
	{ 16, 1, 28, 0, { 6, 18 } },
	{ 26, 1, 44, 0, { 6, 22 } },
	{ 18, 2, 32, 0, { 6, 26 } },
	{ 24, 2, 43, 0, { 6, 30 } },
	{ 16, 4, 27, 0, { 6, 34 } },
	{ 18, 4, 31, 0, { 6, 22, 38 } },
	{ 22, 2, 38, 2, { 6, 24, 42 } },
	{ 22, 3, 36, 2, { 6, 26, 46 } },
	{ 26, 4, 43, 1, { 6, 28, 50 } },
	{ 30, 1, 50, 4, { 6, 30, 54 } },
	{ 22, 6, 36, 2, { 6, 32, 58 } },
	{ 22, 8, 37, 1, { 6, 34, 62 } },
	{ 24, 4, 40, 5, { 6, 26, 46, 66 } },
	{ 24, 5, 41, 5, { 6, 26, 48, 70 } },
};

static size_t
data_words(const struct version *v)
{
	return (size_t)v->blocks * v->data + (size_t)v->longer * (v->data + 1u);
}

/* ---- correction: Reed-Solomon over GF(256), x^8+x^4+x^3+x^2+1 (7.5.2) ---- */

static uint8_t
gf_times(uint8_t a, uint8_t b)
{
	unsigned r = 0;

	for (int i = 7; i >= 0; i--) {
		r = (r << 1) ^ ((r >> 7) * 0x11d);
		r ^= ((b >> i) & 1u) * a;
	}
	return (uint8_t)r;
}

/* Divides by the generator of degree n; the remainder is the correction. */
static void
correct(const uint8_t *data, size_t len, uint8_t n, uint8_t out[EC_MAX])
{
	uint8_t gen[EC_MAX] = { 0 }, root = 1;

	gen[n - 1] = 1;
	for (int i = 0; i < n; i++) {
		for (int k = 0; k < n; k++) {
			gen[k] = gf_times(gen[k], root);
			if (k + 1 < n)
				gen[k] ^= gen[k + 1];
		}
		root = gf_times(root, 2);
	}
	memset(out, 0, EC_MAX);
	for (size_t i = 0; i < len; i++) {
		uint8_t factor = data[i] ^ out[0];

		memmove(out, out + 1, n - 1u);
		out[n - 1] = 0;
		for (int k = 0; k < n; k++)
			out[k] ^= gf_times(gen[k], factor);
	}
}

/* ---- codewords ---- */

/* 7.4: the mode, the count, the bytes, an end, and filling. */
static void
pack(const uint8_t *data, size_t n, int version, uint8_t *out, size_t cap)
{
	size_t at = 0;
	uint8_t fill = 0xec;

	memset(out, 0, cap);
	out[0] = MODE_BYTE << 4;
	if (version < 10) {
		out[0] |= (uint8_t)(n >> 4);
		out[1] = (uint8_t)(n << 4);
		at = 1;
	} else {
		out[0] |= (uint8_t)(n >> 12);
		out[1] = (uint8_t)(n >> 4);
		out[2] = (uint8_t)(n << 4);
		at = 2;
	}
	/* Half a codeword off from here on; the last half is the end mark. */
	for (size_t i = 0; i < n; i++) {
		out[at++] |= data[i] >> 4;
		out[at] = (uint8_t)(data[i] << 4);
	}
	for (at++; at < cap; at++) {
		out[at] = fill;
		fill ^= 0xec ^ 0x11;
	}
}

/* 7.6: blocks side by side, data first, then their corrections. */
static size_t
interleave(const struct version *v, const uint8_t *data, uint8_t *out)
{
	size_t blocks = (size_t)v->blocks + v->longer, n = 0, starts = 0;
	uint8_t ec[EC_MAX];

	for (size_t b = 0; b < blocks; b++) {
		size_t len = v->data + (b >= v->blocks ? 1u : 0u);

		for (size_t i = 0; i < len; i++) {
			/* Of the longer blocks the last word comes last. */
			size_t row = i * blocks + b;

			if (i == v->data)
				row = i * blocks + b - v->blocks;
			out[row] = data[starts + i];
		}
		correct(data + starts, len, v->ec, ec);
		for (size_t i = 0; i < v->ec; i++)
			out[data_words(v) + i * blocks + b] = ec[i];
		starts += len;
		n += len + v->ec;
	}
	return n;
}

/* ---- modules ---- */

struct drawing {
	struct qr *q;
	uint8_t fixed[QR_SIDE_MAX][QR_SIDE_MAX]; /* no data goes there */
};

static void
set(struct drawing *d, int row, int col, bool dark)
{
	if (row < 0 || col < 0 || row >= d->q->side || col >= d->q->side)
		return;
	d->q->dark[row][col] = dark;
	d->fixed[row][col] = 1;
}

/* A square in squares, with its light border: 6.3.3, 6.3.6. */
static void
draw_square(struct drawing *d, int row, int col, int radius)
{
	for (int y = -radius; y <= radius; y++) {
		for (int x = -radius; x <= radius; x++) {
			int far = abs(x) > abs(y) ? abs(x) : abs(y);

			set(d, row + y, col + x,
			    radius == 4 ? far != 2 && far != 4 : far != 1);
		}
	}
}

static void
draw_alignment(struct drawing *d, const struct version *v)
{
	for (int i = 0; i < 4 && v->align[i] != 0; i++) {
		for (int k = 0; k < 4 && v->align[k] != 0; k++) {
			int row = v->align[i], col = v->align[k];

			/* Where a finder stands there is none. */
			if ((row == 6 && (col == 6 || col > d->q->side - 8)) ||
			    (col == 6 && row > d->q->side - 8))
				continue;
			draw_square(d, row, col, 2);
		}
	}
}

/* The remainder of data * 2^(bits of gen) by gen, in GF(2). */
static unsigned
bch(unsigned data, unsigned gen, int bits)
{
	unsigned r = data << bits;

	for (int i = 31 - bits; i >= 0; i--)
		if (r & (1u << (i + bits)))
			r ^= gen << i;
	return (data << bits) | r;
}

/* 7.9: level M is 00. */
static void
draw_format(struct drawing *d, unsigned mask)
{
	unsigned bits = bch(mask, 0x537, 10) ^ 0x5412;
	int side = d->q->side;

	for (int i = 0; i < 15; i++) {
		bool dark = (bits >> i) & 1u;
		int skip = i < 6 ? i : i + 1; /* the timing pattern */

		if (i < 8) {
			set(d, skip, 8, dark);
			set(d, 8, side - 1 - i, dark);
		} else {
			set(d, 8, i == 8 ? 7 : 14 - i, dark);
			set(d, side - 15 + i, 8, dark);
		}
	}
	set(d, side - 8, 8, true);
}

/* 7.10 */
static void
draw_version(struct drawing *d, int version)
{
	unsigned bits = bch((unsigned)version, 0x1f25, 12);

	for (int i = 0; version >= 7 && i < 18; i++) {
		bool dark = (bits >> i) & 1u;

		set(d, i / 3, d->q->side - 11 + i % 3, dark);
		set(d, d->q->side - 11 + i % 3, i / 3, dark);
	}
}

static void
draw_fixed(struct drawing *d, int version)
{
	int side = d->q->side;

	for (int i = 0; i < side; i++) {
		set(d, 6, i, i % 2 == 0);
		set(d, i, 6, i % 2 == 0);
	}
	draw_square(d, 3, 3, 4);
	draw_square(d, 3, side - 4, 4);
	draw_square(d, side - 4, 3, 4);
	draw_alignment(d, &versions[version - 1]);
	draw_format(d, 0);
	draw_version(d, version);
}

/* 7.7.3: two columns at a time, upwards and downwards from the right. */
static void
draw_data(struct drawing *d, const uint8_t *words, size_t n)
{
	int side = d->q->side;
	size_t bit = 0;

	for (int right = side - 1; right > 0; right -= 2) {
		bool up = ((right + 1) & 2) == 0;

		if (right == 6) /* the timing column */
			right = 5;
		up = ((right + 1) & 2) == 0;
		for (int k = 0; k < 2 * side; k++) {
			int row = up ? side - 1 - k / 2 : k / 2;
			int col = right - k % 2;

			if (d->fixed[row][col])
				continue;
			d->q->dark[row][col] =
			    bit < 8 * n &&
			    ((words[bit / 8] >> (7 - bit % 8)) & 1);
			bit++;
		}
	}
}

/* ---- masks: 7.8 ---- */

static bool
masked(unsigned mask, int i, int j)
{
	switch (mask) {
	case 0:
		return (i + j) % 2 == 0;
	case 1:
		return i % 2 == 0;
	case 2:
		return j % 3 == 0;
	case 3:
		return (i + j) % 3 == 0;
	case 4:
		return (i / 2 + j / 3) % 2 == 0;
	case 5:
		return i * j % 2 + i * j % 3 == 0;
	case 6:
		return (i * j % 2 + i * j % 3) % 2 == 0;
	default:
		return ((i + j) % 2 + i * j % 3) % 2 == 0;
	}
}

static void
apply_mask(struct drawing *d, unsigned mask)
{
	for (int i = 0; i < d->q->side; i++)
		for (int j = 0; j < d->q->side; j++)
			if (!d->fixed[i][j])
				d->q->dark[i][j] ^= masked(mask, i, j);
	draw_format(d, mask);
}

/* Runs of five and more, and what looks like a finder, along one line. */
static int
line_penalty(const struct qr *q, int line, bool across)
{
	/* dark light dark3 light dark with four light at one side */
	enum { FINDER_A = 0x5d0, FINDER_B = 0x05d, WINDOW = 0x7ff };
	unsigned window = 0;
	int run = 0, last = -1, sum = 0;

	for (int k = 0; k < q->side; k++) {
		int dark = across ? q->dark[line][k] : q->dark[k][line];

		run = dark == last ? run + 1 : 1;
		last = dark;
		sum += run == 5 ? 3 : run > 5;
		window = ((window << 1) | (unsigned)dark) & WINDOW;
		if (k >= 10 && (window == FINDER_A || window == FINDER_B))
			sum += 40;
	}
	return sum;
}

static int
penalty(const struct qr *q)
{
	int sum = 0, dark = 0, percent;

	for (int i = 0; i < q->side; i++) {
		sum += line_penalty(q, i, true) + line_penalty(q, i, false);
		for (int j = 0; j < q->side; j++)
			dark += q->dark[i][j];
	}
	for (int i = 1; i < q->side; i++)
		for (int j = 1; j < q->side; j++)
			if (q->dark[i][j] == q->dark[i - 1][j] &&
			    q->dark[i][j] == q->dark[i][j - 1] &&
			    q->dark[i][j] == q->dark[i - 1][j - 1])
				sum += 3;
	percent = dark * 100 / (q->side * q->side);
	return sum + 10 * (abs(percent - 50) / 5);
}

static void
choose_mask(struct drawing *d)
{
	unsigned best = 0;
	int least = -1;

	for (unsigned m = 0; m < MASKS; m++) {
		int p;

		apply_mask(d, m);
		p = penalty(d->q);
		if (least < 0 || p < least) {
			least = p;
			best = m;
		}
		apply_mask(d, m); /* off again: it is an exclusive or */
	}
	apply_mask(d, best);
}

enum err
qr_encode(const void *data, size_t n, struct qr *out)
{
	uint8_t packed[CODEWORDS_MAX], words[CODEWORDS_MAX];
	const struct version *v = NULL;
	struct drawing d = { .q = out };
	int version = 0;

	while (version < QR_VERSION_MAX) {
		size_t head = version + 1 < 10 ? 2 : 3;

		v = &versions[version++];
		if (n + head <= data_words(v))
			break;
		v = NULL;
	}
	if (v == NULL)
		return ERR_LIMIT;
	memset(out, 0, sizeof(*out));
	out->side = 17 + 4 * version;
	pack(data, n, version, packed, data_words(v));
	draw_fixed(&d, version);
	draw_data(&d, words, interleave(v, packed, words));
	choose_mask(&d);
	return ERR_OK;
}
