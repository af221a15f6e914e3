/* SPDX-License-Identifier: ISC */
/* Mentions that are domains: the site that a page is on, the site of who signs
 * it, and the names in certificates and registers. */
#include "crawler/analyse/mention.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url.h"

/* A host that was met, and the document that it is of (NULL: the site). */
struct met {
	const char *host;
	const struct doc *doc;
};

static struct mention *
append(struct harvest *h)
{
	struct mention *old = h->mentions;

	if (h->n_mentions >= HARVEST_MENTIONS_MAX) {
		h->truncated = true;
		return NULL;
	}
	h->mentions =
	    arena_alloc(&h->arena, (h->n_mentions + 1) * sizeof(*h->mentions));
	if (h->n_mentions > 0)
		memcpy(h->mentions, old, h->n_mentions * sizeof(*old));
	return &h->mentions[h->n_mentions++];
}

/* A site is one document, its front page, however many pages show it. */
static const char *
document_url(struct arena *a, const struct source *s, const struct met *m)
{
	const char *href =
	    m->doc != NULL && m->doc->url != NULL
		? m->doc->url
		: arena_printf(a, "%s://%s/",
		      strncmp(s->url, "https:", 6) == 0 ? "https" : "http",
		      m->host);
	char *canonical;

	if (url_canonical(href, &canonical) != ERR_OK)
		return href;
	href = arena_strdup(a, canonical);
	free(canonical);
	return href;
}

static void
describe(struct arena *a, const struct source *s, const struct met *met,
    const char *network, struct mention *m)
{
	const struct doc *d = met->doc;
	uint8_t sha[SHA256_LEN];

	m->match = match_kind_word(MATCH_LOOKALIKE);
	m->matched = arena_strdup(a, met->host);
	m->snippet = m->matched;
	m->snippets[m->n_snippets++] = m->snippet;
	m->network = network;
	m->kind = doc_kind_name(DOC_PAGE);
	m->url = document_url(a, s, met);
	digest_sha256(met->host, strlen(met->host), sha);
	digest_hex(sha, sizeof(sha), m->text_hash);
	memcpy(m->context_hash, m->text_hash, SHA256_HEX);
	m->score = 0.8;
	if (d == NULL)
		return;
	m->kind = doc_kind_name(d->kind);
	m->title = arena_strdup(a, d->title);
	m->published = arena_strdup(a, d->published);
	m->published_from = arena_strdup(a, d->published_from);
	if (d->native_id != NULL && d->native_space != NULL) {
		m->native_id = arena_strdup(a, d->native_id);
		m->native_space = arena_strdup(a, d->native_space);
	}
}

static void
look(const struct mention_rules *r, const struct source *s,
    const struct met *met, const char *network, struct harvest *h)
{
	size_t n = names_count(r->names);

	for (unsigned name = 0; name < n; name++) {
		enum domain_family family;
		const char *own;
		struct mention *m;

		if ((r->only != NULL && (unsigned)*r->only != name) ||
		    !domain_index_find(
			r->domains, name, met->host, &family, &own))
			continue;
		m = append(h);
		if (m == NULL)
			return;
		memset(m, 0, sizeof(*m));
		m->name = name;
		describe(&h->arena, s, met, network, m);
		m->reasons = arena_printf(&h->arena,
		    "[\"a domain that looks like %s: %s\"]", own,
		    domain_family_words(family));
	}
}

/* The title of such a document is the domain itself. */
static bool
is_register(const struct doc *d)
{
	return d->native_space != NULL &&
	       (strcmp(d->native_space, "crt.sh") == 0 ||
		   strcmp(d->native_space, "rdap") == 0);
}

void
mention_domains(const struct mention_rules *r, const struct source *s,
    const struct page *p, const char *network, struct harvest *h)
{
	char host[URL_HOST_ROOM];
	struct met met = { .host = host };

	if (url_host(s->url, host))
		look(r, s, &met, network, h);
	for (size_t i = 0; i < p->n_docs; i++) {
		const struct doc *d = &p->docs[i];
		const char *domain = d->title;

		if (is_register(d) && domain != NULL) {
			domain += strncmp(domain, "*.", 2) == 0 ? 2 : 0;
			met = (struct met){ .host = domain, .doc = d };
			look(r, s, &met, network, h);
		} else if (d->author_url != NULL &&
			   url_host(d->author_url, host)) {
			met = (struct met){ .host = host };
			look(r, s, &met, network, h);
		}
	}
}
