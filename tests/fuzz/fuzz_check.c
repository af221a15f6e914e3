/* SPDX-License-Identifier: ISC */
/* Packed checks, as a damaged file may hold them: what is read packs and reads
 * back as the same, and the quick search finds what the full reading holds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/archive/check.h"
#include "store/archive/snapshot.h"
#include "tests/fuzz/fuzz.h"

static void
round_trip(const struct check_leaf *leaf)
{
	static struct check_leaf again;
	struct buf b;

	buf_init(&b, 1 << 20);
	check_leaf_pack(leaf, &b);
	if (check_leaf_unpack((const uint8_t *)b.data, b.len, &again) !=
		ERR_OK ||
	    again.count != leaf->count ||
	    memcmp(again.e, leaf->e, leaf->count * sizeof(leaf->e[0])) != 0)
		abort();
	buf_fini(&b);
}

static bool
is_sorted(const struct check_leaf *leaf)
{
	for (size_t i = 1; i < leaf->count; i++)
		if (leaf->e[i].url < leaf->e[i - 1].url)
			return false;
	return true;
}

static void
search(const uint8_t *data, size_t size, const struct check_leaf *leaf)
{
	uint64_t url = leaf->e[leaf->count / 2].url;
	size_t n = 0, first = 0;

	for (size_t i = 0; i < leaf->count; i++)
		n += leaf->e[i].url == url;
	if (check_leaf_find(data, size, url, &first) != n ||
	    leaf->e[first].url != url)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct check_leaf leaf;
	struct snapshot_row row;
	struct check_entry e;
	struct buf b;

	memset(&leaf, 0, sizeof(leaf));
	if (check_leaf_unpack(data, size, &leaf) == ERR_OK) {
		round_trip(&leaf);
		if (is_sorted(&leaf)) /* a sum may wrap: then it is not */
			search(data, size, &leaf);
	}
	if (check_entry_unpack(data, size, &e) == ERR_OK) {
		buf_init(&b, CHECK_TEXT_MAX);
		if (check_entry_text(&e, "http://a.example/", &b) != ERR_OK)
			abort();
		buf_fini(&b);
	}
	if (snapshot_row_read(data, size, 1, &row) == ERR_OK &&
	    (row.count == 0 || row.count > CHECK_LEAF_MAX))
		abort();
	return 0;
}
