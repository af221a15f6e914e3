/* SPDX-License-Identifier: ISC */
/* Paintings as the first frame of what moves: GIF, with dictionary and table
 * filled as real encoders do, and animated WebP. */
#ifndef TESTS_UNIT_MOVING_H
#define TESTS_UNIT_MOVING_H

#include <stdbool.h>

#include "store/base/buf.h"
#include "tests/unit/painting.h"

/* Where the frame lies on its canvas, and how its rows are sent. */
struct moving {
	unsigned canvas_width, canvas_height; /* 0: the frame's own */
	unsigned left, top;
	bool interlaced;
};

static inline void
moving_u8(struct buf *b, unsigned v)
{
	uint8_t byte = (uint8_t)v;

	assert_int_equal(buf_add(b, &byte, 1), ERR_OK);
}

static inline void
moving_u16(struct buf *b, unsigned v)
{
	moving_u8(b, v & 255);
	moving_u8(b, v >> 8);
}

static inline void
moving_u24(struct buf *b, unsigned v)
{
	moving_u16(b, v & 65535);
	moving_u8(b, v >> 16);
}

/* ---- GIF ---- */

/* Codes of LZW, gathered in sub-blocks. */
struct moving_codes {
	struct buf *out;
	uint8_t block[255];
	unsigned n, bits, n_bits;
	unsigned width, next;
	uint16_t longer[4096][256]; /* code and index -> code, or 0 */
};

static inline void
moving_flush(struct moving_codes *c)
{
	if (c->n == 0)
		return;
	moving_u8(c->out, c->n);
	assert_int_equal(buf_add(c->out, c->block, c->n), ERR_OK);
	c->n = 0;
}

static inline void
moving_put(struct moving_codes *c, unsigned code)
{
	c->bits |= code << c->n_bits;
	for (c->n_bits += c->width; c->n_bits >= 8; c->n_bits -= 8) {
		c->block[c->n++] = (uint8_t)c->bits;
		c->bits >>= 8;
		if (c->n == sizeof(c->block))
			moving_flush(c);
	}
}

static inline void
moving_clear(struct moving_codes *c)
{
	moving_put(c, 256);
	memset(c->longer, 0, sizeof(c->longer));
	c->width = 9;
	c->next = 258;
}

static inline void
moving_lzw(struct buf *out, const uint8_t *indexes, size_t n)
{
	struct moving_codes *c = mem_zalloc(sizeof(*c));
	unsigned code = indexes[0];

	c->out = out;
	c->width = 9;
	moving_u8(out, 8);
	moving_clear(c);
	for (size_t i = 1; i < n; i++) {
		uint16_t *longer = &c->longer[code][indexes[i]];

		if (*longer != 0) {
			code = *longer;
			continue;
		}
		moving_put(c, code);
		code = indexes[i];
		if (c->next == 4096) {
			moving_clear(c);
			continue;
		}
		if (c->next == 1U << c->width)
			c->width++;
		*longer = (uint16_t)c->next++;
	}
	moving_put(c, code);
	moving_put(c, 257);
	c->n_bits += 8; /* what is left of the last byte */
	c->n_bits -= c->n_bits % 8;
	c->width = 0;
	moving_put(c, 0);
	moving_flush(c);
	moving_u8(out, 0);
	free(c);
}

/* Its colours, rounded to 3, 3 and 2 bits. */
static inline uint8_t *
moving_indexes(const struct painting *p, bool interlaced)
{
	static const unsigned from[] = { 0, 4, 2, 1 }, step[] = { 8, 8, 4, 2 };
	uint8_t *out = mem_alloc((size_t)p->width * p->height), *at = out;

	for (unsigned pass = 0; pass < (interlaced ? 4 : 1); pass++)
		for (unsigned y = from[pass]; y < p->height;
		     y += interlaced ? step[pass] : 1)
			for (unsigned x = 0; x < p->width; x++) {
				const uint8_t *px = painting_at(p, x, y);

				*at++ =
				    (uint8_t)((px[0] & 0xe0) |
					      (px[1] & 0xe0) >> 3 | px[2] >> 6);
			}
	return out;
}

