/* SPDX-License-Identifier: ISC */
/* `seeds check`: each line of a seeds file in words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/normalise/url.h"
#include "crawler/seeds.h"
#include "crawler/setup.h"
#include "crawler/voice.h"
#include "store/base/log.h"
#include "store/base/mem.h"

struct checker {
	bool french;
	void (*say)(const struct crawl_seed_line *line, void *arg);
	void *arg;
};

static void
say_bad(unsigned line, const char *why, void *arg)
{
	const struct checker *c = arg;
	struct crawl_seed_line l = { .line = line, .why = why };

	c->say(&l, c->arg);
}

static const struct {
	const char *adapter, *en, *fr;
} words[] = {
	{ "site", "visits the pages under", "visite les pages sous" },
	{ "feed", "reads the feed", "lit le flux" },
	{ "wordpress", "reads posts and comments of the WordPress blog",
	    "lit les billets et commentaires du blog WordPress" },
	{ "mediawiki", "reads articles and talk pages of the wiki",
	    "lit les articles et discussions du wiki" },
	{ "dokuwiki", "reads the pages of the DokuWiki",
	    "lit les pages du DokuWiki" },
	{ "auto", "looks what software this is, and reads it so:",
	    "regarde de quel logiciel il s'agit, et le lit ainsi :" },
	{ "mastodon", "looks for hashtags and accounts on",
	    "cherche mots-dièse et comptes sur" },
	{ "bluesky", "looks for accounts and their posts on",
	    "cherche les comptes et leurs messages sur" },
	{ "lemmy", "searches posts, comments and accounts on",
	    "cherche messages, commentaires et comptes sur" },
	{ "peertube", "searches videos on", "cherche les vidéos sur" },
	{ "hackernews", "searches stories and comments on",
	    "cherche articles et commentaires sur" },
	{ "stackexchange", "searches questions and answers of",
	    "cherche questions et réponses de" },
	{ "github", "searches issues, commits and accounts on",
	    "cherche tickets, commits et comptes sur" },
	{ "discourse", "reads the newest posts of the Discourse forum",
	    "lit les derniers messages du forum Discourse" },
	{ "phpbb", "reads the feeds of the phpBB forum",
	    "lit les flux du forum phpBB" },
	{ "nodebb", "reads the feeds of the NodeBB forum",
	    "lit les flux du forum NodeBB" },
	{ "xenforo", "reads the feed of the XenForo forum",
	    "lit le flux du forum XenForo" },
	{ "vbulletin", "reads the feed of the vBulletin forum",
	    "lit le flux du forum vBulletin" },
	{ "vanilla", "reads the feeds of the Vanilla forum",
	    "lit les flux du forum Vanilla" },
	{ "invision", "reads the feed of the Invision forum",
	    "lit le flux du forum Invision" },
	{ "flarum", "searches discussions of the Flarum forum",
	    "cherche les discussions du forum Flarum" },
	{ "ghost", "reads the feed of the Ghost blog",
	    "lit le flux du blog Ghost" },
	{ "blogger", "searches posts and reads comments of the Blogger blog",
	    "cherche billets et commentaires du blog Blogger" },
	{ "substack", "reads the feed of the Substack publication",
	    "lit le flux de la publication Substack" },
	{ "medium", "reads tags and accounts, slowly, on",
	    "lit étiquettes et comptes, lentement, sur" },
	{ "tumblr",
	    "reads the feed of the blog, or tags with a key, on Tumblr:",
	    "lit le flux du blog, ou les étiquettes avec une clé, sur Tumblr "
	    ":" },
	{ "scoopit", "reads a topic's feed, or searches, on Scoop.it:",
	    "lit le flux d'un sujet, ou cherche, sur Scoop.it :" },
	{ "flickr", "looks for the names as tags of pictures on",
	    "cherche les noms comme étiquettes d'images sur" },
	{ "dailymotion", "searches videos and accounts on",
	    "cherche vidéos et comptes sur" },
	{ "publicinbox", "searches mails of the list",
	    "cherche les messages de la liste" },
	{ "hyperkitty", "reads the mails of the list",
	    "lit les messages de la liste" },
	{ "pipermail", "reads the months of the list",
	    "lit les mois de la liste" },
	{ "bingnews", "searches the press through",
	    "cherche dans la presse par" },
	{ "gdelt", "searches the world's press of three months through",
	    "cherche dans la presse mondiale des trois derniers mois par" },
	{ "marginalia", "searches small sites through",
	    "cherche parmi les petits sites par" },
	{ "mwmbl", "searches the web through", "cherche sur le web par" },
	{ "wayback", "dates by the Internet Archive the address",
	    "date par l'Internet Archive l'adresse" },
	{ "commoncrawl", "dates by Common Crawl the address",
	    "date par Common Crawl l'adresse" },
	{ "gravatar", "looks the handles up on",
	    "cherche les identifiants sur" },
	{ "webfinger", "looks the handles up, by WebFinger, on",
	    "cherche les identifiants, par WebFinger, sur" },
	{ "activitypub", "looks the handles up, and what they wrote, on",
	    "cherche les identifiants, et ce qu'ils ont écrit, sur" },
	{ "misskey", "reads the feed of each handle on",
	    "lit le flux de chaque identifiant sur" },
	{ "pixelfed", "reads the feed of each handle on",
	    "lit le flux de chaque identifiant sur" },
	{ "relme", "looks which accounts link back to",
	    "regarde quels comptes renvoient à" },
	{ "rdap", "looks up who registered such domains, through",
	    "cherche qui a enregistré de tels domaines, par" },
	{ "bodacc", "searches the French gazette's notices on companies on",
	    "cherche les annonces légales des sociétés sur" },
	{ "crtsh", "searches certificates for names like these on",
	    "cherche les certificats de noms semblables sur" },
};

static const char *
doing(const char *adapter, bool french)
{
	for (size_t i = 0; i < NELEM(words); i++)
		if (strcmp(words[i].adapter, adapter) == 0)
			return french ? words[i].fr : words[i].en;
	return french ? "lit" : "reads";
}

static void
pace(const struct seed *s, bool french, char *out, size_t cap)
{
	unsigned own = s->network->min_delay_ms;

	char *comma;

	if (s->delay_ms < 0 && own <= 1000) {
		snprintf(out, cap, "%s",
		    french ? "au rythme par défaut (1 s)"
			   : "at the default pace (1 s)");
		return;
	}
	snprintf(out, cap,
	    french ? "%g s entre deux demandes" : "%g s between requests",
	    (s->delay_ms < 0 ? own : (double)s->delay_ms) / 1000);
	comma = french ? strchr(out, '.') : NULL;
	if (comma != NULL)
		*comma = ',';
}

/* "every 36 hours", in the largest unit that is exact. */
static void
often(const struct seed *s, bool french, char *out, size_t cap)
{
	static const struct {
		int64_t ms;
		const char *en, *fr, *all_fr;
	} units[] = {
		{ 86400000, "day", "jour", "tous" },
		{ 3600000, "hour", "heure", "toutes" },
		{ 60000, "minute", "minute", "toutes" },
		{ 1000, "second", "seconde", "toutes" },
	};
	const char *unit;
	size_t u = 0;
	long long n;

	while (u + 1 < NELEM(units) && s->every_ms % units[u].ms != 0)
		u++;
	n = s->every_ms / units[u].ms;
	unit = french ? units[u].fr : units[u].en;
	if (n == 0)
		snprintf(out, cap, "%s",
		    french ? "à chaque passage" : "at every sweep");
	else if (n == 1)
		snprintf(out, cap, "%s %s", french ? "chaque" : "every", unit);
	else if (french)
		snprintf(out, cap, "%s les %lld %ss", units[u].all_fr, n, unit);
	else
		snprintf(out, cap, "every %lld %ss", n, unit);
}

