/* SPDX-License-Identifier: ISC */
/* Links to pictures, and what the pictures say. */
#include "crawler/analyse/showing.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/match/impostor.h"
#include "crawler/networks/answer.h"
#include "crawler/normalise/fingerprint.h"
#include "crawler/normalise/url.h"
#include "store/base/jout.h"
#include "store/base/json.h"
#include "store/base/utf8.h"

enum {
	CONTEXT_MAX = 32 * 1024, /* bytes of a link's context */
	FIELD_MAX = 512,         /* of a name or a title in it */
	TEXT_MAX = 1000,         /* of a description */
	ROLE_MASK = 0xffffff     /* redirects are counted above it */
};

/* ---- out: what a picture belongs to ---- */

static void
put_clipped(
    struct jout *j, const char *key, const char *s, size_t n, size_t max)
{
	if (s == NULL || n == 0)
		return;
	jout_key(j, key);
	jout_textn(j, s, n > max ? utf8_floor(s, max) : n);
}

static void
put(struct jout *j, const char *key, const char *s)
{
	put_clipped(j, key, s, s == NULL ? 0 : strlen(s), FIELD_MAX);
}

static void
put_url(struct jout *j, const char *key, const char *s)
{
	if (s != NULL && strlen(s) <= URL_BYTES_MAX)
		jout_ktext(j, key, s);
}

static void
put_list(struct jout *j, const char *key, const char *const *v, size_t n,
    size_t most)
{
	jout_key(j, key);
	jout_arr(j);
	for (size_t i = 0; i < n && i < most; i++)
		jout_text(j, v[i]);
	jout_arr_end(j);
}

/* A picture, and the document that shows it; or, for an author's avatar, their
 * profile. */
struct shown {
	const struct doc *doc;
	const char *url; /* of the document */
	bool profile;    /* of its author, not the document itself */
	bool page;       /* the page's own: it bears the page's names */
	const struct mention *compared; /* for it; NULL: not for that */
};

/* The document that the picture is compared for with others'. */
static void
put_compared(struct jout *j, const struct mention *m)
{
	if (m == NULL)
		return;
	put_url(j, "shown", m->url);
	if (m->native_id != NULL && strlen(m->native_id) <= FIELD_MAX &&
	    strlen(m->native_space) <= FIELD_MAX) {
		jout_ktext(j, "shown_id", m->native_id);
		jout_ktext(j, "shown_space", m->native_space);
	}
}

static char *
context_of(const struct shown *w, const struct page *p, const char *network,
    bool mentioned)
{
	const struct doc *d = w->doc;
	struct buf b;
	struct jout j;

	buf_init(&b, CONTEXT_MAX);
	jout_begin(&j, &b);
	jout_obj(&j);
	put_url(&j, "url", w->url);
	jout_ktext(&j, "kind",
	    w->profile ? doc_kind_name(DOC_PROFILE) : doc_kind_name(d->kind));
	jout_ktext(&j, "network", network);
	put(&j, "author", d->author);
	put_url(&j, "author_url", d->author_url);
	put(&j, "handle", d->handle);
	if (!w->profile) {
		put(&j, "id", d->native_id);
		put(&j, "space", d->native_space);
		put(&j, "title",
		    d->title == NULL && w->page ? p->title : d->title);
		put(&j, "lang", d->lang);
		put_clipped(&j, "text", d->text, d->text_len, TEXT_MAX);
	}
	if (w->page)
		put_list(&j, "names", p->identities, p->n_identities,
		    IMPOSTOR_ACCOUNTS_MAX);
	if (w->page && p->html)
		put_list(&j, "me", p->me, p->n_me, IMPOSTOR_LINKS_MAX);
	put_compared(&j, w->compared);
	if (mentioned)
		jout_kbool(&j, "keep", true);
	jout_obj_end(&j);
	if (j.err != ERR_OK)
		buf_reset(&b);
	return buf_take(&b, NULL);
}

/* Does everybody who watches portraits own what shows this one? */
static bool
is_own(const struct mention_rules *r, const struct shown *w)
{
	for (size_t i = 0; i < names_count(r->names); i++)
		if (r->watches[i]->n_portraits > 0 &&
		    !names_is_own(r->names, (unsigned)i, w->url))
			return false;
	return true;
}

static bool
is_linked(const struct harvest *h, const char *url)
{
	for (size_t i = 0; i < h->n_links; i++)
		if (h->links[i].kind == LINK_PICTURE &&
		    strcmp(h->links[i].url, url) == 0)
			return true;
	return false;
}

static void
add_link(struct harvest *h, const char *url, char *context, size_t *left)
{
	struct harvest_link *l = &h->links[h->n_links];

	if (context == NULL)
		return;
	*l = (struct harvest_link){ .kind = LINK_PICTURE,
		.role = NETWORK_ROLE_PICTURE };
	l->url = arena_strndup(&h->arena, url, strcspn(url, "#"));
	l->context = arena_strdup(&h->arena, context);
	h->n_links++;
	h->leads = true;
	(*left)--;
}

