/* SPDX-License-Identifier: ISC */
/* vigie-probe fingerprint. Placeholder until the part lands. */
#include "tools/probe/probe.h"

enum err
probe_fingerprint(const json_t *in, struct jout *out)
{
	(void)in;
	(void)out;
	return ERR_NOTFOUND;
}
