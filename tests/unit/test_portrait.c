/* SPDX-License-Identifier: ISC */
/* Portraits: a copy is known again however it was scaled, compressed, mirrored
 * or turned, a stranger's is not; and what is no picture, or claims to be a
 * huge one, is refused. */
#include "tests/unit/unit.h"

#include <zlib.h>

#include "crawler/portrait/picture.h"
#include "crawler/portrait/portrait.h"
#include "tests/unit/moving.h"
#include "tests/unit/painting.h"

enum {
	APART = 60,    /* bits between pictures that have nothing in common */
	GIF_HEAD = 823 /* bytes of moving_gif before its first pixel */
};

static struct portrait
portrait_of(struct painted file)
{
	struct portrait out = { 0 };
	const char *why = "";

	if (portrait_read(file.data, file.n, &out, &why) != ERR_OK)
		fprintf(stderr, "# %s\n", why);
	free(file.data);
	return out;
}

static const struct {
	enum painting_turn turn;
	enum portrait_likeness want;
} turns[] = {
	{ PAINTING_MIRROR, PORTRAIT_MIRRORED },
	{ PAINTING_FLIP, PORTRAIT_MIRRORED },
	{ PAINTING_RIGHT, PORTRAIT_TURNED },
	{ PAINTING_HALF, PORTRAIT_TURNED },
	{ PAINTING_LEFT, PORTRAIT_TURNED },
};

static void
test_turned(void **state)
{
	struct painting p = painting_of(7, 400, 320);
	struct portrait known = portrait_of(painting_png(&p));

	(void)state;
	for (size_t i = 0; i < NELEM(turns); i++) {
		struct painting other = painting_turned(&p, turns[i].turn);
		struct portrait met = portrait_of(painting_jpeg(&other, 60));
		unsigned distance = 256;

		CHECK_ROW(i,
		    portrait_compare(&known, &met, &distance) == turns[i].want);
		CHECK_ROW(i, distance <= PDQ_NEAR);
		free(other.rgb);
	}
	free(p.rgb);
	assert_int_equal(rows_failed, 0);
}

static const struct {
	unsigned width, height;
	int quality; /* of JPEG; 0: PNG; under 0: of WebP */
} copies[] = {
	{ 600, 600, 95 }, { 600, 600, 20 }, { 128, 128, 50 }, { 64, 64, 90 },
	{ 1400, 1400, 80 }, { 300, 300, 0 }, { 256, 256, -40 },
	{ 600, 400, 85 }, /* squeezed */
};

static void
test_copies(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 5; seed++) {
		struct painting p = painting_of(seed, 600, 600);
		struct portrait known = portrait_of(painting_jpeg(&p, 90));

		CHECK_ROW(seed, known.pdq.quality >= PDQ_QUALITY);
		for (size_t i = 0; i < NELEM(copies); i++) {
			struct painting c = painting_scaled(
			    &p, copies[i].width, copies[i].height);
			int q = copies[i].quality;
			struct portrait met = portrait_of(
			    q > 0    ? painting_jpeg(&c, q)
			    : q == 0 ? painting_png(&c)
				     : painting_webp(&c, (float)-q));
			unsigned distance = 256;

			CHECK_ROW(i, portrait_compare(&known, &met,
					 &distance) == PORTRAIT_COPY);
			CHECK_ROW(i, distance <= PDQ_NEAR);
			free(c.rgb);
		}
		free(p.rgb);
	}
	assert_int_equal(rows_failed, 0);
}

static const struct {
	unsigned width, height;
	struct moving how;
} moves[] = {
	{ 600, 600, { 0 } }, { 128, 128, { 0 } },
	{ 301, 299, { .interlaced = true } }, /* no multiple of eight */
	{ 200, 200, { .interlaced = true } },
	/* The frame is nearly all of its canvas. */
	{ 400, 400, { 404, 404, 2, 2, false } },
	{ 400, 400, { 404, 404, 2, 2, true } },
	{ 400, 400, { 10, 10, 0, 0, false } }, /* a GIF's canvas grows */
};

/* What moves is known by its first frame. */
static void
test_moving(void **state)
{
	struct painting p = painting_of(21, 600, 600);
	struct portrait known = portrait_of(painting_jpeg(&p, 90));

	(void)state;
	for (size_t i = 0; i < NELEM(moves); i++) {
		struct painting c =
		    painting_scaled(&p, moves[i].width, moves[i].height);
		const struct moving *how = &moves[i].how;
		bool fits = how->canvas_width == 0 ||
			    how->canvas_width >= moves[i].width;
		struct portrait met = portrait_of(moving_gif(&c, how));
		unsigned distance = 256;

		CHECK_ROW(i,
		    portrait_compare(&known, &met, &distance) == PORTRAIT_COPY);
		met = (struct portrait){ 0 };
		if (fits)
			met = portrait_of(moving_webp(&c, how, 80));
		CHECK_ROW(i, portrait_compare(&known, &met, &distance) ==
				 (fits ? PORTRAIT_COPY : PORTRAIT_OTHER));
		free(c.rgb);
	}
	free(p.rgb);
	assert_int_equal(rows_failed, 0);
}

