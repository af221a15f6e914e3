/* SPDX-License-Identifier: ISC */
/* Beginnings of words around a place. */
#include "crawler/match/near.h"

#include <string.h>

#include "crawler/match/lexicon.h"
#include "crawler/normalise/fold.h"

/* The slot that holds the lead, or the free one where it belongs. */
static size_t
slot_of(const struct near *ne, uint32_t lead)
{
	size_t i = lead * UINT32_C(2654435761) >> 22;

	while (ne->slots[i] != 0 && ne->slots[i] != lead)
		i = (i + 1) % NEAR_SLOTS;
	return i;
}

bool
near_has(const struct near *ne, const struct form *f)
{
	if (ne->all)
		return true;
	if (f->leads_n == 0) /* a name of one word is no part of a word */
		return f->n > 1 || !ne->inside;
	for (size_t i = 0; i < f->leads_n; i++)
		if (ne->slots[slot_of(ne, f->leads[i])] != 0)
			return true;
	return false;
}

/* A word that begins at s[i]: its first letter, two, and three, for a form may
 * know no more of it. Fillers are passed over. */
static void
add_word(struct near *ne, const char *s, size_t i, size_t to)
{
	char lead[LEAD_MAX];
	size_t n = 0;

	for (; n < LEAD_MAX && i < to; i++) {
		if (s[i] == FOLD_NONE)
			continue;
		lead[n++] = s[i];
		ne->slots[slot_of(ne, grammar_lead(lead, n))] =
		    grammar_lead(lead, n);
		if (s[i] == FOLD_SPACE)
			return;
	}
}

/* A word of one letter is no initial in lower case, unless as in "@v.name"; nor
 * the head of a damaged word, unless as in "l&eacute;a". */
static bool
may_be_initial(const char *raw)
{
	return raw[0] < 'a' || raw[0] > 'z' || (raw[1] & 0x80) != 0 ||
	       strchr("._&%?=\\", raw[1]) != NULL;
}

static bool
is_word_byte(char c)
{
	return (c & 0x80) != 0 || (c >= '0' && c <= '9') ||
	       ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* Does the word before text[end] stand in a hashtag or a handle? There other
 * words may join it, and even a surname can be a mention. */
static bool
in_tag(const char *text, size_t end)
{
	for (size_t i = end, seen = 0; i > 0 && seen < NEAR_BYTES; seen++) {
		char c = text[--i];

		if (c == '#' || c == '@')
			return true;
		if (c != '_' && !is_word_byte(c) && i + 1 < end)
			return false;
	}
	return false;
}

/* Where the word begins that s[at - 1] ends: not before `from`. */
static size_t
word_begin(const char *s, size_t at, size_t from)
{
	while (at > from && s[at - 1] != FOLD_SPACE)
		at--;
	return at;
}

/* Does nothing but a particle or article stand between the beginning of the
 * word and the anchor? What damage and escapes leave there is nothing either:
 * "%2CApple", "d\xe2\x80\x99Apple" read as something else. */
static bool
begins_word(const char *s, const char *raw, size_t start, size_t from)
{
	size_t word = word_begin(s, start, from);
	size_t n = start - word;

	return n == 0 || s[start] == FOLD_SPACE || s[start - 1] <= '9' ||
	       (raw[start - 1] & 0x80) != 0 ||
	       (start - from > 2 && raw[start - 3] == '%') ||
	       lexicon_has(LEXICON_PARTICLE, s + word, n) ||
	       lexicon_has(LEXICON_ARTICLE, s + word, n);
}

/* The anchor's first byte, for fillers may stand in it. */
static size_t
anchor_start(const struct automaton_hit *hit, size_t from)
{
	size_t at = hit->near_at, len = hit->len;

	while (at > from && len > 0)
		len -= hit->near[--at] != FOLD_NONE;
	return at;
}

/* Near the edge of the folded piece nothing is known. */
void
near_read(struct near *ne, const char *text, const struct automaton_hit *hit)
{
	const char *s = hit->near;
	const char *raw = text + (hit->end - hit->near_at);
	size_t at = hit->near_at, from = at - NEAR_BYTES;
	size_t to = at + NEAR_BYTES, word, end = at, start;

	ne->all = at < NEAR_BYTES + 1 || to + 1 > hit->near_len ||
		  in_tag(text, hit->end);
	if (ne->all)
		return;
	memset(ne->slots, 0, sizeof(ne->slots));
	start = anchor_start(hit, from);
	word = word_begin(s, start, from);
	while (end < to && s[end] != FOLD_SPACE)
		end++;
	ne->inside = !begins_word(s, raw, start, from) ||
		     (s[at - 1] != FOLD_SPACE && s[at] >= 'a' && s[at] <= 'z');
	if (ne->inside) {
		from = word > from ? word : from + 1;
		to = end;
	}
	for (size_t i = from; i < to; i++) {
		/* Names join inside the anchor's own word, so every letter may
		 * begin one there; elsewhere, what follows a space, a hidden
		 * character, or a figure, which may be an escape:
		 * "%20valerie". */
		bool begins = s[i - 1] <= '9';
		bool inside = i >= word && i < end;

		if (s[i] <= FOLD_SPACE || (!begins && !inside))
			continue;
		/* A letter by itself: also the last one of "thuillierv". */
		if (s[i + 1] == FOLD_SPACE &&
		    !(begins && may_be_initial(raw + i)) && i != at)
			continue;
		add_word(ne, s, i, to);
	}
}
