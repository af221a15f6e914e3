/* SPDX-License-Identifier: ISC */
/* vigie-probe page. Placeholder until the part lands. */
#include "tools/probe/probe.h"

enum err
probe_page(const json_t *in, struct jout *out)
{
	(void)in;
	(void)out;
	return ERR_NOTFOUND;
}
