/* SPDX-License-Identifier: ISC */
/* Bytes into messages. */
#include "crawler/browser/messages.h"

#include <string.h>

/* A whole message and the beginnings of those behind it. */
enum { ROOM = MESSAGES_BYTES_MAX + 1024 * 1024 };

void
messages_init(struct messages *m)
{
	memset(m, 0, sizeof(*m));
	buf_init(&m->bytes, ROOM);
}

void
messages_fini(struct messages *m)
{
	buf_fini(&m->bytes);
}

/* What was taken makes room. */
static void
compact(struct messages *m)
{
	size_t left = m->bytes.len - m->at;

	if (m->at == 0)
		return;
	memmove(m->bytes.data, m->bytes.data + m->at, left);
	m->bytes.len = left;
	m->bytes.data[left] = '\0';
	m->looked -= m->at;
	m->at = 0;
}

enum err
messages_add(struct messages *m, const void *bytes, size_t n)
{
	if (n == 0)
		return ERR_OK;
	compact(m);
	return buf_add(&m->bytes, bytes, n);
}

/* The four hexadecimal digits of an escape as a surrogate: 'h' for the first
 * half of a pair, 'l' for the second, else 0. */
static char
surrogate(const char *s)
{
	if ((s[0] | 0x20) != 'd')
		return 0;
	if (strchr("89abAB", s[1]) != NULL)
		return 'h';
	return strchr("cdefCDEF", s[1]) != NULL ? 'l' : 0;
}

/* A page may hold half a character, and what the browser says of it is then no
 * JSON that a parser takes: each such escape becomes U+FFFD, in its place. */
static void
mend(char *s, size_t n)
{
	size_t i = 0;

	while (i + 6 <= n) {
		char *at = memchr(s + i, '\\', n - i);

		if (at == NULL || at + 6 > s + n)
			return;
		i = (size_t)(at - s) + 2;
		if (at[1] != 'u' || surrogate(at + 2) == 0)
			continue;
		if (surrogate(at + 2) == 'h' && at + 12 <= s + n &&
		    at[6] == '\\' && at[7] == 'u' && surrogate(at + 8) == 'l')
			i += 10;
		else
			memcpy(at + 2, "fffd", 4);
	}
}

enum err
messages_next(struct messages *m, json_t **out)
{
	char *from = m->bytes.data + m->at, *nul;
	size_t n;
	enum err e;

	*out = NULL;
	if (m->looked == m->bytes.len)
		return ERR_OK;
	nul = memchr(m->bytes.data + m->looked, '\0', m->bytes.len - m->looked);
	if (nul == NULL) {
		m->looked = m->bytes.len;
		return m->looked - m->at > MESSAGES_BYTES_MAX ? ERR_LIMIT
							      : ERR_OK;
	}
	n = (size_t)(nul - from);
	m->at += n + 1;
	m->looked = m->at;
	mend(from, n);
	e = json_parse(from, n, out);
	if (e == ERR_OK && !json_is_object(*out)) {
		json_decref(*out);
		*out = NULL;
		e = ERR_PARSE;
	}
	return e;
}
