/* SPDX-License-Identifier: ISC */
/* A harvest on the wire. Fields are walked by one table of strings a struct,
 * so that both directions cannot drift apart. */
#include "crawler/analyse/harvest.h"

#include <stdlib.h>
#include <string.h>

/* The strings of a mention and of a harvest, in wire order. */
static const size_t mention_texts[] = {
	offsetof(struct mention, match),
	offsetof(struct mention, matched),
	offsetof(struct mention, network),
	offsetof(struct mention, kind),
	offsetof(struct mention, native_id),
	offsetof(struct mention, native_space),
	offsetof(struct mention, url),
	offsetof(struct mention, author),
	offsetof(struct mention, author_url),
	offsetof(struct mention, handle),
	offsetof(struct mention, title),
	offsetof(struct mention, published),
	offsetof(struct mention, published_from),
	offsetof(struct mention, lang),
	offsetof(struct mention, snippet),
	offsetof(struct mention, reasons),
	offsetof(struct mention, signs),
};

static const size_t harvest_texts[] = {
	offsetof(struct harvest, network),
	offsetof(struct harvest, title),
	offsetof(struct harvest, canonical),
	offsetof(struct harvest, lang),
	offsetof(struct harvest, charset),
	offsetof(struct harvest, problem),
	offsetof(struct harvest, proof),
	offsetof(struct harvest, picked),
	offsetof(struct harvest, shown_url),
	offsetof(struct harvest, shown_id),
	offsetof(struct harvest, shown_space),
};

static const size_t harvest_flags[] = {
	offsetof(struct harvest, leads),
	offsetof(struct harvest, coded),
	offsetof(struct harvest, listing),
	offsetof(struct harvest, complete),
	offsetof(struct harvest, truncated),
	offsetof(struct harvest, noarchive),
	offsetof(struct harvest, noindex),
	offsetof(struct harvest, tdm_reserved),
	offsetof(struct harvest, login_wall),
	offsetof(struct harvest, soft_404),
	offsetof(struct harvest, again),
	offsetof(struct harvest, unread),
	offsetof(struct harvest, keep),
	offsetof(struct harvest, has_portrait),
	offsetof(struct harvest, has_text),
};

struct harvest *
harvest_new(void)
{
	struct harvest *h = mem_zalloc(sizeof(*h));

	arena_init(&h->arena);
	return h;
}

void
harvest_free(struct harvest *h)
{
	if (h == NULL)
		return;
	arena_fini(&h->arena);
	free(h);
}

static void
put_texts(struct wire_out *w, const void *base, const size_t *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *s;

		memcpy(&s, (const char *)base + at[i], sizeof(s));
		wire_text(w, s);
	}
}

static void
get_texts(struct wire_in *w, void *base, const size_t *at, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *s = wire_get_text(w);

		memcpy((char *)base + at[i], &s, sizeof(s));
	}
}

static void
put_mention(struct wire_out *w, const struct mention *m)
{
	wire_u64(w, m->name);
	put_texts(w, m, mention_texts, NELEM(mention_texts));
	wire_u64(w, m->n_snippets);
	for (size_t i = 0; i < m->n_snippets; i++)
		wire_text(w, m->snippets[i]);
	wire_text(w, m->text_hash);
	wire_text(w, m->context_hash);
	wire_u64(w, m->simhash);
	wire_bytes(w, m->minhash, sizeof(m->minhash));
	wire_bytes(w, m->passages, m->n_passages * sizeof(*m->passages));
	wire_u64(w, m->words);
	wire_u64(w, m->credits);
	wire_real(w, m->score);
	wire_real(w, m->impostor);
	wire_u64(w, m->body_start);
	wire_u64(w, m->body_end);
}

static void
get_hash(struct wire_in *w, char out[SHA256_HEX])
{
	const char *s = wire_get_text(w);
	size_t n = s == NULL ? 0 : strlen(s);

	if (n != SHA256_HEX - 1 && n != 0)
		w->bad = true;
	else if (n > 0)
		memcpy(out, s, SHA256_HEX);
}

