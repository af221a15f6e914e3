/* SPDX-License-Identifier: ISC */
/* The ZIP of a bundle: opened, listed, read. Entries may not lie over one
 * another, so what is read is at most what deflate makes of the file's size. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/bundle/deflated.h"
#include "tools/bundle/inspect.h"

enum {
	STEP = 1 << 20,
	WHOLE_MAX = 8 << 20, /* bytes of an entry that is inflated at once */
	ROOT_MAX = 128
};

/* ---- the names ---- */

static bool
root_ok(const char *name, size_t n)
{
	static const char first[] = "VIGIE-";

	if (n < sizeof(first) || n > ROOT_MAX ||
	    memcmp(name, first, sizeof(first) - 1) != 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!((name[i] >= 'a' && name[i] <= 'z') ||
			(name[i] >= 'A' && name[i] <= 'Z') ||
			(name[i] >= '0' && name[i] <= '9') || name[i] == '.' ||
			name[i] == '-'))
			return false;
	return true;
}

static bool
take_root(struct inspect *v, const char *name)
{
	const char *slash = strchr(name, '/');

	if (slash == NULL || !root_ok(name, (size_t)(slash - name)))
		return false;
	v->root_len = (size_t)(slash - name) + 1;
	v->root = mem_strndup(name, v->root_len);
	return true;
}

