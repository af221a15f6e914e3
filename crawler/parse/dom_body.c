/* SPDX-License-Identifier: ISC */
/* Tags in the body (HTML Standard, 13.2.6.4.7): a function for each kind, and
 * the tables that say which tag is of which kind. */
#include <strings.h>

#include "crawler/parse/dom_build.h"

/* What the tag in b->token does. */
typedef void tag_rule(struct dom_build *b);

/* ---- start tags ---- */

static void
start_any(struct dom_build *b)
{
	dom_format_reopen(b);
	dom_enter(b, true);
}

static void
start_block(struct dom_build *b)
{
	dom_close_p(b);
	dom_enter(b, true);
}

static void
start_heading(struct dom_build *b)
{
	dom_close_p(b);
	if ((dom_rules_of(b, dom_current(b)) & DOM_HEADING) != 0)
		dom_pop(b);
	dom_enter(b, true);
}

/* Closes an open element of the list before the next one begins. */
static void
close_item(struct dom_build *b, enum tag one, enum tag other)
{
	for (size_t i = b->n_open; i > 0; i--) {
		uint32_t node = b->stack[i - 1];
		enum tag tag = (enum tag)b->d->nodes[node].tag;

		if (dom_is(b, node, one) || dom_is(b, node, other)) {
			dom_pop_until(b, tag);
			return;
		}
		if ((dom_rules_of(b, node) & DOM_SPECIAL) != 0 &&
		    tag != TAG_ADDRESS && tag != TAG_DIV && tag != TAG_P)
			return;
	}
}

static void
start_li(struct dom_build *b)
{
	if (b->count[TAG_LI] > 0)
		close_item(b, TAG_LI, TAG_LI);
	start_block(b);
}

static void
start_term(struct dom_build *b)
{
	if (b->count[TAG_DD] > 0 || b->count[TAG_DT] > 0)
		close_item(b, TAG_DD, TAG_DT);
	start_block(b);
}

static void
start_form(struct dom_build *b)
{
	if (b->form != 0 && b->count[TAG_TEMPLATE] == 0)
		return;
	/* In a table it holds nothing. */
	if ((dom_rules_of(b, dom_current(b)) & DOM_FOSTERS) != 0) {
		b->form = dom_element(b, false);
		return;
	}
	dom_close_p(b);
	b->form = dom_enter(b, true);
}

static void
start_button(struct dom_build *b)
{
	if (dom_in_scope(b, TAG_BUTTON, DOM_SCOPE))
		dom_pop_until(b, TAG_BUTTON);
	start_any(b);
}

static void
start_format(struct dom_build *b)
{
	uint32_t i;

	dom_format_reopen(b);
	i = dom_enter(b, true);
	if (i != 0)
		dom_format_push(b, i);
}

/* A link ends the one before. */
static void
start_a(struct dom_build *b)
{
	uint32_t i = dom_format_find(b, TAG_A);

	if (i != 0) {
		dom_format_end(b, TAG_A);
		dom_format_forget(b, i);
		dom_remove(b, i);
	}
	start_format(b);
}

static void
start_nobr(struct dom_build *b)
{
	dom_format_reopen(b);
	if (dom_in_scope(b, TAG_NOBR, DOM_SCOPE))
		dom_format_end(b, TAG_NOBR);
	start_format(b);
}

static void
start_object(struct dom_build *b)
{
	dom_format_reopen(b);
	if (dom_enter(b, true) != 0)
		dom_format_mark(b);
}

static void
start_void(struct dom_build *b)
{
	dom_format_reopen(b);
	dom_element(b, true);
}

static void
start_leaf(struct dom_build *b)
{
	dom_element(b, true);
}

static void
start_hr(struct dom_build *b)
{
	dom_close_p(b);
	dom_element(b, true);
}

static void
start_image(struct dom_build *b)
{
	b->token.tag = TAG_IMG;
	start_void(b);
}

static void
start_input(struct dom_build *b)
{
	struct skim_slice type = token_attr(&b->token, TOKEN_TYPE);

	if ((dom_rules_of(b, dom_current(b)) & DOM_FOSTERS) != 0 &&
	    skim_is(type, "hidden"))
		dom_element(b, false);
	else
		start_void(b);
}

