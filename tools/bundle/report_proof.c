/* SPDX-License-Identifier: ISC */
/* What an author has signed, on a sheet: where the record of it is in the case,
 * whether the signature was found to fit. */
#include <stdlib.h>
#include <string.h>

#include "tools/bundle/report.h"

/* The exchange of that address in the case; NULL if there is none. */
static const struct bundle_snapshot *
asked_for(const struct bundle_case *c, const json_t *url)
{
	for (size_t i = 0; i < c->n_snapshots; i++) {
		const char *asked =
		    json_get_text(c->snapshots[i].doc, "requested_url");

		if (asked != NULL && json_is_string(url) &&
		    strcmp(asked, json_string_value(url)) == 0)
			return &c->snapshots[i];
	}
	return NULL;
}

/* What was found of a signature, where the record of one is in the case. */
static void
proof(struct report *r, const struct bundle_snapshot *s)
{
	static const struct both head = { "Signature de l'auteur",
		"Author's signature" };
	static const struct both valid = {
		"valide : par la clé que nomme le document d'identité du "
		"compte ; elle ne dit pas quand – ",
		"valid: by the key that the account's identity document "
		"names; it does not say when – "
	};
	static const struct both not_proven = { "non prouvée – ",
		"not proven – " };
	const char *words = json_get_text(s->doc, "proof");

	if (words == NULL)
		return;
	report_raw(r, "<tr><th>");
	report_say(r, &head);
	report_raw(r, "</th><td>");
	report_say(
	    r, strncmp(words, "not proven", 10) == 0 ? &not_proven : &valid);
	report_ref(r, s);
	report_raw(r, "</td></tr>\n");
}

/* From the page to what names the key, from there to what was signed. */
void
report_proofs(struct report *r, const struct bundle_snapshot *s)
{
	const json_t *list = json_object_get(s->doc, "proofs"), *from, *to;
	size_t i, k;

	json_array_foreach(list, i, from)
	{
		const struct bundle_snapshot *key = asked_for(r->c, from);

		json_array_foreach(
		    key != NULL ? json_object_get(key->doc, "proofs") : NULL, k,
		    to)
		{
			const struct bundle_snapshot *record =
			    asked_for(r->c, to);

			if (record != NULL)
				proof(r, record);
		}
	}
}
