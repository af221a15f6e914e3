/* SPDX-License-Identifier: ISC */
/* Documents: which one a sighting is of. */
#include <stdlib.h>
#include <string.h>

#include "store/base/digest.h"
#include "store/base/mem.h"
#include "store/index/document.h"

/* An alias that leads to several documents leads to none: see share(). */
enum { SHARED = 0 };

/* ---- aliases ---- */

/* The text of an alias: kind of alias, a, and b behind a blank (which neither
 * a space, a site nor a kind holds); the caller frees. */
static char *
alias_text(char kind, const char *a, const char *b)
{
	return b == NULL ? mem_printf("%c:%s", kind, a)
			 : mem_printf("%c:%s %s", kind, a, b);
}

static void
alias_key(struct key *k, const char *alias)
{
	uint8_t tag[TAG_LEN];

	index_tag(alias, tag);
	key_init(k);
	key_bytes(k, tag, TAG_LEN);
}

/* Points an alias at a document; an alias that is taken stays as it is. */
static void
alias_add(struct txn *t, char *alias, uint64_t document)
{
	struct key k;

	alias_key(&k, alias);
	if (!txn_has(t, DB_ALIAS, &k))
		txn_put_uint(t, DB_ALIAS, &k, document);
	free(alias);
}

/* ---- whose sighting is it? ---- */

/* What its address is to the search for a document. */
static const char *
key_of(const struct sighting *s)
{
	return s->key != NULL ? s->key : s->url;
}

/* One sighting on its way to its document. */
struct search {
	struct txn *t;
	const struct sighting *s;
	uint64_t source, look;
	uint8_t text[TAG_LEN];
	uint64_t space, id; /* tags of its native id; 0: none */
	bool part;          /* of a page: a comment, a review, a message */
	bool front;         /* its URL is a site's front page */
	bool place;         /* its URL is an address of many documents */
};

static bool
is_part(const char *kind)
{
	return strcmp(kind, "comment") == 0 || strcmp(kind, "review") == 0 ||
	       strcmp(kind, "message") == 0;
}

static bool
is_front(const char *url)
{
	const char *host = strstr(url, "://");
	const char *path = host == NULL ? NULL : strchr(host + 3, '/');

	return path == NULL || path[1] == '\0';
}

static bool
has_author(const struct sighting *s)
{
	return s->author != NULL && s->author[0] != '\0';
}

/* What tells it from others at one address: its text, and who wrote it. */
static void
text_tag(const struct sighting *s, uint8_t tag[TAG_LEN])
{
	const char *hash =
	    s->text_hash != NULL ? s->text_hash : s->context_hash;
	char *both;

	if (!has_author(s)) {
		index_tag(hash, tag);
		return;
	}
	both = mem_printf("%s %s", hash, s->author);
	index_tag(both, tag);
	free(both);
}

/* The address of the page that was fetched, or of a site's front page, can
 * stand for several documents: comments without an anchor, entries of a feed
 * that all link to the front page. Any other address names one document,
 * however often a page shows it. */
static void
search_begin(struct search *q)
{
	const struct sighting *s = q->s;

	text_tag(s, q->text);
	if (s->native_id != NULL && s->native_space != NULL) {
		q->space = index_tag64(s->native_space);
		q->id = index_tag64(s->native_id);
	}
	q->part = is_part(s->kind);
	q->front = is_front(s->url);
	q->place = q->front || strcmp(s->url, s->source) == 0;
}

/* Does its URL say which document it is? Entries with ids of their own that
 * link to the front page are not the front page. */
static bool
goes_by_url(const struct search *q)
{
	return !q->front || q->id == 0;
}

static bool
other_native(const struct search *q, const struct document *d)
{
	for (unsigned i = 0; q->id != 0 && i < d->n_natives; i++)
		if (d->natives[i].space == q->space &&
		    d->natives[i].id != q->id)
			return true;
	return false;
}

