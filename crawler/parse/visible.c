/* SPDX-License-Identifier: ISC */
/* The tree's visible text. */
#include "crawler/parse/visible.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/weigh.h"

enum {
	VISIBLE_EXTRA_MAX = 1024, /* bytes of an alt, title or label */
	VISIBLE_LINE_MAX = 1024,
	VISIBLE_NOISE_TIMES = 20
};

/* Blocks that are open, so that a line ends where they do. */
struct blocks {
	uint32_t past[DOM_DEPTH_MAX + 1];
	size_t n;
};

static void
close_blocks(struct blocks *b, uint32_t i, struct flow *out)
{
	while (b->n > 0 && b->past[b->n - 1] <= i) {
		flow_break(out);
		b->n--;
	}
}

/* The source of a text node is decoded anew, for the sake of exact offsets,
 * unless tags that the tree ignored stand in it. */
static void
write_text(const struct dom *d, const struct dom_node *node, struct flow *out)
{
	const char *from = d->html + node->start;
	size_t n = node->end - node->start;

	if (out->base == NULL)
		flow_plain(out, node->text, node->text_len, NULL, NULL);
	else if (node->text_len > n || memchr(from, '<', n) != NULL)
		flow_plain(out, node->text, node->text_len, from, from + n);
	else
		flow_text(out, from, n);
}

static bool
left_out(const struct dom *d, uint32_t i, const uint8_t *skip)
{
	const struct dom_node *node = &d->nodes[i];

	return (skip != NULL && skip[i] != 0) ||
	       (!node->is_text && (tag_flags[node->tag] & TAG_IS_SKIP) != 0);
}

void
visible_write(
    const struct dom *d, uint32_t i, const uint8_t *skip, struct flow *out)
{
	struct blocks open = { .n = 0 };
	uint32_t past = d->nodes[i].past;

	while (i < past) {
		const struct dom_node *node = &d->nodes[i];

		close_blocks(&open, i, out);
		if (left_out(d, i, skip)) {
			if ((tag_flags[node->tag] & TAG_IS_BLOCK) != 0)
				flow_break(out);
			i = node->past;
			continue;
		}
		if (node->is_text) {
			write_text(d, node, out);
		} else if ((tag_flags[node->tag] & TAG_IS_BLOCK) != 0) {
			flow_break(out);
			open.past[open.n++] = node->past;
		}
		i++;
	}
	close_blocks(&open, past, out);
}

/* The attribute as it stands in the source; its start and no bytes where the
 * tree has it from elsewhere. */
static struct skim_slice
attr_source(const struct dom *d, uint32_t i, enum token_attr attr)
{
	const char *tag = d->html + d->nodes[i].start;
	struct skim_slice v = { tag, 0 }, found;
	struct token t;

	if (token_tag(tag, d->html + d->html_len, &t) == NULL)
		return v;
	found = token_attr(&t, attr);
	return found.s != NULL ? found : v;
}

static void
write_attr(
    const struct dom *d, uint32_t i, enum token_attr attr, struct flow *out)
{
	const char *v = dom_attr(d, i, attr);
	size_t n = v == NULL ? 0 : strlen(v);
	struct skim_slice raw;

	if (n == 0 || n > VISIBLE_EXTRA_MAX)
		return;
	raw = attr_source(d, i, attr);
	flow_break(out);
	flow_plain(out, v, n, raw.s, raw.s + raw.n);
	flow_break(out);
}

void
visible_extra(
    const struct dom *d, uint32_t i, const uint8_t *skip, struct flow *out)
{
	uint32_t past = d->nodes[i].past;

	while (i < past) {
		if (left_out(d, i, skip)) {
			i = d->nodes[i].past;
			continue;
		}
		if (!d->nodes[i].is_text && d->nodes[i].tag != TAG_LINK) {
			write_attr(d, i, TOKEN_ALT, out);
			write_attr(d, i, TOKEN_TITLE, out);
			write_attr(d, i, TOKEN_ARIA_LABEL, out);
		}
		i++;
	}
}

