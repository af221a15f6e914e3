/* SPDX-License-Identifier: ISC */
/* Which seeds file, and whom servers' owners can write to: what several
 * commands take from options and environment (CLI.md). */
#ifndef TOOLS_SEEDFILE_H
#define TOOLS_SEEDFILE_H

#include "tools/cmd.h"

/* given, else $VIGIE_SEEDS, else seeds.txt in the archive, else the installed
 * one. The caller frees. */
char *seedfile_find(const struct global *g, const char *given);
/* given, else $VIGIE_CONTACT, else NULL. */
const char *seedfile_contact(const char *given);

#endif
