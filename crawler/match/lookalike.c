/* SPDX-License-Identifier: ISC */
/* Edit distance with its reasons, and skeletons. */
#include "crawler/match/lookalike.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include "crawler/match/hits.h"
#include "crawler/normalise/fold.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

enum { SKELETON_BYTES_MAX = 4096, DRAWN_ROOM = 8 };

enum { KEY_ROWS = 3 };

/* The letters of AZERTY and QWERTY keyboards, row by row. */
static const char *const keyboards[][KEY_ROWS] = {
	{ "azertyuiop", "qsdfghjklm", "wxcvbn" },
	{ "qwertyuiop", "asdfghjkl", "zxcvbnm" },
};

static const char figures[] = "oi.ea.gtbg"; /* 0 to 9 as letters */

/* Look-alikes that UTS #39 leaves apart: Latin small capitals, and Cyrillic
 * letters that are small copies of Latin capitals. */
static const struct {
	uint32_t c;
	char as;
} copies[] = {
	{ 0x1d00, 'a' },
	{ 0x299, 'b' },
	{ 0x1d04, 'c' },
	{ 0x1d05, 'd' },
	{ 0x1d07, 'e' },
	{ 0xa730, 'f' },
	{ 0x262, 'g' },
	{ 0x29c, 'h' },
	{ 0x26a, 'i' },
	{ 0x1d0a, 'j' },
	{ 0x1d0b, 'k' },
	{ 0x29f, 'l' },
	{ 0x1d0d, 'm' },
	{ 0x274, 'n' },
	{ 0x1d0f, 'o' },
	{ 0x1d18, 'p' },
	{ 0x280, 'r' },
	{ 0xa731, 's' },
	{ 0x1d1b, 't' },
	{ 0x1d1c, 'u' },
	{ 0x1d20, 'v' },
	{ 0x1d21, 'w' },
	{ 0x28f, 'y' },
	{ 0x1d22, 'z' },
	{ 0x432, 'b' },
	{ 0x43a, 'k' },
	{ 0x43c, 'm' },
	{ 0x43d, 'h' },
	{ 0x442, 't' },
};

static USpoofChecker *checker;
static pthread_once_t checker_once = PTHREAD_ONCE_INIT;

/* Two strings as letters, and the table of the edits between their heads. */
struct table {
	uint32_t a[LOOKALIKE_MAX], b[LOOKALIKE_MAX];
	size_t a_len, b_len;
	bool figures; /* a figure costs nothing in the place of its letter */
	uint8_t cost[LOOKALIKE_MAX + 1][LOOKALIKE_MAX + 1];
};

unsigned
lookalike_limit(size_t letters)
{
	return letters < 5 ? 0 : letters < 9 ? 1 : 2;
}

/* A figure falls together with the letter it stands for. */
static uint32_t
unfigured(uint32_t c)
{
	if (c >= '0' && c <= '9' && figures[c - '0'] != '.')
		return (uint8_t)figures[c - '0'];
	if (c == '1' || c == 'l')
		return 'i';
	return c == '5' ? 's' : c;
}

uint64_t
lookalike_bag(const char *s, size_t n)
{
	uint64_t bag = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t c = unfigured((uint8_t)s[i]);
		uint64_t once =
		    UINT64_C(1)
		    << (c >= 'a' && c <= 'z' ? c - 'a' : 26 + c % 6);

		bag |= (bag & once) != 0 ? once << 32 : once;
	}
	return bag;
}

static size_t
letters_of(const char *s, size_t n, uint32_t out[LOOKALIKE_MAX])
{
	size_t count = 0, len;

	for (size_t i = 0; i < n && count < LOOKALIKE_MAX; i += len) {
		len = 1;
		out[count] = (uint8_t)s[i];
		if (out[count] >= 0x80)
			out[count] = utf8_next(s + i, n - i, &len);
		count++;
	}
	return count;
}

static uint8_t
least(unsigned x, unsigned y)
{
	return (uint8_t)(x < y ? x : y);
}

static bool
is_swap(const struct table *t, size_t i, size_t k)
{
	return i > 1 && k > 1 && t->a[i - 1] == t->b[k - 2] &&
	       t->a[i - 2] == t->b[k - 1] && t->a[i - 1] != t->a[i - 2];
}

/* The price of the letter before k in b for that before i in a. */
static unsigned
differ(const struct table *t, size_t i, size_t k)
{
	uint32_t a = t->a[i - 1], b = t->b[k - 1];

	return t->figures ? unfigured(a) != unfigured(b) : a != b;
}

