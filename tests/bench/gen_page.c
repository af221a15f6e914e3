/* SPDX-License-Identifier: ISC */
/* A page of the corpus: the text of gen_text.c in the markup of one of five
 * kinds of site. All pages of a network share their frame; what changes from
 * night to night (tokens, counters, ages) is drawn from the noise. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/utf8.h"
#include "tests/bench/gen.h"

enum {
	NAV_LINKS = 16,
	SIDE_LINKS = 44,
	FOOT_LINKS = 20,
	LINK_BYTES = 85, /* one of these, about */
	CSS_RULES = 34,
	PARAGRAPH = 400,   /* bytes of text, on the average */
	TEXT_PERCENT = 46, /* of a page, the rest is markup */
	PATH_POINTS = 7
};

const char *const gen_network_name[GEN_NETWORKS] = { "press", "blog", "forum",
	"reviews", "social" };

struct drawing {
	const struct gen *g;
	const struct gen_page *p;
	struct buf *b;
	int night;
	struct gen_rng frame; /* the same for all pages of a network */
	struct gen_rng own;   /* of this page, the same every night */
	struct gen_rng noise; /* of this page and this night */
};

static void
hex(struct buf *b, struct gen_rng *r, size_t words)
{
	for (size_t i = 0; i < words; i++)
		gen_putf(b, "%08llx", (unsigned long long)(gen_next(r) >> 32));
}

/* One draw a call, everywhere: C leaves the order of arguments open, and the
 * corpus must be the same whoever compiled this. */
static void
number(struct buf *b, struct gen_rng *r, size_t below)
{
	gen_putf(b, "%zu", gen_below(r, below));
}

static const char *
pick(struct gen_rng *r, const char *const words[], size_t n)
{
	return words[gen_below(r, n)];
}

static void
link_to(struct drawing *d, size_t i, const char *class)
{
	const struct gen_page *to = &d->g->page[i % d->g->pages];

	gen_putf(d->b, "<a class=\"%s\" href=\"%s\">%s</a>\n", class, to->path,
	    to->title);
}

/* Another page of the network, most of the time. */
static size_t
some_page(struct drawing *d)
{
	const struct gen *g = d->g;
	size_t i = gen_below(&d->own, g->pages);

	for (int tries = 0; tries < 4; tries++) {
		if (g->page[i].network == d->p->network)
			break;
		i = gen_below(&d->own, g->pages);
	}
	return i;
}

static void
stylesheet(struct drawing *d)
{
	static const char *const props[] = { "margin", "padding", "color",
		"border-radius", "font-size", "line-height", "max-width" };
	static const char *const sels[] = { "entry", "meta", "card", "post",
		"avatar", "share", "nav-item", "comment" };

	gen_put(d->b, "<style>\n");
	for (int i = 0; i < CSS_RULES; i++) {
		const char *outer = pick(&d->frame, sels, NELEM(sels));
		const char *inner = pick(&d->frame, sels, NELEM(sels));

		gen_putf(d->b, ".%s-%d .%s:hover{", outer, i, inner);
		gen_putf(d->b, "%s:", pick(&d->frame, props, NELEM(props)));
		number(d->b, &d->frame, 64);
		gen_putf(d->b, "px;%s:#", pick(&d->frame, props, NELEM(props)));
		gen_putf(d->b, "%06zx}\n", gen_below(&d->frame, 1 << 24));
	}
	gen_put(d->b, "</style>\n");
}

static void
json_ld(struct drawing *d)
{
	size_t month = gen_below(&d->own, 9) + 1;
	size_t day = gen_below(&d->own, 28) + 1;

	gen_putf(d->b,
	    "<script type=\"application/ld+json\">{\"@context\":"
	    "\"https://schema.org\",\"@type\":\"Article\",\"headline\":\"%s\","
	    "\"datePublished\":\"2026-%02zu-%02zuT%02zu:00:00+02:00\","
	    "\"author\":{\"@type\":\"Person\",\"name\":\"",
	    d->p->title, month, day, gen_below(&d->own, 24));
	gen_person(d->g, &d->own, d->b);
	gen_put(d->b, "\"}}</script>\n");
}

