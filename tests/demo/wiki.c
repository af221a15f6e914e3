/* SPDX-License-Identifier: ISC */
/* Le Wiki du pays de Port-Guénan: a wiki in the manner of MediaWiki, its pages
 * as a browser has them. Its api.php is in wiki_api.c. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/demo/sites.h"

static const char name[] = "Wiki du pays de Port-Guénan";

static long
namespace_of(const char *title)
{
	static const struct {
		const char *prefix;
		long ns;
	} spaces[] = { { "Discussion:", 1 }, { "Utilisateur:", 2 },
		{ "Discussion utilisateur:", 3 }, { "Projet:", 4 } };

	for (size_t i = 0; i < NELEM(spaces); i++) {
		if (strncmp(
			title, spaces[i].prefix, strlen(spaces[i].prefix)) == 0)
			return spaces[i].ns;
	}
	return 0;
}

static bool
is_deleted(const struct visit *v, const struct item *rev)
{
	const char *night = item_get(rev, "deleted");

	return *night != '\0' && v->night >= *night - '0';
}

static int
by_title(const void *a, const void *b)
{
	const struct wiki_page *x = a, *y = b;

	if (x->ns != y->ns)
		return x->ns < y->ns ? -1 : 1;
	return strcmp(x->title, y->title);
}

size_t
wiki_pages(const struct visit *v, struct wiki_page out[WIKI_PAGES_MAX])
{
	size_t n = 0;
	long id = 0;

	for (const struct item *it =
		 items_next(v->items, NULL, "rev", v->night);
	     it != NULL; it = items_next(v->items, it, "rev", v->night)) {
		const char *title = item_get(it, "page");
		size_t i = 0;

		while (i < n && strcmp(out[i].title, title) != 0)
			i++;
		if (i == n && n == WIKI_PAGES_MAX)
			continue;
		if (i == n) {
			/* Deleted pages keep their number to themselves. */
			id++;
			if (is_deleted(v, it))
				continue;
			out[n].title = title;
			out[n].id = id;
			out[n].ns = namespace_of(title);
			n++;
		}
		out[i].last = it;
	}
	if (n > 0)
		qsort(out, n, sizeof(out[0]), by_title);
	return n;
}

char *
wiki_path(const char *title)
{
	struct buf b;
	enum err e;

	buf_init(&b, 8 * VISIT_PARAM);
	e = buf_adds(&b, "/wiki/");
	for (; *title != '\0' && e == ERR_OK; title++) {
		unsigned char c = (unsigned char)*title;

		if (c == ' ')
			e = buf_addc(&b, '_');
		else if (isalnum(c) || strchr("-_.~:/", c) != NULL)
			e = buf_addc(&b, *title);
		else
			e = buf_addf(&b, "%%%02X", c);
	}
	return buf_take(&b, NULL);
}

/* [[Title]] or [[Title|words]]; returns what is behind it. */
static const char *
put_link(struct visit *v, const char *s)
{
	const char *close = strstr(s, "]]");
	char target[VISIT_PARAM];
	char *bar, *path;
	size_t n;

	if (close == NULL || (size_t)(close - s) >= sizeof(target))
		return s;
	n = (size_t)(close - s);
	memcpy(target, s, n);
	target[n] = '\0';
	bar = strchr(target, '|');
	if (bar != NULL)
		*bar = '\0';
	path = wiki_path(target);
	visit_putf(v, "<a href=\"%s\">", path);
	visit_esc(v, bar == NULL ? target : bar + 1);
	visit_put(v, "</a>");
	free(path);
	return close + 2;
}

/* A run of quotes toggles bold (3) or italics (2); of four the first is one. */
static const char *
put_quotes(struct visit *v, const char *s, bool on[2])
{
	size_t n = strspn(s, "'");
	size_t mark = n >= 3 ? 3 : 2;
	bool *state = &on[mark - 2];

	for (size_t i = n < 2 ? 0 : mark; i < n; i++)
		visit_put(v, "'");
	if (n >= 2) {
		visit_putf(
		    v, "<%s%c>", *state ? "/" : "", mark == 3 ? 'b' : 'i');
		*state = !*state;
	}
	return s + n;
}

