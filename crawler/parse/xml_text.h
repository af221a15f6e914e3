/* SPDX-License-Identifier: ISC */
/* References in XML text, and the few entities that a document may define for
 * itself. Shared by the files of xml.h alone. */
#ifndef CRAWLER_PARSE_XML_TEXT_H
#define CRAWLER_PARSE_XML_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "crawler/parse/xml.h"
#include "store/base/buf.h"

struct xml_entities {
	struct {
		struct xml_str name, value; /* point into the document */
	} list[XML_ENTITIES_MAX];
	size_t n;
};

/* The declarations of an internal subset: <!ENTITY name "text">, where the text
 * is short and holds neither reference nor markup; all others are ignored. */
void xml_entities_read(struct xml_entities *e, const char *s, size_t n);
/* Appends s with its references replaced: numeric ones, those of HTML, those
 * declared. Control characters become spaces. False if something was no
 * reference after all, and stands as it is. */
bool xml_text_decode(
    const struct xml_entities *e, const char *s, size_t n, struct buf *out);

#endif
