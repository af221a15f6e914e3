/* SPDX-License-Identifier: ISC */
/* Wikitext (MediaWiki) as plain text: links by what they show, templates by the
 * values of their parameters, tables by their cells, references where they
 * stand. It is no renderer: a template is not looked up. What a reader could
 * see is kept, since a name may stand in any of these; only names of templates,
 * of parameters, of files and of tags are left out. */
#ifndef CRAWLER_PARSE_WIKITEXT_H
#define CRAWLER_PARSE_WIKITEXT_H

#include <stddef.h>

struct arena;

enum {
	WIKITEXT_DEPTH_MAX = 64, /* of links and templates; deeper ones stand
				  * as they are */
	WIKITEXT_NAME_MAX = 255, /* bytes of a target, a template's name */
	WIKITEXT_KEY_MAX = 60    /* bytes of a parameter's name */
};

/* In the arena, NUL-terminated, never longer than its source; len may be NULL.
 */
char *wikitext_text(const char *s, size_t n, struct arena *a, size_t *len);

#endif
