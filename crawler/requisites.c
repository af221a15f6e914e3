/* SPDX-License-Identifier: ISC */
/* Which pictures and style sheets nothing but these pages is shown with. A
 * page's record names the addresses of its requisites, and a requisite's that
 * of where it has moved to; nothing else ties them. */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/store.h"

enum { URLS_MAX = 4096, SNAPSHOTS_MAX = 65536 };

struct one {
	char *url;     /* owned */
	bool shared;   /* another record leads here as well */
	size_t leader; /* the requisite that moved here; or NONE */
};
#define NONE SIZE_MAX

struct searching {
	const uint64_t *pages; /* borrowed: snapshots, as the next two */
	size_t n_pages;
	struct one *v; /* owned */
	size_t n;
	/* of the address in hand */
	uint64_t *out; /* owned */
	size_t n_out;
	size_t at;
	bool collecting;
};

static size_t
find_url(const struct searching *s, const char *url)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].url, url) == 0)
			return i;
	return NONE;
}

static void
add_url(struct searching *s, const char *url, size_t leader)
{
	if (url == NULL || s->n == URLS_MAX || find_url(s, url) != NONE)
		return;
	s->v = mem_grow(s->v, s->n + 1, sizeof(s->v[0]));
	s->v[s->n++] = (struct one){ .url = mem_strdup(url), .leader = leader };
}

static bool
is_page(const struct searching *s, uint64_t number)
{
	for (size_t i = 0; i < s->n_pages; i++)
		if (s->pages[i] == number)
			return true;
	return false;
}

/* ---- what the pages are shown with ---- */

static enum err
add_page(struct txn *t, struct searching *s, uint64_t number)
{
	struct snapshot snap;
	const json_t *item;
	json_t *doc = NULL;
	size_t i;
	enum err e = snapshot_get(t, number, &snap);

	if (e != ERR_OK) /* gone already: it names nothing */
		return e == ERR_NOTFOUND || e == ERR_DENIED ? ERR_OK : e;
	if (!snap.is_check)
		e = json_parse(snap.record, snap.record_len, &doc);
	json_array_foreach(json_object_get(doc, "requisites"), i, item)
	{
		add_url(s, json_string_value(item), NONE);
	}
	json_decref(doc);
	snapshot_fini(&snap);
	return e;
}

/* A look at the address in hand: where it has moved to, or its number. */
static bool
on_look(const struct snapshot *snap, void *arg)
{
	struct searching *s = arg;
	json_t *doc = NULL;

	if (snap->is_check ||
	    json_parse(snap->record, snap->record_len, &doc) != ERR_OK)
		return true;
	if (json_get_bool(doc, "requisite", false)) {
		if (!s->collecting) {
			add_url(s, json_get_text(doc, "redirect"), s->at);
		} else if (s->n_out < SNAPSHOTS_MAX) {
			s->out =
			    mem_grow(s->out, s->n_out + 1, sizeof(s->out[0]));
			s->out[s->n_out++] = snap->number;
		}
	}
	json_decref(doc);
	return true;
}

static enum err
each_look(struct txn *t, struct searching *s)
{
	enum err e = snapshot_each(t, s->v[s->at].url, on_look, s);

	return e == ERR_NOTFOUND ? ERR_OK : e; /* it was never asked for */
}

/* The list grows under the walk, by where its members have moved to. */
static enum err
follow_moves(struct txn *t, struct searching *s)
{
	enum err e = ERR_OK;

	for (s->at = 0; s->at < s->n && e == ERR_OK; s->at++)
		e = each_look(t, s);
	return e;
}

/* ---- who else is ---- */

static void
share(struct searching *s, const char *url)
{
	size_t i = url != NULL ? find_url(s, url) : NONE;

	if (i != NONE)
		s->v[i].shared = true;
}

static enum err
look_at(struct searching *s, const char *text, size_t n)
{
	const json_t *item;
	const char *url;
	json_t *doc = NULL;
	size_t i;
	enum err e = json_parse(text, n, &doc);

	if (e != ERR_OK)
		return e;
	if (!is_page(s, (uint64_t)json_get_int(doc, "snapshot", 0)))
		json_array_foreach(json_object_get(doc, "requisites"), i, item)
		{
			share(s, json_string_value(item));
		}
	/* One that only others are shown with has moved here too. */
	url = json_get_text(doc, "requested_url");
	if (json_get_bool(doc, "requisite", false) && url != NULL &&
	    find_url(s, url) == NONE)
		share(s, json_get_text(doc, "redirect"));
	json_decref(doc);
	return ERR_OK;
}

static enum err
look_at_log(struct txn *t, struct searching *s)
{
	uint64_t size = log_size(t);
	enum err e = ERR_OK;

	for (uint64_t seq = 0; seq < size && e == ERR_OK; seq++) {
		char *text = NULL;
		size_t n;

		e = log_get(t, seq, &text, &n);
		if (e == ERR_DENIED) {
			e = ERR_OK;
			continue;
		}
		if (e == ERR_OK && strstr(text, "\"requisite") != NULL)
			e = look_at(s, text, n);
		free(text);
	}
	/* Where a shared one has moved to is shared; leaders stand first. */
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].leader != NONE && s->v[s->v[i].leader].shared)
			s->v[i].shared = true;
	return e;
}

enum err
crawl_requisites(struct txn *t, const uint64_t *pages, size_t n, uint64_t **out,
    size_t *n_out)
{
	struct searching s = { .pages = pages, .n_pages = n };
	enum err e = ERR_OK;

	for (size_t i = 0; i < n && e == ERR_OK; i++)
		e = add_page(t, &s, pages[i]);
	if (e == ERR_OK)
		e = follow_moves(t, &s);
	if (e == ERR_OK && s.n > 0)
		e = look_at_log(t, &s);
	s.collecting = true;
	for (s.at = 0; s.at < s.n && e == ERR_OK; s.at++)
		if (!s.v[s.at].shared)
			e = each_look(t, &s);
	for (size_t i = 0; i < s.n; i++)
		free(s.v[i].url);
	free(s.v);
	*out = s.out;
	*n_out = s.n_out;
	return e;
}
