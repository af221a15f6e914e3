/* SPDX-License-Identifier: ISC */
/* Tables and selects (HTML Standard, 13.2.6.4.9 to 13.2.6.4.17). Which of the
 * standard's modes holds is read off the stack. */
#include "crawler/parse/dom_build.h"

static bool
is_part(enum tag tag)
{
	switch ((int)tag) {
	case TAG_CAPTION:
	case TAG_COL:
	case TAG_COLGROUP:
	case TAG_TBODY:
	case TAG_TD:
	case TAG_TFOOT:
	case TAG_TH:
	case TAG_THEAD:
	case TAG_TR:
		return true;
	default:
		return false;
	}
}

static bool
is_rows(enum tag tag)
{
	return tag == TAG_TBODY || tag == TAG_THEAD || tag == TAG_TFOOT;
}

/* Is what is open directly in a table, and not in a cell or caption? */
static bool
between_cells(const struct dom_build *b)
{
	for (size_t i = b->count[TAG_TABLE] > 0 ? b->n_open : 0; i > 0; i--) {
		unsigned rules = dom_rules_of(b, b->stack[i - 1]);

		if ((rules & DOM_FOSTERS) != 0)
			return true;
		if ((rules & DOM_MARKER) != 0)
			return false;
	}
	return false;
}

void
dom_table_start(struct dom_build *b)
{
	if (between_cells(b) && dom_in_scope(b, TAG_TABLE, DOM_SCOPE_TABLE))
		dom_pop_until(b, TAG_TABLE);
	if (!b->quirks)
		dom_close_p(b);
	dom_enter(b, true);
}

/* Pops down to the table, or to what within it may hold this part. */
static void
clear_for(struct dom_build *b, enum tag part)
{
	while (b->n_open > 0) {
		uint32_t i = dom_current(b);
		enum tag tag = (enum tag)b->d->nodes[i].tag;
		bool cell = part == TAG_TD || part == TAG_TH;

		if (dom_is(b, i, TAG_TABLE) ||
		    (dom_is(b, i, TAG_COLGROUP) && part == TAG_COL) ||
		    (dom_is(b, i, TAG_TR) && cell) ||
		    (!b->d->nodes[i].foreign && is_rows(tag) &&
			(part == TAG_TR || cell)))
			return;
		dom_pop(b);
	}
}

/* The element that the source leaves out before a part. */
static void
imply(struct dom_build *b, enum tag tag)
{
	if (b->n_open < DOM_DEPTH_MAX)
		dom_push(b, dom_implied(b, tag));
}

void
dom_table_part(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	if (!dom_in_scope(b, TAG_TABLE, DOM_SCOPE_TABLE)) {
		/* A template may hold any of them. */
		if (b->count[TAG_TEMPLATE] > 0 && tag != TAG_COL)
			dom_enter(b, false);
		return;
	}
	clear_for(b, tag);
	if (tag == TAG_COL && dom_is(b, dom_current(b), TAG_TABLE))
		imply(b, TAG_COLGROUP);
	if ((tag == TAG_TR || tag == TAG_TD || tag == TAG_TH) &&
	    dom_is(b, dom_current(b), TAG_TABLE))
		imply(b, TAG_TBODY);
	if ((tag == TAG_TD || tag == TAG_TH) &&
	    !dom_is(b, dom_current(b), TAG_TR))
		imply(b, TAG_TR);
	if (tag == TAG_COL) {
		dom_element(b, false);
		return;
	}
	if (dom_enter(b, false) != 0 && (dom_rules[tag] & DOM_MARKER) != 0)
		dom_format_mark(b);
}

void
dom_table_end(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	if (tag != TAG_COL && dom_in_scope(b, tag, DOM_SCOPE_TABLE))
		dom_pop_until(b, tag);
}

bool
dom_in_select(const struct dom_build *b)
{
	uint32_t i = dom_current(b);

	if (b->count[TAG_SELECT] == 0)
		return false;
	return dom_is(b, i, TAG_SELECT) || dom_is(b, i, TAG_OPTION) ||
	       dom_is(b, i, TAG_OPTGROUP);
}

static void
pop_if(struct dom_build *b, enum tag tag)
{
	if (dom_is(b, dom_current(b), tag))
		dom_pop_until(b, tag);
}

bool
dom_select_start(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	if (tag == TAG_OPTION || tag == TAG_OPTGROUP) {
		pop_if(b, TAG_OPTION);
		if (tag == TAG_OPTGROUP)
			pop_if(b, TAG_OPTGROUP);
		dom_enter(b, false);
	} else if (tag == TAG_SCRIPT) {
		dom_raw(b, false);
	} else if (tag == TAG_SELECT) {
		dom_pop_until(b, TAG_SELECT);
	} else if (tag == TAG_TEMPLATE) {
		return false;
	} else if (tag == TAG_INPUT || tag == TAG_KEYGEN ||
		   tag == TAG_TEXTAREA ||
		   (b->count[TAG_TABLE] > 0 &&
		       (tag == TAG_TABLE || is_part(tag)))) {
		dom_pop_until(b, TAG_SELECT);
		return false;
	}
	return true;
}

bool
dom_select_end(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	if (tag == TAG_TEMPLATE)
		return false;
	if (tag == TAG_OPTGROUP && b->n_open > 1 &&
	    dom_is(b, b->stack[b->n_open - 2], TAG_OPTGROUP))
		pop_if(b, TAG_OPTION);
	if (tag == TAG_OPTION || tag == TAG_OPTGROUP) {
		pop_if(b, tag);
	} else if (tag == TAG_SELECT) {
		dom_pop_until(b, TAG_SELECT);
	} else if ((tag == TAG_TABLE || is_part(tag)) &&
		   dom_in_scope(b, tag, DOM_SCOPE_TABLE)) {
		dom_pop_until(b, TAG_SELECT);
		return false;
	}
	return true;
}