static int
by_name(const void *a, const void *b)
{
	const struct inspect_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* One entry; false when this is not a bundle of ours at all. */
static bool
take_entry(struct inspect *v, zip_uint64_t i, uint64_t *compressed)
{
	const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE |
				    ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD |
				    ZIP_STAT_CRC | ZIP_STAT_ENCRYPTION_METHOD;
	struct inspect_file *f = &v->files[v->n_files];
	zip_stat_t st;

	if (zip_stat_index(v->zip, i, ZIP_FL_ENC_RAW, &st) != 0 ||
	    (st.valid & needed) != needed)
		return false;
	if (st.name[0] == '\0')
		return false;
	if (v->root == NULL && !take_root(v, st.name))
		return false;
	if (st.size == 0 && st.name[strlen(st.name) - 1] == '/')
		return true; /* a folder: a bundle that was packed again */
	*compressed += st.comp_size;
	v->bytes += st.size;
	if (strncmp(st.name, v->root, v->root_len) != 0 ||
	    !bag_name_ok(st.name + v->root_len)) {
		inspect_bad(
		    v, INSPECT_ZIP, "a name that no bundle has", "%s", st.name);
		return true;
	}
	if (st.encryption_method != ZIP_EM_NONE ||
	    (st.comp_method != ZIP_CM_STORE &&
		st.comp_method != ZIP_CM_DEFLATE)) {
		inspect_bad(v, INSPECT_ZIP, "encrypted, or packed otherwise",
		    "%s", st.name);
		return true;
	}
	f->name = st.name + v->root_len;
	f->index = i;
	f->size = st.size;
	f->packed = st.comp_size;
	f->crc = st.crc;
	f->deflated = st.comp_method == ZIP_CM_DEFLATE;
	v->n_files++;
	return true;
}

static bool
list(struct inspect *v, uint64_t file_size)
{
	zip_int64_t n = zip_get_num_entries(v->zip, 0);
	uint64_t compressed = 0;

	if (n <= 0 || n > BAG_FILES_MAX)
		return false;
	v->files = mem_array((size_t)n, sizeof(v->files[0]));
	memset(v->files, 0, (size_t)n * sizeof(v->files[0]));
	for (zip_uint64_t i = 0; i < (zip_uint64_t)n; i++)
		if (!take_entry(v, i, &compressed) || compressed > file_size)
			return false;
	if (v->n_files > 0)
		qsort(v->files, v->n_files, sizeof(v->files[0]), by_name);
	for (size_t i = 1; i < v->n_files; i++)
		if (strcmp(v->files[i - 1].name, v->files[i].name) == 0)
			inspect_bad(v, INSPECT_ZIP, "it is there twice", "%s",
			    v->files[i].name);
	inspect_good(v, INSPECT_ZIP, v->n_files);
	return true;
}

enum err
inspect_open(struct inspect *v, const char *path)
{
	struct stat sb;
	int code = 0;

	if (stat(path, &sb) != 0)
		return log_sys("%s", path);
	v->zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
	if (v->zip == NULL) {
		zip_error_t error;

		zip_error_init_with_code(&error, code);
		log_error("%s: not a whole ZIP: %s", path,
		    zip_error_strerror(&error));
		zip_error_fini(&error);
		return ERR_PARSE;
	}
	if (!list(v, (uint64_t)sb.st_size)) {
		log_error("%s: a ZIP, but not an evidence bundle", path);
		return ERR_PARSE;
	}
	return ERR_OK;
}

void
inspect_close(struct inspect *v)
{
	if (v->zip != NULL)
		zip_discard(v->zip);
	free(v->root);
	free(v->files);
	inspect_journal_end(v);
}

/* ---- finding and reading ---- */

size_t
inspect_seek(const struct inspect *v, const char *prefix)
{
	size_t lo = 0, hi = v->n_files;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (strcmp(v->files[mid].name, prefix) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct inspect_file *
inspect_find(const struct inspect *v, const char *name)
{
	size_t i = inspect_seek(v, name);

	return i < v->n_files && strcmp(v->files[i].name, name) == 0
		   ? &v->files[i]
		   : NULL;
}

/* Whoever reads a file to its end hashes it on the way. */
struct reader {
	struct digest *digest; /* owned; NULL: it is hashed already */
	bool (*step)(const void *data, size_t n, void *arg);
	void *arg;
	uint64_t at;
	bool ended; /* at the end, and all was well */
};

static bool
hand_on(struct reader *r, const void *data, size_t n)
{
	r->at += n;
	if (r->digest != NULL)
		digest_add(r->digest, data, n);
	return r->step(data, n, r->arg);
}

/* An entry at once; NULL: it must be read in pieces, which also tells whether
 * it is damaged. */
static char *
inflate_whole(struct inspect *v, const struct inspect_file *f)
{
	char *packed = NULL, *out = NULL;
	zip_file_t *in;

	if (!f->deflated || f->packed > WHOLE_MAX || f->size > WHOLE_MAX)
		return NULL;
	in = zip_fopen_index(v->zip, f->index, ZIP_FL_COMPRESSED);
	if (in == NULL)
		return NULL;
	packed = mem_alloc((size_t)f->packed);
	if (zip_fread(in, packed, f->packed) == (zip_int64_t)f->packed) {
		out = mem_alloc((size_t)f->size);
		if (!deflated_entry(packed, (size_t)f->packed, out,
			(size_t)f->size, f->crc)) {
			free(out);
			out = NULL;
		}
	}
	zip_fclose(in);
	free(packed);
	return out;
}

static enum err
read_pieces(struct inspect *v, const struct inspect_file *f, struct reader *r)
{
	zip_file_t *in = zip_fopen_index(v->zip, f->index, 0);
	char *room;
	enum err e = ERR_OK;

	if (in == NULL)
		return ERR_DAMAGED;
	room = mem_alloc(STEP);
	while (e == ERR_OK) {
		zip_int64_t n = zip_fread(in, room, STEP);

		if (n <= 0) { /* the end, where the CRC is checked */
			r->ended = n == 0 && r->at == f->size;
			e = r->ended ? ERR_OK : ERR_DAMAGED;
			break;
		}
		if (r->at + (uint64_t)n > f->size)
			e = ERR_DAMAGED;
		else if (!hand_on(r, room, (size_t)n))
			break;
	}
	free(room);
	zip_fclose(in);
	return e;
}

enum err
inspect_stream(struct inspect *v, const struct inspect_file *f,
    bool (*step)(const void *data, size_t n, void *arg), void *arg)
{
	struct inspect_file *own = &v->files[f - v->files];
	struct reader r = { .step = step, .arg = arg };
	uint8_t sha[SHA256_LEN];
	char *whole = inflate_whole(v, f);
	enum err e = ERR_OK;

	if (!f->hashed)
		r.digest = digest_begin();
	if (whole == NULL)
		e = read_pieces(v, f, &r);
	else if (f->size > 0)
		(void)hand_on(&r, whole, (size_t)f->size);
	if (e != ERR_OK)
		own->damaged = true;
	if (r.digest != NULL) {
		digest_end(r.digest, sha);
		own->hashed = whole != NULL || r.ended;
		if (own->hashed)
			memcpy(own->sha256, sha, SHA256_LEN);
	}
	free(whole);
	return e;
}

static bool
pass(const void *data, size_t n, void *arg)
{
	(void)data;
	(void)n;
	(void)arg;
	return true;
}

const uint8_t *
inspect_sha256(struct inspect *v, const struct inspect_file *f)
{
	if (!f->hashed && !f->damaged) {
		enum err e = inspect_stream(v, f, pass, NULL);

		assert(f->hashed || e != ERR_OK);
	}
	return f->sha256;
}

struct reading_in {
	struct buf *out;
	enum err err;
};

static bool
gather(const void *data, size_t n, void *arg)
{
	struct reading_in *r = arg;

	r->err = buf_add(r->out, data, n);
	return r->err == ERR_OK;
}

enum err
inspect_read(struct inspect *v, const struct inspect_file *f, size_t max,
    struct buf *out)
{
	struct reading_in r = { out, ERR_OK };
	enum err e;

	if (f->size > max)
		return ERR_LIMIT;
	e = inspect_stream(v, f, gather, &r);
	return e != ERR_OK ? e : r.err;
}

bool
inspect_named(struct inspect *v, const char *name, struct buf *out)
{
	const struct inspect_file *f = inspect_find(v, name);

	buf_init(out, INSPECT_TEXT_MAX);
	return f != NULL &&
	       inspect_read(v, f, INSPECT_TEXT_MAX, out) == ERR_OK &&
	       out->len > 0;
}
