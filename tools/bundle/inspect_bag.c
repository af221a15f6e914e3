/* SPDX-License-Identifier: ISC */
/* The bag: every file's hash against the manifests, none missing, none added,
 * and as many bytes as bag-info.txt says. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/bundle/inspect.h"

/* All files have their hash then. */
static void
hash_rest(struct inspect *v)
{
	for (size_t i = 0; i < v->n_files; i++) {
		(void)inspect_sha256(v, &v->files[i]);
		if (v->files[i].damaged)
			inspect_bad(v, INSPECT_FILES, "it cannot be read whole",
			    "%s", v->files[i].name);
	}
}

/* Which manifest is to name this file; NULL: none, for it came after, and is
 * inspect_seal's. */
static const char *
manifest_of(const char *name)
{
	static const char last[] = "tagmanifest-sha256.txt";

	if (strncmp(name, "data/", 5) == 0)
		return "manifest-sha256.txt";
	return strcmp(name, last) == 0 || strncmp(name, "tagmanifest.", 12) == 0
		   ? NULL
		   : last;
}

/* One line, "HEX  NAME". */
static void
check_line(struct inspect *v, const char *manifest, const char *line, size_t n,
    bool *named)
{
	const size_t hex = SHA256_HEX - 1;
	uint8_t sha[SHA256_LEN];
	char name[BAG_NAME_MAX + 1], text[SHA256_HEX];
	const struct inspect_file *f;

	if (n < hex + 3 || n - hex - 2 > BAG_NAME_MAX ||
	    memcmp(line + hex, "  ", 2) != 0) {
		inspect_bad(
		    v, INSPECT_FILES, "a line that is none", "%s", manifest);
		return;
	}
	snprintf(text, sizeof(text), "%.*s", (int)hex, line);
	snprintf(
	    name, sizeof(name), "%.*s", (int)(n - hex - 2), line + hex + 2);
	f = inspect_find(v, name);
	if (strlen(text) != hex || !digest_unhex(text, sha, SHA256_LEN) ||
	    !bag_name_ok(name) || manifest_of(name) == NULL ||
	    strcmp(manifest_of(name), manifest) != 0)
		inspect_bad(
		    v, INSPECT_FILES, "a line that is none", "%s", manifest);
	else if (f == NULL)
		inspect_bad(v, INSPECT_FILES, "it is missing", "%s", name);
	else if (memcmp(f->sha256, sha, SHA256_LEN) != 0)
		inspect_bad(v, INSPECT_FILES,
		    "it is not the file that the manifest names", "%s", name);
	else if (named[f - v->files])
		inspect_bad(v, INSPECT_FILES, "it is named twice", "%s", name);
	if (f != NULL)
		named[f - v->files] = true;
}

static void
check_manifest(struct inspect *v, const char *manifest, bool *named)
{
	const struct inspect_file *f = inspect_find(v, manifest);
	struct buf text;
	const char *at, *end;

	buf_init(&text, INSPECT_MANIFEST_MAX);
	if (f == NULL ||
	    inspect_read(v, f, INSPECT_MANIFEST_MAX, &text) != ERR_OK ||
	    text.len == 0) {
		inspect_bad(v, INSPECT_FILES, "it is missing", "%s", manifest);
		buf_fini(&text);
		return;
	}
	end = text.data + text.len;
	for (at = text.data; at != NULL && at < end;) {
		const char *nl = memchr(at, '\n', (size_t)(end - at));

		if (nl == NULL) {
			inspect_bad(v, INSPECT_FILES, "its last line is cut",
			    "%s", manifest);
			break;
		}
		check_line(v, manifest, at, (size_t)(nl - at), named);
		at = nl + 1;
	}
	buf_fini(&text);
}

static void
check_named(struct inspect *v, const bool *named)
{
	for (size_t i = 0; i < v->n_files; i++) {
		const char *name = v->files[i].name;

		if (named[i] || manifest_of(name) == NULL)
			inspect_good(v, INSPECT_FILES, 1);
		else
			inspect_bad(v, INSPECT_FILES,
			    "it was added: no manifest names it", "%s", name);
	}
}

/* RFC 8493 2.2.2: bytes and files of the payload. */
static void
check_oxum(struct inspect *v)
{
	const struct inspect_file *f = inspect_find(v, "bag-info.txt");
	uint64_t bytes = 0, files = 0;
	struct buf text;
	char want[64];

	for (size_t i = 0; i < v->n_files; i++) {
		if (strncmp(v->files[i].name, "data/", 5) != 0)
			continue;
		bytes += v->files[i].size;
		files++;
	}
	snprintf(want, sizeof(want),
	    "\nPayload-Oxum: %" PRIu64 ".%" PRIu64 "\n", bytes, files);
	buf_init(&text, INSPECT_TEXT_MAX);
	if (f == NULL ||
	    inspect_read(v, f, INSPECT_TEXT_MAX, &text) != ERR_OK ||
	    text.data == NULL || strstr(text.data, want) == NULL)
		inspect_bad(v, INSPECT_FILES,
		    "the count of files and bytes is another", "bag-info.txt");
	buf_fini(&text);
}

void
inspect_bag(struct inspect *v)
{
	static const char *const needed[] = { "bagit.txt", "bag-info.txt",
		"manifest-sha256.txt", "tagmanifest-sha256.txt" };
	bool *named = mem_zalloc(v->n_files + 1);

	for (size_t i = 0; i < NELEM(needed); i++)
		if (inspect_find(v, needed[i]) == NULL)
			inspect_bad(
			    v, INSPECT_FILES, "it is missing", "%s", needed[i]);
	hash_rest(v);
	check_manifest(v, "manifest-sha256.txt", named);
	check_manifest(v, "tagmanifest-sha256.txt", named);
	check_named(v, named);
	check_oxum(v);
	free(named);
}
