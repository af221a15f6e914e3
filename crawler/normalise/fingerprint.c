/* SPDX-License-Identifier: ISC */
/* SimHash, MinHash and passages. All constants are fixed for ever: stored
 * fingerprints are compared with new ones. */
#include "crawler/normalise/fingerprint.h"

#include <endian.h>
#include <string.h>

#include "crawler/normalise/fold.h"
#include "store/base/utf8.h"

enum {
	SHINGLE = 3,       /* words */
	GRAM = 5,          /* characters */
	LANES = 16,        /* bytes looked at together */
	PAD = 8,           /* bytes behind a text that are read with it */
	MINHASH_BITS = 7,  /* 1 << 7 values */
	BORROW_TRIES = 64, /* then the next one that is filled */
	BITS = 64,
	PLANES = 12,              /* bits of a counter */
	MINHASH_MAX = 256 * 1024, /* bytes of a text that are sampled */
	TEASER_WORDS = 12,        /* fewer, and no stop: a headline or a link */
	PASSAGE = 8,              /* words */
	WINDOW = 8,               /* passages of which one is taken */
};

_Static_assert(1 << MINHASH_BITS == FINGERPRINT_MINHASH, "bits of a value");

typedef uint8_t lanes __attribute__((vector_size(LANES)));

static const uint32_t NONE = UINT32_MAX; /* a value that nothing was offered */
static const uint64_t HASH_SEED = 0x9e3779b97f4a7c15;
static const uint64_t HIGH_BITS = 0x8080808080808080;

/* Every bit of the result depends on every bit of x (SplitMix64's finish). */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

/* The eight bytes at s as a number, the first the lowest. */
static uint64_t
load(const char *s)
{
	uint64_t v;

	memcpy(&v, s, sizeof(v));
	return le64toh(v);
}

/* The first n bytes of what load gave, n of 1 to 8. */
static uint64_t
lowest(uint64_t v, size_t n)
{
	return v & UINT64_MAX >> (64 - 8 * n);
}

/* Behind the text stand PAD bytes that may be read. */
static uint64_t
hash_bytes(const char *s, size_t n)
{
	uint64_t h = HASH_SEED ^ n;

	for (; n > 8; n -= 8, s += 8)
		h = mix(h ^ load(s));
	return n == 0 ? mix(h) : mix(h ^ lowest(load(s), n));
}

/* The bits of many hashes, counted: planes[k] holds bit k of a counter for each
 * of the 64 bits; they are emptied into the sums before they overflow. */
struct simhash {
	uint64_t planes[PLANES];
	uint32_t sums[BITS];
	uint32_t in_planes, total;
};

static void
simhash_flush(struct simhash *sh)
{
	for (size_t k = 0; k < PLANES; k++)
		for (size_t i = 0; i < BITS; i++)
			sh->sums[i] += (uint32_t)(sh->planes[k] >> i & 1) << k;
	memset(sh->planes, 0, sizeof(sh->planes));
	sh->in_planes = 0;
}

static void
simhash_add(struct simhash *sh, uint64_t hash)
{
	/* As one adds by hand: what is carried goes into the next plane. */
	for (size_t k = 0; hash != 0; k++) {
		uint64_t carry = sh->planes[k] & hash;

		sh->planes[k] ^= hash;
		hash = carry;
	}
	sh->total++;
	if (++sh->in_planes == (1 << PLANES) - 1)
		simhash_flush(sh);
}

static uint64_t
simhash_end(struct simhash *sh)
{
	uint64_t out = 0;

	simhash_flush(sh);
	for (size_t i = 0; i < BITS; i++)
		if (2 * sh->sums[i] > sh->total)
			out |= UINT64_C(1) << i;
	return out;
}

/* A reader of folded text, word by word. */
struct reader {
	const char *s; /* borrowed; PAD bytes behind it may be read */
	size_t n, at;
};