/* What a token is for, where the seed has none; that it has one; or nothing. */
static char *
token_words(const struct seed *s, bool french)
{
	const char *gain = french ? s->network->gain_fr : s->network->gain;

	if (gain == NULL)
		return mem_strdup("");
	if (s->token != NULL)
		return mem_strdup(
		    french ? ", avec un jeton" : ", with a token");
	return mem_printf(french ? " ; un jeton (token=) y ajouterait : %s"
				 : "; a token (token=) would add: %s",
	    gain);
}

/* What `auto` has picked so far, and by what; owned, "" where nothing. */
static char *
picked_words(const char *picked, bool french)
{
	static const struct {
		const char *by, *en, *fr;
	} ways[] = {
		{ "marks", "its pages bear the marks of that software",
		    "ses pages portent les marques de ce logiciel" },
		{ "nodeinfo", "its NodeInfo says so", "son NodeInfo le dit" },
		{ "none", "no other software shows",
		    "aucun autre logiciel ne s'y montre" },
	};
	size_t n = strcspn(picked, " ");

	for (size_t i = 0; picked[n] == ' ' && i < NELEM(ways); i++)
		if (strcmp(picked + n + 1, ways[i].by) == 0)
			return mem_printf(
			    french ? " ; lu jusqu'ici comme %.*s (%s)"
				   : "; so far read as %.*s (%s)",
			    (int)n, picked, french ? ways[i].fr : ways[i].en);
	return mem_strdup("");
}

