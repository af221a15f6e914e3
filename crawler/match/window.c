/* SPDX-License-Identifier: ISC */
/* Words around a place. */
#include "crawler/match/window.h"

#include <string.h>

#include <unicode/uchar.h>

#include "crawler/match/damage.h"
#include "crawler/normalise/fold.h"
#include "store/base/utf8.h"

/* One character of the text, as it was meant. */
struct cell {
	size_t at, len; /* its bytes in the text */
	uint32_t c;
	char fold[4]; /* without FOLD_NONE */
	size_t fold_n;
	bool lost, damaged;
};

/* A window while it is being cut. */
struct cutter {
	struct window *w;
	struct word *word; /* the one that is open; NULL between words */
	unsigned lines;    /* line breaks in the gap that is open */
	bool guess;
};

/* Plain ASCII that no escape begins with: most of any text. */
static bool
cell_is_plain(char c)
{
	return (c & 0x80) == 0 && c != '&' && c != '%' && c != '=' &&
	       c != '\\' && c != '?';
}

static void
cell_read_plain(struct cell *cell, char c, size_t at)
{
	char lower = (char)(c | 0x20);

	cell->at = at;
	cell->len = 1;
	cell->c = (uint8_t)c;
	cell->lost = cell->damaged = false;
	cell->fold_n = 1;
	cell->fold[0] = FOLD_SPACE;
	if (lower >= 'a' && lower <= 'z')
		cell->fold[0] = lower;
	else if (c >= '0' && c <= '9')
		cell->fold[0] = c;
}

static void
cell_read(struct cell *cell, const char *text, size_t n, size_t at)
{
	char utf8[4], folded[4];
	size_t len;

	if (cell_is_plain(text[at])) {
		cell_read_plain(cell, text[at], at);
		return;
	}
	cell->at = at;
	cell->c = damage_read(text + at, n - at, &cell->lost, &cell->len);
	len = utf8_put(cell->c, utf8);
	cell->damaged = !cell->lost &&
			(len != cell->len || memcmp(utf8, text + at, len) != 0);
	fold_aligned(utf8, len, folded);
	cell->fold_n = 0;
	for (size_t i = 0; i < len; i++)
		if (folded[i] != FOLD_NONE)
			cell->fold[cell->fold_n++] = folded[i];
}

static bool
is_upper(uint32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper((UChar32)c) != 0;
}

static bool
is_lower(uint32_t c)
{
	return c < 0x80 ? c >= 'a' && c <= 'z' : u_islower((UChar32)c) != 0;
}

static uint16_t
gap_of(uint32_t c)
{
	switch (c) {
	case '-':
	case 0x2010: /* hyphen */
	case 0x2011: /* non-breaking hyphen */
	case 0x2012:
	case 0x2013: /* en dash, which many type for a hyphen */
	case 0x2212: /* minus */
		return GAP_HYPHEN;
	case '.':
		return GAP_DOT;
	case ',':
	case 0x60c: /* Arabic */
	case 0x3001:
		return GAP_COMMA;
	case '\'':
	case '`':
	case 0xb4:
	case 0x2b9:
	case 0x2bb:
	case 0x2bc:
	case 0x2018:
	case 0x2019:
	case 0x201b:
	case 0x2032:
		return GAP_APOSTROPHE;
	case '_':
		return GAP_UNDERSCORE;
	case '&':
		return GAP_AMPERSAND;
	case '+':
		return GAP_PLUS;
	case '(':
	case ')':
		return GAP_PAREN;
	case 0x30fb: /* the middle dot between the parts of a foreign name */
		return GAP_SPACE;
	default:
		return u_isUWhiteSpace((UChar32)c) ? GAP_SPACE : GAP_OTHER;
	}
}

/* The open word ends; nothing stands after it yet. */
static void
cut_word(struct cutter *cu)
{
	if (cu->word == NULL)
		return;
	cu->word = NULL;
	cu->w->n++;
	cu->w->words[cu->w->n].gap = 0;
	cu->lines = 0;
}

static void
cut_gap(struct cutter *cu, uint32_t c)
{
	uint16_t *gap;

	cut_word(cu);
	gap = &cu->w->words[cu->w->n].gap;
	*gap |= gap_of(c);
	if (c == '\n' || c == 0x2028 || c == 0x2029) {
		cu->lines += c == 0x2029 ? 2 : 1;
		*gap |= cu->lines > 1 ? GAP_BREAK : GAP_LINE;
	}
}

