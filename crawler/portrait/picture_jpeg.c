/* SPDX-License-Identifier: ISC */
/* JPEG by libjpeg-turbo, line by line. The library ends a failed call by
 * longjmp, so all that must survive it stands in one struct. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "crawler/portrait/picture.h"
#include "store/base/mem.h"

enum {
	/* Each scan of a progressive one costs a pass over all its pixels. */
	PASSES_MAX = 10 * PICTURE_PIXELS_MAX,
	CMYK = 4
};

struct jpeg {
	struct jpeg_decompress_struct d;
	struct jpeg_error_mgr errors;
	struct jpeg_progress_mgr progress;
	jmp_buf failed;
	uint8_t *line; /* owned */
	enum err err;
};

static void
on_error(j_common_ptr common)
{
	struct jpeg *j = common->client_data;

	longjmp(j->failed, 1);
}

/* What a browser shows all the same is read all the same: a thief could damage
 * a portrait just enough. */
static void
on_message(j_common_ptr common, int level)
{
	(void)common;
	(void)level;
}

static void
on_progress(j_common_ptr common)
{
	struct jpeg *j = common->client_data;

	uint64_t pixels = (uint64_t)j->d.image_width * j->d.image_height;

	if ((uint64_t)j->d.input_scan_number * pixels > PASSES_MAX)
		longjmp(j->failed, 1);
}

/* Inks to light, in place: Adobe writes them inverted. */
static void
mix_inks(uint8_t *line, unsigned width)
{
	for (unsigned i = 0; i < width; i++) {
		uint8_t *px = line + (size_t)CMYK * i;

		for (int c = 0; c < 3; c++)
			px[c] = (uint8_t)(px[c] * px[3] / 255);
	}
}

static void
choose_colours(struct jpeg *j)
{
	if (j->d.jpeg_color_space == JCS_GRAYSCALE)
		j->d.out_color_space = JCS_GRAYSCALE;
	else if (j->d.jpeg_color_space == JCS_CMYK ||
		 j->d.jpeg_color_space == JCS_YCCK)
		j->d.out_color_space = JCS_CMYK;
	else
		j->d.out_color_space = JCS_RGB;
}

static void
decode(struct jpeg *j, struct picture_source *s)
{
	unsigned channels;

	jpeg_mem_src(&j->d, s->data, (unsigned long)s->n);
	(void)jpeg_read_header(&j->d, TRUE);
	j->err = picture_begin(s, j->d.image_width, j->d.image_height);
	if (j->err != ERR_OK)
		return;
	choose_colours(j);
	(void)jpeg_start_decompress(&j->d);
	channels = (unsigned)j->d.output_components;
	j->line = mem_array(j->d.output_width, channels);
	while (j->d.output_scanline < j->d.output_height) {
		unsigned y = j->d.output_scanline;

		if (jpeg_read_scanlines(&j->d, &j->line, 1) != 1)
			break;
		if (channels == CMYK)
			mix_inks(j->line, j->d.output_width);
		picture_row(s, y, j->line, channels);
	}
}

enum err
picture_jpeg(struct picture_source *s)
{
	struct jpeg *j = mem_zalloc(sizeof(*j));
	enum err e;

	j->d.err = jpeg_std_error(&j->errors);
	j->errors.error_exit = on_error;
	j->errors.emit_message = on_message;
	j->progress.progress_monitor = on_progress;
	j->d.client_data = j;
	j->err = ERR_PARSE;
	if (setjmp(j->failed) == 0) {
		jpeg_create_decompress(&j->d);
		j->d.progress = &j->progress;
		decode(j, s);
	} else {
		j->err = ERR_PARSE;
	}
	e = j->err;
	jpeg_destroy_decompress(&j->d);
	free(j->line);
	free(j);
	return e;
}
