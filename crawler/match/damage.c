/* SPDX-License-Identifier: ISC */
/* Encoding damage, made and mended. */
#include "crawler/match/damage.h"

#include <stdio.h>
#include <string.h>

#include "store/base/err.h"
#include "store/base/utf8.h"

/* What Windows-1252 shows for bytes 0x80 to 0x9f; 0 where it shows nothing
 * (readers then take the byte as a C1 control, as Latin-1 does). */
static const uint16_t cp1252[32] = { 0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026,
	0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0, 0,
	0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122,
	0x161, 0x203a, 0x153, 0, 0x17e, 0x178 };

/* The named entities of Latin letters; the others occur in no name. */
static const struct {
	const char *name;
	uint16_t c;
} entities[] = {
	{ "Agrave", 0xc0 },
	{ "Aacute", 0xc1 },
	{ "Acirc", 0xc2 },
	{ "Atilde", 0xc3 },
	{ "Auml", 0xc4 },
	{ "Aring", 0xc5 },
	{ "AElig", 0xc6 },
	{ "Ccedil", 0xc7 },
	{ "Egrave", 0xc8 },
	{ "Eacute", 0xc9 },
	{ "Ecirc", 0xca },
	{ "Euml", 0xcb },
	{ "Igrave", 0xcc },
	{ "Iacute", 0xcd },
	{ "Icirc", 0xce },
	{ "Iuml", 0xcf },
	{ "ETH", 0xd0 },
	{ "Ntilde", 0xd1 },
	{ "Ograve", 0xd2 },
	{ "Oacute", 0xd3 },
	{ "Ocirc", 0xd4 },
	{ "Otilde", 0xd5 },
	{ "Ouml", 0xd6 },
	{ "Oslash", 0xd8 },
	{ "Ugrave", 0xd9 },
	{ "Uacute", 0xda },
	{ "Ucirc", 0xdb },
	{ "Uuml", 0xdc },
	{ "Yacute", 0xdd },
	{ "THORN", 0xde },
	{ "szlig", 0xdf },
	{ "agrave", 0xe0 },
	{ "aacute", 0xe1 },
	{ "acirc", 0xe2 },
	{ "atilde", 0xe3 },
	{ "auml", 0xe4 },
	{ "aring", 0xe5 },
	{ "aelig", 0xe6 },
	{ "ccedil", 0xe7 },
	{ "egrave", 0xe8 },
	{ "eacute", 0xe9 },
	{ "ecirc", 0xea },
	{ "euml", 0xeb },
	{ "igrave", 0xec },
	{ "iacute", 0xed },
	{ "icirc", 0xee },
	{ "iuml", 0xef },
	{ "eth", 0xf0 },
	{ "ntilde", 0xf1 },
	{ "ograve", 0xf2 },
	{ "oacute", 0xf3 },
	{ "ocirc", 0xf4 },
	{ "otilde", 0xf5 },
	{ "ouml", 0xf6 },
	{ "oslash", 0xf8 },
	{ "ugrave", 0xf9 },
	{ "uacute", 0xfa },
	{ "ucirc", 0xfb },
	{ "uuml", 0xfc },
	{ "yacute", 0xfd },
	{ "thorn", 0xfe },
	{ "yuml", 0xff },
	{ "OElig", 0x152 },
	{ "oelig", 0x153 },
	{ "Scaron", 0x160 },
	{ "scaron", 0x161 },
	{ "nbsp", ' ' },
	{ "amp", '&' },
	{ "apos", '\'' },
	{ "quot", '"' },
	{ "shy", 0xad },
	{ "rsquo", 0x2019 },
};

enum { ENTITY_MAX = 10 };

/* One character as the text of a program that read its UTF-8 as 1252. */
static size_t
put_mojibake(const char *utf8, size_t n, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		uint8_t b = (uint8_t)utf8[i];
		uint32_t c = b;

		if (b >= 0x80 && b < 0xa0 && cp1252[b - 0x80] != 0)
			c = cp1252[b - 0x80];
		len += utf8_put(c, out + len);
	}
	return len;
}

