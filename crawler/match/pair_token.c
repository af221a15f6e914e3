/* SPDX-License-Identifier: ISC */
/* Names cut into words that can be compared across scripts and languages. */
#include <ctype.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "crawler/match/lexicon.h"
#include "crawler/match/pair.h"
#include "crawler/normalise/fold.h"
#include "store/base/buf.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"

enum {
	NAME_BYTES_MAX = 512, /* of a name; a longer one is cut */
	UNITS_MAX = 1024, /* of UTF-16, in any script that ICU makes of it */
	BYTES_MAX = 4 * UNITS_MAX,
	WEIGHT_LEAST = 3,
	WEIGHT_MOST = 8
};

static const double weight_small = 0.3, weight_form = 0.5, weight_initial = 1,
		    weight_number = 4, weight_common = 0.5;

static const UChar latin_id[] = u"Any-Latin; Latin-ASCII";

static pthread_mutex_t latin_mtx = PTHREAD_MUTEX_INITIALIZER;
static UTransliterator *latin; /* under latin_mtx; it is not thread safe */

/* Letters of Western Europe, which folding makes plain by itself: ICU's rules
 * take as long to load as some hundred pages to read. */
static bool
is_western(const char *s, size_t n)
{
	for (size_t i = 0, len; i < n; i += len) {
		uint32_t c = utf8_next(s + i, n - i, &len);

		if (c >= 0x80 && (c < 0xc0 || c >= 0x138) && c != 0x2019)
			return false;
	}
	return true;
}

static bool
is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

/* In Latin letters, where ICU knows how; else as it is. */
static char *
latinise(const char *s, size_t n, size_t *len)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar text[UNITS_MAX];
	int32_t units = 0, limit, bytes = 0;
	char *out;

	*len = n;
	if (is_ascii(s, n))
		return mem_strndup(s, n);
	out = mem_alloc(BYTES_MAX);
	if (n <= UNITS_MAX / 2 && is_western(s, n)) {
		memcpy(out, s, n);
		*len = n;
		return out;
	}
	u_strFromUTF8WithSub(
	    text, UNITS_MAX, &units, s, (int32_t)n, 0xfffd, NULL, &status);
	limit = units;
	pthread_mutex_lock(&latin_mtx);
	if (latin == NULL && U_SUCCESS(status))
		latin = utrans_openU(
		    latin_id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	if (U_SUCCESS(status))
		utrans_transUChars(
		    latin, text, &units, UNITS_MAX, 0, &limit, &status);
	pthread_mutex_unlock(&latin_mtx);
	if (U_SUCCESS(status))
		u_strToUTF8WithSub(
		    out, BYTES_MAX, &bytes, text, units, 0xfffd, NULL, &status);
	if (U_FAILURE(status)) {
		free(out);
		return mem_strndup(s, n);
	}
	*len = (size_t)bytes;
	return out;
}

/* Spelling habits, the longest first; "" drops. */
static const struct {
	const char *from, *to;
} habits[] = {
	{ "tsch", "C" },
	{ "sch", "s" },
	{ "eau", "o" },
	{ "sh", "s" },
	{ "ch", "C" },
	{ "zh", "z" },
	{ "kh", "h" },
	{ "gh", "g" },
	{ "ph", "f" },
	{ "th", "t" },
	{ "dh", "d" },
	{ "ts", "c" },
	{ "tz", "c" },
	{ "ck", "k" },
	{ "qu", "k" },
	{ "ou", "u" },
	{ "oo", "u" },
	{ "ee", "i" },
	{ "ie", "i" },
	{ "au", "o" },
	{ "q", "k" },
	{ "x", "ks" },
	{ "w", "v" },
	{ "y", "i" },
	{ "j", "i" },
	{ "0", "o" }, /* Ig0r Sech1n */
	{ "1", "i" },
	{ "3", "e" },
	{ "4", "a" },
	{ "5", "s" },
	{ "7", "t" },
};

/* The row of the habit at s, or the number of rows. */
static size_t
habit_at(const char *s)
{
	size_t i = 0;

	while (i < NELEM(habits) &&
	       strncmp(s, habits[i].from, strlen(habits[i].from)) != 0)
		i++;
	return i;
}

