/* SPDX-License-Identifier: ISC */
/* gen: the corpus of the benchmarks, deterministic.
 *
 *   gen --out DIR [--pages 5000] [--seed 1] [--base http://127.0.0.1:8480]
 *
 * DIR/night1 and DIR/night2 are two states of one site, to be served as they
 * are: pages of five networks that link to each other (all can be reached from
 * /), feeds, sitemaps, robots.txt with one closed directory. In the second
 * night 60 in 100 pages are the same files (hard links: same time, same ETag),
 * 39 differ in tokens, counters and ages alone, and one has a new comment.
 * Beside them:
 *
 *   names.txt      the 100 watched names, "NAME<TAB>HANDLE" a line
 *   truth1.tsv, truth2.tsv   "PATH<TAB>NAME<TAB>FORM": where a name stands in
 *                  that night, and how it is written (gen_form_name); on no
 *                  other page does one stand. FORM "typo" need not be found.
 *   urls.txt       the paths of all pages
 *   copies.tsv     "PATH<TAB>PATH<TAB>exact|near": whose text is whose
 *   changed.tsv    pages with a new comment in the second night
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/base/log.h"
#include "store/base/mem.h"
#include "tests/bench/gen.h"

enum { PAGE_MAX = 4 << 20, FEED_ENTRIES = 20, INDEX_ENTRIES = 60 };

/* 2026-11-01T03:00:00Z, and a day later. */
static const time_t nights[] = { 0, 1793502000, 1793588400 };

/* Creates the directories of a file's path. */
static enum err
make_dirs(const char *path)
{
	char *s = mem_strdup(path);
	enum err e = ERR_OK;

	for (char *p = strchr(s + 1, '/'); p != NULL && e == ERR_OK;
	     p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(s, 0755) != 0 && errno != EEXIST)
			e = log_sys("gen: %s", s);
		*p = '/';
	}
	free(s);
	return e;
}

