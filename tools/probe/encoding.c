/* SPDX-License-Identifier: ISC */
/* vigie-probe encoding: what a document declares, else windows-1252. */
#include <stdlib.h>

#include "crawler/parse/charset.h"
#include "tools/probe/probe.h"

enum err
probe_encoding(const json_t *in, struct jout *out)
{
	const char *name, *type = json_get_text(in, "content_type");
	char *data;
	size_t n;
	enum err e = probe_bytes(in, &data, &n);

	if (e != ERR_OK)
		return e;
	name = charset_declared(data, n, type);
	jout_ktext(out, "encoding", name != NULL ? name : "windows-1252");
	free(data);
	return ERR_OK;
}
