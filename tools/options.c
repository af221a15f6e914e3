/* SPDX-License-Identifier: ISC */
/* The command line. */
#include "tools/options.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"

/* A global option while it is read. */
struct reading {
	struct global *g;
	const char *color; /* auto, always, never */
	const char *lang;
};

static bool
set_archive(struct reading *r, const char *v)
{
	if (v[0] == '\0')
		return false;
	free(r->g->archive);
	r->g->archive = mem_strdup(v);
	r->g->archive_given = true;
	return true;
}

static bool
set_json(struct reading *r, const char *v)
{
	(void)v;
	r->g->json = true;
	return true;
}

static bool
set_quiet(struct reading *r, const char *v)
{
	(void)v;
	r->g->verbosity = -1;
	return true;
}

static bool
set_loud(struct reading *r, const char *v)
{
	(void)v;
	r->g->verbosity = r->g->verbosity < 1 ? 1 : 2;
	return true;
}

static bool
set_louder(struct reading *r, const char *v)
{
	(void)v;
	r->g->verbosity = 2;
	return true;
}

static bool
set_lang(struct reading *r, const char *v)
{
	r->lang = v;
	return strcmp(v, "fr") == 0 || strcmp(v, "en") == 0;
}

static bool
set_color(struct reading *r, const char *v)
{
	r->color = v;
	return strcmp(v, "auto") == 0 || strcmp(v, "always") == 0 ||
	       strcmp(v, "never") == 0;
}

static bool
set_now(struct reading *r, const char *v)
{
	int64_t ms;

	(void)r;
	if (clock_parse(v, &ms) != ERR_OK)
		return false;
	clock_set_due(ms);
	return true;
}

static const struct {
	const char *longer, *shorter;
	bool has_value;
	bool (*set)(struct reading *r, const char *v);
	const char *wants;
} globals[] = {
	{ "--archive", "-a", true, set_archive, "a directory" },
	{ "--json", "", false, set_json, "" },
	{ "--quiet", "-q", false, set_quiet, "" },
	{ "--verbose", "-v", false, set_loud, "" },
	{ "-vv", "", false, set_louder, "" },
	{ "--lang", "", true, set_lang, "fr or en" },
	{ "--color", "", true, set_color, "auto, always or never" },
	{ "--now", "", true, set_now, "an RFC 3339 time" },
};

/* The global option that arg is, or -1; *value behind its "=", or NULL. */
static int
global_of(const char *arg, const char **value)
{
	const char *eq = strchr(arg, '=');
	size_t n = eq == NULL ? strlen(arg) : (size_t)(eq - arg);

	*value = eq == NULL ? NULL : eq + 1;
	for (size_t i = 0; i < NELEM(globals); i++)
		if ((strlen(globals[i].longer) == n &&
			strncmp(arg, globals[i].longer, n) == 0) ||
		    (eq == NULL && strcmp(arg, globals[i].shorter) == 0))
			return (int)i;
	/* -aDIR, as getopt has it */
	if (strncmp(arg, "-a", 2) == 0 && arg[2] != '\0') {
		*value = arg + 2;
		return 0;
	}
	return -1;
}

/* Is arg, n bytes of it, this option? One letter is written -o, more --more. */
static bool
is_option(const struct option *o, const char *arg, size_t n)
{
	if (o->name[1] == '\0')
		return n == 2 && arg[0] == '-' && arg[1] == o->name[0];
	return strlen(o->name) + 2 == n && strncmp(arg, "--", 2) == 0 &&
	       strncmp(arg + 2, o->name, n - 2) == 0;
}

/* Does some command's option of this name take a value? Then the next word is
 * that value, whatever it looks like. */
static bool
takes_value(const struct cmd *cmds, size_t n, const char *arg)
{
	if (arg[0] != '-' || strchr(arg, '=') != NULL)
		return false;
	for (size_t i = 0; i < n; i++)
		for (const struct option *o = cmds[i].options;
		     o != NULL && o->name != NULL; o++)
			if (o->value != NULL && is_option(o, arg, strlen(arg)))
				return true;
	return false;
}

static char *
default_archive(void)
{
	const char *env = getenv("VIGIE_ARCHIVE");
	const char *xdg = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");
	const struct passwd *user;

	if (env != NULL && env[0] != '\0')
		return mem_strdup(env);
	if (xdg != NULL && xdg[0] == '/')
		return mem_printf("%s/vigie", xdg);
	/* Where nobody set it (a bare cron), it is what the system knows. */
	if (home == NULL || home[0] == '\0') {
		user = getpwuid(getuid());
		home = user != NULL ? user->pw_dir : ".";
	}
	return mem_printf("%s/.local/share/vigie", home);
}

/* "fr", "fr_FR.UTF-8"... in the first of these that is set. */
static bool
environment_is_french(void)
{
	static const char *const vars[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < NELEM(vars); i++) {
		const char *v = getenv(vars[i]);

		if (v != NULL && v[0] != '\0')
			return strncmp(v, "fr", 2) == 0 &&
			       (v[2] == '\0' || v[2] == '_' || v[2] == '.' ||
				   v[2] == '@');
	}
	return false;
}

