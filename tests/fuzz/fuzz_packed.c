/* SPDX-License-Identifier: ISC */
/* The packed values of index and state: the first byte says which. Whatever is
 * taken for a value, packed again, is taken again and gives the same bytes;
 * and a URL's key gives that URL or none. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/buf.h"
#include "store/base/mem.h"
#include "store/index/document.h"
#include "store/index/row.h"
#include "store/index/source.h"
#include "store/state/member.h"
#include "store/state/url_state.h"
#include "store/state/urlkey.h"
#include "tests/fuzz/fuzz.h"

enum { PACKED_MAX = 1 << 22 };

/* Packs again what was read from n bytes; false if they are no value. */
typedef bool (*repack)(const uint8_t *data, size_t n, struct buf *out);

static bool
repack_url_state(const uint8_t *data, size_t n, struct buf *out)
{
	struct url_state u;

	if (!url_state_unpack(data, n, &u))
		return false;
	url_state_pack(out, &u);
	url_state_fini(&u);
	return true;
}

static bool
repack_member(const uint8_t *data, size_t n, struct buf *out)
{
	static const uint8_t key[] = "example.a\0h\0/x";
	struct member m;
	struct arena a;
	bool ok;

	arena_init(&a);
	ok = member_unpack(&a, key, sizeof(key) - 1, data, n, &m);
	if (ok)
		member_pack(out, &m, true);
	arena_fini(&a);
	return ok;
}

static bool
repack_document(const uint8_t *data, size_t n, struct buf *out)
{
	struct document d = { 0 };

	if (!document_unpack(data, n, &d))
		return false;
	document_pack(out, &d);
	document_fini(&d);
	return true;
}

static bool
repack_row(const uint8_t *data, size_t n, struct buf *out)
{
	struct row r = { 0 };

	if (!row_unpack(data, n, &r))
		return false;
	row_pack(out, &r);
	return true;
}

static bool
repack_source(const uint8_t *data, size_t n, struct buf *out)
{
	struct source s;

	if (!source_unpack(data, n, &s))
		return false;
	source_pack(out, &s);
	return true;
}

static bool
repack_sight(const uint8_t *data, size_t n, struct buf *out)
{
	struct sight s;

	if (!sight_unpack(data, n, &s))
		return false;
	sight_pack(out, &s);
	return true;
}

static const repack kinds[] = { repack_url_state, repack_member,
	repack_document, repack_row, repack_source, repack_sight };

static void
check_packed(repack f, const uint8_t *data, size_t n)
{
	struct buf once, twice;

	buf_init(&once, PACKED_MAX);
	buf_init(&twice, PACKED_MAX);
	if (f(data, n, &once) &&
	    (!f((const uint8_t *)once.data, once.len, &twice) ||
		once.len != twice.len ||
		memcmp(once.data, twice.data, once.len) != 0))
		abort();
	buf_fini(&once);
	buf_fini(&twice);
}

/* The URL of a key, if it has one, is the URL of its own key. */
static void
check_url(const char *url, bool must)
{
	struct key k;
	char *back;

	key_init(&k);
	urlkey_add(&k, url);
	if (k.len == 0 || k.len > URLKEY_MAX)
		abort();
	back = urlkey_url(k.data, k.len);
	if (back == NULL ? must && urlkey_is_whole(k.data, k.len)
			 : strcmp(back, url) != 0)
		abort();
	free(back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s;

	if (size == 0)
		return 0;
	if (data[0] < NELEM(kinds)) {
		check_packed(kinds[data[0]], data + 1, size - 1);
		return 0;
	}
	s = mem_strndup((const char *)data + 1, size - 1);
	check_url(s, true);
	free(s);
	s = urlkey_url(data + 1, size - 1);
	if (s != NULL)
		check_url(s, false);
	free(s);
	return 0;
}
