/* SPDX-License-Identifier: ISC */
/* The scanner: a loop over tags, and what each kind of tag changes. */
#include "crawler/parse/skim.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/pass.h"
#include "store/base/err.h"
#include "store/base/mem.h"

enum {
	SKIM_EXTRA_MAX = 1024, /* bytes of an alt, title or label */
	CDATA_BYTES = 9
};

bool
skim_is(struct skim_slice slice, const char *word)
{
	/* Most are told apart by their first letter. */
	if (slice.n == 0 || (slice.s[0] | 32) != (word[0] | 32))
		return false;
	return slice.n == strlen(word) &&
	       strncasecmp(slice.s, word, slice.n) == 0;
}

char *
skim_decode(struct skim_slice slice, struct arena *a)
{
	struct flow f;
	char *text;

	slice = refs_trim(slice);
	if (slice.n == 0)
		return NULL;
	flow_init(&f, NULL);
	flow_text(&f, slice.s, slice.n);
	text = flow_copy(&f, a, NULL, NULL);
	flow_fini(&f);
	return text;
}

/* What only some readers are shown: a line each, behind the text. */
static void
add_extra(struct pass *p, enum token_attr attr)
{
	struct skim_slice v = refs_trim(token_attr(&p->token, attr));
	struct flow *f =
	    p->out == &p->k->noise ? &p->k->noise_extra : &p->k->extra;

	if (v.n == 0 || v.n > SKIM_EXTRA_MAX)
		return;
	flow_break(f);
	flow_text(f, v.s, v.n);
	flow_break(f);
}

static void
on_attributes(struct pass *p)
{
	const struct token *t = &p->token;

	if (t->tag == TAG_LINK || p->skip_depth > 0)
		return;
	if ((t->have & (1U << TOKEN_ALT)) != 0)
		add_extra(p, TOKEN_ALT);
	if ((t->have & (1U << TOKEN_TITLE)) != 0)
		add_extra(p, TOKEN_TITLE);
	if ((t->have & (1U << TOKEN_ARIA_LABEL)) != 0)
		add_extra(p, TOKEN_ARIA_LABEL);
}

static bool
is_noise_role(struct skim_slice role)
{
	return skim_is(role, "navigation") || skim_is(role, "banner") ||
	       skim_is(role, "contentinfo") || skim_is(role, "complementary") ||
	       skim_is(role, "search") || skim_is(role, "menu");
}

/* Does this element hold navigation noise? */
static bool
begins_noise(const struct pass *p)
{
	unsigned flags = tag_flags[p->token.tag];

	if ((flags & TAG_IS_NOISE) != 0)
		return true;
	if (p->token.tag == TAG_ASIDE)
		return p->articles == 0;
	if ((flags & TAG_IS_PART) != 0)
		return p->hosts == 0;
	return (flags & TAG_IS_BLOCK) != 0 && p->token.tag != TAG_BODY &&
	       p->articles == 0 &&
	       is_noise_role(token_attr(&p->token, TOKEN_ROLE));
}

static void
end_noise(struct pass *p)
{
	refs_close(p);
	flow_break(p->out);
	p->noise_depth = 0;
	p->out = &p->k->text;
}

/* Noise begins, goes deeper, or ends because content begins. */
static void
noise_start(struct pass *p)
{
	enum tag tag = p->token.tag;

	if (p->noise_depth > 0) {
		if (tag == TAG_MAIN || tag == TAG_ARTICLE ||
		    (tag == TAG_H1 && p->noise_header))
			end_noise(p);
		else if (tag == p->noise)
			p->noise_depth++;
		return;
	}
	if ((tag_flags[tag] & TAG_IS_VOID) != 0 || !begins_noise(p))
		return;
	refs_close(p);
	p->noise = tag;
	p->noise_depth = 1;
	p->noise_header = tag == TAG_HEADER;
	p->out = &p->k->noise;
	flow_break(p->out);
}

static void
noise_end(struct pass *p, enum tag tag)
{
	if (p->noise_depth == 0)
		return;
	if (tag == p->noise)
		p->noise_depth--;
	if (p->noise_depth == 0 || tag == TAG_BODY || tag == TAG_MAIN ||
	    tag == TAG_ARTICLE)
		end_noise(p);
}

/* Counts the elements that make a header or an aside a part of content. */
static void
count_hosts(struct pass *p, enum tag tag, bool start)
{
	size_t by = start ? 1 : (size_t)-1;

	if ((tag_flags[tag] & TAG_IS_HOST) == 0)
		return;
	if (start || p->hosts > 0)
		p->hosts += by;
	if (tag == TAG_MAIN || tag == TAG_SECTION)
		return;
	if (start || p->articles > 0)
		p->articles += by;
}

/* The text of raw elements: a title, a textarea, or nothing at all. */
static void
raw_text(struct pass *p)
{
	enum tag tag = p->token.tag;
	const char *stop = token_raw_end(tag, p->at, p->end);
	struct skim_slice text = { p->at, (size_t)(stop - p->at) };

	p->at = stop;
	if (tag == TAG_TITLE && p->k != NULL && p->k->title.s == NULL &&
	    p->skip_depth == 0) {
		p->k->title = text;
		return;
	}
	if (tag == TAG_SCRIPT && p->k != NULL &&
	    skim_is(refs_trim(token_attr(&p->token, TOKEN_TYPE)),
		"application/ld+json") &&
	    p->k->n_jsonld < SKIM_JSONLD_MAX) {
		if (p->k->jsonld == NULL)
			p->k->jsonld =
			    mem_array(SKIM_JSONLD_MAX, sizeof(*p->k->jsonld));
		p->k->jsonld[p->k->n_jsonld++] = text;
	}
	if ((tag_flags[tag] & TAG_IS_SKIP) != 0 || p->skip_depth > 0)
		return;
	/* References count in a title and a textarea, not in raw text. */
	if (tag == TAG_TITLE || tag == TAG_TEXTAREA)
		flow_text(p->out, text.s, text.n);
	else
		flow_plain(p->out, text.s, text.n, text.s, text.s + text.n);
}

