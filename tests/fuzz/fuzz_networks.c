/* SPDX-License-Identifier: ISC */
/* Any bytes as an answer of any network: the first line names it and the role
 * of the answer ("mastodon 1"; what is neither is taken for some), the rest is
 * the body. */
#include "tests/fuzz/adapter.h"

enum {
	ROLES = 34, /* those of feeds go furthest */
	LINE_MAX_BYTES = 40
};

/* Takes the first line off. */
static const struct network *
choose(const uint8_t **data, size_t *size, unsigned *role)
{
	const uint8_t *nl = memchr(
	    *data, '\n', *size < LINE_MAX_BYTES ? *size : LINE_MAX_BYTES);
	const struct network *n = NULL;
	char line[LINE_MAX_BYTES + 1] = "", *blank;
	size_t len = nl != NULL ? (size_t)(nl - *data) : 1, count = 0;
	unsigned long at = (*data)[0];

	memcpy(line, *data, len);
	blank = strchr(line, ' ');
	if (blank != NULL) {
		*blank = '\0';
		n = network_find(line);
		at = strtoul(blank + 1, NULL, 10);
	}
	while (network_at(count) != NULL)
		count++;
	if (n == NULL)
		n = network_at((*data)[0] % count);
	at %= ROLES;
	*role = at == 0 ? 0 : NETWORK_ROLE_OWN + (unsigned)at - 1;
	len += nl != NULL;
	*data += len;
	*size -= len;
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct adapter_role role = { 0, "1 x" };
	const struct network *n;

	if (size == 0)
		return 0;
	n = choose(&data, &size, &role.role);
	adapter_read(n, "https://h.example/list/a/",
	    "https://h.example/list/a/here?page=1", &role, 1, data, size);
	return 0;
}
