/* SPDX-License-Identifier: ISC */
/* vigie sweep: visits what is due. Silent under cron when nothing is new. */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/seedfile.h"

const struct option sweep_options[] = {
	{ "seeds", "FILE", "the seeds (default: seeds.txt in the archive)",
	    "les sources (par défaut : seeds.txt dans l'archive)" },
	{ "name", "NAME", "only for this watched name; may be said again",
	    "seulement ce nom surveillé ; peut être répété" },
	{ "all", NULL, "also what is not due yet",
	    "même ce qui n'est pas encore dû" },
	{ "limit", "N", "at most so many fetches",
	    "au plus N adresses visitées" },
	{ "shard", "K/N", "only the K-th share of N of the seeds' hosts",
	    "seulement la K-ième de N parts des hôtes des sources" },
	{ "dry-run", NULL, "only print what would be fetched",
	    "seulement dire ce qui serait visité" },
	{ "contact", "URL|MAIL", "whom servers' owners can write to",
	    "à qui les responsables des serveurs peuvent écrire" },
	{ NULL, NULL, NULL, NULL },
};

enum { PROGRESS_MAX = 160 };

static bool progress_drawn; /* under the log's mutex or by the main thread */

static void
progress_clear(void)
{
	if (progress_drawn)
		fputs("\r\033[K", stderr);
	progress_drawn = false;
}

static void
progress(uint64_t fetched, uint64_t waiting, uint64_t in_flight,
    uint64_t mentions, void *arg)
{
	const struct global *g = arg;

	(void)mentions;
	fprintf(stderr,
	    T(g,
		"\r\033[K%" PRIu64 " fetched, %" PRIu64 " waiting, %" PRIu64
		" under way",
		"\r\033[K%" PRIu64 " visitées, %" PRIu64 " en attente, %" PRIu64
		" en cours"),
	    fetched, waiting, in_flight);
	fflush(stderr);
	progress_drawn = true;
}

static void
fetched_json(const char *json, void *arg)
{
	(void)arg;
	out_json(json, strlen(json));
}

static void
fetched_log(const char *json, void *arg)
{
	const char *how;
	json_t *j = NULL;
	bool whole;

	(void)arg;
	if (json_parse(json, strlen(json), &j) != ERR_OK)
		return;
	how = json_get_text(j, "outcome");
	whole = how == NULL || strcmp(how, "ok") == 0;
	log_info("%lld %s %s%s%s", (long long)json_get_int(j, "status", 0),
	    json_get_text(j, "change"), json_get_text(j, "url"),
	    whole ? "" : ": ", whole ? "" : how);
	json_decref(j);
}

static void
would(const char *url, void *arg)
{
	const struct global *g = arg;
	struct out_row r;

	if (!g->json) {
		out_text(stdout, url);
		putchar('\n');
		return;
	}
	out_row_begin(&r);
	jout_ktext(&r.j, "would_fetch", url);
	out_row_end(&r);
}

static void
summary_json(const struct crawl_summary *s)
{
	const struct {
		const char *key;
		uint64_t v;
	} counts[] = { { "seeds", s->seeds }, { "fetched", s->fetched },
		{ "not_modified", s->not_modified },
		{ "skipped_robots", s->skipped_robots },
		{ "failed", s->failed }, { "new_mentions", s->new_mentions },
		{ "changed", s->changed }, { "gone", s->gone },
		{ "bytes_in", s->bytes_in },
		{ "bytes_stored", s->bytes_stored }, { "views", s->views },
		{ "unreachable", s->unreachable },
		{ "postponed", s->postponed },
		{ "seeds_failed", s->seeds_failed },
		{ "seeds_refused", s->seeds_refused },
		{ "bad_lines", s->bad_lines } };
	struct out_row r;

	out_row_begin(&r);
	jout_kint(&r.j, "sweep", (int64_t)s->sweep);
	jout_ktime(&r.j, "started", s->started);
	jout_ktime(&r.j, "ended", s->ended);
	for (size_t i = 0; i < NELEM(counts); i++)
		jout_kint(&r.j, counts[i].key, (int64_t)counts[i].v);
	jout_kbool(&r.j, "interrupted", s->interrupted);
	out_row_end(&r);
}

