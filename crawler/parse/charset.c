/* SPDX-License-Identifier: ISC */
/* Encodings: labels, the order in which a document's encoding is found, and
 * the conversions that are fast because nearly every page is UTF-8 or a
 * single-byte encoding, and nearly every byte is ASCII. */
#include "crawler/parse/charset.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crawler/parse/charset_icu.h"
#include "crawler/parse/charset_prescan.h"
#include "crawler/parse/charset_table.h"
#include "store/base/buf.h"
#include "store/base/utf8.h"

enum {
	LABEL_MAX = 32,
	LATE_META_MAX = 64 * 1024, /* where a parser still meets a meta */
	MISLABEL_MIN = 4,          /* characters that prove UTF-8 */
	MISLABEL_RATIO = 10        /* broken bytes to a whole character */
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

static int
label_order(const void *key, const void *row)
{
	return strcmp(key, ((const struct charset_alias *)row)->label);
}

const char *
charset_label(const char *label, size_t n)
{
	const struct charset_alias *found;
	char text[LABEL_MAX];

	while (n > 0 && is_space(label[0])) {
		label++;
		n--;
	}
	while (n > 0 && is_space(label[n - 1]))
		n--;
	if (n == 0 || n >= sizeof(text) || memchr(label, '\0', n) != NULL)
		return NULL;
	for (size_t i = 0; i < n; i++)
		text[i] = lower(label[i]);
	text[n] = '\0';
	found = bsearch(text, charset_table_labels, charset_table_labels_n,
	    sizeof(*charset_table_labels), label_order);
	return found != NULL ? found->name : NULL;
}

/* The length of a byte order mark that names the encoding; 0 if none. */
static size_t
mark(const char *s, size_t n, const char **name)
{
	static const struct {
		const char *bytes, *name;
	} marks[] = {
		{ "\xef\xbb\xbf", "UTF-8" },
		{ "\xfe\xff", "UTF-16BE" },
		{ "\xff\xfe", "UTF-16LE" },
	};

	for (size_t i = 0; i < NELEM(marks); i++) {
		size_t len = strlen(marks[i].bytes);

		if (n >= len && memcmp(s, marks[i].bytes, len) == 0) {
			*name = marks[i].name;
			return len;
		}
	}
	return 0;
}

/* The charset parameter of a Content-Type. */
static const char *
from_header(const char *type)
{
	const char *p = strchr(type, ';');

	while (p != NULL) {
		const char *end;

		p++;
		while (is_space(*p))
			p++;
		if (strncasecmp(p, "charset", 7) != 0) {
			p = strchr(p, ';');
			continue;
		}
		p += 7;
		while (is_space(*p))
			p++;
		if (*p++ != '=')
			return NULL;
		while (is_space(*p))
			p++;
		if (*p == '"' || *p == '\'') {
			end = strchr(p + 1, *p);
			p++;
			if (end == NULL)
				end = p + strlen(p);
		} else {
			end = p + strcspn(p, "; ,\t");
		}
		return charset_label(p, (size_t)(end - p));
	}
	return NULL;
}

static bool
is_xml_type(const char *type)
{
	size_t n;

	if (type == NULL)
		return false;
	n = strcspn(type, "; \t");
	return (n >= 4 && strncasecmp(type + n - 4, "/xml", 4) == 0) ||
	       (n >= 4 && strncasecmp(type + n - 4, "+xml", 4) == 0);
}

/* "<?x" in UTF-16 without a mark: the standard's two patterns. */
static const char *
bare_utf16(const char *s, size_t n)
{
	if (n >= 6 && memcmp(s, "<\0?\0x\0", 6) == 0)
		return "UTF-16LE";
	if (n >= 6 && memcmp(s, "\0<\0?\0x", 6) == 0)
		return "UTF-16BE";
	return NULL;
}

const char *
charset_declared(const void *data, size_t n, const char *content_type)
{
	const char *s = data, *name = NULL;

	if (mark(s, n, &name) > 0)
		return name;
	if (content_type != NULL)
		name = from_header(content_type);
	if (name == NULL)
		name = bare_utf16(s, n);
	if (name == NULL && is_xml_type(content_type))
		name = charset_prescan_xml(s, n);
	if (name == NULL)
		name = charset_prescan(
		    s, n < CHARSET_PRESCAN ? n : CHARSET_PRESCAN, false);
	if (name == NULL)
		name = charset_prescan_xml(s, n);
	/* A parser that meets a meta later starts anew with it ("change the
	 * encoding", HTML 13.2.3.5). */
	if (name == NULL && n > CHARSET_PRESCAN)
		name = charset_prescan(
		    s, n < LATE_META_MAX ? n : LATE_META_MAX, true);
	return name;
}

static uint64_t
word(const char *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof(w));
	return w;
}

