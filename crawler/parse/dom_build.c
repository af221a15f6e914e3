/* SPDX-License-Identifier: ISC */
/* The tree builder's loop over tokens, what comes before the body (HTML
 * Standard, 13.2.6.4.1 to 13.2.6.4.6), SVG and MathML (13.2.6.5). */
#include "crawler/parse/dom_build.h"

#include <string.h>

#include "crawler/parse/foreign.h"

enum { CDATA_BYTES = 9 };

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static size_t
leading_space(const char *s, size_t n)
{
	size_t k = 0;

	while (k < n && is_space(s[k]))
		k++;
	return k;
}

/* ---- before the body ---- */

static void
begin_html(struct dom_build *b)
{
	if (b->n_open == 0)
		dom_push(b, dom_implied(b, TAG_HTML));
}

static void
begin_head(struct dom_build *b)
{
	begin_html(b);
	if (b->stage != DOM_BEFORE_HEAD)
		return;
	b->head = dom_implied(b, TAG_HEAD);
	dom_push(b, b->head);
	b->stage = DOM_IN_HEAD;
}

static void
end_head(struct dom_build *b)
{
	begin_head(b);
	if (b->stage != DOM_IN_HEAD)
		return;
	dom_pop_from(b, 1); /* a noscript in it, too */
	b->stage = DOM_AFTER_HEAD;
}

static void
begin_body(struct dom_build *b)
{
	end_head(b);
	if (b->stage != DOM_AFTER_HEAD)
		return;
	b->body = dom_implied(b, TAG_BODY);
	dom_push(b, b->body);
	b->stage = DOM_IN_BODY;
}

/* A start tag that belongs into the head. */
static void
into_head(struct dom_build *b)
{
	bool late = b->stage == DOM_AFTER_HEAD;

	if (late) {
		dom_push(b, b->head);
		b->moved = true;
	}
	if (b->token.tag == TAG_NOSCRIPT)
		dom_enter(b, false);
	else
		dom_body_start(b);
	if (late)
		dom_remove(b, b->head);
}

/* Where tags of a kind begin: true if the start tag needs no more. */
static bool
start_before_body(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	begin_html(b);
	if (tag == TAG_HTML) {
		dom_adopt_attrs(b, b->stack[0]);
		return true;
	}
	if (tag == TAG_HEAD) {
		begin_head(b);
		dom_adopt_attrs(b, b->head);
		return true;
	}
	if ((dom_rules[tag] & DOM_OF_HEAD) != 0 &&
	    (tag != TAG_NOSCRIPT || b->stage != DOM_AFTER_HEAD)) {
		begin_head(b);
		into_head(b);
		return true;
	}
	end_head(b);
	if (tag == TAG_FRAMESET) {
		dom_enter(b, false);
		b->stage = DOM_IN_FRAMESET;
		return true;
	}
	if (tag != TAG_BODY) {
		begin_body(b);
		return false;
	}
	b->body = dom_enter(b, false);
	b->stage = DOM_IN_BODY;
	return true;
}

/* Likewise an end tag. */
static bool
end_before_body(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	if (tag == TAG_HEAD) {
		end_head(b);
		return true;
	}
	if (tag == TAG_BODY || tag == TAG_HTML || tag == TAG_BR) {
		begin_body(b);
		return false;
	}
	if (tag == TAG_NOSCRIPT && dom_is(b, dom_current(b), TAG_NOSCRIPT))
		dom_pop(b);
	return true;
}

/* ---- frames ---- */

static void
in_frameset(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	if (b->ends && tag == TAG_FRAMESET && b->n_open > 1)
		dom_pop(b);
	else if (!b->ends && tag == TAG_FRAMESET)
		dom_enter(b, false);
	else if (!b->ends && tag == TAG_FRAME)
		dom_element(b, false);
	else if (!b->ends && tag == TAG_NOFRAMES)
		dom_raw(b, false);
}

