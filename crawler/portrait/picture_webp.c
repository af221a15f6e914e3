/* SPDX-License-Identifier: ISC */
/* WebP by libwebp. One that moves is left alone: avatars that matter stand
 * still, and the first frame would need a second library. */
#include <stdlib.h>

#include <webp/decode.h>

#include "crawler/portrait/picture.h"
#include "store/base/mem.h"

enum { RGB = 3 };

enum err
picture_webp(struct picture_source *s)
{
	WebPBitstreamFeatures f;
	uint8_t *pixels = NULL;
	size_t size, stride;
	enum err e;

	if (WebPGetFeatures(s->data, s->n, &f) != VP8_STATUS_OK)
		return ERR_PARSE;
	if (f.has_animation) {
		s->why = "a WebP that moves";
		return ERR_DENIED;
	}
	if (f.width < 0 || f.height < 0)
		return ERR_PARSE;
	e = picture_begin(s, (unsigned long)f.width, (unsigned long)f.height);
	if (e != ERR_OK)
		return e;
	stride = (size_t)f.width * RGB;
	size = stride * (size_t)f.height;
	pixels = mem_alloc(size);
	if (WebPDecodeRGBInto(s->data, s->n, pixels, size, (int)stride) == NULL)
		e = ERR_PARSE;
	for (unsigned y = 0; e == ERR_OK && y < s->out->height; y++)
		picture_row(s, y, pixels + y * stride, RGB);
	free(pixels);
	return e;
}
