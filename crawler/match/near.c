/* SPDX-License-Identifier: ISC */
/* Beginnings of words around a place. */
#include "crawler/match/near.h"

#include <string.h>

#include "crawler/match/lexicon.h"
#include "crawler/normalise/fold.h"

static void
add_lead(struct near *ne, uint32_t lead)
{
	size_t i = lead * UINT32_C(2654435761) >> 22;

	while (ne->slots[i] != 0 && ne->leads[ne->slots[i] - 1] != lead)
		i = (i + 1) % NEAR_SLOTS;
	if (ne->slots[i] != 0 || ne->n == NEAR_LEADS_MAX)
		return;
	ne->leads[ne->n++] = lead;
	ne->slots[i] = (uint16_t)ne->n;
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
		add_lead(ne, grammar_lead(lead, n));
		if (s[i] == FOLD_SPACE)
			return;
	}
}

/* Does a word that begins at s[i] mix Latin with Greek, Cyrillic or Armenian?
 * So are names imitated (fuzzy.h), and their first letters say nothing. */
static bool
is_mixed(const char *s, size_t i, size_t to)
{
	bool latin = false, other = false;

	for (; i < to && s[i] != FOLD_SPACE; i++) {
		uint8_t c = (uint8_t)s[i];

		latin |= c >= 'a' && c <= 'z';
		other |= c >= 0xcd && c <= 0xd6;
	}
	return latin && other;
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

/* A hashtag or handle: its sign, and how far it reaches. There other words may
 * join a name, and even a surname can be a mention. */
struct tag {
	char sign; /* 0: none */
	size_t from, to;
};

static struct tag
tag_around(const char *raw, size_t at, size_t from, size_t to)
{
	struct tag t = { 0, at - 1, at };

	while (t.from > from &&
	       (is_word_byte(raw[t.from - 1]) || raw[t.from - 1] == '_'))
		t.from--;
	while (t.to < to && (is_word_byte(raw[t.to]) || raw[t.to] == '_'))
		t.to++;
	/* A tag that began before is taken for one. */
	if (t.from == from)
		t.sign = '#';
	else if (raw[t.from - 1] == '#' || raw[t.from - 1] == '@')
		t.sign = raw[t.from - 1];
	return t;
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

/* The words from `from` to `to`. Between `word` and `end` names join, so every
 * letter may begin one there; elsewhere, what follows a space, a hidden
 * character, or a figure, which may be an escape: "%20valerie". */
static void
add_words(struct near *ne, const char *s, const char *raw, size_t from,
    size_t to, size_t word, size_t end, size_t at)
{
	for (size_t i = from; i < to; i++) {
		bool begins = s[i - 1] <= '9';
		bool inside = i >= word && i < end;

		if (s[i] <= FOLD_SPACE || (!begins && !inside))
			continue;
		/* A letter by itself: also the last one of "thuillierv". */
		if (s[i + 1] == FOLD_SPACE &&
		    !(begins && may_be_initial(raw + i)) && i != at)
			continue;
		add_word(ne, s, i, to);
		ne->all |= begins && is_mixed(s, i, to);
	}
}

/* Near the edge of the folded piece nothing is known. */
void
near_read(struct near *ne, const char *text, const struct automaton_hit *hit)
{
	const char *s = hit->near;
	const char *raw = text + (hit->end - hit->near_at);
	size_t at = hit->near_at, from = at - NEAR_BYTES, word, end = at;
	size_t to = at + NEAR_BYTES, start;
	struct tag t;

	ne->all = at < NEAR_BYTES + 1 || to + 1 > hit->near_len;
	ne->beside_n = 0;
	if (ne->all)
		return;
	ne->n = 0;
	memset(ne->slots, 0, sizeof(ne->slots));
	add_lead(ne, NEAR_ANY);
	start = anchor_start(hit, from + 1);
	word = word_begin(s, start, from + 1);
	while (end < to && s[end] != FOLD_SPACE)
		end++;
	t = tag_around(raw, at, from + 1, to);
	if (t.sign == '#' &&
	    lexicon_within(LEXICON_AGAINST, s + t.from, t.to - t.from))
		add_lead(ne, NEAR_AGAINST);
	if (t.sign != 0) {
		add_lead(ne, NEAR_WHOLE);
		add_words(ne, s, raw, from + 1, to, t.from, t.to, at);
	} else if (begins_word(s, raw, start, from + 1) &&
		   (s[at - 1] == FOLD_SPACE || s[at] < 'a' || s[at] > 'z')) {
		add_lead(ne, NEAR_WHOLE);
		add_words(ne, s, raw, from + 1, to, word, end, at);
	} else {
		add_words(ne, s, raw, word, end, word, end, at);
	}
}

/* The word that begins at s[i], without looking whether it is known. */
static void
add_beside(struct near *ne, const char *s, size_t i, size_t to)
{
	char *word = ne->beside[ne->beside_n].s;
	size_t n = 0;

	ne->all |= is_mixed(s, i, to);
	for (; n < NEAR_BYTES && i < to && s[i] != FOLD_SPACE; i++)
		if (s[i] != FOLD_NONE)
			word[n++] = s[i];
	for (size_t len = 1; len <= LEAD_MAX && len <= n; len++)
		ne->leads[ne->n++] = grammar_lead(word, len);
	ne->beside[ne->beside_n++].len = n;
}

void
near_beside(struct near *ne, const struct automaton_hit *hit)
{
	const char *s = hit->near;
	size_t at = hit->near_at, from, to = at + NEAR_BYTES, end;

	ne->n = 0;
	ne->beside_n = 0;
	ne->all = at < NEAR_BYTES + 1 || to + 1 > hit->near_len;
	if (ne->all)
		return;
	end = anchor_start(hit, at - NEAR_BYTES);
	while (at < to && s[at] <= FOLD_SPACE)
		at++;
	add_beside(ne, s, at, to);
	from = hit->near_at - NEAR_BYTES;
	while (end > from && s[end - 1] <= FOLD_SPACE)
		end--;
	add_beside(ne, s, word_begin(s, end, from), end);
}