static void
on_start(struct pass *p)
{
	enum tag tag = p->token.tag;
	unsigned flags = tag_flags[tag];

	foreign_start(p);
	if (p->skip_depth > 0) {
		/* Raw elements do not nest, also where they are not raw. */
		if (tag == p->skip && (flags & TAG_IS_RAW) == 0)
			p->skip_depth++;
	} else if (p->k != NULL) {
		noise_start(p);
		count_hosts(p, tag, true);
	}
	if ((flags & TAG_IS_BLOCK) != 0 && p->skip_depth == 0)
		flow_break(p->out);
	if (p->k != NULL) {
		if (p->token.have != 0 || tag == TAG_A) {
			on_attributes(p);
			refs_start(p);
		}
		if (tag == TAG_H1 && p->k->h1_end == 0 && !p->in_h1 &&
		    p->out == &p->k->text) {
			p->k->h1_start = p->out->len;
			p->in_h1 = true;
		}
	}
	if (foreign_is_raw(p))
		raw_text(p);
	else if ((flags & TAG_IS_SKIP) != 0 && p->skip_depth == 0 &&
		 !p->in_select && (p->html_rules || !p->token.self_closing)) {
		p->skip = tag;
		p->skip_depth = 1;
	}
}

static void
on_end(struct pass *p)
{
	enum tag tag = p->token.tag;

	foreign_end(p, tag);
	if (p->skip_depth > 0) {
		if (tag == p->skip)
			p->skip_depth--;
		return;
	}
	if (p->k != NULL) {
		if (tag == TAG_A)
			refs_close(p);
		if (tag == TAG_H1 && p->in_h1) {
			p->in_h1 = false;
			p->k->h1_end = p->k->text.len;
		}
		count_hosts(p, tag, false);
		noise_end(p, tag);
	}
	if ((tag_flags[tag] & TAG_IS_BLOCK) != 0)
		flow_break(p->out);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Text of SVG and MathML in which no markup counts, up to "]]>". */
static void
on_cdata(struct pass *p)
{
	const char *s = p->at + CDATA_BYTES, *stop = s;

	while (
	    stop < p->end && (p->end - stop < 3 || memcmp(stop, "]]>", 3) != 0))
		stop++;
	if (p->skip_depth == 0)
		flow_plain(p->out, s, (size_t)(stop - s), s, stop);
	p->at = p->end - stop < 3 ? p->end : stop + 3;
}

/* The markup at p->at, which is a "<". */
static void
on_markup(struct pass *p)
{
	const char *s = p->at;
	bool ends = p->end - s > 2 && s[1] == '/' && is_letter(s[2]);

	if (p->end - s > 1 && (is_letter(s[1]) || ends)) {
		p->at = token_tag(s, p->end, &p->token);
		if (p->at == NULL)
			p->at = p->end;
		else if (ends)
			on_end(p);
		else
			on_start(p);
	} else if (p->foreign && p->end - s > CDATA_BYTES &&
		   memcmp(s, "<![CDATA[", CDATA_BYTES) == 0) {
		on_cdata(p);
	} else if (p->end - s > 1 && (s[1] == '!' || s[1] == '?' ||
					 (s[1] == '/' && p->end - s > 2))) {
		p->at = token_comment(s, p->end);
	} else {
		if (p->skip_depth == 0)
			flow_text(p->out, s, 1);
		p->at = s + 1;
	}
}

static void
run(struct pass *p)
{
	while (p->at < p->end) {
		const char *lt = memchr(p->at, '<', (size_t)(p->end - p->at));
		const char *stop = lt == NULL ? p->end : lt;

		if (p->skip_depth == 0 && stop > p->at)
			flow_text(p->out, p->at, (size_t)(stop - p->at));
		p->at = stop;
		if (lt != NULL)
			on_markup(p);
	}
}

void
skim_init(struct skim *k, const char *html, size_t n)
{
	struct pass p = {
		.k = k, .out = &k->text, .at = html, .end = html + n
	};

	memset(k, 0, sizeof(*k));
	flow_init(&k->text, NULL);
	flow_init(&k->noise, NULL);
	flow_init(&k->extra, NULL);
	flow_init(&k->noise_extra, NULL);
	run(&p);
	refs_close(&p);
}

void
skim_fini(struct skim *k)
{
	flow_fini(&k->text);
	flow_fini(&k->noise);
	flow_fini(&k->extra);
	flow_fini(&k->noise_extra);
	free(k->metas);
	free(k->links);
	free(k->jsonld);
	free(k->slots);
	memset(k, 0, sizeof(*k));
}

void
skim_fragment(struct flow *f, const char *html, size_t n)
{
	struct pass p = { .out = f, .at = html, .end = html + n };

	run(&p);
}
