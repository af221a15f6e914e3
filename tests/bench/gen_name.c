/* SPDX-License-Identifier: ISC */
/* The watched names, and the sixteen ways in which they are written. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "store/base/utf8.h"
#include "tests/bench/gen.h"

const char *const gen_form_name[GEN_FORMS] = { "plain", "upper", "lower",
	"no-accent", "nfd", "named-entity", "numeric-entity", "nbsp",
	"split-by-tag", "line-break", "soft-hyphen", "nb-hyphen", "reversed",
	"alt", "handle", "typo" };

/* Latin-1 from U+00C0: the entity without "&" and ";", the letter below. */
static const struct {
	const char *entity;
	char letter;
	uint16_t mark; /* the combining accent of its NFD form; 0: none */
} latin[64] = {
	{ "Agrave", 'A', 0x300 },
	{ "Aacute", 'A', 0x301 },
	{ "Acirc", 'A', 0x302 },
	{ "Atilde", 'A', 0x303 },
	{ "Auml", 'A', 0x308 },
	{ "Aring", 'A', 0x30a },
	{ "AElig", 0, 0 },
	{ "Ccedil", 'C', 0x327 },
	{ "Egrave", 'E', 0x300 },
	{ "Eacute", 'E', 0x301 },
	{ "Ecirc", 'E', 0x302 },
	{ "Euml", 'E', 0x308 },
	{ "Igrave", 'I', 0x300 },
	{ "Iacute", 'I', 0x301 },
	{ "Icirc", 'I', 0x302 },
	{ "Iuml", 'I', 0x308 },
	{ "ETH", 0, 0 },
	{ "Ntilde", 'N', 0x303 },
	{ "Ograve", 'O', 0x300 },
	{ "Oacute", 'O', 0x301 },
	{ "Ocirc", 'O', 0x302 },
	{ "Otilde", 'O', 0x303 },
	{ "Ouml", 'O', 0x308 },
	{ "times", 0, 0 },
	{ "Oslash", 0, 0 },
	{ "Ugrave", 'U', 0x300 },
	{ "Uacute", 'U', 0x301 },
	{ "Ucirc", 'U', 0x302 },
	{ "Uuml", 'U', 0x308 },
	{ "Yacute", 'Y', 0x301 },
	{ "THORN", 0, 0 },
	{ "szlig", 0, 0 },
	{ "agrave", 'a', 0x300 },
	{ "aacute", 'a', 0x301 },
	{ "acirc", 'a', 0x302 },
	{ "atilde", 'a', 0x303 },
	{ "auml", 'a', 0x308 },
	{ "aring", 'a', 0x30a },
	{ "aelig", 0, 0 },
	{ "ccedil", 'c', 0x327 },
	{ "egrave", 'e', 0x300 },
	{ "eacute", 'e', 0x301 },
	{ "ecirc", 'e', 0x302 },
	{ "euml", 'e', 0x308 },
	{ "igrave", 'i', 0x300 },
	{ "iacute", 'i', 0x301 },
	{ "icirc", 'i', 0x302 },
	{ "iuml", 'i', 0x308 },
	{ "eth", 0, 0 },
	{ "ntilde", 'n', 0x303 },
	{ "ograve", 'o', 0x300 },
	{ "oacute", 'o', 0x301 },
	{ "ocirc", 'o', 0x302 },
	{ "otilde", 'o', 0x303 },
	{ "ouml", 'o', 0x308 },
	{ "divide", 0, 0 },
	{ "oslash", 0, 0 },
	{ "ugrave", 'u', 0x300 },
	{ "uacute", 'u', 0x301 },
	{ "ucirc", 'u', 0x302 },
	{ "uuml", 'u', 0x308 },
	{ "yacute", 'y', 0x301 },
	{ "thorn", 0, 0 },
	{ "yuml", 'y', 0x308 },
};

static const char *const templates_fr[] = {
	"Selon %s, rien n'était encore décidé ce jour-là.",
	"On y a reconnu %s, qui n'a pas souhaité répondre.",
	"Tout le monde parle de %s depuis la semaine dernière.",
	"Je ne recommande pas %s, et je ne suis pas le seul.",
	"Merci à %s pour son aide et sa patience.",
};
static const char *const templates_en[] = {
	"According to %s, nothing had been decided that day.",
	"Several readers recognised %s, who declined to answer.",
	"Everybody has been talking about %s since last week.",
	"I would not recommend %s, and I am not the only one.",
	"Thanks to %s for so much help and patience.",
};

char
gen_letter(uint32_t c)
{
	if (c < 0xc0 || c > 0xff)
		return 0;
	return latin[c - 0xc0].letter;
}

const char *
gen_entity(uint32_t c)
{
	return c >= 0xc0 && c <= 0xff ? latin[c - 0xc0].entity : NULL;
}

const char *
gen_name_first(const struct gen *g, int name)
{
	return g->first.word[(size_t)name % g->first.n];
}

void
gen_name_last(const struct gen *g, int name, char last[64])
{
	size_t i = (size_t)name;

	snprintf(last, 64, "%s%s", g->left.word[i / g->right.n],
	    g->right.word[i % g->right.n]);
}

