/* SPDX-License-Identifier: ISC */
/* A portrait, and what a thief makes of it. */
#include "tests/demo/picture.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>

#include "store/base/log.h"
#include "store/base/mem.h"

enum { FILE_MAX = 256 << 10, RGB = 3, QUALITY = 55 };

static enum err
read_file(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "rb");
	char *data = mem_alloc(FILE_MAX);
	enum err e;

	if (f == NULL) {
		free(data);
		return log_sys("demo: %s", path);
	}
	e = buf_add(out, data, fread(data, 1, FILE_MAX, f));
	fclose(f);
	free(data);
	return e;
}

static void
mirror(uint8_t *row, unsigned width)
{
	for (unsigned i = 0; i < width / 2; i++)
		for (int c = 0; c < RGB; c++) {
			uint8_t *a = row + (size_t)i * RGB + c;
			uint8_t *b = row + (size_t)(width - 1 - i) * RGB + c;
			uint8_t kept = *a;

			*a = *b;
			*b = kept;
		}
}

/* Each row mirrored, then compressed. */
static enum err
compress(uint8_t *pixels, unsigned width, unsigned height, struct buf *out)
{
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr errors;
	unsigned char *data = NULL;
	unsigned long n = 0;
	enum err e;

	c.err = jpeg_std_error(&errors);
	jpeg_create_compress(&c);
	jpeg_mem_dest(&c, &data, &n);
	c.image_width = width;
	c.image_height = height;
	c.input_components = RGB;
	c.in_color_space = JCS_RGB;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, QUALITY, TRUE);
	jpeg_start_compress(&c, TRUE);
	while (c.next_scanline < height) {
		JSAMPROW row = pixels + (size_t)c.next_scanline * width * RGB;

		mirror(row, width);
		(void)jpeg_write_scanlines(&c, &row, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
	e = buf_add(out, data, n);
	free(data);
	return e;
}

static enum err
steal(const char *path, struct buf *out)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	uint8_t *pixels;
	enum err e = ERR_SYS;

	if (!png_image_begin_read_from_file(&image, path))
		return log_sys("demo: %s", path);
	image.format = PNG_FORMAT_RGB;
	pixels = mem_array((size_t)image.width * image.height, RGB);
	if (png_image_finish_read(&image, NULL, pixels, 0, NULL))
		e = compress(pixels, image.width, image.height, out);
	free(pixels);
	return e;
}

enum err
picture_serve(const char *path, bool stolen, struct buf *out)
{
	return stolen ? steal(path, out) : read_file(path, out);
}
