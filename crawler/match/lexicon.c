/* SPDX-License-Identifier: ISC */
/* Tables of words. */
#include "crawler/match/lexicon.h"

#include <string.h>

#include "store/base/err.h"

enum { STEM_MIN = 5 }; /* bytes: "con" is no stem of "conseil" */

static const char *const particles[] = { "de", "du", "des", "d", "del", "della",
	"di", "da", "dos", "das", "do", "la", "le", "les", "l", "von", "van",
	"vom", "zu", "zum", "zur", "den", "der", "ter", "ten", "el", "al",
	"ben", "bin", "ibn", "ould", "y", NULL };
static const char *const articles[] = { "la", "le", "les", "l", "the", "el",
	"los", "las", "il", "lo", "gli", "der", "die", "das", "het", "o",
	NULL };
static const char *const births[] = { "nee", "ne", "born", "epouse", "epse",
	"ep", "veuve", "vve", "geb", "geborene", "nata", NULL };
static const char *const titles[] = { "m", "mr", "mrs", "ms", "mme", "mlle",
	"me", "maitre", "monsieur", "madame", "mademoiselle", "dr", "docteur",
	"doctor", "pr", "prof", "professeur", "professor", "sir", "herr",
	"frau", "sr", "sra", NULL };
static const char *const ands[] = { "and", "et", "und", "y", "e", "en", NULL };
static const char *const against[] = { "abus", "affaire", "anti", "arnaq",
	"assassin", "balance", "bad", "boycot", "bullshit", "coupable", "con",
	"corromp", "corrup", "crook", "crimin", "degag", "degage", "demission",
	"dehors", "escro", "fail", "fake", "faux", "fausse", "fraud", "fuck",
	"guilty", "harcel", "hate", "honte", "incompeten", "jail", "justice",
	"liar", "lies", "marre", "mensonge", "menteu", "metoo", "mytho", "nazi",
	"non", "nul", "out", "pedo", "plainte", "pourri", "poursui", "prison",
	"pute", "racis", "resign", "salaud", "salop", "scam", "scandal",
	"sexis", "shame", "stop", "suck", "toxic", "toxique", "trait", "violeu",
	"voleu", "worst", NULL };
static const char *const around[] = { "account", "actu", "compte", "de", "fan",
	"fr", "france", "hq", "i", "im", "iam", "je", "la", "le", "les", "me",
	"my", "news", "off", "officiel", "officielle", "official", "online",
	"page", "paris", "perso", "pro", "profil", "profile", "real", "reel",
	"suis", "support", "sav", "service", "team", "the", "tv", "vrai",
	"vraie", "x", "xx", NULL };
static const char *const denials[] = { "not", "fake", "faux", "fausse", "pas",
	"anti", "parody", "parodie", "satire", "ex", "non", "fan", "fans",
	"unofficial", "stop", NULL };

static const char *const openings[] = { "after", "also", "and", "apres", "as",
	"at", "avec", "because", "before", "but", "by", "car", "chez", "comme",
	"contre", "dans", "de", "depuis", "et", "for", "from", "if", "in",
	"like", "mais", "nor", "on", "or", "ou", "par", "pour", "quand", "que",
	"sans", "selon", "si", "since", "so", "sur", "that", "then", "to",
	"vers", "when", "where", "while", "with", NULL };

static const char *const *const lists[LEXICON_COUNT] = {
	[LEXICON_PARTICLE] = particles,
	[LEXICON_ARTICLE] = articles,
	[LEXICON_BIRTH] = births,
	[LEXICON_TITLE] = titles,
	[LEXICON_AND] = ands,
	[LEXICON_AGAINST] = against,
	[LEXICON_AROUND] = around,
	[LEXICON_DENIAL] = denials,
	[LEXICON_OPENING] = openings,
};

/* Numbers as brands write them. "un" and "one" are ordinary words. */
static const struct {
	int number;
	const char *words[3]; /* figures, French, English */
} numbers[] = {
	{ 2, { "2", "deux", "two" } },
	{ 3, { "3", "trois", "three" } },
	{ 4, { "4", "quatre", "four" } },
	{ 5, { "5", "cinq", "five" } },
	{ 6, { "6", "six", "six" } },
	{ 7, { "7", "sept", "seven" } },
	{ 8, { "8", "huit", "eight" } },
	{ 9, { "9", "neuf", "nine" } },
	{ 10, { "10", "dix", "ten" } },
	{ 11, { "11", "onze", "eleven" } },
	{ 12, { "12", "douze", "twelve" } },
	{ 13, { "13", "treize", "thirteen" } },
	{ 14, { "14", "quatorze", "fourteen" } },
	{ 15, { "15", "quinze", "fifteen" } },
	{ 16, { "16", "seize", "sixteen" } },
	{ 20, { "20", "vingt", "twenty" } },
	{ 30, { "30", "trente", "thirty" } },
	{ 100, { "100", "cent", "hundred" } },
	{ 1000, { "1000", "mille", "thousand" } },
};

bool
lexicon_has(enum lexicon list, const char *s, size_t n)
{
	for (const char *const *w = lists[list]; n > 0 && *w != NULL; w++)
		if ((*w)[0] == s[0] && strlen(*w) == n && memcmp(*w, s, n) == 0)
			return true;
	return false;
}

bool
lexicon_begins(enum lexicon list, const char *s, size_t n)
{
	for (const char *const *w = lists[list]; *w != NULL; w++) {
		size_t len = strlen(*w);

		if (len <= n && (len >= STEM_MIN || len == n) &&
		    memcmp(*w, s, len) == 0)
			return true;
	}
	return false;
}

bool
lexicon_within(enum lexicon list, const char *s, size_t n)
{
	for (const char *const *w = lists[list]; *w != NULL; w++) {
		size_t len = strlen(*w);

		for (size_t i = 0; i + len <= n; i++)
			if (s[i] == **w && memcmp(s + i, *w, len) == 0)
				return true;
	}
	return false;
}

int
lexicon_number(const char *word)
{
	for (size_t i = 0; i < NELEM(numbers); i++)
		for (size_t k = 0; k < NELEM(numbers[i].words); k++)
			if (strcmp(numbers[i].words[k], word) == 0)
				return numbers[i].number;
	return 0;
}

const char *
lexicon_number_word(int number, size_t way)
{
	for (size_t i = 0; i < NELEM(numbers); i++)
		if (numbers[i].number == number &&
		    way < NELEM(numbers[i].words))
			return numbers[i].words[way];
	return NULL;
}