static void
offer(const struct mention_rules *r, const struct page *p, const char *network,
    const char *url, const struct shown *w, struct harvest *h, size_t *left)
{
	char *context;

	if (*left == 0 || url == NULL || strlen(url) > URL_BYTES_MAX ||
	    !url_is_http(url) || is_linked(h, url) ||
	    (w->compared == NULL && is_own(r, w)))
		return;
	context = context_of(w, p, network, h->n_mentions > 0);
	add_link(h, url, context, left);
	free(context);
}

/* The document's mention, where it is one of few words: with many, the words
 * are compared. */
static const struct mention *
of_few_words(const struct harvest *h, const struct doc *d, const char *url)
{
	const struct mention *found = NULL;
	char *key;

	if (d->kind == DOC_PROFILE || url_canonical(url, &key) != ERR_OK)
		return NULL;
	for (size_t i = 0; i < h->n_mentions && found == NULL; i++) {
		const struct mention *m = &h->mentions[i];

		if (m->words < FINGERPRINT_SHORT && strcmp(m->url, key) == 0)
			found = m;
	}
	free(key);
	return found;
}

/* Is this a picture, by its name? */
static bool
is_named_picture(const char *url)
{
	static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".webp",
		".gif" };
	size_t n = strcspn(url, "?#");

	for (size_t i = 0; i < NELEM(ends); i++) {
		size_t len = strlen(ends[i]);

		if (n > len && strncasecmp(url + n - len, ends[i], len) == 0)
			return true;
	}
	return false;
}

/* The picture that a page names as its own, or its only one. */
static const char *
picture_of(const struct page *p)
{
	const char *only = NULL;

	if (p->picture != NULL)
		return p->picture;
	for (size_t i = 0; i < p->n_links; i++) {
		const struct link *l = &p->links[i];

		if (l->kind != LINK_REQUISITE || !is_named_picture(l->url))
			continue;
		if (only != NULL)
			return NULL;
		only = l->url;
	}
	return only;
}

/* Pictures of documents whose words say too little to be compared. */
static void
offer_compared(const struct mention_rules *r, const struct page *p,
    const char *network, struct shown page, struct harvest *h, size_t *left)
{
	for (size_t i = 0; i < p->n_docs; i++) {
		struct shown w = { .doc = &p->docs[i], .url = p->docs[i].url };

		if (w.doc->picture_url == NULL || w.url == NULL)
			continue;
		w.compared = of_few_words(h, w.doc, w.url);
		if (w.compared != NULL)
			offer(r, p, network, w.doc->picture_url, &w, h, left);
	}
	page.compared = of_few_words(h, page.doc, page.url);
	if (p->html && page.compared != NULL)
		offer(r, p, network, picture_of(p), &page, h, left);
}

void
showing_links(const struct mention_rules *r, const struct source *s,
    const struct page *p, const char *network, struct harvest *h)
{
	const struct doc none = { .kind = DOC_PAGE };
	const char *own = p->canonical != NULL ? p->canonical : s->url;
	size_t left = SHOWING_PICTURES_MAX;
	struct shown w, page = { .doc = p->n_docs > 0 ? &p->docs[0] : &none,
		.url = p->n_docs > 0 && p->docs[0].url != NULL ? p->docs[0].url
							       : own,
		.page = true };

	offer_compared(r, p, network, page, h, &left);
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];

		w = (struct shown){ .doc = d };
		w.profile = d->kind != DOC_PROFILE && d->author_url != NULL;
		w.url = w.profile        ? d->author_url
			: d->url != NULL ? d->url
					 : own;
		offer(r, p, network, d->avatar_url, &w, h, &left);
	}
	for (size_t i = 0; i < p->n_links; i++)
		if (p->links[i].kind == LINK_PICTURE)
			offer(r, p, network, p->links[i].url, &page, h, &left);
}

bool
showing_is_picture(unsigned role)
{
	return (role & ROLE_MASK) == NETWORK_ROLE_PICTURE;
}

bool
showing_asked(const struct source *s)
{
	return showing_is_picture(s->role) && s->context != NULL;
}

/* ---- in: what a picture says ---- */

/* The picture that a name's portraits are nearest to. */
static enum portrait_likeness
likeness_of(const struct watch *w, const struct portrait *met)
{
	enum portrait_likeness best = PORTRAIT_OTHER, one;
	unsigned least = PDQ_NEAR + 1, distance;

	for (size_t i = 0; i < w->n_portraits; i++) {
		one = portrait_compare(&w->portraits[i], met, &distance);
		if (one == PORTRAIT_SAME)
			return one;
		if (one == PORTRAIT_OTHER || distance >= least)
			continue;
		least = distance;
		best = one;
	}
	return best;
}

/* Is the document an account's, or only a page with a picture on it? */
static bool
is_account(const json_t *c)
{
	const char *kind = json_get_text(c, "kind");

	return json_get_text(c, "handle") != NULL ||
	       json_get_text(c, "author") != NULL ||
	       (kind != NULL && strcmp(kind, doc_kind_name(DOC_PROFILE)) == 0);
}

