/* SPDX-License-Identifier: ISC */
/* Directories named vigie-view-XXXXXX. */
#define _GNU_SOURCE /* nftw's flags */
#include "crawler/browser/profile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/base/log.h"
#include "store/base/mem.h"

enum { REMOVE_FDS = 16, TRIES = 8 };

static const char prefix[] = "vigie-view-";
static const char suffix[] = "XXXXXX";

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	if (remove(path) != 0)
		log_debug("%s: %s", path, strerror(errno));
	return 0;
}

static void
remove_all(const char *path)
{
	(void)nftw(path, remove_one, REMOVE_FDS, FTW_DEPTH | FTW_PHYS);
}

/* ---- what others left ---- */

/* Removes a directory of ours that no process holds. */
static void
remove_stale(const char *dir, const char *name)
{
	char *path = mem_printf("%s/%s", dir, name);
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;

	if (fd >= 0 && fstat(fd, &st) == 0 && st.st_uid == geteuid() &&
	    flock(fd, LOCK_EX | LOCK_NB) == 0) {
		log_info(
		    "%s: left by a process that was killed: removed", path);
		remove_all(path);
	}
	if (fd >= 0)
		close(fd);
	free(path);
}

static void
remove_stales(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *de;

	if (d == NULL)
		return;
	while ((de = readdir(d)) != NULL)
		if (strncmp(de->d_name, prefix, sizeof(prefix) - 1) == 0 &&
		    strlen(de->d_name) == strlen(prefix) + strlen(suffix))
			remove_stale(dir, de->d_name);
	closedir(d);
}

/* ---- our own ---- */

/* Another process may take a new directory, not yet locked, for a stale one:
 * once the lock is had, the directory must be there still. */
static bool
lock(struct profile *p)
{
	struct stat st;

	p->lock = open(p->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return p->lock >= 0 && flock(p->lock, LOCK_EX) == 0 &&
	       fstat(p->lock, &st) == 0 && st.st_nlink > 0;
}

static bool
try_make(struct profile *p, const char *dir)
{
	p->path = mem_printf("%s/%s%s", dir, prefix, suffix);
	if (mkdtemp(p->path) == NULL) {
		free(p->path);
		p->path = NULL;
		return false;
	}
	if (lock(p))
		return true;
	profile_remove(p);
	return false;
}

enum err
profile_make(struct profile *p)
{
	const char *tmp = getenv("TMPDIR");
	const char *dir = tmp != NULL && tmp[0] == '/' ? tmp : "/tmp";

	*p = (struct profile){ .lock = -1 };
	remove_stales(dir);
	for (int i = 0; i < TRIES; i++)
		if (try_make(p, dir))
			return ERR_OK;
	return log_sys("browser: a directory for its profile");
}

void
profile_remove(struct profile *p)
{
	if (p->path == NULL)
		return;
	remove_all(p->path);
	if (p->lock >= 0)
		close(p->lock);
	free(p->path);
	p->path = NULL;
	p->lock = -1;
}
