/* SPDX-License-Identifier: ISC */
/* What one answer was found to hold: mentions with their documents, links,
 * and the page's own signals. Made by analyse.c, usually in a sandboxed child,
 * and carried over wire.h; so whoever receives one has checked it. */
#ifndef CRAWLER_ANALYSE_HARVEST_H
#define CRAWLER_ANALYSE_HARVEST_H

#include "crawler/analyse/wire.h"
#include "crawler/parse/page.h"
#include "crawler/portrait/portrait.h"
#include "store/base/digest.h"

enum {
	HARVEST_MENTIONS_MAX = 4096, /* rows of one answer */
	HARVEST_SNIPPETS_MAX = 20,   /* CLI.md */
	HARVEST_SNIPPET_SIDE = 100,  /* characters to each side of a match */
	HARVEST_REQUISITES_MAX = 48, /* images, style sheets of one page */
	HARVEST_WIRE_MAX = 24 * 1024 * 1024,
	HARVEST_MINHASH = 128,
	HARVEST_PASSAGES = 192
};

/* One watched name in one document of the answer. */
struct mention {
	unsigned name;               /* index into the sweep's names */
	const char *match, *matched; /* CLI.md */
	const char *network, *kind;
	const char *native_id, *native_space;
	const char *url; /* canonical */
	const char *author, *author_url, *handle, *title;
	const char *published, *published_from, *lang;
	const char *snippet, *snippets[HARVEST_SNIPPETS_MAX];
	size_t n_snippets;
	const char *reasons; /* JSON array of words */
	/* Where an account may be an impostor's: the codes of impostor.h as a
	 * JSON array, and their score; else NULL and 0. */
	const char *signs;
	double impostor;
	char text_hash[SHA256_HEX], context_hash[SHA256_HEX];
	uint64_t simhash;
	uint32_t minhash[HARVEST_MINHASH];
	const uint64_t *passages; /* hashes; NULL where there are none */
	size_t n_passages;
	unsigned words, credits; /* credit.h */
	double score;
	size_t body_start, body_end; /* of the best match in the decoded body */
};

struct harvest_link {
	enum link_kind kind;
	const char *url, *anchor, *context;
	unsigned role;
};

struct harvest {
	struct arena arena; /* holds every string and array below */
	struct mention *mentions;
	size_t n_mentions;
	/* Those to be followed, in scope; and, of a page with a mention, its
	 * requisites. */
	struct harvest_link *links;
	size_t n_links;
	bool leads; /* there are such links, told again or not (analyse.h) */
	const char *network; /* the adapter that read it */
	const char *title, *canonical, *lang, *charset, *problem;
	const char *proof;  /* as in struct page */
	const char *picked; /* as in struct page */
	size_t n_docs; /* documents that the answer held, mentions or not */
	/* A listing's entries from the top, by native id or canonical URL; only
	 * where it may tell what vanished (store.h, index_page_end). */
	const char **items;
	size_t n_items;
	/* Body decoded; zero where it bore no content coding (not coded). */
	uint8_t content_sha256[SHA256_LEN];
	uint64_t content_len;
	bool coded, listing, complete, truncated, noarchive, noindex,
	    tdm_reserved;
	bool login_wall, soft_404, again;
	/* The visible text in UTF-8, of a page with a mention (has_text). */
	uint8_t text_sha256[SHA256_LEN];
	bool has_text;
	bool unread;   /* not what was due, and nothing in it */
	int64_t quota; /* as in struct page */
	bool keep;     /* its bytes are wanted although it shows no mention */
	bool has_portrait;
	struct portrait portrait; /* of an answer that is a picture */
	/* The document that the picture stands for, where it has a mention and
	 * few words: as in struct mention; else NULL. */
	const char *shown_url, *shown_id, *shown_space;
};

struct harvest *harvest_new(void);
void harvest_free(struct harvest *h); /* NULL does nothing */
/* ERR_LIMIT past HARVEST_WIRE_MAX. */
enum err harvest_pack(const struct harvest *h, struct buf *out) MUST_CHECK;
/* ERR_PARSE for anything that harvest_pack would not have written; n_names is
 * how many names there are. */
enum err harvest_unpack(
    const void *p, size_t n, unsigned n_names, struct harvest **out) MUST_CHECK;

#endif
