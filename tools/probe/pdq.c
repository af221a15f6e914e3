/* SPDX-License-Identifier: ISC */
/* vigie-probe pdq: the perceptual hash of a picture. */
#include <stdlib.h>

#include "crawler/portrait/portrait.h"
#include "tools/probe/probe.h"

enum err
probe_pdq(const json_t *in, struct jout *out)
{
	struct portrait p;
	const char *why;
	char *data = NULL;
	size_t n = 0;
	enum err e = probe_bytes(in, &data, &n);

	if (e == ERR_OK)
		e = portrait_read(data, n, &p, &why);
	if (e == ERR_OK) {
		jout_khex(out, "hash", p.pdq.hash[0], PDQ_BYTES);
		jout_kint(out, "quality", p.pdq.quality);
	}
	free(data);
	return e;
}
