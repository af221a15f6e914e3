/* SPDX-License-Identifier: ISC */
/* How many of the exchanges of a case have this or that. */
#include <string.h>
#include <strings.h>

#include "tools/bundle/report.h"

static bool
has_field(const json_t *doc, const char *head, const char *name)
{
	const char *line = json_get_text(doc, head);
	size_t n = strlen(name);

	while (line != NULL) {
		line = strstr(line, "\r\n");
		if (line == NULL)
			return false;
		line += 2;
		if (strncasecmp(line, name, n) == 0 && line[n] == ':')
			return true;
	}
	return false;
}

/* Exchanges with a record of their own. */
static size_t
count_whole(const struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->n_snapshots; i++)
		n += bundle_is_exchange(&r->c->snapshots[i]);
	return n;
}

size_t
report_checks(const struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->n_snapshots; i++)
		n += r->c->snapshots[i].is_check;
	return n;
}

size_t
report_count_field(const struct report *r, const char *head, const char *name)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->n_snapshots; i++)
		n += has_field(r->c->snapshots[i].doc, head, name);
	return n;
}

size_t
report_count_member(const struct report *r, const char *key)
{
	size_t n = 0;

	for (size_t i = 0; i < r->c->n_snapshots; i++) {
		const json_t *v = json_object_get(r->c->snapshots[i].doc, key);

		n += v != NULL && !json_is_null(v);
	}
	return n;
}

void
report_counted(struct report *r, const struct both *words, size_t n)
{
	report_say(r, words);
	report_put(r, "%zu/%zu", n, count_whole(r));
}
