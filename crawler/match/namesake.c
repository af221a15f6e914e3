/* SPDX-License-Identifier: ISC */
/* Namesakes: labels counted by feature (naive Bayes with a half for what was
 * never seen), and mentions weighed by the counts. */
#include "crawler/match/namesake.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/table.h"
#include "crawler/match/namesake_feature.h"
#include "crawler/match/subject.h"

/* Log-odds: at most so much of each sort to either side. What the user said of
 * the mention itself outweighs all. */
static const double RECOGNISED_MAX = 2.0, WORD_WEIGHT_MAX = 1.5, SITE_MAX = 1.0,
		    AUTHOR_MAX = 2.5, LANG_MAX = 0.75, LABELS_MAX = 1.5,
		    LABELLED = 20.0, COPY = 4.0, OWN_PAGE = 4.0,
		    PAGE_TYPE = -1.0;
/* A weight below this says nothing. */
static const double TELLING = 0.3;

struct counts {
	unsigned mine, not_mine;
};

struct namesake {
	struct arena arena;
	struct table counts; /* "w:word", "s:site", ... -> struct counts */
	struct counts all;
	struct subject subject;
	char *own_words; /* " the name's own words ", folded */
	bool person;
};

/* ---- learning ---- */

static char *
folded_names(struct arena *a, const struct watch *w, const char *name)
{
	struct buf b;
	char *out;

	buf_init(&b, (size_t)WATCH_LIST_MAX * WATCH_TEXT_MAX);
	if (buf_addc(&b, ' ') == ERR_OK)
		namesake_fold(&b, name);
	for (size_t i = 0; w != NULL && i < w->also.n; i++)
		namesake_fold(&b, w->also.v[i]);
	for (size_t i = 0; w != NULL && i < w->handles.n; i++)
		namesake_fold(&b, w->handles.v[i]);
	out = arena_strdup(a, b.data);
	buf_fini(&b);
	return out;
}

struct namesake *
namesake_new(const struct watch *w, const char *name)
{
	struct namesake *s = mem_zalloc(sizeof(*s));

	arena_init(&s->arena);
	table_init(&s->counts);
	if (w != NULL)
		subject_init(&s->subject, w, &s->arena);
	s->person = w != NULL && w->kind == WATCH_PERSON;
	s->own_words = folded_names(&s->arena, w, name);
	return s;
}

void
namesake_free(struct namesake *s)
{
	if (s == NULL)
		return;
	table_fini(&s->counts, free);
	arena_fini(&s->arena);
	free(s);
}

static void
count(struct namesake *s, const char *key, bool mine)
{
	struct counts *c = table_get(&s->counts, key);

	if (c == NULL) {
		c = mem_zalloc(sizeof(*c));
		table_put(&s->counts, key, c);
	}
	c->mine += mine;
	c->not_mine += !mine;
}

void
namesake_learn(struct namesake *s, const json_t *m, bool mine)
{
	struct namesake_context c;
	char key[NAMESAKE_KEY_MAX];

	s->all.mine += mine;
	s->all.not_mine += !mine;
	if (namesake_site(m, key))
		count(s, key, mine);
	if (namesake_author(m, key))
		count(s, key, mine);
	if (namesake_lang(m, key))
		count(s, key, mine);
	if (namesake_cluster(m, key))
		count(s, key, mine);
	namesake_context_init(&c, s->own_words, m);
	for (size_t i = 0; i < c.n; i++) {
		namesake_word(c.words[i], key);
		count(s, key, mine);
	}
	namesake_context_fini(&c);
}

void
namesake_labels(const struct namesake *s, size_t *mine, size_t *not_mine)
{
	*mine = s->all.mine;
	*not_mine = s->all.not_mine;
}

/* ---- weighing ---- */

static double
within(double w, double max)
{
	return w > max ? max : w < -max ? -max : w;
}

/* How much more often it stands on one side than on the other; little where it
 * was seen seldom. */
static double
weight_of(const struct namesake *s, const char *key, double max)
{
	const struct counts *c = table_get(&s->counts, key);
	double seen, mine, not_mine;

	if (c == NULL)
		return 0;
	seen = c->mine + c->not_mine;
	mine = (c->mine + 0.5) / (s->all.mine + 1.0);
	not_mine = (c->not_mine + 0.5) / (s->all.not_mine + 1.0);
	return within(log(mine / not_mine) * seen / (seen + 1), max);
}

