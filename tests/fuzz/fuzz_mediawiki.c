/* SPDX-License-Identifier: ISC */
/* Any bytes as an answer of MediaWiki, in each of its roles. */
#include "tests/fuzz/adapter.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct adapter_role roles[] = { { NETWORK_ROLE_OWN + 0,
							 "beside" },
		{ NETWORK_ROLE_OWN + 0, "w" }, { NETWORK_ROLE_OWN + 1, NULL },
		{ NETWORK_ROLE_OWN + 2, "1 &generator=allpages" },
		{ NETWORK_ROLE_OWN + 3, "9 &generator=search" } };

	adapter_read(&network_mediawiki, "https://b.example/",
	    "https://b.example/w/api.php?action=query", roles, NELEM(roles),
	    data, size);
	return 0;
}
