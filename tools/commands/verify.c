/* SPDX-License-Identifier: ISC */
/* vigie verify: checks the whole archive, or a bundle with nothing but the
 * bundle; says what was checked. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/base/log.h"
#include "tools/bundle/bundle.h"
#include "tools/cmd.h"
#include "tools/out.h"

enum {
	NOTE_MAX = 64 * 1024,
	NAME_COLUMN = 20, /* characters */
	COUNT_COLUMN = 9
};

const struct option verify_options[] = {
	{ "against", "CHECKPOINT",
	    "that the log only grew since this checkpoint (a file)",
	    "que le journal n'a fait que croître depuis ce point (fichier)" },
	{ NULL, NULL, NULL, NULL },
};

static void
report_json(const struct verify_line *l)
{
	struct out_row r;

	out_row_begin(&r);
	jout_ktext(&r.j, "check", l->check);
	jout_ktext(&r.j, "of", l->of);
	jout_kbool(&r.j, "ok", l->ok);
	jout_ktext(&r.j, "why", l->why);
	out_row_end(&r);
}

/* What a check that passed proves, for people. A count of nought proves
 * nothing, and says nothing. */
static const struct {
	const char *check, *fr_name, *en, *fr;
} proofs[] = {
	{ "records", "enregistrements", "word for word as they were logged",
	    "mot pour mot ceux du journal" },
	{ "tree", "arbre", "none was altered, added or taken out",
	    "aucun n'a été changé, ajouté ni retiré" },
	{ "checks", "vérifications", "each look that met no change is logged",
	    "chaque visite sans changement est inscrite" },
	{ "snapshots", "relevés", "each is in the log, and no other",
	    "chacun est au journal, et aucun autre" },
	{ "checkpoints", "points de contrôle", "signed; the log only grew",
	    "signés ; le journal n'a fait que croître" },
	{ "blobs", "contenus", "the bytes are those that were received",
	    "les octets sont ceux qui ont été reçus" },
	{ "time stamps", "horodatages", "others than we date the log",
	    "des tiers datent le journal" },
	{ "time stamp", "horodatage", NULL, NULL },
	{ "merged logs", "journaux repris", "proven as in their own archive",
	    "prouvés comme dans leur archive" },
	{ "checkpoints.txt", "checkpoints.txt",
	    "the copy in plain text says the same",
	    "la copie en clair dit de même" },
	{ "key", "clé", "it is the one that signs",
	    "c'est bien elle qui signe" },
	{ "zip", "zip", "the file is whole", "le fichier est entier" },
	{ "files", "fichiers", "none altered, lost or added",
	    "aucun changé, perdu ni ajouté" },
	{ "consistency", "continuité", "each state grew out of the one before",
	    "chaque état prolonge le précédent" },
	{ "nights", "passages", "each sweep has its start and its end",
	    "chaque passage a son début et sa fin" },
	{ "brackets", "encadrements", "dated from both sides",
	    "datés des deux côtés" },
	{ "exchanges", "échanges", "request and answer as the log has them",
	    "demande et réponse telles qu'au journal" },
};

static void
report_text(const struct global *g, const struct verify_line *l)
{
	const char *name = l->check, *proves = NULL;

	for (size_t i = 0; i < NELEM(proofs); i++) {
		if (strcmp(proofs[i].check, l->check) != 0)
			continue;
		name = g->french ? proofs[i].fr_name : l->check;
		proves = T(g, proofs[i].en, proofs[i].fr);
	}
	printf("%s  ", T(g, "ok ", "bon"));
	out_column(g, name, NAME_COLUMN);
	if (g->french && strcmp(l->of, "none") == 0) {
		puts("aucun : nulle autorité n'a été sollicitée, ses dates "
		     "reposent sur l'horloge de cette machine "
		     "(vigie anchor add URL)");
		return;
	}
	out_text(stdout, l->of);
	if (l->why != NULL) {
		fputs(T(g, ": ", " : "), stdout);
		out_text(stdout, l->why);
	} else if (proves != NULL && strcmp(l->of, "0") != 0) {
		printf("%*s  %s",
		    COUNT_COLUMN - (int)strnlen(l->of, COUNT_COLUMN), "",
		    proves);
	}
	putchar('\n');
}

static void
report(const struct verify_line *l, void *arg)
{
	const struct global *g = arg;

	if (g->json)
		report_json(l);
	else if (!l->ok)
		log_error("verify: %s: %s: %s", l->check, l->of,
		    l->why != NULL ? l->why : "wrong");
	else if (g->verbosity >= 0)
		report_text(g, l);
}

