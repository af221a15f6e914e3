/* SPDX-License-Identifier: ISC */
/* `seeds check`: each line of a seeds file in words. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "crawler/normalise/url.h"
#include "crawler/seeds/seeds.h"
#include "crawler/seeds/voice.h"
#include "crawler/setup.h"
#include "store/base/log.h"
#include "store/base/mem.h"

struct bad_line {
	unsigned line;
	char *why; /* owned */
};

struct checker {
	bool french;
	void (*say)(const struct crawl_seed_line *line, void *arg);
	void *arg;
	struct bad_line *bad; /* owned: said in their turn */
	size_t n_bad, said;
};

static void
keep_bad(unsigned line, const char *why, void *arg)
{
	struct checker *c = arg;

	c->bad = mem_grow(c->bad, c->n_bad + 1, sizeof(c->bad[0]));
	c->bad[c->n_bad].line = line;
	c->bad[c->n_bad++].why = mem_strdup(why);
}

/* Those before this line. */
static void
say_bad(struct checker *c, unsigned before)
{
	for (; c->said < c->n_bad && c->bad[c->said].line < before; c->said++) {
		struct crawl_seed_line l = { .line = c->bad[c->said].line,
			.why = c->bad[c->said].why };

		c->say(&l, c->arg);
	}
}

static void
free_bad(struct checker *c)
{
	for (size_t i = 0; i < c->n_bad; i++)
		free(c->bad[i].why);
	free(c->bad);
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
	    french ? s->network->does_fr : s->network->does, s->target,
	    s->pages, s->depth, how, when,
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
	struct checker c = { .french = french, .say = say, .arg = arg };
	struct seeds seeds;
	enum err e = seeds_load(path, keep_bad, &c, &seeds);
	struct txn *t;

	if (e != ERR_OK) {
		free_bad(&c);
		return e;
	}
	t = st != NULL ? txn_begin(st, TXN_READ) : NULL;
	for (size_t i = 0; i < seeds.n; i++) {
		say_bad(&c, seeds.v[i].line);
		say_seed(&c, t, &seeds.v[i]);
	}
	say_bad(&c, UINT_MAX);
	e = t != NULL ? txn_end(t) : ERR_OK;
	if (e == ERR_OK && seeds.bad > 0)
		e = ERR_SHORT;
	seeds_fini(&seeds);
	free_bad(&c);
	return e;
}
