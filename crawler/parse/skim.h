/* SPDX-License-Identifier: ISC */
/* The fast reading of HTML: one pass over UTF-8 that knows tokens (comments,
 * raw text, attributes by the HTML Standard, 13.2.5) but builds no tree. It
 * keeps visible text and navigation noise apart and remembers where links,
 * metas and JSON-LD stand; nothing is decoded that nobody asks for. Time and
 * memory are linear in the bytes, whatever they are. */
#ifndef CRAWLER_PARSE_SKIM_H
#define CRAWLER_PARSE_SKIM_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/parse/flow.h"
#include "crawler/parse/html.h"

struct arena;

enum {
	SKIM_LINKS_MAX = 20000, /* different hrefs that are remembered */
	SKIM_METAS_MAX = 256,
	SKIM_JSONLD_MAX = 32
};

/* A piece of the source, references not decoded; s is NULL for none. */
struct skim_slice {
	const char *s;
	size_t n;
};

struct skim_meta { /* <meta>: key is name, property, itemprop, http-equiv */
	struct skim_slice key, content;
};

struct skim_link {
	struct skim_slice href; /* trimmed, without fragment */
	enum html_role role;
	bool nofollow;
	bool noise;        /* it stands in navigation noise */
	size_t start, end; /* its anchor in the text, or in the noise */
};

struct skim {
	struct flow text, noise; /* owned */
	/* Owned: alt, title, aria-label, of the text and of the noise. */
	struct flow extra, noise_extra;
	struct skim_slice title;   /* what stands in <title> */
	struct skim_slice lang;    /* of <html> */
	struct skim_slice base;    /* href of the first <base> */
	size_t h1_start, h1_end;   /* the first h1, in text */
	struct skim_meta *metas;   /* owned */
	struct skim_link *links;   /* owned */
	struct skim_slice *jsonld; /* owned */
	size_t n_metas, n_links, n_jsonld, cap_links;
	size_t *slots, cap_slots; /* owned: links by the hash of their href */
	bool truncated;           /* more links than SKIM_LINKS_MAX */
};

/* Reads html, which is valid UTF-8 and must outlive k. */
void skim_init(struct skim *k, const char *html, size_t n);
void skim_fini(struct skim *k);
/* A fragment: its text alone, nothing taken for noise. */
void skim_fragment(struct flow *f, const char *html, size_t n);
/* References decoded, white space collapsed; NULL for an empty slice. */
char *skim_decode(struct skim_slice slice, struct arena *a);
/* Equal but for the case of ASCII letters. */
bool skim_is(struct skim_slice slice, const char *word);

#endif
