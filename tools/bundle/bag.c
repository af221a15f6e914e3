/* SPDX-License-Identifier: ISC */
/* Bags: the spool, the manifests, names. The ZIP is bag_zip.c's. */
#include "tools/bundle/bag.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/buf.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/bundle/bag_zip.h"
#include "tools/bundle/spool.h"

enum {
	MANIFEST_MAX = 256 << 20, /* bytes of one manifest */
	INFO_MAX = 64 * 1024      /* bytes of bag-info.txt */
};

struct bag {
	char *path, *root;      /* owned */
	struct spool *spool;    /* owned */
	struct bag_file *files; /* owned, their names too */
	size_t n_files, cap_files;
	struct digest *digest; /* of the file in hand; NULL between files */
	struct buf info, tagmanifest;
	bool sealed;
	enum err err; /* the first */
};

static void
fail(struct bag *b, enum err e)
{
	if (b->err == ERR_OK)
		b->err = e;
}

const char *
bag_path(const struct bag *b)
{
	return b->path;
}

enum err
bag_err(const struct bag *b)
{
	return b->err;
}

/* ---- names ---- */

static bool
name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

bool
bag_name_ok(const char *name)
{
	bool dot = false; /* in the segment, not at its ends */
	const char *segment = name;

	if (name[0] == '\0' || strlen(name) > BAG_NAME_MAX)
		return false;
	for (const char *p = name; *p != '\0'; p++) {
		if (*p == '/') {
			if (p == segment)
				return false;
			segment = p + 1;
			dot = false;
		} else if (!name_char(*p) || (*p == '.' && p == segment)) {
			return false;
		} else if (*p == '.' && p[1] != '\0' && p[1] != '/') {
			dot = true;
		}
	}
	if (!dot || (segment != name && strncmp(name, "data/", 5) != 0))
		return false;
	return name[strlen(name) - 1] != '.';
}

void
bag_safe_name(const char *text, char *out, size_t cap)
{
	size_t n = 0;

	for (const char *p = text; *p != '\0' && n + 1 < cap; p++) {
		if (name_char(*p) && (n > 0 || *p != '.'))
			out[n++] = *p;
		else if (n > 0 && out[n - 1] != '-')
			out[n++] = '-';
	}
	while (n > 0 && (out[n - 1] == '-' || out[n - 1] == '.'))
		n--;
	if (n == 0)
		out[n++] = 'x';
	out[n] = '\0';
}

/* ---- life ---- */

struct bag *
bag_new(const char *path, const char *root)
{
	struct bag *b = mem_zalloc(sizeof(*b));

	b->path = mem_strdup(path);
	b->root = mem_strdup(root);
	b->spool = spool_new(path);
	buf_init(&b->info, INFO_MAX);
	buf_init(&b->tagmanifest, MANIFEST_MAX);
	return b;
}

void
bag_free(struct bag *b)
{
	if (b == NULL)
		return;
	spool_free(b->spool);
	if (b->digest != NULL) {
		uint8_t unused[SHA256_LEN];

		digest_end(b->digest, unused);
	}
	for (size_t i = 0; i < b->n_files; i++)
		free(b->files[i].name);
	free(b->files);
	buf_fini(&b->info);
	buf_fini(&b->tagmanifest);
	free(b->path);
	free(b->root);
	free(b);
}

/* ---- files ---- */

void
bag_begin(struct bag *b, const char *name, bool stored)
{
	struct bag_file *f;

	if (b->err == ERR_OK && !bag_name_ok(name)) {
		log_error("export: \"%s\" cannot be a file's name", name);
		fail(b, ERR_USAGE);
	}
	if (b->err == ERR_OK && b->n_files >= BAG_FILES_MAX) {
		log_error("export: more than %d files", (int)BAG_FILES_MAX);
		fail(b, ERR_LIMIT);
	}
	if (b->err != ERR_OK)
		return;
	if (b->n_files == b->cap_files) {
		b->cap_files = b->cap_files == 0 ? 64 : b->cap_files * 2;
		b->files =
		    mem_grow(b->files, b->cap_files, sizeof(b->files[0]));
	}
	f = &b->files[b->n_files++];
	memset(f, 0, sizeof(*f));
	f->name = mem_strdup(name);
	f->offset = spool_len(b->spool);
	f->stored = stored;
	b->digest = digest_begin();
}

void
bag_piece(struct bag *b, const void *data, size_t n)
{
	if (b->err != ERR_OK || b->digest == NULL || n == 0)
		return;
	digest_add(b->digest, data, n);
	b->files[b->n_files - 1].size += n;
	spool_add(b->spool, data, n);
}

void
bag_close(struct bag *b, uint8_t digest[SHA256_LEN], uint64_t *size)
{
	struct bag_file *f;

	if (b->err != ERR_OK || b->digest == NULL)
		return;
	f = &b->files[b->n_files - 1];
	digest_end(b->digest, f->sha256);
	b->digest = NULL;
	if (digest != NULL)
		memcpy(digest, f->sha256, SHA256_LEN);
	if (size != NULL)
		*size = f->size;
}

void
bag_add(struct bag *b, const char *name, const void *data, size_t n)
{
	bag_begin(b, name, false);
	bag_piece(b, data, n);
	bag_close(b, NULL, NULL);
}

