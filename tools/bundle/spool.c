/* SPDX-License-Identifier: ISC */
/* A spool: a temporary file, unlinked at once. */
#include "tools/bundle/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/log.h"
#include "store/base/mem.h"

enum { ROOM = 256 * 1024 }; /* bytes gathered before a write */

struct spool {
	char *path; /* owned: for errors */
	int fd;
	uint64_t written;
	char *room; /* owned: not written yet */
	size_t room_len;
	enum err err; /* the first */
};

struct spool *
spool_new(const char *path)
{
	struct spool *s = mem_zalloc(sizeof(*s));
	const char *slash = strrchr(path, '/');
	int dir = slash == NULL ? 0 : (int)(slash - path) + 1;
	char *name = mem_printf("%.*s.vigie-export.XXXXXX", dir, path);

	s->path = mem_strdup(path);
	s->room = mem_alloc(ROOM);
	s->fd = mkstemp(name);
	if (s->fd < 0)
		s->err = log_sys("%s", path);
	else
		(void)unlink(name);
	free(name);
	return s;
}

void
spool_free(struct spool *s)
{
	if (s == NULL)
		return;
	if (s->fd >= 0)
		close(s->fd);
	free(s->room);
	free(s->path);
	free(s);
}

static void
empty(struct spool *s)
{
	size_t done = 0;

	while (done < s->room_len && s->err == ERR_OK) {
		ssize_t n = write(s->fd, s->room + done, s->room_len - done);

		if (n < 0 && errno != EINTR)
			s->err = log_sys("%s", s->path);
		else if (n > 0)
			done += (size_t)n;
	}
	s->written += s->room_len;
	s->room_len = 0;
}

void
spool_add(struct spool *s, const void *data, size_t n)
{
	const char *p = data;

	while (n > 0) {
		size_t part = ROOM - s->room_len < n ? ROOM - s->room_len : n;

		memcpy(s->room + s->room_len, p, part);
		s->room_len += part;
		p += part;
		n -= part;
		if (s->room_len == ROOM)
			empty(s);
	}
}

uint64_t
spool_len(const struct spool *s)
{
	return s->written + s->room_len;
}

enum err
spool_flush(struct spool *s, int *fd)
{
	empty(s);
	*fd = s->fd;
	return s->err;
}

enum err
spool_digest(struct spool *s, struct digest *d)
{
	int fd;
	enum err e = spool_flush(s, &fd);
	uint64_t at = 0;

	while (e == ERR_OK && at < s->written) {
		ssize_t n = pread(fd, s->room, ROOM, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return log_sys("%s", s->path);
		digest_add(d, s->room, (size_t)n);
		at += (uint64_t)n;
	}
	return e;
}
