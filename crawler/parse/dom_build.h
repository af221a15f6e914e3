/* SPDX-License-Identifier: ISC */
/* A tree that is being built, and what the files that build it share: the
 * stack of open elements (HTML Standard, 13.2.4.2), the list of active
 * formatting elements (13.2.4.3), where a node goes (13.2.6.1). Internal to
 * dom*.c. */
#ifndef CRAWLER_PARSE_DOM_BUILD_H
#define CRAWLER_PARSE_DOM_BUILD_H

#include "crawler/parse/dom.h"

enum {
	DOM_FORMATS_MAX = 128 /* remembered at once; the oldest are forgotten */
};

enum dom_rule {               /* what an element is to the algorithm */
	DOM_SCOPE = 1,        /* ends every scope but that of a select */
	DOM_SCOPE_LIST = 2,   /* also ends that of list items */
	DOM_SCOPE_BUTTON = 4, /* also ends that of buttons */
	DOM_SCOPE_TABLE = 8,  /* ends that of tables */
	DOM_SPECIAL = 16,
	DOM_IMPLIED = 32, /* its end tag is implied */
	DOM_FOSTERS = 64, /* what does not belong in it goes before it */
	DOM_MARKER = 128, /* formatting stays outside of it */
	DOM_HEADING = 256,
	DOM_OF_HEAD = 512 /* belongs into the head */
};

/* The kin of a node while the tree grows; 0 is none. */
struct dom_kin {
	uint32_t first, last, next, prev;
	bool open; /* it is on the stack */
};

enum dom_stage { /* how far the page has come */
	DOM_BEFORE_HEAD,
	DOM_IN_HEAD,
	DOM_AFTER_HEAD,
	DOM_IN_BODY,
	DOM_IN_FRAMESET
};

struct dom_build {
	struct dom *d;       /* borrowed; nodes in the order of their making */
	struct dom_kin *kin; /* owned: of each node */
	const char *at, *end;
	const char *mark;   /* where the token begins that ends at `at` */
	struct token token; /* the tag that was read last */
	bool ends;          /* it is an end tag */
	enum dom_stage stage;
	bool quirks;   /* no doctype */
	bool has_nuls; /* the source holds NULs, which are dropped */
	bool moved;    /* order of making is no longer document order */
	uint32_t text; /* the text node that may still grow, or 0 */
	uint32_t head, body, form;
	/* Open elements, outermost first, and how many of each kind; how many
	 * more would be open if the stack were deeper. */
	uint32_t stack[DOM_DEPTH_MAX];
	size_t n_open, deeper;
	uint16_t count[TAG_COUNT];
	uint32_t formats[DOM_FORMATS_MAX]; /* 0 is a marker */
	size_t n_formats;
};

extern const uint16_t dom_rules[TAG_COUNT]; /* enum dom_rule */

/* ---- dom_node.c: nodes and where they go ---- */

void dom_build_init(struct dom_build *b, struct dom *d);
void dom_build_fini(struct dom_build *b);
/* The current node: the innermost open element, or the document. */
uint32_t dom_current(const struct dom_build *b);
/* Is it an element of HTML with that tag? */
bool dom_is(const struct dom_build *b, uint32_t i, enum tag tag);
unsigned dom_rules_of(const struct dom_build *b, uint32_t i);
/* Has the element the name of the tag in b->token? */
bool dom_same_name(const struct dom_build *b, uint32_t i);
void dom_link(
    struct dom_build *b, uint32_t i, uint32_t parent, uint32_t before);
void dom_unlink(struct dom_build *b, uint32_t i);
/* Puts a linked node under parent, or before the table if parent is a part of
 * one. */
void dom_move(struct dom_build *b, uint32_t i, uint32_t parent);
/* A new element for the start tag in b->token, in the current node; before the
 * table, if that is a part of one and fosters is set. */
uint32_t dom_element(struct dom_build *b, bool fosters);
/* The same for a tag that the source leaves out. */
uint32_t dom_implied(struct dom_build *b, enum tag tag);
/* A new element like i, without a place. */
uint32_t dom_clone(struct dom_build *b, uint32_t i);
/* Gives i the attributes of b->token if it has none. */
void dom_adopt_attrs(struct dom_build *b, uint32_t i);
enum { DOM_TEXT_RAW = 1, DOM_TEXT_FOSTERS = 2 };
void dom_text(struct dom_build *b, uint32_t parent, const char *s, size_t n,
    unsigned how);

/* ---- dom_stack.c: the stack of open elements ---- */

/* dom_element, and it is open then; 0 where the stack is full. */
uint32_t dom_enter(struct dom_build *b, bool fosters);
void dom_push(struct dom_build *b, uint32_t i);
void dom_pop(struct dom_build *b);
/* Pops up to and including the innermost element with that tag, which is open;
 * it ends with b->token if that is an end tag. */
void dom_pop_until(struct dom_build *b, enum tag tag);
/* Pops the innermost n. */
void dom_pop_from(struct dom_build *b, size_t from);
/* Takes an element out of the stack, wherever it is. */
void dom_remove(struct dom_build *b, uint32_t i);
/* Its place in the stack; n_open if it is not there. */
size_t dom_place(const struct dom_build *b, uint32_t i);
/* Is such an element open, within the scope that these rules end? */
bool dom_in_scope(const struct dom_build *b, enum tag tag, unsigned ends);
/* Pops elements whose end tags are implied, but for this one. */
void dom_imply_ends(struct dom_build *b, enum tag but);
/* Closes a paragraph that is open. */
void dom_close_p(struct dom_build *b);

/* ---- dom_format.c: formatting elements ---- */

void dom_format_push(struct dom_build *b, uint32_t i);
void dom_format_mark(struct dom_build *b);
void dom_format_to_mark(struct dom_build *b);
void dom_format_forget(struct dom_build *b, uint32_t i);
/* The innermost that is remembered, up to a marker; 0 if none. */
uint32_t dom_format_find(const struct dom_build *b, enum tag tag);
/* Opens anew those that a block has closed. */
void dom_format_reopen(struct dom_build *b);
/* The adoption agency algorithm; false where it is a tag like any other. */
bool dom_format_end(struct dom_build *b, enum tag tag);

/* ---- dom_table.c: tables and select ---- */

void dom_table_start(struct dom_build *b);
void dom_table_part(struct dom_build *b);
void dom_table_end(struct dom_build *b);
/* Is the current node a select or in one? */
bool dom_in_select(const struct dom_build *b);
/* The tag in a select; false where it ended the select and is yet to be read.
 */
bool dom_select_start(struct dom_build *b);
bool dom_select_end(struct dom_build *b);

/* ---- dom_body.c: tags in the body ---- */

void dom_body_start(struct dom_build *b);
void dom_body_end(struct dom_build *b);
/* The element of b->token with all up to its end tag. */
void dom_raw(struct dom_build *b, bool fosters);

/* ---- dom_build.c ---- */

/* Builds the whole tree; ERR_LIMIT where it is too large. */
enum err dom_build(struct dom_build *b) MUST_CHECK;

#endif
