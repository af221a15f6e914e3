/* SPDX-License-Identifier: ISC */
/* From an exchange and its harvest to the index. */
#include "crawler/pipeline/concluded.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "crawler/normalise/url.h"
#include "store/base/mem.h"

static void
begin(struct conclusion *c, const struct job *j)
{
	memset(c, 0, sizeof(*c));
	if (url_canonical(j->x->url, &c->canonical) != ERR_OK)
		c->canonical = mem_strdup(j->x->url);
	/* No old file says what is online now: its pages are places of their
	 * own, and what they show or lack touches no other. */
	c->source = j->imported == NULL ? mem_strdup(c->canonical)
					: mem_printf("warc:%.16s %s",
					      j->import_sha, c->canonical);
}

void
conclusion_fini(struct conclusion *c)
{
	free(c->canonical);
	free(c->source);
	c->canonical = c->source = NULL;
}

/* ---- sightings ---- */

static void
sighting_of(const struct pipeline *pl, const struct job *j,
    const struct mention *m, const struct conclusion *c, struct sighting *s)
{
	memset(s, 0, sizeof(*s));
	s->name = pl->watches[m->name]->name;
	s->match = m->match;
	s->matched = m->matched;
	s->network = m->network;
	s->kind = m->kind;
	s->native_id = m->native_id;
	s->native_space = m->native_space;
	s->url = m->url;
	s->source = c->source;
	s->imported = j->imported != NULL;
	s->author = m->author;
	s->author_url = m->author_url;
	s->handle = m->handle;
	s->title = m->title;
	s->published = m->published;
	s->published_from = m->published_from;
	s->lang = m->lang;
	s->snippet = m->snippet;
	s->snippets = m->snippets;
	s->n_snippets = m->n_snippets;
	s->reasons = m->reasons;
	s->signs = m->signs;
	s->impostor = m->impostor;
	s->text_hash = m->text_hash;
	s->context_hash = m->context_hash;
	s->simhash = m->simhash;
	s->minhash = m->minhash;
	s->passages = m->passages;
	s->n_passages = m->n_passages;
	s->words = m->words;
	s->credits = m->credits;
	s->score = m->score;
	s->body_start = m->body_start;
	s->body_end = m->body_end;
	s->snapshot = c->snapshot != 0 ? c->snapshot : j->prior.snapshot;
	s->sweep = pl->fetch.sweep;
	s->at = j->x->started_ns / 1000000;
}

/* Its registrable domain, else its host. */
static void
site_of(const char *url, char out[URL_HOST_ROOM])
{
	char host[URL_HOST_ROOM] = "";

	*out = '\0';
	if (url_host(url, host) && !url_site(host, out))
		memcpy(out, host, sizeof(host));
}

/* The caller frees. Of one parameter or none there is but one order. */
static char *
compare_key(const char *url)
{
	char *key;

	return strchr(url, '&') != NULL && url_compare_key(url, &key) == ERR_OK
		   ? key
		   : mem_strdup(url);
}

static void
sight(struct txn *t, const struct pipeline *pl, const struct job *j,
    const struct mention *m, struct conclusion *c)
{
	struct sighting s;
	enum change what;
	char site[URL_HOST_ROOM], id[17], *key = compare_key(m->url);

	sighting_of(pl, j, m, c, &s);
	s.key = key;
	site_of(m->url, site);
	s.site = site;
	index_sighting(t, &s, &what, id);
	c->new_mentions += what == CHANGE_NEW;
	c->changed_mentions += what == CHANGE_CHANGED;
	free(key);
}

