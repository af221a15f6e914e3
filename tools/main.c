/* SPDX-License-Identifier: ISC */
/* vigie: the table of commands, the options of all of them, and help. */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/store.h"
#include "tools/cmd.h"
#include "tools/help.h"
#include "tools/options.h"

static const struct cmd cmds[] = {
	{
	    .name = "anchor",
	    .run = cmd_anchor,
	    .synopsis = "add URL [--ca FILE] [--qualified] [--ots] | list | "
			"run | renew | remove URL",
	    .en = "the time-stamp authorities that stamp the log",
	    .fr = "les autorités qui horodatent le journal",
	    .options = anchor_options,
	    .example = "vigie anchor add https://tsa.example/ --ca root.pem",
	},
	{
	    .name = "backup",
	    .run = cmd_backup,
	    .synopsis = "DIR",
	    .en = "copy the archive, also while a sweep runs",
	    .fr = "copier l'archive, même pendant un passage",
	    .example = "vigie backup /mnt/usb/vigie",
	},
	{
	    .name = "capture",
	    .run = cmd_capture,
	    .synopsis = "URL [--browser] [--note TEXT] [--contact URL|MAIL]",
	    .en = "keep one page, now",
	    .fr = "conserver une page, maintenant",
	    .options = capture_options,
	    .example = "vigie capture https://blog.example/post-1",
	    .parses = true,
	},
	{
	    .name = "checkpoint",
	    .run = cmd_checkpoint,
	    .synopsis = "[--new-key] [--sheet FILE [--force]]",
	    .en = "print the newest signed checkpoint of the log",
	    .fr = "imprimer le dernier point de contrôle signé du journal",
	    .options = checkpoint_options,
	    .example = "vigie checkpoint >checkpoint.txt",
	},
	{
	    .name = "doctor",
	    .run = cmd_doctor,
	    .synopsis = "[--name HOST] [--ntp HOST]...",
	    .en = "what is fit for evidence here, and what is not",
	    .fr = "ce qui est apte à la preuve ici, et ce qui ne l'est pas",
	    .options = doctor_options,
	    .example = "vigie doctor --ntp pool.ntp.org",
	},
	{
	    .name = "export",
	    .run = cmd_export,
	    .synopsis = "[ID]... [--name NAME] [--since WHEN] [--case REF] "
			"[--unstamped] [--pdf] [--force] -o FILE",
	    .en = "the evidence bundle of some mentions, as one ZIP",
	    .fr = "le dossier de preuve de certaines mentions, en un ZIP",
	    .options = export_options,
	    .example = "vigie export --name \"Jane Doe\" -o case.zip",
	},
	{
	    .name = "forget",
	    .run = cmd_forget,
	    .synopsis = "ID --reason TEXT",
	    .en = "erase what was kept of a mention or a snapshot",
	    .fr = "effacer ce qui est conservé d'une mention ou d'un relevé",
	    .options = forget_options,
	    .example = "vigie forget s12 --reason \"erasure request 2026-7\"",
	},
	{
	    .name = "history",
	    .run = cmd_history,
	    .synopsis = "[--window] URL|ID",
	    .en = "every snapshot of a page; its window, its deadlines",
	    .fr = "chaque relevé d'une page ; sa fenêtre, ses délais",
	    .options = history_options,
	    .example = "vigie history https://blog.example/post-1",
	},
	{
	    .name = "import",
	    .run = cmd_import,
	    .synopsis = "FILE",
	    .en = "read an archive that others made: WARC 1.0 or 1.1, also "
		  "gzip",
	    .fr = "lire une archive faite par d'autres : WARC 1.0 ou 1.1, "
		  "aussi gzip",
	    .example = "vigie import 2024-crawl.warc.gz",
	    .parses = true,
	},
	{
	    .name = "label",
	    .run = cmd_label,
	    .synopsis = "ID mine|not-mine|none",
	    .en = "say whether a mention is about the subject or a namesake",
	    .fr = "dire si une mention parle du sujet ou d'un homonyme",
	    .example = "vigie label 77e34b4b not-mine",
	},
	{
	    .name = "mentions",
	    .run = cmd_mentions,
	    .synopsis =
		"[--name NAME] [--since WHEN] [--network N] [--state S] "
		"[--match M] [--band B] [--cluster]",
	    .en = "the mentions found, newest first",
	    .fr = "les mentions trouvées, les plus récentes d'abord",
	    .options = mentions_options,
	    .example = "vigie mentions --since 7d",
	},
	{
	    .name = "merge",
	    .run = cmd_merge,
	    .synopsis = "ARCHIVE",
	    .en = "take over what another archive holds, with its proofs",
	    .fr = "reprendre le contenu d'une autre archive, avec ses preuves",
	    .example = "vigie merge /mnt/office/vigie",
	    .parses = true,
	},
	{
	    .name = "reindex",
	    .run = cmd_reindex,
	    .synopsis = "",
	    .en = "derive documents and mentions anew from the archive",
	    .fr = "recalculer documents et mentions à partir de l'archive",
	    .example = "vigie reindex",
	    .parses = true,
	},
	{
	    .name = "seeds",
	    .run = cmd_seeds,
	    .synopsis = "check [FILE]",
	    .en = "say what each line of a seeds file will do",
	    .fr = "dire ce que fera chaque ligne d'un fichier de sources",
	    .example = "vigie seeds check seeds.txt",
	},
	{
	    .name = "show",
	    .run = cmd_show,
	    .synopsis = "ID [--text|--raw|--headers|--record|--piece NAME]",
	    .en = "one mention, or one snapshot (s123)",
	    .fr = "une mention, ou un relevé (s123)",
	    .options = show_options,
	    .example = "vigie show s12 --headers",
	},
	{
	    .name = "sources",
	    .run = cmd_sources,
	    .synopsis = "[--all] [--seeds FILE]",
	    .en = "what may lawfully be read where, and what has gone silent",
	    .fr = "ce qui peut être lu légalement, et où, et ce qui s'est tu",
	    .options = sources_options,
	    .example = "vigie sources --all",
	},
	{
	    .name = "stats",
	    .run = cmd_stats,
	    .synopsis = "",
	    .en = "counts, and the archive's size",
	    .fr = "décomptes et taille de l'archive",
	    .example = "vigie stats",
	},
	{
	    .name = "sweep",
	    .run = cmd_sweep,
	    .synopsis = "[--seeds FILE] [--name NAME]... [--all] [--limit N] "
			"[--dry-run] [--contact URL|MAIL]",
	    .en = "visit what is due",
	    .fr = "visiter ce qui est dû",
	    .options = sweep_options,
	    .example = "vigie sweep --contact jane@example.org",
	    .parses = true,
	},
	{
	    .name = "verify",
	    .run = cmd_verify,
	    .synopsis = "[FILE|ARCHIVE] [--against CHECKPOINT]",
	    .en = "check the archive or a bundle: bytes, records, proofs, "
		  "signatures",
	    .fr = "vérifier l'archive ou un dossier : octets, arbre, "
		  "signatures",
	    .options = verify_options,
	    .example = "vigie verify",
	},
	{
	    .name = "watch",
	    .run = cmd_watch,
	    .synopsis = "add|try NAME [OPTION]... | list | remove NAME",
	    .en = "say which names are watched",
	    .fr = "dire quels noms sont surveillés",
	    .options = watch_options,
	    .example = "vigie watch add \"Jane Doe\" --handle janedoe",
	    .raw = true,
	},
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

enum err
cmd_open_write(const struct global *g, struct store **st)
{
	struct store *there;
	enum err e = cmd_open(g, &there);

	if (e != ERR_OK)
		return e;
	store_close(there);
	return store_open(g->archive, STORE_WRITE, st);
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

static bool
is_help(const char *arg)
{
	return strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0;
}

static int
no_command(const char *name)
{
	if (name[0] == '-')
		log_error("%s: no such option before a command (see vigie "
			  "--help)",
		    name);
	else
		log_error("%s: no such command (see vigie --help)", name);
	return err_status(ERR_USAGE);
}

/* vigie help, vigie help COMMAND */
static int
help(const struct global *g, int argc, char **argv)
{
	const struct cmd *c;

	if (argc < 1)
		return help_all(g, stdout, cmds, NELEM(cmds));
	c = find(argv[0]);
	return c != NULL ? help_one(g, stdout, c) : no_command(argv[0]);
}

static int
dispatch(struct global *g, int argc, char **argv)
{
	struct args a = { .n_operands = 0 };
	const struct cmd *c;
	int status;

	if (argc < 1)
		return help_all(g, stderr, cmds, NELEM(cmds));
	if (is_help(argv[0]) || strcmp(argv[0], "help") == 0)
		return help(g, argc - 1, argv + 1);
	if (strcmp(argv[0], "--version") == 0) {
		puts("vigie " VIGIE_VERSION);
		return 0;
	}
	c = find(argv[0]);
	if (c == NULL)
		return no_command(argv[0]);
	for (int i = 1; i < argc; i++)
		if (is_help(argv[i]))
			return help_one(g, stdout, c);
	status = options_command(c, argc - 1, argv + 1, &a);
	if (status == 0)
		status = run(g, c, &a);
	options_args_fini(&a);
	return status;
}

/* A stream that the caller closed: else the next file to be opened, which may
 * be the archive, took its number, and what is printed went into it. Each is
 * opened the wrong way round, so that its use stays an error. */
static bool
hold_streams(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) == -1 &&
		    open("/dev/null", modes[fd]) != fd)
			return false;
	return true;
}

static void
interrupted(int sig)
{
	(void)sig;
	_exit(err_status(ERR_INTERRUPTED));
}

/* An interrupted command says so by CLI.md's status, whichever it is; what was
 * committed stands, the rest was never there. A sweep or capture blocks both
 * signals and ends in its own way. Who started us may have wished them
 * ignored. */
static void
catch_interrupts(void)
{
	static const int signals[] = { SIGINT, SIGTERM };
	struct sigaction old, act = { .sa_handler = interrupted };

	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < NELEM(signals); i++)
		if (sigaction(signals[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			(void)sigaction(signals[i], &act, NULL);
}

int
main(int argc, char **argv)
{
	struct global g;
	int status;

	if (!hold_streams())
		return err_status(ERR_SYS);
	setlocale(LC_MESSAGES, "");
	/* A limit on the size of files is then an error like a full disk. */
	signal(SIGXFSZ, SIG_IGN);
	catch_interrupts();
	store_catch_damage();
	status = options_global(cmds, NELEM(cmds), &argc, argv, &g);
	if (status == 0)
		status = dispatch(&g, argc - 1, argv + 1);
	options_fini(&g);
	return status;
}
