/* SPDX-License-Identifier: ISC */
/* JSON in. */
#include "store/base/json.h"

enum err
json_parse(const char *s, size_t n, json_t **out)
{
	json_error_t why;
	json_t *v;

	if (n > JSON_BYTES_MAX)
		return ERR_LIMIT;
	v = json_loadb(s, n, JSON_ALLOW_NUL | JSON_DECODE_ANY, &why);
	if (v == NULL)
		return ERR_PARSE;
	*out = v;
	return ERR_OK;
}

const char *
json_get_text(const json_t *obj, const char *key)
{
	return json_string_value(json_object_get(obj, key));
}

int64_t
json_get_int(const json_t *obj, const char *key, int64_t fallback)
{
	const json_t *v = json_object_get(obj, key);

	return json_is_integer(v) ? json_integer_value(v) : fallback;
}

bool
json_get_bool(const json_t *obj, const char *key, bool fallback)
{
	const json_t *v = json_object_get(obj, key);

	return json_is_boolean(v) ? json_is_true(v) : fallback;
}
