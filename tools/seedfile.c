/* SPDX-License-Identifier: ISC */
/* Where the seeds are. */
#include "tools/seedfile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/log.h"
#include "store/base/mem.h"

enum { CONTACT_MAX = 512 };

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

/* An address of the web or of mail, as it may stand in a comment of a header
 * (RFC 9110 5.6.5). */
static bool
is_contact(const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~' ||
		    strchr("()\\\"<>", s[i]) != NULL)
			return false;
	return n <= CONTACT_MAX && strpbrk(s, "@.:") != NULL;
}

enum err
seedfile_contact(const char *given, const char **contact)
{
	const char *env = getenv("VIGIE_CONTACT");

	*contact = given != NULL && given[0] != '\0' ? given : env;
	if (*contact != NULL && (*contact)[0] == '\0')
		*contact = NULL;
	if (*contact == NULL || is_contact(*contact))
		return ERR_OK;
	log_error("contact: %.80s: neither a web nor a mail address "
		  "(--contact you@example.org, or VIGIE_CONTACT)",
	    *contact);
	return ERR_USAGE;
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
