/* SPDX-License-Identifier: ISC */
/* Portraits as JSON. */
#include "crawler/portrait/portrait.h"

#include <string.h>

void
portrait_to_json(const struct portrait *p, struct jout *j)
{
	char hex[PDQ_HEX];

	jout_obj(j);
	jout_khex(j, "sha256", p->sha256, SHA256_LEN);
	jout_kint(j, "quality", p->pdq.quality);
	jout_key(j, "pdq");
	jout_arr(j);
	for (size_t i = 0; i < PDQ_TURNS; i++) {
		digest_hex(p->pdq.hash[i], PDQ_BYTES, hex);
		jout_text(j, hex);
	}
	jout_arr_end(j);
	jout_obj_end(j);
}

static bool
read_hex(const json_t *j, uint8_t *out, size_t n)
{
	const char *hex = json_string_value(j);

	return hex != NULL && strlen(hex) == 2 * n && digest_unhex(hex, out, n);
}

enum err
portrait_parse(const json_t *j, struct portrait *out)
{
	const json_t *hashes = json_object_get(j, "pdq");
	int64_t quality = json_get_int(j, "quality", -1);
	struct portrait p = { 0 };

	if (quality < 0 || quality > 100 ||
	    json_array_size(hashes) != PDQ_TURNS ||
	    !read_hex(json_object_get(j, "sha256"), p.sha256, SHA256_LEN))
		return ERR_PARSE;
	p.pdq.quality = (unsigned)quality;
	for (size_t i = 0; i < PDQ_TURNS; i++)
		if (!read_hex(
			json_array_get(hashes, i), p.pdq.hash[i], PDQ_BYTES))
			return ERR_PARSE;
	*out = p;
	return ERR_OK;
}
