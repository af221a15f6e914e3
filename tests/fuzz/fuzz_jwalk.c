/* SPDX-License-Identifier: ISC */
/* Plain JSON: what the quick walk vouches for, jansson reads alike. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/json.h"
#include "store/base/jwalk.h"
#include "store/base/mem.h"
#include "tests/fuzz/fuzz.h"

/* Texts and numbers, member by member; of two of one name the last counts, so
 * that they may differ. */
static void
compare(const char *text, size_t n, const json_t *doc)
{
	struct jwalk_value key, v;
	struct jwalk w;
	size_t members = 0;

	jwalk_begin(&w, text, n, JWALK_OBJECT);
	while (jwalk_next(&w, &key, &v))
		members++;
	if (json_object_size(doc) != members)
		return;
	jwalk_begin(&w, text, n, JWALK_OBJECT);
	while (jwalk_next(&w, &key, &v)) {
		char *name = mem_strndup(key.s, key.n);
		const json_t *j = json_object_get(doc, name);

		free(name);
		if (j == NULL ||
		    (v.kind == JWALK_INT &&
			json_integer_value(j) != jwalk_int(&v)) ||
		    (v.kind == JWALK_TEXT &&
			!jwalk_is(&v, json_string_value(j))))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct jwalk_value key, v;
	struct jwalk w;
	json_t *doc;

	jwalk_begin(&w, text, size, JWALK_OBJECT);
	while (jwalk_next(&w, &key, &v))
		continue;
	if (!jwalk_end(&w))
		return 0;
	if (json_parse(text, size, &doc) != ERR_OK || !json_is_object(doc))
		abort();
	compare(text, size, doc);
	json_decref(doc);
	return 0;
}
