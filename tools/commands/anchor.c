/* SPDX-License-Identifier: ISC */
/* vigie anchor add|list|remove|run|renew: time-stamp authorities. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/cmd.h"
#include "tools/out.h"

const struct option anchor_options[] = {
	{ "ca", "FILE", "the authority's root certificate (PEM)",
	    "le certificat racine de l'autorité (PEM)" },
	{ "ots", NULL, "it is an OpenTimestamps calendar",
	    "c'est un calendrier OpenTimestamps" },
	{ "qualified", NULL, "it is qualified under eIDAS",
	    "elle est qualifiée au sens d'eIDAS" },
	{ NULL, NULL, NULL, NULL },
};

/* ---- add, remove ---- */

static enum err
read_roots(const char *path, char **pem)
{
	FILE *f = fopen(path, "rbe");
	struct buf b;
	enum err e = ERR_OK;
	size_t n = 1;

	if (f == NULL) {
		(void)log_sys("%s", path);
		return ERR_USAGE;
	}
	buf_init(&b, AUTHORITY_ROOTS_MAX);
	while (n > 0 && e == ERR_OK) {
		char chunk[4096];

		n = fread(chunk, 1, sizeof(chunk), f);
		e = buf_add(&b, chunk, n);
	}
	fclose(f);
	if (e == ERR_OK && (b.len == 0 || strlen(b.data) != b.len ||
			       strstr(b.data, "-----BEGIN CERT") == NULL)) {
		log_error("%s: no certificate in it (give it as PEM)", path);
		e = ERR_USAGE;
	} else if (e != ERR_OK) {
		log_error("%s: too large for root certificates", path);
		e = ERR_USAGE;
	}
	if (e == ERR_OK)
		*pem = buf_take(&b, NULL);
	buf_fini(&b);
	return e;
}

static enum err
put(struct txn *t, void *arg)
{
	const struct authority *a = arg;

	register_authority_put(t, a);
	return txn_err(t);
}

static int
add(const struct global *g, const struct args *a)
{
	const char *ca = options_value(a, "ca");
	struct authority au = { .kind = ANCHOR_RFC3161,
		.qualified = options_has(a, "qualified") };
	struct store *st = NULL;
	char *url = NULL, *roots = NULL;
	enum err e;

	if (a->n_operands != 2)
		return cmd_usage("anchor", "add takes one address");
	if (options_has(a, "ots")) {
		if (ca != NULL || au.qualified)
			return cmd_usage("anchor",
			    "a calendar signs nothing: --ots goes without --ca "
			    "and --qualified");
		au.kind = ANCHOR_OTS;
	}
	if (crawl_url(a->operands[1], &url) != ERR_OK)
		return cmd_usage(
		    "anchor", "%s: not an http(s) address", a->operands[1]);
	e = ca == NULL ? ERR_OK : read_roots(ca, &roots);
	au.url = url;
	au.roots = roots;
	if (e == ERR_OK)
		e = store_open(g->archive, STORE_WRITE, &st);
	if (e == ERR_OK)
		e = store_batch(st, put, &au);
	if (e == ERR_OK && !g->json && g->verbosity >= 0) {
		fputs(T(g, "declared: ", "déclarée : "), stdout);
		out_text(stdout, url);
		putchar('\n');
	}
	store_close(st);
	free(url);
	free(roots);
	return err_status(e == ERR_LIMIT ? ERR_USAGE : e);
}

static enum err
take_out(struct txn *t, void *arg)
{
	const char *url = arg;

	return register_authority_remove(t, url);
}

static int
remove_one(const struct global *g, const struct args *a)
{
	struct store *st = NULL;
	char *url = NULL;
	enum err e;

	if (a->n_operands != 2 || crawl_url(a->operands[1], &url) != ERR_OK)
		return cmd_usage("anchor", "remove takes one address");
	e = cmd_open_write(g, &st);
	if (e == ERR_OK)
		e = store_batch(st, take_out, url);
	if (e == ERR_NOTFOUND)
		log_error(
		    "%s: not a declared authority (vigie anchor list)", url);
	store_close(st);
	free(url);
	return err_status(e);
}

/* ---- list ---- */

/* What the archive holds of one authority. */
struct tokens {
	uint64_t number;
	uint64_t tokens, attested, size, gaps;
	int64_t time, expires;
	char *why; /* owned: of the last gap */
};

static bool
count_token(const struct anchor *a, void *arg)
{
	struct tokens *n = arg;

	if (a->authority != n->number)
		return true;
	n->tokens++;
	n->attested += a->attested;
	n->size = a->size;
	n->time = a->time;
	n->expires = a->expires;
	return true;
}

static bool
count_gap(const struct anchor_gap *gap, void *arg)
{
	struct tokens *n = arg;

	if (gap->authority != n->number)
		return true;
	n->gaps++;
	free(n->why);
	n->why = mem_strdup(gap->why);
	return true;
}

struct listing {
	const struct global *g;
	struct txn *t;
};

