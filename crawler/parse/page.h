/* SPDX-License-Identifier: ISC */
/* What bytes become: one page with its documents and links. Everything hangs
 * in the page's arena and is freed with it. The parsers of this folder and the
 * adapters of networks/ fill it; they are pure (bytes in, page out). */
#ifndef CRAWLER_PARSE_PAGE_H
#define CRAWLER_PARSE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/err.h"
#include "store/base/mem.h"

struct flow_span;

enum {
	PAGE_LINKS_MAX = 10000,
	PAGE_SITEMAP_MAX = 50000, /* links of a sitemap */
	PAGE_DOCS_MAX = 10000,
	PAGE_ANCHOR_MAX = 160, /* bytes kept of an anchor's text */
	PAGE_IDENTITIES_MAX = 64,
	PAGE_ME_MAX = 16
};

/* kind of CLI.md */
enum doc_kind {
	DOC_PAGE,
	DOC_POST,
	DOC_COMMENT,
	DOC_PROFILE,
	DOC_REVIEW,
	DOC_MESSAGE,
	DOC_VIDEO,
	DOC_IMAGE
};
const char *doc_kind_name(enum doc_kind kind);

/* One post, comment, profile, review or page: NETWORKS.md 2.5. Every string is
 * UTF-8 in the page's arena, or NULL for "not stated". */
struct doc {
	enum doc_kind kind;
	const char *native_id; /* the network's own, unique in native_space */
	const char *native_space; /* e.g. "wordpress:https://blog.example" */
	const char *url;          /* absolute; NULL: the page's own */
	const char *title, *author, *author_url, *handle, *avatar_url;
	const char *picture_url; /* the first that it shows */
	const char *byline; /* the author as stated, mail address and all */
	const char *lang;
	const char *published, *published_from; /* RFC 3339 or the day; where */
	const char *modified;
	const char *parent_id, *thread_id;
	const char *revision, *sha1; /* a wiki's own, of this version */
	const char *stable_url;      /* of this very version; absolute */
	const char *text; /* comparable plain text, paragraphs by "\n" */
	size_t text_len;
	/* Where the text's bytes came from: map[i] is what in the decoded body
	 * (after content coding, before charset) text byte i stood for; NULL
	 * where only the document's span is known. */
	const struct flow_span *map;
	size_t body_start, body_end; /* the document's span; 0,0: the whole */
	bool deleted;                /* the network says that it was removed */
	bool summary;                /* the text is known to be cut */
};

enum link_kind {
	LINK_PAGE,    /* a page of the site: followed within scope and depth */
	LINK_LISTING, /* feed, sitemap, API page: visited first, kept */
	LINK_PERMALINK, /* of a document: followed if that has a mention */
	LINK_REDIRECT,  /* Location, meta refresh */
	LINK_PICTURE,   /* whom the page shows: looked at for portraits */
	LINK_REQUISITE, /* image, style sheet: fetched with a matched page */
	LINK_PROOF      /* of a document, as LINK_PERMALINK, or where the page
			 * has none of the page: evidence that goes with it. Its
			 * fragment, never sent, tells one purpose from another
			 */
};

struct link {
	enum link_kind kind;
	const char *url;    /* absolute href */
	const char *anchor; /* what was clicked on, or NULL */
	unsigned
	    role; /* for the adapter's own use: comes back in source.role */
	const char *context; /* likewise: comes back in source.context */
	size_t doc;      /* LINK_PERMALINK, LINK_PROOF: index of the document */
	int64_t lastmod; /* sitemap; 0: not stated */
	bool nofollow;
};

struct page {
	struct arena arena;
	const char *title, *author, *date, *date_from, *lang, *charset;
	const char *canonical; /* absolute, as declared and accepted, or NULL */
	const char *text;      /* visible text without navigation noise */
	size_t text_len;
	const struct flow_span *map; /* as in doc */
	/* Names and handles that this page shows as somebody's: title, author,
	 * profile heading, the URL's last segment. For lookalikes. */
	const char *identities[PAGE_IDENTITIES_MAX];
	size_t n_identities;
	const char *picture; /* that stands for it (og:image), or NULL */
	/* rel=me: pages that whoever bears this one calls their own. */
	const char *me[PAGE_ME_MAX];
	size_t n_me;
	bool html; /* it was read for them */
	/* For a source that wants them (claims.h). */
	const struct claim *claims;
	size_t n_claims;
	struct doc *docs;
	size_t n_docs, cap_docs;
	struct link *links;
	size_t n_links, cap_links;
	const char *network; /* who read it, if not the seed's own adapter */
	const char *picked;  /* by `auto`: a network's name, and by what */
	const char *problem; /* one line when the bytes were not what was due */
	const char *proof;   /* one line: what bytes that are signed prove, and
			      * what they do not; or NULL */
	bool noindex, nofollow, noarchive, tdm_reserved;
	bool listing;  /* proves absence: feed, sitemap, API answer */
	bool complete; /* a listing that shows all there is to its end */
	bool ranked; /* a search's own choice: what it leaves out proves nothing
		      */
	bool sitemap;   /* its links have a ceiling of their own */
	bool truncated; /* a ceiling cut it */
	bool
	    again; /* busy: ask the same address once more, after Retry-After */
	bool login_wall, soft_404;
	int64_t quota; /* requests that the body says are left, plus one; 0: it
			* does not say */
};

void page_init(struct page *p);
void page_fini(struct page *p);
void page_reset(struct page *p);
/* A zeroed document or link at the end; NULL at the ceiling (and truncated is
 * set). Pointers to earlier ones may move. */
struct doc *page_doc(struct page *p);
struct link *page_link(struct page *p, enum link_kind kind, const char *url);
void page_identity(struct page *p, const char *s, size_t n);
enum err page_problem(struct page *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