/* Copied: on the wire they are not aligned. */
static void
get_passages(struct wire_in *w, struct mention *m)
{
	size_t n;
	const void *hashes = wire_get_bytes(w, &n);

	if (hashes == NULL || n == 0)
		return;
	m->n_passages = n / sizeof(*m->passages);
	if (n % sizeof(*m->passages) != 0 || m->n_passages > HARVEST_PASSAGES)
		w->bad = true;
	else
		m->passages = memcpy(arena_alloc(w->arena, n), hashes, n);
}

/* What every reader of a mention relies on. */
static bool
mention_whole(const struct mention *m, unsigned n_names)
{
	return m->name < n_names && m->match != NULL && m->matched != NULL &&
	       m->network != NULL && m->kind != NULL && m->url != NULL &&
	       m->snippet != NULL &&
	       (m->native_id == NULL) == (m->native_space == NULL) &&
	       m->body_start <= m->body_end;
}

static void
get_mention(struct wire_in *w, struct mention *m, unsigned n_names)
{
	const void *hashes;
	size_t n;
	uint64_t name = wire_get_u64(w);

	m->name = name < n_names ? (unsigned)name : n_names;
	get_texts(w, m, mention_texts, NELEM(mention_texts));
	m->n_snippets = wire_get_count(w, HARVEST_SNIPPETS_MAX);
	for (size_t i = 0; i < m->n_snippets; i++) {
		m->snippets[i] = wire_get_text(w);
		if (m->snippets[i] == NULL)
			w->bad = true;
	}
	get_hash(w, m->text_hash);
	get_hash(w, m->context_hash);
	m->simhash = wire_get_u64(w);
	hashes = wire_get_bytes(w, &n);
	if (hashes != NULL && n == sizeof(m->minhash))
		memcpy(m->minhash, hashes, n);
	else
		w->bad = true;
	get_passages(w, m);
	m->words = (unsigned)wire_get_u64(w);
	m->credits = (unsigned)wire_get_u64(w);
	m->score = wire_get_real(w);
	m->impostor = wire_get_real(w);
	m->body_start = (size_t)wire_get_u64(w);
	m->body_end = (size_t)wire_get_u64(w);
	if (!w->bad && !mention_whole(m, n_names))
		w->bad = true;
}

static void
put_link(struct wire_out *w, const struct harvest_link *l)
{
	wire_u64(w, l->kind);
	wire_text(w, l->url);
	wire_text(w, l->anchor);
	wire_text(w, l->context);
	wire_u64(w, l->role);
}

static void
get_link(struct wire_in *w, struct harvest_link *l)
{
	uint64_t kind = wire_get_u64(w);

	l->kind = kind <= LINK_PROOF ? (enum link_kind)kind : LINK_PAGE;
	l->url = wire_get_text(w);
	l->anchor = wire_get_text(w);
	l->context = wire_get_text(w);
	l->role = (unsigned)wire_get_u64(w);
	if (kind > LINK_PROOF || l->url == NULL)
		w->bad = true;
}

static void
put_portrait(struct wire_out *w, const struct portrait *p)
{
	wire_bytes(w, p->sha256, SHA256_LEN);
	wire_bytes(w, p->pdq.hash, sizeof(p->pdq.hash));
	wire_bytes(w, p->pdq.firm, sizeof(p->pdq.firm));
	wire_u64(w, p->pdq.quality);
}

static void
get_portrait(struct wire_in *w, struct portrait *p)
{
	size_t sha_len, hash_len, firm_len;
	const void *sha = wire_get_bytes(w, &sha_len);
	const void *hash = wire_get_bytes(w, &hash_len);
	const void *firm = wire_get_bytes(w, &firm_len);
	uint64_t quality = wire_get_u64(w);

	if (sha == NULL || sha_len != SHA256_LEN || hash == NULL ||
	    hash_len != sizeof(p->pdq.hash) || firm == NULL ||
	    firm_len != sizeof(p->pdq.firm) || quality > 100) {
		w->bad = true;
		return;
	}
	memcpy(p->sha256, sha, SHA256_LEN);
	memcpy(p->pdq.hash, hash, sizeof(p->pdq.hash));
	memcpy(p->pdq.firm, firm, sizeof(p->pdq.firm));
	p->pdq.quality = (unsigned)quality;
}

