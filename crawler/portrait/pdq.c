/* SPDX-License-Identifier: ISC */
/* PDQ: blur, sample to 64 x 64, cosine transform to 16 x 16, compare with the
 * median. Sums are single floats in the published order, so that the bits are
 * the published ones. */
#include "crawler/portrait/pdq.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

enum {
	GRID = 64,  /* points a side after sampling */
	WAVES = 16, /* frequencies a direction: 1 to 16 */
	BLURS = 2,  /* passes of the box filter in each direction */
	BITS = WAVES * WAVES,
	GRADIENT_UNIT = 90 /* sum of gradients that is worth one of quality */
};

/* What compressing anew adds to a frequency, in steps of brightness: the
 * transform keeps lengths, and a blurred point is off by one or two. */
static const float noise = 4;

static float waves[WAVES][GRID]; /* set once */
static pthread_once_t waves_once = PTHREAD_ONCE_INIT;

static void
waves_set(void)
{
	const float scale = (float)sqrt(2.0 / GRID);

	for (int i = 0; i < WAVES; i++)
		for (int k = 0; k < GRID; k++)
			waves[i][k] =
			    (float)((double)scale * cos(M_PI / 2 / GRID *
							(i + 1) * (2 * k + 1)));
}

/* Two passes over half a block each average a whole block (Jarosz, "Fast Image
 * Convolutions", 2001). */
static unsigned
window_of(unsigned n)
{
	return (n + 2 * GRID - 1) / (2 * GRID);
}

/* Each of n vectors of `width` floats, a stride apart, becomes the mean of the
 * window of vectors around it, as far as there are some. sum is working memory
 * for one vector. */
static void
box(const float *in, float *out, unsigned n, size_t stride, unsigned width,
    unsigned window, float *sum)
{
	unsigned ahead = (window + 2) / 2; /* of the window, from here on */
	unsigned first = 0, end = 0;       /* what sum holds */

	memset(sum, 0, width * sizeof(*sum));
	for (; end < ahead - 1; end++)
		for (unsigned i = 0; i < width; i++)
			sum[i] += in[end * stride + i];
	for (unsigned at = 0; at < n; at++) {
		float count;

		if (end < n) {
			for (unsigned i = 0; i < width; i++)
				sum[i] += in[end * stride + i];
			end++;
		}
		if (at + ahead > window + first) {
			for (unsigned i = 0; i < width; i++)
				sum[i] -= in[first * stride + i];
			first++;
		}
		count = (float)(end - first);
		for (unsigned i = 0; i < width; i++)
			out[at * stride + i] = sum[i] / count;
	}
}

static void
blur(float *luma, float *other, unsigned cols, unsigned rows)
{
	float *sum = mem_array(cols, sizeof(*sum));

	for (int pass = 0; pass < BLURS; pass++) {
		for (unsigned y = 0; y < rows; y++)
			box(luma + (size_t)y * cols, other + (size_t)y * cols,
			    cols, 1, 1, window_of(cols), sum);
		box(other, luma, rows, cols, cols, window_of(rows), sum);
	}
	free(sum);
}

/* The middle of each of 64 parts. */
static size_t
middle_of(int part, unsigned n)
{
	return (size_t)((2U * (unsigned)part + 1U) * n / (2U * GRID));
}

static void
sample(const float *luma, unsigned cols, unsigned rows, float out[GRID][GRID])
{
	for (int y = 0; y < GRID; y++)
		for (int x = 0; x < GRID; x++)
			out[y][x] = luma[middle_of(y, rows) * cols +
					 middle_of(x, cols)];
}

static int
gradient(float a, float b)
{
	return abs((int)((a - b) * 100.0F / 255.0F));
}

static unsigned
quality_of(float grid[GRID][GRID])
{
	int sum = 0;

	for (int y = 0; y < GRID; y++)
		for (int x = 0; x < GRID; x++) {
			if (y + 1 < GRID)
				sum += gradient(grid[y][x], grid[y + 1][x]);
			if (x + 1 < GRID)
				sum += gradient(grid[y][x], grid[y][x + 1]);
		}
	sum /= GRADIENT_UNIT;
	return sum > 100 ? 100U : (unsigned)sum;
}

