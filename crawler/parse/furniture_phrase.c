/* SPDX-License-Identifier: ISC */
/* The words of furniture, in the languages that pages are mostly met in. Only
 * short blocks are compared, so no sentence of an article is taken for one. */
#include <string.h>
#include <strings.h>

#include "crawler/parse/furniture.h"

enum { PHRASE_MAX = 90 /* bytes of a block that may be one */ };

/* Lower case; a block that begins with one of these is furniture. */
static const char *const heads[] = {
	/* German */
	"auch interessant",
	"auch lesen",
	"auf dieser seite",
	"das könnte dich",
	"das könnte sie",
	"das thema könnte dich",
	"das könnte ihnen",
	"diese artikel könnten",
	"empfehlungen aus",
	"entdecke weitere",
	"foto:",
	"fotos:",
	"bild:",
	"bildquelle",
	"quelle:",
	"lesen sie auch",
	"lies auch",
	"mehr dazu",
	"mehr zum thema",
	"mehr aus",
	"mehr zu ",
	"passend dazu",
	"themen:",
	"schlagworte",
	"seite teilen",
	"verwandte",
	"weitere artikel",
	"weitere beiträge",
	"weitere informationen",
	"weiterführende",
	"weitere themen",
	"weitere meldungen",
	"weitere nachrichten",
	"weitere infos",
	"zum thema",
	"zurück zu",
	"artikel teilen",
	"beitrag teilen",
	"news teilen",
	"jetzt teilen",
	"diesen artikel",
	"diesen beitrag",
	"beiträge zum thema",
	"melden sie sich",
	"newsletter",
	"ähnliche",
	"zur startseite",
	"nächster artikel",
	"voriger artikel",
	"vorheriger artikel",
	"nach oben",
	"drucken",
	"link kopieren",
	/* English */
	"also read",
	"click here to",
	"follow us",
	"follow the",
	"more from",
	"more on",
	"more stories",
	"photo:",
	"photo by",
	"read also",
	"read more",
	"read next",
	"recommended",
	"related",
	"see also:",
	"share this",
	"share on",
	"sign up for",
	"source:",
	"subscribe",
	"tags:",
	"you may also",
	"you might also",
	"filed under",
	"posted in",
	"image credit",
	"continue reading",
	"don't miss",
	"back to top",
	"latest news",
	"most read",
	"most popular",
	"advertisement",
	"sponsored",
	"leave a comment",
	"leave a reply",
	"view comments",
	"previous article",
	"next article",
	"previous post",
	"next post",
	"up next",
	"all rights reserved",
	"copyright",
	"©",
	/* French */
	"à lire aussi",
	"a lire aussi",
	"à lire également",
	"lire aussi",
	"à voir aussi",
	"dans la même rubrique",
	"articles similaires",
	"articles liés",
	"crédit photo",
	"crédits photo",
	"en savoir plus",
	"lire la suite",
	"partager",
	"plus d'infos",
	"pour aller plus loin",
	"pour en savoir plus",
	"recevez",
	"s'inscrire",
	"s'abonner",
	"sur le même sujet",
	"suivez-nous",
	"vous aimerez aussi",
	"voir aussi",
	"laisser un commentaire",
	"tous droits réservés",
	"publicité",
	"les plus lus",
	"abonnez-vous",
	"réagir",
	"mots-clés",
	/* Spanish, Portuguese, Italian */
	"te puede interesar",
	"lea también",
	"lee también",
	"leer más",
	"lea además",
	"más noticias",
	"más información",
	"mira también",
	"noticias relacionadas",
	"temas relacionados",
	"también te puede",
	"compartir",
	"síguenos",
	"suscríbete",
	"publicidad",
	"ver también",
	"leia também",
	"leia mais",
	"saiba mais",
	"veja também",
	"compartilhe",
	"leggi anche",
	"potrebbe interessarti",
	"condividi",
	"le ultime",
	"articoli correlati",
	"foto di",
	/* Dutch, Polish */
	"lees ook",
	"lees meer",
	"meer over",
	"gerelateerd",
	"deel dit",
	"czytaj także",
	"czytaj też",
	"zobacz także",
	"zobacz też",
	"czytaj więcej",
	"polecamy",
	"udostępnij",
};

/* A block that is one of these and nothing else. */
static const char *const wholes[] = { "anzeige", "werbung", "advertisement",
	"ad", "publicité", "publicidad", "teilen", "share", "kommentieren",
	"kommentare", "comments", "mehr", "more", "news", "print", "e-mail",
	"reklama", "pubblicità", "tags", "loading...", "zurück", "weiter",
	"next", "previous", "suivant", "précédent", "commentaires", "artikel",
	"mitmachen" };

/* The first letter or digit of text; typographic ornaments left out. */
static const char *
first_word(const char *text)
{
	return text + strspn(text, " \t\n-–—>»«|•*[(/#.:+→▶");
}

static bool
is_whole(const char *text, const char *word)
{
	size_t n = strlen(word);

	return strncasecmp(text, word, n) == 0 &&
	       text[n + strspn(text + n, " \t\n-–—>»«|•*])/.:!→▶")] == '\0';
}

bool
furniture_phrase(const char *text)
{
	const char *s = first_word(text);

	if (strlen(text) > PHRASE_MAX)
		return false;
	for (size_t i = 0; i < NELEM(heads); i++)
		if (strncasecmp(s, heads[i], strlen(heads[i])) == 0)
			return true;
	for (size_t i = 0; i < NELEM(wholes); i++)
		if (is_whole(s, wholes[i]))
			return true;
	return false;
}