static void
list_json(const struct authority *a, const struct tokens *n)
{
	struct out_row r;

	out_row_begin(&r);
	jout_ktext(&r.j, "authority", a->url);
	jout_ktext(&r.j, "name", a->name);
	jout_ktext(&r.j, "kind", a->kind == ANCHOR_OTS ? "ots" : "rfc3161");
	jout_kbool(&r.j, "qualified", a->qualified);
	jout_kbool(&r.j, "own_roots", a->roots != NULL);
	jout_kint(&r.j, "tokens", (int64_t)n->tokens);
	if (a->kind == ANCHOR_OTS)
		jout_kint(&r.j, "attested", (int64_t)n->attested);
	jout_key(&r.j, "last");
	if (n->tokens > 0)
		jout_time(&r.j, n->time);
	else
		jout_null(&r.j);
	jout_kint(&r.j, "size", (int64_t)n->size);
	jout_key(&r.j, "certificate_expires");
	if (n->expires > 0)
		jout_time(&r.j, n->expires);
	else
		jout_null(&r.j);
	jout_kint(&r.j, "missing", (int64_t)n->gaps);
	jout_ktext(&r.j, "why", n->why);
	out_row_end(&r);
}

static void
list_row(
    const struct global *g, const struct authority *a, const struct tokens *n)
{
	char at[CLOCK_TEXT];

	printf("%s", out_bold(g));
	out_text(stdout, a->url);
	printf("%s%s\n", out_plain(g),
	    a->kind == ANCHOR_OTS ? "  OpenTimestamps"
	    : a->qualified        ? T(g, "  qualified", "  qualifiée")
				  : "");
	if (n->tokens > 0) {
		clock_format(n->time, at);
		printf(T(g, "    %llu tokens, the last of ",
			   "    %llu jetons, le dernier du "),
		    (unsigned long long)n->tokens);
		out_when(stdout, at);
		printf(
		    T(g, " over %llu records\n", " sur %llu enregistrements\n"),
		    (unsigned long long)n->size);
	} else {
		puts(
		    T(g, "    no token yet", "    aucun jeton pour l'instant"));
	}
	if (n->gaps == 0)
		return;
	printf(T(g, "    %llu missing: ", "    %llu manquants : "),
	    (unsigned long long)n->gaps);
	out_text(stdout, n->why == NULL ? "" : n->why);
	putchar('\n');
}

static bool
list_one(const struct authority *a, void *arg)
{
	struct listing *l = arg;
	struct tokens n = { .number = a->number };
	enum err e = anchor_each(l->t, 0, count_token, &n);

	if (e == ERR_OK)
		e = anchor_gap_each(l->t, count_gap, &n);
	if (e == ERR_OK && l->g->json)
		list_json(a, &n);
	else if (e == ERR_OK)
		list_row(l->g, a, &n);
	free(n.why);
	return e == ERR_OK;
}

static int
list(const struct global *g)
{
	struct listing l = { .g = g };
	struct store *st;
	enum err e = cmd_open(g, &st);

	if (e != ERR_OK)
		return err_status(e);
	l.t = txn_begin(st, TXN_READ);
	(void)!register_authority_each(l.t, list_one, &l);
	e = txn_end(l.t);
	store_close(st);
	return err_status(e);
}

/* ---- run, renew ---- */

static void
say(const struct crawl_anchor *a, void *arg)
{
	const struct global *g = arg;
	struct out_row r;

	if (a->why != NULL)
		log_error("%s: no time stamp over %llu records: %s", a->url,
		    (unsigned long long)a->size, a->why);
	if (!g->json) {
		if (a->why != NULL || g->verbosity < 0)
			return;
		fputs(T(g, "stamped by ", "horodaté par "), stdout);
		out_text(stdout, a->url);
		printf(T(g, ": %llu records\n", " : %llu enregistrements\n"),
		    (unsigned long long)a->size);
		return;
	}
	out_row_begin(&r);
	jout_ktext(&r.j, "authority", a->url);
	jout_ktext(&r.j, "name", a->name);
	jout_kint(&r.j, "size", (int64_t)a->size);
	jout_kbool(&r.j, "ok", a->why == NULL);
	jout_ktext(&r.j, "why", a->why);
	jout_kint(&r.j, "tries", (int64_t)a->tries);
	out_row_end(&r);
}

static int
run(const struct global *g)
{
	struct store *st;
	enum err e = cmd_open(g, &st);

	if (e != ERR_OK)
		return err_status(e);
	store_close(st);
	return err_status(crawl_anchor(
	    g->archive, getenv("VIGIE_CA_FILE"), say, cmd_unconst(g)));
}

static int
renew(const struct global *g)
{
	char at[CLOCK_TEXT];
	int64_t due;
	enum err e = crawl_anchor_due(g->archive, &due);

	if (e != ERR_OK)
		return err_status(e == ERR_NOTFOUND ? ERR_DB : e);
	if (due <= clock_wall_ms())
		return run(g);
	clock_format(due, at);
	if (!g->json && g->verbosity >= 0) {
		fputs(T(g, "nothing to renew before ",
			  "rien à renouveler avant le "),
		    stdout);
		out_when(stdout, at);
		putchar('\n');
	}
	return 0;
}

int
cmd_anchor(const struct global *g, const struct args *a)
{
	const char *what = a->n_operands > 0 ? a->operands[0] : "";

	if (strcmp(what, "add") == 0)
		return add(g, a);
	if (strcmp(what, "remove") == 0)
		return remove_one(g, a);
	if (a->n_operands == 1 && strcmp(what, "list") == 0)
		return list(g);
	if (a->n_operands == 1 && strcmp(what, "run") == 0)
		return run(g);
	if (a->n_operands == 1 && strcmp(what, "renew") == 0)
		return renew(g);
	return cmd_usage("anchor", "add URL, list, run, renew, or remove URL");
}
