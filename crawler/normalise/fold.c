/* SPDX-License-Identifier: ISC */
/* Comparable text. Runs of ASCII go 16 bytes at a time, everything else through
 * tables of 64 code points each, made by ICU when a text first needs them; so
 * the fold follows ICU's Unicode and costs nothing for scripts never met. */
#include "crawler/normalise/fold.h"

#include <endian.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

#include "store/base/mem.h"
#include "store/base/utf8.h"

enum {
	BLOCK_POINTS = 64,
	BLOCKS = 0x110000 / BLOCK_POINTS,
	LANES = 16,      /* bytes of ASCII in one step */
	UNITS_MAX = 128, /* UTF-16 of one code point, expanded (18 at most) */
	CHUNK = 4096,    /* of fold_text */
	STRICT_MAX = 1 << 20,
};

typedef uint8_t lanes __attribute__((vector_size(LANES)));

/* What 64 neighbouring code points fold to: as many bytes each as the code
 * point itself has in UTF-8. Continuation bytes of UTF-8 carry 6 bits, so the
 * last one is the index. */
struct block {
	char out[BLOCK_POINTS][4];
};

/* Filled on demand by any thread, never changed or freed after. */
static _Atomic(struct block *) blocks[BLOCKS];

/* Letters that Unicode does not take apart and that people write without their
 * bar, or as two. */
static const struct {
	uint32_t c;
	const char *as;
} letters[] = {
	{ 0xe6, "ae" },
	{ 0xf0, "d" },
	{ 0xf8, "o" },
	{ 0xfe, "th" },
	{ 0x111, "d" },
	{ 0x127, "h" },
	{ 0x131, "i" },
	{ 0x138, "k" },
	{ 0x142, "l" },
	{ 0x14b, "n" },
	{ 0x153, "oe" },
	{ 0x167, "t" },
	{ 0x180, "b" },
	{ 0x23a, "a" },
	{ 0x23e, "t" },
	{ 0x2c65, "a" },
	{ 0x2c66, "t" },
};

/* Marks that only shade a letter. Kana voicing (U+3099) and the signs of Indic
 * scripts make another letter and stay. */
static bool
mark_is_dropped(UChar32 c)
{
	int type = u_charType(c);
	UErrorCode status = U_ZERO_ERROR;

	if (type != U_NON_SPACING_MARK && type != U_ENCLOSING_MARK)
		return false;
	if (c == 0x3099 || c == 0x309a)
		return false;
	switch ((int)uscript_getScript(c, &status)) {
	case USCRIPT_INHERITED:
	case USCRIPT_COMMON:
	case USCRIPT_LATIN:
	case USCRIPT_GREEK:
	case USCRIPT_CYRILLIC:
	case USCRIPT_ARABIC:
	case USCRIPT_HEBREW:
	case USCRIPT_SYRIAC:
		return true;
	default:
		return false;
	}
}

static bool
is_word_char(UChar32 c)
{
	/* The modifier letters that stand for apostrophes and accents. */
	if (c >= 0x2b9 && c <= 0x2df)
		return false;
	return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) !=
	       0;
}

static bool
is_ignorable(UChar32 c)
{
	return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
	       u_charType(c) == U_FORMAT_CHAR;
}

/* NFKD, case folded, NFKD once more, for folding can compose. */
static int32_t
decompose(UChar32 c, UChar out[UNITS_MAX])
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
	UChar a[UNITS_MAX], b[UNITS_MAX];
	int32_t n = 0;

	U16_APPEND_UNSAFE(a, n, c);
	n = unorm2_normalize(nfkd, a, n, b, UNITS_MAX, &status);
	n = u_strFoldCase(a, UNITS_MAX, b, n, U_FOLD_CASE_DEFAULT, &status);
	n = unorm2_normalize(nfkd, a, n, out, UNITS_MAX, &status);
	return U_FAILURE(status) ? 0 : n;
}

/* Appends the fold of one decomposed code point; false when there is no room
 * for it in max bytes. */
static bool
put_point(UChar32 c, char *out, size_t *n, size_t max)
{
	char utf8[4];
	const char *as = utf8;
	size_t len;

	if (is_ignorable(c) || mark_is_dropped(c))
		return true;
	len = utf8_put((uint32_t)c, utf8);
	if (!is_word_char(c)) {
		as = " ";
		len = 1;
	}
	for (size_t i = 0; i < NELEM(letters); i++) {
		if (letters[i].c == (uint32_t)c) {
			as = letters[i].as;
			len = strlen(as);
		}
	}
	if (*n + len > max)
		return false;
	memcpy(out + *n, as, len);
	*n += len;
	return true;
}

/* ICU's own macro mixes signs. A lone surrogate cannot come from UTF-8. */
static uint32_t
next_point(const UChar *units, int32_t *at)
{
	uint32_t c = units[(*at)++];

	if (!U16_IS_LEAD(c))
		return c;
	return 0x10000 + ((c & 0x3ff) << 10 | (units[(*at)++] & 0x3ffU));
}

