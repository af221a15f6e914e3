/* SPDX-License-Identifier: ISC */
/* crawler/portrait: the pictures of those who are watched, found again. A
 * picture's bytes become brightness (picture.h), that becomes a hash which
 * survives scaling, recompression and mirroring (pdq.h), and two hashes become
 * a verdict (portrait.h).
 *
 * Decoders are the largest target that a stranger's bytes can hit, so this runs
 * in a sandboxed child (sandbox.h). Nothing is allocated by what a header says
 * before picture.c has judged its size. */
#ifndef CRAWLER_PORTRAIT_PICTURE_H
#define CRAWLER_PORTRAIT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"

enum {
	PICTURE_BYTES_MAX = 16 * 1024 * 1024,  /* of a file */
	PICTURE_PIXELS_MAX = 40 * 1024 * 1024, /* width times height */
	PICTURE_SIDE_MAX = 65535,              /* what JPEG can state */
	PICTURE_SAMPLE = 512 /* a larger one is sampled to so many a side */
};

/* The brightness of a picture, 0 to 255 a point, row by row. One larger than
 * PICTURE_SAMPLE in either direction is sampled to that in both, each point the
 * nearest, as the published hashes were made. Turning by EXIF is ignored. */
struct picture {
	unsigned width, height; /* as its header states them */
	unsigned cols, rows;    /* of the sample */
	float *luma;            /* owned: cols * rows */
};

/* Reads JPEG, PNG, GIF or WebP, told by their first bytes; of one that moves,
 * the first frame. ERR_DENIED: none of them; ERR_LIMIT: too many bytes or
 * pixels; ERR_PARSE: broken (a JPEG or GIF that is only damaged is read as far
 * as a browser would show it). *why (static) says it in a phrase. The caller
 * ends a picture that was read with picture_fini. */
enum err picture_read(const void *data, size_t n, struct picture *out,
    const char **why) MUST_CHECK;
void picture_fini(struct picture *p); /* also of a zeroed one */

/* ---- for the decoders of this folder ---- */

/* A file to be decoded and the picture that it becomes. */
struct picture_source {
	const uint8_t *data; /* borrowed */
	size_t n;
	struct picture *out;
	const char *why; /* static: what is wrong, once something is */
	unsigned next;   /* the sample's row to be filled next */
};

/* Before anything is allocated: judges the size that a header states, then
 * makes room for the sample. */
enum err picture_begin(struct picture_source *s, unsigned long width,
    unsigned long height) MUST_CHECK;
/* Row y of the picture, top down, every one of them: channels (1: grey, 3 or 4:
 * red, green, blue and what is ignored) bytes a pixel. */
void picture_row(struct picture_source *s, unsigned y, const uint8_t *pixels,
    unsigned channels);

enum err picture_jpeg(struct picture_source *s) MUST_CHECK;
enum err picture_gif(struct picture_source *s) MUST_CHECK;
enum err picture_png(struct picture_source *s) MUST_CHECK;
enum err picture_webp(struct picture_source *s) MUST_CHECK;

#endif
