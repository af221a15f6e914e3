/* SPDX-License-Identifier: ISC */
/* GIF (CompuServe, "Graphics Interchange Format", version 89a): its first
 * frame, on the canvas that a browser would give it. What lies outside of the
 * frame has the background's colour; what is transparent keeps its own, as in
 * the other formats. A frame that breaks off is read as far as it goes, as a
 * browser shows it: a thief could damage a portrait just enough. */
#include <stdlib.h>
#include <string.h>

#include "crawler/portrait/picture.h"
#include "store/base/mem.h"

enum {
	RGB = 3,
	HEADER = 6,
	SCREEN = 7, /* the logical screen's descriptor */
	FRAME = 9,  /* an image's descriptor, behind its separator */
	COLOURS = 256,
	EXTENSION = 0x21,
	SEPARATOR = 0x2c,
	HAS_TABLE = 0x80, /* of colours */
	INTERLACED = 0x40,
	CODE_BITS_MAX = 12,
	CODES = 1 << CODE_BITS_MAX,
	NO_CODE = CODES
};

/* What is left to read. */
struct bytes {
	const uint8_t *p, *end;
};

struct table {
	uint8_t rgb[COLOURS * RGB]; /* black where the file states none */
	bool given;
};

struct gif {
	struct bytes in;
	struct table colours;
	uint8_t background; /* index of a colour */
	/* The frame. */
	unsigned left, top, width, height;
	bool interlaced;
	uint8_t *indexes; /* owned: width * height, in the file's order */
};

/* The dictionary of section F: a code stands for the string of another, and one
 * index behind it. */
struct lzw {
	struct bytes in;   /* from the first sub-block on */
	unsigned block;    /* bytes that the sub-block still has */
	uint32_t bits;     /* read, and not yet used */
	unsigned n_bits;   /* of them */
	unsigned width;    /* bits of the next code */
	unsigned min_bits; /* of an index */
	unsigned next;     /* code to be defined */
	uint16_t prefix[CODES], length[CODES];
	uint8_t last[CODES];
	uint8_t *out; /* borrowed */
	size_t n, max;
};

/* ---- bytes ---- */

static const uint8_t *
take(struct bytes *b, size_t n)
{
	const uint8_t *at = b->p;

	if ((size_t)(b->end - b->p) < n)
		return NULL;
	b->p += n;
	return at;
}

static unsigned
u16(const uint8_t *at)
{
	return at[0] | (unsigned)at[1] << 8;
}

/* The table behind a descriptor whose flags these are, where it has one. */
static bool
take_table(struct bytes *b, uint8_t flags, struct table *out)
{
	size_t n = (size_t)RGB << ((flags & 7) + 1);
	const uint8_t *at;

	if ((flags & HAS_TABLE) == 0)
		return true;
	at = take(b, n);
	if (at == NULL)
		return false;
	memset(out, 0, sizeof(*out));
	memcpy(out->rgb, at, n);
	out->given = true;
	return true;
}

/* An extension: its label and its sub-blocks, up to the empty one. */
static bool
skip_extension(struct bytes *b)
{
	const uint8_t *n;

	(void)take(b, 1);
	do {
		n = take(b, 1);
		if (n == NULL || take(b, *n) == NULL)
			return false;
	} while (*n > 0);
	return true;
}

/* ---- LZW ---- */

static void
lzw_clear(struct lzw *l)
{
	l->width = l->min_bits + 1;
	l->next = (1U << l->min_bits) + 2;
}

static void
lzw_init(struct lzw *l, const struct gif *g, unsigned min_bits)
{
	l->in = g->in;
	l->min_bits = min_bits;
	l->out = g->indexes;
	l->max = (size_t)g->width * g->height;
	for (unsigned i = 0; i < 1U << min_bits; i++) {
		l->prefix[i] = NO_CODE;
		l->length[i] = 1;
		l->last[i] = (uint8_t)i;
	}
	lzw_clear(l);
}

/* The next byte of the sub-blocks; false at their end. */
static bool
lzw_byte(struct lzw *l, uint8_t *out)
{
	const uint8_t *at;

	if (l->block == 0) {
		at = take(&l->in, 1);
		l->block = at != NULL ? *at : 0;
	}
	at = l->block > 0 ? take(&l->in, 1) : NULL;
	if (at == NULL)
		return false;
	l->block--;
	*out = *at;
	return true;
}

/* NO_CODE at the end. */
static unsigned
lzw_code(struct lzw *l)
{
	unsigned code;
	uint8_t byte;

	while (l->n_bits < l->width) {
		if (!lzw_byte(l, &byte))
			return NO_CODE;
		l->bits |= (uint32_t)byte << l->n_bits;
		l->n_bits += 8;
	}
	code = l->bits & ((1U << l->width) - 1);
	l->bits >>= l->width;
	l->n_bits -= l->width;
	return code;
}

static void
lzw_define(struct lzw *l, unsigned prefix, uint8_t last)
{
	if (l->next == CODES)
		return; /* full until it is cleared */
	l->prefix[l->next] = (uint16_t)prefix;
	l->length[l->next] = (uint16_t)(l->length[prefix] + 1);
	l->last[l->next] = last;
	l->next++;
	if (l->next == 1U << l->width && l->width < CODE_BITS_MAX)
		l->width++;
}

