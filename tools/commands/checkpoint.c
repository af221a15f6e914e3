/* SPDX-License-Identifier: ISC */
/* vigie checkpoint: the newest signed checkpoint, verbatim, or as a sheet to
 * print; and a new key for the log. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/bundle/sheet.h"
#include "tools/cmd.h"
#include "tools/out.h"

enum { SHEET_MAX = 4 << 20 };

const struct option checkpoint_options[] = {
	{ "sheet", "FILE", "as a page to print, with a QR code (HTML)",
	    "en une page à imprimer, avec un code QR (HTML)" },
	{ "new-key", NULL, "give the log a new key first, signed by the old",
	    "donner d'abord au journal une nouvelle clé, signée par "
	    "l'ancienne" },
	{ "force", NULL, "overwrite a file that is there",
	    "remplacer un fichier existant" },
	{ NULL, NULL, NULL, NULL },
};

/* ---- the sheet ---- */

/* The log's public key, as the newest leaf that declares one says; NULL where
 * it does not. The caller frees. */
static char *
public_key(struct txn *t)
{
	char *leaf = NULL, *key = NULL;
	json_t *doc = NULL;
	uint64_t *leaves;
	size_t n, n_leaves;

	if (keys_leaves(t, &leaves, &n_leaves) == ERR_OK &&
	    log_get(t, leaves[n_leaves - 1], &leaf, &n) == ERR_OK &&
	    json_parse(leaf, n, &doc) == ERR_OK)
		key = mem_strdup(json_get_text(doc, "public_key"));
	json_decref(doc);
	free(leaves);
	free(leaf);
	return key;
}

static enum err
put_file(const char *path, const struct buf *b)
{
	char *tmp = mem_printf("%s.tmp", path);
	FILE *f = fopen(tmp, "wb");
	enum err e = ERR_OK;
	bool good;

	if (f == NULL) {
		e = log_sys("%s", tmp);
		free(tmp);
		return e;
	}
	good = fwrite(b->data, 1, b->len, f) == b->len && fflush(f) == 0 &&
	       fsync(fileno(f)) == 0;
	good = fclose(f) == 0 && good;
	if (!good || rename(tmp, path) != 0) {
		e = log_sys("%s", path);
		(void)unlink(tmp);
	}
	free(tmp);
	return e;
}

static enum err
put_sheet(
    const struct global *g, const char *note, const char *key, const char *path)
{
	struct buf b;
	enum err e;

	buf_init(&b, SHEET_MAX);
	e = sheet_write(note, key, clock_wall_ms(), &b);
	if (e == ERR_OK)
		e = put_file(path, &b);
	buf_fini(&b);
	if (e == ERR_OK && g->verbosity >= 0 && !g->json) {
		out_text(stdout, path);
		puts(T(g, ": to print, and to keep elsewhere",
		    " : à imprimer, et à garder ailleurs"));
	}
	return e;
}

/* ---- the command ---- */

static enum err
new_key(const struct global *g)
{
	struct store *st = NULL;
	enum err e = cmd_open_write(g, &st);

	if (e == ERR_OK)
		e = keys_renew(st);
	store_close(st);
	return e;
}

static void
put_json(const char *note)
{
	struct out_row r;

	out_row_begin(&r);
	jout_ktext(&r.j, "checkpoint", note);
	out_row_end(&r);
}

static enum err
put(const struct global *g, const char *note, const char *key,
    const char *sheet)
{
	enum err e = ERR_OK;

	if (sheet != NULL)
		e = put_sheet(g, note, key, sheet);
	if (g->json)
		put_json(note);
	else if (sheet == NULL)
		fputs(note, stdout);
	return e;
}

int
cmd_checkpoint(const struct global *g, const struct args *a)
{
	const char *sheet = options_value(a, "sheet");
	char *note = NULL, *key;
	struct store *st;
	struct txn *t;
	enum err e;

	if (a->n_operands > 0)
		return cmd_usage("checkpoint", "takes no operand");
	if (sheet != NULL && !options_has(a, "force") &&
	    access(sheet, F_OK) == 0)
		return cmd_usage(
		    "checkpoint", "%s: it is there already (--force)", sheet);
	e = options_has(a, "new-key") ? new_key(g) : ERR_OK;
	if (e == ERR_OK)
		e = cmd_open(g, &st);
	if (e != ERR_OK)
		return err_status(e);
	t = txn_begin(st, TXN_READ);
	e = checkpoint_newest(t, &note);
	key = public_key(t);
	txn_abort(t);
	store_close(st);
	if (e == ERR_NOTFOUND)
		log_error("checkpoint: none yet (vigie sweep makes them)");
	if (e == ERR_OK)
		e = put(g, note, key, sheet);
	free(key);
	free(note);
	return err_status(e);
}
