/* SPDX-License-Identifier: ISC */
/* Checks of a bundle: each stands in the record that gathers it. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tools/bundle/inspect_log.h"

json_t *
inspect_document(struct inspect *v, const char *fmt, ...)
{
	char name[BUNDLE_NAME_MAX];
	json_t *doc = NULL;
	struct buf text;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(name, sizeof(name), fmt, ap);
	va_end(ap);
	if (inspect_named(v, name, &text) &&
	    json_parse(text.data, text.len, &doc) != ERR_OK)
		doc = NULL;
	buf_fini(&text);
	return doc;
}

/* "root" and "count" of the record that gathers a check. */
static bool
gathering(
    struct inspect *v, uint64_t seq, uint8_t root[SHA256_LEN], uint64_t *count)
{
	const char *type;
	json_t *doc;
	bool ok;

	if (inspect_leaf(v, seq) == NULL)
		return false;
	doc =
	    inspect_document(v, "%s/leaf-%08" PRIu64 ".json", v->journal, seq);
	type = json_get_text(doc, "type");
	ok = type != NULL && strcmp(type, "checks") == 0 &&
	     inspect_read_hash(doc, "root", root);
	*count = (uint64_t)json_get_int(doc, "count", 0);
	json_decref(doc);
	return ok;
}

static const char *
judge_check(struct inspect *v, const struct buf *entry, const struct buf *text)
{
	uint8_t root[SHA256_LEN], hash[SHA256_LEN];
	struct lines l = { .p = text->data, .end = text->data + text->len };
	uint64_t leaf, index, size, count = 0;
	struct proof p;

	if (!inspect_value(&l, "leaf ", &leaf) ||
	    !inspect_value(&l, "index ", &index) ||
	    !inspect_value(&l, "size ", &size) || !inspect_path(&l, &p))
		return "its path cannot be read";
	if (!gathering(v, leaf, root, &count))
		return "the record that gathers it is missing";
	proof_leaf_hash(entry->data, entry->len, hash);
	if (size != count || !proof_includes(&p, hash, index, size, root))
		return "it is not in the record that gathers it";
	digest_sha256(entry->data, entry->len, hash);
	inspect_keep_hash(v, INSPECT_RECORD, hash);
	return NULL;
}

void
inspect_checks(struct inspect *v)
{
	char prefix[BUNDLE_NAME_MAX];
	size_t n =
	    (size_t)snprintf(prefix, sizeof(prefix), "%s/check-s", v->journal);

	for (size_t i = inspect_seek(v, prefix); i < v->n_files; i++) {
		const struct inspect_file *f = &v->files[i], *path;
		const char *why = "it cannot be read";
		struct buf entry, text;
		char name[BUNDLE_NAME_MAX];
		uint64_t number;

		if (strncmp(f->name, prefix, n) != 0)
			break;
		if (!inspect_number(f->name + n, ".json", &number))
			continue;
		snprintf(name, sizeof(name), "%s/check-s%" PRIu64 ".txt",
		    v->journal, number);
		path = inspect_find(v, name);
		buf_init(&entry, INSPECT_TEXT_MAX);
		buf_init(&text, INSPECT_TEXT_MAX);
		if (path != NULL &&
		    inspect_read(v, f, INSPECT_TEXT_MAX, &entry) == ERR_OK &&
		    inspect_read(v, path, INSPECT_TEXT_MAX, &text) == ERR_OK &&
		    entry.len > 0 && text.len > 0)
			why = judge_check(v, &entry, &text);
		if (why != NULL)
			inspect_bad(v, INSPECT_CHECKS, why, "%s", f->name);
		else
			inspect_good(v, INSPECT_CHECKS, 1);
		buf_fini(&entry);
		buf_fini(&text);
	}
}