static size_t
put_named(uint32_t c, char *out, size_t max)
{
	for (size_t i = 0; i < NELEM(entities); i++)
		if (entities[i].c == c)
			return (size_t)snprintf(
			    out, max, "&%s;", entities[i].name);
	return 0;
}

/* Each byte of the character as two hexadecimal digits after `mark`. */
static size_t
put_bytes(const char *mark, const char *utf8, size_t n, char *out, size_t max)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(out + len, max - len, "%s%02X", mark,
		    (unsigned)(uint8_t)utf8[i]);
	return len;
}

/* One character outside ASCII, at most 64 bytes; 0 if it cannot be. */
static size_t
put_damaged(unsigned way, uint32_t c, char *out, size_t max)
{
	char utf8[4], once[16];
	size_t n = utf8_put(c, utf8);

	switch (way) {
	case 0: /* also what a lost character folds to */
		return (size_t)snprintf(out, max, "?");
	case 1:
		return put_mojibake(utf8, n, out);
	case 2:
		return put_mojibake(once, put_mojibake(utf8, n, once), out);
	case 3:
		return put_named(c, out, max);
	case 4:
		return (size_t)snprintf(out, max, "&#%u;", (unsigned)c);
	case 5:
		return (size_t)snprintf(out, max, "&#x%x;", (unsigned)c);
	case 6: /* also quoted-printable: %C3%A9 and =C3=A9 fold alike */
		return put_bytes("%", utf8, n, out, max);
	case 7:
		return put_bytes("\\x", utf8, n, out, max);
	case 8:
		return (size_t)snprintf(out, max, "\\u%04x", (unsigned)c);
	case 9: /* Latin-1, percent-encoded */
		return c > 0xff
			   ? 0
			   : (size_t)snprintf(out, max, "%%%02X", (unsigned)c);
	default:
		return 0;
	}
}

