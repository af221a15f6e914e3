/* SPDX-License-Identifier: ISC */
/* The table of networks. */
#include "crawler/networks/network.h"

#include <string.h>
#include <strings.h>

#include "crawler/normalise/url.h"

#define ADDRESS_OF(name) &network_##name
static const struct network *const networks[] = { NETWORKS(ADDRESS_OF) };

const struct network *
network_at(size_t i)
{
	return i < NELEM(networks) ? networks[i] : NULL;
}

const struct network *
network_find(const char *name)
{
	for (size_t i = 0; i < NELEM(networks); i++)
		if (strcmp(networks[i]->name, name) == 0)
			return networks[i];
	return NULL;
}

bool
network_takes(const struct network *n, const char *href)
{
	if (n == &network_usenet)
		return url_is_news(href);
	return url_is_http(href) ||
	       (n == &network_bluesky && url_is_stream(href));
}

bool
network_is_canary(const char *context)
{
	return context != NULL && strcmp(context, NETWORK_CANARY) == 0;
}

/* Copies the trimmed value at s..end into out. */
static bool
header_value(const char *s, const char *end, char *out, size_t cap)
{
	while (s < end && (*s == ' ' || *s == '\t'))
		s++;
	while (
	    end > s && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
		end--;
	if ((size_t)(end - s) >= cap)
		return false;
	memcpy(out, s, (size_t)(end - s));
	out[end - s] = '\0';
	return true;
}

bool
source_header(const struct source *s, const char *name, char *out, size_t cap)
{
	const char *p = s->head, *end = s->head + s->head_len;
	size_t n = strlen(name);
	bool found = false;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		const char *stop = nl != NULL ? nl : end;

		if ((size_t)(stop - p) > n && p[n] == ':' &&
		    strncasecmp(p, name, n) == 0)
			found = header_value(p + n + 1, stop, out, cap);
		p = stop + 1;
	}
	return found;
}
