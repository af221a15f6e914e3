/* SPDX-License-Identifier: ISC */
/* The scanner's state, and the reading of one tag: names, attributes, the
 * namespaces that they declare. Shared by the files of xml.h alone. */
#ifndef CRAWLER_PARSE_XML_TAG_H
#define CRAWLER_PARSE_XML_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/parse/xml.h"
#include "crawler/parse/xml_text.h"
#include "store/base/buf.h"
#include "store/base/mem.h"

enum { XML_TEXT_MAX = 64 * 1024 * 1024 /* of one event, decoded */ };

struct xml_open {
	struct xml_str raw; /* "prefix:name", points into the document */
	struct xml_str prefix, name, uri;
	size_t n_ns; /* namespaces known before it */
};

struct xml {
	const char *start, *end, *p; /* borrowed: the document */
	struct xml_open stack[XML_DEPTH_MAX];
	unsigned depth;
	unsigned closing; /* elements whose END is due */
	struct {
		struct xml_str prefix, uri; /* the uri: document or arena */
	} ns[XML_NS_MAX];
	size_t n_ns;
	struct xml_attr attrs[XML_ATTRS_MAX];
	size_t value_at[XML_ATTRS_MAX]; /* where in values each begins */
	size_t n_attrs;
	struct buf values; /* of the attributes; text with references */
	struct arena arena;
	struct xml_entities entities;
	const char *fault;
	size_t fault_at;
};

/* Remembers the first thing that was not well-formed. */
void xml_tag_fault(struct xml *x, const char *at, const char *words);
/* May a name begin with this byte? */
bool xml_tag_starts(char c);
/* The name at x->p, which moves behind it. */
struct xml_str xml_tag_name(struct xml *x);
void xml_tag_split(
    struct xml_str raw, struct xml_str *prefix, struct xml_str *name);
/* The namespace that a prefix stands for here. */
struct xml_str xml_tag_ns(const struct xml *x, struct xml_str prefix);
/* Reads the attributes into x->attrs, up to and with the tag's end; is the
 * element empty ("/>")? */
bool xml_tag_attrs(struct xml *x);

#endif
