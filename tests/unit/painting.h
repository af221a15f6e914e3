/* SPDX-License-Identifier: ISC */
/* Pictures for tests: painted by a number, turned, scaled, and written as JPEG,
 * PNG or WebP. */
#ifndef TESTS_UNIT_PAINTING_H
#define TESTS_UNIT_PAINTING_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>

#include "store/base/mem.h"

struct painting {
	unsigned width, height;
	uint8_t *rgb; /* owned */
};

/* A file in memory; the caller frees data. */
struct painted {
	uint8_t *data;
	size_t n;
};

static inline uint8_t *
painting_at(const struct painting *p, unsigned x, unsigned y)
{
	return p->rgb + 3 * ((size_t)y * p->width + x);
}

static inline struct painting
painting_new(unsigned width, unsigned height)
{
	struct painting p = { width, height, NULL };

	p.rgb = mem_array((size_t)width * height, 3);
	return p;
}

/* Forty discs of all sizes and colours: the same for the same seed. */
static inline struct painting
painting_of(uint32_t seed, unsigned width, unsigned height)
{
	struct painting p = painting_new(width, height);
	uint32_t r = seed * 2654435761U + 12345;

	for (int disc = 0; disc < 40; disc++) {
		uint32_t v[6];
		double cx, cy, radius;

		for (int i = 0; i < 6; i++) {
			r ^= r << 13;
			r ^= r >> 17;
			r ^= r << 5;
			v[i] = r;
		}
		cx = v[0] % 1000 / 1000.0 * width;
		cy = v[1] % 1000 / 1000.0 * height;
		radius = (0.05 + v[2] % 1000 / 4000.0) * width;
		for (unsigned y = 0; y < height; y++)
			for (unsigned x = 0; x < width; x++)
				if ((x - cx) * (x - cx) + (y - cy) * (y - cy) <
				    radius * radius)
					for (int c = 0; c < 3; c++)
						painting_at(&p, x, y)[c] =
						    (uint8_t)v[3 + c];
	}
	return p;
}

enum painting_turn {
	PAINTING_MIRROR,
	PAINTING_FLIP,
	PAINTING_RIGHT, /* by 90 degrees */
	PAINTING_HALF,
	PAINTING_LEFT
};

static inline struct painting
painting_turned(const struct painting *p, enum painting_turn how)
{
	bool swap = how == PAINTING_RIGHT || how == PAINTING_LEFT;
	struct painting to = painting_new(
	    swap ? p->height : p->width, swap ? p->width : p->height);

	for (unsigned y = 0; y < to.height; y++)
		for (unsigned x = 0; x < to.width; x++) {
			unsigned fx = swap ? y : x, fy = swap ? x : y;

			if (how == PAINTING_MIRROR || how == PAINTING_HALF ||
			    how == PAINTING_LEFT)
				fx = p->width - 1 - fx;
			if (how == PAINTING_FLIP || how == PAINTING_HALF ||
			    how == PAINTING_RIGHT)
				fy = p->height - 1 - fy;
			memcpy(
			    painting_at(&to, x, y), painting_at(p, fx, fy), 3);
		}
	return to;
}

/* Each pixel is the mean of those that it stands for. */
static inline void
painting_mean(
    const struct painting *p, struct painting *to, unsigned x, unsigned y)
{
	unsigned x0 = x * p->width / to->width, y0 = y * p->height / to->height;
	unsigned x1 = (x + 1) * p->width / to->width;
	unsigned y1 = (y + 1) * p->height / to->height;
	unsigned sum[3] = { 0, 0, 0 }, n = 0;

	for (unsigned fy = y0; fy < y1 || fy == y0; fy++)
		for (unsigned fx = x0; fx < x1 || fx == x0; fx++, n++)
			for (int c = 0; c < 3; c++)
				sum[c] += painting_at(p, fx, fy)[c];
	for (int c = 0; c < 3; c++)
		painting_at(to, x, y)[c] = (uint8_t)(sum[c] / n);
}

static inline struct painting
painting_scaled(const struct painting *p, unsigned width, unsigned height)
{
	struct painting to = painting_new(width, height);

	for (unsigned y = 0; y < height; y++)
		for (unsigned x = 0; x < width; x++)
			painting_mean(p, &to, x, y);
	return to;
}

static inline struct painted
painting_jpeg(const struct painting *p, int quality)
{
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr errors;
	struct painted out = { NULL, 0 };
	unsigned char *data = NULL;
	unsigned long n = 0;

	c.err = jpeg_std_error(&errors);
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &data, &n);
	c.image_width = p->width;
	c.image_height = p->height;
	c.input_components = 3;
	c.in_color_space = JCS_RGB;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, quality, TRUE);
	jpeg_start_compress(&c, TRUE);
	while (c.next_scanline < c.image_height) {
		JSAMPROW row = painting_at(p, 0, c.next_scanline);

		(void)jpeg_write_scanlines(&c, &row, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	out.data = data;
	out.n = n;
	return out;
}

static inline struct painted
painting_png(const struct painting *p)
{
	png_image image = { .version = PNG_IMAGE_VERSION,
		.width = p->width,
		.height = p->height,
		.format = PNG_FORMAT_RGB };
	struct painted out = { NULL, 0 };

	(void)png_image_write_to_memory(
	    &image, NULL, &out.n, 0, p->rgb, 0, NULL);
	out.data = mem_alloc(out.n);
	(void)png_image_write_to_memory(
	    &image, out.data, &out.n, 0, p->rgb, 0, NULL);
	return out;
}

static inline struct painted
painting_webp(const struct painting *p, float quality)
{
	struct painted out = { NULL, 0 };

	out.n = WebPEncodeRGB(p->rgb, (int)p->width, (int)p->height,
	    (int)p->width * 3, quality, &out.data);
	return out;
}

#endif
