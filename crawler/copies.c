/* SPDX-License-Identifier: ISC */
/* The documents of one cluster: which of them the others repeat. */
#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/credit.h"
#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/store.h"

enum { COPIES_MAX = 10000 }; /* mentions of a cluster that are looked at */

struct cluster {
	struct txn *t; /* borrowed */
	uint64_t n, reposts;
	char *id; /* owned: of the origin so far; NULL: none yet */
	int64_t date;
	bool declared, repost;
	const char *wire; /* the agency that somebody credits, or NULL */
};

/* What the document says of its origin: kept when its whole text was read, and
 * its title. */
static unsigned
credits_of(struct txn *t, const json_t *m)
{
	const char *id = json_get_text(m, "id");
	const char *title = json_get_text(m, "title");
	unsigned credits = 0;
	char *text = NULL;
	json_t *private = NULL;

	if (id != NULL && index_mention_private(t, id, &text) == ERR_OK &&
	    json_parse(text, strlen(text), &private) == ERR_OK)
		credits = (unsigned)json_get_int(private, "credits", 0);
	json_decref(private);
	free(text);
	if (credits == 0 && title != NULL)
		credits = credit_read(title, strlen(title));
	return credits;
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
	unsigned credits;

	if (json_parse(json, n, &m) != ERR_OK)
		return true;
	c->n++;
	credits = credits_of(c->t, m);
	repost = credit_is_repost(credits);
	c->reposts += repost;
	if (c->wire == NULL)
		c->wire = credit_agency(credits);
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
	struct cluster c = { .t = t };
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
