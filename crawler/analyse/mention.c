/* SPDX-License-Identifier: ISC */
/* Which documents mention whom. A document is asked by its text, its title and
 * the account that signs it; the page's own first document also by what the
 * page shows around it (identities, captions, alt texts). */
#define _GNU_SOURCE /* memmem */
#include "crawler/analyse/mention.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/credit.h"
#include "crawler/normalise/fingerprint.h"
#include "crawler/normalise/url.h"
#include "crawler/parse/flow.h"
#include "store/base/jout.h"
#include "store/base/utf8.h"

enum {
	CONTEXT_MAX = 1024 * 1024, /* bytes of all contexts together */
	CONTEXT_SIDE = 200,   /* bytes around a match that decide `changed` */
	MATCHED_MAX = 512,    /* bytes of a quoted match */
	TEXT_FIELD_MAX = 2000 /* bytes of a title or an author */
};

/* One piece of a document in which names were looked for. */
struct field {
	const char *text;
	size_t len;
	const struct flow_span *map; /* as in struct doc, or NULL */
	bool account;                /* compared whole: a handle, an author */
	bool quoted;                 /* a snippet is taken from here */
	const char *word; /* said as a reason; NULL for the text itself */
	struct hits hits; /* owned: what was found in it */
};

/* The best hit of one name in one document so far. */
struct best {
	const struct field *field;
	struct hit hit;
	bool found;
};

struct collector {
	const struct mention_rules *rules;
	const struct source *source;
	const struct page *page;
	const char *network;
	struct harvest *out;
	size_t cap;
};

/* Surer kinds first: a lower rank wins. */
static int
kind_rank(enum match_kind k)
{
	static const int ranks[] = { [MATCH_EXACT] = 0,
		[MATCH_HANDLE] = 1,
		[MATCH_VARIANT] = 2,
		[MATCH_AVATAR] = 3,
		[MATCH_LOOKALIKE] = 4 };

	return ranks[k];
}

static bool
hit_better(const struct hit *a, const struct hit *b)
{
	if (kind_rank(a->kind) != kind_rank(b->kind))
		return kind_rank(a->kind) < kind_rank(b->kind);
	return a->score > b->score;
}

/* Plain text on one line: a run of white space is one space. */
static const char *
one_line(struct arena *a, const char *s, size_t n)
{
	char *out = arena_alloc(a, n + 1);
	size_t w = 0;

	for (size_t i = 0, len; i < n; i += len) {
		uint32_t c = utf8_next(s + i, n - i, &len);
		bool space = c == ' ' || (c >= '\t' && c <= '\r');

		if (space && w > 0 && out[w - 1] != ' ')
			out[w++] = ' ';
		for (size_t k = 0; !utf8_is_control(c) && !space && k < len;
		     k++)
			out[w++] = s[i + k];
	}
	w -= w > 0 && out[w - 1] == ' ';
	out[w] = '\0';
	return out;
}

/* Moves at by so many characters to the left or right, within 0..n. */
static size_t
characters_back(const char *s, size_t at, unsigned characters)
{
	while (at > 0 && characters > 0) {
		at = utf8_floor(s, at - 1);
		characters--;
	}
	return at;
}

static size_t
characters_on(const char *s, size_t n, size_t at, unsigned characters)
{
	while (at < n && characters > 0) {
		size_t len;

		utf8_next(s + at, n - at, &len);
		at += len;
		characters--;
	}
	return at;
}

static const char *
snippet_at(struct arena *a, const char *s, size_t n, size_t start, size_t end)
{
	size_t from = characters_back(s, start, HARVEST_SNIPPET_SIDE);
	size_t to = characters_on(s, n, end, HARVEST_SNIPPET_SIDE);

	/* Begin and end at a word, if one is near. */
	for (size_t i = from; from > 0 && i < start && i < from + 24; i++) {
		if (s[i] == ' ' || s[i] == '\n') {
			from = i + 1;
			break;
		}
	}
	for (size_t i = to; to < n && i > end && i + 24 > to; i--) {
		if (s[i - 1] == ' ' || s[i - 1] == '\n') {
			to = i - 1;
			break;
		}
	}
	return one_line(a, s + from, to - from);
}