/* One row, near the diagonal; a cell beside it on either side is out of reach.
 * Returns the least price in it. */
static unsigned
row_fill(struct table *t, size_t i, unsigned limit)
{
	const unsigned far = limit + 1;
	size_t from = i > limit ? i - limit : 0;
	size_t to = i + limit < t->b_len ? i + limit : t->b_len;
	unsigned cheapest = far;

	if (from > 0)
		t->cost[i][from - 1] = (uint8_t)far;
	t->cost[i][to + 1] = (uint8_t)far;
	for (size_t k = from; k <= to; k++) {
		unsigned c = t->cost[i - 1][k] + 1U;

		if (k > 0) {
			c = least(c, t->cost[i][k - 1] + 1U);
			c = least(c, t->cost[i - 1][k - 1] + differ(t, i, k));
		}
		if (is_swap(t, i, k))
			c = least(c, t->cost[i - 2][k - 2] + 1U);
		t->cost[i][k] = least(c, far);
		cheapest = least(cheapest, c);
	}
	return cheapest;
}

/* Fills the table as far as it matters. False when the strings are further
 * apart than the limit: most are after a few letters, for prices only grow
 * from row to row. */
static bool
table_fill(struct table *t, unsigned limit)
{
	size_t first = limit < t->b_len ? limit : t->b_len;

	for (size_t k = 0; k <= first; k++)
		t->cost[0][k] = (uint8_t)k;
	t->cost[0][first + 1] = (uint8_t)(limit + 1);
	for (size_t i = 1; i <= t->a_len; i++)
		if (row_fill(t, i, limit) > limit)
			return false;
	return t->cost[t->a_len][t->b_len] <= limit;
}

/* Row and place of a letter; false where the keyboard has none. */
static bool
key_at(const char *const *keys, uint32_t letter, int *row, int *at)
{
	for (*row = 0; *row < KEY_ROWS; (*row)++)
		for (*at = 0; keys[*row][*at] != '\0'; (*at)++)
			if ((uint8_t)keys[*row][*at] == letter)
				return true;
	return false;
}

static bool
are_neighbours(uint32_t x, uint32_t y)
{
	for (size_t i = 0; i < NELEM(keyboards); i++) {
		int row_x, row_y, at_x, at_y;

		if (key_at(keyboards[i], x, &row_x, &at_x) &&
		    key_at(keyboards[i], y, &row_y, &at_y) &&
		    abs(row_x - row_y) <= 1 && abs(at_x - at_y) <= 1)
			return true;
	}
	return false;
}

