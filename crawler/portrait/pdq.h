/* SPDX-License-Identifier: ISC */
/* PDQ, the perceptual hash that Facebook published in 2019 (ThreatExchange,
 * "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm"):
 * 256 bits that stay nearly the same when a picture is scaled, recompressed or
 * slightly changed. Each bit says whether one of 16 x 16 frequencies of the
 * picture, the lowest but the constant ones, is above their median. */
#ifndef CRAWLER_PORTRAIT_PDQ_H
#define CRAWLER_PORTRAIT_PDQ_H

#include <stddef.h>
#include <stdint.h>

enum {
	PDQ_BYTES = 32,
	PDQ_HEX = 2 * PDQ_BYTES + 1,
	PDQ_TURNS = 8,
	PDQ_SIDE_MIN = 5, /* of a picture that can be hashed at all */
	PDQ_NEAR = 31,    /* bits by which copies of one picture differ */
	PDQ_QUALITY = 50, /* under it, a hash says too little to be compared */
	PDQ_FIRM = 96     /* firm bits that are enough to compare by alone */
};

/* One picture's hashes: as it is, and as it would be mirrored and turned. Index
 * bit 0: left and right swapped; bit 1: top and bottom; bit 2: rows and columns
 * (after the others). Bytes stand in the order of the published hexadecimal
 * digits. */
struct pdq {
	uint8_t hash[PDQ_TURNS][PDQ_BYTES];
	/* The bits that compression does not flip: of frequencies that are not
	 * nearly at the median. A symmetric picture, a logo, has half of them
	 * there. */
	uint8_t firm[PDQ_TURNS][PDQ_BYTES];
	unsigned quality; /* 0 to 100: how much there is in the picture */
};

/* Of a brightness (picture.h), which serves as working memory and is spoilt.
 * One smaller than PDQ_SIDE_MIN has the hash 0 and quality 0. */
void pdq_of(float *luma, unsigned cols, unsigned rows, struct pdq *out);
/* How many bits differ: 0 to 256; of unrelated pictures some 128. */
unsigned pdq_distance(const uint8_t a[PDQ_BYTES], const uint8_t b[PDQ_BYTES]);
/* The same of the firm bits alone, as if there were 256 of them; 256 where
 * there are fewer than PDQ_FIRM. */
unsigned pdq_distance_firm(const uint8_t a[PDQ_BYTES],
    const uint8_t b[PDQ_BYTES], const uint8_t firm[PDQ_BYTES]);

#endif