enum err
harvest_pack(const struct harvest *h, struct buf *out)
{
	struct wire_out w;

	wire_begin(&w, out);
	put_texts(&w, h, harvest_texts, NELEM(harvest_texts));
	for (size_t i = 0; i < NELEM(harvest_flags); i++) {
		bool v;

		memcpy(&v, (const char *)h + harvest_flags[i], sizeof(v));
		wire_u64(&w, v);
	}
	wire_u64(&w, h->n_docs);
	wire_u64(&w, (uint64_t)h->quota);
	wire_bytes(&w, h->content_sha256, SHA256_LEN);
	wire_u64(&w, h->content_len);
	if (h->has_text)
		wire_bytes(&w, h->text_sha256, SHA256_LEN);
	if (h->has_portrait)
		put_portrait(&w, &h->portrait);
	wire_u64(&w, h->n_items);
	for (size_t i = 0; i < h->n_items; i++)
		wire_text(&w, h->items[i]);
	wire_u64(&w, h->n_links);
	for (size_t i = 0; i < h->n_links; i++)
		put_link(&w, &h->links[i]);
	wire_u64(&w, h->n_mentions);
	for (size_t i = 0; i < h->n_mentions; i++)
		put_mention(&w, &h->mentions[i]);
	return w.err;
}

static void
get_sha(struct wire_in *w, uint8_t sha[SHA256_LEN])
{
	size_t n;
	const void *got = wire_get_bytes(w, &n);

	if (got != NULL && n == SHA256_LEN)
		memcpy(sha, got, n);
	else
		w->bad = true;
}

static void
get_page(struct wire_in *w, struct harvest *h)
{
	get_texts(w, h, harvest_texts, NELEM(harvest_texts));
	for (size_t i = 0; i < NELEM(harvest_flags); i++) {
		bool v = wire_get_u64(w) != 0;

		memcpy((char *)h + harvest_flags[i], &v, sizeof(v));
	}
	h->n_docs = (size_t)wire_get_u64(w);
	h->quota = (int64_t)wire_get_u64(w);
	get_sha(w, h->content_sha256);
	h->content_len = wire_get_u64(w);
	if (h->has_text)
		get_sha(w, h->text_sha256);
	if (h->has_portrait)
		get_portrait(w, &h->portrait);
}

static void
get_items(struct wire_in *w, struct harvest *h)
{
	h->n_items = wire_get_count(w, PAGE_DOCS_MAX);
	h->items = arena_alloc(&h->arena, h->n_items * sizeof(*h->items));
	for (size_t i = 0; i < h->n_items && !w->bad; i++) {
		h->items[i] = wire_get_text(w);
		if (h->items[i] == NULL)
			w->bad = true;
	}
}

enum err
harvest_unpack(const void *p, size_t n, unsigned n_names, struct harvest **out)
{
	struct harvest *h = harvest_new();
	struct wire_in w;

	wire_open(&w, p, n, &h->arena);
	get_page(&w, h);
	get_items(&w, h);
	h->n_links = wire_get_count(&w, PAGE_LINKS_MAX);
	h->links = arena_alloc(&h->arena, h->n_links * sizeof(*h->links));
	for (size_t i = 0; i < h->n_links && !w.bad; i++)
		get_link(&w, &h->links[i]);
	h->n_mentions = wire_get_count(&w, HARVEST_MENTIONS_MAX);
	h->mentions =
	    arena_alloc(&h->arena, h->n_mentions * sizeof(*h->mentions));
	for (size_t i = 0; i < h->n_mentions && !w.bad; i++)
		get_mention(&w, &h->mentions[i], n_names);
	if (w.bad || w.p != w.end || h->network == NULL) {
		harvest_free(h);
		return ERR_PARSE;
	}
	*out = h;
	return ERR_OK;
}
