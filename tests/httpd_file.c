/* SPDX-License-Identifier: ISC */
/* Files, their types and their validators. */
#include "tests/httpd_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/base/digest.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { TAG_HEX = 32 };

static const struct {
	const char *ext, *type;
} types[] = {
	{ "html", "text/html; charset=utf-8" },
	{ "htm", "text/html" }, /* no charset: the page must say it */
	{ "txt", "text/plain; charset=utf-8" },
	{ "xml", "application/xml" },
	{ "rss", "application/rss+xml" },
	{ "atom", "application/atom+xml" },
	{ "json", "application/json" },
	{ "css", "text/css" },
	{ "js", "text/javascript" },
	{ "png", "image/png" },
	{ "jpg", "image/jpeg" },
	{ "gif", "image/gif" },
	{ "svg", "image/svg+xml" },
	{ "gz", "application/gzip" },
	{ "pdf", "application/pdf" },
};

void
httpd_file_init(struct httpd_file *f)
{
	buf_init(&f->data, HTTPD_BODY_MAX);
	f->type = "text/html; charset=utf-8";
	f->mtime = 0;
}

void
httpd_file_fini(struct httpd_file *f)
{
	buf_fini(&f->data);
}

/* By the extension of the name, its query left off. */
static const char *
type_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;
	size_t n = strcspn(name, "?");
	size_t dot = n;

	while (dot > 0 && name[dot - 1] != '.')
		dot--;
	for (size_t i = 0; dot > 0 && i < NELEM(types); i++) {
		if (strlen(types[i].ext) == n - dot &&
		    strncmp(types[i].ext, name + dot, n - dot) == 0)
			return types[i].type;
	}
	return "text/html; charset=utf-8";
}

static enum err
read_fd(int fd, size_t size, struct buf *b)
{
	enum err e = buf_reserve(b, size);

	while (e == ERR_OK && b->len < size) {
		ssize_t n = read(fd, b->data + b->len, size - b->len);

		if (n <= 0)
			break; /* it shrank meanwhile */
		b->len += (size_t)n;
	}
	return e;
}

/* A regular file; ERR_DENIED for a directory. */
static enum err
read_path(struct httpd_file *f, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err e = ERR_NOTFOUND;
	struct stat st;

	if (fd < 0)
		return ERR_NOTFOUND;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		f->type = type_of(path);
		f->mtime = st.st_mtime;
		e = read_fd(fd, (size_t)st.st_size, &f->data);
	} else if (S_ISDIR(st.st_mode)) {
		e = ERR_DENIED;
	}
	close(fd);
	return e;
}

/* Decodes %xx; false where the result could leave the directory. */
static bool
decode_path(const char *path, char *out)
{
	size_t n = strlen(path);

	return http_decode(path, n, out, n + 1) == strlen(out) &&
	       strstr(out, "/..") == NULL && strcmp(out, "/behave") != 0;
}

static char *
host_dir(const char *dir, const char *host)
{
	const char *names[] = { host, "default" };
	struct stat st;

	for (size_t i = 0; i < NELEM(names); i++) {
		char *path = mem_printf("%s/%s", dir, names[i]);

		if (strchr(names[i], '/') == NULL && names[i][0] != '.' &&
		    stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			return path;
		free(path);
	}
	return mem_strdup(dir);
}

/* The index of a directory, whatever its form. */
static enum err
read_index(struct httpd_file *f, const char *base, const char *path)
{
	static const char *const names[] = { "index.html", "index.htm",
		"index.xml", "index.json" };
	enum err e = ERR_NOTFOUND;

	for (size_t i = 0; i < NELEM(names) && e == ERR_NOTFOUND; i++) {
		char *full = mem_printf("%s%s%s", base, path, names[i]);

		e = read_path(f, full);
		free(full);
	}
	return e;
}

static enum err
read_under(struct httpd_file *f, const char *base, const struct http_request *r)
{
	char *path = mem_alloc(strlen(r->path) + 1);
	char *full = NULL;
	enum err e = ERR_NOTFOUND;

	if (r->path[0] != '/' || !decode_path(r->path, path))
		goto out;
	if (r->query != NULL && strchr(r->query, '/') == NULL) {
		full = mem_printf("%s%s?%s", base, path, r->query);
		e = read_path(f, full);
		free(full);
		full = NULL;
	}
	if (e == ERR_NOTFOUND && path[strlen(path) - 1] == '/') {
		e = read_index(f, base, path);
	} else if (e == ERR_NOTFOUND) {
		full = mem_printf("%s%s", base, path);
		e = read_path(f, full);
	}
out:
	free(full);
	free(path);
	return e;
}

enum err
httpd_file_read(
    struct httpd_file *f, const char *dir, const struct http_request *r)
{
	char *base = host_dir(dir, r->host);
	enum err e = read_under(f, base, r);

	free(base);
	return e;
}

enum err
httpd_file_named(struct httpd_file *f, const char *dir, const char *name)
{
	char *path =
	    *name == '/' ? mem_strdup(name) : mem_printf("%s/%s", dir, name);
	enum err e = read_path(f, path);

	if (e != ERR_OK)
		log_error("httpd: %s: no such file", path);
	free(path);
	return e;
}

void
httpd_file_etag(const void *data, size_t n, char out[HTTPD_ETAG])
{
	uint8_t hash[SHA256_LEN];
	char hex[SHA256_HEX];

	digest_sha256(data, n, hash);
	digest_hex(hash, SHA256_LEN, hex);
	snprintf(out, HTTPD_ETAG, "\"%.*s\"", TAG_HEX, hex);
}

void
httpd_file_date(time_t t, char out[HTTPD_DATE])
{
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(out, HTTPD_DATE, "%a, %d %b %Y %H:%M:%S GMT", &tm);
}

/* The weak comparison: the W/ counts for nothing. */
static bool
lists_tag(const char *list, const char *etag)
{
	const char *tag = strncmp(etag, "W/", 2) == 0 ? etag + 2 : etag;

	return strcmp(list, "*") == 0 || strstr(list, tag) != NULL;
}

bool
httpd_file_unchanged(
    const struct http_request *r, const char *etag, time_t mtime)
{
	const char *none = http_header(r, "If-None-Match");
	const char *since = http_header(r, "If-Modified-Since");
	struct tm tm;

	if (none != NULL)
		return *etag != '\0' && lists_tag(none, etag);
	if (since == NULL || mtime == 0)
		return false;
	memset(&tm, 0, sizeof(tm));
	if (strptime(since, "%a, %d %b %Y %H:%M:%S GMT", &tm) == NULL)
		return false;
	return mtime <= timegm(&tm);
}
