/* SPDX-License-Identifier: ISC */
/* vigie forget ID --reason TEXT: erases what was kept of a mention or of one
 * snapshot, and keeps the log provable. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/cmd.h"
#include "tools/out.h"
#include "tools/snapshot.h"

enum { VIEWS_MAX = 64 /* of one snapshot */ };

const struct option forget_options[] = {
	{ "reason", "TEXT", "why, as it will stand in the log",
	    "pourquoi, tel que le journal le dira" },
	{ NULL, NULL, NULL, NULL },
};

/* What an ID stands for. */
struct subject {
	char *mention;       /* owned: whole id, or NULL for a snapshot */
	uint64_t *snapshots; /* owned */
	size_t n;
};

static void
take_mention(struct subject *s, const json_t *m)
{
	const json_t *list = json_object_get(m, "snapshots"), *item;
	size_t i;

	s->mention = mem_strdup(json_get_text(m, "id"));
	s->snapshots =
	    mem_array(json_array_size(list) + 1, sizeof(s->snapshots[0]));
	json_array_foreach(list, i, item)
	{
		s->snapshots[s->n++] = (uint64_t)json_integer_value(item);
	}
}

static enum err
find_mention(struct store *st, const char *id, struct subject *s)
{
	struct txn *t = txn_begin(st, TXN_READ);
	char *json = NULL;
	json_t *m = NULL;
	uint64_t leaf;
	enum err e = index_mention(t, id, &json);

	if (e == ERR_OK)
		e = json_parse(json, strlen(json), &m);
	if (e == ERR_OK)
		take_mention(s, m);
	else if (e == ERR_NOTFOUND && store_forgotten(t, id, &leaf) == ERR_OK)
		log_error(
		    "%s: forgotten already, by record %" PRIu64, id, leaf);
	else if (e == ERR_NOTFOUND)
		log_error("%s: no such mention (vigie mentions)", id);
	else if (e == ERR_USAGE)
		log_error("%s: too short, or several mentions begin so", id);
	txn_abort(t);
	json_decref(m);
	free(json);
	return e;
}

static enum err
find(struct store *st, const char *id, struct subject *s)
{
	uint64_t number;

	if (!snapshot_number(id, &number))
		return find_mention(st, id, s);
	s->snapshots = mem_alloc(sizeof(s->snapshots[0]));
	s->snapshots[s->n++] = number;
	return ERR_OK;
}

/* What a browser made of them falls with them. */
static void
add_views(struct txn *t, struct subject *s, uint64_t number)
{
	struct snapshot snap;
	uint64_t views[VIEWS_MAX];
	json_t *doc = NULL;
	const char *url;
	size_t n = 0;

	if (snapshot_get(t, number, &snap) != ERR_OK)
		return;
	if (!snap.is_check &&
	    json_parse(snap.record, snap.record_len, &doc) == ERR_OK) {
		url = json_get_text(doc, "requested_url");
		if (url != NULL)
			n = crawl_views(t, url, number, views, VIEWS_MAX);
	}
	for (size_t i = 0; i < n; i++) {
		s->snapshots =
		    mem_grow(s->snapshots, s->n + 1, sizeof(s->snapshots[0]));
		s->snapshots[s->n++] = views[i];
	}
	json_decref(doc);
	snapshot_fini(&snap);
}

static void
find_views(struct store *st, struct subject *s)
{
	struct txn *t = txn_begin(st, TXN_READ);
	size_t n = s->n;

	for (size_t i = 0; i < n; i++)
		add_views(t, s, s->snapshots[i]);
	txn_abort(t);
}

/* So does what their pages alone were shown with. */
static enum err
find_requisites(struct store *st, struct subject *s)
{
	struct txn *t = txn_begin(st, TXN_READ);
	uint64_t *more = NULL;
	size_t n = 0;
	enum err e = crawl_requisites(t, s->snapshots, s->n, &more, &n);

	txn_abort(t);
	if (e == ERR_OK && n > 0) {
		s->snapshots =
		    mem_grow(s->snapshots, s->n + n, sizeof(s->snapshots[0]));
		memcpy(s->snapshots + s->n, more, n * sizeof(more[0]));
		s->n += n;
	}
	free(more);
	return e;
}

static void
report(const struct global *g, const struct forget_sum *sum)
{
	struct out_row r;

	if (!g->json) {
		if (g->verbosity >= 0)
			printf(
			    T(g,
				"forgotten: %" PRIu64 " records, %" PRIu64
				" contents, %" PRIu64
				" mentions; record %" PRIu64 " says so\n",
				"oublié : %" PRIu64 " enregistrements, %" PRIu64
				" contenus, %" PRIu64
				" mentions ; l'enregistrement %" PRIu64
				" en fait foi\n"),
			    sum->records, sum->contents, sum->mentions,
			    sum->leaf);
		if (sum->shared > 0)
			log_warn("forget: %" PRIu64 " contents are those of "
				 "other records too, and were kept",
			    sum->shared);
		return;
	}
	out_row_begin(&r);
	jout_kint(&r.j, "leaf", (int64_t)sum->leaf);
	jout_kint(&r.j, "records", (int64_t)sum->records);
	jout_kint(&r.j, "contents", (int64_t)sum->contents);
	jout_kint(&r.j, "shared", (int64_t)sum->shared);
	jout_kint(&r.j, "mentions", (int64_t)sum->mentions);
	jout_kint(&r.j, "rewritten", (int64_t)sum->rewritten);
	out_row_end(&r);
}

static enum err
forget(const struct global *g, const char *id, const char *reason,
    struct forget_sum *sum)
{
	struct subject s = { .n = 0 };
	struct store *st;
	enum err e = cmd_open_write(g, &st);

	if (e != ERR_OK)
		return e;
	e = find(st, id, &s);
	if (e == ERR_OK)
		find_views(st, &s);
	if (e == ERR_OK)
		e = find_requisites(st, &s);
	if (e == ERR_OK) {
		e = store_forget(st, s.snapshots, s.n, s.mention, reason, sum);
		if (e == ERR_NOTFOUND)
			log_error("%s: no such snapshot", id);
		else if (e == ERR_DENIED)
			log_error("%s: nothing is kept of it: a check, or "
				  "forgotten already",
			    id);
	}
	free(s.mention);
	free(s.snapshots);
	store_close(st);
	return e;
}

int
cmd_forget(const struct global *g, const struct args *a)
{
	const char *reason = options_value(a, "reason");
	struct forget_sum sum;
	enum err e;

	if (a->n_operands != 1)
		return cmd_usage("forget", "takes one mention or snapshot");
	if (reason == NULL || reason[0] == '\0')
		return cmd_usage("forget", "--reason says why, in the log");
	e = forget(g, a->operands[0], reason, &sum);
	if (e == ERR_OK)
		report(g, &sum);
	return err_status(e);
}
