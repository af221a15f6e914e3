/* SPDX-License-Identifier: ISC */
/* vigie sources: each network's access card, and what its seeds have given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "tools/card_words.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/seedfile.h"

enum { LABEL_WIDTH = 16 };

const struct option sources_options[] = {
	{ "all", NULL, "every network, also those without a seed or an adapter",
	    "tous les réseaux, même sans source ou sans adaptateur" },
	{ "seeds", "FILE", "the seeds file", "le fichier de sources" },
	{ NULL, NULL, NULL, NULL },
};

static const struct {
	char tier;
	const char *word, *en, *fr;
} tiers[] = {
	{ 'A', "open", "open", "ouvert" },
	{ 'B', "own-key", "with a key of one's own", "avec une clé à soi" },
	{ 'C', "by-hand", "by hand only", "à la main seulement" },
	{ 'T', "gone", "gone", "disparu" },
};

static const char *
tier_word(const struct global *g, char tier, bool json)
{
	for (size_t i = 0; i < NELEM(tiers); i++)
		if (tiers[i].tier == tier)
			return json ? tiers[i].word
				    : T(g, tiers[i].en, tiers[i].fr);
	return "";
}

static void
member_time(struct jout *j, const char *key, int64_t ms)
{
	if (ms > 0)
		jout_ktime(j, key, ms);
	else
		jout_knull(j, key);
}

static void
say_json(const struct global *g, const struct crawl_source *s)
{
	struct out_row r;

	out_row_begin(&r);
	jout_ktext(&r.j, "network", s->name);
	jout_ktext(&r.j, "access", tier_word(g, s->tier, true));
	jout_kbool(&r.j, "built", s->built);
	jout_ktext(&r.j, "lawful", s->lawful);
	jout_ktext(&r.j, "instead", s->instead);
	jout_ktext(&r.j, "class", s->class);
	jout_ktext(&r.j, "auth", s->auth);
	jout_ktext(&r.j, "terms", s->terms);
	jout_ktext(&r.j, "rate", s->rate);
	jout_ktext(&r.j, "verified", s->verified);
	jout_ktext(&r.j, "known_from", s->known_from);
	jout_ktext(&r.j, "also", s->also);
	jout_ktext(&r.j, "token_adds", s->token_adds);
	jout_kbool(&r.j, "card_old", s->old);
	jout_kint(&r.j, "seeds", s->seeds);
	member_time(&r.j, "last_asked", s->asked);
	member_time(&r.j, "last_success", s->answered);
	member_time(&r.j, "last_document", s->spoke);
	jout_key(&r.j, "quota_left");
	if (s->quota >= 0)
		jout_int(&r.j, s->quota);
	else
		jout_null(&r.j);
	jout_ktext(&r.j, "canary", s->canary);
	jout_kint(&r.j, "silent_sweeps", (int64_t)s->silent_nights);
	member_time(&r.j, "silent_since", s->silent_since);
	jout_ktext(&r.j, "silent_seed", s->silent_seed);
	out_row_end(&r);
}

static void
label_of(const struct global *g, const char *label)
{
	fputs("  ", stdout);
	out_column(g, label, LABEL_WIDTH);
}

/* "  label  text", where there is one. */
static void
row(const struct global *g, const char *label, const char *text)
{
	if (text == NULL)
		return;
	label_of(g, label);
	out_text(stdout, text);
	putchar('\n');
}

static void
row_time(const struct global *g, const char *label, int64_t ms)
{
	char when[CLOCK_TEXT];

	if (ms == 0)
		return;
	clock_format(ms, when);
	label_of(g, label);
	out_when(stdout, when);
	putchar('\n');
}

static void
say_state(const struct global *g, const struct crawl_source *s)
{
	if (s->seeds == 0)
		return;
	label_of(g, T(g, "seeds", "sources"));
	printf("%u\n", s->seeds);
	if (s->asked == 0)
		row(g, T(g, "state", "état"),
		    T(g, "not swept yet", "pas encore visité"));
	row_time(g, T(g, "last success", "dernier succès"), s->answered);
	row_time(g, T(g, "last document", "dernier doc."), s->spoke);
	if (s->quota >= 0) {
		label_of(g, T(g, "quota left", "quota restant"));
		printf("%lld\n", (long long)s->quota);
	}
	if (s->canary != NULL)
		row(g, T(g, "canary", "témoin"),
		    strcmp(s->canary, "sings") == 0
			? T(g, "its search finds what it should",
			      "sa recherche trouve ce qu'elle doit")
			: T(g, "its search finds nothing at all",
			      "sa recherche ne trouve plus rien"));
}

static void
say_people(const struct global *g, const struct crawl_source *s)
{
	printf(T(g, "%s%s%s: %s%s\n", "%s%s%s : %s%s\n"), out_bold(g), s->name,
	    out_plain(g), tier_word(g, s->tier, false),
	    s->built ? "" : T(g, ", not yet built", ", pas encore fait"));
	row(g, T(g, "lawful", "licite"), card_words(g, s->lawful));
	row(g, T(g, "instead", "à la place"), s->instead);
	if (!s->built)
		return;
	row(g, T(g, "also", "aussi"), card_words(g, s->also));
	row(g, T(g, "access", "accès"), card_words(g, s->class));
	row(g, T(g, "key", "clé"), card_words(g, s->auth));
	row(g, T(g, "token adds", "un jeton :"),
	    T(g, s->token_adds, s->token_adds_fr));
	row(g, T(g, "terms", "conditions"), card_words(g, s->terms));
	row(g, T(g, "rate", "débit"), card_words(g, s->rate));
	row(g, T(g, "verified", "vérifié"), s->verified);
	row(g, T(g, "known from", "connu par"), s->known_from);
	say_state(g, s);
}

/* The warnings go to stderr: they are what a person has to look at. */
static void
warn(const struct crawl_source *s)
{
	if (s->silent_nights > 0)
		log_warn("%s: %s: nothing to read for %llu sweeps (is it still "
			 "there?)",
		    s->name, s->silent_seed,
		    (unsigned long long)s->silent_nights);
	if (s->built && s->old && s->seeds > 0)
		log_info("%s: its card was not verified for a year", s->name);
}

static void
say(const struct crawl_source *s, void *arg)
{
	const struct global *g = arg;

	if (g->json)
		say_json(g, s);
	else
		say_people(g, s);
	warn(s);
}

int
cmd_sources(const struct global *g, const struct args *a)
{
	struct global copy = *g;
	struct store *st = NULL;
	char *seeds;
	enum err e = ERR_OK;

	if (a->n_operands > 0)
		return cmd_usage("sources", "takes no operand");
	/* Cards can be read before there is an archive. */
	if (g->archive_given || access(g->archive, F_OK) == 0)
		e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	seeds = seedfile_find(g, options_value(a, "seeds"));
	if (options_value(a, "seeds") == NULL && access(seeds, R_OK) != 0) {
		free(seeds);
		seeds = NULL;
	}
	e = crawl_sources(st, seeds, options_has(a, "all"), say, &copy);
	free(seeds);
	store_close(st);
	return err_status(e);
}
