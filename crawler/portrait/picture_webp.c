/* SPDX-License-Identifier: ISC */
/* WebP by libwebp. Of one that moves, the first frame is read, on the canvas
 * that it is drawn on. */
#include <stdlib.h>

#include <webp/decode.h>
#include <webp/demux.h>

#include "crawler/portrait/picture.h"
#include "store/base/mem.h"

enum { RGB = 3 };

/* One that stands still. */
static enum err
read_still(struct picture_source *s, uint8_t *pixels)
{
	size_t stride = (size_t)s->out->width * RGB;

	return WebPDecodeRGBInto(s->data, s->n, pixels, stride * s->out->height,
		   (int)stride) != NULL
		   ? ERR_OK
		   : ERR_PARSE;
}

/* Is the frame's own picture, which its header may belie, on the canvas? */
static bool
lies_within(const WebPIterator *frame, const WebPBitstreamFeatures *own,
    const struct picture *canvas)
{
	return frame->x_offset >= 0 && frame->y_offset >= 0 && own->width > 0 &&
	       own->height > 0 && !own->has_animation &&
	       (uint64_t)frame->x_offset + (uint64_t)own->width <=
		   canvas->width &&
	       (uint64_t)frame->y_offset + (uint64_t)own->height <=
		   canvas->height;
}

/* The first frame of one that moves. What lies outside of it stays black, and
 * what is transparent keeps its colour. */
static enum err
read_first(struct picture_source *s, uint8_t *pixels)
{
	size_t width = s->out->width, stride = width * RGB;
	WebPData file = { s->data, s->n };
	WebPDemuxer *d = WebPDemux(&file);
	WebPBitstreamFeatures f;
	WebPIterator frame;
	enum err e = ERR_PARSE;

	if (d == NULL || !WebPDemuxGetFrame(d, 1, &frame))
		goto out;
	if (WebPGetFeatures(frame.fragment.bytes, frame.fragment.size, &f) ==
		VP8_STATUS_OK &&
	    lies_within(&frame, &f, s->out)) {
		size_t at = (size_t)frame.y_offset * stride +
			    (size_t)frame.x_offset * RGB;

		if (WebPDecodeRGBInto(frame.fragment.bytes, frame.fragment.size,
			pixels + at, stride * s->out->height - at,
			(int)stride) != NULL)
			e = ERR_OK;
	}
	WebPDemuxReleaseIterator(&frame);
out:
	WebPDemuxDelete(d);
	return e;
}

enum err
picture_webp(struct picture_source *s)
{
	WebPBitstreamFeatures f;
	uint8_t *pixels;
	size_t stride;
	enum err e;

	if (WebPGetFeatures(s->data, s->n, &f) != VP8_STATUS_OK ||
	    f.width < 0 || f.height < 0)
		return ERR_PARSE;
	e = picture_begin(s, (unsigned long)f.width, (unsigned long)f.height);
	if (e != ERR_OK)
		return e;
	stride = (size_t)f.width * RGB;
	pixels = mem_zalloc(stride * (size_t)f.height);
	e = f.has_animation ? read_first(s, pixels) : read_still(s, pixels);
	for (unsigned y = 0; e == ERR_OK && y < s->out->height; y++)
		picture_row(s, y, pixels + y * stride, RGB);
	free(pixels);
	return e;
}
