/* SPDX-License-Identifier: ISC */
/* vigie-probe pair: how surely two names are of one bearer. */
#include "crawler/match/pair.h"
#include "tools/probe/probe.h"

enum err
probe_pair(const json_t *in, struct jout *out)
{
	const json_t *a = json_object_get(in, "a");
	const json_t *b = json_object_get(in, "b");

	if (!json_is_string(a) || !json_is_string(b))
		return ERR_PARSE;
	jout_key(out, "score");
	jout_real(out, pair_score(json_string_value(a), json_string_length(a),
			   json_string_value(b), json_string_length(b)));
	return ERR_OK;
}