static void
sound_of(struct pair_token *t)
{
	size_t n = 0;

	for (const char *s = t->s; *s != '\0' && n + 2 < PAIR_WORD_MAX;) {
		size_t i = habit_at(s);
		const char *to = s;
		size_t k = 1;

		if (i < NELEM(habits)) {
			to = habits[i].to;
			k = strlen(to);
			s += strlen(habits[i].from);
		} else if (*s == 'c') {
			to = strchr("eiy", s[1]) != NULL && s[1] != '\0' ? "s"
									 : "k";
			s++;
		} else {
			s++;
		}
		for (size_t m = 0; m < k; m++)
			if (n == 0 || t->sound[n - 1] != to[m])
				t->sound[n++] = to[m];
	}
	if (n > 0 && t->sound[n - 1] == 'f')
		t->sound[n - 1] = 'v'; /* Romanoff */
	t->sound[n] = '\0';
	t->sound_len = n;
}

/* Consonants that one alphabet's spelling of another's words confuses. */
static char
bone_of(char c)
{
	static const char from[] = "bvcCzgd", to[] = "pfssskt";
	const char *at = memchr(from, c, sizeof(from) - 1);

	if (at != NULL)
		c = to[at - from];
	return c;
}

static void
bones_of(struct pair_token *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->sound_len; i++)
		if (i == 0 || strchr("aeiouh", t->sound[i]) == NULL)
			t->bones[n++] = bone_of(t->sound[i]);
	t->bones[n] = '\0';
}

static void
judge(struct pair_token *t)
{
	double letters = (double)t->len;

	t->group = pair_form(t->s);
	t->weight = letters < WEIGHT_LEAST  ? WEIGHT_LEAST
		    : letters > WEIGHT_MOST ? WEIGHT_MOST
					    : letters;
	if (strspn(t->s, "0123456789") == t->len) {
		t->kind = PAIR_NUMBER;
		t->weight = weight_number;
	} else if (t->group != 0) {
		t->kind = PAIR_FORM;
		t->weight = weight_form;
	} else if (t->len == 1) {
		t->kind = PAIR_INITIAL;
		t->weight = weight_initial;
	} else if (lexicon_has(LEXICON_PARTICLE, t->s, t->len) ||
		   lexicon_has(LEXICON_ARTICLE, t->s, t->len) ||
		   lexicon_has(LEXICON_AND, t->s, t->len) ||
		   pair_is_small(t->s)) {
		t->kind = PAIR_SMALL;
		t->weight = weight_small;
	} else if (pair_is_common(t->s)) {
		t->weight *= weight_common;
	}
}

static void
add(struct pair_name *out, const char *s, size_t n)
{
	struct pair_token *t = &out->v[out->n];

	if (out->n == PAIR_TOKENS_MAX || n == 0)
		return;
	*t = (struct pair_token){ .kind = PAIR_WORD };
	t->len = n < PAIR_WORD_MAX ? n : PAIR_WORD_MAX - 1;
	memcpy(t->s, s, t->len);
	if (lexicon_number(t->s) != 0) /* trois, three, 3 */
		t->len = (size_t)snprintf(
		    t->s, PAIR_WORD_MAX, "%d", lexicon_number(t->s));
	judge(t);
	/* A title before the name says nothing of who bears it. */
	if (t->len > 1 && lexicon_has(LEXICON_TITLE, t->s, t->len))
		return;
	sound_of(t);
	bones_of(t);
	out->n++;
	out->words += t->kind == PAIR_WORD || t->kind == PAIR_INITIAL;
}

void
pair_cut(const char *name, size_t n, struct pair_name *out)
{
	struct buf folded;
	size_t hidden = 0, len;
	char *latin_name;

	if (n > NAME_BYTES_MAX)
		n = utf8_floor(name, NAME_BYTES_MAX);
	latin_name = latinise(name, n, &len);
	out->n = out->words = 0;
	buf_init(&folded, BYTES_MAX);
	if (fold_text(&folded, latin_name, len, &hidden) == ERR_OK &&
	    folded.len > 0)
		for (const char *s = folded.data; *s != '\0';) {
			size_t k = strcspn(s, " ");

			add(out, s, k);
			s += k + strspn(s + k, " ");
		}
	buf_fini(&folded);
	free(latin_name);
}