/* One seed in a sentence. */
static char *
sentence(const struct seed *s, const char *picked, bool french)
{
	char *so_far = picked_words(picked, french), *out;
	char how[64], when[64], *token = token_words(s, french);

	pace(s, french, how, sizeof(how));
	often(s, french, when, sizeof(when));
	out = mem_printf(
	    french ? "%s %s : %u pages au plus par passage, %u liens de "
		     "profondeur, %s, %s%s%s%s%s%s%s"
		   : "%s %s: %u pages a sweep at most, %u links deep, %s, "
		     "%s%s%s%s%s%s%s",
	    doing(s->network->name, french), s->target, s->pages, s->depth, how,
	    when,
	    s->keep_all ? (french ? ", tous les contenus conservés"
				  : ", every body kept")
			: "",
	    s->name != NULL ? (french ? ", pour " : ", for ") : "",
	    s->name != NULL ? s->name : "",
	    s->private_ok ? (french ? ", adresse privée" : ", private address")
			  : "",
	    token, so_far);
	free(token);
	free(so_far);
	return out;
}

static void
say_seed(struct checker *c, struct txn *t, const struct seed *s)
{
	struct voice_memory m = { .asked = 0 };
	struct crawl_seed_line l = { .line = s->line,
		.adapter = s->network->name,
		.target = s->target };
	char *what, *picked;

	if (t != NULL)
		voice_load(t, s, &m);
	what = sentence(s, m.picked, c->french);
	picked = mem_strndup(m.picked, strcspn(m.picked, " "));
	l.what = what;
	l.picked = *picked != '\0' ? picked : NULL;
	c->say(&l, c->arg);
	free(what);
	free(picked);
}

enum err
crawl_seeds_check(struct store *st, const char *path, bool french,
    void (*say)(const struct crawl_seed_line *line, void *arg), void *arg)
{
	struct checker c = { french, say, arg };
	struct seeds seeds;
	enum err e = seeds_load(path, say_bad, &c, &seeds);
	struct txn *t;

	if (e != ERR_OK)
		return e;
	t = st != NULL ? txn_begin(st, TXN_READ) : NULL;
	for (size_t i = 0; i < seeds.n; i++)
		say_seed(&c, t, &seeds.v[i]);
	e = t != NULL ? txn_end(t) : ERR_OK;
	if (e == ERR_OK && seeds.bad > 0)
		e = ERR_SHORT;
	seeds_fini(&seeds);
	return e;
}
