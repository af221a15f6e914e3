/* SPDX-License-Identifier: ISC */
/* The writer of visible text. White space is judged by the last byte written,
 * so there is no state but the text itself. */
#include "crawler/parse/flow.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/parse/entities.h"
#include "store/base/mem.h"

enum { FLOW_FIRST = 32 * 1024, FLOW_WORD = sizeof(uint64_t), FLOW_LANES = 16 };

typedef uint8_t lanes __attribute__((vector_size(FLOW_LANES)));

void
flow_init(struct flow *f, const char *base)
{
	memset(f, 0, sizeof(*f));
	f->base = base;
}

void
flow_fini(struct flow *f)
{
	free(f->data);
	free(f->map);
	memset(f, 0, sizeof(*f));
}

/* Room for what n bytes of source can become: the longest references grow by
 * a fifth ("&nGt;" is six bytes of UTF-8). */
static void
make_room(struct flow *f, size_t n)
{
	size_t need = f->len + n + n / 4 + 2 * (size_t)ENTITY_ROOM;

	if (need <= f->cap)
		return;
	f->cap = f->cap == 0 ? FLOW_FIRST : f->cap;
	while (f->cap < need)
		f->cap *= 2;
	f->data = mem_grow(f->data, f->cap, 1);
	if (f->base != NULL)
		f->map = mem_grow(f->map, f->cap, sizeof(*f->map));
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/* Is the next white space needless here? */
static bool
after_space(const struct flow *f)
{
	return f->len == 0 || f->data[f->len - 1] == ' ' ||
	       f->data[f->len - 1] == '\n';
}

static void
put(struct flow *f, char c, const char *from, const char *to)
{
	if (is_space(c)) {
		if (after_space(f))
			return;
		c = ' ';
	}
	if (f->map != NULL)
		f->map[f->len] =
		    (struct flow_span){ .from = (uint32_t)(from - f->base),
			    .to = (uint32_t)(to - f->base) };
	f->data[f->len++] = c;
}

#define EACH(byte) (0x0101010101010101U * (byte))
#define HIGHS EACH(0x80)

/* High bits where a byte of w is zero; exact only as a yes or no. */
static uint64_t
zeros(uint64_t w)
{
	return (w - EACH(1)) & ~w & HIGHS;
}

/* Can these eight bytes be copied as they are: no reference, no white space
 * but single blanks? Bytes over 0x7f are. */
static inline bool
is_plain(const char *s, bool spaced)
{
	uint64_t w, blank;

	memcpy(&w, s, FLOW_WORD);
	if ((zeros(w ^ EACH('&')) | ((w - EACH(' ')) & ~w & HIGHS)) != 0)
		return false;
	w ^= EACH(' ');
	/* Exactly the high bits of the bytes that are blank. */
	blank = ~(((w & ~HIGHS) + ~HIGHS) | w | ~HIGHS);
	return (blank & (blank >> 8)) == 0 && !(spaced && s[0] == ' ');
}

/* The same of sixteen bytes, which at least one more follows; whether a blank
 * stands before them is not asked. */
static inline bool
are_plain(const char *s)
{
	uint64_t w[FLOW_LANES / sizeof(uint64_t)];
	lanes c, next, odd;

	memcpy(&c, s, sizeof(c));
	memcpy(&next, s + 1, sizeof(next));
	odd = (lanes)(c == '&') | (lanes)(c < ' ') |
	      ((lanes)(c == ' ') & (lanes)(next == ' '));
	memcpy(w, &odd, sizeof(w));
	return (w[0] | w[1]) == 0;
}

/* Copies what needs no second look, sixteen or eight bytes at a time. */
static size_t
copy_plain(struct flow *f, const char *s, size_t n)
{
	char *to = f->data + f->len;
	bool spaced = after_space(f);
	uint32_t from = f->map != NULL ? (uint32_t)(s - f->base) : 0;
	size_t i = 0;

	while (n - i > FLOW_LANES && are_plain(s + i) &&
	       !(spaced && s[i] == ' ')) {
		memcpy(to + i, s + i, FLOW_LANES);
		i += FLOW_LANES;
		spaced = s[i - 1] == ' ';
	}
	while (n - i >= FLOW_WORD && is_plain(s + i, spaced)) {
		memcpy(to + i, s + i, FLOW_WORD);
		i += FLOW_WORD;
		spaced = s[i - 1] == ' ';
	}
	/* The last few bytes, with some of those before them once more. */
	if (i > 0 && i < n && n - i < FLOW_WORD &&
	    is_plain(s + n - FLOW_WORD, s[n - FLOW_WORD - 1] == ' ')) {
		memcpy(to + n - FLOW_WORD, s + n - FLOW_WORD, FLOW_WORD);
		i = n;
	}
	if (f->map != NULL)
		for (uint32_t k = 0; k < i; k++)
			f->map[f->len + k] =
			    (struct flow_span){ from + k, from + k + 1 };
	f->len += i;
	return i;
}

/* One character, reference or run of white space; returns how much of s it was.
 */
static size_t
put_next(struct flow *f, const char *s, size_t n)
{
	char text[ENTITY_ROOM];
	size_t got, taken = 0;

	if (is_space(*s)) {
		do
			taken++;
		while (taken < n && is_space(s[taken]));
		put(f, *s, s, s + taken);
		return taken;
	}
	if (*s == '&')
		taken = entities_next(s, n, false, text, &got);
	if (taken == 0) {
		if (*s != '\0')
			put(f, *s, s, s + 1);
		return 1;
	}
	for (size_t i = 0; i < got; i++)
		put(f, text[i], s, s + taken);
	return taken;
}

void
flow_text(struct flow *f, const char *s, size_t n)
{
	size_t i = 0;

	make_room(f, n);
	while (i < n) {
		size_t stop;

		i += copy_plain(f, s + i, n - i);
		/* What stopped the fast copy is among the next few bytes. */
		stop = n - i < FLOW_WORD ? n : i + FLOW_WORD;
		while (i < stop)
			i += put_next(f, s + i, n - i);
	}
}

void
flow_plain(
    struct flow *f, const char *s, size_t n, const char *from, const char *to)
{
	make_room(f, n);
	for (size_t i = 0; i < n; i++)
		if (s[i] != '\0')
			put(f, s[i], from, to);
}

void
flow_break(struct flow *f)
{
	if (f->len == 0)
		return;
	if (f->data[f->len - 1] == ' ')
		f->data[f->len - 1] = '\n';
	if (f->data[f->len - 1] == '\n')
		return;
	make_room(f, 1);
	if (f->map != NULL)
		f->map[f->len] = f->map[f->len - 1];
	f->data[f->len++] = '\n';
}

char *
flow_copy(const struct flow *f, struct arena *a, size_t *len,
    const struct flow_span **map)
{
	size_t n = f->len;
	struct flow_span *kept;

	if (n > 0 && is_space(f->data[n - 1]))
		n--;
	if (len != NULL)
		*len = n;
	if (map != NULL && f->map != NULL) {
		kept = arena_take(a, (n + 1) * sizeof(*kept));
		memcpy(kept, f->map, n * sizeof(*kept));
		kept[n] = (struct flow_span){ 0, 0 };
		*map = kept;
	}
	return arena_strndup(a, n > 0 ? f->data : "", n);
}
