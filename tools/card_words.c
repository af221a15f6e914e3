/* SPDX-License-Identifier: ISC */
/* What access cards say, in French; sorted. */
#include "tools/card_words.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/err.h"
#include "tools/cmd.h"

static const struct row {
	const char *en, *fr;
} rows[] = {
	{ "10 000 requests an hour", "10 000 requêtes par heure" },
	{ "10 searches a minute", "10 recherches par minute" },
	{ "100 requests an hour", "100 requêtes par heure" },
	{ "200 requests a minute", "200 requêtes par minute" },
	{ "30 hashtags a week; one's own account",
	    "30 mots-dièse par semaine ; son propre compte" },
	{ "300 requests a day", "300 requêtes par jour" },
	{ "300 requests in 5 minutes", "300 requêtes en 5 minutes" },
	{ "3600 requests an hour", "3600 requêtes par heure" },
	{ "50 requests in 10 seconds", "50 requêtes en 10 secondes" },
	{ "Hugo, Jekyll, any RSS, Atom or JSON Feed",
	    "Hugo, Jekyll, tout flux RSS, Atom ou JSON Feed" },
	{ "Jetstream: the stream of all posts, a minute a page",
	    "Jetstream : le flux de tous les messages, une minute par page" },
	{ "Misskey, Pleroma, Pixelfed, Friendica and every other server",
	    "Misskey, Pleroma, Pixelfed, Friendica et tout autre serveur" },
	{ "Wikipedia and its sister wikis", "Wikipédia et ses wikis frères" },
	{ "a business account; robots.txt closes the site",
	    "un compte professionnel ; robots.txt ferme le site" },
	{ "a copy made by the Internet Archive, with a free key",
	    "une copie faite par l'Internet Archive, avec une clé gratuite" },
	{ "a shared key, sent as the service asks",
	    "une clé partagée, envoyée comme le service le demande" },
	{ "all reviews of one's own listing",
	    "tous les avis de son propre établissement" },
	{ "any page, sitemap and news sitemap",
	    "toute page, tout plan de site, y compris d'actualités" },
	{ "api", "API" },
	{ "api-terms", "conditions de l'API" },
	{ "behind a paywall; archives only", "payant ; archives seulement" },
	{ "closed in 2016; archives only",
	    "fermé en 2016 ; archives seulement" },
	{ "closed in 2019; archives only",
	    "fermé en 2019 ; archives seulement" },
	{ "closed in 2023; archives only",
	    "fermé en 2023 ; archives seulement" },
	{ "closed to programs without an older key",
	    "fermé aux programmes sans ancienne clé" },
	{ "closed; archives only", "fermé ; archives seulement" },
	{ "closed; what a known address says of itself",
	    "fermé ; ce qu'une adresse connue dit d'elle-même" },
	{ "crawl", "exploration" },
	{ "decisions and texts with a key",
	    "décisions et textes avec une clé" },
	{ "dsa: its public search", "dsa : sa recherche publique" },
	{ "five reviews of a place with a key",
	    "cinq avis d'un lieu avec une clé" },
	{ "five reviews with a key; only the id may be kept",
	    "cinq avis avec une clé ; seul l'identifiant peut être conservé" },
	{ "forbids-automation", "automates interdits" },
	{ "gone; archives only", "disparu ; archives seulement" },
	{ "keyword search once the application is approved",
	    "recherche par mot-clé une fois l'application approuvée" },
	{ "most servers want a free login",
	    "la plupart des serveurs veulent un compte gratuit" },
	{ "no automated access without written permission",
	    "aucun accès automatisé sans autorisation écrite" },
	{ "no feed; Usenet ended there in February 2024",
	    "aucun flux ; Usenet y a pris fin en février 2024" },
	{ "no lawful automatic access; alerts by mail",
	    "aucun accès automatique licite ; alertes par courriel" },
	{ "none", "aucune" },
	{ "none stated; one request in 2 seconds",
	    "non indiqué ; une requête toutes les 2 secondes" },
	{ "none stated; one request in 5 seconds",
	    "non indiqué ; une requête toutes les 5 secondes" },
	{ "none stated; the crawler's own pace",
	    "non indiqué ; au rythme de l'explorateur" },
	{ "none; a key for more requests",
	    "aucune ; une clé pour plus de requêtes" },
	{ "none; a key for tags", "aucune ; une clé pour les étiquettes" },
	{ "none; a key for text", "aucune ; une clé pour le texte" },
	{ "none; a session for full text",
	    "aucune ; une session pour le texte intégral" },
	{ "none; a token for more", "aucune ; un jeton pour davantage" },
	{ "none; a user's token for full text",
	    "aucune ; le jeton d'un utilisateur pour le texte intégral" },
	{ "one request a minute", "une requête par minute" },
	{ "one request a second", "une requête par seconde" },
	{ "one request a second, bursts of 30",
	    "une requête par seconde, par rafales de 30" },
	{ "one request in 5 seconds", "une requête toutes les 5 secondes" },
	{ "one request in 6 seconds", "une requête toutes les 6 secondes" },
	{ "one's own data, members in the EEA and Switzerland",
	    "ses propres données, membres de l'EEE et de la Suisse" },
	{ "one's own page with its token", "sa propre page avec son jeton" },
	{ "open", "ouvertes" },
	{ "queries over all statements of six months, for researchers with an "
	  "account; the daily files are gigabytes",
	    "des requêtes sur tous les exposés de six mois, pour les "
	    "chercheurs qui ont un compte ; les fichiers quotidiens font des "
	    "gigaoctets" },
	{ "recent search, paid by the post",
	    "recherche récente, payée au message" },
	{ "requests in series, maxlag=5; contact in the User-Agent",
	    "requêtes en série, maxlag=5 ; contact dans le User-Agent" },
	{ "robots.txt closes the feed, whose licence is for personal readers",
	    "robots.txt ferme le flux, dont la licence est réservée aux "
	    "lecteurs personnels" },
	{ "robots.txt closes the site; own pins by key",
	    "robots.txt ferme le site ; ses propres épingles avec une clé" },
	{ "search and comments with a key; robots.txt closes the feeds",
	    "recherche et commentaires avec une clé ; robots.txt ferme les "
	    "flux" },
	{ "search on a server of one's own", "recherche sur un serveur à soi" },
	{ "search with a key", "recherche avec une clé" },
	{ "search with a key of the forum; robots.txt closes it to others",
	    "recherche avec une clé du forum ; robots.txt la ferme aux "
	    "autres" },
	{ "search with a key; storage depends on the plan",
	    "recherche avec une clé ; la conservation dépend de l'abonnement" },
	{ "search with an application's token",
	    "recherche avec le jeton d'une application" },
	{ "shared by all who use that key",
	    "partagé entre tous ceux qui ont cette clé" },
	{ "terms and robots.txt", "fermé par les conditions et robots.txt" },
	{ "terms and robots.txt close people and groups",
	    "les conditions et robots.txt ferment personnes et groupes" },
	{ "terms forbid collection; one's own export",
	    "les conditions interdisent la collecte ; son propre export" },
	{ "the crawler's own pace", "au rythme de l'explorateur" },
	{ "the crawler's own pace and what robots.txt asks",
	    "au rythme de l'explorateur, et celui que demande robots.txt" },
	{ "the crawler's own pace, one connection",
	    "au rythme de l'explorateur, une connexion" },
	{ "the crawler's own pace; 429 is obeyed",
	    "au rythme de l'explorateur ; un 429 est respecté" },
	{ "the crawler's own pace; 5 000 requests a day with a key",
	    "au rythme de l'explorateur ; 5 000 requêtes par jour avec une "
	    "clé" },
	{ "the crawler's own pace; conditional requests",
	    "au rythme de l'explorateur ; requêtes conditionnelles" },
	{ "the feed's licence is for personal readers; alerts by mail",
	    "la licence du flux est réservée aux lecteurs personnels ; alertes "
	    "par courriel" },
	{ "the server's own; NNTP knows no robots.txt",
	    "celles du serveur ; NNTP n'a pas de robots.txt" },
	{ "the site's own source, its documentation",
	    "le code source du site, sa documentation" },
};

static int
compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct row *)row)->en);
}

const char *
card_words(const struct global *g, const char *en)
{
	const struct row *r =
	    en == NULL || !g->french
		? NULL
		: bsearch(en, rows, NELEM(rows), sizeof(*rows), compare);

	return r != NULL ? r->fr : en;
}
