/* SPDX-License-Identifier: ISC */
/* spot: how fast many names at once are looked for in the visible text of
 * pages, in one thread.
 *
 *   spot [hard]N... <FILES     for each N, so many made-up names, a handle each
 *
 * One line a figure, NAME tab VALUE: megabytes of text a second of processor
 * time with N names, each walk over the text as long as in a sweep (fold,
 * automaton, the look at what it met); the numbers take turns, so that a busy
 * machine slows all alike. Then the names' bytes of memory. The given names
 * stand in the text as other people's. Surnames are syllables; those of "hard"
 * names begin and end as words of the text do, and one in a hundred is one. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "crawler/match/names.h"
#include "crawler/normalise/fold.h"
#include "crawler/parse/skim.h"
#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/bench/gen.h"

enum {
	PATH_SIZE = 4096,
	FILE_MAX = 8 << 20,
	ROUNDS = 7,
	NUMBERS_MAX = 8,
	WORD_SIZE = 64,
	NAME_SIZE = 256,
	WORD_MIN = 4, /* bytes of a word that is a surname */
	PART_MIN = 6, /* or whose tail ends one */
};

struct text {
	char *s; /* owned */
	size_t n;
};

struct texts {
	struct text *v; /* owned */
	size_t n, bytes;
};

/* What a set of names costs. */
struct trial {
	const char *label; /* as on the command line */
	size_t count;
	bool hard;
	struct names *names; /* owned */
	size_t memory;
	double mb_s[ROUNDS];
};

static double
cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- the text ---- */

/* The file's visible text; none of what is not UTF-8. */
static void
read_text(const char *path, struct texts *all)
{
	FILE *f = fopen(path, "rb");
	char *raw = mem_alloc(FILE_MAX);
	size_t n = f != NULL ? fread(raw, 1, FILE_MAX, f) : 0;
	struct skim k;

	if (f != NULL)
		fclose(f);
	if (n > 0 && utf8_valid(raw, n)) {
		skim_init(&k, raw, n);
		all->v = mem_grow(all->v, all->n + 1, sizeof(*all->v));
		all->v[all->n].s = mem_strndup(k.text.data, k.text.len);
		all->v[all->n++].n = k.text.len;
		all->bytes += k.text.len;
		skim_fini(&k);
	}
	free(raw);
}

static void
read_texts(struct texts *all)
{
	char path[PATH_SIZE];

	while (fgets(path, sizeof(path), stdin) != NULL) {
		path[strcspn(path, "\n")] = '\0';
		read_text(path, all);
	}
}

/* ---- the names ---- */

/* What names are made of. */
struct stock {
	struct gen_list given, words;
	bool hard;
};

static const char *
pick(const struct gen_list *l, struct gen_rng *r)
{
	return l->word[gen_below(r, l->n)];
}

/* A word of at least so many bytes. */
static const char *
pick_long(const struct gen_list *l, struct gen_rng *r, size_t least)
{
	const char *s = pick(l, r);

	while (strlen(s) < least)
		s = pick(l, r);
	return s;
}

static void
capitalise(char *s)
{
	if (s[0] >= 'a' && s[0] <= 'z')
		s[0] = (char)(s[0] - 'a' + 'A');
}

/* A word of the text, or the head of one and the tail of another. */
static void
make_hard(const struct stock *st, struct gen_rng *r, char out[WORD_SIZE])
{
	const char *a = pick_long(&st->words, r, WORD_MIN);
	const char *b = pick_long(&st->words, r, PART_MIN);
	size_t tail = strlen(b) / 2;

	if (gen_chance(r, 1)) {
		snprintf(out, WORD_SIZE, "%s", a);
	} else {
		while ((b[tail] & 0xc0) == 0x80)
			tail++;
		snprintf(out, WORD_SIZE, "%.*s%s",
		    (int)utf8_floor(a, (strlen(a) + 2) / 2), a, b + tail);
	}
	capitalise(out);
}

