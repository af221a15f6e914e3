/* SPDX-License-Identifier: ISC */
/* Pictures: which format, how large, and the sample that is kept of it. */
#include "crawler/portrait/picture.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"

/* Rec. 601, as the published hashes were made with. */
static const float from_red = 0.299F, from_green = 0.587F, from_blue = 0.114F;

static const struct {
	const char *magic;
	size_t at, n;
	enum err (*read)(struct picture_source *s);
} formats[] = {
	{ "\xff\xd8\xff", 0, 3, picture_jpeg },
	{ "\x89PNG\r\n\x1a\n", 0, 8, picture_png },
	{ "GIF87a", 0, 6, picture_gif },
	{ "GIF89a", 0, 6, picture_gif },
	{ "WEBP", 8, 4, picture_webp },
};

enum err
picture_begin(
    struct picture_source *s, unsigned long width, unsigned long height)
{
	struct picture *p = s->out;
	bool large = width > PICTURE_SAMPLE || height > PICTURE_SAMPLE;

	if (width == 0 || height == 0) {
		s->why = "a picture without pixels";
		return ERR_PARSE;
	}
	if (width > PICTURE_SIDE_MAX || height > PICTURE_SIDE_MAX ||
	    width * height > PICTURE_PIXELS_MAX) {
		s->why = "a picture of too many pixels";
		return ERR_LIMIT;
	}
	p->width = (unsigned)width;
	p->height = (unsigned)height;
	p->cols = large ? PICTURE_SAMPLE : p->width;
	p->rows = large ? PICTURE_SAMPLE : p->height;
	p->luma = mem_array((size_t)p->cols * p->rows, sizeof(*p->luma));
	return ERR_OK;
}

static float
brightness(const uint8_t *pixel, unsigned channels)
{
	if (channels < 3)
		return pixel[0];
	return from_red * (float)pixel[0] + from_green * (float)pixel[1] +
	       from_blue * (float)pixel[2];
}

/* A picture that is low and wide fills several rows of its sample with one. */
void
picture_row(struct picture_source *s, unsigned y, const uint8_t *pixels,
    unsigned channels)
{
	const struct picture *p = s->out;

	while (
	    s->next < p->rows && (uint64_t)s->next * p->height / p->rows == y) {
		float *row = p->luma + (size_t)s->next++ * p->cols;

		for (unsigned i = 0; i < p->cols; i++) {
			size_t x = (size_t)i * p->width / p->cols;

			row[i] = brightness(pixels + x * channels, channels);
		}
	}
}

enum err
picture_read(const void *data, size_t n, struct picture *out, const char **why)
{
	struct picture_source s = { .data = data, .n = n, .out = out };
	enum err e = ERR_DENIED;

	*out = (struct picture){ 0 };
	s.why = "neither JPEG, PNG, GIF nor WebP";
	if (n > PICTURE_BYTES_MAX) {
		s.why = "a picture of too many bytes";
		e = ERR_LIMIT;
	}
	for (size_t i = 0; e == ERR_DENIED && i < NELEM(formats); i++) {
		if (n < formats[i].at + formats[i].n ||
		    memcmp(s.data + formats[i].at, formats[i].magic,
			formats[i].n) != 0)
			continue;
		s.why = "a broken picture";
		e = formats[i].read(&s);
		break;
	}
	if (e != ERR_OK) {
		*why = s.why;
		picture_fini(out);
	}
	return e;
}

void
picture_fini(struct picture *p)
{
	free(p->luma);
	*p = (struct picture){ 0 };
}