/* U+00E9 and U+00C9 differ as e and E do. */
static uint32_t
in_case(uint32_t c, enum gen_form form)
{
	bool accent = gen_entity(c) != NULL;
	bool upper = accent ? c < 0xe0 : isupper((int)c) != 0;
	bool lower = accent ? c >= 0xe0 : islower((int)c) != 0;

	if (form == GEN_UPPER && lower)
		return c - 0x20;
	if ((form == GEN_LOWER || form == GEN_HANDLE) && upper)
		return c + 0x20;
	return c;
}

/* A letter under an accent, as the form has it. */
static void
put_accent(struct buf *b, uint32_t c, enum gen_form form)
{
	if (form == GEN_NAMED_ENTITY) {
		gen_putf(b, "&%s;", gen_entity(c));
	} else if (form == GEN_NO_ACCENT || form == GEN_HANDLE) {
		gen_char(b, (uint32_t)gen_letter(c));
	} else if (form == GEN_NFD) {
		gen_char(b, (uint32_t)gen_letter(c));
		gen_char(b, latin[c - 0xc0].mark);
	} else {
		gen_char(b, c);
	}
}

static void
put_hyphen(struct buf *b, enum gen_form form)
{
	if (form != GEN_HANDLE)
		gen_char(b, form == GEN_NB_HYPHEN ? 0x2011 : '-');
}

/* One part of a name, letter by letter, in the way of the form. */
static void
put_spelled(struct buf *b, const char *s, enum gen_form form)
{
	size_t left = strlen(s), n, at = 0;

	for (; left > 0; s += n, left -= n, at++) {
		uint32_t c = in_case(utf8_next(s, left, &n), form);

		if (at == 2 && form == GEN_SPLIT_BY_TAG)
			gen_put(b, "<span class=\"hl\">");
		if (at == 3 && form == GEN_SOFT_HYPHEN)
			gen_char(b, 0xad);
		if (form == GEN_NUMERIC_ENTITY)
			gen_putf(b, at % 2 == 0 ? "&#%u;" : "&#x%x;", c);
		else if (c == '-')
			put_hyphen(b, form);
		else if (gen_entity(c) != NULL)
			put_accent(b, c, form);
		else
			gen_char(b, c);
	}
	if (form == GEN_SPLIT_BY_TAG)
		gen_put(b, "</span>");
}

/* The last two ASCII neighbours that differ change places, and one more letter
 * is wrong: a lookalike at best. */
static void
put_typo(struct buf *b, const char *last)
{
	char s[64];
	size_t i = strlen(last);

	snprintf(s, sizeof(s), "%s", last);
	while (i > 4) {
		i--;
		if (isalpha((unsigned char)s[i]) &&
		    isalpha((unsigned char)s[i - 1]) && s[i] != s[i - 1]) {
			char c = s[i];

			s[i] = s[i - 1];
			s[i - 1] = c;
			break;
		}
	}
	s[1] = s[1] == 'o' ? 'u' : 'o';
	gen_put(b, s);
}

/* What stands between the two parts. */
static const char *
between(enum gen_form form)
{
	if (form == GEN_NBSP)
		return "&nbsp;";
	if (form == GEN_LINE_BREAK)
		return "\n\t\t";
	return form == GEN_HANDLE ? "" : " ";
}

static void
put_name(const struct gen *g, int name, enum gen_form form, struct buf *b)
{
	const char *first = gen_name_first(g, name);
	char last[64];

	gen_name_last(g, name, last);
	if (form == GEN_REVERSED) {
		put_spelled(b, last, GEN_UPPER);
		gen_put(b, " ");
		put_spelled(b, first, GEN_PLAIN);
		return;
	}
	if (form == GEN_HANDLE)
		gen_put(b, "@");
	put_spelled(b, first, form);
	gen_put(b, between(form));
	if (form == GEN_TYPO)
		put_typo(b, last);
	else
		put_spelled(
		    b, last, form == GEN_SPLIT_BY_TAG ? GEN_PLAIN : form);
}

void
gen_handle(const struct gen *g, int name, struct buf *b)
{
	char last[64];

	gen_name_last(g, name, last);
	put_spelled(b, gen_name_first(g, name), GEN_HANDLE);
	put_spelled(b, last, GEN_HANDLE);
}

void
gen_mention(const struct gen *g, int name, enum gen_form form, bool french,
    struct buf *b)
{
	const char *text =
	    french ? templates_fr[(size_t)name % NELEM(templates_fr)]
		   : templates_en[(size_t)name % NELEM(templates_en)];
	const char *at = strstr(text, "%s");

	if (form == GEN_ALT) {
		gen_put(
		    b, "<img src=\"/static/photo.jpg\" width=\"320\" alt=\"");
		put_name(g, name, GEN_PLAIN, b);
		gen_put(b, "\"> ");
		return;
	}
	gen_putf(b, "%.*s", (int)(at - text), text);
	put_name(g, name, form, b);
	gen_putf(b, "%s ", at + 2);
}