/* Every pixel of a frame is where it was painted: what the PDQ would forgive.
 */
static void
test_frame(void **state)
{
	static const struct moving how[] = { { 0 }, { .interlaced = true },
		{ 90, 80, 7, 3, false }, { 90, 80, 7, 3, true } };
	struct painting p = painting_of(22, 83, 77);

	(void)state;
	for (size_t i = 0; i < NELEM(how); i++) {
		struct painted f = moving_gif(&p, &how[i]);
		struct picture out;
		const char *why;

		assert_int_equal(picture_read(f.data, f.n, &out, &why), ERR_OK);
		assert_int_equal(out.cols, 83 + how[i].left);
		for (unsigned y = 0; y < 77; y++)
			for (unsigned x = 0; x < 83; x++) {
				const uint8_t *px = painting_at(&p, x, y);
				size_t at = (y + how[i].top) * out.cols + x +
					    how[i].left;
				float want = 0.299F * (float)(px[0] & 0xe0) +
					     0.587F * (float)(px[1] & 0xe0) +
					     0.114F * (float)(px[2] & 0xc0);

				CHECK_ROW(i, out.luma[at] - want < 0.01F &&
						 want - out.luma[at] < 0.01F);
			}
		if (how[i].left > 0)
			assert_true(out.luma[0] < 0.01F); /* its background */
		picture_fini(&out);
		free(f.data);
	}
	free(p.rgb);
	assert_int_equal(rows_failed, 0);
}

/* A picture that is its own mirror image, as logos are: half of its bits are
 * noise, and the firm ones decide. */
static void
test_symmetric(void **state)
{
	(void)state;
	for (uint32_t seed = 30; seed < 36; seed++) {
		struct painting p = painting_of(seed, 200, 200), small;
		struct portrait known, met;
		unsigned distance = 256;

		for (unsigned y = 0; y < p.height; y++)
			for (unsigned x = 0; x < p.width / 2; x++)
				memcpy(painting_at(&p, p.width - 1 - x, y),
				    painting_at(&p, x, y), 3);
		small = painting_scaled(&p, 128, 128);
		known = portrait_of(painting_png(&p));
		met = portrait_of(painting_jpeg(&small, 55));
		CHECK_ROW(seed, portrait_compare(&known, &met, &distance) !=
				    PORTRAIT_OTHER);
		free(p.rgb);
		free(small.rgb);
	}
	assert_int_equal(rows_failed, 0);
}

static void
test_strangers(void **state)
{
	enum { PEOPLE = 12 };
	struct portrait of[PEOPLE];

	(void)state;
	for (uint32_t i = 0; i < PEOPLE; i++) {
		struct painting p = painting_of(100 + i, 200, 200);

		of[i] = portrait_of(painting_png(&p));
		free(p.rgb);
	}
	for (size_t i = 0; i < PEOPLE; i++)
		for (size_t k = 0; k < i; k++) {
			unsigned distance = 256;

			CHECK_ROW(i, portrait_compare(&of[i], &of[k],
					 &distance) == PORTRAIT_OTHER);
			for (size_t turn = 0; turn < PDQ_TURNS; turn++)
				CHECK_ROW(i, pdq_distance(of[i].pdq.hash[turn],
						 of[k].pdq.hash[0]) > APART);
		}
	assert_int_equal(rows_failed, 0);
}

static void
test_bytes(void **state)
{
	struct painting p = painting_of(3, 90, 90), flat = painting_new(90, 90);
	struct portrait a = portrait_of(painting_png(&p)), b = a;
	struct portrait plain = portrait_of(painting_png(&flat)), other = plain;
	unsigned distance = 256;

	(void)state;
	assert_int_equal(portrait_compare(&a, &b, &distance), PORTRAIT_SAME);
	assert_int_equal(distance, 0);
	/* A grey square is like every other; only its bytes tell. */
	assert_int_equal(plain.pdq.quality, 0);
	other.sha256[0] ^= 1;
	assert_int_equal(
	    portrait_compare(&plain, &other, &distance), PORTRAIT_OTHER);
	assert_int_equal(
	    portrait_compare(&plain, &plain, &distance), PORTRAIT_SAME);
	free(p.rgb);
	free(flat.rgb);
}

