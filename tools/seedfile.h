/* SPDX-License-Identifier: ISC */
/* Which seeds file, whom servers' owners can write to, whom to trust: what
 * several commands take from options and environment (CLI.md). */
#ifndef TOOLS_SEEDFILE_H
#define TOOLS_SEEDFILE_H

#include "tools/cmd.h"

/* given, else $VIGIE_SEEDS, else seeds.txt in the archive, else the installed
 * one. The caller frees. */
char *seedfile_find(const struct global *g, const char *given);
/* given, else $VIGIE_CONTACT, else NULL. */
const char *seedfile_contact(const char *given);
/* $VIGIE_CA_FILE into *file, NULL where it is not set. ERR_USAGE, which has
 * been said, where it cannot be read: else every site would look unreachable.
 */
enum err seedfile_roots(const char **file) MUST_CHECK;

#endif
