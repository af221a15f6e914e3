/* SPDX-License-Identifier: ISC */
/* Decode, read, match: one answer. */
#include "crawler/analyse/analyse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/analyse_links.h"
#include "crawler/analyse/mention.h"
#include "crawler/analyse/showing.h"
#include "crawler/fetch/exchange.h"
#include "crawler/match/names.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/decode.h"
#include "store/base/jout.h"
#include "store/base/json.h"

enum {
	CONFIG_NAMES_MAX = 100000,
	WATCH_JSON_MAX = 4 * 1024 * 1024,
	HEADER_MAX = 1024, /* of a header value that we read */
	ACCOUNT_MAX = 200, /* a candidate this short is asked as an account */
	STRANGERS = 1024   /* accounts remembered to look like nobody's */
};

struct analyser_seed {
	struct seed_view view;
	const struct network *network;
	int only;         /* name index, or -1 */
	struct seen told; /* links to pages (struct analysis, once) */
};

struct analyser {
	struct arena arena;     /* the strings of the views */
	struct watch **watches; /* owned */
	size_t n_watches;
	bool portraits;               /* some of them have one */
	struct names *names;          /* owned */
	struct domain_index *domains; /* owned */
	struct analyser_seed *seeds;  /* owned */
	size_t n_seeds;
	struct page page;   /* reused */
	struct buf decoded; /* reused */
	/* The same people write on page after page of a site: each place has
	 * the last account of its hash that looks like no name. */
	struct stranger {
		char *s; /* owned */
		size_t n;
	} strangers[STRANGERS];
};

/* ---- configuration ---- */

static void
put_watch(struct wire_out *w, const struct watch *watch)
{
	struct buf b;
	struct jout j;

	buf_init(&b, WATCH_JSON_MAX);
	jout_begin(&j, &b);
	watch_to_json(watch, &j);
	if (j.err != ERR_OK && w->err == ERR_OK)
		w->err = j.err;
	wire_text(w, b.data);
	buf_fini(&b);
}

enum err
analyse_config(const struct watch *const *watches, size_t n_watches,
    const struct seed *const *seeds, size_t n_seeds, struct buf *out)
{
	struct wire_out w;

	wire_begin(&w, out);
	wire_u64(&w, n_watches);
	for (size_t i = 0; i < n_watches; i++)
		put_watch(&w, watches[i]);
	wire_u64(&w, n_seeds);
	for (size_t i = 0; i < n_seeds; i++) {
		int only = seed_only(seeds[i], watches, n_watches);

		wire_text(&w, seeds[i]->network->name);
		wire_text(&w, seeds[i]->target);
		wire_u64(&w, seeds[i]->depth);
		wire_u64(&w, seeds[i]->pages);
		wire_u64(&w, only < 0 ? 0 : (uint64_t)only + 1);
		wire_u64(&w, seeds[i]->token != NULL);
	}
	return w.err;
}

static bool
get_watch(struct wire_in *w, struct analyser *an)
{
	const char *text = wire_get_text(w);
	json_t *j = NULL;
	bool ok = text != NULL &&
		  json_parse(text, strlen(text), &j) == ERR_OK &&
		  watch_parse(j, &an->watches[an->n_watches]) == ERR_OK;

	json_decref(j);
	an->portraits |= ok && an->watches[an->n_watches]->n_portraits > 0;
	an->n_watches += ok;
	return ok;
}

static bool
get_seed(struct wire_in *w, struct analyser *an)
{
	struct analyser_seed *s = &an->seeds[an->n_seeds++];
	const char *adapter = wire_get_text(w);

	s->view.target = wire_get_text(w);
	s->view.scope = s->view.target;
	s->view.depth = (unsigned)wire_get_u64(w);
	s->view.pages = (unsigned)wire_get_u64(w);
	seen_init(&s->told);
	s->only = (int)wire_get_u64(w) - 1;
	s->view.token = wire_get_u64(w) != 0;
	s->network = adapter == NULL ? NULL : network_find(adapter);
	seed_view_names(&an->arena, (const struct watch *const *)an->watches,
	    an->n_watches, s->only, &s->view);
	return !w->bad && s->network != NULL && s->view.target != NULL &&
	       s->only < (int)an->n_watches;
}

enum err
analyser_new(const void *config, size_t n, struct analyser **out)
{
	struct analyser *an = mem_zalloc(sizeof(*an));
	struct wire_in w;
	size_t count;
	bool ok = true;

	arena_init(&an->arena);
	page_init(&an->page);
	buf_init(&an->decoded, DECODE_BYTES_MAX);
	wire_open(&w, config, n, &an->arena);
	count = wire_get_count(&w, CONFIG_NAMES_MAX);
	an->watches = mem_array(count, sizeof(struct watch *));
	while (ok && an->n_watches < count)
		ok = get_watch(&w, an);
	count = ok ? wire_get_count(&w, SEEDS_MAX) : 0;
	an->seeds = mem_array(count, sizeof(*an->seeds));
	while (ok && an->n_seeds < count)
		ok = get_seed(&w, an);
	if (ok && !w.bad)
		an->names = names_new(
		    (const struct watch *const *)an->watches, an->n_watches);
	an->domains = domain_index_new(
	    (const struct watch *const *)an->watches, an->n_watches);
	if (an->names == NULL) {
		analyser_free(an);
		return ERR_PARSE;
	}
	*out = an;
	return ERR_OK;
}