/* ---- SVG and MathML ---- */

/* Do the rules of SVG and MathML hold for a start tag or text? */
static bool
in_foreign(const struct dom_build *b)
{
	const struct dom_node *node = &b->d->nodes[dom_current(b)];

	return node->foreign && !foreign_hosts_html((enum tag)node->tag);
}

/* A start tag; false where it ended all that and is HTML. */
static bool
foreign_start(struct dom_build *b)
{
	uint32_t i;

	if (foreign_breaks_out(b->token.tag)) {
		while (in_foreign(b))
			dom_pop(b);
		return false;
	}
	i = dom_element(b, false);
	b->d->nodes[i].foreign = true;
	if (b->token.self_closing)
		return true;
	if (b->n_open < DOM_DEPTH_MAX) {
		dom_push(b, i);
	} else {
		b->d->truncated = true;
		b->deeper++;
	}
	return true;
}

/* An end tag; false where it is for HTML to end. */
static bool
foreign_end(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	if (tag == TAG_P || tag == TAG_BR) {
		while (in_foreign(b))
			dom_pop(b);
		return false;
	}
	for (size_t i = b->n_open; i > 0; i--) {
		uint32_t node = b->stack[i - 1];

		if (!b->d->nodes[node].foreign)
			return false;
		if (!dom_same_name(b, node))
			continue;
		b->d->nodes[node].end = (uint32_t)(b->at - b->d->html);
		dom_pop_from(b, i - 1);
		return true;
	}
	return false;
}

/* ---- tokens ---- */

void
dom_raw(struct dom_build *b, bool fosters)
{
	enum tag tag = b->token.tag;
	const char *stop = token_raw_end(tag, b->at, b->end);
	bool decoded = tag == TAG_TITLE || tag == TAG_TEXTAREA;
	uint32_t i = dom_element(b, fosters);

	if ((tag_flags[tag] & TAG_IS_SKIP) == 0 && stop > b->at)
		dom_text(b, i, b->at, (size_t)(stop - b->at),
		    decoded ? 0 : DOM_TEXT_RAW);
	b->text = 0;
	b->at = stop;
	if (stop < b->end)
		b->at = token_tag(stop, b->end, &b->token);
	if (b->at == NULL)
		b->at = b->end;
	b->d->nodes[i].end = (uint32_t)(b->at - b->d->html);
}

static void
on_start(struct dom_build *b)
{
	bool in_template = b->count[TAG_TEMPLATE] > 0;

	if (in_foreign(b) && foreign_start(b))
		return;
	if (b->stage == DOM_IN_FRAMESET) {
		in_frameset(b);
		return;
	}
	if (b->stage != DOM_IN_BODY && !in_template && start_before_body(b))
		return;
	if (dom_in_select(b) && dom_select_start(b))
		return;
	if (dom_is(b, dom_current(b), TAG_COLGROUP) &&
	    b->token.tag != TAG_COL && b->token.tag != TAG_TEMPLATE)
		dom_pop(b);
	dom_body_start(b);
}

static void
on_end(struct dom_build *b)
{
	enum tag tag = b->token.tag;

	if (b->deeper > 0 &&
	    (tag_flags[tag] & (TAG_IS_VOID | TAG_IS_IMPLIED)) == 0) {
		b->deeper--;
		return;
	}
	if (b->d->nodes[dom_current(b)].foreign && foreign_end(b))
		return;
	if (b->stage == DOM_IN_FRAMESET) {
		in_frameset(b);
		return;
	}
	if (b->stage != DOM_IN_BODY && b->count[TAG_TEMPLATE] == 0 &&
	    end_before_body(b))
		return;
	if (dom_in_select(b) && dom_select_end(b))
		return;
	if (dom_is(b, dom_current(b), TAG_COLGROUP) && tag != TAG_COL &&
	    tag != TAG_TEMPLATE)
		dom_pop(b);
	dom_body_end(b);
}