/* Writes DIR + path, with the time of the night. */
static enum err
write_file(const char *dir, const char *path, const struct buf *b, time_t at)
{
	const struct timespec times[2] = { { .tv_sec = at }, { .tv_sec = at } };
	char *full = mem_printf("%s%s", dir, path);
	enum err e = make_dirs(full);
	int fd = -1;

	if (e == ERR_OK) {
		unlink(full); /* it may be a link to the other night's */
		fd = open(full, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	}
	if (e == ERR_OK &&
	    (fd < 0 || write(fd, b->data, b->len) != (ssize_t)b->len ||
		futimens(fd, times) != 0))
		e = log_sys("gen: %s", full);
	if (fd >= 0)
		close(fd);
	free(full);
	return e;
}

static enum err
same_file(const char *dir1, const char *dir2, const char *path)
{
	char *from = mem_printf("%s%s", dir1, path);
	char *to = mem_printf("%s%s", dir2, path);
	enum err e = make_dirs(to);

	if (e == ERR_OK) {
		unlink(to);
		if (link(from, to) != 0)
			e = log_sys("gen: %s", to);
	}
	free(from);
	free(to);
	return e;
}

static enum err
write_pages(const struct gen *g, const char *dir, const char *first, int night)
{
	enum err e = ERR_OK;
	struct buf b;

	buf_init(&b, PAGE_MAX);
	for (size_t i = 0; i < g->pages && e == ERR_OK; i++) {
		const struct gen_page *p = &g->page[i];

		if (night == 2 && !p->changes) {
			e = same_file(first, dir, p->path);
			continue;
		}
		buf_reset(&b);
		gen_page(g, i, night, &b);
		e = write_file(
		    dir, p->path, &b, nights[night] + (time_t)(i % 3600));
	}
	buf_fini(&b);
	return e;
}

/* The first pages of a network; of all where which is -1. */
static void
put_index(const struct gen *g, int which, struct buf *b)
{
	int n = 0;

	gen_put(b, "<!DOCTYPE html>\n<html lang=\"fr\"><head>"
		   "<meta charset=\"utf-8\"><title>Sommaire</title></head>\n"
		   "<body><h1>Sommaire</h1>\n<ul>\n");
	for (int i = 0; i < GEN_NETWORKS; i++)
		gen_putf(b, "<li><a href=\"/%s/\">%s</a></li>\n",
		    gen_network_name[i], gen_network_name[i]);
	for (size_t i = 0; i < g->pages && n < INDEX_ENTRIES; i++) {
		const struct gen_page *p = &g->page[i];

		if (which >= 0 && (int)p->network != which)
			continue;
		n++;
		gen_putf(
		    b, "<li><a href=\"%s\">%s</a></li>\n", p->path, p->title);
	}
	gen_put(b, "</ul></body></html>\n");
}

static void
put_feed(const struct gen *g, int which, struct buf *b)
{
	int n = 0;

	gen_putf(b,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<rss version=\"2.0\"><channel><title>%s</title>"
	    "<link>/%s/</link><description>%s</description>\n",
	    gen_network_name[which], gen_network_name[which],
	    gen_network_name[which]);
	for (size_t i = 0; i < g->pages && n < FEED_ENTRIES; i++) {
		const struct gen_page *p = &g->page[i];

		if ((int)p->network != which)
			continue;
		n++;
		gen_putf(b,
		    "<item><title>%s</title><link>%s</link><guid "
		    "isPermaLink=\"false\">%zu</guid><pubDate>Sun, 01 Nov 2026 "
		    "%02d:00:00 +0100</pubDate></item>\n",
		    p->title, p->path, i, n);
	}
	gen_put(b, "</channel></rss>\n");
}

static void
put_sitemap(const struct gen *g, int which, int night, struct buf *b)
{
	gen_put(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns="
		   "\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	for (size_t i = 0; i < g->pages; i++) {
		const struct gen_page *p = &g->page[i];

		if ((int)p->network == which)
			gen_putf(b,
			    "<url><loc>%s%s</loc><lastmod>2026-11-"
			    "%02d</lastmod></url>\n",
			    g->base, p->path, p->changes ? night : 1);
	}
	gen_put(b, "</urlset>\n");
}

static enum err
write_and_reset(const char *dir, const char *path, struct buf *b, int night)
{
	enum err e = write_file(dir, path, b, nights[night]);

	buf_reset(b);
	return e;
}

/* Everything that is not a page of the plan. */
static enum err
write_rest(const struct gen *g, const char *dir, int night)
{
	struct buf b;
	enum err e;

	buf_init(&b, 64 << 20);
	put_index(g, -1, &b);
	e = write_and_reset(dir, "/index.html", &b, 1);
	gen_put(&b, "User-agent: *\nDisallow: /private/\n");
	for (int i = 0; i < GEN_NETWORKS; i++)
		gen_putf(&b, "Sitemap: %s/%s/sitemap.xml\n", g->base,
		    gen_network_name[i]);
	if (e == ERR_OK)
		e = write_and_reset(dir, "/robots.txt", &b, 1);
	gen_put(&b, "<!DOCTYPE html><title>Mon compte</title><p>Nobody was "
		    "to come here.</p>\n");
	if (e == ERR_OK)
		e = write_and_reset(dir, "/private/compte.html", &b, 1);
	for (int i = 0; i < GEN_NETWORKS && e == ERR_OK; i++) {
		char path[64];

		put_index(g, i, &b);
		snprintf(
		    path, sizeof(path), "/%s/index.html", gen_network_name[i]);
		e = write_and_reset(dir, path, &b, 1);
		put_feed(g, i, &b);
		snprintf(
		    path, sizeof(path), "/%s/feed.xml", gen_network_name[i]);
		if (e == ERR_OK)
			e = write_and_reset(dir, path, &b, 1);
		put_sitemap(g, i, night, &b);
		snprintf(
		    path, sizeof(path), "/%s/sitemap.xml", gen_network_name[i]);
		if (e == ERR_OK)
			e = write_and_reset(dir, path, &b, night);
	}
	buf_fini(&b);
	return e;
}

static void
put_full_name(const struct gen *g, int name, struct buf *b)
{
	char last[64];

	gen_name_last(g, name, last);
	gen_putf(b, "%s %s", gen_name_first(g, name), last);
}

static enum err
write_names(const struct gen *g, const char *dir)
{
	struct buf b;
	enum err e;

	buf_init(&b, 1 << 20);
	for (int i = 0; i < GEN_NAMES; i++) {
		put_full_name(g, i, &b);
		gen_put(&b, "\t");
		gen_handle(g, i, &b);
		gen_put(&b, "\n");
	}
	e = write_file(dir, "/names.txt", &b, nights[1]);
	buf_fini(&b);
	return e;
}

static void
put_truth(const struct gen *g, int night, struct buf *b)
{
	for (size_t i = 0; i < g->pages; i++) {
		const struct gen_page *p = &g->page[i];
		bool added = night == 2 && p->comment_name >= 0;
		int name = added ? p->comment_name : p->name;

		if (name < 0)
			continue;
		gen_putf(b, "%s\t", p->path);
		put_full_name(g, name, b);
		gen_putf(
		    b, "\t%s\n", gen_form_name[added ? GEN_PLAIN : p->form]);
	}
}

static void
put_urls(const struct gen *g, struct buf *b)
{
	for (size_t i = 0; i < g->pages; i++)
		gen_putf(b, "%s\n", g->page[i].path);
}

static void
put_changed(const struct gen *g, struct buf *b)
{
	for (size_t i = 0; i < g->pages; i++) {
		if (g->page[i].comment)
			gen_putf(b, "%s\n", g->page[i].path);
	}
}

/* Every copy with the first page of the same text. */
static void
put_copies(const struct gen *g, struct buf *b)
{
	for (size_t i = 1; i < g->pages; i++) {
		size_t first = 0;

		while (g->page[first].text != g->page[i].text)
			first++;
		if (first < i)
			gen_putf(b, "%s\t%s\t%s\n", g->page[i].path,
			    g->page[first].path,
			    g->page[i].near ? "near" : "exact");
	}
}

static enum err
write_lists(const struct gen *g, const char *dir)
{
	struct buf b;
	enum err e;

	buf_init(&b, 64 << 20);
	e = write_names(g, dir);
	for (int night = 1; night <= 2 && e == ERR_OK; night++) {
		put_truth(g, night, &b);
		e = write_and_reset(
		    dir, night == 1 ? "/truth1.tsv" : "/truth2.tsv", &b, 1);
	}
	put_urls(g, &b);
	if (e == ERR_OK)
		e = write_and_reset(dir, "/urls.txt", &b, 1);
	put_changed(g, &b);
	if (e == ERR_OK)
		e = write_and_reset(dir, "/changed.tsv", &b, 1);
	put_copies(g, &b);
	if (e == ERR_OK)
		e = write_and_reset(dir, "/copies.tsv", &b, 1);
	buf_fini(&b);
	return e;
}

static enum err
generate(struct gen *g, const char *out)
{
	char *dir[3] = { NULL, mem_printf("%s/night1", out),
		mem_printf("%s/night2", out) };
	enum err e;

	gen_plan(g);
	e = write_lists(g, out);
	for (int night = 1; night <= 2 && e == ERR_OK; night++) {
		e = write_pages(g, dir[night], dir[1], night);
		if (e == ERR_OK)
			e = write_rest(g, dir[night], night);
	}
	gen_plan_fini(g);
	free(dir[1]);
	free(dir[2]);
	return e;
}

int
main(int argc, char **argv)
{
	struct gen g = {
		.seed = 1, .pages = 5000, .base = "http://127.0.0.1:8480"
	};
	const char *out = NULL;

	for (int i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--out") == 0)
			out = argv[i + 1];
		else if (strcmp(argv[i], "--pages") == 0)
			g.pages = strtoul(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--seed") == 0)
			g.seed = strtoul(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--base") == 0)
			g.base = argv[i + 1];
	}
	if (out == NULL || g.pages == 0 || g.pages > 1000000) {
		fputs("usage: gen --out DIR [--pages N] [--seed N] [--base "
		      "URL]\n",
		    stderr);
		return err_status(ERR_USAGE);
	}
	return err_status(generate(&g, out));
}