static const char *
reasons_json(struct arena *a, const struct hit *h, const struct field *f)
{
	struct buf b;
	struct jout j;
	const char *text;

	buf_init(&b, 8192);
	jout_begin(&j, &b);
	jout_arr(&j);
	for (int i = 0; i < REASON_COUNT; i++)
		if (h->reasons & (UINT32_C(1) << i))
			jout_text(&j, match_reason_words((enum match_reason)i));
	if (f->word != NULL)
		jout_text(&j, f->word);
	jout_arr_end(&j);
	text = j.err == ERR_OK ? arena_strdup(a, b.data) : NULL;
	buf_fini(&b);
	return text;
}

/* The bytes of the decoded body that say the match. */
static void
locate(const struct collector *c, const struct doc *d, const struct field *f,
    struct mention *m, const struct hit *h)
{
	const struct source *s = c->source;
	size_t from = d->body_start, to = d->body_end, n = h->end - h->start;
	const char *at;

	if (f->map != NULL && h->end > h->start) {
		m->body_start = f->map[h->start].from;
		m->body_end = f->map[h->end - 1].to;
		return;
	}
	if (to <= from || to > s->body_len) {
		from = 0;
		to = s->body_len;
	}
	at = n == 0 ? NULL
		    : memmem(s->body + from, to - from, f->text + h->start, n);
	if (at != NULL) {
		m->body_start = (size_t)(at - s->body);
		m->body_end = m->body_start + n;
	} else if (d->body_end > d->body_start) {
		m->body_start = d->body_start;
		m->body_end = d->body_end;
	}
}

static const char *
document_url(const struct collector *c, const struct doc *d)
{
	const char *href = d->url != NULL               ? d->url
			   : c->page->canonical != NULL ? c->page->canonical
							: c->source->url;
	char *canonical, *out;

	if (url_canonical(href, &canonical) != ERR_OK)
		return arena_strdup(&c->out->arena, href);
	out = arena_strdup(&c->out->arena, canonical);
	free(canonical);
	return out;
}

/* Hashes of the text and of what stands around the mentions. */
static void
fingerprint(struct arena *a, const struct doc *d, const struct field *f,
    unsigned name, struct mention *m)
{
	const struct hits *hits = &f->hits;
	struct fingerprint fp;
	uint8_t sha[SHA256_LEN];
	struct buf context;
	enum err e = ERR_OK;
	const char *text = d->text_len > 0 ? d->text : f->text;
	size_t len = d->text_len > 0 ? d->text_len : f->len, passages;

	fingerprint_text(text, len, sha);
	digest_hex(sha, sizeof(sha), m->text_hash);
	fingerprint_document(text, len, &fp);
	passages = fp.n_passages * sizeof(*fp.passages);
	m->simhash = fp.simhash;
	memcpy(m->minhash, fp.minhash, sizeof(m->minhash));
	m->words = fp.words;
	m->credits = credit_read(text, len);
	m->n_passages = fp.n_passages;
	m->passages = memcpy(arena_alloc(a, passages), fp.passages, passages);
	buf_init(&context, CONTEXT_MAX);
	for (size_t i = 0; i < hits->n && e == ERR_OK; i++) {
		const struct hit *h = &hits->v[i];
		size_t from = h->start > CONTEXT_SIDE
				  ? utf8_floor(f->text, h->start - CONTEXT_SIDE)
				  : 0;
		size_t to = h->end + CONTEXT_SIDE < f->len
				? utf8_floor(f->text, h->end + CONTEXT_SIDE)
				: f->len;

		if (h->name == name)
			e = buf_add(&context, f->text + from, to - from);
	}
	fingerprint_text(
	    context.data != NULL ? context.data : "", context.len, sha);
	digest_hex(sha, sizeof(sha), m->context_hash);
	buf_fini(&context);
}

static void
quote(struct collector *c, const struct doc *d, const struct best *b,
    struct mention *m)
{
	struct arena *a = &c->out->arena;
	const struct field *f = b->field;
	const struct hits *hits = &f->hits;
	size_t n = b->hit.end - b->hit.start;