static void
on_text(struct dom_build *b, const char *s, size_t n)
{
	uint32_t i = dom_current(b);
	size_t space;

	if (in_foreign(b) || dom_in_select(b)) {
		dom_text(b, i, s, n, 0);
		return;
	}
	if (b->stage == DOM_IN_FRAMESET)
		return;
	if (b->stage != DOM_IN_BODY && b->count[TAG_TEMPLATE] == 0) {
		space = leading_space(s, n);
		if (space > 0 && b->stage != DOM_BEFORE_HEAD)
			dom_text(b, i, s, space, 0);
		if (space == n)
			return;
		begin_body(b);
		s += space;
		n -= space;
		b->text = 0;
	}
	/* White space between the parts of a table stays where it is. */
	if ((dom_rules_of(b, i) & DOM_FOSTERS) != 0 ||
	    dom_is(b, i, TAG_COLGROUP)) {
		if (leading_space(s, n) == n) {
			dom_text(b, i, s, n, 0);
			return;
		}
		if (dom_is(b, i, TAG_COLGROUP))
			dom_pop(b);
	}
	dom_format_reopen(b);
	dom_text(b, dom_current(b), s, n, DOM_TEXT_FOSTERS);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Does markup begin at s, which is a "<"? */
static bool
is_markup(const char *s, const char *end)
{
	if (end - s < 2)
		return false;
	return is_letter(s[1]) || s[1] == '!' || s[1] == '?' ||
	       (s[1] == '/' && end - s > 2);
}

/* Text of SVG and MathML in which no markup counts, up to "]]>". */
static void
on_cdata(struct dom_build *b)
{
	const char *s = b->at + CDATA_BYTES, *stop = s;

	while (
	    stop < b->end && (b->end - stop < 3 || memcmp(stop, "]]>", 3) != 0))
		stop++;
	if (stop > s)
		dom_text(
		    b, dom_current(b), s, (size_t)(stop - s), DOM_TEXT_RAW);
	b->at = b->end - stop < 3 ? b->end : stop + 3;
}

static void
on_declaration(struct dom_build *b)
{
	const char *s = b->at;

	if (b->d->nodes[dom_current(b)].foreign && b->end - s > CDATA_BYTES &&
	    memcmp(s, "<![CDATA[", CDATA_BYTES) == 0) {
		on_cdata(b);
		return;
	}
	if (s[1] == '!' && b->end - s > 2 && (s[2] | 32) == 'd' &&
	    b->n_open == 0)
		b->quirks = false;
	b->at = token_comment(s, b->end);
	b->text = 0;
}

static void
on_markup(struct dom_build *b)
{
	const char *s = b->at;
	const char *name = s[1] == '/' ? s + 2 : s + 1;

	b->mark = s;
	if (!is_letter(*name)) {
		on_declaration(b);
		return;
	}
	b->at = token_tag(s, b->end, &b->token);
	b->ends = s[1] == '/';
	if (b->at == NULL)
		b->at = b->end;
	else if (b->ends)
		on_end(b);
	else
		on_start(b);
}

/* Where text ends that begins at s: at markup, or with the page. */
static const char *
text_end(const char *s, const char *end)
{
	for (; s < end; s++) {
		s = memchr(s, '<', (size_t)(end - s));
		if (s == NULL)
			return end;
		if (is_markup(s, end))
			return s;
	}
	return end;
}

enum err
dom_build(struct dom_build *b)
{
	dom_implied(b, TAG_OTHER); /* the document */
	while (b->at < b->end && b->d->n < DOM_NODES_MAX) {
		const char *stop = text_end(b->at, b->end);

		b->mark = b->at;
		if (stop > b->at)
			on_text(b, b->at, (size_t)(stop - b->at));
		b->at = stop;
		if (stop < b->end)
			on_markup(b);
	}
	if (b->at < b->end)
		return ERR_LIMIT;
	begin_body(b);
	return ERR_OK;
}