static void
start_raw(struct dom_build *b)
{
	dom_raw(b, true);
}

/* These belong in tables, too. */
static void
start_script(struct dom_build *b)
{
	dom_raw(b, false);
}

static void
start_xmp(struct dom_build *b)
{
	dom_close_p(b);
	dom_format_reopen(b);
	dom_raw(b, true);
}

static void
start_plaintext(struct dom_build *b)
{
	dom_close_p(b);
	dom_raw(b, true);
}

static void
start_template(struct dom_build *b)
{
	if (dom_enter(b, false) != 0)
		dom_format_mark(b);
}

static void
start_option(struct dom_build *b)
{
	if (dom_is(b, dom_current(b), TAG_OPTION))
		dom_pop(b);
	start_any(b);
}

static void
start_ruby(struct dom_build *b)
{
	if (dom_in_scope(b, TAG_RUBY, DOM_SCOPE))
		dom_imply_ends(b, TAG_OTHER);
	dom_enter(b, true);
}

static void
start_ruby_text(struct dom_build *b)
{
	if (dom_in_scope(b, TAG_RUBY, DOM_SCOPE))
		dom_imply_ends(b, TAG_RTC);
	dom_enter(b, true);
}

static void
start_foreign(struct dom_build *b)
{
	uint32_t i;

	dom_format_reopen(b);
	i = dom_element(b, true);
	b->d->nodes[i].foreign = true;
	if (!b->token.self_closing && b->n_open < DOM_DEPTH_MAX)
		dom_push(b, i);
}

static void
start_html(struct dom_build *b)
{
	dom_adopt_attrs(b, b->stack[0]);
}

static void
start_body(struct dom_build *b)
{
	if (b->body != 0)
		dom_adopt_attrs(b, b->body);
}

static void
start_none(struct dom_build *b)
{
	(void)b;
}

static tag_rule *const starts[TAG_COUNT] = {
	[TAG_A] = start_a,
	[TAG_ADDRESS] = start_block,
	[TAG_APPLET] = start_object,
	[TAG_AREA] = start_void,
	[TAG_ARTICLE] = start_block,
	[TAG_ASIDE] = start_block,
	[TAG_B] = start_format,
	[TAG_BASE] = start_leaf,
	[TAG_BASEFONT] = start_leaf,
	[TAG_BGSOUND] = start_leaf,
	[TAG_BIG] = start_format,
	[TAG_BLOCKQUOTE] = start_block,
	[TAG_BODY] = start_body,
	[TAG_BR] = start_void,
	[TAG_BUTTON] = start_button,
	[TAG_CAPTION] = dom_table_part,
	[TAG_CENTER] = start_block,
	[TAG_CODE] = start_format,
	[TAG_COL] = dom_table_part,
	[TAG_COLGROUP] = dom_table_part,
	[TAG_DD] = start_term,
	[TAG_DETAILS] = start_block,
	[TAG_DIALOG] = start_block,
	[TAG_DIR] = start_block,
	[TAG_DIV] = start_block,
	[TAG_DL] = start_block,
	[TAG_DT] = start_term,
	[TAG_EM] = start_format,
	[TAG_EMBED] = start_void,
	[TAG_FIELDSET] = start_block,
	[TAG_FIGCAPTION] = start_block,
	[TAG_FIGURE] = start_block,
	[TAG_FONT] = start_format,
	[TAG_FOOTER] = start_block,
	[TAG_FORM] = start_form,
	[TAG_FRAME] = start_none,
	[TAG_FRAMESET] = start_none,
	[TAG_H1] = start_heading,
	[TAG_H2] = start_heading,
	[TAG_H3] = start_heading,
	[TAG_H4] = start_heading,
	[TAG_H5] = start_heading,
	[TAG_H6] = start_heading,
	[TAG_HEAD] = start_none,
	[TAG_HEADER] = start_block,
	[TAG_HGROUP] = start_block,
	[TAG_HR] = start_hr,
	[TAG_HTML] = start_html,
	[TAG_I] = start_format,
	[TAG_IFRAME] = start_raw,
	[TAG_IMAGE] = start_image,
	[TAG_IMG] = start_void,
	[TAG_INPUT] = start_input,
	[TAG_KEYGEN] = start_void,
	[TAG_LI] = start_li,
	[TAG_LINK] = start_leaf,
	[TAG_LISTING] = start_block,
	[TAG_MAIN] = start_block,
	[TAG_MARQUEE] = start_object,
	[TAG_MATH] = start_foreign,
	[TAG_MENU] = start_block,
	[TAG_META] = start_leaf,
	[TAG_NAV] = start_block,
	[TAG_NOBR] = start_nobr,
	[TAG_NOEMBED] = start_raw,
	[TAG_NOFRAMES] = start_raw,
	[TAG_OBJECT] = start_object,
	[TAG_OL] = start_block,
	[TAG_OPTGROUP] = start_option,
	[TAG_OPTION] = start_option,
	[TAG_P] = start_block,
	[TAG_PARAM] = start_leaf,
	[TAG_PLAINTEXT] = start_plaintext,
	[TAG_PRE] = start_block,
	[TAG_RB] = start_ruby,
	[TAG_RP] = start_ruby_text,
	[TAG_RT] = start_ruby_text,
	[TAG_RTC] = start_ruby,
	[TAG_S] = start_format,
	[TAG_SCRIPT] = start_script,
	[TAG_SEARCH] = start_block,
	[TAG_SECTION] = start_block,
	[TAG_SMALL] = start_format,
	[TAG_SOURCE] = start_leaf,
	[TAG_STRIKE] = start_format,
	[TAG_STRONG] = start_format,
	[TAG_STYLE] = start_script,
	[TAG_SUMMARY] = start_block,
	[TAG_SVG] = start_foreign,
	[TAG_TABLE] = dom_table_start,
	[TAG_TBODY] = dom_table_part,
	[TAG_TD] = dom_table_part,
	[TAG_TEMPLATE] = start_template,
	[TAG_TEXTAREA] = start_raw,
	[TAG_TFOOT] = dom_table_part,
	[TAG_TH] = dom_table_part,
	[TAG_THEAD] = dom_table_part,
	[TAG_TITLE] = start_raw,
	[TAG_TR] = dom_table_part,
	[TAG_TRACK] = start_leaf,
	[TAG_TT] = start_format,
	[TAG_U] = start_format,
	[TAG_UL] = start_block,
	[TAG_WBR] = start_void,
	[TAG_XMP] = start_xmp,
};

