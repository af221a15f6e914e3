/* SPDX-License-Identifier: ISC */
/* Hosts that were met, and domains to be imitated: a verdict for any bytes; and
 * every lookalike that is generated is known again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/match/domain.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

enum { HOST_MAX = 300 };

static struct watch *watch;
static struct domain_index *ix;

static void
start(void)
{
	char *args[] = { (char[]){ "Acme Paris" }, (char[]){ "--own" },
		(char[]){ "https://acme-paris.fr/" } };
	const char *why;

	if (watch_from_args(args, 3, &watch, &why) != ERR_OK)
		abort();
	ix = domain_index_new((const struct watch *const *)&watch, 1);
}

static void
see(void *arg, const char *domain, enum domain_family family)
{
	size_t *n = arg;

	if (strchr(domain, '.') == NULL || family >= DOMAIN_FAMILY_COUNT)
		abort();
	(*n)++;
}

static void
check(void *arg, const char *domain, enum domain_family family)
{
	enum domain_family again;
	const char *own;

	(void)family;
	(void)arg;
	if (!domain_index_find(ix, 0, domain, &again, &own))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t n = size < HOST_MAX ? size : HOST_MAX, seen = 0;
	char *host = mem_strndup((const char *)data, n);
	enum domain_family family;
	const char *own;

	if (ix == NULL) {
		start();
		domain_variants("acme-paris.fr", check, NULL);
	}
	(void)domain_index_find(ix, 0, host, &family, &own);
	domain_variants(host, see, &seen);
	free(host);
	return 0;
}
