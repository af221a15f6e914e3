/* SPDX-License-Identifier: ISC */
/* `seeds check`: each line of a seeds file in words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/normalise/url.h"
#include "crawler/seeds.h"
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
	if (s->delay_ms < 0)
		snprintf(out, cap, "%s",
		    french ? "au rythme par défaut (1 s)"
			   : "at the default pace (1 s)");
	else
		snprintf(out, cap, french ? "toutes les %g s" : "every %g s",
		    (double)s->delay_ms / 1000);
}

/* One seed in a sentence. */
static char *
sentence(const struct seed *s, bool french)
{
	char how[64];

	pace(s, french, how, sizeof(how));
	return mem_printf(
	    french ? "%s %s : %u pages au plus par passage, %u liens de "
		     "profondeur, %s, chaque %lld h%s%s%s%s"
		   : "%s %s: %u pages a sweep at most, %u links deep, %s, "
		     "every %lld h%s%s%s%s",
	    doing(s->network->name, french), s->target, s->pages, s->depth, how,
	    (long long)(s->every_ms / 3600000),
	    s->keep_all ? (french ? ", tous les contenus conservés"
				  : ", every body kept")
			: "",
	    s->name != NULL ? (french ? ", pour " : ", for ") : "",
	    s->name != NULL ? s->name : "",
	    s->private_ok ? (french ? ", adresse privée" : ", private address")
			  : "");
}

enum err
crawl_seeds_check(const char *path, bool french,
    void (*say)(const struct crawl_seed_line *line, void *arg), void *arg)
{
	struct checker c = { french, say, arg };
	struct seeds seeds;
	enum err e = seeds_load(path, say_bad, &c, &seeds);

	if (e != ERR_OK)
		return e;
	for (size_t i = 0; i < seeds.n; i++) {
		const struct seed *s = &seeds.v[i];
		char *what = sentence(s, french);
		struct crawl_seed_line l = { .line = s->line,
			.adapter = s->network->name,
			.target = s->target,
			.what = what };

		say(&l, arg);
		free(what);
	}
	e = seeds.bad > 0 ? ERR_SHORT : ERR_OK;
	seeds_fini(&seeds);
	return e;
}