/* Is the document at this address another one: the page that this is a part of,
 * or one that this very look has shown with another text? */
static bool
is_another(const struct search *q, const struct document *d)
{
	if (!q->place)
		return false;
	if (d->part != q->part)
		return true;
	return d->source == q->source && d->look == q->look &&
	       memcmp(d->text, q->text, TAG_LEN) != 0;
}

enum found {
	NONE,
	TAKEN, /* *d is the document */
	CLASH, /* *d holds the address and is another one; the caller ends it */
	CROWDED /* several share it */
};

/* Follows one alias, and frees it. */
static enum found
follow(const struct search *q, char *alias, bool native, struct document *d)
{
	uint64_t number;
	struct key k;

	alias_key(&k, alias);
	free(alias);
	if (!txn_has(q->t, DB_ALIAS, &k))
		return NONE;
	number = txn_get_uint(q->t, DB_ALIAS, &k, SHARED);
	if (number == SHARED)
		return CROWDED;
	if (!document_load(q->t, number, d))
		return NONE;
	if (native)
		return TAKEN;
	if (other_native(q, d)) {
		document_fini(d);
		return NONE;
	}
	return is_another(q, d) ? CLASH : TAKEN;
}

/* The same where only TAKEN matters. */
static bool
leads_to(const struct search *q, char *alias, bool native, struct document *d)
{
	enum found f = follow(q, alias, native, d);

	if (f == CLASH)
		document_fini(d);
	return f == TAKEN;
}

static char *
address_and_text(const char *url, const uint8_t text[TAG_LEN])
{
	char hex[2 * TAG_LEN + 1];

	digest_hex(text, TAG_LEN, hex);
	return alias_text('v', url, hex);
}

/* Makes an address lead to no one, since two documents of a kind stand there;
 * the first one is found by its address and text together from now on. */
static void
share(const struct search *q, char *address, const struct document *holder)
{
	struct key k;

	alias_key(&k, address);
	free(address);
	txn_put_uint(q->t, DB_ALIAS, &k, SHARED);
	alias_add(
	    q->t, address_and_text(key_of(q->s), holder->text), holder->number);
}

static bool
has_text_alias(const struct sighting *s)
{
	return s->words >= DOCUMENT_TEXT_WORDS && s->text_hash != NULL &&
	       s->site != NULL && *s->site != '\0';
}

/* The address is another document's. Returns the alias by which a new document
 * here is to be found, or NULL if its native id does. */
static char *
stand_aside(const struct search *q, char kind, const struct document *holder)
{
	const struct sighting *s = q->s;

	if (q->id != 0)
		return NULL;
	if (kind == 'u' && holder->kind != index_tag64(s->kind))
		return alias_text('k', s->kind, key_of(s));
	if (holder->n_natives == 0)
		share(q,
		    kind == 'k' ? alias_text('k', s->kind, key_of(s))
				: alias_text('u', key_of(s), NULL),
		    holder);
	return address_and_text(key_of(s), q->text);
}

/* By address: first the narrow forms, which few documents have. Sets *own to
 * the alias by which a new document is to be found, if its URL is not. */
static bool
find_by_url(const struct search *q, struct document *d, char **own)
{
	const struct sighting *s = q->s;
	char kind = 'k';
	enum found f;

	if (leads_to(q, address_and_text(key_of(s), q->text), false, d))
		return true;
	f = follow(q, alias_text('k', s->kind, key_of(s)), false, d);
	if (f == NONE) {
		kind = 'u';
		f = follow(q, alias_text('u', key_of(s), NULL), false, d);
	}
	switch (f) {
	case NONE:
		break;
	case TAKEN:
		return true;
	case CLASH:
		*own = stand_aside(q, kind, d);
		document_fini(d);
		break;
	case CROWDED:
		if (q->id == 0)
			*own = address_and_text(key_of(s), q->text);
		break;
	}
	return false;
}