static void
head(struct drawing *d)
{
	const struct gen_page *p = d->p;

	gen_putf(d->b,
	    "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"%s\">"
	    "\n<title>%s</title>\n<meta name=\"viewport\" content=\"width="
	    "device-width, initial-scale=1\">\n<link rel=\"canonical\" "
	    "href=\"%s\">\n<link rel=\"alternate\" type=\"application/rss+xml\""
	    " href=\"/%s/feed.xml\">\n",
	    p->french ? "fr" : "en", p->latin1 ? "iso-8859-1" : "utf-8",
	    p->title, p->path, gen_network_name[p->network]);
	stylesheet(d);
	if (p->network == GEN_PRESS || p->network == GEN_BLOG)
		json_ld(d);
	gen_put(d->b, "<script>window.dataLayer=window.dataLayer||[];"
		      "var cfg={\"token\":\"");
	hex(d->b, &d->noise, 8);
	gen_put(d->b, "\",\"page\":\"<a href='/not-a-link'>\"};\n"
		      "document.write(\"<p>not text</p>\");</script>\n"
		      "<noscript><img src=\"/static/p.gif\" alt=\"\">"
		      "</noscript>\n</head>\n");
}

static void
navigation(struct drawing *d)
{
	static const char *const words[] = { "Accueil", "Actualités", "Région",
		"Culture", "Sport", "Archives", "Contact", "Annonces" };

	gen_put(d->b, "<body>\n<!-- navigation: <a href=\"/commented-out\"> "
		      "-->\n<header class=\"site-header\"><nav>\n<ul>\n");
	for (size_t i = 0; i < NAV_LINKS; i++)
		gen_putf(d->b,
		    "<li class=\"nav-item\"><a href=\"/%s/\">%s"
		    "</a></li>\n",
		    gen_network_name[i % GEN_NETWORKS],
		    words[i % NELEM(words)]);
	gen_put(d->b,
	    "</ul></nav>\n<a rel=\"nofollow\" "
	    "href=\"/private/compte.html\">Mon compte</a></header>\n");
}

/* Markup that says nothing, as sites have it round every paragraph. */
static void
filler(struct drawing *d)
{
	struct buf *b = d->b;

	gen_putf(b,
	    "<div class=\"share share-%zu\" data-id=\"%zu\" role=\"group\" "
	    "aria-label=\"Partager\"><button type=\"button\" "
	    "class=\"btn btn-share\" data-action=\"share#open\" data-key=\"",
	    d->p->index % 5, gen_below(&d->own, 9000));
	hex(b, &d->own, 1);
	gen_put(b, "\"><svg width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" "
		   "aria-hidden=\"true\"><path d=\"M12 2");
	for (int i = 0; i < PATH_POINTS; i++)
		gen_putf(b, "c%d.%d-%d.%zu", i, 9 - i, i * 3 % 8,
		    gen_below(&d->own, 4));
	gen_put(b, "z\"/></svg></button></div>\n");
}

/* What stands before a paragraph: an article's, a post's, a review's. */
static void
open_paragraph(struct drawing *d, size_t i)
{
	struct buf *b = d->b;

	switch (d->p->network) {
	case GEN_PRESS:
	case GEN_BLOG:
		if (i % 9 == 8)
			gen_putf(
			    b, "<h2 id=\"s%zu\">%s</h2>\n", i, d->p->title);
		gen_put(b, "<p>");
		return;
	case GEN_FORUM:
		gen_putf(b,
		    "<div id=\"p%zu\" class=\"post\"><p class=\"author\">"
		    "<strong>",
		    i);
		gen_person(d->g, &d->own, b);
		gen_put(b, "</strong> » il y a ");
		number(b, &d->noise, 48);
		gen_put(b, " h, vu ");
		number(b, &d->noise, 9000);
		gen_put(b, " fois</p>\n<div class=\"content\">");
		return;
	case GEN_REVIEWS:
		gen_putf(b,
		    "<article itemscope itemtype=\"https://schema.org/Review\">"
		    "<span itemprop=\"ratingValue\">%zu</span>/5 "
		    "<span itemprop=\"author\">",
		    gen_below(&d->own, 5) + 1);
		gen_person(d->g, &d->own, b);
		gen_put(b, "</span><p itemprop=\"reviewBody\">");
		return;
	case GEN_SOCIAL:
		gen_put(b, "<article class=\"status\"><a href=\"/social/\">");
		gen_person(d->g, &d->own, b);
		gen_putf(b, "</a> <time>il y a %zu h</time><p>",
		    gen_below(&d->noise, 48) + 1);
		return;
	case GEN_NETWORKS:
		break;
	}
}