/* The hash of a picture whose bits can be told by thought: brightness that
 * falls once from top to bottom holds odd vertical waves alone. */
static void
test_known(void **state)
{
	struct pdq h;
	float luma[64 * 64];

	(void)state;
	for (int y = 0; y < 64; y++)
		for (int x = 0; x < 64; x++)
			luma[y * 64 + x] = y < 32 ? 200 : 20;
	pdq_of(luma, 64, 64, &h);
	/* Two rows of the grid differ by 180 of 255, blurred into three. */
	assert_int_equal(h.quality, 64 * 70 / 90);
	for (int i = 0; i < PDQ_SIDE_MIN; i++)
		luma[i] = 1;
	pdq_of(luma, PDQ_SIDE_MIN - 1, PDQ_SIDE_MIN, &h);
	assert_int_equal(h.quality, 0);
}

/* A PNG whose header states this size, and nothing behind it. */
static size_t
png_of_size(uint32_t width, uint32_t height, uint8_t out[33])
{
	static const uint8_t head[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a,
		'\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
	uint32_t crc;

	memcpy(out, head, sizeof(head));
	for (int i = 0; i < 4; i++) {
		out[16 + i] = (uint8_t)(width >> (24 - 8 * i));
		out[20 + i] = (uint8_t)(height >> (24 - 8 * i));
	}
	memcpy(out + 24, "\x08\x02\x00\x00\x00", 5);
	crc = (uint32_t)crc32(0, out + 12, 17);
	for (int i = 0; i < 4; i++)
		out[29 + i] = (uint8_t)(crc >> (24 - 8 * i));
	return 33;
}

/* A JPEG's head and frame of 65,500 x 65,500. */
static const char jpeg_bomb[] = "\xff\xd8\xff\xc0\x00\x11\x08\xff\xdc\xff\xdc"
				"\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00"
				"\xff\xda\x00\x0c\x03\x01\x00\x02\x00\x03"
				"\x00\x00\x3f\x00";
/* A lossless WebP of 16,384 x 16,384. */
static const char webp_bomb[] = "RIFF\x16\x00\x00\x00WEBPVP8L\x0a\x00\x00\x00"
				"\x2f\xff\xff\xff\x0f\x00\x00\x00\x00\x00";

/* An animated WebP of 16,384 x 16,384. */
static const char moving_bomb[] =
    "RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00"
    "\x02\x00\x00\x00\xff\x3f\x00\xff\x3f\x00"
    "ANIM\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00";
/* A GIF's head, its frame's, and pixels: of the size that is put in at 26. */
#define GIF(SIZE, PIXELS)                                                      \
	"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0" SIZE "\0" PIXELS
#define BYTES(S) 0, 0, S, sizeof(S) - 1

static const struct {
	uint32_t width, height; /* of a PNG; 0: the bytes below */
	const char *data;
	size_t n;
	enum err want;
} refused[] = {
	{ 100000, 100000, NULL, 0, ERR_LIMIT },
	{ 8192, 5121, NULL, 0, ERR_LIMIT }, /* one row past the ceiling */
	{ 8192, 5120, NULL, 0, ERR_PARSE }, /* at it: only the rest lacks */
	{ 65536, 2, NULL, 0, ERR_LIMIT },
	{ 65535, 2, NULL, 0, ERR_PARSE },
	{ 0, 0, jpeg_bomb, sizeof(jpeg_bomb) - 1, ERR_LIMIT },
	{ 0, 0, webp_bomb, sizeof(webp_bomb) - 1, ERR_LIMIT },
	{ BYTES(moving_bomb), ERR_LIMIT },
	{ BYTES(GIF("\xff\xff\xff\xff", "\x02\x02\x44\x01\0;")), ERR_LIMIT },
	/* 8192 x 5121: one row past the ceiling; and at it. */
	{ BYTES(GIF("\0\x20\x01\x14", "\x02\x02\x44\x01\0;")), ERR_LIMIT },
	{ BYTES(GIF("\0\x20\0\x14", "\x02\0")), ERR_PARSE },
	{ BYTES(GIF("\1\0\1\0", "\x02\x02\x44\x01\0;")), ERR_OK },
	{ BYTES(GIF("\1\0\1\0", "\x02\x02\x44")), ERR_OK }, /* cut behind it */
	{ BYTES(GIF("\1\0\1\0", "\x02\x02")), ERR_PARSE },
	{ BYTES(GIF("\1\0\1\0", "\x02\x02\x2c\x01\0")), ERR_PARSE }, /* ends */
	{ BYTES(GIF("\1\0\1\0", "\x02\x02\x74\x01\0")), ERR_PARSE },
	{ BYTES(GIF("\0\0\1\0", "\x02\x02\x44\x01\0")), ERR_PARSE },
	{ BYTES(GIF("\1\0\1\0", "\0\x02\x44\x01\0")), ERR_PARSE },
	{ BYTES(GIF("\1\0\1\0", "\x09\x02\x44\x01\0")), ERR_PARSE },
	{ BYTES("GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\x02\x02\x44\1\0"),
	    ERR_PARSE },                                       /* no colours */
	{ BYTES("GIF89a\1\0\1\0\0\0\0;"), ERR_PARSE },         /* no frame */
	{ BYTES("GIF89a\1\0\1\0\0\0\0!\xf9\x04"), ERR_PARSE }, /* cut */
	{ BYTES("GIF89a\1\0\1\0\xf7\0\0"), ERR_PARSE },
	{ BYTES("GIF88a\1\0\1\0"), ERR_DENIED },
	{ 0, 0, "\xff\xd8\xff", 3, ERR_PARSE },
	{ 0, 0, "\x89PNG\r\n\x1a\n", 8, ERR_PARSE },
	{ 0, 0, "RIFF\0\0\0\0WEBP", 12, ERR_PARSE },
	{ 0, 0, "<html>Please log in</html>", 26, ERR_DENIED },
	{ 0, 0, "", 0, ERR_DENIED },
};

static void
test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < NELEM(refused); i++) {
		struct portrait out;
		uint8_t png[33];
		const char *why = NULL;
		const void *data = refused[i].data;
		size_t n = refused[i].n;

		if (data == NULL) {
			n = png_of_size(
			    refused[i].width, refused[i].height, png);
			data = png;
		}
		CHECK_ROW(
		    i, portrait_read(data, n, &out, &why) == refused[i].want);
		CHECK_ROW(i, (why == NULL) == (refused[i].want == ERR_OK));
	}
	assert_int_equal(rows_failed, 0);
}

