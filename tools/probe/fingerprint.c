/* SPDX-License-Identifier: ISC */
/* vigie-probe fingerprint: SimHash and MinHash of a text. */
#include "tools/probe/probe.h"

#include <inttypes.h>
#include <stdio.h>

#include "crawler/normalise/fingerprint.h"

enum { SIMHASH_HEX = 17 };

enum err
probe_fingerprint(const json_t *in, struct jout *out)
{
	const json_t *text = json_object_get(in, "text");
	const char *s = json_string_value(text);
	size_t n = json_string_length(text);
	uint32_t minhash[FINGERPRINT_MINHASH];
	char hex[SIMHASH_HEX];

	if (s == NULL)
		return ERR_PARSE;
	snprintf(hex, sizeof(hex), "%016" PRIx64, fingerprint_simhash(s, n));
	fingerprint_minhash(s, n, minhash);
	jout_ktext(out, "simhash", hex);
	jout_key(out, "minhash");
	jout_arr(out);
	for (size_t i = 0; i < FINGERPRINT_MINHASH; i++)
		jout_int(out, minhash[i]);
	jout_arr_end(out);
	return ERR_OK;
}
