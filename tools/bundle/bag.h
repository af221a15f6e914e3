/* SPDX-License-Identifier: ISC */
/* A BagIt bag (RFC 8493) that becomes one ZIP. Files are added one by one, in
 * any order, and kept in a spool file without a name beside the result, so that
 * memory does not grow with them. At the end the manifests are made and the ZIP
 * is written, sorted by name, with fixed times: the same files give the same
 * bytes.
 *
 * The first error is remembered; later calls do nothing and bag_end reports it.
 */
#ifndef TOOLS_BUNDLE_BAG_H
#define TOOLS_BUNDLE_BAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/digest.h"
#include "store/base/err.h"

enum {
	BAG_NAME_MAX = 200,         /* bytes of a name inside the bag */
	BAG_FILES_MAX = 1000 * 1000 /* files in one bag */
};

struct bag;
struct spool;

/* A bag whose ZIP will stand at path, its only folder being root. */
struct bag *bag_new(const char *path, const char *root);
/* Forgets all that bag_end has not written. NULL does nothing. */
void bag_free(struct bag *b);

/* A name is "data/..." for evidence or a plain file name beside it: segments of
 * [A-Za-z0-9._-] that do not begin with a dot, the last with an extension. Any
 * other name, or one used before, is a bug of ours or a hostile URL that got
 * through: ERR_USAGE, logged. */
bool bag_name_ok(const char *name);
/* The same characters out of any text, for a part of a name: at most cap - 1
 * bytes, "x" where nothing is left. */
void bag_safe_name(const char *text, char *out, size_t cap);

/* A whole file. */
void bag_add(struct bag *b, const char *name, const void *data, size_t n);
void bag_adds(struct bag *b, const char *name, const char *text);
/* A file in pieces: begin, any number of pieces, end. One at a time. stored:
 * its bytes are compressed already and go into the ZIP as they are. */
void bag_begin(struct bag *b, const char *name, bool stored);
void bag_piece(struct bag *b, const void *data, size_t n);
/* digest and size may be NULL. */
void bag_close(struct bag *b, uint8_t digest[SHA256_LEN], uint64_t *size);
enum err bag_err(const struct bag *b);
/* Files and bytes under data/ so far. */
void bag_payload(const struct bag *b, uint64_t *files, uint64_t *bytes);
/* Where its ZIP will stand. */
const char *bag_path(const struct bag *b);

/* A ZIP of its own as a file of the bag: files whose bytes stand in a spool, in
 * their order. */
struct bag_file {
	char *name; /* owned by who made it */
	uint64_t offset, size;
	uint8_t sha256[SHA256_LEN];
	bool stored; /* not to be compressed */
};
void bag_add_zip(struct bag *b, const char *name, const struct bag_file *files,
    size_t n, struct spool *from);

/* A line of bag-info.txt, before bag_seal. */
void bag_info(struct bag *b, const char *label, const char *value);
/* bagit.txt, bag-info.txt with Payload-Oxum, and the two manifests. After it
 * only files that stand outside them can be added (time stamps of the
 * tagmanifest). manifest gets the bytes of tagmanifest-sha256.txt, which stay
 * the bag's. */
void bag_seal(struct bag *b, const char **tagmanifest, size_t *n);
/* Takes the seal off again, and all files beside data/ with it. */
void bag_reopen(struct bag *b);
/* Writes PATH.tmp, syncs it, renames it to PATH, syncs the directory. */
enum err bag_end(struct bag *b) MUST_CHECK;

#endif