static void
word_open(struct cutter *cu, const struct cell *cell, bool unspaced)
{
	struct window *w = cu->w;
	struct word *word = &w->words[w->n];

	word->start = cell->at;
	word->key = (uint16_t)w->keys_n;
	word->len = 0;
	word->upper = is_upper(cell->c);
	word->lower = false;
	word->damaged = false;
	word->unspaced = unspaced;
	cu->word = word;
}

/* A letter, digit, or a character that was lost inside a word. */
static void
cut_letter(struct cutter *cu, const struct cell *cell)
{
	struct window *w = cu->w;
	bool unspaced = cell->c >= 0xe00 && fold_unspaced(cell->c);
	const char *fold = cell->fold;
	size_t fold_n = cell->fold_n;
	char any = WINDOW_ANY;

	if (cell->lost) {
		fold = &any;
		fold_n = 1;
	}
	if (unspaced || (cu->word != NULL && cu->word->unspaced))
		cut_word(cu);
	if (cu->word == NULL)
		word_open(cu, cell, unspaced);
	cu->word->end = cell->at + cell->len;
	cu->word->lower |= is_lower(cell->c);
	cu->word->damaged |= cell->damaged || cell->lost;
	if (cell->lost && cu->word->len > 0 &&
	    w->keys[w->keys_n - 1] == WINDOW_ANY)
		return; /* two bytes of one letter, lost one by one */
	for (size_t i = 0; i < fold_n; i++) {
		w->keys[w->keys_n] = fold[i];
		w->at[w->keys_n] = cell->at;
		w->capital[w->keys_n] = i == 0 && is_upper(cell->c);
		w->keys_n++;
	}
	cu->word->len = (uint16_t)(w->keys_n - cu->word->key);
}

static void
cut_cell(struct cutter *cu, const struct cell *cell)
{
	if (cell->lost)
		cu->w->lost = true;
	if (cell->fold_n == 0) {
		/* A mark belongs to its letter; what is hidden, to none. */
		if (cu->word != NULL &&
		    fold_hidden(cu->w->text + cell->at, cell->len) == 0)
			cu->word->end = cell->at + cell->len;
	} else if (cell->fold[0] == FOLD_SPACE && !(cell->lost && cu->guess)) {
		cut_gap(cu, cell->c);
	} else {
		cut_letter(cu, cell);
	}
}

/* The beginning of a character at or shortly before text[at]. */
static size_t
floor_near(const char *text, size_t at)
{
	for (unsigned i = 0; i < 3 && at > 0; i++, at--)
		if ((text[at] & 0xc0) != 0x80)
			break;
	return at;
}

/* Takes off the words that the ends of the cut may have halved. */
static void
trim(struct window *w, size_t from, size_t to)
{
	if (w->n > 0 && to < w->text_len && w->words[w->n - 1].end >= to &&
	    !w->words[w->n - 1].unspaced)
		w->n--;
	if (w->n > 0 && from > 0 && w->words[0].start == from &&
	    !w->words[0].unspaced) {
		memmove(w->words, w->words + 1, w->n * sizeof(*w->words));
		w->n--;
	}
	if (from == 0 && w->n > 0)
		w->words[0].gap |= GAP_EDGE;
	if (to == w->text_len)
		w->words[w->n].gap |= GAP_EDGE;
}

void
window_cut(struct window *w, const char *text, size_t n, size_t at,
    size_t radius, bool guess)
{
	struct cutter cu = { .w = w, .guess = guess };
	size_t from = at > radius ? floor_near(text, at - radius) : 0, i;
	size_t to = n - at > radius ? at + radius : n;
	struct cell cell;

	w->text = text;
	w->text_len = n;
	w->n = 0;
	w->keys_n = 0;
	w->lost = false;
	w->words[0].gap = 0;
	for (i = from; i < to; i += cell.len) {
		if (w->n + 2 > WINDOW_WORDS_MAX ||
		    w->keys_n + sizeof(cell.fold) > WINDOW_KEYS_MAX)
			break;
		cell_read(&cell, text, n, i);
		cut_cell(&cu, &cell);
	}
	cut_word(&cu);
	trim(w, from, i);
}

const char *
window_key(const struct window *w, size_t word)
{
	return w->keys + w->words[word].key;
}

size_t
window_word_at(const struct window *w, size_t end)
{
	size_t i = w->n;

	while (i > 0 && w->words[i - 1].start >= end)
		i--;
	return i > 0 ? i - 1 : w->n;
}