/* Does a byte of the word begin a character of three bytes or more? Eight at a
 * time: such a byte has its three highest bits set. */
static bool
has_wide(const char *s, size_t len)
{
	uint64_t wide = 0;

	for (size_t i = 0; i < len; i += 8) {
		uint64_t v = lowest(load(s + i), len - i < 8 ? len - i : 8);

		wide |= v & v << 1 & v << 2;
	}
	return (wide & HIGH_BITS) != 0;
}

/* The length of the word at s, which is len bytes up to the next blank: a
 * character of a script without spaces is a word. */
static size_t
cut_word(const char *s, size_t len)
{
	size_t step;

	for (size_t i = 0; i < len; i += step) {
		step = 1;
		if ((uint8_t)s[i] < 0xe0)
			continue;
		if (fold_unspaced(utf8_next(s + i, len - i, &step)))
			return i == 0 ? step : i;
	}
	return len;
}

/* The hash of the next word; false at the end. */
static bool
next_word(struct reader *r, uint64_t *hash)
{
	const char *word, *end;
	size_t len;

	while (r->at < r->n && r->s[r->at] == FOLD_SPACE)
		r->at++;
	if (r->at == r->n)
		return false;
	word = r->s + r->at;
	end = memchr(word, FOLD_SPACE, r->n - r->at);
	len = end == NULL ? r->n - r->at : (size_t)(end - word);
	if (has_wide(word, len))
		len = cut_word(word, len);
	*hash = hash_bytes(word, len);
	r->at += len;
	return true;
}

/* One hash for all values (Li, Owen and Zhang, "One Permutation Hashing",
 * 2012): its first bits say which value it is for, the rest what it offers. */
static void
minhash_add(uint32_t out[FINGERPRINT_MINHASH], uint64_t hash)
{
	uint32_t v = (uint32_t)hash;
	uint32_t *least = &out[hash >> (64 - MINHASH_BITS)];

	if (v == NONE)
		v--;
	if (v < *least)
		*least = v;
}

/* A value that nothing was offered for is taken from another, which the number
 * of the value alone decides (Shrivastava, "Optimal Densification for Fast and
 * Accurate Minwise Hashing", 2017): equal sets borrow equally. */
static void
minhash_end(uint32_t out[FINGERPRINT_MINHASH])
{
	uint32_t own[FINGERPRINT_MINHASH];
	size_t filled = 0;

	memcpy(own, out, sizeof(own));
	for (size_t i = 0; i < FINGERPRINT_MINHASH; i++)
		filled += own[i] != NONE;
	if (filled == 0)
		return;
	for (size_t i = 0; i < FINGERPRINT_MINHASH; i++) {
		size_t from = i;

		for (uint64_t k = 0; own[from] == NONE && k < BORROW_TRIES; k++)
			from =
			    mix(HASH_SEED * (i + 1) + k) >> (64 - MINHASH_BITS);
		while (own[from] == NONE)
			from = (from + 1) % FINGERPRINT_MINHASH;
		out[i] = own[from];
	}
}

/* hash_bytes of a gram of ASCII: the many. */
static uint64_t
hash_gram(const char *s)
{
	return mix(HASH_SEED ^ GRAM ^ lowest(load(s), GRAM));
}

