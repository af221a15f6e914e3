/* SPDX-License-Identifier: ISC */
/* ZIPs whose bytes depend on their files alone: times and attributes are fixed,
 * entries stand in the order given. libzip adds ZIP64 where sizes need it. */
#include "tools/bundle/bag_zip.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	ZIP_DATE = 1 << 5 | 1, /* 1980-01-01, the first that DOS knows */
	ZIP_MODE = 0100644
};

/* ---- entries out of the spool ---- */

struct window {
	int fd; /* borrowed */
	uint64_t offset, size, at;
	zip_error_t error;
};

static zip_int64_t
window_stat(const struct window *w, void *data, zip_uint64_t len)
{
	zip_stat_t *st = data;

	if (len < sizeof(*st))
		return -1;
	zip_stat_init(st);
	st->size = w->size;
	st->valid = ZIP_STAT_SIZE;
	return sizeof(*st);
}

static zip_int64_t
window_read(struct window *w, void *data, zip_uint64_t len)
{
	uint64_t left = w->size - w->at;
	ssize_t n;

	if (len > left)
		len = left;
	do
		n = pread(w->fd, data, (size_t)len, (off_t)(w->offset + w->at));
	while (n < 0 && errno == EINTR);
	if (n < 0 || (n == 0 && len > 0)) {
		zip_error_set(&w->error, ZIP_ER_READ, errno);
		return -1;
	}
	w->at += (uint64_t)n;
	return n;
}

static zip_int64_t
window_call(void *arg, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
	struct window *w = arg;

	/* Not a switch: libzip has more commands than a reader answers. */
	if (cmd == ZIP_SOURCE_READ)
		return window_read(w, data, len);
	if (cmd == ZIP_SOURCE_STAT)
		return window_stat(w, data, len);
	if (cmd == ZIP_SOURCE_ERROR)
		return zip_error_to_data(&w->error, data, len);
	if (cmd == ZIP_SOURCE_SUPPORTS)
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN,
		    ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
		    ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	if (cmd == ZIP_SOURCE_OPEN)
		w->at = 0;
	if (cmd == ZIP_SOURCE_FREE) {
		zip_error_fini(&w->error);
		free(w);
	}
	return 0;
}

static zip_source_t *
window_source(zip_t *z, int fd, uint64_t offset, uint64_t size)
{
	struct window *w = mem_zalloc(sizeof(*w));
	zip_source_t *src;

	w->fd = fd;
	w->offset = offset;
	w->size = size;
	zip_error_init(&w->error);
	src = zip_source_function(z, window_call, w);
	if (src == NULL)
		free(w);
	return src;
}

/* ---- one entry ---- */

/* Takes the source. */
static bool
add_entry(zip_t *z, const char *name, zip_source_t *src, bool stored)
{
	zip_int64_t i;

	if (src == NULL)
		return false;
	i = zip_file_add(z, name, src, ZIP_FL_ENC_UTF_8);
	if (i < 0) {
		zip_source_free(src);
		return false;
	}
	return zip_set_file_compression(z, (zip_uint64_t)i,
		   stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) == 0 &&
	       zip_file_set_dostime(z, (zip_uint64_t)i, 0, ZIP_DATE, 0) == 0 &&
	       zip_file_set_external_attributes(z, (zip_uint64_t)i, 0,
		   ZIP_OPSYS_UNIX, (zip_uint32_t)ZIP_MODE << 16) == 0;
}

/* ---- a ZIP on disk ---- */

static enum err
log_zip(const char *path, zip_t *z)
{
	if (errno == ENOSPC)
		return log_sys("%s", path);
	log_error("%s: %s", path, zip_strerror(z));
	return ERR_SYS;
}

/* The names in it become durable with their directory. */
static enum err
sync_directory(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir = slash == NULL
			? mem_strdup(".")
			: mem_strndup(path, (size_t)(slash - path) + 1);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err e = ERR_OK;

	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		e = log_sys("%s", dir);
	if (fd >= 0)
		close(fd);
	free(dir);
	return e;
}

static enum err
put_in_place(const char *tmp, const char *path)
{
	int fd = open(tmp, O_RDONLY | O_CLOEXEC);
	enum err e = ERR_OK;

	if (fd < 0 || fsync(fd) != 0)
		e = log_sys("%s", tmp);
	if (fd >= 0)
		close(fd);
	if (e == ERR_OK && rename(tmp, path) != 0)
		e = log_sys("%s", path);
	return e == ERR_OK ? sync_directory(path) : e;
}

static bool
add_all(zip_t *z, const char *root, const struct bag_file *files, size_t n,
    int spool)
{
	bool ok = true;

	for (size_t i = 0; i < n && ok; i++) {
		char *name = mem_printf("%s%s%s", root != NULL ? root : "",
		    root != NULL ? "/" : "", files[i].name);

		ok = add_entry(z, name,
		    window_source(z, spool, files[i].offset, files[i].size),
		    files[i].stored);
		free(name);
	}
	return ok;
}

enum err
bag_zip_write(const char *path, const char *root, const struct bag_file *files,
    size_t n, int spool)
{
	char *tmp = mem_printf("%s.tmp", path);
	int code = 0;
	zip_t *z = zip_open(tmp, ZIP_CREATE | ZIP_TRUNCATE, &code);
	enum err e = ERR_OK;

	if (z == NULL) {
		e = log_sys("%s", tmp);
	} else if (!add_all(z, root, files, n, spool) || zip_close(z) != 0) {
		e = log_zip(path, z);
		zip_discard(z);
	}
	if (e == ERR_OK)
		e = put_in_place(tmp, path);
	if (e != ERR_OK)
		(void)unlink(tmp);
	free(tmp);
	return e;
}

/* ---- a ZIP in memory ---- */

static enum err
take_bytes(zip_source_t *src, char **out, size_t *len)
{
	zip_stat_t st;
	zip_int64_t n;

	zip_stat_init(&st);
	if (zip_source_stat(src, &st) != 0 || (st.valid & ZIP_STAT_SIZE) == 0 ||
	    zip_source_open(src) != 0)
		return ERR_SYS;
	*out = mem_alloc((size_t)st.size);
	n = zip_source_read(src, *out, st.size);
	zip_source_close(src);
	if (n != (zip_int64_t)st.size) {
		free(*out);
		return ERR_SYS;
	}
	*len = (size_t)st.size;
	return ERR_OK;
}

enum err
bag_zip_pack(
    const struct bag_zip_entry *entries, size_t n, char **out, size_t *len)
{
	zip_error_t error;
	zip_source_t *into;
	zip_t *z = NULL;
	bool ok = true;
	enum err e = ERR_SYS;

	zip_error_init(&error);
	into = zip_source_buffer_create(NULL, 0, 0, &error);
	if (into != NULL)
		z = zip_open_from_source(
		    into, ZIP_CREATE | ZIP_TRUNCATE, &error);
	if (z == NULL) {
		zip_source_free(into);
		goto out;
	}
	zip_source_keep(into);
	for (size_t i = 0; i < n && ok; i++)
		ok = add_entry(z, entries[i].name,
		    zip_source_buffer(z, entries[i].data, entries[i].len, 0),
		    true);
	if (ok && zip_close(z) == 0)
		e = take_bytes(into, out, len);
	else
		zip_discard(z);
	zip_source_free(into);
out:
	if (e != ERR_OK)
		log_error(
		    "export: a ZIP in memory: %s", zip_error_strerror(&error));
	zip_error_fini(&error);
	return e;
}