/* What is cut short: a PNG is refused, and a WebP within its first frame; a
 * JPEG and a GIF are read as far as they go. */
static void
test_cut(void **state)
{
	static const struct moving how;
	struct painting p = painting_of(5, 300, 300);
	struct painted png = painting_png(&p), jpeg = painting_jpeg(&p, 80);
	struct painted gif = moving_gif(&p, &how);
	struct painted webp = moving_webp(&p, &how, 80);
	struct portrait out;
	const char *why;

	(void)state;
	for (size_t n = 0; n < png.n; n += 97)
		CHECK_ROW(n, portrait_read(png.data, n, &out, &why) != ERR_OK);
	assert_int_equal(
	    portrait_read(jpeg.data, jpeg.n * 9 / 10, &out, &why), ERR_OK);
	assert_int_equal(
	    portrait_read(gif.data, gif.n * 9 / 10, &out, &why), ERR_OK);
	for (size_t n = 0; n < gif.n; n += 97)
		CHECK_ROW(n, (portrait_read(gif.data, n, &out, &why) ==
				 ERR_OK) == (n > GIF_HEAD));
	for (size_t n = 0; n < webp.n / 2; n += 97)
		CHECK_ROW(n, portrait_read(webp.data, n, &out, &why) != ERR_OK);
	free(png.data);
	free(jpeg.data);
	free(gif.data);
	free(webp.data);
	free(p.rgb);
	assert_int_equal(rows_failed, 0);
}

static void
test_too_long(void **state)
{
	size_t n = PICTURE_BYTES_MAX + 1;
	uint8_t *data = mem_zalloc(n);
	struct portrait out;
	const char *why;

	(void)state;
	memcpy(data, "\xff\xd8\xff", 3);
	assert_int_equal(portrait_read(data, n, &out, &why), ERR_LIMIT);
	assert_int_equal(portrait_read(data, n - 1, &out, &why), ERR_PARSE);
	free(data);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_copies, rows_reset),
		cmocka_unit_test_setup(test_turned, rows_reset),
		cmocka_unit_test_setup(test_moving, rows_reset),
		cmocka_unit_test_setup(test_frame, rows_reset),
		cmocka_unit_test_setup(test_symmetric, rows_reset),
		cmocka_unit_test_setup(test_strangers, rows_reset),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_known),
		cmocka_unit_test_setup(test_refused, rows_reset),
		cmocka_unit_test_setup(test_cut, rows_reset),
		cmocka_unit_test(test_too_long),
	};

	return cmocka_run_group_tests_name("portrait", tests, NULL, NULL);
}
