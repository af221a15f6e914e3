/* SPDX-License-Identifier: ISC */
/* Any bytes as an answer of WordPress, in each of its roles. */
#include "tests/fuzz/adapter.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct adapter_role roles[] = { { 0, NULL },
		{ NETWORK_ROLE_OWN + 0, NULL },
		{ NETWORK_ROLE_OWN + 1, "posts" },
		{ NETWORK_ROLE_OWN + 1, "comments comment 1" },
		{ NETWORK_ROLE_OWN + 2, "pages" },
		{ NETWORK_ROLE_OWN + 4, "comments" } };

	adapter_read(&network_wordpress, "https://b.example/",
	    "https://b.example/wp-json/wp/v2/posts?per_page=100&page=1", roles,
	    NELEM(roles), data, size);
	return 0;
}
