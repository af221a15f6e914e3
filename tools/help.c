/* SPDX-License-Identifier: ISC */
/* What --help prints. */
#include "tools/help.h"

#include <string.h>

static const struct option everywhere[] = {
	{ "archive", "DIR", "the archive (-a; default ~/.local/share/vigie)",
	    "l'archive (-a ; par défaut ~/.local/share/vigie)" },
	{ "json", NULL, "JSON Lines on stdout",
	    "une ligne JSON par objet sur la sortie standard" },
	{ "quiet", NULL, "only errors (-q)", "seulement les erreurs (-q)" },
	{ "verbose", NULL, "more (-v, -vv)", "davantage (-v, -vv)" },
	{ "lang", "fr|en", "language of what is said to people",
	    "langue des messages" },
	{ "color", "auto|always|never", "colours on the terminal",
	    "couleurs au terminal" },
	{ NULL, NULL, NULL, NULL },
};

static void
print_options(const struct global *g, FILE *to, const struct option *options)
{
	for (const struct option *o = options; o->name != NULL; o++) {
		int n =
		    fprintf(to, "  %s%s%s%s", o->name[1] == '\0' ? "-" : "--",
			o->name, o->value != NULL ? " " : "",
			o->value != NULL ? o->value : "");

		fprintf(to, "%*s%s\n", n < 28 ? 28 - n : 2, "",
		    g->french ? o->fr : o->en);
	}
}

int
help_all(const struct global *g, FILE *to, const struct cmd *cmds, size_t n)
{
	fprintf(to, "%s\n\n",
	    T(g,
		"vigie watches the web for a person's name or a brand, and "
		"keeps what it saw as evidence.",
		"vigie guette le nom d'une personne ou d'une marque sur le "
		"web et conserve ce qu'elle a vu comme preuve."));
	fprintf(to, "usage: vigie [-a ARCHIVE] %s ...\n\n",
	    T(g, "COMMAND", "COMMANDE"));
	for (size_t i = 0; i < n; i++)
		fprintf(to, "  %-12s%s\n", cmds[i].name,
		    g->french ? cmds[i].fr : cmds[i].en);
	fprintf(to, "\n%s\n", T(g, "Everywhere:", "Partout :"));
	print_options(g, to, everywhere);
	fprintf(to, "\n%s\n",
	    T(g, "vigie COMMAND --help says more; so does man vigie.",
		"vigie COMMANDE --help en dit plus ; man vigie aussi."));
	return to == stdout ? 0 : err_status(ERR_USAGE);
}

int
help_one(const struct global *g, FILE *to, const struct cmd *c)
{
	fprintf(to, "usage: vigie %s%s%s\n\n  %s\n", c->name,
	    c->synopsis[0] != '\0' ? " " : "", c->synopsis,
	    g->french ? c->fr : c->en);
	if (c->options != NULL) {
		fprintf(to, "\n%s\n", T(g, "Options:", "Options :"));
		print_options(g, to, c->options);
	}
	fprintf(to, "\n%s\n", T(g, "Everywhere:", "Partout :"));
	print_options(g, to, everywhere);
	fprintf(to, "\n%s\n  %s\n", T(g, "Example:", "Exemple :"), c->example);
	return 0;
}
