/* SPDX-License-Identifier: ISC */
/* vigie: the table of commands, the options of all of them, and help. */
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/cmd.h"
#include "tools/help.h"
#include "tools/options.h"

static const struct cmd cmds[] = {
	{ "capture", cmd_capture, "URL [--note TEXT] [--contact URL|MAIL]",
	    "keep one page, now", "conserver une page, maintenant",
	    capture_options, "vigie capture https://blog.example/post-1",
	    .parses = true },
	{ "checkpoint", cmd_checkpoint, "",
	    "print the newest signed checkpoint of the log",
	    "imprimer le dernier point de contrôle signé du journal", NULL,
	    "vigie checkpoint >checkpoint.txt" },
	{ "history", cmd_history, "URL|ID",
	    "every snapshot of a page: when, status, what changed",
	    "chaque relevé d'une page : date, état, changements",
	    history_options, "vigie history https://blog.example/post-1" },
	{ "mentions", cmd_mentions,
	    "[--name NAME] [--since WHEN] [--network N] [--state S] "
	    "[--match M] [--cluster]",
	    "the mentions found, newest first",
	    "les mentions trouvées, les plus récentes d'abord",
	    mentions_options, "vigie mentions --since 7d" },
	{ "reindex", cmd_reindex, "",
	    "derive documents and mentions anew from the archive",
	    "recalculer documents et mentions à partir de l'archive", NULL,
	    "vigie reindex", .parses = true },
	{ "seeds", cmd_seeds, "check [FILE]",
	    "say what each line of a seeds file will do",
	    "dire ce que fera chaque ligne d'un fichier de sources", NULL,
	    "vigie seeds check seeds.txt" },
	{ "show", cmd_show, "ID [--text|--raw|--headers|--record]",
	    "one mention, or one snapshot (s123)",
	    "une mention, ou un relevé (s123)", show_options,
	    "vigie show s12 --headers" },
	{ "stats", cmd_stats, "", "counts, and the archive's size",
	    "décomptes et taille de l'archive", NULL, "vigie stats" },
	{ "sweep", cmd_sweep,
	    "[--seeds FILE] [--name NAME]... [--all] [--limit N] "
	    "[--dry-run] [--contact URL|MAIL]",
	    "visit what is due", "visiter ce qui est dû", sweep_options,
	    "vigie sweep --contact jane@example.org", .parses = true },
	{ "verify", cmd_verify, "[ARCHIVE] [--against CHECKPOINT]",
	    "check the archive: every blob, record, node, signature",
	    "vérifier l'archive : octets, enregistrements, arbre, signatures",
	    verify_options, "vigie verify" },
	{ "watch", cmd_watch, "add NAME [OPTION]... | list | remove NAME",
	    "say which names are watched", "dire quels noms sont surveillés",
	    watch_options, "vigie watch add \"Jane Doe\" --handle janedoe",
	    .raw = true },
};

int
cmd_usage(const char *cmd, const char *fmt, ...)
{
	char what[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	log_error("%s: %s (see vigie %s --help)", cmd, what, cmd);
	return err_status(ERR_USAGE);
}

enum err
cmd_open(const struct global *g, struct store **st)
{
	enum err e = store_open(g->archive, STORE_READ, st);

	return e == ERR_NOTFOUND ? ERR_DB : e;
}

static const struct cmd *
find(const char *name)
{
	for (size_t i = 0; i < NELEM(cmds); i++)
		if (strcmp(cmds[i].name, name) == 0)
			return &cmds[i];
	return NULL;
}

static int
run(const struct global *g, const struct cmd *c, const struct args *a)
{
	int status;

	if (c->parses && crawl_setup() != ERR_OK)
		return err_status(ERR_SYS);
	status = c->run(g, a);
	if (c->parses)
		crawl_teardown();
	if (fflush(stdout) != 0 || ferror(stdout)) {
		(void)log_sys("stdout");
		return status == 0 ? err_status(ERR_SYS) : status;
	}
	return status;
}

static int
dispatch(struct global *g, int argc, char **argv)
{
	struct args a = { .n_operands = 0 };
	const struct cmd *c;
	int status;

	if (argc < 1)
		return help_all(g, stderr, cmds, NELEM(cmds));
	if (strcmp(argv[0], "--help") == 0 || strcmp(argv[0], "-h") == 0 ||
	    strcmp(argv[0], "help") == 0)
		return help_all(g, stdout, cmds, NELEM(cmds));
	if (strcmp(argv[0], "--version") == 0) {
		puts("vigie " VIGIE_VERSION);
		return 0;
	}
	c = find(argv[0]);
	if (c == NULL) {
		log_error("%s: no such command (see vigie --help)", argv[0]);
		return err_status(ERR_USAGE);
	}
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0)
			return help_one(g, stdout, c);
	status = options_command(c, argc - 1, argv + 1, &a);
	return status != 0 ? status : run(g, c, &a);
}

int
main(int argc, char **argv)
{
	struct global g;
	int status;

	setlocale(LC_MESSAGES, "");
	status = options_global(cmds, NELEM(cmds), &argc, argv, &g);
	if (status == 0)
		status = dispatch(&g, argc - 1, argv + 1);
	options_fini(&g);
	return status;
}
