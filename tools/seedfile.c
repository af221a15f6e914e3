/* SPDX-License-Identifier: ISC */
/* Where the seeds are. */
#include "tools/seedfile.h"

#include <stdlib.h>
#include <unistd.h>

#include "store/base/mem.h"

char *
seedfile_find(const struct global *g, const char *given)
{
	const char *env = getenv("VIGIE_SEEDS");
	char *own;

	if (given != NULL)
		return mem_strdup(given);
	if (env != NULL && env[0] != '\0')
		return mem_strdup(env);
	own = mem_printf("%s/seeds.txt", g->archive);
	if (access(own, R_OK) == 0)
		return own;
	free(own);
	return mem_strdup(VIGIE_DATADIR "/seeds.txt");
}

const char *
seedfile_contact(const char *given)
{
	const char *env = getenv("VIGIE_CONTACT");

	if (given != NULL && given[0] != '\0')
		return given;
	return env != NULL && env[0] != '\0' ? env : NULL;
}
