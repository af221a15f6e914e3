/* SPDX-License-Identifier: ISC */
/* Which pages there are: network, language, length, whose copy, which name. */
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "store/base/utf8.h"
#include "tests/bench/gen.h"

enum {
	PER_DIR = 100,
	SLUG_MAX = 48,
	TITLE_MAX = 4096,
	BYTES_MIN = 21000,
	BYTES_MAX = 122000,
	BYTES_MEDIAN = 45000
};

/* About exp(N(0, 0.5)) in thousandths, at 64 quantiles: no libm, no rounding
 * that another machine would do otherwise. */
static const unsigned short spread[64] = { 297, 374, 419, 453, 482, 507, 530,
	551, 571, 590, 608, 625, 642, 658, 674, 690, 705, 721, 736, 751, 766,
	781, 796, 811, 826, 841, 857, 872, 888, 904, 952, 981, 1019, 1050, 1081,
	1107, 1127, 1147, 1167, 1189, 1211, 1233, 1256, 1281, 1306, 1332, 1359,
	1387, 1418, 1449, 1483, 1519, 1558, 1600, 1645, 1695, 1751, 1814, 1887,
	1973, 2076, 2206, 2385, 2700 };

static size_t
draw_bytes(struct gen_rng *r)
{
	size_t i = gen_below(r, NELEM(spread) - 1);
	size_t part = gen_below(r, 1000);
	size_t at = spread[i] * (1000 - part) + spread[i + 1] * part;
	size_t n = BYTES_MEDIAN * (at / 1000) / 1000;

	return n < BYTES_MIN ? BYTES_MIN : n > BYTES_MAX ? BYTES_MAX : n;
}

/* A name that can be written in this form. */
static int
draw_name(const struct gen *g, struct gen_rng *r, enum gen_form form)
{
	int name = (int)gen_below(r, GEN_NAMES);

	for (int i = 0; i < GEN_NAMES; i++) {
		if (form != GEN_NB_HYPHEN ||
		    strchr(gen_name_first(g, name), '-') != NULL)
			break;
		name = (name + 1) % GEN_NAMES;
	}
	return name;
}

static enum gen_network
draw_network(struct gen_rng *r)
{
	static const unsigned char share[] = { 20, 45, 65, 80, 100 };
	size_t at = gen_below(r, 100);
	int i = 0;

	while (at >= share[i])
		i++;
	return (enum gen_network)i;
}

/* What is the same in all copies of a text. */
static void
plan_text(struct gen *g, struct gen_page *p, struct gen_rng *r)
{
	p->text = gen_next(r);
	p->french = gen_chance(r, 72);
	p->bytes = draw_bytes(r);
	p->name = -1;
	p->decoy = -1;
	if (gen_chance(r, 6)) {
		p->form = (enum gen_form)gen_below(r, GEN_FORMS);
		p->name = draw_name(g, r, p->form);
	} else if (gen_chance(r, 5)) {
		p->decoy = (int)gen_below(r, GEN_NAMES);
	}
}

/* "Le marché d'été" to "le-marche-d-ete". */
static char *
slug(const char *title)
{
	size_t left = strlen(title), n;
	char *s = mem_strdup(title), *o = s;

	for (; left > 0 && o - s < SLUG_MAX; title += n, left -= n) {
		uint32_t c = utf8_next(title, left, &n);
		char letter = gen_letter(c);

		if (c < 0x80)
			letter = (char)c;
		if (letter >= 'A' && letter <= 'Z')
			letter = (char)(letter + ('a' - 'A'));
		if ((letter >= 'a' && letter <= 'z') ||
		    (letter >= '0' && letter <= '9'))
			*o++ = letter;
		else if (o > s && o[-1] != '-')
			*o++ = '-';
	}
	while (o > s && o[-1] == '-')
		o--;
	*o = '\0';
	return s;
}

static void
plan_page(struct gen *g, size_t i)
{
	struct gen_page *p = &g->page[i];
	struct gen_rng r;
	struct buf title;
	char *name;

	gen_seed(&r, g->seed, 100000000 + i);
	memset(p, 0, sizeof(*p));
	p->index = i;
	p->network = draw_network(&r);
	p->comment_name = -1;
	if (i > 0 && gen_chance(&r, 8)) {
		const struct gen_page *of = &g->page[gen_below(&r, i)];

		*p = *of;
		p->index = i;
		p->near = gen_below(&r, 8) >= 3;
	} else {
		plan_text(g, p, &r);
		p->latin1 = p->french && gen_chance(&r, 4);
		p->entities = p->french && gen_chance(&r, 10);
	}
	p->changes = p->network == GEN_FORUM || p->network == GEN_SOCIAL;
	p->comment = p->changes && gen_below(&r, 40) == 0;
	p->comment_name = p->comment && p->name < 0 && gen_chance(&r, 40)
			      ? (int)gen_below(&r, GEN_NAMES)
			      : -1;
	buf_init(&title, TITLE_MAX);
	gen_title(g, p, &title);
	p->title = buf_take(&title, NULL);
	name = slug(p->title);
	p->path = mem_printf("/%s/%02zu/%s-%zu.html",
	    gen_network_name[p->network], i / PER_DIR, name, i);
	free(name);
}

void
gen_plan(struct gen *g)
{
	gen_list_init(&g->fr, gen_words_fr);
	gen_list_init(&g->en, gen_words_en);
	gen_list_init(&g->prefix, gen_prefixes);
	gen_list_init(&g->first, gen_first_watched);
	gen_list_init(&g->left, gen_last_left);
	gen_list_init(&g->right, gen_last_right);
	gen_list_init(&g->other_first, gen_first_other);
	gen_list_init(&g->other_last, gen_last_other);
	g->page = mem_array(g->pages, sizeof(*g->page));
	for (size_t i = 0; i < g->pages; i++)
		plan_page(g, i);
}

void
gen_plan_fini(struct gen *g)
{
	struct gen_list *lists[] = { &g->fr, &g->en, &g->prefix, &g->first,
		&g->left, &g->right, &g->other_first, &g->other_last };

	for (size_t i = 0; i < NELEM(lists); i++)
		gen_list_fini(lists[i]);
	for (size_t i = 0; i < g->pages; i++) {
		free(g->page[i].title);
		free(g->page[i].path);
	}
	free(g->page);
}
