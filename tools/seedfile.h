/* SPDX-License-Identifier: ISC */
/* Which seeds file, whom servers' owners can write to, whom to trust: what
 * several commands take from options and environment (CLI.md). */
#ifndef TOOLS_SEEDFILE_H
#define TOOLS_SEEDFILE_H

#include "tools/cmd.h"

/* given, else $VIGIE_SEEDS, else seeds.txt in the archive, else the installed
 * one. The caller frees. */
char *seedfile_find(const struct global *g, const char *given);
/* given, else $VIGIE_CONTACT, else NULL, into *contact. ERR_USAGE, which has
 * been said, for what is no address: it stands in each request's head. */
enum err seedfile_contact(const char *given, const char **contact) MUST_CHECK;
/* $VIGIE_CA_FILE into *file, NULL where it is not set. ERR_USAGE, which has
 * been said, where it cannot be read: else every site would look unreachable.
 */
enum err seedfile_roots(const char **file) MUST_CHECK;

#endif
