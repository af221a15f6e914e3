/* SPDX-License-Identifier: ISC */
/* CBOR, item by item. Depth costs nothing: to pass over an item is to count
 * how many are still to come. */
#include "crawler/parse/cbor.h"

#include <string.h>

enum {
	TYPE_SHIFT = 5,
	INFO_MASK = 0x1f,
	INFO_ONE = 24,  /* one byte follows; then two, four, eight */
	INFO_LAST = 27, /* above: reserved, or of indefinite length */
	TAG_LINK = 42
};

size_t
cbor_len(const struct cbor *c)
{
	return (size_t)(c->end - c->p);
}

bool
cbor_is(const struct cbor *c, const void *bytes, size_t n)
{
	return cbor_len(c) == n && memcmp(c->p, bytes, n) == 0;
}

/* RFC 8949 4.2.1: never more bytes than the number needs. */
static bool
is_shortest(unsigned bytes, uint64_t v)
{
	switch (bytes) {
	case 1:
		return v >= INFO_ONE;
	case 2:
		return v > UINT8_MAX;
	case 4:
		return v > UINT16_MAX;
	default:
		return v > UINT32_MAX;
	}
}

bool
cbor_head(struct cbor *c, enum cbor_type *type, uint64_t *number)
{
	unsigned info, bytes;
	uint64_t v = 0;

	if (c->p == c->end)
		return false;
	info = *c->p & INFO_MASK;
	*type = (enum cbor_type)(*c->p >> TYPE_SHIFT);
	c->p++;
	if (info < INFO_ONE) {
		*number = info;
		return true;
	}
	bytes = info <= INFO_LAST ? 1U << (info - INFO_ONE) : 0;
	if (bytes == 0 || cbor_len(c) < bytes)
		return false;
	for (unsigned i = 0; i < bytes; i++)
		v = v << 8 | *c->p++;
	*number = v;
	/* A float's bits are no number. */
	return (*type == CBOR_SIMPLE && bytes > 1) || is_shortest(bytes, v);
}

bool
cbor_item(struct cbor *c, struct cbor *out)
{
	uint64_t left = 1, n;
	enum cbor_type type;

	out->p = c->p;
	while (left-- > 0) {
		/* Each item to come has a byte at least. */
		if (left >= cbor_len(c) || !cbor_head(c, &type, &n))
			return false;
		if (type == CBOR_BYTES || type == CBOR_TEXT) {
			if (n > cbor_len(c))
				return false;
			c->p += n;
		} else if (type == CBOR_ARRAY || type == CBOR_MAP) {
			if (n > cbor_len(c))
				return false;
			left += type == CBOR_MAP ? 2 * n : n;
		} else if (type == CBOR_TAG) {
			left++;
		}
	}
	out->end = c->p;
	return true;
}

bool
cbor_string(struct cbor *c, enum cbor_type type, struct cbor *out)
{
	enum cbor_type got;
	uint64_t n;

	if (!cbor_head(c, &got, &n) || got != type || n > cbor_len(c))
		return false;
	out->p = c->p;
	c->p += n;
	out->end = c->p;
	return true;
}

bool
cbor_list(struct cbor *c, enum cbor_type type, uint64_t *n)
{
	enum cbor_type got;

	return cbor_head(c, &got, n) && got == type && *n <= cbor_len(c);
}

bool
cbor_link(struct cbor *c, struct cbor *out)
{
	enum cbor_type type;
	uint64_t tag;

	if (!cbor_head(c, &type, &tag) || type != CBOR_TAG || tag != TAG_LINK ||
	    !cbor_string(c, CBOR_BYTES, out) || cbor_len(out) == 0 ||
	    *out->p != 0)
		return false;
	out->p++;
	return true;
}

bool
cbor_find(struct cbor map, const char *key, struct cbor *out)
{
	struct cbor name;
	uint64_t n;

	if (!cbor_list(&map, CBOR_MAP, &n))
		return false;
	while (n-- > 0)
		if (!cbor_string(&map, CBOR_TEXT, &name) ||
		    !cbor_item(&map, out))
			return false;
		else if (cbor_is(&name, key, strlen(key)))
			return true;
	return false;
}