	m->matched = arena_strndup(a, f->text + b->hit.start,
	    n < MATCHED_MAX ? n
			    : utf8_floor(f->text + b->hit.start, MATCHED_MAX));
	/* An author is shown beside it anyway: what he says tells more. */
	if (f->account && d->text_len > 0)
		m->snippet = snippet_at(a, d->text, d->text_len, 0, 0);
	else
		m->snippet =
		    snippet_at(a, f->text, f->len, b->hit.start, b->hit.end);
	for (size_t i = 0;
	     f->quoted && i < hits->n && m->n_snippets < HARVEST_SNIPPETS_MAX;
	     i++)
		if (hits->v[i].name == b->hit.name)
			m->snippets[m->n_snippets++] = snippet_at(a, f->text,
			    f->len, hits->v[i].start, hits->v[i].end);
	if (m->n_snippets == 0)
		m->snippets[m->n_snippets++] = m->snippet;
}

/* A lookalike of an account that is the subject's own is none. */
static bool
own(const struct collector *c, const struct doc *d, unsigned name)
{
	const struct names *nm = c->rules->names;

	return (d->author_url != NULL &&
		   names_is_own(nm, name, d->author_url)) ||
	       names_is_own(nm, name, d->url != NULL ? d->url : c->source->url);
}

static void
add_mention(struct collector *c, const struct doc *d, const struct best *b)
{
	struct harvest *h = c->out;
	struct arena *a = &h->arena;
	struct mention *m;

	if (h->n_mentions == HARVEST_MENTIONS_MAX) {
		h->truncated = true;
		return;
	}
	if (h->n_mentions == c->cap) {
		struct mention *old = h->mentions;

		c->cap = c->cap == 0 ? 4 : c->cap * 2;
		h->mentions = arena_alloc(a, c->cap * sizeof(*m));
		if (h->n_mentions > 0)
			memcpy(h->mentions, old, h->n_mentions * sizeof(*m));
	}
	m = &h->mentions[h->n_mentions++];
	m->name = b->hit.name;
	m->match = match_kind_word(b->hit.kind);
	m->network = c->network;
	m->kind = doc_kind_name(d->kind);
	if (d->native_id != NULL && d->native_space != NULL) {
		m->native_id = arena_strdup(a, d->native_id);
		m->native_space = arena_strdup(a, d->native_space);
	}
	m->url = document_url(c, d);
	m->author = arena_strdup(a, d->author);
	m->author_url = arena_strdup(a, d->author_url);
	m->handle = arena_strdup(a, d->handle);
	m->title = arena_strdup(a, d->title);
	m->published = arena_strdup(a, d->published);
	m->published_from = arena_strdup(a, d->published_from);
	m->lang = arena_strdup(a, d->lang != NULL ? d->lang : c->page->lang);
	m->score = b->hit.score;
	m->reasons = reasons_json(a, &b->hit, b->field);
	quote(c, d, b, m);
	fingerprint(&c->out->arena, d, b->field, b->hit.name, m);
	locate(c, d, b->field, m, &b->hit);
	if (!own(c, d, m->name))
		mention_suspect_doc(c->rules, c->page, d,
		    d == c->page->docs && !c->page->listing, a, m);
}

static bool
wanted(const struct collector *c, unsigned name)
{
	return c->rules->only == NULL || (unsigned)*c->rules->only == name;
}

static enum err
find_in(const struct collector *c, struct field *f)
{
	const struct names *nm = c->rules->names;

	hits_init(&f->hits);
	if (f->text == NULL || f->len == 0)
		return ERR_OK;
	return f->account ? names_find_handle(nm, f->text, f->len, &f->hits)
			  : names_find(nm, f->text, f->len, &f->hits);
}

static struct field
short_field(const char *s, bool account, const char *word)
{
	struct field f = { .text = s, .account = account, .word = word };
	size_t n = s == NULL ? 0 : strlen(s);

	f.len = n <= TEXT_FIELD_MAX ? n : utf8_floor(s, TEXT_FIELD_MAX);
	return f;
}

