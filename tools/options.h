/* SPDX-License-Identifier: ISC */
/* Reading the command line: global options anywhere, options and operands of a
 * command in any order, "--opt value" or "--opt=value", "--" ends options. */
#ifndef TOOLS_OPTIONS_H
#define TOOLS_OPTIONS_H

#include "tools/cmd.h"

/* Takes the global options out of argv and fills g. 0, or the exit status after
 * an error that has been said. */
int options_global(
    const struct cmd *cmds, size_t n, int *argc, char **argv, struct global *g);
void options_fini(struct global *g);
/* What stands behind the command's name; options_args_fini frees it, also after
 * an error. */
int options_command(
    const struct cmd *c, int argc, char **argv, struct args *out);
void options_args_fini(struct args *a);

#endif