static inline struct painted
moving_gif(const struct painting *p, const struct moving *how)
{
	uint8_t *indexes = moving_indexes(p, how->interlaced);
	struct painted out = { NULL, 0 };
	struct buf b;

	buf_init(&b, 1 << 24);
	assert_int_equal(buf_add(&b, "GIF89a", 6), ERR_OK);
	moving_u16(&b, how->canvas_width);
	moving_u16(&b, how->canvas_height);
	moving_u24(&b, 0xf7); /* 256 colours; the first is the background's */
	for (unsigned i = 0; i < 256; i++) {
		moving_u8(&b, i & 0xe0);
		moving_u8(&b, i << 3 & 0xe0);
		moving_u8(&b, i << 6 & 0xc0);
	}
	/* That it is shown for ever, and how long each frame is. */
	assert_int_equal(
	    buf_add(&b, "\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", 19), ERR_OK);
	assert_int_equal(buf_add(&b, "\x21\xf9\x04\0\x0a\0\0\0", 8), ERR_OK);
	moving_u8(&b, 0x2c);
	moving_u16(&b, how->left);
	moving_u16(&b, how->top);
	moving_u16(&b, p->width);
	moving_u16(&b, p->height);
	moving_u8(&b, how->interlaced ? 0x40 : 0);
	moving_lzw(&b, indexes, (size_t)p->width * p->height);
	/* A second frame, of one pixel. */
	assert_int_equal(
	    buf_add(&b, "\x2c\0\0\0\0\1\0\1\0\0\x02\x02\x44\x01\0;", 16),
	    ERR_OK);
	out.data = (uint8_t *)buf_take(&b, &out.n);
	free(indexes);
	return out;
}

/* ---- WebP ---- */

static inline void
moving_chunk(struct buf *b, const char *name, size_t n)
{
	assert_int_equal(buf_add(b, name, 4), ERR_OK);
	moving_u16(b, (unsigned)n & 65535);
	moving_u16(b, (unsigned)(n >> 16));
}

static inline void
moving_frame(struct buf *b, const struct painting *p, unsigned left,
    unsigned top, float quality)
{
	struct painted still = painting_webp(p, quality);
	size_t n = still.n - 12; /* its only chunk */

	moving_chunk(b, "ANMF", 16 + n);
	moving_u24(b, left / 2);
	moving_u24(b, top / 2);
	moving_u24(b, p->width - 1);
	moving_u24(b, p->height - 1);
	moving_u24(b, 100); /* milliseconds */
	moving_u8(b, 0);
	assert_int_equal(buf_add(b, still.data + 12, n), ERR_OK);
	free(still.data);
}

/* Two frames: the painting, and a small dark one. */
static inline struct painted
moving_webp(const struct painting *p, const struct moving *how, float quality)
{
	struct painting dark = painting_new(16, 16);
	struct painted out = { NULL, 0 };
	unsigned size;
	struct buf b;

	memset(dark.rgb, 0, (size_t)3 * 16 * 16);
	buf_init(&b, 1 << 24);
	moving_chunk(&b, "RIFF", 0);
	assert_int_equal(buf_add(&b, "WEBP", 4), ERR_OK);
	moving_chunk(&b, "VP8X", 10);
	moving_u8(&b, 2); /* it moves */
	moving_u24(&b, 0);
	moving_u24(&b, (how->canvas_width ? how->canvas_width : p->width) - 1);
	moving_u24(
	    &b, (how->canvas_height ? how->canvas_height : p->height) - 1);
	moving_chunk(&b, "ANIM", 6);
	moving_u24(&b, 0);
	moving_u24(&b, 0);
	moving_frame(&b, p, how->left, how->top, quality);
	moving_frame(&b, &dark, 0, 0, quality);
	size = (unsigned)b.len - 8;
	for (int i = 0; i < 4; i++)
		b.data[4 + i] = (char)(size >> (8 * i));
	out.data = (uint8_t *)buf_take(&b, &out.n);
	free(dark.rgb);
	return out;
}

#endif
