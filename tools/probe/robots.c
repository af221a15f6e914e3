/* SPDX-License-Identifier: ISC */
/* vigie-probe robots: may this product token fetch this address? */
#include <string.h>

#include "crawler/fetch/robots.h"
#include "tools/probe/probe.h"

enum err
probe_robots(const json_t *in, struct jout *out)
{
	const char *text = json_get_text(in, "robots");
	const char *ua = json_get_text(in, "ua");
	const char *url = json_get_text(in, "url");
	const char *rule;
	struct robots *r;

	if (text == NULL || ua == NULL || url == NULL)
		return ERR_USAGE;
	r = robots_parse(
	    text, json_string_length(json_object_get(in, "robots")), ua);
	jout_kbool(out, "allowed", robots_allows(r, url, &rule));
	jout_ktext(out, "rule", rule);
	robots_free(r);
	return ERR_OK;
}
