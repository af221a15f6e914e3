/* SPDX-License-Identifier: ISC */
/* Beginnings of words around a place. */
#include "crawler/match/near.h"

#include <endian.h>
#include <string.h>

#include "crawler/match/lexicon.h"
#include "crawler/match/lookalike.h"
#include "crawler/normalise/fold.h"

enum {
	PLACE_AT = NEAR_BYTES + 1,
	PLACE_SIZE = 2 * PLACE_AT,
	PARTICLES_MAX = 8, /* bytes of joined particles: "vonder" */
};

typedef uint8_t lanes __attribute__((vector_size(16)));

/* Where the anchor ends, in folded text and in text as it was. */
struct place {
	const char *s, *raw;
	size_t at;
	char copy[PLACE_SIZE], raw_copy[PLACE_SIZE]; /* at the text's ends */
};

static unsigned
filter_bit(uint32_t lead)
{
	return lead * UINT32_C(2654435761) >> 24;
}

static bool
filter_passes(const struct near_filter *nf, uint32_t lead)
{
	unsigned bit = filter_bit(lead);

	return (nf->leads[bit / 64] >> bit % 64 & 1) != 0;
}

void
near_filter_add(struct near_filter *nf, uint32_t lead)
{
	unsigned bit = filter_bit(lead);

	nf->leads[bit / 64] |= UINT64_C(1) << bit % 64;
	while (lead > UINT8_MAX)
		lead >>= 8;
	nf->heads |= UINT32_C(1) << (lead & 31);
}

static void
add_lead(struct near *ne, uint32_t lead)
{
	if (!filter_passes(ne->filter, lead) || ne->n == NEAR_LEADS_MAX)
		return;
	for (size_t i = 0; i < ne->n; i++)
		if (ne->leads[i] == lead)
			return;
	ne->leads[ne->n++] = lead;
}

/* A word that begins at s[i]: its first letter, the first two, and so on, for a
 * form may know no more of it. What stands behind a short word, or before the
 * tag that it is in, says whether it may be cut short or initials. Fillers are
 * passed over. */
