/* SPDX-License-Identifier: ISC */
/* Hosts divided among machines: see shard.h. */
#include "crawler/seeds/shard.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url.h"
#include "store/base/digest.h"

/* A number from 1 to SHARD_MAX without sign or blanks; *text moves behind it.
 */
static bool
read_number(const char **text, unsigned *out)
{
	unsigned long v;
	char *end;

	if (**text < '1' || **text > '9')
		return false;
	v = strtoul(*text, &end, 10);
	*text = end;
	*out = (unsigned)v;
	return v <= SHARD_MAX;
}

bool
shard_read(const char *text, struct shard *out)
{
	return read_number(&text, &out->number) && *text++ == '/' &&
	       read_number(&text, &out->of) && *text == '\0' &&
	       out->number <= out->of;
}

bool
shard_has(const struct shard *s, const char *href)
{
	char host[URL_HOST_ROOM], site[URL_HOST_ROOM];
	uint8_t sha[SHA256_LEN];
	uint64_t share = 0;

	if (s->of == 0)
		return true;
	if (!url_host(href, host) || !url_site(host, site))
		return s->number == 1;
	digest_sha256(site, strlen(site), sha);
	for (size_t i = 0; i < sizeof(share); i++)
		share = share << 8 | sha[i];
	return share % s->of + 1 == s->number;
}
