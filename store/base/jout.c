/* SPDX-License-Identifier: ISC */
/* JSON out. */
#include "store/base/jout.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "store/base/clock.h"
#include "store/base/digest.h"
#include "store/base/utf8.h"

enum { HEX_STEP = 32 /* bytes written as digits at a time */ };

void
jout_begin(struct jout *j, struct buf *out)
{
	j->out = out;
	j->err = ERR_OK;
	j->comma = false;
}

static void
put(struct jout *j, const char *s, size_t n)
{
	if (j->err == ERR_OK)
		j->err = buf_add(j->out, s, n);
}

/* What stands before a value, and the fact that one now stands there. */
static void
value_begin(struct jout *j)
{
	if (j->comma)
		put(j, ",", 1);
	j->comma = true;
}

void
jout_obj(struct jout *j)
{
	value_begin(j);
	put(j, "{", 1);
	j->comma = false;
}

void
jout_obj_end(struct jout *j)
{
	put(j, "}", 1);
	j->comma = true;
}

void
jout_arr(struct jout *j)
{
	value_begin(j);
	put(j, "[", 1);
	j->comma = false;
}

void
jout_arr_end(struct jout *j)
{
	put(j, "]", 1);
	j->comma = true;
}

static void
put_escaped(struct jout *j, unsigned char c)
{
	static const char *const two[] = { ['"'] = "\\\"",
		['\\'] = "\\\\",
		['\b'] = "\\b",
		['\f'] = "\\f",
		['\n'] = "\\n",
		['\r'] = "\\r",
		['\t'] = "\\t" };
	char six[8];

	if (c < NELEM(two) && two[c] != NULL) {
		put(j, two[c], 2);
		return;
	}
	snprintf(six, sizeof(six), "\\u%04x", c);
	put(j, six, 6);
}

static void
put_string(struct jout *j, const char *s, size_t n)
{
	size_t i = 0, from = 0, len;

	put(j, "\"", 1);
	while (i < n) {
		size_t plain = utf8_plain_run(s + i, n - i);
		uint32_t cp;

		i += plain;
		if (plain > 0)
			continue;
		cp = utf8_next(s + i, n - i, &len);
		if (cp >= 0x80 && cp != UTF8_REPLACEMENT) {
			i += len;
			continue;
		}
		put(j, s + from, i - from);
		if (cp == UTF8_REPLACEMENT)
			put(j, "\xef\xbf\xbd", 3);
		else
			put_escaped(j, (unsigned char)s[i]);
		i += len;
		from = i;
	}
	put(j, s + from, n - from);
	put(j, "\"", 1);
}

void
jout_key(struct jout *j, const char *key)
{
	value_begin(j);
	put_string(j, key, strlen(key));
	put(j, ":", 1);
	j->comma = false;
}

void
jout_textn(struct jout *j, const char *s, size_t n)
{
	value_begin(j);
	put_string(j, s, n);
}

void
jout_text(struct jout *j, const char *s)
{
	if (s == NULL)
		jout_null(j);
	else
		jout_textn(j, s, strlen(s));
}

void
jout_int(struct jout *j, int64_t v)
{
	char text[32];
	int n = snprintf(text, sizeof(text), "%" PRId64, v);

	value_begin(j);
	put(j, text, (size_t)n);
}

void
jout_real(struct jout *j, double v)
{
	char text[64];
	int n = snprintf(text, sizeof(text), "%.6f", v);

	while (n > 2 && text[n - 1] == '0' && text[n - 2] != '.')
		n--;
	value_begin(j);
	put(j, text, (size_t)n);
}

void
jout_bool(struct jout *j, bool v)
{
	value_begin(j);
	put(j, v ? "true" : "false", v ? 4 : 5);
}

void
jout_null(struct jout *j)
{
	value_begin(j);
	put(j, "null", 4);
}

void
jout_hex(struct jout *j, const uint8_t *bytes, size_t n)
{
	char text[2 * HEX_STEP + 1];

	value_begin(j);
	put(j, "\"", 1);
	for (size_t i = 0; i < n; i += HEX_STEP) {
		size_t k = n - i < HEX_STEP ? n - i : HEX_STEP;

		digest_hex(bytes + i, k, text);
		put(j, text, 2 * k);
	}
	put(j, "\"", 1);
}

void
jout_time(struct jout *j, int64_t ms)
{
	char text[CLOCK_TEXT];

	clock_format(ms, text);
	jout_text(j, text);
}

void
jout_raw(struct jout *j, const char *s, size_t n)
{
	value_begin(j);
	put(j, s, n);
}

void
jout_ktext(struct jout *j, const char *key, const char *s)
{
	jout_key(j, key);
	jout_text(j, s);
}

void
jout_kint(struct jout *j, const char *key, int64_t v)
{
	jout_key(j, key);
	jout_int(j, v);
}

void
jout_kbool(struct jout *j, const char *key, bool v)
{
	jout_key(j, key);
	jout_bool(j, v);
}

void
jout_knull(struct jout *j, const char *key)
{
	jout_key(j, key);
	jout_null(j);
}

void
jout_khex(struct jout *j, const char *key, const uint8_t *bytes, size_t n)
{
	jout_key(j, key);
	jout_hex(j, bytes, n);
}

void
jout_ktime(struct jout *j, const char *key, int64_t ms)
{
	jout_key(j, key);
	jout_time(j, ms);
}
