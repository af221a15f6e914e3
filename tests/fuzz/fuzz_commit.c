/* SPDX-License-Identifier: ISC */
/* Signed records of the AT Protocol: no bytes are proven by a key whose private
 * half nobody has here, and what a CBOR item spans is one item. */
#include "crawler/networks/car.h"
#include "crawler/networks/commit.h"
#include "crawler/networks/multikey.h"
#include "crawler/parse/cbor.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

static void
check_items(const uint8_t *data, size_t size)
{
	struct cbor all = { data, data + size }, item, again, value;

	while (cbor_item(&all, &item)) {
		again = item;
		fuzz_check(cbor_item(&again, &value) && again.p == item.end &&
			   value.p == item.p && value.end == item.end);
		if (cbor_find(item, "sig", &value))
			fuzz_check(value.p > item.p && value.end <= item.end);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char key[] =
	    "zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc";
	char rev[COMMIT_REV_MAX];
	char *text = mem_strndup((const char *)data, size);
	const char *why;
	size_t blocks;
	enum err e;

	check_items(data, size);
	e = car_check(data, size, &blocks);
	fuzz_check(e != ERR_OK || blocks > 0);
	e = commit_check(
	    data, size, "did:plc:abc", "app.bsky.feed.post/3k", key, rev, &why);
	fuzz_check(e != ERR_OK && why != NULL);
	if (multikey_curve(text) != NULL)
		fuzz_check(
		    multikey_verify(text, data, size, data, size) != ERR_OK);
	free(text);
	return 0;
}
