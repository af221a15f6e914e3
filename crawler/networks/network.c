/* SPDX-License-Identifier: ISC */
/* The table of networks. */
#include "crawler/networks/network.h"

#include <string.h>
#include <strings.h>

/* For `auto` the first that accepts wins, so the narrow before the wide. */
static const struct network *const networks[] = {
	&network_wordpress,
	&network_mediawiki,
	&network_dokuwiki,
	&network_mastodon,
	&network_misskey,
	&network_pixelfed,
	&network_activitypub,
	&network_bluesky,
	&network_lemmy,
	&network_peertube,
	&network_hackernews,
	&network_stackexchange,
	&network_github,
	&network_discourse,
	&network_phpbb,
	&network_nodebb,
	&network_xenforo,
	&network_vbulletin,
	&network_vanilla,
	&network_invision,
	&network_ghost,
	&network_blogger,
	&network_substack,
	&network_tumblr,
	&network_scoopit,
	&network_medium,
	&network_flarum,
	&network_publicinbox,
	&network_hyperkitty,
	&network_pipermail,
	&network_flickr,
	&network_dailymotion,
	&network_bingnews,
	&network_gdelt,
	&network_marginalia,
	&network_mwmbl,
	&network_wayback,
	&network_commoncrawl,
	&network_gravatar,
	&network_webfinger,
	&network_relme,
	&network_crtsh,
	&network_rdap,
	&network_bodacc,
	&network_feed,
	&network_site, /* any HTML at all */
	&network_auto,
};

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
