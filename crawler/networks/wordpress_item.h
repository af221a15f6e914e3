/* SPDX-License-Identifier: ISC */
/* One post, page or comment of WordPress as a document. */
#ifndef CRAWLER_NETWORKS_WORDPRESS_ITEM_H
#define CRAWLER_NETWORKS_WORDPRESS_ITEM_H

#include <jansson.h>
#include <stdbool.h>

struct doc;
struct page;
struct source;

/* An element of the list "posts", "pages" or "comments". False if it is none;
 * members of another type than is due are as if they were not there. */
bool wordpress_item_read(const struct source *s, struct page *p,
    const char *list, const char *space, const json_t *item);
/* Gives an entry of the blog's feed the id that the API would have given. */
void wordpress_item_adopt(
    struct page *p, const char *list, struct doc *d, const char *space);

#endif
