/* SPDX-License-Identifier: ISC */
/* A fuzz harness without a fuzzer: runs it over the files named, and over all
 * files of the directories named (not below). With any compiler. */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { REPLAY_FILE_MAX = 16 * 1024 * 1024 };

static unsigned files;

static int
replay_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data;
	size_t n;

	if (f == NULL) {
		perror(path);
		return 1;
	}
	data = mem_alloc(REPLAY_FILE_MAX);
	n = fread(data, 1, REPLAY_FILE_MAX, f);
	fclose(f);
	/* Memory of the right size, so that a sanitizer sees its end. */
	data = mem_grow(data, n, 1);
	(void)LLVMFuzzerTestOneInput(data, n);
	free(data);
	files++;
	return 0;
}

static int
replay_dir(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;
	int failed = 0;

	if (d == NULL) {
		perror(dir);
		return 1;
	}
	while ((entry = readdir(d)) != NULL) {
		char *path = mem_printf("%s/%s", dir, entry->d_name);
		struct stat sb;

		if (stat(path, &sb) == 0 && S_ISREG(sb.st_mode))
			failed |= replay_file(path);
		free(path);
	}
	closedir(d);
	return failed;
}

int
main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++) {
		struct stat sb;
		bool is_dir = stat(argv[i], &sb) == 0 && S_ISDIR(sb.st_mode);

		failed |= is_dir ? replay_dir(argv[i]) : replay_file(argv[i]);
	}
	printf("%u inputs\n", files);
	return failed;
}