static bool
is_figure(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* The reason for one letter in the place of another. */
static uint32_t
replaced(uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	if (unfigured(a) == unfigured(b))
		return is_figure(a) || is_figure(b) ? REASON(FIGURE)
						    : REASON(CONFUSABLE);
	return are_neighbours(a, b) ? REASON(KEY) : REASON(LETTER);
}

/* Is the letter at s[i] the same as one beside it? */
static bool
is_doubled(const uint32_t *s, size_t n, size_t i)
{
	return (i > 0 && s[i - 1] == s[i]) || (i + 1 < n && s[i + 1] == s[i]);
}

/* Walks the table back from its corner. */
static uint32_t
table_reasons(const struct table *t)
{
	size_t i = t->a_len, k = t->b_len;
	uint32_t reasons = 0;

	while (i > 0 || k > 0) {
		unsigned c = t->cost[i][k];

		if (i > 0 && k > 0 &&
		    c == t->cost[i - 1][k - 1] + differ(t, i, k)) {
			reasons |= replaced(t->a[i - 1], t->b[k - 1]);
			i--;
			k--;
		} else if (is_swap(t, i, k) &&
			   c == t->cost[i - 2][k - 2] + 1U) {
			reasons |= REASON(SWAP);
			i -= 2;
			k -= 2;
		} else if (i > 0 && c == t->cost[i - 1][k] + 1U) {
			i--;
			reasons |= is_doubled(t->a, t->a_len, i)
				       ? REASON(DOUBLED)
				       : REASON(LETTER);
		} else {
			assert(k > 0);
			k--;
			reasons |= is_doubled(t->b, t->b_len, k)
				       ? REASON(DOUBLED)
				       : REASON(LETTER);
		}
	}
	return reasons;
}

bool
lookalike_edits(const char *a, size_t a_len, const char *b, size_t b_len,
    unsigned limit, struct likeness *out)
{
	struct table t;
	size_t gap;

	t.a_len = letters_of(a, a_len, t.a);
	t.b_len = letters_of(b, b_len, t.b);
	gap = t.a_len > t.b_len ? t.a_len - t.b_len : t.b_len - t.a_len;
	if (gap > limit || t.a_len == LOOKALIKE_MAX || t.b_len == LOOKALIKE_MAX)
		return false;
	/* What is too far with figures is so without, and that is most; but
	 * where letters alone are enough, "i" is no "l". */
	t.figures = true;
	if (!table_fill(&t, limit))
		return false;
	t.figures = false;
	if (!table_fill(&t, limit)) {
		t.figures = true;
		(void)table_fill(&t, limit);
	}
	out->edits = t.cost[t.a_len][t.b_len];
	out->reasons = table_reasons(&t);
	return true;
}

/* With the private copies made plain. */
static enum err
plain_copies(struct buf *out, const char *s, size_t n)
{
	size_t len;
	enum err e = ERR_OK;

	for (size_t i = 0; i < n && e == ERR_OK; i += len) {
		uint32_t c = utf8_next(s + i, n - i, &len);
		char utf8[4];

		for (size_t k = 0; k < NELEM(copies); k++)
			if (copies[k].c == c)
				c = (uint8_t)copies[k].as;
		e = buf_add(out, utf8, utf8_put(c, utf8));
	}
	return e;
}

/* Folded, without spaces. */
static enum err
add_tight(struct buf *out, const char *s, size_t n)
{
	struct buf b;
	size_t hidden = 0;
	enum err e;

	buf_init(&b, SKELETON_BYTES_MAX);
	e = fold_text(&b, s, n, &hidden);
	for (size_t i = 0; i < b.len && e == ERR_OK; i++)
		if (b.data[i] != ' ')
			e = buf_addc(out, b.data[i]);
	buf_fini(&b);
	return e;
}

/* The skeleton by ICU, folded and tight. */
static enum err
draw(struct buf *out, const char *s, size_t n)
{
	UErrorCode status = U_ZERO_ERROR;
	char drawn[SKELETON_BYTES_MAX];
	struct buf plain;
	int32_t len = 0;
	enum err e;

	buf_init(&plain, SKELETON_BYTES_MAX / 4);
	e = plain_copies(&plain, s, n);
	if (e == ERR_OK && checker != NULL && plain.len > 0)
		len = uspoof_getSkeletonUTF8(checker, 0, plain.data,
		    (int32_t)plain.len, drawn, sizeof(drawn), &status);
	if (e == ERR_OK && U_SUCCESS(status) && len > 0)
		e = add_tight(out, drawn, (size_t)len);
	buf_fini(&plain);
	return e;
}

/* Of ASCII each character has a skeleton by itself, taken from ICU once. */
static char drawn_ascii[0x80][DRAWN_ROOM];

static void
setup(void)
{
	UErrorCode status = U_ZERO_ERROR;

	checker = uspoof_open(&status);
	if (U_FAILURE(status))
		checker = NULL;
	for (int c = 1; c < 0x80; c++) {
		char one = (char)c;
		struct buf b;

		buf_init(&b, DRAWN_ROOM - 1);
		if (draw(&b, &one, 1) == ERR_OK && b.len > 0)
			memcpy(drawn_ascii[c], b.data, b.len);
		buf_fini(&b);
	}
}

void
lookalike_setup(void)
{
	(void)pthread_once(&checker_once, setup);
}

enum err
lookalike_skeleton(struct buf *out, const char *s, size_t n)
{
	enum err e = ERR_OK;
	size_t i = 0;

	lookalike_setup();
	while (i < n && s[i] > 0)
		i++;
	if (i < n || n > SKELETON_BYTES_MAX / DRAWN_ROOM)
		return draw(out, s, n);
	for (i = 0; i < n && e == ERR_OK; i++) {
		const char *drawn = drawn_ascii[(uint8_t)s[i]];

		e = buf_add(out, drawn, strlen(drawn));
	}
	return e;
}

bool
lookalike_scripts(const char *s, size_t n)
{
	bool latin = false, other = false;
	size_t len;

	for (size_t i = 0; i < n; i += len) {
		UErrorCode status = U_ZERO_ERROR;
		uint32_t c = utf8_next(s + i, n - i, &len);

		switch ((int)uscript_getScript((UChar32)c, &status)) {
		case USCRIPT_LATIN:
			latin = true;
			break;
		case USCRIPT_GREEK:
		case USCRIPT_CYRILLIC:
		case USCRIPT_ARMENIAN:
		case USCRIPT_CHEROKEE:
			other = true;
			break;
		default:
			break;
		}
	}
	return latin && other;
}
