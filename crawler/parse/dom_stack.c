/* SPDX-License-Identifier: ISC */
/* The stack of open elements, and the rules of elements that it goes by. */
#include "crawler/parse/dom_build.h"

enum { DOM_SCOPES = DOM_SCOPE | DOM_SCOPE_LIST | DOM_SCOPE_BUTTON };

const uint16_t dom_rules[TAG_COUNT] = {
	[TAG_ADDRESS] = DOM_SPECIAL,
	[TAG_APPLET] = DOM_SPECIAL | DOM_SCOPES | DOM_MARKER,
	[TAG_AREA] = DOM_SPECIAL,
	[TAG_ARTICLE] = DOM_SPECIAL,
	[TAG_ASIDE] = DOM_SPECIAL,
	[TAG_BASE] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_BASEFONT] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_BGSOUND] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_BLOCKQUOTE] = DOM_SPECIAL,
	[TAG_BODY] = DOM_SPECIAL,
	[TAG_BR] = DOM_SPECIAL,
	[TAG_BUTTON] = DOM_SPECIAL | DOM_SCOPE_BUTTON,
	[TAG_CAPTION] = DOM_SPECIAL | DOM_SCOPES | DOM_MARKER,
	[TAG_CENTER] = DOM_SPECIAL,
	[TAG_COL] = DOM_SPECIAL,
	[TAG_COLGROUP] = DOM_SPECIAL,
	[TAG_DD] = DOM_SPECIAL | DOM_IMPLIED,
	[TAG_DETAILS] = DOM_SPECIAL,
	[TAG_DIR] = DOM_SPECIAL,
	[TAG_DIV] = DOM_SPECIAL,
	[TAG_DL] = DOM_SPECIAL,
	[TAG_DT] = DOM_SPECIAL | DOM_IMPLIED,
	[TAG_EMBED] = DOM_SPECIAL,
	[TAG_FIELDSET] = DOM_SPECIAL,
	[TAG_FIGCAPTION] = DOM_SPECIAL,
	[TAG_FIGURE] = DOM_SPECIAL,
	[TAG_FOOTER] = DOM_SPECIAL,
	[TAG_FORM] = DOM_SPECIAL,
	[TAG_FRAME] = DOM_SPECIAL,
	[TAG_FRAMESET] = DOM_SPECIAL,
	[TAG_H1] = DOM_SPECIAL | DOM_HEADING,
	[TAG_H2] = DOM_SPECIAL | DOM_HEADING,
	[TAG_H3] = DOM_SPECIAL | DOM_HEADING,
	[TAG_H4] = DOM_SPECIAL | DOM_HEADING,
	[TAG_H5] = DOM_SPECIAL | DOM_HEADING,
	[TAG_H6] = DOM_SPECIAL | DOM_HEADING,
	[TAG_HEAD] = DOM_SPECIAL,
	[TAG_HEADER] = DOM_SPECIAL,
	[TAG_HGROUP] = DOM_SPECIAL,
	[TAG_HR] = DOM_SPECIAL,
	[TAG_HTML] = DOM_SPECIAL | DOM_SCOPES | DOM_SCOPE_TABLE,
	[TAG_IFRAME] = DOM_SPECIAL,
	[TAG_IMG] = DOM_SPECIAL,
	[TAG_INPUT] = DOM_SPECIAL,
	[TAG_KEYGEN] = DOM_SPECIAL,
	[TAG_LI] = DOM_SPECIAL | DOM_IMPLIED,
	[TAG_LINK] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_LISTING] = DOM_SPECIAL,
	[TAG_MAIN] = DOM_SPECIAL,
	[TAG_MARQUEE] = DOM_SPECIAL | DOM_SCOPES | DOM_MARKER,
	[TAG_MENU] = DOM_SPECIAL,
	[TAG_META] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_NAV] = DOM_SPECIAL,
	[TAG_NOEMBED] = DOM_SPECIAL,
	[TAG_NOFRAMES] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_NOSCRIPT] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_OBJECT] = DOM_SPECIAL | DOM_SCOPES | DOM_MARKER,
	[TAG_OL] = DOM_SPECIAL | DOM_SCOPE_LIST,
	[TAG_OPTGROUP] = DOM_IMPLIED,
	[TAG_OPTION] = DOM_IMPLIED,
	[TAG_P] = DOM_SPECIAL | DOM_IMPLIED,
	[TAG_PARAM] = DOM_SPECIAL,
	[TAG_PLAINTEXT] = DOM_SPECIAL,
	[TAG_PRE] = DOM_SPECIAL,
	[TAG_RB] = DOM_IMPLIED,
	[TAG_RP] = DOM_IMPLIED,
	[TAG_RT] = DOM_IMPLIED,
	[TAG_RTC] = DOM_IMPLIED,
	[TAG_SCRIPT] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_SEARCH] = DOM_SPECIAL,
	[TAG_SECTION] = DOM_SPECIAL,
	[TAG_SELECT] = DOM_SPECIAL,
	[TAG_SOURCE] = DOM_SPECIAL,
	[TAG_STYLE] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_SUMMARY] = DOM_SPECIAL,
	[TAG_TABLE] = DOM_SPECIAL | DOM_SCOPES | DOM_SCOPE_TABLE | DOM_FOSTERS,
	[TAG_TBODY] = DOM_SPECIAL | DOM_FOSTERS,
	[TAG_TD] = DOM_SPECIAL | DOM_SCOPES | DOM_MARKER,
	[TAG_TEMPLATE] = DOM_SPECIAL | DOM_SCOPES | DOM_SCOPE_TABLE |
			 DOM_MARKER | DOM_OF_HEAD,
	[TAG_TEXTAREA] = DOM_SPECIAL,
	[TAG_TFOOT] = DOM_SPECIAL | DOM_FOSTERS,
	[TAG_TH] = DOM_SPECIAL | DOM_SCOPES | DOM_MARKER,
	[TAG_THEAD] = DOM_SPECIAL | DOM_FOSTERS,
	[TAG_TITLE] = DOM_SPECIAL | DOM_OF_HEAD,
	[TAG_TR] = DOM_SPECIAL | DOM_FOSTERS,
	[TAG_TRACK] = DOM_SPECIAL,
	[TAG_UL] = DOM_SPECIAL | DOM_SCOPE_LIST,
	[TAG_WBR] = DOM_SPECIAL,
	[TAG_XMP] = DOM_SPECIAL,
};