static void
summary(const struct global *g, const struct verify_sum *s, bool ok)
{
	struct out_row r;

	if (!g->json) {
		if (ok && g->verbosity >= 0)
			printf(
			    T(g,
				"whole: %" PRIu64 " records, %" PRIu64
				" blobs, %" PRIu64 " checks, %" PRIu64
				" checkpoints\n",
				"intacte : %" PRIu64
				" enregistrements, %" PRIu64
				" contenus, %" PRIu64 " vérifications, %" PRIu64
				" points de contrôle\n"),
			    s->records, s->blobs, s->checks, s->checkpoints);
		return;
	}
	out_row_begin(&r);
	jout_ktext(&r.j, "verified", "archive");
	jout_kbool(&r.j, "ok", ok);
	jout_kint(&r.j, "records", (int64_t)s->records);
	jout_kint(&r.j, "blobs", (int64_t)s->blobs);
	jout_kint(&r.j, "nodes", (int64_t)s->nodes);
	jout_kint(&r.j, "checks", (int64_t)s->checks);
	jout_kint(&r.j, "checkpoints", (int64_t)s->checkpoints);
	jout_kint(&r.j, "time_stamps", (int64_t)s->stamps);
	jout_kint(&r.j, "bad", (int64_t)s->bad);
	out_row_end(&r);
}

static enum err
read_note(const char *path, char *note, size_t *n)
{
	FILE *f = fopen(path, "rb");

	if (f == NULL) {
		(void)log_sys("%s", path);
		return ERR_USAGE;
	}
	*n = fread(note, 1, NOTE_MAX, f);
	fclose(f);
	return ERR_OK;
}

static enum err
against(const char *dir, const char *path, void *arg)
{
	char *note = calloc(1, NOTE_MAX);
	size_t n;
	enum err e = note == NULL ? ERR_SYS : read_note(path, note, &n);

	if (e == ERR_OK)
		e = archive_verify_against(dir, note, n, report, arg);
	free(note);
	return e;
}

/* What a bundle held, in one line. */
static void
bundle_summary(const struct global *g, const struct bundle_sum *s, bool ok)
{
	struct out_row r;

	if (!g->json) {
		if (ok && g->verbosity >= 0)
			printf(T(g,
				   "whole: %" PRIu64 " files, %" PRIu64
				   " records, %" PRIu64 " exchanges, %" PRIu64
				   " time stamps\n",
				   "intact : %" PRIu64 " fichiers, %" PRIu64
				   " enregistrements, %" PRIu64
				   " échanges, %" PRIu64 " horodatages\n"),
			    s->files, s->leaves, s->exchanges, s->tokens);
		return;
	}
	out_row_begin(&r);
	jout_ktext(&r.j, "verified", "bundle");
	jout_kbool(&r.j, "ok", ok);
	jout_kint(&r.j, "files", (int64_t)s->files);
	jout_kint(&r.j, "bytes", (int64_t)s->bytes);
	jout_kint(&r.j, "records", (int64_t)s->leaves);
	jout_kint(&r.j, "checks", (int64_t)s->checks);
	jout_kint(&r.j, "proofs", (int64_t)s->proofs);
	jout_kint(&r.j, "checkpoints", (int64_t)s->checkpoints);
	jout_kint(&r.j, "time_stamps", (int64_t)s->tokens);
	jout_kint(&r.j, "exchanges", (int64_t)s->exchanges);
	jout_kint(&r.j, "bad", (int64_t)s->bad);
	out_row_end(&r);
}

static int
verify_bundle(const struct global *g, const char *path, void *arg)
{
	struct bundle_sum sum;
	enum err e = bundle_check(path, report, arg, &sum);

	if (e == ERR_OK || e == ERR_DAMAGED)
		bundle_summary(g, &sum, e == ERR_OK);
	return err_status(e == ERR_DAMAGED ? ERR_SHORT : e);
}

int
cmd_verify(const struct global *g, const struct args *a)
{
	const char *dir = a->n_operands > 0 ? a->operands[0] : g->archive;
	const char *checkpoint = options_value(a, "against");
	struct verify_sum sum = { .records = 0 };
	struct stat sb;
	enum err e;

	if (a->n_operands > 1)
		return cmd_usage("verify", "one archive or bundle at a time");
	if (a->n_operands > 0 && stat(dir, &sb) != 0)
		return err_status(log_sys("%s", dir));
	if (stat(dir, &sb) == 0 && !S_ISDIR(sb.st_mode))
		return checkpoint == NULL
			   ? verify_bundle(g, dir, cmd_unconst(g))
			   : cmd_usage("verify",
				 "%s: --against goes with an archive", dir);
	if (checkpoint != NULL)
		e = against(dir, checkpoint, cmd_unconst(g));
	else
		e = archive_verify(dir, report, cmd_unconst(g), &sum);
	if (checkpoint == NULL && (e == ERR_OK || e == ERR_DAMAGED))
		summary(g, &sum, e == ERR_OK);
	if (e == ERR_NOTFOUND)
		return err_status(ERR_DB);
	/* CLI.md: a verification that failed is 1; 3 is an archive that
	 * cannot be opened at all. */
	return e == ERR_DAMAGED && (checkpoint != NULL || sum.bad > 0)
		   ? err_status(ERR_SHORT)
		   : err_status(e);
}