void
dom_body_start(struct dom_build *b)
{
	tag_rule *start = starts[b->token.tag];

	if (start != NULL)
		start(b);
	else
		start_any(b);
}

/* ---- end tags ---- */

/* What has no rule of its own: ends the innermost such element, unless a
 * special one stands in between. */
static void
end_any(struct dom_build *b)
{
	for (size_t i = b->n_open; i > 0; i--) {
		uint32_t node = b->stack[i - 1];

		if (dom_same_name(b, node) && !b->d->nodes[node].foreign) {
			b->d->nodes[node].end = (uint32_t)(b->at - b->d->html);
			dom_pop_from(b, i - 1);
			return;
		}
		if ((dom_rules_of(b, node) & DOM_SPECIAL) != 0)
			return;
	}
}

static void
end_block(struct dom_build *b)
{
	if (dom_in_scope(b, b->token.tag, DOM_SCOPE))
		dom_pop_until(b, b->token.tag);
}

static void
end_p(struct dom_build *b)
{
	if (!dom_in_scope(b, TAG_P, DOM_SCOPE | DOM_SCOPE_BUTTON)) {
		dom_element(b, true);
		return;
	}
	dom_pop_until(b, TAG_P);
}

static void
end_li(struct dom_build *b)
{
	if (dom_in_scope(b, TAG_LI, DOM_SCOPE | DOM_SCOPE_LIST))
		dom_pop_until(b, TAG_LI);
}

/* A heading ends with the end tag of any other. */
static void
end_heading(struct dom_build *b)
{
	for (size_t i = b->n_open; i > 0; i--) {
		uint32_t node = b->stack[i - 1];
		unsigned rules = dom_rules_of(b, node);

		if ((rules & DOM_HEADING) != 0) {
			b->d->nodes[node].end = (uint32_t)(b->at - b->d->html);
			dom_pop_from(b, i - 1);
			return;
		}
		if ((rules & DOM_SCOPE) != 0)
			return;
	}
}

