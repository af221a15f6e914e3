/* SPDX-License-Identifier: ISC */
/* A count of stop words. */
#include "crawler/parse/lang.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "store/base/err.h"

enum {
	LANG_BYTES_MAX = 8000, /* of the text that are looked at */
	LANG_WORDS_MIN = 6,    /* stop words that must be met */
	LANG_LEAD = 3 /* the best has so many halves of the second, at least */
};

/* Between blanks. Words that two of the languages share count for both. */
static const struct {
	const char *lang, *words;
} rows[] = {
	{ "fr", " le la les des et est une dans pour que qui sur pas du au avec"
		" ce cette sont nous vous il elle mais ou son ses par plus aux"
		" était été avoir être leur comme tout " },
	{ "en", " the of and to in is that for it was on with as are this be by"
		" at from have not or an they you his her their which will has"
		" been but were " },
	{ "de", " der die das und ist nicht ein eine den von mit dem zu auf für"
		" im sich des auch es an werden aus er hat dass sie nach bei"
		" wird einer um noch wie ich " },
	{ "es", " el la los las y es en que de un una por con para del se su al"
		" lo como más pero sus este ya fue ha está muy también " },
	{ "it", " il di che è e la un una per non del della con si le gli dei"
		" sono alla da più nel anche come ma ha delle questo " },
	{ "nl", " de het een en van in is dat op te met voor zijn niet aan er"
		" om ook als bij door maar naar uit deze worden werd " },
	{ "pt", " o a os as de que e do da em um uma para com não por mais dos"
		" das como mas foi ao ele se tem são pelo pela você também " },
};

static bool
is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Counts the word of n bytes, lower case, for each language that has it. */
static void
count(const char *word, size_t n, unsigned hits[])
{
	char key[16] = " ";

	if (n + 3 > sizeof(key))
		return;
	memcpy(key + 1, word, n);
	key[n + 1] = ' ';
	key[n + 2] = '\0';
	for (size_t i = 1; i <= n; i++)
		key[i] = (char)tolower((unsigned char)key[i]);
	for (size_t i = 0; i < NELEM(rows); i++)
		hits[i] += strstr(rows[i].words, key) != NULL;
}

const char *
lang_guess(const char *text, size_t n)
{
	unsigned hits[NELEM(rows)] = { 0 };
	size_t best = 0;
	unsigned second = 0;

	if (n > LANG_BYTES_MAX)
		n = LANG_BYTES_MAX;
	for (size_t i = 0; i < n;) {
		size_t from = i;

		while (i < n && is_letter(text[i]))
			i++;
		if (i > from)
			count(text + from, i - from, hits);
		else
			i++;
	}
	for (size_t i = 1; i < NELEM(rows); i++)
		if (hits[i] > hits[best])
			best = i;
	for (size_t i = 0; i < NELEM(rows); i++)
		if (i != best && hits[i] > second)
			second = hits[i];
	if (hits[best] < LANG_WORDS_MIN || hits[best] * 2 < second * LANG_LEAD)
		return NULL;
	return rows[best].lang;
}
