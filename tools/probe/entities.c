/* SPDX-License-Identifier: ISC */
/* vigie-probe entities: `html` with its character references decoded, as in
 * text. */
#include "crawler/parse/entities.h"
#include "tools/probe/probe.h"

enum { OUT_MAX = JSON_BYTES_MAX };

enum err
probe_entities(const json_t *in, struct jout *out)
{
	const json_t *html = json_object_get(in, "html");
	struct buf text;
	enum err e;

	if (!json_is_string(html))
		return ERR_USAGE;
	buf_init(&text, OUT_MAX);
	e = entities_decode(
	    json_string_value(html), json_string_length(html), false, &text);
	if (e == ERR_OK) {
		jout_key(out, "text");
		jout_textn(out, text.len > 0 ? text.data : "", text.len);
	}
	buf_fini(&text);
	return e;
}
