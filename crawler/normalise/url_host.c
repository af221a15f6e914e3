/* SPDX-License-Identifier: ISC */
/* The host parser. Section numbers are those of the URL Standard. */
#include "crawler/normalise/url_host.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <unicode/uidna.h>

#include "crawler/normalise/url.h"
#include "store/base/log.h"
#include "store/base/utf8.h"

enum { IPV4_PARTS = 4, IPV6_PIECES = 8 };

/* The standard asks for no check of hyphens or of lengths (beStrict false). */
static const uint32_t idna_ignored =
    UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
    UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
    UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

static UIDNA *idna; /* owned for the life of the process; immutable, shared */
static pthread_once_t idna_once = PTHREAD_ONCE_INIT;

static void
open_idna(void)
{
	UErrorCode status = U_ZERO_ERROR;

	idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
				   UIDNA_NONTRANSITIONAL_TO_ASCII |
				   UIDNA_NONTRANSITIONAL_TO_UNICODE,
	    &status);
	if (U_FAILURE(status)) {
		log_error("idna: %s", u_errorName(status));
		idna = NULL;
	}
}

static bool
is_ascii(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] >= 0x80)
			return false;
	return true;
}

bool
url_host_shown(const char *host, char out[URL_HOST_ROOM])
{
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	int32_t len;

	(void)pthread_once(&idna_once, open_idna);
	if (idna == NULL)
		return false;
	len = uidna_nameToUnicodeUTF8(idna, host, (int32_t)strlen(host), out,
	    URL_HOST_ROOM - 1, &info, &status);
	if (U_FAILURE(status) || len <= 0 || len >= URL_HOST_ROOM)
		return false;
	out[len] = '\0';
	return true;
}

/* 3.3, domain to ASCII, not strict: an ASCII domain is lowered whatever its
 * Punycode says. Returns the length, 0 for failure. */
static size_t
domain_to_ascii(const char *in, size_t n, char *out, size_t cap)
{
	UIDNAInfo info = UIDNA_INFO_INITIALIZER;
	UErrorCode status = U_ZERO_ERROR;
	int32_t len;

	if (is_ascii(in, n)) {
		for (size_t i = 0; i < n; i++)
			out[i] = url_code_lower(in[i]);
		return n;
	}
	pthread_once(&idna_once, open_idna);
	if (idna == NULL || !utf8_valid(in, n))
		return 0;
	len = uidna_nameToASCII_UTF8(
	    idna, in, (int32_t)n, out, (int32_t)cap, &info, &status);
	if (U_FAILURE(status) || (info.errors & ~idna_ignored) != 0)
		return 0;
	return len > 0 && (size_t)len <= cap ? (size_t)len : 0;
}

/* 3.5, IPv4 number parser. Numbers past 32 bits are held at UINT64_MAX. */
static bool
ipv4_number(const char *s, size_t n, uint64_t *out)
{
	unsigned radix = 10;
	uint64_t v = 0;

	if (n == 0)
		return false;
	if (n >= 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
		radix = 16;
		s += 2;
		n -= 2;
	} else if (n >= 2 && s[0] == '0') {
		radix = 8;
		s++;
		n--;
	}
	for (size_t i = 0; i < n; i++) {
		int d = url_code_hex(s[i]);

		if (d < 0 || (unsigned)d >= radix)
			return false;
		v = v > UINT32_MAX ? UINT64_MAX : v * radix + (unsigned)d;
	}
	*out = v;
	return true;
}

bool
url_host_ends_in_number(const char *s, size_t n)
{
	size_t from, digits = 0;
	uint64_t v;

	if (n > 0 && s[n - 1] == '.')
		n--;
	from = n;
	while (from > 0 && s[from - 1] != '.')
		from--;
	while (from + digits < n && url_code_digit(s[from + digits]))
		digits++;
	if (n > from && from + digits == n)
		return true;
	return ipv4_number(s + from, n - from, &v);
}

static void
put_number(struct url_out *o, unsigned v, unsigned radix)
{
	char text[12];
	size_t at = sizeof(text);

	do {
		text[--at] = "0123456789abcdef"[v % radix];
		v /= radix;
	} while (v > 0);
	url_code_put(o, text + at, sizeof(text) - at);
}

/* 3.5, IPv4 parser and serialiser. */
static enum err
ipv4_parse(struct url_out *o, const char *s, size_t n)
{
	uint64_t numbers[IPV4_PARTS] = { 0 }, ip;
	size_t parts = 0, at = 0;

	if (n > 1 && s[n - 1] == '.')
		n--;
	while (at <= n) {
		size_t end = at;

		while (end < n && s[end] != '.')
			end++;
		if (parts == IPV4_PARTS ||
		    !ipv4_number(s + at, end - at, &numbers[parts]))
			return ERR_PARSE;
		parts++;
		at = end + 1;
	}
	ip = numbers[parts - 1];
	if (ip >= (uint64_t)1 << (8 * (IPV4_PARTS + 1 - parts)))
		return ERR_PARSE;
	for (size_t i = 0; i + 1 < parts; i++) {
		if (numbers[i] > 255)
			return ERR_PARSE;
		ip += numbers[i] << (8 * (3 - i));
	}
	for (unsigned i = 0; i < IPV4_PARTS; i++) {
		if (i > 0)
			url_code_putc(o, '.');
		put_number(o, (unsigned)(ip >> (8 * (3 - i)) & 255), 10);
	}
	return ERR_OK;
}