void
dom_push(struct dom_build *b, uint32_t i)
{
	const struct dom_node *node = &b->d->nodes[i];

	b->stack[b->n_open++] = i;
	b->kin[i].open = true;
	if (!node->foreign)
		b->count[node->tag]++;
}

uint32_t
dom_enter(struct dom_build *b, bool fosters)
{
	uint32_t i;

	if (b->n_open == DOM_DEPTH_MAX) {
		b->d->truncated = true;
		/* Its end tag is to close nothing else. */
		if ((dom_rules[b->token.tag] & DOM_IMPLIED) == 0)
			b->deeper++;
		return 0;
	}
	i = dom_element(b, fosters);
	dom_push(b, i);
	return i;
}

/* What its going means to the rest. */
static void
closed(struct dom_build *b, uint32_t i)
{
	const struct dom_node *node = &b->d->nodes[i];

	b->kin[i].open = false;
	b->text = 0;
	if (node->foreign)
		return;
	b->count[node->tag]--;
	if ((dom_rules[node->tag] & DOM_MARKER) != 0)
		dom_format_to_mark(b);
}

void
dom_pop(struct dom_build *b)
{
	closed(b, b->stack[--b->n_open]);
}

void
dom_pop_from(struct dom_build *b, size_t from)
{
	while (b->n_open > from)
		dom_pop(b);
}

void
dom_pop_until(struct dom_build *b, enum tag tag)
{
	uint32_t i;

	do {
		i = dom_current(b);
		dom_pop(b);
	} while (!dom_is(b, i, tag) && b->n_open > 0);
	if (b->ends)
		b->d->nodes[i].end = (uint32_t)(b->at - b->d->html);
}

size_t
dom_place(const struct dom_build *b, uint32_t i)
{
	size_t k = b->n_open;

	if (!b->kin[i].open)
		return b->n_open;
	while (b->stack[k - 1] != i)
		k--;
	return k - 1;
}

void
dom_remove(struct dom_build *b, uint32_t i)
{
	size_t k = dom_place(b, i);

	if (k == b->n_open)
		return;
	for (b->n_open--; k < b->n_open; k++)
		b->stack[k] = b->stack[k + 1];
	closed(b, i);
}

bool
dom_in_scope(const struct dom_build *b, enum tag tag, unsigned ends)
{
	if (b->count[tag] == 0)
		return false;
	for (size_t i = b->n_open; i > 0; i--) {
		uint32_t node = b->stack[i - 1];

		if (dom_is(b, node, tag))
			return true;
		if ((dom_rules_of(b, node) & ends) != 0)
			return false;
	}
	return false;
}

void
dom_imply_ends(struct dom_build *b, enum tag but)
{
	while (!dom_is(b, dom_current(b), but) &&
	       (dom_rules_of(b, dom_current(b)) & DOM_IMPLIED) != 0)
		dom_pop(b);
}

void
dom_close_p(struct dom_build *b)
{
	if (dom_in_scope(b, TAG_P, DOM_SCOPE | DOM_SCOPE_BUTTON))
		dom_pop_until(b, TAG_P);
}
