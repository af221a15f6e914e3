/* SPDX-License-Identifier: ISC */
/* SimHash, MinHash and the digest of what counts. All constants are fixed for
 * ever: stored fingerprints are compared with new ones. */
#include "crawler/normalise/fingerprint.h"

#include <string.h>

#include "crawler/normalise/calm.h"
#include "crawler/normalise/fold.h"
#include "store/base/utf8.h"

enum {
	SHINGLE = 3,       /* words */
	GRAM = 5,          /* characters */
	LANES = 16,        /* bytes looked at together */
	MINHASH_BITS = 7,  /* 1 << 7 values */
	BORROW_TRIES = 64, /* then the next one that is filled */
	BITS = 64,
	WORDS_PIECE = 2048,       /* bytes of words digested at once */
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

/* Every bit of the result depends on every bit of x (SplitMix64's finish). */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

static uint64_t
hash_bytes(const char *s, size_t n)
{
	uint64_t h = HASH_SEED ^ n;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (uint8_t)s[i]) * 0x100000001b3;
	return mix(h);
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

/* The next word of folded text from *at on: its offset and length; a character
 * of a script without spaces is a word. False at the end. */
static bool
next_word(const char *s, size_t n, size_t *at, size_t *word, size_t *len)
{
	size_t i = *at, step;

	while (i < n && s[i] == FOLD_SPACE)
		i++;
	*word = i;
	for (; i < n && s[i] != FOLD_SPACE; i += step) {
		step = 1;
		if ((s[i] & 0x80) == 0 || (uint8_t)s[i] < 0xe0)
			continue;
		if (!fold_unspaced(utf8_next(s + i, n - i, &step)))
			continue;
		if (i == *word)
			i += step;
		break;
	}
	*len = i - *word;
	*at = i;
	return *len > 0;
}

static uint64_t
simhash_of(const char *s, size_t n, uint32_t *words)
{
	struct simhash sh = { .total = 0 };
	uint64_t last[SHINGLE] = { 0 };
	size_t at = 0, word, len;

	*words = 0;
	while (next_word(s, n, &at, &word, &len)) {
		memmove(last, last + 1, sizeof(last) - sizeof(last[0]));
		last[SHINGLE - 1] = hash_bytes(s + word, len);
		if (++*words >= SHINGLE)
			simhash_add(
			    &sh, mix(mix(mix(last[0]) + last[1]) + last[2]));
	}
	if (*words > 0 && *words < SHINGLE)
		simhash_add(&sh, mix(mix(last[1]) + last[2]));
	return simhash_end(&sh);
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

/* hash_bytes of a gram of ASCII: the many, hence without a loop. */
static uint64_t
hash_gram(const char *s)
{
	const uint64_t prime = 0x100000001b3;
	uint64_t h = HASH_SEED ^ GRAM;

	h = (h ^ (uint8_t)s[0]) * prime;
	h = (h ^ (uint8_t)s[1]) * prime;
	h = (h ^ (uint8_t)s[2]) * prime;
	h = (h ^ (uint8_t)s[3]) * prime;
	return mix((h ^ (uint8_t)s[4]) * prime);
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
	return ((w[0] | w[1]) & 0x8080808080808080) == 0;
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

/* The hash of a passage: the words in their order, the oldest at `from`. */
static uint64_t
passage_hash(const uint64_t words[PASSAGE], size_t from)
{
	uint64_t h = HASH_SEED;

	for (size_t i = 0; i < PASSAGE; i++)
		h = mix(h + words[(from + i) % PASSAGE]);
	return h;
}

static void
passage_add(struct fingerprint *out, uint64_t hash)
{
	for (size_t i = 0; i < out->n_passages; i++)
		if (out->passages[i] == hash)
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
 * on the words around them alone. A text of fewer has one. */
static void
passages_of(const char *s, size_t n, struct fingerprint *out)
{
	uint64_t words[PASSAGE], window[WINDOW];
	size_t at = 0, word, len, n_words = 0, n_hashes = 0;

	out->n_passages = 0;
	while (out->n_passages < FINGERPRINT_PASSAGES &&
	       next_word(s, n, &at, &word, &len)) {
		words[n_words++ % PASSAGE] = hash_bytes(s + word, len);
		if (n_words < PASSAGE)
			continue;
		window[n_hashes++ % WINDOW] = passage_hash(words, n_words);
		if (n_hashes >= WINDOW)
			passage_add(out, least(window, n_hashes));
	}
	if (n_hashes > 0 && n_hashes < WINDOW)
		passage_add(out, least(window, n_hashes));
}

/* The folded text; the caller frees. */
static struct buf
folded(const char *text, size_t n)
{
	struct buf b;
	size_t hidden = 0;

	/* The fold is never longer than the text. */
	buf_init(&b, n);
	if (fold_text(&b, text, n, &hidden) != ERR_OK)
		buf_reset(&b);
	return b;
}

void
fingerprint_of(const char *text, size_t n, struct fingerprint *out)
{
	struct buf b = folded(text, n);

	out->simhash = simhash_of(b.data, b.len, &out->words);
	minhash_of(b.data,
	    b.len <= MINHASH_MAX ? b.len : utf8_floor(b.data, MINHASH_MAX),
	    out->minhash);
	passages_of(b.data, b.len, out);
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
	uint32_t words;
	uint64_t hash = simhash_of(b.data, b.len, &words);

	buf_fini(&b);
	return hash;
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

/* Words on their way into a digest, many at a time. */
struct words {
	struct digest *d; /* owned */
	char piece[WORDS_PIECE];
	size_t n;
};

static void
add_word(void *arg, const char *word, size_t n)
{
	struct words *w = arg;

	if (n + 1 > sizeof(w->piece) - w->n) {
		digest_add(w->d, w->piece, w->n);
		w->n = 0;
	}
	if (n + 1 > sizeof(w->piece)) {
		digest_add(w->d, word, n);
		n = 0;
	}
	memcpy(w->piece + w->n, word, n);
	w->n += n;
	w->piece[w->n++] = ' ';
}

void
fingerprint_text(const char *text, size_t n, uint8_t out[SHA256_LEN])
{
	struct words w = { .d = digest_begin() };

	calm_words(text, n, add_word, &w);
	digest_add(w.d, w.piece, w.n);
	digest_end(w.d, out);
}
