/* SPDX-License-Identifier: ISC */
/* Where the seeds are. */
#include "tools/seedfile.h"

#include <stdlib.h>
#include <unistd.h>

#include "store/base/log.h"
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

enum err
seedfile_roots(const char **file)
{
	const char *path = getenv("VIGIE_CA_FILE");

	*file = path != NULL && path[0] != '\0' ? path : NULL;
	if (*file == NULL || access(path, R_OK) == 0)
		return ERR_OK;
	(void)log_sys("VIGIE_CA_FILE: %s", path);
	return ERR_USAGE;
}