void
analyser_free(struct analyser *an)
{
	if (an == NULL)
		return;
	names_free(an->names);
	domain_index_free(an->domains);
	for (size_t i = 0; i < an->n_watches; i++)
		watch_free(an->watches[i]);
	for (size_t i = 0; i < STRANGERS; i++)
		free(an->strangers[i].s);
	for (size_t i = 0; i < an->n_seeds; i++)
		seen_fini(&an->seeds[i].told);
	free(an->watches);
	free(an->seeds);
	page_fini(&an->page);
	buf_fini(&an->decoded);
	arena_fini(&an->arena);
	free(an);
}

const struct seed_view *
analyser_seed(const struct analyser *an, size_t seed)
{
	return seed < an->n_seeds ? &an->seeds[seed].view : NULL;
}

void
analyser_retell(struct analyser *an, size_t seed)
{
	seen_fini(&an->seeds[seed].told);
	seen_init(&an->seeds[seed].told);
}

/* ---- one answer ---- */

/* Does this account look like a name's? */
static bool
account_alike(struct analyser *an, const char *text, size_t n)
{
	struct stranger *known =
	    &an->strangers[digest_fast(text, n) % STRANGERS];
	struct hits hits;
	bool found;

	if (known->s != NULL && known->n == n && memcmp(known->s, text, n) == 0)
		return false;
	hits_init(&hits);
	found = names_find_handle(an->names, text, n, &hits) != ERR_OK ||
		hits.n > 0;
	hits_fini(&hits);
	if (!found) {
		free(known->s);
		known->s = mem_strndup(text, n);
		known->n = n;
	}
	return found;
}

/* The cheap test that adapters ask with: a name in the text, or, for a string
 * short enough to be one, an account that looks like a name's. */
static bool
candidate(const char *text, size_t n, void *arg)
{
	struct analyser *an = arg;

	if (names_candidate(an->names, text, n))
		return true;
	return n > 0 && n <= ACCOUNT_MAX && account_alike(an, text, n);
}

/* The media type alone, in lower case. */
static void
mime_of(const char *content_type, char *out, size_t cap)
{
	size_t n = strcspn(content_type, "; \t,");

	if (n >= cap)
		n = 0;
	for (size_t i = 0; i < n; i++)
		out[i] = (char)tolower((unsigned char)content_type[i]);
	out[n] = '\0';
}

/* Takes the content coding off; true if there was one. Of a bomb, which passes
 * the ratio long before the ceiling, no more is read than a page needs. */
static bool
decode(struct analyser *an, const struct analysis *in, struct source *s,
    struct page *p)
{
	char coding[HEADER_MAX] = "";
	enum err e;

	s->body = in->body;
	s->body_len = in->body_len;
	if (!source_header(s, "Content-Encoding", coding, sizeof(coding)) &&
	    in->body_len <= DECODE_BYTES_MAX)
		return false;
	buf_reset(&an->decoded);
	e = decode_body(
	    coding, in->body, in->body_len, &an->decoded, DECODE_RATIO_MAX);
	if (e == ERR_LIMIT) {
		p->truncated = true;
		(void)page_problem(p,
		    "decoded body over its limit (%d MiB, ratio %d)",
		    DECODE_BYTES_MAX >> 20, DECODE_RATIO_MAX);
	} else if (e == ERR_DENIED) {
		(void)page_problem(
		    p, "content coding not known: %.60s", coding);
	} else if (e != ERR_OK) {
		p->truncated = true;
		(void)page_problem(p, "content coding broken: %.60s", coding);
	}
	s->body = an->decoded.data != NULL ? an->decoded.data : "";
	s->body_len = an->decoded.len;
	if (e == ERR_LIMIT && s->body_len < DECODE_BYTES_MAX &&
	    s->body_len > DECODE_RATIO_FREE)
		s->body_len = DECODE_RATIO_FREE;
	return coding[0] != '\0';
}

/* What a later look at this listing is compared with. */
static void
copy_items(const struct page *p, const char *url, struct harvest *h)
{
	h->items = arena_alloc(&h->arena, p->n_docs * sizeof(*h->items));
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];
		const char *key = d->native_id;
		char *canonical = NULL;

		if (key == NULL || d->native_space == NULL) {
			key = d->url != NULL ? d->url : url;
			if (url_canonical(key, &canonical) == ERR_OK)
				key = canonical;
		}
		h->items[h->n_items++] = arena_strdup(&h->arena, key);
		free(canonical);
	}
}