/* How many bytes from s are ASCII and not NUL. */
static size_t
ascii_run(const char *s, size_t n)
{
	static const uint64_t ones = UINT64_C(0x0101010101010101);
	static const uint64_t highs = UINT64_C(0x8080808080808080);
	size_t i = 0;

	/* A byte of 0 borrows, a byte past 0x7f has its high bit: both show. */
	for (; n - i >= 32; i += 32) {
		uint64_t a = word(s + i), b = word(s + i + 8);
		uint64_t c = word(s + i + 16), d = word(s + i + 24);

		if (((a | (a - ones) | b | (b - ones) | c | (c - ones) | d |
			 (d - ones)) &
			highs) != 0)
			break;
	}
	for (; n - i >= 8; i += 8)
		if (((word(s + i) | (word(s + i) - ones)) & highs) != 0)
			break;
	while (i < n && (signed char)s[i] > 0)
		i++;
	return i;
}

/* The length of a whole character beyond ASCII at s; 0 if it is broken. */
static size_t
wide_length(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t len;

	if (n >= 2 && p[0] >= 0xc2 && p[0] < 0xe0 && (p[1] & 0xc0) == 0x80)
		return 2;
	/* U+FFFD is what utf8_next says of broken bytes; a real one is ef. */
	if (utf8_next(s, n, &len) == UTF8_REPLACEMENT &&
	    (len != 3 || p[0] != 0xef))
		return 0;
	return len;
}

/* Whole and broken characters beyond ASCII; a last one that was cut off does
 * not count. */
static void
count_utf8(const char *s, size_t n, size_t *whole, size_t *broken)
{
	size_t i = 0;

	*whole = *broken = 0;
	while (i < n) {
		size_t len;

		i += ascii_run(s + i, n - i);
		if (i == n)
			return;
		if (s[i] == '\0') {
			i++;
			continue;
		}
		len = wide_length(s + i, n - i);
		if (len > 0) {
			++*whole;
			i += len;
			continue;
		}
		utf8_next(s + i, n - i, &len);
		i += len;
		*broken += i < n;
	}
}

/* A declaration that the bytes refute. The standard believes it all the same,
 * and a browser shows rubbish; but the names we look for stand in the text
 * that was meant. "UTF-8" that has no whole character beyond ASCII, or ten
 * times as many broken ones, is windows-1252; "windows-1252" that is UTF-8 to
 * its last byte is UTF-8, which no other text is by chance. */
static const char *
corrected(const char *name, const char *s, size_t n)
{
	size_t whole, broken;

	if (strcmp(name, "UTF-8") == 0) {
		count_utf8(s, n, &whole, &broken);
		if (broken > 0 &&
		    (whole == 0 || whole < broken / MISLABEL_RATIO))
			return "windows-1252";
	} else if (strcmp(name, "windows-1252") == 0) {
		count_utf8(s, n, &whole, &broken);
		if (broken == 0 && whole >= MISLABEL_MIN)
			return "UTF-8";
	}
	return name;
}

const char *
charset_of(const void *data, size_t n, const char *content_type)
{
	const char *name = NULL;
	size_t whole, broken;

	if (mark(data, n, &name) > 0)
		return name;
	name = charset_declared(data, n, content_type);
	if (name != NULL)
		return corrected(name, data, n);
	count_utf8(data, n, &whole, &broken);
	if (broken == 0)
		return whole > 0 || is_xml_type(content_type) ? "UTF-8"
							      : "windows-1252";
	name = charset_icu_detect(data, n);
	return name != NULL ? name : "windows-1252";
}

static const struct charset_bytes *
find_bytes(const char *name)
{
	for (size_t i = 0; i < charset_table_bytes_n; i++)
		if (strcmp(charset_table_bytes[i].name, name) == 0)
			return &charset_table_bytes[i];
	return NULL;
}

static enum err
put_char(struct buf *out, uint32_t c)
{
	char text[4];

	return buf_add(out, text, utf8_put(c, text));
}

/* Room for all of n where the buffer may grow so far: one allocation. */
static void
make_room(struct buf *out, size_t n)
{
	if (out->len <= out->max && n <= out->max - out->len)
		(void)!buf_reserve(out, n);
}

/* Whole stretches are copied at once; only a broken byte interrupts them. */
static enum err
utf8_to_utf8(const char *in, size_t n, struct buf *out)
{
	size_t i = 0;
	enum err e = ERR_OK;

	make_room(out, n);
	while (i < n && e == ERR_OK) {
		size_t from = i, len = 1;

		while (i < n) {
			i += ascii_run(in + i, n - i);
			len = i < n && in[i] != '\0'
				  ? wide_length(in + i, n - i)
				  : 0;
			if (len == 0)
				break;
			i += len;
		}
		e = buf_add(out, in + from, i - from);
		if (e != ERR_OK || i == n)
			break;
		utf8_next(in + i, n - i, &len);
		i += len;
		e = put_char(out, UTF8_REPLACEMENT);
	}
	return e;
}

static enum err
bytes_to_utf8(const struct charset_bytes *table, const char *in, size_t n,
    struct buf *out)
{
	size_t i = 0;
	enum err e = ERR_OK;