static bool
want_color(const char *color)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

	if (color != NULL && strcmp(color, "always") == 0)
		return true;
	if (color != NULL && strcmp(color, "never") == 0)
		return false;
	return isatty(STDOUT_FILENO) && (no == NULL || no[0] == '\0') &&
	       (term == NULL || strcmp(term, "dumb") != 0);
}

static void
settle(struct reading *r)
{
	static const enum log_level levels[] = { LOG_ERROR, LOG_WARN, LOG_INFO,
		LOG_DEBUG };
	struct global *g = r->g;

	if (g->archive == NULL)
		g->archive = default_archive();
	g->french = r->lang != NULL ? strcmp(r->lang, "fr") == 0
				    : environment_is_french();
	g->color = want_color(r->color);
	log_set_level(levels[g->verbosity + 1]);
}

/* Takes the option at argv[*i]; 0 or an exit status. */
static int
take_global(struct reading *r, int which, const char *value, int argc,
    char **argv, int *i)
{
	const char *name = globals[which].longer;

	if (globals[which].has_value && value == NULL) {
		if (*i + 1 >= argc) {
			log_error("%s: wants %s (see vigie --help)", name,
			    globals[which].wants);
			return err_status(ERR_USAGE);
		}
		value = argv[++*i];
	}
	if (!globals[which].has_value && value != NULL) {
		log_error("%s: takes no value (see vigie --help)", name);
		return err_status(ERR_USAGE);
	}
	if (globals[which].set(r, value))
		return 0;
	log_error("%s: %s: not %s (see vigie --help)", name, value,
	    globals[which].wants);
	return err_status(ERR_USAGE);
}

int
options_global(
    const struct cmd *cmds, size_t n, int *argc, char **argv, struct global *g)
{
	struct reading r = { .g = g };
	int kept = 1, status = 0;
	bool ended = false;

	memset(g, 0, sizeof(*g));
	for (int i = 1; i < *argc && status == 0; i++) {
		const char *value;
		int which = ended ? -1 : global_of(argv[i], &value);

		if (which >= 0) {
			status = take_global(&r, which, value, *argc, argv, &i);
			continue;
		}
		ended = ended || strcmp(argv[i], "--") == 0;
		argv[kept++] = argv[i];
		if (!ended && i + 1 < *argc && takes_value(cmds, n, argv[i]))
			argv[kept++] = argv[++i];
	}
	argv[kept] = NULL;
	*argc = kept;
	settle(&r);
	return status;
}

void
options_fini(struct global *g)
{
	free(g->archive);
	g->archive = NULL;
}

/* ---- a command's own ---- */

static const struct option *
option_of(const struct cmd *c, const char *arg, const char **value)
{
	const char *eq = strchr(arg, '=');
	size_t n = eq == NULL ? strlen(arg) : (size_t)(eq - arg);

	*value = eq == NULL ? NULL : eq + 1;
	for (const struct option *o = c->options; o != NULL && o->name != NULL;
	     o++)
		if (is_option(o, arg, n))
			return o;
	return NULL;
}

static int
take_option(
    const struct cmd *c, int argc, char **argv, int *i, struct args *out)
{
	const char *value;
	const struct option *o = option_of(c, argv[*i], &value);

	if (o == NULL)
		return cmd_usage(c->name, "%s: no such option", argv[*i]);
	if (o->value == NULL && value != NULL)
		return cmd_usage(c->name, "--%s: takes no value", o->name);
	if (o->value != NULL && value == NULL) {
		if (*i + 1 >= argc)
			return cmd_usage(
			    c->name, "--%s: wants %s", o->name, o->value);
		value = argv[++*i];
	}
	out->given[out->n_given].option = o;
	out->given[out->n_given++].value = value != NULL ? value : "";
	return 0;
}

int
options_command(const struct cmd *c, int argc, char **argv, struct args *out)
{
	bool ended = false;
	int status = 0;

	memset(out, 0, sizeof(*out));
	out->raw = argv;
	out->n_raw = argc;
	out->operands = mem_array((size_t)argc, sizeof(*out->operands));
	out->given = mem_array((size_t)argc, sizeof(*out->given));
	for (int i = 0; i < argc && status == 0 && !c->raw; i++) {
		if (!ended && strcmp(argv[i], "--") == 0) {
			ended = true;
		} else if (!ended && argv[i][0] == '-' && argv[i][1] != '\0') {
			status = take_option(c, argc, argv, &i, out);
		} else {
			out->operands[out->n_operands++] = argv[i];
		}
	}
	return status;
}

void
options_args_fini(struct args *a)
{
	free(a->operands);
	free(a->given);
}

const char **
options_values(const struct args *a, const char *name, size_t *n)
{
	const char **values = mem_array(a->n_given, sizeof(*values));

	*n = 0;
	for (size_t i = 0; i < a->n_given; i++)
		if (strcmp(a->given[i].option->name, name) == 0)
			values[(*n)++] = a->given[i].value;
	return values;
}

const char *
options_value(const struct args *a, const char *name)
{
	for (size_t i = a->n_given; i-- > 0;)
		if (strcmp(a->given[i].option->name, name) == 0)
			return a->given[i].value;
	return NULL;
}

bool
options_has(const struct args *a, const char *name)
{
	return options_value(a, name) != NULL;
}