/* Writes a code's string, from its end, and gives its first index. What is
 * beyond the frame is dropped. */
static uint8_t
lzw_write(struct lzw *l, unsigned code)
{
	size_t at = l->n + l->length[code];
	uint8_t first = 0;

	l->n = at < l->max ? at : l->max;
	for (; code != NO_CODE; code = l->prefix[code]) {
		first = l->last[code];
		if (--at < l->max)
			l->out[at] = first;
	}
	return first;
}

/* Reads codes until the frame is full, or they end or make no sense. */
static void
lzw_run(struct lzw *l)
{
	unsigned clear = 1U << l->min_bits, before = NO_CODE, code;
	uint8_t first = 0;

	while (l->n < l->max) {
		code = lzw_code(l);
		if (code == clear) {
			lzw_clear(l);
			before = NO_CODE;
			continue;
		}
		if (code == clear + 1 || code > l->next ||
		    (code == l->next && before == NO_CODE) || code == NO_CODE)
			return;
		/* The code that is being defined may be the one that was read:
		 * what was before, and again its first index. */
		if (code == l->next) {
			lzw_define(l, before, first);
			first = lzw_write(l, code);
		} else {
			first = lzw_write(l, code);
			if (before != NO_CODE)
				lzw_define(l, before, first);
		}
		before = code;
	}
}

/* ---- the frame ---- */

/* Up to the first frame's pixels. */
static bool
read_head(struct gif *g, struct picture_source *s, unsigned screen[2])
{
	struct bytes *in = &g->in;
	const uint8_t *at;

	*in = (struct bytes){ s->data + HEADER, s->data + s->n };
	at = take(in, SCREEN);
	if (at == NULL || !take_table(in, at[4], &g->colours))
		return false;
	screen[0] = u16(at);
	screen[1] = u16(at + 2);
	g->background = at[5];
	at = take(in, 1);
	while (at != NULL && *at == EXTENSION) {
		if (!skip_extension(in))
			return false;
		at = take(in, 1);
	}
	if (at == NULL || *at != SEPARATOR)
		return false;
	at = take(in, FRAME);
	if (at == NULL)
		return false;
	g->left = u16(at);
	g->top = u16(at + 2);
	g->width = u16(at + 4);
	g->height = u16(at + 6);
	g->interlaced = (at[8] & INTERLACED) != 0;
	return take_table(in, at[8], &g->colours) && g->colours.given;
}

static enum err
read_frame(struct gif *g)
{
	const uint8_t *min_bits = take(&g->in, 1);
	size_t n = (size_t)g->width * g->height;
	struct lzw *l;
	bool any;

	if (min_bits == NULL || *min_bits < 1 || *min_bits > 8 || n == 0)
		return ERR_PARSE;
	g->indexes = mem_alloc(n);
	memset(g->indexes, g->background, n);
	l = mem_zalloc(sizeof(*l));
	lzw_init(l, g, *min_bits);
	lzw_run(l);
	any = l->n > 0;
	free(l);
	return any ? ERR_OK : ERR_PARSE;
}

/* Where the file has row y of the frame: as they come, or first every eighth,
 * then those in the middle between them, and so on (appendix E). */
static unsigned
place_of(const struct gif *g, unsigned y)
{
	unsigned h = g->height, fourth = (h + 3) / 4, half = (h + 1) / 2;

	if (!g->interlaced)
		return y;
	if (y % 8 == 0)
		return y / 8;
	if (y % 8 == 4)
		return (h + 7) / 8 + y / 8;
	if (y % 4 == 2)
		return fourth + y / 4;
	return half + y / 2;
}

static void
paint(const struct gif *g, uint8_t *at, uint8_t index)
{
	memcpy(at, &g->colours.rgb[(size_t)index * RGB], RGB);
}

static void
paint_all(const struct gif *g, struct picture_source *s)
{
	unsigned width = s->out->width;
	uint8_t *line = mem_array(width, RGB);

	for (unsigned y = 0; y < s->out->height; y++) {
		const uint8_t *row = NULL;

		if (y >= g->top && y - g->top < g->height)
			row = g->indexes +
			      (size_t)place_of(g, y - g->top) * g->width;
		for (unsigned x = 0; x < width; x++)
			paint(g, line + (size_t)x * RGB,
			    row != NULL && x >= g->left &&
				    x - g->left < g->width
				? row[x - g->left]
				: g->background);
		picture_row(s, y, line, RGB);
	}
	free(line);
}

static unsigned
larger(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

enum err
picture_gif(struct picture_source *s)
{
	struct gif *g = mem_zalloc(sizeof(*g));
	unsigned screen[2];
	enum err e = ERR_PARSE;

	if (read_head(g, s, screen))
		e = picture_begin(s, larger(screen[0], g->left + g->width),
		    larger(screen[1], g->top + g->height));
	if (e == ERR_OK)
		e = read_frame(g);
	if (e == ERR_OK)
		paint_all(g, s);
	free(g->indexes);
	free(g);
	return e;
}
