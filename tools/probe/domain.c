/* SPDX-License-Identifier: ISC */
/* vigie-probe domain: the lookalikes of a domain, each with its family. */
#include "crawler/match/domain.h"
#include "tools/probe/probe.h"

static void
put(void *arg, const char *domain, enum domain_family family)
{
	struct jout *out = arg;

	jout_obj(out);
	jout_ktext(out, "domain", domain);
	jout_ktext(out, "family", domain_family_code(family));
	jout_obj_end(out);
}

enum err
probe_domain(const json_t *in, struct jout *out)
{
	const char *domain = json_get_text(in, "domain");

	if (domain == NULL)
		return ERR_PARSE;
	jout_key(out, "variants");
	jout_arr(out);
	domain_variants(domain, put, out);
	jout_arr_end(out);
	return ERR_OK;
}