static void
gather(const json_t *c, struct impostor_case *out)
{
	const json_t *more = json_object_get(c, "names");
	const json_t *me = json_object_get(c, "me");

	impostor_account(out, json_get_text(c, "handle"));
	impostor_account(out, json_get_text(c, "author"));
	for (size_t i = 0; i < json_array_size(more); i++)
		impostor_account(
		    out, json_string_value(json_array_get(more, i)));
	out->looked_for_links = json_is_array(me);
	for (size_t i = 0; i < json_array_size(me); i++)
		impostor_link(out, json_string_value(json_array_get(me, i)));
	out->bio = json_get_text(c, "text");
}

static const char *
text_at(struct arena *a, const json_t *c, const char *key)
{
	return arena_strdup(a, json_get_text(c, key));
}

/* The place and the picture: as long as both stay, nothing has changed. */
static void
hash(const char *url, const struct portrait *met, char out[SHA256_HEX])
{
	struct digest *d = digest_begin();
	uint8_t sha[SHA256_LEN];

	digest_add(d, url, strlen(url));
	digest_add(d, met->sha256, SHA256_LEN);
	digest_end(d, sha);
	digest_hex(sha, sizeof(sha), out);
}

static void
describe(
    struct arena *a, const json_t *c, const struct source *s, struct mention *m)
{
	static const char *const lines[] = { "text", "title", "author",
		"handle", "url" };
	char *canonical;

	m->match = match_kind_word(MATCH_AVATAR);
	m->matched = arena_strdup(a, s->url);
	m->network = text_at(a, c, "network");
	m->kind = text_at(a, c, "kind");
	m->url = text_at(a, c, "url");
	if (url_canonical(m->url, &canonical) == ERR_OK) {
		m->url = arena_strdup(a, canonical);
		free(canonical);
	}
	m->native_id = text_at(a, c, "id");
	m->native_space = text_at(a, c, "space");
	if (m->native_id == NULL || m->native_space == NULL)
		m->native_id = m->native_space = NULL;
	m->author = text_at(a, c, "author");
	m->author_url = text_at(a, c, "author_url");
	m->handle = text_at(a, c, "handle");
	m->title = text_at(a, c, "title");
	m->lang = text_at(a, c, "lang");
	for (size_t i = 0; i < NELEM(lines) && m->snippet == NULL; i++)
		m->snippet = text_at(a, c, lines[i]);
	m->snippets[m->n_snippets++] = m->snippet;
}

static void
judge(const struct mention_rules *r, const json_t *c, const struct source *s,
    unsigned name, struct harvest *h)
{
	const struct watch *w = r->watches[name];
	struct impostor_case account = { .portrait =
					     likeness_of(w, &h->portrait) };
	struct mention *m = &h->mentions[h->n_mentions];
	const char *reason;

	if (account.portrait == PORTRAIT_OTHER)
		return;
	memset(m, 0, sizeof(*m));
	m->name = name;
	describe(&h->arena, c, s, m);
	hash(m->url, &h->portrait, m->text_hash);
	memcpy(m->context_hash, m->text_hash, SHA256_HEX);
	reason = portrait_words(account.portrait);
	m->reasons = arena_printf(&h->arena, "[\"%s\"]", reason);
	m->score = account.portrait == PORTRAIT_SAME ? 1 : 0.9;
	gather(c, &account);
	mention_suspect(r, name, &account, !is_account(c), &h->arena, m);
	h->n_mentions++;
}

/* Every name whose portrait it is, but for the subject's own pages. */
static void
compare(const struct mention_rules *r, const json_t *c, const struct source *s,
    struct harvest *h)
{
	const char *url = json_get_text(c, "url");
	const char *author = json_get_text(c, "author_url");
	size_t n = names_count(r->names);

	if (url == NULL || json_get_text(c, "kind") == NULL ||
	    json_get_text(c, "network") == NULL)
		return;
	if (n > HARVEST_MENTIONS_MAX)
		n = HARVEST_MENTIONS_MAX;
	h->mentions = arena_alloc(&h->arena, n * sizeof(*h->mentions));
	for (size_t i = 0; i < n; i++) {
		unsigned name = (unsigned)i;

		if ((r->only != NULL && (unsigned)*r->only != name) ||
		    names_is_own(r->names, name, url) ||
		    (author != NULL && names_is_own(r->names, name, author)))
			continue;
		judge(r, c, s, name, h);
	}
}

void
showing_read(const struct mention_rules *r, const struct source *s,
    struct page *p, struct harvest *h)
{
	struct arena *a = &h->arena;
	json_t *context = NULL;
	const char *why;
	enum err e;

	if (answer_failed(s, p, &e))
		return;
	if (portrait_read(s->body, s->body_len, &h->portrait, &why) != ERR_OK) {
		(void)page_problem(p, "no portrait to compare: %s", why);
		return;
	}
	h->has_portrait = true;
	if (json_parse(s->context, strlen(s->context), &context) == ERR_OK) {
		h->keep = json_get_bool(context, "keep", false);
		h->shown_url = text_at(a, context, "shown");
		h->shown_id = text_at(a, context, "shown_id");
		h->shown_space = text_at(a, context, "shown_space");
		compare(r, context, s, h);
	}
	json_decref(context);
}
