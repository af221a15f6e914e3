/* SPDX-License-Identifier: ISC */
/* vigie-probe canonical: the canonical form of `url`, which is parsed first as
 * a link is. */
#include <stdlib.h>

#include "crawler/normalise/url.h"
#include "tools/probe/probe.h"

enum err
probe_canonical(const json_t *in, struct jout *out)
{
	const char *url = json_get_text(in, "url");
	char *href = NULL, *canonical = NULL;
	enum err e;

	if (url == NULL)
		return ERR_USAGE;
	e = url_resolve(NULL, url, &href);
	if (e == ERR_OK)
		e = url_canonical(href, &canonical);
	if (e == ERR_OK)
		jout_ktext(out, "canonical", canonical);
	free(href);
	free(canonical);
	return e;
}