char *
visible_line(
    const struct dom *d, uint32_t i, const uint8_t *skip, struct arena *a)
{
	struct flow f;
	char *line = NULL;
	size_t n;

	flow_init(&f, NULL);
	visible_write(d, i, skip, &f);
	if (f.len > 0 && f.len <= VISIBLE_LINE_MAX) {
		line = flow_copy(&f, a, &n, NULL);
		for (size_t k = 0; k < n; k++)
			if (line[k] == '\n')
				line[k] = ' ';
		if (n == 0)
			line = NULL;
	}
	flow_fini(&f);
	return line;
}

static bool
is_noise_role(const char *role)
{
	static const char *const roles[] = { "navigation", "banner",
		"contentinfo", "complementary", "search", "menu" };

	for (size_t i = 0; role != NULL && i < NELEM(roles); i++)
		if (strcasecmp(role, roles[i]) == 0)
			return true;
	return false;
}

/* What holds node i, of the elements that make a header or aside content. */
struct hosts {
	bool host, article;
};

static struct hosts
hosts_of(const struct dom *d, uint32_t i)
{
	struct hosts h = { false, false };

	while (i != 0) {
		i = d->nodes[i].parent;
		if ((tag_flags[d->nodes[i].tag] & TAG_IS_HOST) == 0)
			continue;
		h.host = true;
		if (d->nodes[i].tag != TAG_MAIN &&
		    d->nodes[i].tag != TAG_SECTION)
			h.article = true;
	}
	return h;
}

static bool
is_noise(const struct dom *d, uint32_t i)
{
	const struct dom_node *node = &d->nodes[i];
	unsigned flags = node->is_text ? 0 : tag_flags[node->tag];

	if ((flags & TAG_IS_NOISE) != 0)
		return true;
	if (node->tag == TAG_ASIDE)
		return !hosts_of(d, i).article;
	if ((flags & TAG_IS_PART) != 0)
		return !hosts_of(d, i).host;
	return (flags & TAG_IS_BLOCK) != 0 && node->tag != TAG_BODY &&
	       is_noise_role(dom_attr(d, i, TOKEN_ROLE)) &&
	       !hosts_of(d, i).article;
}

/* A header of the page is noise up to its first h1, an article or main ends
 * any noise: these and what follows them in the noise are content. */
static void
mark(const struct dom *d, uint32_t i, uint8_t *marks)
{
	uint32_t past = d->nodes[i].past;
	uint32_t stop = past;

	for (uint32_t k = i + 1; k < past && stop == past; k++) {
		enum tag tag = (enum tag)d->nodes[k].tag;

		if (!d->nodes[k].is_text &&
		    (tag == TAG_MAIN || tag == TAG_ARTICLE ||
			(tag == TAG_H1 && d->nodes[i].tag == TAG_HEADER)))
			stop = k;
	}
	if (stop == past) {
		marks[i] = 1;
		return;
	}
	for (uint32_t k = i + 1; k < stop; k++)
		if (d->nodes[k].past <= stop)
			marks[k] = 1;
}

uint8_t *
visible_noise(const struct dom *d)
{
	uint8_t *marks = mem_zalloc(d->n);
	struct weight *all, *rest;
	uint32_t i = 0;

	while (i < d->n) {
		bool noise = is_noise(d, i);

		if (noise)
			mark(d, i, marks);
		i = noise && marks[i] != 0 ? d->nodes[i].past : i + 1;
	}
	all = weigh(d, NULL);
	rest = weigh(d, marks);
	/* The scanner counts likewise. */
	if (rest[0].text * (VISIBLE_NOISE_TIMES + 1) < all[0].text)
		memset(marks, 0, d->n);
	free(all);
	free(rest);
	return marks;
}