static void
add_reason(struct verdict *v, const char *code, double weight, const char *en,
    const char *fr)
{
	int hundredths = (int)lround(weight * 100);

	assert(v->n < NAMESAKE_REASONS_MAX);
	v->v[v->n++] = (struct namesake_reason){ code, hundredths, { en, fr } };
	v->score += hundredths;
}

/* How surely the characters say the name. */
static void
weigh_recognised(
    const json_t *m, const json_t *private, struct arena *a, struct verdict *v)
{
	const char *match = json_get_text(m, "match");
	const json_t *score = json_object_get(private, "score");
	double p = json_is_number(score) ? json_number_value(score) : 1;
	double w = p <= 0.01   ? -RECOGNISED_MAX
		   : p >= 0.99 ? RECOGNISED_MAX
			       : within(log(p / (1 - p)), RECOGNISED_MAX);
	const json_t *reasons = json_object_get(private, "reasons");
	const char *first = json_string_value(json_array_get(reasons, 0));

	if (match == NULL)
		match = "exact";
	add_reason(v, "recognised", w,
	    arena_printf(a, "the name was recognised: %s%s%s", match,
		first != NULL ? ", " : "", first != NULL ? first : ""),
	    arena_printf(a, "le nom a été reconnu : %s",
		strcmp(match, "exact") == 0     ? "exact"
		: strcmp(match, "variant") == 0 ? "variante"
		: strcmp(match, "handle") == 0  ? "pseudonyme"
		: strcmp(match, "avatar") == 0  ? "portrait"
						: "ressemblance"));
}

static void
weigh_labels(const struct namesake *s, struct arena *a, struct verdict *v)
{
	double w = log((s->all.mine + 1.0) / (s->all.not_mine + 1.0));

	if (s->all.mine + s->all.not_mine == 0 || fabs(w) < TELLING)
		return;
	add_reason(v, "labels", within(w, LABELS_MAX),
	    arena_printf(a, "of this name, %u labelled mine and %u not mine",
		s->all.mine, s->all.not_mine),
	    arena_printf(a, "pour ce nom, %u à moi et %u pas à moi",
		s->all.mine, s->all.not_mine));
}

/* A key of one sort, said as what it is. */
static void
weigh_key(const struct namesake *s, const char *key, const char *code,
    double max, const char *en, const char *fr, struct arena *a,
    struct verdict *v)
{
	double w = weight_of(s, key, max);
	bool mine = w > 0;

	if (fabs(w) < TELLING)
		return;
	add_reason(v, code, w,
	    arena_printf(a, "%s %s, as where you said %s", en, key + 2,
		mine ? "mine" : "not mine"),
	    arena_printf(a, "%s %s, comme là où vous avez dit %s", fr, key + 2,
		mine ? "à moi" : "pas à moi"));
}

struct telling {
	const char *word;
	double weight;
};

/* Ties are broken by the word, so that the same labels say the same. */
static bool
is_weaker(const struct telling *a, const struct telling *b)
{
	if (fabs(a->weight) != fabs(b->weight))
		return fabs(a->weight) < fabs(b->weight);
	return strcmp(a->word, b->word) > 0;
}

/* Puts a word among the strongest. */
static void
rank(struct telling *best, size_t *n, size_t max, struct telling one)
{
	size_t i = *n < max ? (*n)++ : max;

	while (i > 0 && is_weaker(&best[i - 1], &one)) {
		if (i < max)
			best[i] = best[i - 1];
		i--;
	}
	if (i < max)
		best[i] = one;
}

static void
weigh_words(const struct namesake *s, const struct namesake_context *c,
    struct arena *a, struct verdict *v)
{
	struct telling best[NAMESAKE_WORDS_MAX];
	char key[NAMESAKE_KEY_MAX];
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct telling one = { .word = c->words[i] };

		namesake_word(one.word, key);
		one.weight = weight_of(s, key, WORD_WEIGHT_MAX);
		if (fabs(one.weight) >= TELLING)
			rank(best, &n, NAMESAKE_WORDS_MAX, one);
	}
	for (size_t i = 0; i < n; i++) {
		namesake_word(best[i].word, key);
		weigh_key(s, key, "word", WORD_WEIGHT_MAX, "near it stands",
		    "à côté se trouve", a, v);
	}
}