static void
put_line(struct visit *v, const char *s, size_t n)
{
	const char *end = s + n;
	bool on[2] = { false, false };
	char one[2] = "";

	while (s < end) {
		if (strncmp(s, "[[", 2) == 0) {
			s = put_link(v, s + 2);
		} else if (*s == '\'') {
			s = put_quotes(v, s, on);
		} else if (strncmp(s, "{{", 2) == 0 ||
			   strncmp(s, "}}", 2) == 0) {
			s += 2;
		} else {
			one[0] = *s++;
			visit_esc(v, one);
		}
	}
}

/* Lines: "== a heading ==", "* an entry", anything else a paragraph. */
static void
render(struct visit *v, const char *text)
{
	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		size_t mark = strspn(text, "=*");

		if (mark > 0 && *text == '=') {
			visit_put(v, "<h2>");
			put_line(v, text + mark + 1, n - 2 * mark - 2);
			visit_put(v, "</h2>\n");
		} else if (mark > 0) {
			visit_put(v, "<ul><li>");
			put_line(v, text + mark + 1, n - mark - 1);
			visit_put(v, "</li></ul>\n");
		} else if (n > 0) {
			visit_put(v, "<p>");
			put_line(v, text, n);
			visit_put(v, "</p>\n");
		}
		text += n + (text[n] == '\n');
	}
}

static void
put_page(struct visit *v, const struct item *rev, bool old)
{
	const char *title = item_get(rev, "page");
	char date[VISIT_DATE];

	v->modified = old ? 0 : item_ms(rev, "date");
	visit_page(v, "fr", title,
	    "<meta name=\"generator\" content=\"MediaWiki 1.39.8\">\n"
	    "<link rel=\"EditURI\" type=\"application/rsd+xml\""
	    " href=\"/w/api.php?action=rsd\">\n");
	visit_putf(v,
	    "<div id=\"mw-navigation\"><a href=\"/wiki/Accueil\">%s"
	    "</a></div>\n<h1 id=\"firstHeading\">",
	    name);
	visit_esc(v, title);
	visit_put(v, "</h1>\n<div id=\"mw-content-text\">\n");
	render(v, rev->body);
	visit_date_french(item_get(rev, "date"), date);
	visit_putf(v,
	    "</div>\n<ul id=\"footer-info\"><li>La dernière "
	    "modification de cette page a été faite le %s par ",
	    date);
	visit_esc(v, item_get(rev, "user"));
	visit_putf(v,
	    ".</li></ul>\n<p><a href=\"/w/index.php?oldid=%s\">Adresse "
	    "de cette version</a></p>\n",
	    item_get(rev, "id"));
	visit_page_end(v);
}

static void
show_title(struct visit *v, const char *asked)
{
	struct wiki_page pages[WIKI_PAGES_MAX];
	size_t n = wiki_pages(v, pages);
	char title[VISIT_PARAM];

	snprintf(title, sizeof(title), "%s", asked);
	for (char *p = strchr(title, '_'); p != NULL; p = strchr(p, '_'))
		*p = ' ';
	for (size_t i = 0; i < n; i++) {
		if (strcmp(pages[i].title, title) == 0) {
			put_page(v, pages[i].last, false);
			return;
		}
	}
	visit_fail(v, 404, "Il n'y a pas de page à ce nom.");
}

/* A version of a deleted page goes with it. */
static void
show_version(struct visit *v, const char *id)
{
	const struct item *rev =
	    items_find(v->items, "rev", v->night, "id", id);

	if (rev == NULL || is_deleted(v, rev))
		visit_fail(v, 404, "Cette version n'existe pas.");
	else
		put_page(v, rev, true);
}

void
wiki_visit(struct visit *v)
{
	const char *path = v->r->path;
	char param[VISIT_PARAM];

	if (strcmp(path, "/w/api.php") == 0) {
		wiki_api(v);
	} else if (strcmp(path, "/") == 0) {
		visit_header(v, "Location: %s/wiki/Accueil", v->base);
		v->status = 301;
	} else if (strcmp(path, "/w/index.php") == 0) {
		if (visit_param(v, "oldid", param))
			show_version(v, param);
		else if (visit_param(v, "title", param))
			show_title(v, param);
		else
			show_title(v, "Accueil");
	} else if (strncmp(path, "/wiki/", 6) == 0) {
		http_decode(path + 6, strlen(path + 6), param, sizeof(param));
		show_title(v, param);
	} else {
		visit_fail(v, 404, "Page introuvable");
	}
}
