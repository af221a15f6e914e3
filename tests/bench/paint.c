/* SPDX-License-Identifier: ISC */
/* Avatars for the benchmark of portraits: `paint DIR N` writes N different
 * JPEGs of 400 x 400. */
#include <stdbool.h>

#include "store/base/log.h"
#include "tests/unit/painting.h"

enum { SIDE = 400, QUALITY = 85, MANY_MAX = 10000 };

static bool
write_file(const char *path, const struct painted *file)
{
	FILE *f = fopen(path, "wb");
	bool ok = f != NULL && fwrite(file->data, 1, file->n, f) == file->n;

	if (f == NULL || fclose(f) != 0 || !ok)
		(void)log_sys("paint: %s", path);
	return ok;
}

int
main(int argc, char **argv)
{
	long many = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	bool ok = many > 0 && many <= MANY_MAX;

	if (!ok)
		fprintf(stderr, "usage: paint DIR N\n");
	for (uint32_t i = 0; ok && i < (uint32_t)many; i++) {
		struct painting p = painting_of(i + 1, SIDE, SIDE);
		struct painted file = painting_jpeg(&p, QUALITY);
		char *path = mem_printf("%s/%u.jpg", argv[1], i);

		ok = write_file(path, &file);
		free(path);
		free(file.data);
		free(p.rgb);
	}
	return ok ? 0 : 1;
}
