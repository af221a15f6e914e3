/* SPDX-License-Identifier: ISC */
/* The documents of one cluster: which of them the others repeat. */
#define _GNU_SOURCE /* strcasestr */
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/store.h"

enum { COPIES_MAX = 10000 }; /* mentions of a cluster that are looked at */

/* Says of itself that it is somebody else's. */
static const char *const repost_marks[] = { "RT @", "via @", "reblogged",
	"a reblogué", "a partagé", "cross-posted", "crossposted",
	"originally posted", "originally published", "publié à l'origine",
	"publié initialement", "voir l'original", "view original", NULL };

static const struct {
	const char *mark, *agency;
} wires[] = {
	{ "(AFP)", "AFP" },
	{ "avec AFP", "AFP" },
	{ "with AFP", "AFP" },
	{ "(Reuters)", "Reuters" },
	{ "avec Reuters", "Reuters" },
	{ "(AP)", "AP" },
	{ "Associated Press", "AP" },
};

struct cluster {
	uint64_t n, reposts;
	char *id; /* owned: of the origin so far; NULL: none yet */
	int64_t date;
	bool declared, repost;
	const char *wire; /* the agency that somebody credits, or NULL */
};

static bool
text_has(const char *text, const char *mark)
{
	return text != NULL && strcasestr(text, mark) != NULL;
}

/* In the title or beside the name. */
static bool
mention_has(const json_t *m, const char *mark)
{
	const json_t *snippets = json_object_get(m, "snippets");

	if (text_has(json_get_text(m, "title"), mark))
		return true;
	for (size_t i = 0; i < json_array_size(snippets); i++)
		if (text_has(
			json_string_value(json_array_get(snippets, i)), mark))
			return true;
	return false;
}

static bool
is_repost(const json_t *m)
{
	for (size_t i = 0; repost_marks[i] != NULL; i++)
		if (mention_has(m, repost_marks[i]))
			return true;
	return false;
}

/* A declared date counts where it is no later than what we saw ourselves. */
static bool
date_of(const json_t *m, int64_t *date, bool *declared)
{
	const char *published = json_get_text(m, "published");
	const char *seen = json_get_text(m, "first_seen");
	int64_t stated;

	*declared = false;
	if (seen == NULL || clock_parse(seen, date) != ERR_OK)
		return false;
	if (published != NULL && clock_parse(published, &stated) == ERR_OK &&
	    stated <= *date) {
		*date = stated;
		*declared = true;
	}
	return true;
}

static bool
look_at(const char *json, size_t n, void *arg)
{
	struct cluster *c = arg;
	json_t *m = NULL;
	int64_t date;
	bool declared, repost;

	if (json_parse(json, n, &m) != ERR_OK)
		return true;
	c->n++;
	repost = is_repost(m);
	c->reposts += repost;
	for (size_t i = 0; i < NELEM(wires) && c->wire == NULL; i++)
		if (mention_has(m, wires[i].mark))
			c->wire = wires[i].agency;
	if (date_of(m, &date, &declared) &&
	    (c->id == NULL || (c->repost && !repost) ||
		(c->repost == repost && date < c->date))) {
		free(c->id);
		c->id = mem_strdup(json_get_text(m, "id"));
		c->date = date;
		c->declared = declared;
		c->repost = repost;
	}
	json_decref(m);
	return c->n < COPIES_MAX;
}

static void
add_quoted(const char id[17], void *arg)
{
	jout_text(arg, id);
}

static void
put_cluster(const struct cluster *c, struct jout *j)
{
	jout_kint(j, "copies", c->n > 0 ? (int64_t)c->n - 1 : 0);
	jout_kint(j, "reposts", (int64_t)c->reposts);
	jout_ktext(j, "origin", c->id);
	if (c->id != NULL) {
		jout_ktime(j, "origin_date", c->date);
		jout_ktext(
		    j, "origin_from", c->declared ? "published" : "first_seen");
	}
	jout_ktext(j, "wire", c->wire);
}

enum err
crawl_add_copies(struct txn *t, struct buf *mention)
{
	struct cluster c = { 0 };
	json_t *m = NULL;
	const char *id;
	struct jout j;
	enum err e = json_parse(mention->data, mention->len, &m);

	if (e != ERR_OK)
		return e;
	id = json_get_text(m, "id");
	e = id == NULL ? ERR_PARSE : index_copies(t, id, look_at, &c);
	if (e == ERR_OK) {
		mention->len--; /* its last brace */
		jout_begin(&j, mention);
		j.comma = true;
		put_cluster(&c, &j);
		jout_key(&j, "quotes");
		jout_arr(&j);
		e = index_quotes(t, id, add_quoted, &j);
		jout_arr_end(&j);
		jout_obj_end(&j);
	}
	if (e == ERR_OK)
		e = j.err;
	json_decref(m);
	free(c.id);
	return e;
}
