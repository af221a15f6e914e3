/* SPDX-License-Identifier: ISC */
/* Any bytes as an answer of DokuWiki, in each of its roles. */
#include "tests/fuzz/adapter.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct adapter_role roles[] = {
		{ NETWORK_ROLE_OWN + 0, NULL },
		{ NETWORK_ROLE_OWN + 1, "wiki" },
		{ NETWORK_ROLE_OWN + 2, "wiki" },
		{ NETWORK_ROLE_OWN + 3, NULL }, { NETWORK_ROLE_OWN + 4, NULL }
	};

	adapter_read(&network_dokuwiki, "https://b.example/",
	    "https://b.example/doku.php?id=wiki:a", roles, NELEM(roles), data,
	    size);
	return 0;
}
