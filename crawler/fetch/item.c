/* SPDX-License-Identifier: ISC */
/* Items and their lists. */
#include "crawler/fetch/item.h"

#include <stdlib.h>

#include "store/base/mem.h"

struct item *
item_new(enum item_kind kind, size_t seed, const char *url)
{
	struct item *it = mem_zalloc(sizeof(*it));

	it->kind = kind;
	it->seed = seed;
	it->url = mem_strdup(url);
	return it;
}

void
item_free(struct item *it)
{
	if (it == NULL)
		return;
	free(it->url);
	free(it->via);
	free(it->context);
	url_state_fini(&it->prior);
	free(it);
}

bool
item_is_page(const struct item *it)
{
	return it->kind == ITEM_ENTRY || it->kind == ITEM_MEMBER;
}

void
item_list_add(struct item_list *l, struct item *it)
{
	it->next = NULL;
	if (l->last != NULL)
		l->last->next = it;
	else
		l->first = it;
	l->last = it;
	l->n++;
}

void
item_list_add_first(struct item_list *l, struct item *it)
{
	it->next = l->first;
	l->first = it;
	if (l->last == NULL)
		l->last = it;
	l->n++;
}

struct item *
item_list_take(struct item_list *l)
{
	struct item *it = l->first;

	if (it == NULL)
		return NULL;
	l->first = it->next;
	if (l->first == NULL)
		l->last = NULL;
	l->n--;
	it->next = NULL;
	return it;
}

void
item_list_fini(struct item_list *l)
{
	struct item *it = item_list_take(l);

	while (it != NULL) {
		item_free(it);
		it = item_list_take(l);
	}
}