/* The fold of c in exactly the bytes that c itself takes. */
static void
fold_point(UChar32 c, char out[4])
{
	UChar units[UNITS_MAX];
	char own[4];
	size_t max = utf8_put((uint32_t)c, own), n = 0;
	int32_t len = decompose(c, units), at = 0;
	bool fits = true;

	while (at < len && fits) {
		uint32_t d = next_point(units, &at);

		fits = put_point((UChar32)d, out, &n, max);
	}
	if (!fits) {
		n = utf8_put((uint32_t)u_foldCase(c, U_FOLD_CASE_DEFAULT), own);
		if (n > max)
			n = utf8_put((uint32_t)c, own);
		memcpy(out, own, n);
	}
	memset(out + n, FOLD_NONE, 4 - n);
}

static struct block *
block_make(size_t at)
{
	struct block *made = mem_zalloc(sizeof(*made)), *other = NULL;

	for (size_t i = 0; i < BLOCK_POINTS; i++)
		fold_point((UChar32)(at * BLOCK_POINTS + i), made->out[i]);
	if (!atomic_compare_exchange_strong(&blocks[at], &other, made)) {
		free(made); /* another thread was faster */
		return other;
	}
	return made;
}

static const struct block *
block_at(size_t at)
{
	const struct block *b =
	    atomic_load_explicit(&blocks[at], memory_order_acquire);

	return b != NULL ? b : block_make(at);
}

void
fold_setup(void)
{
	static const uint32_t common[] = { 0x80, 0xc0, 0x100, 0x140, 0x300,
		0x2000 };
	UErrorCode status = U_ZERO_ERROR;

	(void)unorm2_getNFKCCasefoldInstance(&status); /* for fold_strict */
	for (size_t i = 0; i < NELEM(common); i++)
		(void)block_at(common[i] / BLOCK_POINTS);
}

static bool
is_more(uint8_t b)
{
	return (b & 0xc0) == 0x80;
}

/* Folds the character that begins at s with a byte over 0x7f; returns its
 * length. Two and three bytes are decoded here, for speed; what is not clearly
 * well-formed is left to utf8_next. */
static size_t
fold_wide(const char *text, size_t n, char *out)
{
	const uint8_t *s = (const uint8_t *)text;
	uint32_t c;
	size_t len;

	if (s[0] >= 0xc2 && s[0] <= 0xdf && n >= 2 && is_more(s[1])) {
		memcpy(out, block_at(s[0] & 0x1f)->out[s[1] & 0x3f], 2);
		return 2;
	}
	if (s[0] >= 0xe1 && s[0] <= 0xec && n >= 3 && is_more(s[1]) &&
	    is_more(s[2])) {
		size_t at = (size_t)(s[0] & 0xf) << 6 | (s[1] & 0x3f);

		memcpy(out, block_at(at)->out[s[2] & 0x3f], 3);
		return 3;
	}
	c = utf8_next(text, n, &len);
	if (c == UTF8_REPLACEMENT)
		memset(out, FOLD_SPACE, len);
	else
		memcpy(out, block_at(c / BLOCK_POINTS)->out[c % BLOCK_POINTS],
		    len);
	return len;
}

/* Sixteen bytes, taken as ASCII: returns how many of the first ones are. */
static size_t
fold_lanes(const char *text, char *out)
{
	const uint64_t high = 0x8080808080808080;
	uint64_t word[2];
	lanes c, lower, letter, digit;

	memcpy(&c, text, LANES);
	lower = c | 0x20;
	letter = (lanes)(lower - 'a' < 26);
	digit = (lanes)(c - '0' < 10);
	lower = (letter & lower) | (digit & c) | (~(letter | digit) & ' ');
	memcpy(out, &lower, LANES);
	memcpy(word, text, LANES);
	if (((word[0] | word[1]) & high) == 0)
		return LANES;
	word[0] = le64toh(word[0]) & high;
	word[1] = le64toh(word[1]) & high;
	if (word[0] != 0)
		return (size_t)__builtin_ctzll(word[0]) / 8;
	return 8 + (size_t)__builtin_ctzll(word[1]) / 8;
}

static char
fold_byte(uint8_t c)
{
	uint8_t lower = c | 0x20;

	if (lower >= 'a' && lower <= 'z')
		return (char)lower;
	if (c >= '0' && c <= '9')
		return (char)c;
	return FOLD_SPACE;
}

void
fold_aligned(const char *text, size_t n, char *out)
{
	size_t i = 0;

	while (i + LANES <= n) {
		i += fold_lanes(text + i, out + i);
		while (i < n && (text[i] & 0x80) != 0)
			i += fold_wide(text + i, n - i, out + i);
	}
	while (i < n) {
		if ((text[i] & 0x80) != 0) {
			i += fold_wide(text + i, n - i, out + i);
		} else {
			out[i] = fold_byte((uint8_t)text[i]);
			i++;
		}
	}
}

/* The compact form, fed piece by piece. */
struct packer {
	struct buf *out; /* borrowed */
	bool any;        /* a word stands before */
	bool gap;        /* and a space is due before the next one */
};