/* Two or three syllables. */
static void
make_plain(struct gen_rng *r, char out[WORD_SIZE])
{
	static const char *const heads[] = { "b", "br", "ch", "d", "f", "g",
		"gr", "j", "k", "l", "m", "n", "p", "pl", "qu", "r", "s", "t",
		"tr", "v" };
	static const char *const vowels[] = { "a", "e", "i", "o", "u", "ou",
		"é", "ai", "au", "an", "on", "in" };
	static const char *const tails[] = { "", "c", "d", "l", "lle", "n", "r",
		"rd", "rt", "s", "ssier", "t", "ult", "x", "zan" };
	size_t n = 2 + gen_below(r, 2), at = 0;

	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(out + at, WORD_SIZE - at, "%s%s",
		    heads[gen_below(r, NELEM(heads))],
		    vowels[gen_below(r, NELEM(vowels))]);
	snprintf(
	    out + at, WORD_SIZE - at, "%s", tails[gen_below(r, NELEM(tails))]);
	capitalise(out);
}

static void
make_surname(const struct stock *st, struct gen_rng *r, char out[WORD_SIZE])
{
	if (st->hard)
		make_hard(st, r, out);
	else
		make_plain(r, out);
}

static struct watch *
make_watch(const struct stock *st, struct gen_rng *r)
{
	char last[WORD_SIZE], other[WORD_SIZE], name[NAME_SIZE];
	char handle[NAME_SIZE], option[] = "--handle";
	char *argv[] = { name, option, handle };
	const char *given = pick(&st->given, r), *why = NULL;
	struct watch *w = NULL;

	make_surname(st, r, last);
	make_surname(st, r, other);
	if (gen_chance(r, 10))
		snprintf(name, sizeof(name), "%s %s-%s", given, last, other);
	else if (gen_chance(r, 10))
		snprintf(name, sizeof(name), "%s de %s", given, last);
	else
		snprintf(name, sizeof(name), "%s %s", given, last);
	snprintf(handle, sizeof(handle), "%s_%s%u", last, given,
	    (unsigned)gen_below(r, 100));
	if (watch_from_args(argv, NELEM(argv), &w, &why) != ERR_OK) {
		fprintf(stderr, "spot: %s: %s\n", name, why);
		exit(1);
	}
	return w;
}

static void
make_names(struct trial *t)
{
	struct watch **w = mem_array(t->count, sizeof(struct watch *));
	struct stock st;
	struct gen_rng r;
	char *given = mem_printf("%s %s", gen_first_watched, gen_first_other);
	char *words = mem_printf("%s %s", gen_words_fr, gen_words_en);
	size_t before;

	gen_seed(&r, t->count, 1);
	st.hard = t->hard;
	gen_list_init(&st.given, given);
	gen_list_init(&st.words, words);
	for (size_t i = 0; i < t->count; i++)
		w[i] = make_watch(&st, &r);
	before = mallinfo2().uordblks + mallinfo2().hblkhd;
	t->names = names_new((const struct watch *const *)w, t->count);
	t->memory = mallinfo2().uordblks + mallinfo2().hblkhd - before;
	for (size_t i = 0; i < t->count; i++)
		watch_free(w[i]);
	free(w);
	gen_list_fini(&st.words);
	gen_list_fini(&st.given);
	free(words);
	free(given);
}

/* ---- the race ---- */

static void
run(struct trial *t, const struct texts *all, size_t round)
{
	double began = cpu_s();
	size_t found = 0;

	for (size_t i = 0; i < all->n; i++)
		found += names_candidate(t->names, all->v[i].s, all->v[i].n);
	t->mb_s[round] = (double)all->bytes / 1e6 / (cpu_s() - began);
	if (found > all->n)
		abort();
}

int
main(int argc, char **argv)
{
	struct trial trials[NUMBERS_MAX];
	struct texts all = { .n = 0 };
	size_t n = 0;

	fold_setup();
	read_texts(&all);
	for (; (int)n + 1 < argc && n < NUMBERS_MAX; n++) {
		trials[n].label = argv[n + 1];
		trials[n].hard = strncmp(argv[n + 1], "hard", 4) == 0;
		trials[n].count =
		    strtoul(argv[n + 1] + (trials[n].hard ? 4 : 0), NULL, 10);
		make_names(&trials[n]);
	}
	for (size_t round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < n; i++)
			run(&trials[i], &all, round);
	for (size_t i = 0; i < n; i++) {
		for (size_t round = 0; round < ROUNDS; round++)
			printf("spot.%s.mb_s\t%.1f\n", trials[i].label,
			    trials[i].mb_s[round]);
		printf(
		    "spot.%s.memory\t%zu\n", trials[i].label, trials[i].memory);
		names_free(trials[i].names);
	}
	for (size_t i = 0; i < all.n; i++)
		free(all.v[i].s);
	free(all.v);
	return n > 0 && all.bytes > 0 ? 0 : 1;
}