/* A sweep that found nothing new says nothing where nobody looks. */
static void
summary_text(const struct global *g, const struct crawl_summary *s)
{
	bool news = s->new_mentions > 0 || s->changed > 0 || s->gone > 0;

	if (g->verbosity < 0 || (!news && !isatty(STDERR_FILENO)))
		return;
	printf(T(g,
		   "sweep %" PRIu64 ": %" PRIu64 " fetched, %" PRIu64
		   " not modified; mentions: %" PRIu64 " new, %" PRIu64
		   " changed, %" PRIu64 " gone",
		   "passage %" PRIu64 " : %" PRIu64 " adresses visitées, "
		   "%" PRIu64 " inchangées ; mentions : %" PRIu64
		   " nouvelles, %" PRIu64 " modifiées, %" PRIu64 " disparues"),
	    s->sweep, s->fetched, s->not_modified, s->new_mentions, s->changed,
	    s->gone);
	if (s->skipped_robots > 0)
		printf(T(g, "; %" PRIu64 " closed by robots.txt",
			   " ; %" PRIu64 " fermées par robots.txt"),
		    s->skipped_robots);
	if (s->unreachable > 0)
		printf(T(g, "; %" PRIu64 " mentions unreachable",
			   " ; %" PRIu64 " mentions injoignables"),
		    s->unreachable);
	if (s->postponed > 0)
		printf(T(g, "; %" PRIu64 " left to the next sweep",
			   " ; %" PRIu64 " remises au prochain passage"),
		    s->postponed);
	putchar('\n');
}

static bool
read_limit(const char *v, uint64_t *out)
{
	char *end;

	if (v == NULL) {
		*out = UINT64_MAX;
		return true;
	}
	*out = strtoull(v, &end, 10);
	return v[0] >= '0' && v[0] <= '9' && *end == '\0';
}

int
cmd_sweep(const struct global *g, const struct args *a)
{
	const char **names;
	struct crawl_config c = { .archive = g->archive, .signals = true };
	struct crawl_summary sum;
	char *seeds;
	enum err e;

	if (a->n_operands > 0)
		return cmd_usage(
		    "sweep", "%s: takes no operand", a->operands[0]);
	if (!read_limit(options_value(a, "limit"), &c.limit))
		return cmd_usage("sweep", "--limit: wants a number");
	if (options_has(a, "shard") &&
	    !shard_read(options_value(a, "shard"), &c.shard))
		return cmd_usage("sweep", "--shard: wants K/N, as 2/8");
	e = seedfile_roots(&c.ca_file);
	if (e == ERR_OK)
		e = seedfile_contact(options_value(a, "contact"), &c.contact);
	if (e != ERR_OK)
		return err_status(e);
	names = options_values(a, "name", &c.n_names);
	seeds = seedfile_find(g, options_value(a, "seeds"));
	c.seeds = seeds;
	c.names = names;
	c.all = options_has(a, "all");
	c.dry_run = options_has(a, "dry-run");
	c.on_would = would;
	c.arg = cmd_unconst(g);
	if (g->json)
		c.on_fetched = fetched_json;
	else if (g->verbosity > 0)
		c.on_fetched = fetched_log;
	if (isatty(STDERR_FILENO) && g->verbosity >= 0 && !g->json) {
		c.on_progress = progress;
		log_set_before(progress_clear);
	}
	e = crawl_sweep(&c, &sum);
	progress_clear();
	if (sum.sweep > 0 && !c.dry_run && g->json)
		summary_json(&sum);
	else if (sum.sweep > 0 && !c.dry_run)
		summary_text(g, &sum);
	free(seeds);
	free(names);
	return err_status(e);
}