static enum err
pack(struct packer *p, const char *folded, size_t n)
{
	char piece[CHUNK + 1]; /* a space may be due from the piece before */
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		if (folded[i] == FOLD_NONE)
			continue;
		if (folded[i] == FOLD_SPACE) {
			p->gap = p->any;
			continue;
		}
		if (p->gap)
			piece[len++] = FOLD_SPACE;
		piece[len++] = folded[i];
		p->gap = false;
		p->any = true;
	}
	return buf_add(p->out, piece, len);
}

enum err
fold_text(struct buf *out, const char *text, size_t n, size_t *hidden)
{
	struct packer p = { .out = out };
	char folded[CHUNK];
	enum err e = ERR_OK;

	*hidden += fold_hidden(text, n);
	for (size_t i = 0; i < n && e == ERR_OK;) {
		size_t take = n - i < CHUNK ? n - i : CHUNK;

		if (i + take < n && utf8_floor(text + i, take) > 0)
			take = utf8_floor(text + i, take);
		fold_aligned(text + i, take, folded);
		e = pack(&p, folded, take);
		i += take;
	}
	return e;
}

/* NFKC_Casefold of a name's worth of text, as UTF-16 that the caller frees. */
static UChar *
strict_units(const char *text, size_t n, int32_t *len)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nf = unorm2_getNFKCCasefoldInstance(&status);
	int32_t raw_len = 0, max;
	UChar *raw = mem_array(n + 1, sizeof(*raw)), *units;

	u_strFromUTF8WithSub(raw, (int32_t)n + 1, &raw_len, text, (int32_t)n,
	    UTF8_REPLACEMENT, NULL, &status);
	max = raw_len * 18 + 1; /* the longest expansion (U+FDFA) */
	units = mem_array((size_t)max, sizeof(*units));
	*len = unorm2_normalize(nf, raw, raw_len, units, max, &status);
	if (U_FAILURE(status))
		*len = 0;
	free(raw);
	return units;
}

enum err
fold_strict(struct buf *out, const char *text, size_t n)
{
	enum err e = ERR_OK;
	UChar *units;
	int32_t len, at = 0;
	bool gap = false, any = false;

	if (n > STRICT_MAX)
		return ERR_LIMIT;
	units = strict_units(text, n, &len);
	while (at < len && e == ERR_OK) {
		uint32_t c = next_point(units, &at);
		char utf8[4];

		if (u_isUWhiteSpace((UChar32)c) || u_iscntrl((UChar32)c)) {
			gap = any;
			continue;
		}
		if (gap)
			e = buf_addc(out, ' ');
		if (e == ERR_OK)
			e = buf_add(out, utf8, utf8_put(c, utf8));
		gap = false;
		any = true;
	}
	free(units);
	return e;
}

/* Does the character before text[at] belong to a word? */
static bool
follows_letter(const char *text, size_t at)
{
	size_t from = at, len;

	if (at == 0)
		return false;
	do
		from--;
	while (from > 0 && at - from < 4 && (text[from] & 0xc0) == 0x80);
	return is_word_char((UChar32)utf8_next(text + from, at - from, &len));
}

/* Selectors and joiners belong to emoji; after a letter they hide. */
static bool
hides(const char *text, size_t at, uint32_t c)
{
	if (!is_ignorable((UChar32)c))
		return false;
	if (c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f))
		return follows_letter(text, at);
	return true;
}

size_t
fold_hidden(const char *text, size_t n)
{
	size_t count = 0, len;

	for (size_t i = 0; i < n; i += len) {
		char folded[4];
		uint32_t c;

		len = 1;
		if ((text[i] & 0x80) == 0)
			continue;
		len = fold_wide(text + i, n - i, folded);
		if (folded[0] != FOLD_NONE)
			continue;
		c = utf8_next(text + i, n - i, &len);
		count += hides(text, i, c);
	}
	return count;
}

bool
fold_unspaced(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} ranges[] = {
		{ 0xe00, 0xeff },     /* Thai, Lao */
		{ 0x1000, 0x109f },   /* Burmese */
		{ 0x1100, 0x11ff },   /* Hangul, in parts */
		{ 0x1780, 0x17ff },   /* Khmer */
		{ 0x2e80, 0x9fff },   /* radicals, kana, Han */
		{ 0xa960, 0xa97f },   /* Hangul, in parts */
		{ 0xaa60, 0xaa7f },   /* Burmese */
		{ 0xac00, 0xd7ff },   /* Hangul */
		{ 0xf900, 0xfaff },   /* Han, compatible */
		{ 0xff66, 0xffdc },   /* kana and Hangul, half width */
		{ 0x1b000, 0x1b2ff }, /* old kana */
		{ 0x20000, 0x3ffff }, /* Han, the rest */
	};

	for (size_t i = 0; i < NELEM(ranges); i++)
		if (c >= ranges[i].from && c <= ranges[i].to)
			return true;
	return false;
}