static void
add_word(struct near *ne, const char *s, const char *raw, size_t i, size_t to)
{
	uint32_t lead = 0;

	if ((ne->filter->heads >> (s[i] & 31) & 1) == 0)
		return;
	for (size_t n = 0; n < LEAD_MAX && i < to; i++) {
		if (s[i] == FOLD_NONE)
			continue;
		if (n >= 2 && s[i] == FOLD_SPACE && raw[i] == '.')
			add_lead(ne, lead << 8 | LEAD_CUT);
		lead = lead << 8 | (uint8_t)s[i];
		add_lead(ne, lead);
		n++;
		if (n == 2 && ne->sigil)
			add_lead(ne, lead << 8 | LEAD_INITIALS);
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

/* Can any word of these 2 * NEAR_BYTES be so? */
static bool
may_be_mixed(const char *s)
{
	lanes c, any = { 0 };
	uint64_t word[2];

	for (size_t i = 0; i < (size_t)2 * NEAR_BYTES; i += sizeof(c)) {
		memcpy(&c, s + i, sizeof(c));
		any |= (lanes)(c - 0xcd < 10);
	}
	memcpy(word, &any, sizeof(any));
	return (word[0] | word[1]) != 0;
}

/* Of s[0] to s[7], the top bit of each that is an ASCII letter or figure and
 * stands behind no ASCII letter. */
static uint64_t
begin_bits(const char *s)
{
	const uint64_t each = 0x0101010101010101, top = 0x80 * each;
	uint64_t before, here, letter, begins;

	memcpy(&before, s - 1, sizeof(before));
	memcpy(&here, s, sizeof(here));
	before = le64toh(before);
	here = le64toh(here);
	letter = ((before & ~top) + (0x7f - '9') * each) & ~before;
	begins = ((here & ~top) + (0x7f - FOLD_SPACE) * each) & ~here;
	return begins & ~letter & top;
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

/* Particles or an article, and nothing else: "de", "dela", "la". */
static bool
is_particles(const char *s, size_t n)
{
	if (lexicon_has(LEXICON_PARTICLE, s, n) ||
	    lexicon_has(LEXICON_ARTICLE, s, n))
		return true;
	for (size_t i = 1; i < n; i++)
		if (lexicon_has(LEXICON_PARTICLE, s, i) &&
		    lexicon_has(LEXICON_PARTICLE, s + i, n - i))
			return true;
	return false;
}

/* Does nothing but particles or an article stand between the beginning of the
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
	       (n <= PARTICLES_MAX && is_particles(s + word, n));
}

/* The words behind an escape that ends in a letter: "%2Fvalerie",
 * "\\u002Fvalerie". */
static void
add_escaped(
    struct near *ne, const char *s, const char *raw, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		size_t n = raw[i] == '%' ? 3 : raw[i] == '\\' ? 6 : 0;

		if (n > 0 && i + n < to && s[i + n] > FOLD_SPACE)
			add_word(ne, s, raw, i + n, to);
	}
}

/* The words from `from` to `to`. Between `word` and `end` names join, so every
 * letter may begin one there; elsewhere, what follows a space, a hidden
 * character, or a figure, which may be an escape: "%20valerie". A letter by
 * itself counts where it may be an initial; also the last one of
 * "thuillierv". */
static void
add_words(struct near *ne, const char *s, const char *raw, size_t from,
    size_t to, size_t word, size_t end, size_t at)
{
	bool mixed = may_be_mixed(s + at - NEAR_BYTES);

	for (size_t base = from; base < to; base += sizeof(uint64_t)) {
		uint64_t bits = begin_bits(s + base);

		for (; bits != 0; bits &= bits - 1) {
			size_t i = base + (size_t)__builtin_ctzll(bits) / 8;

			if (i >= to)
				break;
			if (s[i + 1] != FOLD_SPACE || i == at ||
			    may_be_initial(raw + i))
				add_word(ne, s, raw, i, to);
			ne->all |= mixed && is_mixed(s, i, to);
		}
	}
	if (memchr(raw + from, '%', to - from) != NULL ||
	    memchr(raw + from, '\\', to - from) != NULL)
		add_escaped(ne, s, raw, from, to);
	for (size_t i = word; i < end; i++)
		if (s[i] > FOLD_SPACE && s[i - 1] > '9' &&
		    (s[i + 1] != FOLD_SPACE || i == at))
			add_word(ne, s, raw, i, to);
}

/* Keeps the word [i, to) without its fillers. */
static void
keep_word(struct near *ne, const char *s, size_t i, size_t to)
{
	char *word = ne->beside[ne->beside_n].s;
	size_t n = 0;

	for (; i < to; i++)
		if (s[i] != FOLD_NONE)
			word[n++] = s[i];
	ne->beside[ne->beside_n].bag = lookalike_bag(word, n);
	ne->beside[ne->beside_n++].len = n;
}

/* Does an escape begin this word? "%20valerie", "&nbsp;valerie" */
static bool
is_escaped(const char *raw, size_t begin)
{
	return strchr("%&#=\\", raw[begin - 1]) != NULL;
}

/* The words right behind [from, to) and right before it: to [behind, end) and
 * [begin, before). */
struct beside {
	size_t behind, end, begin, before;
};

/* False, and ne->all, where one does not end near the anchor: what it is, is
 * not known. */
static bool
find_beside(struct near *ne, const struct place *p, size_t from, size_t to,
    struct beside *b)
{
	const char *s = p->s;
	size_t lo = p->at - NEAR_BYTES, hi = p->at + NEAR_BYTES, end;
	bool edge = s == p->copy; /* of the text: no word may be there */

	while (to < hi && s[to] <= FOLD_SPACE)
		to++;
	for (end = to; end < hi && s[end] != FOLD_SPACE; end++)
		;
	while (from > lo && s[from - 1] <= FOLD_SPACE)
		from--;
	*b = (struct beside){ to, end, word_begin(s, from, lo), from };
	ne->all = (end == hi && !(edge && to == hi)) ||
		  (b->begin == lo && !(edge && from == lo)) ||
		  is_escaped(p->raw, to) || is_escaped(p->raw, b->begin) ||
		  is_mixed(s, to, end) || is_mixed(s, b->begin, from);
	return !ne->all;
}

static void
keep_beside(struct near *ne, const char *s, const struct beside *b)
{
	keep_word(ne, s, b->behind, b->end);
	keep_word(ne, s, b->begin, b->before);
}

/* The words that may belong to the anchor's own, [word, end). */
static void
read_words(struct near *ne, const struct place *p, size_t start, size_t word,
    size_t end)
{
	const char *s = p->s, *raw = p->raw;
	size_t at = p->at, from = at - NEAR_BYTES + 1, to = at + NEAR_BYTES;
	struct tag t = tag_around(raw, at, from, to);

	/* Of a tag that began before, nothing is known. */
	ne->sigil = t.sign == '@' || (t.sign != 0 && t.from == from);
	if (t.sign == '#' &&
	    lexicon_within(LEXICON_AGAINST, s + t.from, t.to - t.from))
		add_lead(ne, NEAR_AGAINST);
	if (t.sign != 0) {
		add_lead(ne, NEAR_WHOLE);
		add_words(ne, s, raw, from, to, t.from, t.to, at);
	} else if ((s[at - 1] == FOLD_SPACE || s[at] < 'a' || s[at] > 'z') &&
		   begins_word(s, raw, start, from)) {
		add_lead(ne, NEAR_WHOLE);
		add_words(ne, s, raw, from, to, word, end, at);
	} else {
		add_words(ne, s, raw, word, end, word, end, at);
	}
}

/* The place at an end of the text, where there are spaces before and behind. */
static void
place_copy(struct place *p, size_t before, size_t len)
{
	size_t from = p->at - before, to = PLACE_AT - before;

	memset(p->copy, FOLD_SPACE, sizeof(p->copy));
	memset(p->raw_copy, ' ', sizeof(p->raw_copy));
	memcpy(p->copy + to, p->s + from, len);
	memcpy(p->raw_copy + to, p->raw + from, len);
	p->s = p->copy;
	p->raw = p->raw_copy;
	p->at = PLACE_AT;
}

/* The place of the hit, with NEAR_BYTES and one to each side. False: the folded
 * piece ends inside the text, and what is there is not known. */
static bool
place_of(const char *text, size_t n, const struct automaton_hit *hit,
    struct place *p)
{
	size_t at = hit->near_at, to = at + PLACE_AT;
	size_t before = at < PLACE_AT ? at : PLACE_AT;

	p->s = hit->near;
	p->raw = text + hit->near_base;
	p->at = at;
	if (before == PLACE_AT && to <= hit->near_len)
		return true;
	if ((before < PLACE_AT && hit->near_base > 0) ||
	    (to > hit->near_len && hit->near_base + hit->near_len < n))
		return false;
	if (to > hit->near_len)
		to = hit->near_len;
	place_copy(p, before, to - (at - before));
	return true;
}

/* Where the anchor's first byte is, for fillers may stand in it. */
static size_t
anchor_start(const struct place *p, size_t len)
{
	size_t at = p->at, from = at - NEAR_BYTES;

	while (at > from && len > 0)
		len -= p->s[--at] != FOLD_NONE;
	return at;
}

/* False: nothing is known. */
static bool
begin_near(struct near *ne, const struct near_filter *nf, const char *text,
    size_t n, const struct automaton_hit *hit, struct place *p)
{
	ne->filter = nf;
	ne->n = 0;
	ne->beside_n = 0;
	ne->sigil = false;
	ne->all = !place_of(text, n, hit, p);
	return !ne->all;
}

void
near_read(struct near *ne, const struct near_filter *nf, const char *text,
    size_t n, const struct automaton_hit *hit)
{
	struct place p;
	size_t from, to, start, word, end;
	struct beside b;

	if (!begin_near(ne, nf, text, n, hit, &p))
		return;
	from = p.at - NEAR_BYTES + 1;
	to = p.at + NEAR_BYTES;
	add_lead(ne, NEAR_ANY);
	start = anchor_start(&p, hit->len);
	word = word_begin(p.s, start, from);
	for (end = p.at; end < to && p.s[end] != FOLD_SPACE; end++)
		;
	read_words(ne, &p, start, word, end);
	if (ne->n > 0 && !ne->all && find_beside(ne, &p, word, end, &b))
		keep_beside(ne, p.s, &b);
}

/* Not a capital beside a small letter: a name has one or the other. */
static bool
same_case(char a, char b)
{
	bool letters = ((a | 0x20) >= 'a' && (a | 0x20) <= 'z') &&
		       ((b | 0x20) >= 'a' && (b | 0x20) <= 'z');

	return !letters || (a & 0x20) == (b & 0x20);
}

/* A word beside the one at `anchor`: misspelt, it is known by its first letter
 * alone (fuzzy.h). */
static void
add_head(struct near *ne, const struct place *p, size_t anchor, size_t at)
{
	char c = p->s[at];

	if ((ne->filter->heads >> (c & 31) & 1) != 0 &&
	    same_case(p->raw[anchor], p->raw[at]))
		add_lead(ne, (uint8_t)c);
}

void
near_beside(struct near *ne, const struct near_filter *nf, const char *text,
    size_t n, const struct automaton_hit *hit)
{
	struct place p;
	struct beside b;
	size_t anchor;

	if (!begin_near(ne, nf, text, n, hit, &p))
		return;
	anchor = anchor_start(&p, hit->len);
	if (!find_beside(ne, &p, anchor, p.at, &b))
		return;
	while (anchor < p.at && p.s[anchor] <= FOLD_SPACE)
		anchor++;
	add_head(ne, &p, anchor, b.behind);
	add_head(ne, &p, anchor, b.begin);
	if (ne->n > 0)
		keep_beside(ne, p.s, &b);
}

void
near_window(struct near *ne, const struct window *w, size_t anchor)
{
	const size_t beside[] = { anchor + 1, anchor - 1 };

	ne->beside_n = 0;
	for (size_t i = 0; i < NELEM(beside); i++) {
		const char *key;
		size_t n = 0;

		if (beside[i] < w->n) {
			key = window_key(w, beside[i]);
			n = w->words[beside[i]].len;
		}
		if (n > NEAR_BYTES || (n > 0 && is_mixed(key, 0, n))) {
			ne->beside_n = 0;
			return;
		}
		if (n > 0)
			memcpy(ne->beside[i].s, key, n);
		ne->beside[i].len = n;
		ne->beside[i].bag = lookalike_bag(ne->beside[i].s, n);
		ne->beside_n++;
	}
}
