/* SPDX-License-Identifier: ISC */
/* PNG by libpng's simplified interface, which needs no longjmp. */
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "crawler/portrait/picture.h"
#include "store/base/mem.h"

enum { RGBA = 4, HEADER = 24 /* up to the size, which stands first */ };

static unsigned long
read_u32(const uint8_t *at)
{
	return (unsigned long)at[0] << 24 | (unsigned long)at[1] << 16 |
	       (unsigned long)at[2] << 8 | at[3];
}

/* The size is judged before libpng reads on to the first pixels. */
static enum err
judge(struct picture_source *s)
{
	if (s->n < HEADER || memcmp(s->data + 12, "IHDR", 4) != 0)
		return ERR_PARSE;
	return picture_begin(s, read_u32(s->data + 16), read_u32(s->data + 20));
}

/* What is transparent keeps its colour, as in the published hashes. */
enum err
picture_png(struct picture_source *s)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	uint8_t *pixels = NULL;
	enum err e = judge(s);

	if (e != ERR_OK)
		return e;
	if (!png_image_begin_read_from_memory(&image, s->data, s->n) ||
	    image.width != s->out->width || image.height != s->out->height) {
		e = ERR_PARSE;
		goto out;
	}
	image.format = PNG_FORMAT_RGBA;
	pixels = mem_array((size_t)image.width * image.height, RGBA);
	if (!png_image_finish_read(&image, NULL, pixels, 0, NULL) ||
	    image.warning_or_error > 1) {
		e = ERR_PARSE;
		goto out;
	}
	for (unsigned y = 0; y < image.height; y++)
		picture_row(
		    s, y, pixels + (size_t)y * image.width * RGBA, RGBA);
out:
	png_image_free(&image);
	free(pixels);
	return e;
}
