/* SPDX-License-Identifier: ISC */
/* Other cases, kept out of this one. */
#include "tools/bundle/foreign.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/log.h"

struct foreign {
	const struct bundle_case *c; /* borrowed */
	struct other {
		char *name;    /* owned */
		json_t *watch; /* owned, or NULL */
	} * v;                 /* owned */
	size_t n;
};

/* ---- names ---- */

static bool
take_name(const char *name, const char *json, void *arg)
{
	struct foreign *f = arg;
	struct other *o;

	for (size_t i = 0; i < f->c->n_exhibits; i++)
		if (strcmp(f->c->exhibits[i].name, name) == 0)
			return true;
	f->v = mem_grow(f->v, f->n + 1, sizeof(f->v[0]));
	o = &f->v[f->n++];
	o->name = mem_strdup(name);
	if (json_parse(json, strlen(json), &o->watch) != ERR_OK)
		o->watch = NULL;
	return true;
}

struct foreign *
foreign_new(struct txn *t, const struct bundle_case *c)
{
	struct foreign *f = mem_zalloc(sizeof(*f));

	f->c = c;
	/* An error of t is met again by whoever reads on. */
	(void)!register_watch_each(t, take_name, f);
	return f;
}

void
foreign_free(struct foreign *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->n; i++) {
		free(f->v[i].name);
		json_decref(f->v[i].watch);
	}
	free(f->v);
	free(f);
}

/* The other name that an address or a text speaks of, or NULL. */
static const char *
other_name_in(const struct foreign *f, const char *text)
{
	for (size_t i = 0; text != NULL && i < f->n; i++)
		if (crawl_speaks_of(text, f->v[i].name, f->v[i].watch))
			return f->v[i].name;
	return NULL;
}

bool
foreign_place(const struct foreign *f, const char *url)
{
	const char *host = strstr(url, "://");
	const char *path = strchr(host != NULL ? host + 3 : url, '/');
	const char *name = other_name_in(f, path);

	if (name != NULL)
		log_warn("%s: it speaks of %s, who is no part of this case: "
			 "left out",
		    url, name);
	return name != NULL;
}

/* ---- paths ---- */

static bool
is_of_case(const struct bundle_case *c, const char *url)
{
	for (size_t i = 0; i < c->n_snapshots; i++)
		if (strcmp(c->snapshots[i].url, url) == 0)
			return true;
	return false;
}

static bool
take_canonical(const struct snapshot *s, void *arg)
{
	char **url = arg;
	json_t *doc = NULL;

	if (json_parse(s->record, s->record_len, &doc) == ERR_OK)
		*url = mem_strdup(json_get_text(doc, "url"));
	json_decref(doc);
	return *url == NULL;
}

/* A page that shows a mention, none of which is of this case. */
static bool
is_of_another(struct reading *r, const char *via)
{
	char *canonical = NULL;
	bool is;

	if (via == NULL || is_of_case(r->c, via))
		return false;
	is = snapshot_each(r->t, via, take_canonical, &canonical) == ERR_OK &&
	     canonical != NULL && index_has_mention(r->t, canonical);
	free(canonical);
	return is;
}

static enum err
read_apart(
    struct reading *r, const struct foreign *f, struct bundle_snapshot *s)
{
	char *text;
	json_t *doc = NULL;
	const char *via;
	enum err e = crawl_path(r->t, s->doc, &text);

	if (e == ERR_NOTFOUND || e == ERR_DENIED)
		return ERR_OK;
	if (e != ERR_OK)
		return e;
	if (json_parse(text, strlen(text), &doc) != ERR_OK)
		doc = NULL;
	via = json_get_text(doc, "via");
	s->withheld = other_name_in(f, via) != NULL ||
		      other_name_in(f, json_get_text(doc, "seed")) != NULL ||
		      is_of_another(r, via);
	if (!s->withheld) {
		s->path = arena_strdup(&r->c->arena, text);
		s->via = arena_strdup(&r->c->arena, via);
		s->seed =
		    arena_strdup(&r->c->arena, json_get_text(doc, "seed"));
	}
	json_decref(doc);
	free(text);
	return ERR_OK;
}

/* Of a record that was made when the name was not watched yet. */
static void
warn_plain(const struct foreign *f, const struct bundle_snapshot *s)
{
	const char *name = other_name_in(f, s->via);

	if (name == NULL)
		name = other_name_in(f, s->seed);
	if (name != NULL)
		log_warn("s%llu: the path in its record speaks of %s, who is "
			 "no part of this case (look at the bundle before it "
			 "is handed on)",
		    (unsigned long long)s->number, name);
}

enum err
foreign_paths(struct reading *r)
{
	const struct foreign *f = r->foreign;
	enum err e = ERR_OK;

	for (size_t i = 0; i < r->c->n_snapshots && e == ERR_OK; i++) {
		struct bundle_snapshot *s = &r->c->snapshots[i];

		s->via = json_get_text(s->doc, "via");
		s->seed = json_get_text(s->doc, "seed");
		warn_plain(f, s);
		e = read_apart(r, f, s);
	}
	return e;
}

/* ---- bodies ---- */