static char *
author_alias(const struct sighting *s)
{
	return mem_printf("w:%s %s %s", s->site, s->text_hash, s->author);
}

/* By the text: of the same author, or of one that is not known. */
static bool
find_by_text(const struct search *q, struct document *d)
{
	const struct sighting *s = q->s;
	char *owned;
	struct key k;

	if (has_author(s)) {
		if (leads_to(q, author_alias(s), false, d))
			return true;
		owned = alias_text('o', s->site, s->text_hash);
		alias_key(&k, owned);
		free(owned);
		if (txn_has(q->t, DB_ALIAS, &k))
			return false;
	}
	return leads_to(q, alias_text('t', s->site, s->text_hash), false, d);
}

static bool
find(const struct search *q, struct document *d, char **own)
{
	const struct sighting *s = q->s;

	if (q->id != 0 &&
	    leads_to(
		q, alias_text('n', s->native_space, s->native_id), true, d))
		return true;
	if (goes_by_url(q) && find_by_url(q, d, own))
		return true;
	return *own == NULL && has_text_alias(s) && find_by_text(q, d);
}

static void
make(const struct search *q, char *own, struct document *d)
{
	const struct sighting *s = q->s;

	memset(d, 0, sizeof(*d));
	d->number = txn_next_u64(q->t, DB_DOC);
	if (d->number == 0)
		d->number = 1;
	d->cluster = d->number;
	d->first_seen = s->at;
	d->kind = index_tag64(s->kind);
	d->part = q->part;
	if (q->id != 0)
		d->alias = alias_text('n', s->native_space, s->native_id);
	else if (own != NULL)
		d->alias = mem_strdup(own);
	else
		d->alias = alias_text('u', key_of(s), NULL);
}

/* Adds what the sighting knows of its document. */
static void
learn(const struct search *q, char *own, struct document *d)
{
	const struct sighting *s = q->s;
	bool known = q->id == 0;

	for (unsigned i = 0; i < d->n_natives; i++)
		known |= d->natives[i].space == q->space;
	if (!known && d->n_natives < DOCUMENT_NATIVES_MAX) {
		d->natives[d->n_natives].space = q->space;
		d->natives[d->n_natives++].id = q->id;
	}
	if (q->id != 0)
		alias_add(q->t, alias_text('n', s->native_space, s->native_id),
		    d->number);
	if (own != NULL)
		alias_add(q->t, own, d->number);
	else if (goes_by_url(q))
		alias_add(q->t, alias_text('u', key_of(s), NULL), d->number);
	if (has_text_alias(s)) {
		alias_add(
		    q->t, alias_text('t', s->site, s->text_hash), d->number);
		if (has_author(s)) {
			alias_add(q->t, author_alias(s), d->number);
			alias_add(q->t, alias_text('o', s->site, s->text_hash),
			    d->number);
		}
	}
	if (s->at < d->first_seen)
		d->first_seen = s->at;
	d->source = q->source;
	d->look = q->look;
	memcpy(d->text, q->text, TAG_LEN);
}

bool
document_open(struct txn *t, const struct sighting *s, uint64_t source,
    uint64_t look, struct document *d)
{
	struct search q = { .t = t, .s = s, .source = source, .look = look };
	char *own = NULL;
	bool found;

	search_begin(&q);
	found = find(&q, d, &own);
	if (!found)
		make(&q, own, d);
	learn(&q, own, d);
	document_save(t, d, !found);
	if (txn_err(t) == ERR_OK)
		return true;
	document_fini(d);
	return false;
}

bool
document_find(struct txn *t, const char *space, const char *id, const char *key,
    struct document *d)
{
	struct search q = { .t = t };

	if (space != NULL && id != NULL &&
	    follow(&q, alias_text('n', space, id), true, d) == TAKEN)
		return true;
	return follow(&q, alias_text('u', key, NULL), true, d) == TAKEN;
}
