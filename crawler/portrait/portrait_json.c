/* SPDX-License-Identifier: ISC */
/* Portraits as JSON. */
#include "crawler/portrait/portrait.h"

#include <string.h>

static void
put_turns(struct jout *j, const char *key, uint8_t turns[][PDQ_BYTES])
{
	char hex[PDQ_HEX];

	jout_key(j, key);
	jout_arr(j);
	for (size_t i = 0; i < PDQ_TURNS; i++) {
		digest_hex(turns[i], PDQ_BYTES, hex);
		jout_text(j, hex);
	}
	jout_arr_end(j);
}

void
portrait_to_json(const struct portrait *p, struct jout *j)
{
	struct pdq h = p->pdq;

	jout_obj(j);
	jout_khex(j, "sha256", p->sha256, SHA256_LEN);
	jout_kint(j, "quality", h.quality);
	put_turns(j, "pdq", h.hash);
	put_turns(j, "firm", h.firm);
	jout_obj_end(j);
}

static bool
read_hex(const json_t *j, uint8_t *out, size_t n)
{
	const char *hex = json_string_value(j);

	return hex != NULL && strlen(hex) == 2 * n && digest_unhex(hex, out, n);
}

static bool
read_turns(const json_t *j, uint8_t turns[][PDQ_BYTES])
{
	for (size_t i = 0; i < PDQ_TURNS; i++)
		if (!read_hex(json_array_get(j, i), turns[i], PDQ_BYTES))
			return false;
	return json_array_size(j) == PDQ_TURNS;
}

enum err
portrait_parse(const json_t *j, struct portrait *out)
{
	const json_t *firm = json_object_get(j, "firm");
	int64_t quality = json_get_int(j, "quality", -1);
	struct portrait p = { 0 };

	if (quality < 0 || quality > 100 ||
	    !read_hex(json_object_get(j, "sha256"), p.sha256, SHA256_LEN) ||
	    !read_turns(json_object_get(j, "pdq"), p.pdq.hash) ||
	    (firm != NULL && !read_turns(firm, p.pdq.firm)))
		return ERR_PARSE;
	p.pdq.quality = (unsigned)quality;
	*out = p;
	return ERR_OK;
}
