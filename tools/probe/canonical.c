/* SPDX-License-Identifier: ISC */
/* vigie-probe canonical. Placeholder until the part lands. */
#include "tools/probe/probe.h"

enum err
probe_canonical(const json_t *in, struct jout *out)
{
	(void)in;
	(void)out;
	return ERR_NOTFOUND;
}
