/* SPDX-License-Identifier: ISC */
/* One table of words. Every word of a text is asked for, and nearly none is in
 * it: so it is searched by a hash of length and letters. */
#include "crawler/normalise/calm_table.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "store/base/err.h"

enum { WORD_MAX = 15, SLOTS = 1024 };

static const struct {
	char word[WORD_MAX + 1];
	uint8_t roles;
} lexicon[] = {
	{ "a", CALM_QUANTITY },
	{ "abonne", CALM_COUNTER },
	{ "abonnement", CALM_COUNTER },
	{ "abonnements", CALM_COUNTER },
	{ "abonnes", CALM_COUNTER },
	{ "aime", CALM_COUNTER },
	{ "an", CALM_QUANTITY | CALM_UNIT },
	{ "annee", CALM_UNIT },
	{ "annees", CALM_UNIT },
	{ "ans", CALM_UNIT },
	{ "aout", CALM_MONTH },
	{ "apr", CALM_MONTH },
	{ "april", CALM_MONTH },
	{ "aug", CALM_MONTH },
	{ "august", CALM_MONTH },
	{ "aujourd", CALM_RELATIVE },
	{ "avr", CALM_MONTH },
	{ "avril", CALM_MONTH },
	{ "boost", CALM_COUNTER },
	{ "boosts", CALM_COUNTER },
	{ "comment", CALM_COUNTER },
	{ "commentaire", CALM_COUNTER },
	{ "commentaires", CALM_COUNTER },
	{ "comments", CALM_COUNTER },
	{ "d", CALM_UNIT },
	{ "day", CALM_UNIT },
	{ "days", CALM_UNIT },
	{ "dec", CALM_MONTH },
	{ "december", CALM_MONTH },
	{ "decembre", CALM_MONTH },
	{ "deux", CALM_QUANTITY },
	{ "download", CALM_COUNTER },
	{ "downloads", CALM_COUNTER },
	{ "fav", CALM_COUNTER },
	{ "favori", CALM_COUNTER },
	{ "favoris", CALM_COUNTER },
	{ "favorite", CALM_COUNTER },
	{ "favorites", CALM_COUNTER },
	{ "favs", CALM_COUNTER },
	{ "feb", CALM_MONTH },
	{ "february", CALM_MONTH },
	{ "fev", CALM_MONTH },
	{ "fevr", CALM_MONTH },
	{ "fevrier", CALM_MONTH },
	{ "few", CALM_QUANTITY },
	{ "follower", CALM_COUNTER },
	{ "followers", CALM_COUNTER },
	{ "following", CALM_COUNTER },
	{ "guest", CALM_COUNTER },
	{ "guests", CALM_COUNTER },
	{ "h", CALM_UNIT },
	{ "heure", CALM_UNIT },
	{ "heures", CALM_UNIT },
	{ "hier", CALM_RELATIVE },
	{ "hit", CALM_COUNTER },
	{ "hits", CALM_COUNTER },
	{ "hour", CALM_UNIT },
	{ "hours", CALM_UNIT },
	{ "hr", CALM_UNIT },
	{ "hrs", CALM_UNIT },
	{ "invite", CALM_COUNTER },
	{ "invites", CALM_COUNTER },
	{ "j", CALM_UNIT },
	{ "jaime", CALM_COUNTER },
	{ "jan", CALM_MONTH },
	{ "january", CALM_MONTH },
	{ "janv", CALM_MONTH },
	{ "janvier", CALM_MONTH },
	{ "jour", CALM_UNIT },
	{ "jours", CALM_UNIT },
	{ "juil", CALM_MONTH },
	{ "juillet", CALM_MONTH },
	{ "juin", CALM_MONTH },
	{ "jul", CALM_MONTH },
	{ "july", CALM_MONTH },
	{ "jun", CALM_MONTH },
	{ "june", CALM_MONTH },
	{ "lecteur", CALM_COUNTER },
	{ "lecteurs", CALM_COUNTER },
	{ "lecture", CALM_COUNTER },
	{ "lectures", CALM_COUNTER },
	{ "ligne", CALM_COUNTER },
	{ "like", CALM_COUNTER },
	{ "likes", CALM_COUNTER },
	{ "mai", CALM_MONTH },
	{ "maintenant", CALM_RELATIVE },
	{ "mar", CALM_MONTH },
	{ "march", CALM_MONTH },
	{ "mars", CALM_MONTH },
	{ "may", CALM_MONTH },
	{ "member", CALM_COUNTER },
	{ "members", CALM_COUNTER },
	{ "membre", CALM_COUNTER },
	{ "membres", CALM_COUNTER },
	{ "message", CALM_COUNTER },
	{ "messages", CALM_COUNTER },
	{ "min", CALM_UNIT },
	{ "mins", CALM_UNIT },
	{ "minute", CALM_UNIT },
	{ "minutes", CALM_UNIT },
	{ "mn", CALM_UNIT },
	{ "mo", CALM_UNIT },
	{ "mois", CALM_UNIT },
	{ "month", CALM_UNIT },
	{ "months", CALM_UNIT },
	{ "nov", CALM_MONTH },
	{ "november", CALM_MONTH },
	{ "novembre", CALM_MONTH },
	{ "now", CALM_RELATIVE },
	{ "oct", CALM_MONTH },
	{ "october", CALM_MONTH },
	{ "octobre", CALM_MONTH },
	{ "one", CALM_QUANTITY },
	{ "online", CALM_COUNTER },
	{ "partage", CALM_COUNTER },
	{ "partages", CALM_COUNTER },
	{ "plusieurs", CALM_QUANTITY },
	{ "point", CALM_COUNTER },
	{ "points", CALM_COUNTER },
	{ "post", CALM_COUNTER },
	{ "posts", CALM_COUNTER },
	{ "quelques", CALM_QUANTITY },
	{ "queries", CALM_COUNTER },
	{ "query", CALM_COUNTER },
	{ "reaction", CALM_COUNTER },
	{ "reactions", CALM_COUNTER },
	{ "read", CALM_COUNTER },
	{ "reads", CALM_COUNTER },
	{ "replies", CALM_COUNTER },
	{ "reply", CALM_COUNTER },
	{ "reponse", CALM_COUNTER },
	{ "reponses", CALM_COUNTER },
	{ "repost", CALM_COUNTER },
	{ "reposts", CALM_COUNTER },
	{ "requete", CALM_COUNTER },
	{ "requetes", CALM_COUNTER },
	{ "retweet", CALM_COUNTER },
	{ "retweets", CALM_COUNTER },
	{ "s", CALM_UNIT },
	{ "sec", CALM_UNIT },
	{ "second", CALM_UNIT },
	{ "seconde", CALM_UNIT },
	{ "secondes", CALM_UNIT },
	{ "seconds", CALM_UNIT },
	{ "secs", CALM_UNIT },
	{ "sem", CALM_UNIT },
	{ "semaine", CALM_UNIT },
	{ "semaines", CALM_UNIT },
	{ "sep", CALM_MONTH },
	{ "sept", CALM_MONTH },
	{ "september", CALM_MONTH },
	{ "septembre", CALM_MONTH },
	{ "several", CALM_QUANTITY },
	{ "share", CALM_COUNTER },
	{ "shares", CALM_COUNTER },
	{ "subscriber", CALM_COUNTER },
	{ "subscribers", CALM_COUNTER },
	{ "telechargement", CALM_COUNTER },
	{ "telechargements", CALM_COUNTER },
	{ "three", CALM_QUANTITY },
	{ "today", CALM_RELATIVE },
	{ "trois", CALM_QUANTITY },
	{ "tweet", CALM_COUNTER },
	{ "tweets", CALM_COUNTER },
	{ "two", CALM_QUANTITY },
	{ "un", CALM_QUANTITY },
	{ "une", CALM_QUANTITY },
	{ "view", CALM_COUNTER },
	{ "views", CALM_COUNTER },
	{ "visit", CALM_COUNTER },
	{ "visite", CALM_COUNTER },
	{ "visites", CALM_COUNTER },
	{ "visiteur", CALM_COUNTER },
	{ "visiteurs", CALM_COUNTER },
	{ "visitor", CALM_COUNTER },
	{ "visitors", CALM_COUNTER },
	{ "visits", CALM_COUNTER },
	{ "vote", CALM_COUNTER },
	{ "votes", CALM_COUNTER },
	{ "vue", CALM_COUNTER },
	{ "vues", CALM_COUNTER },
	{ "w", CALM_UNIT },
	{ "week", CALM_UNIT },
	{ "weeks", CALM_UNIT },
	{ "y", CALM_UNIT },
	{ "year", CALM_UNIT },
	{ "years", CALM_UNIT },
	{ "yesterday", CALM_RELATIVE },
	{ "yr", CALM_UNIT },
	{ "yrs", CALM_UNIT },
};

/* Rows of the lexicon by hash, plus one; made once. */
static uint8_t slots[SLOTS];

static size_t
slot_of(const char *word, size_t n)
{
	return ((uint8_t)word[0] + 31U * (uint8_t)word[n / 2] +
		   67U * (uint8_t)word[n - 1] + 149 * n) %
	       SLOTS;
}

static void
slots_make(void)
{
	static_assert(NELEM(lexicon) < UINT8_MAX, "a row's number is a byte");
	for (size_t i = 0; i < NELEM(lexicon); i++) {
		const char *word = lexicon[i].word;
		size_t at = slot_of(word, strlen(word));

		while (slots[at] != 0)
			at = (at + 1) % SLOTS;
		slots[at] = (uint8_t)(i + 1);
	}
}

unsigned
calm_roles(const char *word, size_t n)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	size_t at;

	if (n == 0 || n > WORD_MAX)
		return 0;
	(void)pthread_once(&once, slots_make);
	for (at = slot_of(word, n); slots[at] != 0; at = (at + 1) % SLOTS) {
		const char *row = lexicon[slots[at] - 1].word;

		if (memcmp(row, word, n) == 0 && row[n] == '\0')
			return lexicon[slots[at] - 1].roles;
	}
	return 0;
}
