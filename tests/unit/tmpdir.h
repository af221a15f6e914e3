/* SPDX-License-Identifier: ISC */
/* A temporary directory for the tests that need files, and archives in it. */
#ifndef TESTS_UNIT_TMPDIR_H
#define TESTS_UNIT_TMPDIR_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/base/log.h"
#include "store/base/mem.h"

enum { TMPDIR_MAX = 128 };

/* Makes one, to be given back to tmpdir_remove. */
static inline void
tmpdir_make(char dir[TMPDIR_MAX])
{
	const char *root = getenv("TMPDIR");

	snprintf(dir, TMPDIR_MAX, "%s/vigie-unit-XXXXXX",
	    root == NULL ? "/tmp" : root);
	if (mkdtemp(dir) == NULL) {
		perror(dir);
		exit(1);
	}
}

static inline int
tmpdir_remove_one(
    const char *path, const struct stat *sb, int type, struct FTW *at)
{
	(void)sb;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void
tmpdir_remove(const char *dir)
{
	(void)nftw(dir, tmpdir_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Lines for the log, kept here while a test expects an error: the last one. */
static char tmpdir_logged[512];

static inline void
tmpdir_keep_line(enum log_level level, const char *line)
{
	(void)level;
	snprintf(tmpdir_logged, sizeof(tmpdir_logged), "%s", line);
}

#endif