static void
end_format(struct dom_build *b)
{
	if (!dom_format_end(b, b->token.tag))
		end_any(b);
}

static void
end_form(struct dom_build *b)
{
	uint32_t form = b->form;

	if (b->count[TAG_TEMPLATE] > 0) {
		end_block(b);
		return;
	}
	b->form = 0;
	if (form == 0 || !b->kin[form].open ||
	    !dom_in_scope(b, TAG_FORM, DOM_SCOPE))
		return;
	dom_imply_ends(b, TAG_OTHER);
	b->d->nodes[form].end = (uint32_t)(b->at - b->d->html);
	dom_remove(b, form);
}

static void
end_br(struct dom_build *b)
{
	b->token.have = 0;
	start_void(b);
}

static void
end_body(struct dom_build *b)
{
	if (b->body != 0)
		b->d->nodes[b->body].end = (uint32_t)(b->at - b->d->html);
}

static void
end_template(struct dom_build *b)
{
	if (b->count[TAG_TEMPLATE] > 0)
		dom_pop_until(b, TAG_TEMPLATE);
}

static tag_rule *const ends[TAG_COUNT] = {
	[TAG_A] = end_format,
	[TAG_ADDRESS] = end_block,
	[TAG_APPLET] = end_block,
	[TAG_ARTICLE] = end_block,
	[TAG_ASIDE] = end_block,
	[TAG_B] = end_format,
	[TAG_BIG] = end_format,
	[TAG_BLOCKQUOTE] = end_block,
	[TAG_BODY] = end_body,
	[TAG_BR] = end_br,
	[TAG_BUTTON] = end_block,
	[TAG_CAPTION] = dom_table_end,
	[TAG_CENTER] = end_block,
	[TAG_CODE] = end_format,
	[TAG_COL] = start_none,
	[TAG_COLGROUP] = start_none,
	[TAG_DD] = end_block,
	[TAG_DETAILS] = end_block,
	[TAG_DIALOG] = end_block,
	[TAG_DIR] = end_block,
	[TAG_DIV] = end_block,
	[TAG_DL] = end_block,
	[TAG_DT] = end_block,
	[TAG_EM] = end_format,
	[TAG_FIELDSET] = end_block,
	[TAG_FIGCAPTION] = end_block,
	[TAG_FIGURE] = end_block,
	[TAG_FONT] = end_format,
	[TAG_FOOTER] = end_block,
	[TAG_FORM] = end_form,
	[TAG_H1] = end_heading,
	[TAG_H2] = end_heading,
	[TAG_H3] = end_heading,
	[TAG_H4] = end_heading,
	[TAG_H5] = end_heading,
	[TAG_H6] = end_heading,
	[TAG_HEADER] = end_block,
	[TAG_HGROUP] = end_block,
	[TAG_HTML] = end_body,
	[TAG_I] = end_format,
	[TAG_LI] = end_li,
	[TAG_LISTING] = end_block,
	[TAG_MAIN] = end_block,
	[TAG_MARQUEE] = end_block,
	[TAG_MENU] = end_block,
	[TAG_NAV] = end_block,
	[TAG_NOBR] = end_format,
	[TAG_OBJECT] = end_block,
	[TAG_OL] = end_block,
	[TAG_P] = end_p,
	[TAG_PRE] = end_block,
	[TAG_S] = end_format,
	[TAG_SEARCH] = end_block,
	[TAG_SECTION] = end_block,
	[TAG_SMALL] = end_format,
	[TAG_STRIKE] = end_format,
	[TAG_STRONG] = end_format,
	[TAG_SUMMARY] = end_block,
	[TAG_TABLE] = dom_table_end,
	[TAG_TBODY] = dom_table_end,
	[TAG_TD] = dom_table_end,
	[TAG_TEMPLATE] = end_template,
	[TAG_TFOOT] = dom_table_end,
	[TAG_TH] = dom_table_end,
	[TAG_THEAD] = dom_table_end,
	[TAG_TR] = dom_table_end,
	[TAG_TT] = end_format,
	[TAG_U] = end_format,
	[TAG_UL] = end_block,
};

void
dom_body_end(struct dom_build *b)
{
	tag_rule *end = ends[b->token.tag];

	if (end != NULL)
		end(b);
	else
		end_any(b);
}