void
bag_adds(struct bag *b, const char *name, const char *text)
{
	bag_add(b, name, text, strlen(text));
}

/* ---- the end ---- */

static bool
is_payload(const struct bag_file *f)
{
	return strncmp(f->name, "data/", 5) == 0;
}

static int
by_name(const void *a, const void *b)
{
	const struct bag_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

void
bag_info(struct bag *b, const char *label, const char *value)
{
	/* RFC 8493 2.2.2: one line, no newline in a value. */
	enum err e = buf_addf(
	    &b->info, "%s: %.*s\n", label, (int)strcspn(value, "\r\n"), value);

	if (e != ERR_OK)
		fail(b, e);
}

/* The lines that sha256sum -c reads, of the payload or of the rest. */
static enum err
manifest(const struct bag *b, bool payload, struct buf *out)
{
	enum err e = ERR_OK;

	for (size_t i = 0; i < b->n_files && e == ERR_OK; i++) {
		const struct bag_file *f = &b->files[i];
		char hex[SHA256_HEX];

		if (is_payload(f) != payload)
			continue;
		digest_hex(f->sha256, SHA256_LEN, hex);
		e = buf_addf(out, "%s  %s\n", hex, f->name);
	}
	return e;
}

static void
sort_files(struct bag *b)
{
	qsort(b->files, b->n_files, sizeof(b->files[0]), by_name);
	for (size_t i = 1; i < b->n_files; i++) {
		if (strcmp(b->files[i - 1].name, b->files[i].name) != 0)
			continue;
		log_error("export: two files \"%s\"", b->files[i].name);
		fail(b, ERR_USAGE);
	}
}

void
bag_payload(const struct bag *b, uint64_t *files, uint64_t *bytes)
{
	*files = *bytes = 0;
	for (size_t i = 0; i < b->n_files; i++) {
		if (!is_payload(&b->files[i]))
			continue;
		*bytes += b->files[i].size;
		++*files;
	}
}

/* bag-info.txt: what was said of the bag, and what can be counted. */
static void
add_info(struct bag *b)
{
	uint64_t bytes, files;
	struct buf all;

	buf_init(&all, INFO_MAX);
	bag_payload(b, &files, &bytes);
	fail(b, buf_add(&all, b->info.data, b->info.len));
	fail(b, buf_addf(&all, "Payload-Oxum: %" PRIu64 ".%" PRIu64 "\n", bytes,
		    files));
	bag_add(b, "bag-info.txt", all.data, all.len);
	buf_fini(&all);
}

void
bag_seal(struct bag *b, const char **tagmanifest, size_t *n)
{
	struct buf lines;

	b->sealed = true;
	buf_init(&lines, MANIFEST_MAX);
	if (b->n_files > 0)
		sort_files(b);
	fail(b, manifest(b, true, &lines));
	bag_add(b, "manifest-sha256.txt", lines.data, lines.len);
	bag_adds(b, "bagit.txt",
	    "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
	add_info(b);
	buf_fini(&lines);
	if (b->err == ERR_OK)
		sort_files(b);
	fail(b, manifest(b, false, &b->tagmanifest));
	bag_add(b, "tagmanifest-sha256.txt", b->tagmanifest.data,
	    b->tagmanifest.len);
	*tagmanifest = b->tagmanifest.data;
	*n = b->tagmanifest.len;
}

void
bag_reopen(struct bag *b)
{
	size_t kept = 0;

	if (!b->sealed || b->err != ERR_OK)
		return;
	for (size_t i = 0; i < b->n_files; i++) {
		if (is_payload(&b->files[i]))
			b->files[kept++] = b->files[i];
		else
			free(b->files[i].name);
	}
	b->n_files = kept;
	b->sealed = false;
	buf_reset(&b->tagmanifest);
}

enum err
bag_end(struct bag *b)
{
	int fd = -1;

	if (b->err == ERR_OK)
		sort_files(b);
	if (b->err == ERR_OK)
		fail(b, spool_flush(b->spool, &fd));
	if (b->err == ERR_OK)
		fail(b,
		    bag_zip_write(b->path, b->root, b->files, b->n_files, fd));
	return b->err;
}

void
bag_add_zip(struct bag *b, const char *name, const struct bag_file *files,
    size_t n, struct spool *from)
{
	char *tmp = mem_printf("%s.part", b->path), room[64 * 1024];
	FILE *f = NULL;
	size_t got;
	int fd = -1;

	if (b->err == ERR_OK)
		fail(b, spool_flush(from, &fd));
	if (b->err == ERR_OK)
		fail(b, bag_zip_write(tmp, NULL, files, n, fd));
	if (b->err == ERR_OK)
		f = fopen(tmp, "rb");
	if (b->err == ERR_OK && f == NULL)
		fail(b, log_sys("%s", tmp));
	(void)unlink(tmp);
	bag_begin(b, name, true);
	while (f != NULL) {
		got = fread(room, 1, sizeof(room), f);
		if (got == 0)
			break;
		bag_piece(b, room, got);
	}
	if (f != NULL && ferror(f))
		fail(b, log_sys("%s", tmp));
	bag_close(b, NULL, NULL);
	if (f != NULL)
		fclose(f);
	free(tmp);
}
