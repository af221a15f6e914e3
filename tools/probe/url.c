/* SPDX-License-Identifier: ISC */
/* vigie-probe url: `input` against `base` by the WHATWG algorithm. */
#include <stdlib.h>
#include <string.h>

#include "crawler/normalise/url.h"
#include "tools/probe/probe.h"

enum err
probe_url(const json_t *in, struct jout *out)
{
	const json_t *input = json_object_get(in, "input");
	const char *base = json_get_text(in, "base");
	char *base_href = NULL, *href = NULL;
	enum err e = ERR_OK;

	if (!json_is_string(input))
		return ERR_USAGE;
	if (base != NULL)
		e = url_resolve(NULL, base, &base_href);
	if (e == ERR_OK)
		e = url_parse(json_string_value(input),
		    json_string_length(input), base_href, &href);
	if (e == ERR_OK)
		jout_ktext(out, "href", href);
	else
		jout_kbool(out, "failure", true);
	free(base_href);
	free(href);
	return ERR_OK;
}