/* A picture that stands for a document with a mention. */
static void
liken(struct txn *t, const struct job *j)
{
	const struct harvest *h = j->harvest;
	char site[URL_HOST_ROOM], *key;
	struct shown_picture l = { .native_id = h->shown_id,
		.native_space = h->shown_space,
		.site = site,
		.picture = j->x->url,
		.pdq = h->portrait.pdq.hash[0] };

	_Static_assert((int)INDEX_PDQ_BYTES == (int)PDQ_BYTES, "the same");
	if (!h->has_portrait || h->portrait.pdq.quality < PDQ_QUALITY ||
	    h->shown_url == NULL)
		return;
	site_of(h->shown_url, site);
	l.key = key = compare_key(h->shown_url);
	index_picture(t, &l);
	free(key);
}

/* The page was read: what it shows, and what it does not show any more. */
static void
read_page(struct txn *t, const struct pipeline *pl, const struct job *j,
    struct conclusion *c)
{
	const struct harvest *h = j->harvest;
	bool complete =
	    (!h->listing || h->complete) && !h->truncated && !h->login_wall;
	unsigned gone = 0, changed = 0;

	index_page_begin(t, c->source);
	for (size_t i = 0; i < h->n_mentions; i++)
		sight(t, pl, j, &h->mentions[i], c);
	liken(t, j);
	if (j->rematched)
		index_page_rematched(t, c->source);
	else
		index_page_end(t, c->source, complete, h->items,
		    h->truncated ? 0 : h->n_items, c->snapshot, pl->fetch.sweep,
		    j->x->started_ns / 1000000, &gone, &changed);
	c->n_gone += gone;
	c->n_changed += changed;
	c->looked = !h->truncated;
	c->mention = h->n_mentions > 0;
}

static void
absent(struct txn *t, const struct pipeline *pl, const struct job *j,
    enum doc_state state, struct conclusion *c)
{
	unsigned n = 0;

	index_absent(t, c->source, state, c->snapshot, pl->fetch.sweep,
	    j->x->started_ns / 1000000, &n);
	if (state == DOC_GONE)
		c->n_gone += n;
	else
		c->n_unreachable += n;
}

/* ---- words ---- */

static const char *
absence_words(const struct job *j, const struct conclusion *c)
{
	const struct harvest *h = j->harvest;

	switch (j->x->status) {
	case 404:
		return "404 not found";
	case 410:
		return "410 gone";
	case 401:
	case 403:
	case 451:
		return "access refused";
	default:
		break;
	}
	if (exchange_says_gone(j->x->url, j->x->status))
		return "no such group or article";
	if (j->x->status >= 400)
		return "refused by the server";
	if (h == NULL || h->listing || j->x->status >= 300)
		return NULL;
	if (h->login_wall)
		return "a login wall";
	if (c->n_gone > 0)
		return "the passage is gone";
	/* Of what was not read whole nothing is said. */
	if (h->n_mentions > 0 || h->problem != NULL || h->truncated ||
	    j->x->outcome != OUTCOME_OK)
		return NULL;
	return "no mention";
}

/* history's word: about the document's text where we know it. */
static const char *
change_of(const struct job *j, const struct conclusion *c)
{
	int status = j->x->status;

	if (c->is_check)
		return change_name(j->same ? CHANGE_SAME : CHANGE_CHANGED);
	if (exchange_says_gone(j->x->url, status) || c->n_gone > 0)
		return change_name(CHANGE_GONE);
	if (status == 0 || status >= 400 ||
	    (status < 300 && c->n_unreachable > 0))
		return change_name(CHANGE_UNREACHABLE);
	if (!j->known || j->prior.snapshot == 0)
		return change_name(CHANGE_NEW);
	if (c->same_as > 0 || j->leads_as_before)
		return change_name(CHANGE_SAME);
	if (c->mention && j->prior.mention && c->n_changed == 0 &&
	    c->new_mentions == 0)
		return change_name(CHANGE_SAME);
	return change_name(CHANGE_CHANGED);
}

/* What an imported page shows was never met online: until a sweep meets it, its
 * state is that nobody could look. */
