/* SPDX-License-Identifier: ISC */
/* Which elements lead into and out of SVG and MathML (HTML Standard, 13.2.6.5);
 * both readings ask. */
#ifndef CRAWLER_PARSE_FOREIGN_H
#define CRAWLER_PARSE_FOREIGN_H

#include <stdbool.h>

#include "crawler/parse/tag.h"

/* Elements of SVG and MathML in which HTML's rules hold. */
bool foreign_hosts_html(enum tag tag);
/* HTML elements that end SVG and MathML where they begin. */
bool foreign_breaks_out(enum tag tag);

#endif
