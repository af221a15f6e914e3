/* SPDX-License-Identifier: ISC */
/* References in XML text. Every one is replaced by a bounded number of bytes,
 * and what replaced it is not looked at again: text cannot grow without end. */
#include "crawler/parse/xml_text.h"

#include <string.h>

#include "crawler/parse/entities.h"

enum { REFERENCE_BYTES_MAX = 40 /* the longest name of HTML has 32 */ };

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_space(const char *s, const char *end)
{
	while (s < end && is_space(*s))
		s++;
	return s;
}

/* Is the text free of everything that could refer or nest? */
static bool
is_inert(const char *s, size_t n)
{
	if (n > XML_ENTITY_BYTES_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		if (s[i] == '&' || s[i] == '<' || s[i] == '%')
			return false;
	return true;
}

/* Reads one declaration behind "<!ENTITY"; gives where to look on. */
static const char *
read_entity(struct xml_entities *e, const char *s, const char *end)
{
	const char *name = skip_space(s, end), *value, *quote;
	size_t n = 0;

	while (name + n < end && !is_space(name[n]) && name[n] != '>')
		n++;
	value = skip_space(name + n, end);
	if (value >= end || (*value != '"' && *value != '\''))
		return value; /* SYSTEM, PUBLIC or %: never fetched */
	quote = memchr(value + 1, *value, (size_t)(end - value - 1));
	if (quote == NULL)
		return end;
	value++;
	if (n > 0 && e->n < XML_ENTITIES_MAX &&
	    is_inert(value, (size_t)(quote - value))) {
		e->list[e->n].name = (struct xml_str){ name, n };
		e->list[e->n++].value =
		    (struct xml_str){ value, (size_t)(quote - value) };
	}
	return quote + 1;
}

void
xml_entities_read(struct xml_entities *e, const char *s, size_t n)
{
	static const char mark[] = "<!ENTITY";
	const char *end = s + n;

	while (s < end) {
		s = memchr(s, '<', (size_t)(end - s));
		if (s == NULL)
			return;
		if ((size_t)(end - s) > sizeof(mark) &&
		    memcmp(s, mark, sizeof(mark) - 1) == 0)
			s = read_entity(e, s + sizeof(mark) - 1, end);
		else
			s++;
	}
}

/* The document's own entity of that name. */
static const struct xml_str *
declared(const struct xml_entities *e, const char *name, size_t n)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->list[i].name.n == n &&
		    memcmp(e->list[i].name.s, name, n) == 0)
			return &e->list[i].value;
	return NULL;
}

/* Decodes the reference at s, which begins with '&'; how many bytes it took, 0
 * for none. A name counts in XML only with its semicolon. */
static size_t
decode_one(
    const struct xml_entities *e, const char *s, size_t n, struct buf *out)
{
	char text[ENTITY_ROOM];
	size_t most = n < REFERENCE_BYTES_MAX ? n : REFERENCE_BYTES_MAX;
	const char *semi = memchr(s, ';', most);
	const struct xml_str *own = NULL;
	size_t len = 0, took;

	if (semi != NULL)
		own = declared(e, s + 1, (size_t)(semi - s - 1));
	if (own != NULL)
		return buf_add(out, own->s, own->n) == ERR_OK
			   ? (size_t)(semi - s + 1)
			   : 0;
	took = entities_next(s, n, false, text, &len);
	if (took == 0 || (s[1] != '#' && s[took - 1] != ';'))
		return 0;
	if (len == 1 && (unsigned char)text[0] < 0x20 && !is_space(text[0]))
		text[0] = ' ';
	return buf_add(out, text, len) == ERR_OK ? took : 0;
}

/* The run of plain bytes at s: to the next '&' or control character. */
static size_t
plain_run(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] != '&' &&
	       ((unsigned char)s[i] >= 0x20 || is_space(s[i])))
		i++;
	return i;
}

bool
xml_text_decode(
    const struct xml_entities *e, const char *s, size_t n, struct buf *out)
{
	bool clean = true;
	size_t i = 0;

	while (i < n) {
		size_t run = plain_run(s + i, n - i), took = 1;
		enum err err = buf_add(out, s + i, run);

		i += run;
		if (i == n)
			return clean && err == ERR_OK;
		if (s[i] == '&')
			took = decode_one(e, s + i, n - i, out);
		else
			err = buf_addc(out, ' ');
		if (took == 0) {
			clean = false;
			took = 1;
			err = buf_addc(out, '&');
		}
		if (err != ERR_OK)
			return false; /* the ceiling: the rest is left out */
		i += took;
	}
	return clean;
}