static void
conclude_import(struct txn *t, const struct pipeline *pl, const struct job *j,
    struct conclusion *c)
{
	if (j->harvest == NULL || j->x->status < 200 || j->x->status >= 300)
		return;
	read_page(t, pl, j, c);
	index_absent(t, c->source, DOC_UNREACHABLE, c->snapshot,
	    pl->fetch.sweep, j->x->started_ns / 1000000, NULL);
}

/* An answer that shows what stands at the address: also a list of others in its
 * place (300 without a Location, RFC 9110 15.4.1). */
static bool
is_good(const struct job *j)
{
	int status = j->x->status;

	return exchange_is_good(j->x->url, status) ||
	       (status == 300 && j->harvest != NULL && !j->harvest->leads);
}

/* Cut off, its coding broken, or no text for us (a PDF), before any mention:
 * what stands in there nobody knows. */
static bool
is_cut(const struct job *j)
{
	const struct harvest *h = j->harvest;
	bool wordless =
	    h->problem != NULL && h->n_docs == 0 && j->x->status < 300;

	return (h->truncated || wordless) && !h->listing &&
	       h->n_mentions == 0 && !j->rematched;
}

/* Was it read, or is what was read still so; else why it could not be. */
static void
conclude_page(struct txn *t, const struct pipeline *pl, const struct job *j,
    struct conclusion *c)
{
	const struct harvest *h = j->harvest;
	int status = j->x->status;
	bool closed =
	    h != NULL && ((h->login_wall && h->n_mentions == 0) || is_cut(j));

	if (h != NULL && !closed && (is_good(j) || j->rematched))
		read_page(t, pl, j, c);
	else if (c->is_check && !closed)
		index_unchanged(
		    t, c->source, pl->fetch.sweep, j->x->started_ns / 1000000);
	else if (exchange_says_gone(j->x->url, status))
		absent(t, pl, j, DOC_GONE, c);
	else
		absent(t, pl, j, DOC_UNREACHABLE, c);
}

/* Did it look at all there is, and find nothing? */
static bool
is_plain_reading(const struct harvest *h)
{
	return h != NULL && h->n_mentions == 0 && !h->listing &&
	       !h->truncated && !h->login_wall && !h->noarchive &&
	       !h->tdm_reserved && !h->again && h->problem == NULL;
}

bool
conclude_is_silent(struct store *st, const struct job *j)
{
	const struct url_state *u = &j->prior;
	bool second = j->known && u->snapshot > 0 && u->status == 200 &&
		      !u->mention && !u->listing;
	struct conclusion c;
	struct txn *t;
	bool silent;

	if (j->kind != JOB_PAGE || !second || j->body != NULL ||
	    j->x->status != 200 || j->x->outcome != OUTCOME_OK ||
	    !is_plain_reading(j->harvest) || job_has_same_payload(j))
		return false;
	begin(&c, j);
	t = txn_begin(st, TXN_READ);
	silent = !index_has_mention(t, c.canonical) && txn_err(t) == ERR_OK;
	txn_abort(t);
	conclusion_fini(&c);
	return silent;
}

void
conclude(struct txn *t, const struct pipeline *pl, const struct job *j,
    uint64_t snapshot, struct conclusion *c)
{
	begin(c, j);
	c->is_check = snapshot == 0;
	c->snapshot = snapshot;
	if (j->imported != NULL) {
		conclude_import(t, pl, j, c);
		c->change = change_name(CHANGE_NEW);
		return;
	}
	if (j->kind == JOB_PAGE)
		conclude_page(t, pl, j, c);
	if (!c->is_check && !j->prior.drifted && job_has_same_payload(j))
		c->same_as = j->prior.snapshot;
	if (!c->is_check && j->kind == JOB_PAGE && j->x->status > 0)
		c->absent = absence_words(j, c);
	c->change = change_of(j, c);
}

void
conclude_refused(struct txn *t, const struct pipeline *pl, const struct job *j,
    struct conclusion *c)
{
	begin(c, j);
	absent(t, pl, j, DOC_UNREACHABLE, c);
}
