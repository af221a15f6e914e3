/* SPDX-License-Identifier: ISC */
/* XML as feeds and sitemaps are met in: one pass over UTF-8 text, one event a
 * call, in memory that does not grow with the document. It never fails. What is
 * not well-formed is repaired the way readers expect (stray "&" and "<", end
 * tags that are missing, crossed or too many, attributes unquoted or repeated,
 * HTML's entities without a DTD, undeclared prefixes) and the first fault is
 * remembered. A strict parser would lose the feed at that fault, a recovering
 * one the text after it, and neither says where in the stored bytes an entry
 * stands: this is why libxml2 is not used here.
 *
 * Nothing is fetched and nothing grows: of a DOCTYPE only short internal
 * entities without references are kept, so bombs and external entities have
 * nothing to work with. */
#ifndef CRAWLER_PARSE_XML_H
#define CRAWLER_PARSE_XML_H

#include <stdbool.h>
#include <stddef.h>

enum {
	XML_DEPTH_MAX = 512, /* elements below are left out, their text stays */
	XML_ATTRS_MAX = 64,  /* of one tag; what follows is left out */
	XML_NS_MAX = 256,    /* namespaces declared at one time */
	XML_ENTITIES_MAX = 32,
	XML_ENTITY_BYTES_MAX = 64 /* of one internal entity's text */
};

enum xml_event { XML_START, XML_END, XML_TEXT, XML_EOF };

struct xml_str {
	const char *s; /* NULL where there is none */
	size_t n;
};

struct xml_attr {
	struct xml_str prefix, name; /* points into the document */
	struct xml_str uri;          /* lives as long as the scanner */
	struct xml_str value; /* decoded, NUL-terminated; until the next call */
};

/* What the last event was. All but the pointers is the scanner's. */
struct xml_token {
	struct xml_str prefix, name, uri; /* START, END */
	const struct xml_attr *attrs;     /* START */
	size_t n_attrs;
	struct xml_str text; /* TEXT, decoded; until the next call */
	size_t at, end;      /* the bytes that made the event */
	unsigned depth;      /* of the element: 1 for the root's START, END */
};

struct xml;

/* The text is borrowed and must outlive the scanner. */
struct xml *xml_new(const char *utf8, size_t n);
void xml_free(struct xml *x); /* NULL does nothing */
/* Every START has its END, also where the document forgot it. Text of one
 * element may come in several events. */
enum xml_event xml_next(struct xml *x, struct xml_token *t);
/* The first thing that was not well-formed, or NULL. */
const char *xml_fault(const struct xml *x, size_t *at);

/* An attribute without namespace, its name in any case; NULL if not there. */
const char *xml_attr(const struct xml_token *t, const char *name);
/* Is it this ASCII word, in any case? */
bool xml_is(struct xml_str s, const char *word);

#endif
