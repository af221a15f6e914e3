/* SPDX-License-Identifier: ISC */
/* A harvest as a compromised parser child could send it: refused, or packed
 * again to something that unpacks to the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct harvest *h, *again;
	struct buf one, two;

	if (harvest_unpack(data, size, 3, &h) != ERR_OK)
		return 0;
	buf_init(&one, HARVEST_WIRE_MAX);
	buf_init(&two, HARVEST_WIRE_MAX);
	if (harvest_pack(h, &one) != ERR_OK ||
	    harvest_unpack(one.data, one.len, 3, &again) != ERR_OK ||
	    harvest_pack(again, &two) != ERR_OK || one.len != two.len ||
	    memcmp(one.data, two.data, one.len) != 0)
		abort();
	harvest_free(again);
	harvest_free(h);
	buf_fini(&one);
	buf_fini(&two);
	return 0;
}
