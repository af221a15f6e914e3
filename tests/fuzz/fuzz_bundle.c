/* SPDX-License-Identifier: ISC */
/* A bundle from a stranger, as a file in memory: what is called whole holds at
 * least the files, records and checkpoints that every bundle has. */
#define _GNU_SOURCE /* memfd_create */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "store/base/log.h"
#include "tests/fuzz/fuzz.h"
#include "tools/bundle/bundle.h"

static void
ignore(const struct verify_line *line, void *arg)
{
	(void)line;
	(void)arg;
}

static void
silent(enum log_level level, const char *line)
{
	(void)level;
	(void)line;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("bundle", MFD_CLOEXEC);
	struct bundle_sum sum;
	char path[64];
	enum err e;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	log_set_sink(silent);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	e = bundle_check(path, ignore, NULL, &sum);
	if (e == ERR_OK &&
	    (sum.files < 6 || sum.leaves < 2 || sum.checkpoints < 1))
		abort();
	if (e == ERR_DAMAGED && sum.bad == 0)
		abort();
	close(fd);
	return 0;
}