/* Pages full of names that are rarely about a private person. */
static void
weigh_page_type(const struct namesake *s, const struct namesake_context *c,
    struct verdict *v)
{
	static const struct {
		const char *words, *en, *fr;
	} types[] = {
		{ " obituary obituaries obseques deces necrologie ",
		    "an obituary", "un avis de décès" },
		{ " genealogy genealogie geneanet ancestry ", "a genealogy",
		    "une généalogie" },
		{ " standings leaderboard classement dossard finishers ",
		    "results of a sport", "des résultats sportifs" },
	};

	for (size_t i = 0; s->person && i < NELEM(types); i++)
		for (size_t k = 0; k < c->n; k++)
			if (namesake_stands(types[i].words, c->words[k])) {
				add_reason(v, "page-type", PAGE_TYPE,
				    types[i].en, types[i].fr);
				return;
			}
}

/* What was said of a copy was said of this. */
static void
weigh_copy(const struct namesake *s, const json_t *m, struct verdict *v)
{
	const struct counts *c;
	char key[NAMESAKE_KEY_MAX];

	c = namesake_cluster(m, key) ? table_get(&s->counts, key) : NULL;
	if (c == NULL || c->mine == c->not_mine)
		return;
	if (c->mine > c->not_mine)
		add_reason(v, "copy", COPY, "a copy of what you called mine",
		    "une copie de ce que vous avez dit à moi");
	else
		add_reason(v, "copy", -COPY,
		    "a copy of what you called not mine",
		    "une copie de ce que vous avez dit pas à moi");
}

static void
weigh_own(const struct namesake *s, const json_t *m, struct verdict *v)
{
	const char *author = json_get_text(m, "author_url");
	const char *url = json_get_text(m, "url");

	if ((author != NULL && subject_owns(&s->subject, author)) ||
	    (url != NULL && subject_owns(&s->subject, url)))
		add_reason(v, "own", OWN_PAGE, "a page of the subject's own",
		    "une page du sujet lui-même");
}

void
namesake_judge(const struct namesake *s, const json_t *m, const json_t *private,
    enum namesake_label own, struct arena *a, struct verdict *out)
{
	struct namesake_context c;
	char key[NAMESAKE_KEY_MAX];

	memset(out, 0, sizeof(*out));
	if (own != NAMESAKE_UNLABELLED)
		add_reason(out, "you",
		    own == NAMESAKE_LABELLED_MINE ? LABELLED : -LABELLED,
		    "you said so", "vous l'avez dit");
	else
		weigh_copy(s, m, out);
	weigh_recognised(m, private, a, out);
	weigh_own(s, m, out);
	weigh_labels(s, a, out);
	if (namesake_author(m, key))
		weigh_key(s, key, "author", AUTHOR_MAX, "by", "par", a, out);
	if (namesake_site(m, key))
		weigh_key(s, key, "site", SITE_MAX, "on", "sur", a, out);
	if (namesake_lang(m, key))
		weigh_key(s, key, "lang", LANG_MAX, "in the language",
		    "en langue", a, out);
	namesake_context_init(&c, s->own_words, m);
	weigh_page_type(s, &c, out);
	weigh_words(s, &c, a, out);
	namesake_context_fini(&c);
	out->band = out->score >= NAMESAKE_MINE       ? NAMESAKE_BAND_MINE
		    : out->score <= NAMESAKE_NOT_MINE ? NAMESAKE_BAND_NOT_MINE
						      : NAMESAKE_BAND_DOUBTFUL;
}

void
namesake_suggest(const struct namesake *s, size_t n,
    void (*fn)(const char *word, void *arg), void *arg)
{
	struct telling *best = mem_array(n, sizeof(*best));
	size_t found = 0;

	for (size_t i = 0; i < s->counts.cap; i++) {
		const char *key = s->counts.slots[i].key;
		struct telling one;

		if (key == NULL || strncmp(key, "w:", 2) != 0)
			continue;
		one.word = key + 2;
		one.weight = weight_of(s, key, WORD_WEIGHT_MAX);
		if (one.weight <= -TELLING)
			rank(best, &found, n, one);
	}
	for (size_t i = 0; i < found; i++)
		fn(best[i].word, arg);
	free(best);
}