static void
close_paragraph(struct drawing *d)
{
	static const char *const tags[GEN_NETWORKS + 1] = { "</p>\n", "</p>\n",
		"</div></div>\n", "</p></article>\n", "</p>", "" };

	gen_put(d->b, tags[d->p->network]);
	if (d->p->network == GEN_SOCIAL) {
		gen_put(d->b, "<footer>");
		number(d->b, &d->noise, 900);
		gen_put(d->b, " partages, ");
		number(d->b, &d->noise, 9000);
		gen_put(d->b, " j'aime</footer></article>\n");
	}
}

static void
new_comment(struct drawing *d, struct gen_text *t)
{
	open_paragraph(d, 9999);
	gen_paragraph(t, d->b);
	if (d->p->comment_name >= 0)
		gen_mention(
		    d->g, d->p->comment_name, GEN_PLAIN, d->p->french, d->b);
	close_paragraph(d);
}

static void
content(struct drawing *d, size_t target)
{
	size_t paragraphs = target * TEXT_PERCENT / 100 / PARAGRAPH + 1;
	size_t from = d->b->len, room = target > from ? target - from : 1;
	struct gen_text t;

	gen_text_init(&t, d->g, d->p, paragraphs);
	gen_putf(d->b, "<main>\n<h1>%s</h1>\n", d->p->title);
	for (size_t i = 0; i < paragraphs; i++) {
		open_paragraph(d, i);
		gen_paragraph(&t, d->b);
		close_paragraph(d);
		if (i % 5 == 4)
			link_to(d, some_page(d), "inline");
		while (d->b->len - from < room * (i + 1) / paragraphs)
			filler(d);
	}
	if (d->night == 2 && d->p->comment)
		new_comment(d, &t);
	gen_put(d->b, "</main>\n");
}

static void
foot(struct drawing *d)
{
	gen_put(d->b, "<aside class=\"related\"><h2>À lire aussi</h2>\n");
	link_to(d, d->p->index + 1, "next"); /* so that all can be reached */
	for (int i = 0; i < SIDE_LINKS; i++)
		link_to(d, some_page(d), "related");
	gen_put(d->b, "</aside>\n<footer class=\"site-footer\">\n");
	for (int i = 0; i < FOOT_LINKS; i++) {
		gen_putf(d->b, "<a href=\"%s\" rel=\"tag\">",
		    d->g->page[some_page(d)].path);
		gen_putf(d->b, "%s</a>\n",
		    d->g->fr.word[gen_below(&d->own, d->g->fr.n)]);
	}
	if (d->p->changes) {
		gen_put(d->b, "<p>");
		number(d->b, &d->noise, 300);
		gen_put(d->b, " visiteurs en ligne, page vue ");
		number(d->b, &d->noise, 100000);
		gen_put(d->b, " fois, calculée en ");
		number(d->b, &d->noise, 400);
		gen_put(d->b, " ms</p>\n");
	}
	gen_put(d->b, "</footer>\n<form><input type=\"hidden\" name=\"csrf\" "
		      "value=\"");
	hex(d->b, &d->noise, 4);
	gen_put(d->b, "\"></form>\n</body>\n</html>\n");
}

/* UTF-8 to ISO-8859-1; what is not in it becomes a numeric entity. */
static void
to_latin1(struct buf *b)
{
	struct buf out;
	size_t n;

	buf_init(&out, b->max);
	for (size_t i = 0; i < b->len; i += n) {
		uint32_t c = utf8_next(b->data + i, b->len - i, &n);

		if (c > 0xff)
			gen_putf(&out, "&#%u;", c);
		else if (buf_addc(&out, (char)c) != ERR_OK)
			abort();
	}
	buf_fini(b);
	*b = out;
}

void
gen_page(const struct gen *g, size_t i, int night, struct buf *b)
{
	const struct gen_page *p = &g->page[i];
	struct drawing d = { .g = g, .p = p, .b = b, .night = night };
	/* What stands behind the content, about. */
	size_t tail = (size_t)LINK_BYTES * (SIDE_LINKS + FOOT_LINKS);

	gen_seed(&d.frame, g->seed, 10 + (uint64_t)p->network);
	gen_seed(&d.own, g->seed, 1000 + i);
	gen_seed(&d.noise, g->seed ^ (p->changes ? (uint64_t)night << 32 : 0),
	    3000000 + i);
	head(&d);
	navigation(&d);
	content(&d, p->bytes > tail ? p->bytes - tail : 1);
	foot(&d);
	if (p->latin1)
		to_latin1(b);
}