static void
copy_page(const struct page *p, struct harvest *h)
{
	struct arena *a = &h->arena;

	h->title = arena_strdup(a, p->title);
	h->canonical = arena_strdup(a, p->canonical);
	h->lang = arena_strdup(a, p->lang);
	h->charset = arena_strdup(a, p->charset);
	h->problem = arena_strdup(a, p->problem);
	h->proof = arena_strdup(a, p->proof);
	h->picked = arena_strdup(a, p->picked);
	h->n_docs = p->n_docs;
	h->listing = p->listing;
	h->complete = p->complete;
	h->truncated = h->truncated || p->truncated;
	h->noarchive = p->noarchive;
	h->noindex = p->noindex;
	h->tdm_reserved = p->tdm_reserved;
	h->login_wall = p->login_wall;
	h->soft_404 = p->soft_404;
	h->again = p->again;
	h->quota = p->quota;
}

/* The adapter reads the page, or a picture is looked at; then the mentions. */
static enum err
read_answer(const struct analyser_seed *seed, const struct mention_rules *r,
    const struct source *s, struct page *p, struct harvest *out)
{
	enum err e;

	out->network = seed->network->name;
	if (showing_asked(s)) {
		showing_read(r, s, p, out);
		return ERR_OK;
	}
	e = seed->network->parse(s, p);
	if (e != ERR_OK)
		(void)page_problem(
		    p, "not what %s expects", seed->network->name);
	if (p->network != NULL)
		out->network = p->network;
	if (exchange_is_good(s->url, s->status)) {
		mention_collect(r, s, p, out->network, out);
		mention_domains(r, s, p, out->network, out);
	}
	return e;
}

void
analyse(struct analyser *an, const struct analysis *in, struct harvest *out)
{
	struct analyser_seed *seed = &an->seeds[in->seed];
	struct mention_rules rules = { .names = an->names,
		.watches = (const struct watch *const *)an->watches,
		.domains = an->domains,
		.only = seed->only >= 0 ? &seed->only : NULL };
	char content_type[HEADER_MAX] = "", mime[128] = "";
	struct page *p = &an->page;
	bool coded, canary = network_is_canary(in->context);
	enum err e;
	struct source s = { .seed = &seed->view,
		.url = in->url,
		.status = in->status,
		.head = in->head,
		.head_len = in->head_len,
		.at = in->at,
		.role = in->role,
		.depth = in->depth,
		.context = in->context,
		.full = in->full,
		.candidate = candidate,
		.candidate_arg = an };

	page_reset(p);
	if (!source_header(
		&s, "Content-Type", content_type, sizeof(content_type)))
		content_type[0] = '\0';
	mime_of(content_type, mime, sizeof(mime));
	s.content_type = content_type;
	s.mime = mime;
	coded = decode(an, in, &s, p);
	e = read_answer(seed, &rules, &s, p, out);
	if (p->listing && !p->complete && !p->ranked && !canary &&
	    (in->full || out->n_mentions > 0))
		copy_items(p, in->url, out);
	analyse_links(p, in->depth < seed->view.depth, canary,
	    in->once ? &seed->told : NULL, out);
	if ((an->portraits || out->n_mentions > 0) && !canary &&
	    in->status >= 200 && in->status < 300)
		showing_links(&rules, &s, p, out->network, out);
	copy_page(p, out);
	out->unread = e != ERR_OK && p->n_docs == 0;
	out->coded = coded;
	out->content_len = s.body_len;
	if (coded)
		digest_sha256(s.body, s.body_len, out->content_sha256);
	out->has_text = out->n_mentions > 0 && p->text_len > 0;
	if (out->has_text)
		digest_sha256(p->text, p->text_len, out->text_sha256);
}

/* ---- the request on the wire ---- */

void
analysis_pack(const struct analysis *in, struct wire_out *w)
{
	wire_u64(w, in->seed);
	wire_text(w, in->url);
	wire_u64(w, (uint64_t)in->status);
	wire_bytes(w, in->head, in->head_len);
	wire_u64(w, (uint64_t)in->at);
	wire_u64(w, in->role);
	wire_u64(w, in->depth);
	wire_text(w, in->context);
	wire_u64(w, in->full);
	wire_u64(w, in->once);
}

void
analysis_unpack(struct wire_in *w, struct analysis *out)
{
	const char *head;

	out->seed = (size_t)wire_get_u64(w);
	out->url = wire_get_text(w);
	out->status = (int)wire_get_u64(w);
	head = wire_get_bytes(w, &out->head_len);
	out->head =
	    arena_strndup(w->arena, head != NULL ? head : "", out->head_len);
	out->at = (int64_t)wire_get_u64(w);
	out->role = (unsigned)wire_get_u64(w);
	out->depth = (unsigned)wire_get_u64(w);
	out->context = wire_get_text(w);
	out->full = wire_get_u64(w) != 0;
	out->once = wire_get_u64(w) != 0;
	if (out->url == NULL)
		w->bad = true;
}
