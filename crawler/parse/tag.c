/* SPDX-License-Identifier: ISC */
/* The table of elements. */
#include "crawler/parse/tag.h"

#include "store/base/err.h"

enum { TAG_SLOT_BITS = 10, TAG_NAME_MAX = 13 };

/* Chosen by trying: no two rows of TAGS share a slot. */
#define TAG_FACTOR 0xd2fa6e9dU

/* Bit 5 is set in every byte, which makes lower case of letters and leaves the
 * digits of h1 to h6 alone. */
#define TAG_HASH(a, b, z, n)                                                   \
	((uint32_t)(((uint32_t)((a)&31) | (uint32_t)(((b) | 32) & 127) << 5 |  \
			(uint32_t)(((z) | 32) & 127) << 12 |                   \
			(uint32_t)((n)&31) << 19) *                            \
		    TAG_FACTOR) >>                                             \
	    (32 - TAG_SLOT_BITS))

static const char names[TAG_COUNT][TAG_NAME_MAX + 1] = {
#define TAG_ROW(id, name, a, b, z, flags) [TAG_##id] = { name },
	TAGS(TAG_ROW)
#undef TAG_ROW
};

const uint8_t tag_flags[TAG_COUNT] = {
#define TAG_ROW(id, name, a, b, z, flags) [TAG_##id] = (flags),
	TAGS(TAG_ROW)
#undef TAG_ROW
};

static const uint8_t slots[1 << TAG_SLOT_BITS] = {
#define TAG_ROW(id, name, a, b, z, flags)                                      \
	[TAG_HASH(a, b, z, sizeof(name) - 1)] = TAG_##id,
	TAGS(TAG_ROW)
#undef TAG_ROW
};

/* Lower case of letters; no name has the other bytes that change. */
static char
lower(char c)
{
	return (char)(c | (c >> 1 & 32));
}

enum tag
tag_find(const char *name, size_t n)
{
	const char *known;
	enum tag tag;

	if (n == 0 || n > TAG_NAME_MAX)
		return TAG_OTHER;
	tag = slots[TAG_HASH(name[0], name[n > 1], name[n - 1], n)];
	known = names[tag];
	/* The ends first: most names are no more than those. */
	if (lower(name[0]) != known[0] || lower(name[n - 1]) != known[n - 1] ||
	    known[n] != '\0')
		return TAG_OTHER;
	for (size_t i = 1; i + 1 < n; i++)
		if (lower(name[i]) != known[i])
			return TAG_OTHER;
	return tag;
}

const char *
tag_name(enum tag tag)
{
	return names[tag];
}
