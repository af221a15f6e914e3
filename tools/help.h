/* SPDX-License-Identifier: ISC */
/* Help from the table of commands. */
#ifndef TOOLS_HELP_H
#define TOOLS_HELP_H

#include <stdio.h>

#include "tools/cmd.h"

/* All commands. 0 on stdout; on stderr it is the answer to a missing command:
 * exit status 2. */
int help_all(
    const struct global *g, FILE *to, const struct cmd *cmds, size_t n);
int help_one(const struct global *g, FILE *to, const struct cmd *c);

#endif