	make_room(out, n + n / 8);
	while (i < n && e == ERR_OK) {
		size_t run = ascii_run(in + i, n - i);
		unsigned char c;

		e = buf_add(out, in + i, run);
		i += run;
		if (e != ERR_OK || i == n)
			break;
		c = (unsigned char)in[i++];
		e = put_char(
		    out, c == 0 ? UTF8_REPLACEMENT : table->high[c - 128]);
	}
	return e;
}

/* The character at s, n > 0 bytes from the end, in an encoding of our own;
 * returns the bytes it takes. table NULL: UTF-16. */
static size_t
next_char(const struct charset_bytes *table, bool big, const char *s, size_t n,
    uint32_t *c)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t hi = big ? 0 : 1, lo = big ? 1 : 0;

	if (table != NULL) {
		*c = p[0] < 0x80 ? p[0] : table->high[p[0] - 128];
		return 1;
	}
	*c = UTF8_REPLACEMENT;
	if (n < 2)
		return n;
	*c = (uint32_t)(p[hi] << 8 | p[lo]);
	if (*c < 0xd800 || *c > 0xdfff)
		return 2;
	if (*c < 0xdc00 && n >= 4 && (p[2 + hi] & 0xfc) == 0xdc) {
		*c = 0x10000 + ((*c & 0x3ff) << 10) +
		     (uint32_t)((p[2 + hi] & 3) << 8 | p[2 + lo]);
		return 4;
	}
	*c = UTF8_REPLACEMENT;
	return 2;
}

static enum err
utf16_to_utf8(bool big, const char *in, size_t n, struct buf *out)
{
	enum err e = ERR_OK;
	uint32_t c;

	make_room(out, n);
	for (size_t i = 0; i < n && e == ERR_OK;) {
		i += next_char(NULL, big, in + i, n - i, &c);
		e = put_char(out, c == 0 ? UTF8_REPLACEMENT : c);
	}
	return e;
}

/* The mark of this very encoding at the head of in. */
static size_t
own_mark(const char *name, const char *in, size_t n)
{
	const char *marked = NULL;
	size_t len = mark(in, n, &marked);

	return len > 0 && strcmp(marked, name) == 0 ? len : 0;
}

enum err
charset_to_utf8(const char *name, const char *in, size_t n, struct buf *out)
{
	const struct charset_bytes *table;
	size_t skip = own_mark(name, in, n);

	in += skip;
	n -= skip;
	if (strcmp(name, "UTF-8") == 0)
		return utf8_to_utf8(in, n, out);
	if (strcmp(name, "UTF-16LE") == 0 || strcmp(name, "UTF-16BE") == 0)
		return utf16_to_utf8(name[6] == 'B', in, n, out);
	if (strcmp(name, "replacement") == 0)
		return n > 0 ? put_char(out, UTF8_REPLACEMENT) : ERR_OK;
	table = find_bytes(name);
	if (table != NULL)
		return bytes_to_utf8(table, in, n, out);
	return charset_icu_to_utf8(name, in, n, out);
}

/* The bytes that the character at `from` became. */
static void
map_char(struct charset_map *m, size_t from, size_t bytes)
{
	while (bytes-- > 0 && m->n < m->len)
		m->at[m->n++] = (uint32_t)from;
}

/* Of UTF-8 input, whose broken parts and NUL became three bytes. */
static void
map_utf8(struct charset_map *m, const char *in, size_t i, size_t n)
{
	while (i < n && m->n < m->len) {
		size_t run = ascii_run(in + i, n - i), len;

		for (; run > 0 && m->n < m->len; run--)
			m->at[m->n++] = (uint32_t)i++;
		if (i == n)
			break;
		len = in[i] != '\0' ? wide_length(in + i, n - i) : 0;
		map_char(m, i, len > 0 ? len : 3);
		if (len == 0)
			utf8_next(in + i, n - i, &len);
		i += len;
	}
}

void
charset_offsets(
    const char *name, const char *in, size_t n, uint32_t *at, size_t len)
{
	const struct charset_bytes *table = find_bytes(name);
	struct charset_map m = { .at = at, .len = len };
	size_t i = own_mark(name, in, n);
	bool utf16 = strncmp(name, "UTF-16", 6) == 0;

	if (strcmp(name, "UTF-8") == 0)
		map_utf8(&m, in, i, n);
	else if (strcmp(name, "replacement") == 0)
		map_char(&m, 0, 3);
	else if (table == NULL && !utf16)
		charset_icu_map(name, in, n, &m);
	while ((table != NULL || utf16) && i < n && m.n < len) {
		char text[4];
		uint32_t c;
		size_t took =
		    next_char(table, name[6] == 'B', in + i, n - i, &c);

		map_char(&m, i, utf8_put(c == 0 ? UTF8_REPLACEMENT : c, text));
		i += took;
	}
	map_char(&m, n, len - m.n);
	at[len] = (uint32_t)n;
}