size_t
damage_word(unsigned way, const char *word, size_t n, char *out, size_t max)
{
	size_t len = 0, step;
	bool any = false;

	for (size_t i = 0; i < n; i += step) {
		char piece[64];
		uint32_t c = utf8_next(word + i, n - i, &step);
		size_t put = 1;

		piece[0] = word[i];
		if (c >= 0x80) {
			put = put_damaged(way, c, piece, sizeof(piece));
			any = true;
		}
		if (put == 0 || len + put > max)
			return 0;
		memcpy(out + len, piece, put);
		len += put;
	}
	return any ? len : 0;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Exactly `digits` hexadecimal digits, or -1. */
static int32_t
hex_number(const char *s, size_t n, size_t digits)
{
	int32_t v = 0;

	if (n < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		int d = hex_digit(s[i]);

		if (d < 0)
			return -1;
		v = v * 16 + d;
	}
	return v;
}

/* "&eacute;", "&#233;", "&#xe9;", also "&amp;eacute;". */
static uint32_t
read_entity(const char *s, size_t n, size_t *len)
{
	const char *semi;
	uint32_t c = 0;
	size_t at = 1;

	while (n - at > 4 && memcmp(s + at, "amp;", 4) == 0 && at < 9)
		at += 4;
	semi = memchr(s + at, ';', n - at < ENTITY_MAX ? n - at : ENTITY_MAX);
	if (semi == NULL)
		return 0;
	*len = (size_t)(semi - s) + 1;
	if (s[at] != '#') {
		size_t name = (size_t)(semi - s) - at;

		for (size_t i = 0; i < NELEM(entities); i++)
			if (strlen(entities[i].name) == name &&
			    memcmp(entities[i].name, s + at, name) == 0)
				return entities[i].c;
		return 0;
	}
	at++;
	if (s + at < semi && (s[at] | 0x20) == 'x') {
		int32_t v = hex_number(
		    s + at + 1, n - at - 1, (size_t)(semi - s) - at - 1);

		return v > 0 && v <= 0x10ffff ? (uint32_t)v : 0;
	}
	for (; s + at < semi; at++) {
		if (s[at] < '0' || s[at] > '9')
			return 0;
		c = c * 10 + (uint32_t)(s[at] - '0');
	}
	return c <= 0x10ffff ? c : 0;
}

/* Escaped bytes ("%C3%A9", "=C3=A9", "\xc3\xa9"): UTF-8 first, then Latin-1,
 * but not behind "=", which stands before many a plain word. A byte of ASCII is
 * read behind "%" alone, where it is a URL. */
static uint32_t
read_bytes(const char *s, size_t n, size_t mark, size_t *len)
{
	char bytes[4];
	size_t have = 0, step = mark + 2, used;
	uint32_t c;

	while (have < sizeof(bytes) && n >= (have + 1) * step &&
	       memcmp(s + have * step, s, mark) == 0) {
		int32_t v = hex_number(s + have * step + mark, 2, 2);

		if (v < 0)
			break;
		bytes[have++] = (char)v;
	}
	if (have == 0)
		return 0;
	*len = step;
	if ((bytes[0] & 0x80) == 0)
		return s[0] == '%' ? (uint8_t)bytes[0] : 0;
	c = utf8_next(bytes, have, &used);
	if (c == UTF8_REPLACEMENT)
		return s[0] == '=' || (uint8_t)bytes[0] < 0xa0
			   ? 0
			   : (uint8_t)bytes[0];
	*len = used * step;
	return c;
}

static uint32_t
read_escape(const char *s, size_t n, size_t *len)
{
	int32_t v;

	if (n >= 4 && s[0] == '&')
		return read_entity(s, n, len);
	if (s[0] == '%' || s[0] == '=')
		return read_bytes(s, n, 1, len);
	if (s[0] != '\\' || n < 4)
		return 0;
	if (s[1] == 'x')
		return read_bytes(s, n, 2, len);
	v = s[1] == 'u' ? hex_number(s + 2, n - 2, 4) : -1;
	*len = 6;
	return v > 0 ? (uint32_t)v : 0;
}

/* Characters in a row, each with the offset of its end. */
struct run {
	uint32_t c[8];
	size_t end[8];
	size_t n;
};

/* The byte that Windows-1252 shows as c, or -1. */
static int
byte_of(uint32_t c)
{
	if (c < 0x100)
		return (int)c;
	for (int i = 0; i < 32; i++)
		if (cp1252[i] == c)
			return 0x80 + i;
	return -1;
}

/* Takes one reading as 1252 back, in place: as many characters at the head of
 * the run as are whole. False, and nothing done, when the first is not. */
static bool
run_undo(struct run *r)
{
	char bytes[8];
	size_t have = 0, out = 0, used;

	for (; have < r->n && byte_of(r->c[have]) >= 0x80; have++)
		bytes[have] = (char)byte_of(r->c[have]);
	for (size_t i = 0; i < have; i += used) {
		uint32_t c = utf8_next(bytes + i, have - i, &used);

		if (c == UTF8_REPLACEMENT)
			break;
		r->c[out] = c;
		r->end[out++] = r->end[i + used - 1];
	}
	if (out > 0)
		r->n = out;
	return out > 0;
}

/* Two to four characters that are the bytes of one, read as 1252. Whoever
 * damaged the text once may have done it twice. */
static uint32_t
read_mojibake(const char *s, size_t n, size_t *len)
{
	struct run r = { .n = 0 };
	size_t at = 0, step;

	while (r.n < NELEM(r.c) && at < n && (s[at] & 0x80) != 0) {
		r.c[r.n] = utf8_next(s + at, n - at, &step);
		at += step;
		r.end[r.n++] = at;
	}
	if (r.n < 2 || !run_undo(&r))
		return 0;
	(void)run_undo(&r);
	/* Three bytes make Han letters out of "é½½", which is none; they are
	 * taken for Latin letters and for punctuation alone. */
	if (r.c[0] >= 0x800 && (r.c[0] < 0x1e00 || r.c[0] > 0x22ff))
		return 0;
	*len = r.end[0];
	return r.c[0];
}

uint32_t
damage_read(const char *s, size_t n, bool *lost, size_t *len)
{
	uint32_t c = (s[0] & 0x80) != 0 ? read_mojibake(s, n, len)
					: read_escape(s, n, len);

	*lost = false;
	if (c != 0)
		return c;
	c = utf8_next(s, n, len);
	*lost = c == '?' || c == UTF8_REPLACEMENT;
	return c;
}