static struct crawl_named *
others(const struct foreign *f)
{
	const json_t **watches = mem_array(f->n + 1, sizeof(json_t *));
	struct crawl_named *nd;

	for (size_t i = 0; i < f->n; i++)
		watches[i] = f->v[i].watch;
	nd = crawl_named_new(watches, f->n);
	free(watches);
	return nd;
}

static bool
is_quoted(const struct bundle_case *c, const struct bundle_snapshot *s)
{
	for (size_t i = 0; i < c->n_exhibits; i++)
		if (c->exhibits[i].shown != BUNDLE_NONE &&
		    &c->snapshots[c->exhibits[i].shown] == s)
			return true;
	return false;
}

static enum err
body_names(const struct bundle_case *c, const struct crawl_named *nd,
    const struct bundle_snapshot *s, bool *names)
{
	const char *head = json_get_text(s->doc, "response_head");
	char *body;
	size_t n;
	enum err e = bundle_body(c, s, &body, &n);

	*names = false;
	if (e != ERR_OK)
		return e == ERR_NOTFOUND || e == ERR_DENIED ? ERR_OK : e;
	*names = crawl_named_in(nd, s->url, head != NULL ? head : "", body, n);
	free(body);
	return ERR_OK;
}

static enum err
judge_body(const struct bundle_case *c, const struct crawl_named *nd,
    struct bundle_snapshot *s)
{
	bool names;
	enum err e = body_names(c, nd, s, &names);

	if (e != ERR_OK || !names)
		return e;
	if (is_quoted(c, s)) {
		log_warn(
		    "s%llu: %s: it speaks of another watched name too, and "
		    "an exhibit is quoted from it (look at the bundle "
		    "before it is handed on)",
		    (unsigned long long)s->number, s->url);
		return ERR_OK;
	}
	s->kept = false;
	s->body_withheld = true;
	return ERR_OK;
}

/* ---- views ---- */

/* RFC 2045 6.7, undone in place over a whole MHTML: in its parts that are
 * Base64 "=" stands at the end alone, where it does no harm. */
static size_t
undo_quoted_printable(char *text, size_t n)
{
	size_t to = 0;

	for (size_t i = 0; i < n; i++) {
		uint8_t byte;
		char hex[3] = "";

		if (text[i] != '=' || i + 2 >= n) {
			text[to++] = text[i];
			continue;
		}
		memcpy(hex, text + i + 1, 2);
		if (hex[0] == '\r' || hex[0] == '\n') {
			i += hex[0] == '\r' && hex[1] == '\n' ? 2 : 1;
		} else if (digest_unhex(hex, &byte, 1)) {
			text[to++] = (char)byte;
			i += 2;
		} else {
			text[to++] = '=';
		}
	}
	return to;
}

static enum err
piece_names(const struct bundle_case *c, const struct crawl_named *nd,
    const struct bundle_snapshot *view, const char *piece, bool *names)
{
	static const char head[] = "Content-Type: text/html; charset=utf-8\r\n";
	char *text;
	size_t n;
	enum err e = bundle_view_piece(c, view, piece, &text, &n);

	if (e != ERR_OK)
		return e == ERR_NOTFOUND || e == ERR_DENIED ? ERR_OK : e;
	if (strcmp(piece, "mhtml") == 0)
		n = undo_quoted_printable(text, n);
	*names = *names || crawl_named_in(nd, view->url, head, text, n);
	free(text);
	return ERR_OK;
}

/* What it shows is an exhibit's page that names the other itself: of that it
 * was told, and the view tells no more. */
static enum err
is_told(const struct bundle_case *c, const struct crawl_named *nd,
    const struct bundle_snapshot *view, bool *told)
{
	*told = false;
	for (size_t i = 0; i < c->n_snapshots; i++)
		if (c->snapshots[i].number == view->view_of &&
		    is_quoted(c, &c->snapshots[i]))
			return body_names(c, nd, &c->snapshots[i], told);
	return ERR_OK;
}

/* A page as scripts made it may name whom its bytes do not. */
static enum err
judge_view(const struct bundle_case *c, const struct crawl_named *nd,
    struct bundle_snapshot *s)
{
	static const char *const pieces[] = { "dom", "mhtml", "requests" };
	bool names = false, told = false;
	enum err e = ERR_OK;

	for (size_t i = 0; i < NELEM(pieces) && e == ERR_OK && !names; i++)
		e = piece_names(c, nd, s, pieces[i], &names);
	if (e == ERR_OK && names)
		e = is_told(c, nd, s, &told);
	s->body_withheld = e == ERR_OK && names && !told;
	return e;
}

enum err
foreign_bodies(struct reading *r)
{
	struct bundle_case *c = r->c;
	struct crawl_named *nd;
	enum err e = ERR_OK;

	if (r->foreign->n == 0)
		return ERR_OK;
	nd = others(r->foreign);
	for (size_t i = 0; i < c->n_snapshots && e == ERR_OK; i++) {
		if (c->snapshots[i].view_of != 0)
			e = judge_view(c, nd, &c->snapshots[i]);
		else if (c->snapshots[i].kept)
			e = judge_body(c, nd, &c->snapshots[i]);
	}
	crawl_named_free(nd);
	return e;
}