/* The bytes of the character at s, which is valid UTF-8. */
static size_t
char_bytes(const char *s)
{
	uint8_t c = (uint8_t)*s;

	return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* The grams of so much ASCII, which are as many bytes. */
static void
minhash_ascii(const char *s, uint32_t out[FINGERPRINT_MINHASH])
{
	for (size_t i = 0; i + GRAM <= LANES; i++)
		minhash_add(out, hash_gram(s + i));
}

static bool
is_ascii(const char *s)
{
	uint64_t w[LANES / sizeof(uint64_t)];

	memcpy(w, s, sizeof(w));
	return ((w[0] | w[1]) & HIGH_BITS) == 0;
}

/* Of folded text, which is valid UTF-8. */
static void
minhash_of(const char *s, size_t n, uint32_t out[FINGERPRINT_MINHASH])
{
	size_t from = 0, end = 0, chars = 0;

	memset(out, 0xff, FINGERPRINT_MINHASH * sizeof(*out));
	for (; end < n && chars < GRAM; chars++)
		end += char_bytes(s + end);
	if (chars > 0 && chars < GRAM)
		minhash_add(out, hash_bytes(s, n));
	while (chars == GRAM && end <= n) { /* [from, end) is a gram */
		if (n - from >= LANES && is_ascii(s + from)) {
			minhash_ascii(s + from, out);
			from += LANES - GRAM;
			end = from + GRAM;
		} else {
			minhash_add(out, hash_bytes(s + from, end - from));
		}
		if (end == n)
			break;
		from += char_bytes(s + from);
		end += char_bytes(s + end);
	}
	minhash_end(out);
}

/* The words of a text as they come, and what is made of them: the SimHash of
 * all, and passages of the first ones. */
struct words {
	struct simhash sh;
	uint64_t last[PASSAGE]; /* hashes; word i at i % PASSAGE */
	uint64_t window[WINDOW];
	size_t n, n_passages;
};

/* The word so many before the last one. */
static uint64_t
before(const struct words *w, size_t back)
{
	return w->last[(w->n - 1 - back) % PASSAGE];
}

static void
passage_add(struct fingerprint *out, uint64_t hash)
{
	/* Mostly it is the one just taken. */
	for (size_t i = out->n_passages; i > 0; i--)
		if (out->passages[i - 1] == hash)
			return;
	if (out->n_passages < FINGERPRINT_PASSAGES)
		out->passages[out->n_passages++] = hash;
}

/* The least of the last passages, but for what lies before the text. */
static uint64_t
least(const uint64_t window[WINDOW], size_t filled)
{
	uint64_t min = window[0];

	for (size_t i = 1; i < WINDOW && i < filled; i++)
		if (window[i] < min)
			min = window[i];
	return min;
}

/* Of every WINDOW passages in a row, the least: so which ones are taken depends
 * on the words around them alone. */
static void
passages_word(struct words *w, struct fingerprint *out)
{
	uint64_t h = HASH_SEED;

	if (w->n < PASSAGE || out->n_passages == FINGERPRINT_PASSAGES)
		return;
	for (size_t back = PASSAGE; back-- > 0;)
		h = mix(h + before(w, back));
	w->window[w->n_passages++ % WINDOW] = h;
	if (w->n_passages >= WINDOW)
		passage_add(out, least(w->window, w->n_passages));
}

static void
simhash_word(struct words *w)
{
	if (w->n >= SHINGLE)
		simhash_add(&w->sh,
		    mix(mix(mix(before(w, 2)) + before(w, 1)) + before(w, 0)));
}

/* The whole text in one reading. */
static void
words_of(const char *s, size_t n, struct fingerprint *out)
{
	struct words w = { .n = 0 };
	struct reader r = { .s = s, .n = n };

	out->n_passages = 0;
	while (next_word(&r, &w.last[w.n % PASSAGE])) {
		w.n++;
		simhash_word(&w);
		passages_word(&w, out);
	}
	if (w.n > 0 && w.n < SHINGLE)
		simhash_add(&w.sh,
		    mix(mix(w.n > 1 ? before(&w, 1) : 0) + before(&w, 0)));
	/* A text of fewer passages than a window has one. */
	if (w.n_passages > 0 && w.n_passages < WINDOW)
		passage_add(out, least(w.window, w.n_passages));
	out->simhash = simhash_end(&w.sh);
	out->words = (uint32_t)w.n;
}

/* The folded text and PAD bytes behind it, which len does not count; the
 * caller frees. */
static struct buf
folded(const char *text, size_t n)
{
	static const char pad[PAD];
	struct buf b;
	size_t hidden = 0;

	/* The fold is never longer than the text. */
	buf_init(&b, n + PAD);
	if (fold_text(&b, text, n, &hidden) != ERR_OK)
		buf_reset(&b);
	if (buf_add(&b, pad, PAD) == ERR_OK)
		b.len -= PAD;
	return b;
}

void
fingerprint_of(const char *text, size_t n, struct fingerprint *out)
{
	struct buf b = folded(text, n);

	words_of(b.data, b.len, out);
	minhash_of(b.data,
	    b.len <= MINHASH_MAX ? b.len : utf8_floor(b.data, MINHASH_MAX),
	    out->minhash);
	buf_fini(&b);
}

/* Does a sentence end here, also one in quotes or brackets? */
static bool
has_stop(const char *s, size_t n)
{
	static const char *const stops[] = { ".", "!", "?", ":", ";", "\"", ")",
		"…", "»", "”", "。", "！", "？" };

	while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\r'))
		n--;
	for (size_t i = 0; i < NELEM(stops); i++) {
		size_t len = strlen(stops[i]);

		if (n >= len && memcmp(s + n - len, stops[i], len) == 0)
			return true;
	}
	return false;
}

/* Words begin behind a blank. */
static size_t
count_words(const char *s, size_t n)
{
	size_t words = n > 0 && s[0] != ' ', k = 1;

	/* Sixteen bytes at a time: a one for each that begins a word. */
	for (; n > LANES && k <= n - LANES; k += LANES) {
		lanes here, before;
		uint64_t w[LANES / sizeof(uint64_t)];

		memcpy(&here, s + k, LANES);
		memcpy(&before, s + k - 1, LANES);
		here = (lanes)(here != ' ') & (lanes)(before == ' ') & 1;
		memcpy(w, &here, sizeof(w));
		words += ((w[0] + w[1]) * 0x0101010101010101) >> 56;
	}
	for (; k < n; k++)
		words += s[k] != ' ' && s[k - 1] == ' ';
	return words;
}

void
fingerprint_document(const char *text, size_t n, struct fingerprint *out)
{
	struct buf b;
	enum err e = ERR_OK;
	size_t len;

	buf_init(&b, n + 1);
	for (size_t i = 0; i < n && e == ERR_OK; i += len + 1) {
		const char *end = memchr(text + i, '\n', n - i);

		len = end == NULL ? n - i : (size_t)(end - (text + i));
		if (count_words(text + i, len) >= TEASER_WORDS ||
		    has_stop(text + i, len))
			e = buf_add(&b, text + i, len + (end == NULL ? 0 : 1));
	}
	if (e == ERR_OK && count_words(b.data, b.len) >= FINGERPRINT_SHORT)
		fingerprint_of(b.data, b.len, out);
	else
		fingerprint_of(text, n, out);
	buf_fini(&b);
}

uint64_t
fingerprint_simhash(const char *text, size_t n)
{
	struct buf b = folded(text, n);
	struct fingerprint f;

	words_of(b.data, b.len, &f);
	buf_fini(&b);
	return f.simhash;
}

void
fingerprint_minhash(
    const char *text, size_t n, uint32_t out[FINGERPRINT_MINHASH])
{
	struct buf b = folded(text, n);

	minhash_of(b.data, b.len, out);
	buf_fini(&b);
}

unsigned
fingerprint_distance(uint64_t a, uint64_t b)
{
	return (unsigned)__builtin_popcountll(a ^ b);
}

double
fingerprint_jaccard(const uint32_t a[FINGERPRINT_MINHASH],
    const uint32_t b[FINGERPRINT_MINHASH])
{
	unsigned same = 0;

	for (size_t i = 0; i < FINGERPRINT_MINHASH; i++)
		same += a[i] == b[i] && a[i] != UINT32_MAX;
	return (double)same / FINGERPRINT_MINHASH;
}
