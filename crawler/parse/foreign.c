/* SPDX-License-Identifier: ISC */
/* Where HTML's own rules rest: in SVG and MathML a <style> is no raw text and
 * may close itself, in a <select> most tags are ignored (HTML Standard,
 * 13.2.6.4.16 and 13.2.6.5). Without a tree this is followed by what begins and
 * ends, which is enough not to lose text. */
#include "crawler/parse/foreign.h"

#include "crawler/parse/pass.h"

bool
foreign_hosts_html(enum tag tag)
{
	switch ((int)tag) {
	case TAG_FOREIGNOBJECT:
	case TAG_DESC:
	case TAG_TITLE:
	case TAG_MI:
	case TAG_MO:
	case TAG_MN:
	case TAG_MS:
	case TAG_MTEXT:
		return true;
	default:
		return false;
	}
}

bool
foreign_breaks_out(enum tag tag)
{
	switch ((int)tag) {
	case TAG_B:
	case TAG_BIG:
	case TAG_BLOCKQUOTE:
	case TAG_BODY:
	case TAG_BR:
	case TAG_CENTER:
	case TAG_CODE:
	case TAG_DD:
	case TAG_DIV:
	case TAG_DL:
	case TAG_DT:
	case TAG_EM:
	case TAG_EMBED:
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
	case TAG_HEAD:
	case TAG_HR:
	case TAG_I:
	case TAG_IMG:
	case TAG_LI:
	case TAG_LISTING:
	case TAG_MENU:
	case TAG_META:
	case TAG_NOBR:
	case TAG_OL:
	case TAG_P:
	case TAG_PRE:
	case TAG_RUBY:
	case TAG_S:
	case TAG_SMALL:
	case TAG_SPAN:
	case TAG_STRONG:
	case TAG_STRIKE:
	case TAG_SUB:
	case TAG_SUP:
	case TAG_TABLE:
	case TAG_TT:
	case TAG_U:
	case TAG_UL:
	case TAG_VAR:
		return true;
	default:
		return false;
	}
}

/* Tags of a table end a <select> that stands in one (13.2.6.4.17). */
static bool
is_table_part(enum tag tag)
{
	switch ((int)tag) {
	case TAG_CAPTION:
	case TAG_TABLE:
	case TAG_TBODY:
	case TAG_TFOOT:
	case TAG_THEAD:
	case TAG_TR:
	case TAG_TD:
	case TAG_TH:
		return true;
	default:
		return false;
	}
}

void
foreign_start(struct pass *p)
{
	enum tag tag = p->token.tag;

	if (p->tables > 0 && is_table_part(tag))
		p->in_select = false;
	if (tag == TAG_TABLE && !p->in_select)
		p->tables++;
	if (tag == TAG_SELECT)
		p->in_select = !p->in_select;
	else if (tag == TAG_INPUT || tag == TAG_KEYGEN || tag == TAG_TEXTAREA)
		p->in_select = false;
	p->html_rules = true;
	if (p->in_select)
		return;
	if (p->foreign && p->hosted == 0 && foreign_breaks_out(tag)) {
		p->foreign = false;
		p->skip_depth = 0; /* a <style> in it ends with it */
	}
	p->html_rules = !p->foreign || p->hosted > 0;
	if ((tag == TAG_SVG || tag == TAG_MATH) && !p->token.self_closing)
		p->foreign = true;
	else if (!p->html_rules && foreign_hosts_html(tag) &&
		 !p->token.self_closing)
		p->hosted++;
}

void
foreign_end(struct pass *p, enum tag tag)
{
	if (tag == TAG_SELECT || (p->tables > 0 && is_table_part(tag)))
		p->in_select = false;
	if (tag == TAG_TABLE && p->tables > 0)
		p->tables--;
	if (tag == TAG_SVG || tag == TAG_MATH) {
		p->foreign = false;
		p->hosted = 0;
	} else if (p->hosted > 0 && foreign_hosts_html(tag)) {
		p->hosted--;
	}
}

bool
foreign_is_raw(const struct pass *p)
{
	enum tag tag = p->token.tag;

	if (!p->html_rules)
		return false;
	if (p->in_select)
		return tag == TAG_SCRIPT;
	return (tag_flags[tag] & TAG_IS_RAW) != 0 || tag == TAG_PLAINTEXT;
}
