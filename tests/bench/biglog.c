/* SPDX-License-Identifier: ISC */
/* biglog: logs longer than a benchmark can crawl, and what their proofs and
 * their verification take. Everything goes through store.h.
 *
 *   biglog leaves DIR N      appends N records that name nothing
 *   biglog snapshots DIR N   appends N snapshots, each with a body of 2 KiB
 *   biglog prove DIR N       N inclusion proofs of records anywhere in the log,
 *                            each made and checked
 *
 * One line a figure: NAME tab VALUE. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/store.h"

enum { BATCH = 4096, BODY = 2048, MEMBERS_MAX = 1024 };

struct work {
	uint64_t first, n;
	struct packed *packed[BATCH]; /* or NULL */
};

static double
wall_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
say(const char *name, double value)
{
	printf("%s\t%.3f\n", name, value);
}

/* SplitMix64: what it makes resembles nothing else. */
static uint64_t
scatter(uint64_t i)
{
	i += UINT64_C(0x9e3779b97f4a7c15);
	i = (i ^ (i >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	i = (i ^ (i >> 27)) * UINT64_C(0x94d049bb133111eb);
	return i ^ (i >> 31);
}

/* ---- filling ---- */

static enum err
put_leaves(struct txn *t, void *arg)
{
	const struct work *w = arg;
	char members[MEMBERS_MAX];
	uint64_t seq;
	int n;

	for (uint64_t i = 0; i < w->n; i++) {
		n = snprintf(members, sizeof(members), "\"note\":%" PRIu64,
		    w->first + i);
		log_append(t, "note", members, (size_t)n, &seq);
	}
	return txn_err(t);
}

static enum err
put_snapshots(struct txn *t, void *arg)
{
	const struct work *w = arg;
	char members[MEMBERS_MAX], url[128], hex[SHA256_HEX];
	uint64_t seq, stored;
	int n;

	for (uint64_t i = 0; i < w->n; i++) {
		blob_put(t, w->packed[i], &stored);
		digest_hex(blob_packed_sha(w->packed[i]), SHA256_LEN, hex);
		snprintf(url, sizeof(url),
		    "https://news.example/2026/a-page-%" PRIu64, w->first + i);
		n = snprintf(members, sizeof(members),
		    "\"snapshot\":%" PRIu64
		    ",\"requested_url\":\"%s\",\"at\":\"2026-11-20T21:30:"
		    "00.000Z\",\"status\":200,\"payload_sha256\":\"%s\","
		    "\"kept\":true,\"blobs\":[\"%s\"]",
		    snapshot_next(t), url, hex, hex);
		snapshot_put(t, snapshot_next(t), url, "capture", members,
		    (size_t)n, &seq);
	}
	return txn_err(t);
}

/* Letters that no compressor makes much smaller. */
static enum err
pack_bodies(struct store *st, struct work *w)
{
	char body[BODY];
	enum err e = ERR_OK;

	for (uint64_t i = 0; i < w->n && e == ERR_OK; i++) {
		for (size_t k = 0; k < BODY; k++)
			body[k] =
			    (char)(' ' +
				   scatter((w->first + i) * BODY + k) % 95);
		e = blob_pack(
		    st, body, sizeof(body), false, NULL, &w->packed[i]);
	}
	return e;
}

static enum err
fill(struct store *st, uint64_t n, bool bodies)
{
	struct work *w = mem_zalloc(sizeof(*w));
	double began = wall_us();
	enum err e = ERR_OK;

	for (w->first = 0; w->first < n && e == ERR_OK; w->first += w->n) {
		w->n = n - w->first < BATCH ? n - w->first : BATCH;
		if (bodies)
			e = pack_bodies(st, w);
		if (e == ERR_OK)
			e = store_batch(
			    st, bodies ? put_snapshots : put_leaves, w);
		for (uint64_t i = 0; bodies && i < w->n; i++)
			blob_packed_free(w->packed[i]);
	}
	free(w);
	if (e == ERR_OK)
		e = checkpoint_make(st);
	say(bodies ? "snapshot_us" : "leaf_us",
	    (wall_us() - began) / (double)n);
	return e;
}

/* ---- proving ---- */

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static enum err
prove_one(struct txn *t, uint64_t size, uint64_t seq, double *us)
{
	uint8_t leaf[SHA256_LEN], root[SHA256_LEN];
	double began = wall_us();
	struct proof p;
	enum err e = log_inclusion(t, seq, size, &p);

	*us = wall_us() - began;
	if (e == ERR_OK)
		e = log_leaf_hash(t, seq, leaf);
	if (e == ERR_OK)
		e = log_root(t, size, root);
	if (e == ERR_OK && !proof_includes(&p, leaf, seq, size, root))
		e = ERR_DAMAGED;
	return e;
}

static enum err
prove(struct store *st, uint64_t n)
{
	struct txn *t = txn_begin(st, TXN_READ);
	double *us = mem_array((size_t)n, sizeof(*us));
	uint64_t size = log_size(t);
	enum err e = ERR_OK;

	for (uint64_t i = 0; i < n && e == ERR_OK; i++)
		e = prove_one(t, size, scatter(i) % size, &us[i]);
	if (e == ERR_OK) {
		qsort(us, (size_t)n, sizeof(*us), by_size);
		say("proof_size", (double)size);
		say("proof_us", us[n / 2]);
		say("proof_p99_us", us[n - 1 - n / 100]);
	}
	free(us);
	txn_abort(t);
	return e;
}

int
main(int argc, char **argv)
{
	uint64_t n = argc == 4 ? strtoull(argv[3], NULL, 10) : 0;
	struct store *st;
	enum err e;

	if (n == 0 || (strcmp(argv[1], "leaves") != 0 &&
			  strcmp(argv[1], "snapshots") != 0 &&
			  strcmp(argv[1], "prove") != 0)) {
		fputs("usage: biglog leaves|snapshots|prove DIR N\n", stderr);
		return 2;
	}
	e = store_open(argv[2], STORE_WRITE, &st);
	if (e != ERR_OK)
		return err_status(e);
	if (strcmp(argv[1], "prove") == 0)
		e = prove(st, n);
	else
		e = fill(st, n, strcmp(argv[1], "snapshots") == 0);
	store_close(st);
	return err_status(e);
}