/* The best hit of each name over all fields. */
static void
look(struct collector *c, const struct doc *d, struct field *fields,
    size_t n_fields, struct best *best)
{
	for (size_t i = 0; i < n_fields; i++) {
		if (find_in(c, &fields[i]) != ERR_OK)
			c->out->truncated = true;
		for (size_t k = 0; k < fields[i].hits.n; k++) {
			const struct hit *h = &fields[i].hits.v[k];
			struct best *b = &best[h->name];

			if (!wanted(c, h->name) ||
			    (h->kind == MATCH_LOOKALIKE &&
				own(c, d, h->name)) ||
			    (b->found && !hit_better(h, &b->hit)))
				continue;
			b->found = true;
			b->hit = *h;
			b->field = &fields[i];
		}
	}
}

static bool
admitted(const struct collector *c, const struct doc *d, unsigned name)
{
	bool own_text = d->text_len > 0;
	const struct query_doc doc = {
		.text = own_text ? d->text : c->page->text,
		.text_len = own_text ? d->text_len : c->page->text_len,
		.title = d->title,
		.author = d->author,
		.handle = d->handle,
		.url = d->url != NULL ? d->url : c->source->url,
		.network = c->network,
		.kind = doc_kind_name(d->kind),
		.lang = d->lang != NULL ? d->lang : c->page->lang,
		.published = d->published,
		.at = c->source->at,
	};

	return names_admits(c->rules->names, name, &doc);
}

enum { FIELDS_MAX = 5 + PAGE_IDENTITIES_MAX };

static void
collect_doc(
    struct collector *c, const struct doc *d, bool first, struct best *best)
{
	size_t n_names = names_count(c->rules->names), n = 0;
	struct field fields[FIELDS_MAX];

	fields[n++] = (struct field){
		.text = d->text,
		.len = d->text_len,
		.map = d->map,
		.quoted = true,
	};
	fields[n++] = short_field(d->title, false, "in the title");
	fields[n++] = short_field(d->author, true, "as the author");
	fields[n++] = short_field(d->handle, true, "as the account");
	if (first) {
		fields[n++] = (struct field){ .text = c->page->text,
			.len = c->page->text_len,
			.map = c->page->map,
			.quoted = true,
			.word = "on the page, outside its main text" };
		for (size_t i = 0; i < c->page->n_identities; i++)
			fields[n++] = short_field(c->page->identities[i], true,
			    "as a name that the page bears");
	}
	memset(best, 0, n_names * sizeof(*best));
	look(c, d, fields, n, best);
	for (size_t i = 0; i < n_names; i++) {
		if (best[i].found && admitted(c, d, (unsigned)i))
			add_mention(c, d, &best[i]);
	}
	for (size_t i = 0; i < n; i++)
		hits_fini(&fields[i].hits);
}

/* What the whole page shows belongs to its first document only as far as no
 * other document of it holds the same words. */
static bool
said_elsewhere(const struct collector *c, const struct mention *m, size_t docs)
{
	for (size_t i = docs; i < c->out->n_mentions; i++)
		if (c->out->mentions[i].name == m->name)
			return true;
	return false;
}

static void
drop_echoes(struct collector *c, size_t first_docs)
{
	struct harvest *h = c->out;
	size_t w = 0;

	for (size_t i = 0; i < h->n_mentions; i++) {
		const struct mention *m = &h->mentions[i];
		bool echo =
		    i < first_docs && m->reasons != NULL &&
		    strstr(m->reasons, "outside its main text") != NULL &&
		    said_elsewhere(c, m, first_docs);

		if (!echo) {
			if (w != i)
				h->mentions[w] = *m;
			w++;
		}
	}
	h->n_mentions = w;
}

void
mention_collect(const struct mention_rules *r, const struct source *s,
    const struct page *p, const char *network, struct harvest *h)
{
	struct collector c = { r, s, p, network, h, 0 };
	size_t n_names = names_count(r->names), first_docs;
	struct best *best;

	if (p->n_docs == 0 || n_names == 0)
		return;
	best = mem_array(n_names, sizeof(*best));
	collect_doc(&c, &p->docs[0], !p->listing, best);
	first_docs = h->n_mentions;
	for (size_t i = 1; i < p->n_docs; i++)
		collect_doc(&c, &p->docs[i], false, best);
	drop_echoes(&c, first_docs);
	free(best);
}
