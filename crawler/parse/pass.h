/* SPDX-License-Identifier: ISC */
/* One pass of the scanner: what skim.c (text and noise) and refs.c (links,
 * metas) share while it lasts, and the helpers that both need. */
#ifndef CRAWLER_PARSE_PASS_H
#define CRAWLER_PARSE_PASS_H

#include <stdint.h>

#include "crawler/parse/skim.h"
#include "crawler/parse/token.h"

struct pass {
	struct skim *k;   /* borrowed; NULL for a fragment */
	struct flow *out; /* borrowed: where text goes now */
	const char *at, *end;
	/* Noise: the element that began it, and how often it is open. */
	enum tag noise;
	size_t noise_depth;
	bool noise_header;      /* it is a header of the page: its h1 ends it */
	size_t hosts, articles; /* open elements that hold content */
	enum tag skip;          /* likewise for what is no text */
	size_t skip_depth;
	/* Where the tokeniser's rules are others: SVG and MathML, and the
	 * elements in them that hold HTML again; <select>. */
	bool foreign, in_select;
	bool html_rules; /* they hold for the tag in token */
	size_t hosted;
	size_t tables; /* open now */
	size_t link;   /* 1 + index of the link that is open */
	bool in_h1;
	struct token token; /* the tag that was read last */
};

/* Follows the tag in p->token into and out of SVG, MathML and <select>. */
void foreign_start(struct pass *p);
void foreign_end(struct pass *p, enum tag tag);
/* Does the tokeniser read what follows the start tag as raw text? */
bool foreign_is_raw(const struct pass *p);

/* The links, metas and addresses that the start tag in p->token states. */
void refs_start(struct pass *p);
/* The link that is open ends here, by its end tag or by force. */
void refs_close(struct pass *p);
/* The slice without white space at its ends. */
struct skim_slice refs_trim(struct skim_slice v);
/* Quick, not for keys that an attacker's choice could slow down for ever. */
uint64_t refs_hash(const char *s, size_t n);

#endif