/* The cosine transform (DCT-II) by two matrix products. */
static void
transform(float grid[GRID][GRID], float out[WAVES][WAVES])
{
	float half[WAVES][GRID];

	for (int i = 0; i < WAVES; i++)
		for (int x = 0; x < GRID; x++) {
			float sum = 0;

			for (int k = 0; k < GRID; k++)
				sum += waves[i][k] * grid[k][x];
			half[i][x] = sum;
		}
	for (int i = 0; i < WAVES; i++)
		for (int j = 0; j < WAVES; j++) {
			float sum = 0;

			for (int k = 0; k < GRID; k++)
				sum += half[i][k] * waves[j][k];
			out[i][j] = sum;
		}
}

static int
by_value(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return (x > y) - (x < y);
}

/* The lower of the two in the middle. */
static float
median_of(float values[WAVES][WAVES])
{
	float sorted[BITS];

	memcpy(sorted, values, sizeof(sorted));
	qsort(sorted, BITS, sizeof(sorted[0]), by_value);
	return sorted[BITS / 2 - 1];
}

/* Row i is the i-th 16-bit word, and the words are written from the last to the
 * first, most significant digit in front. */
static void
write_bits(float values[WAVES][WAVES], uint8_t hash[PDQ_BYTES],
    uint8_t firm[PDQ_BYTES])
{
	float median = median_of(values);

	for (int i = 0; i < WAVES; i++)
		for (int j = 0; j < WAVES; j++) {
			int at = 2 * (WAVES - 1 - i) + (j < 8);
			uint8_t bit = (uint8_t)(1U << (j & 7));

			if (values[i][j] > median)
				hash[at] |= bit;
			if (fabsf(values[i][j] - median) > noise)
				firm[at] |= bit;
		}
}

/* Mirroring a picture changes the sign of every odd frequency, of which the
 * first stands at index 0; swapping rows and columns swaps the frequencies'. */
static void
turn(float values[WAVES][WAVES], unsigned how, float out[WAVES][WAVES])
{
	for (int i = 0; i < WAVES; i++)
		for (int j = 0; j < WAVES; j++) {
			bool odd = ((how & 1U) != 0 && j % 2 == 0) !=
				   ((how & 2U) != 0 && i % 2 == 0);
			float v = odd ? -values[i][j] : values[i][j];

			if ((how & 4U) != 0)
				out[j][i] = v;
			else
				out[i][j] = v;
		}
}

void
pdq_of(float *luma, unsigned cols, unsigned rows, struct pdq *out)
{
	float grid[GRID][GRID], values[WAVES][WAVES], turned[WAVES][WAVES];
	float *other;

	*out = (struct pdq){ 0 };
	if (cols < PDQ_SIDE_MIN || rows < PDQ_SIDE_MIN)
		return;
	(void)pthread_once(&waves_once, waves_set);
	other = mem_array((size_t)cols * rows, sizeof(*other));
	blur(luma, other, cols, rows);
	free(other);
	sample(luma, cols, rows, grid);
	out->quality = quality_of(grid);
	transform(grid, values);
	for (unsigned how = 0; how < PDQ_TURNS; how++) {
		turn(values, how, turned);
		write_bits(turned, out->hash[how], out->firm[how]);
	}
}

static unsigned
count_bits(const uint8_t *a, const uint8_t *b, const uint8_t *mask)
{
	unsigned n = 0;

	for (size_t i = 0; i < PDQ_BYTES; i++)
		n += (unsigned)__builtin_popcount(
		    (unsigned)(a[i] ^ b[i]) & mask[i]);
	return n;
}

unsigned
pdq_distance(const uint8_t a[PDQ_BYTES], const uint8_t b[PDQ_BYTES])
{
	uint8_t all[PDQ_BYTES];

	memset(all, 0xff, sizeof(all));
	return count_bits(a, b, all);
}

unsigned
pdq_distance_firm(const uint8_t a[PDQ_BYTES], const uint8_t b[PDQ_BYTES],
    const uint8_t firm[PDQ_BYTES])
{
	static const uint8_t none[PDQ_BYTES];
	unsigned n = count_bits(none, firm, firm);

	return n < PDQ_FIRM ? BITS : count_bits(a, b, firm) * BITS / n;
}