struct ipv6 {
	unsigned pieces[IPV6_PIECES];
	size_t at;   /* the piece to be written next */
	int squeeze; /* where "::" stood, or -1 */
};

/* The dotted tail of an IPv6 address: four decimal bytes, nothing after. */
static bool
ipv6_tail(struct ipv6 *a, const char *s, size_t n)
{
	size_t i = 0;

	if (a->at > IPV6_PIECES - 2)
		return false;
	for (unsigned seen = 0; seen < IPV4_PARTS; seen++) {
		size_t from;
		unsigned v = 0;

		if (seen > 0 && (i >= n || s[i++] != '.'))
			return false;
		from = i;
		while (i < n && url_code_digit(s[i]) && v <= 255)
			v = v * 10 + (unsigned)(s[i++] - '0');
		if (i == from || v > 255 || (s[from] == '0' && i > from + 1))
			return false;
		a->pieces[a->at + seen / 2] =
		    a->pieces[a->at + seen / 2] * 256 + v;
	}
	a->at += 2;
	return i == n;
}

/* What follows a piece: its ":" if there is more, or the end. */
static bool
ipv6_separator(const char *s, size_t n, size_t *i)
{
	if (*i == n)
		return true;
	if (s[*i] != ':')
		return false;
	return ++*i < n;
}

static bool
ipv6_pieces(struct ipv6 *a, const char *s, size_t n)
{
	size_t i = 0;

	if (n > 0 && s[0] == ':') {
		if (n < 2 || s[1] != ':')
			return false;
		i = 2;
		a->squeeze = (int)++a->at;
	}
	while (i < n) {
		unsigned v = 0;
		size_t from = i;

		if (a->at == IPV6_PIECES)
			return false;
		if (s[i] == ':') {
			if (a->squeeze >= 0)
				return false;
			i++;
			a->squeeze = (int)++a->at;
			continue;
		}
		while (i < n && i < from + 4 && url_code_hex(s[i]) >= 0)
			v = v * 16 + (unsigned)url_code_hex(s[i++]);
		if (i < n && s[i] == '.')
			return i > from && ipv6_tail(a, s + from, n - from);
		if (!ipv6_separator(s, n, &i))
			return false;
		a->pieces[a->at++] = v;
	}
	return true;
}

/* Moves what came after "::" to the end. */
static bool
ipv6_spread(struct ipv6 *a)
{
	size_t swaps, to = IPV6_PIECES - 1;

	if (a->squeeze < 0)
		return a->at == IPV6_PIECES;
	swaps = a->at - (size_t)a->squeeze;
	for (; to != 0 && swaps > 0; to--, swaps--) {
		size_t from = (size_t)a->squeeze + swaps - 1;
		unsigned v = a->pieces[to];

		a->pieces[to] = a->pieces[from];
		a->pieces[from] = v;
	}
	return true;
}

/* 3.6: the first longest run of two or more zero pieces becomes "::". */
static void
ipv6_put(struct url_out *o, const struct ipv6 *a)
{
	size_t best = IPV6_PIECES, best_len = 1;

	for (size_t i = 0; i < IPV6_PIECES; i++) {
		size_t len = 0;

		while (i + len < IPV6_PIECES && a->pieces[i + len] == 0)
			len++;
		if (len > best_len) {
			best = i;
			best_len = len;
		}
		i += len;
	}
	url_code_putc(o, '[');
	for (size_t i = 0; i < IPV6_PIECES; i++) {
		if (i == best) {
			url_code_put(o, "::", i == 0 ? 2 : 1);
			i += best_len - 1;
			continue;
		}
		put_number(o, a->pieces[i], 16);
		if (i < IPV6_PIECES - 1)
			url_code_putc(o, ':');
	}
	url_code_putc(o, ']');
}

static enum err
opaque_parse(struct url_out *o, const char *in, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (url_code_is(in[i], URL_SET_NOHOST))
			return ERR_PARSE;
	url_code_encode(o, in, n, URL_SET_C0);
	return ERR_OK;
}

enum err
url_host_parse(struct url_out *out, const char *in, size_t n, bool opaque)
{
	char raw[URL_HOST_INPUT_MAX], ascii[2 * URL_HOST_INPUT_MAX];
	struct url_out decoded = { raw, 0, sizeof(raw), false };
	struct ipv6 ip6 = { { 0 }, 0, -1 };
	size_t len;

	if (n > 0 && in[0] == '[') {
		if (n < 2 || in[n - 1] != ']' ||
		    !ipv6_pieces(&ip6, in + 1, n - 2) || !ipv6_spread(&ip6))
			return ERR_PARSE;
		ipv6_put(out, &ip6);
		return ERR_OK;
	}
	if (opaque)
		return opaque_parse(out, in, n);
	url_code_decode(&decoded, in, n);
	if (decoded.full)
		return ERR_LIMIT;
	len = domain_to_ascii(raw, decoded.len, ascii, sizeof(ascii));
	if (len == 0)
		return ERR_PARSE;
	for (size_t i = 0; i < len; i++)
		if (url_code_is(ascii[i], URL_SET_NODOMAIN))
			return ERR_PARSE;
	if (url_host_ends_in_number(ascii, len))
		return ipv4_parse(out, ascii, len);
	url_code_put(out, ascii, len);
	return ERR_OK;
}
