/* SPDX-License-Identifier: ISC */
/* The crash test of the store: crash ROUNDS [SEED].
 *
 * In each round a child opens an archive and writes: batches of blobs (whole
 * ones and differences), snapshots and checks, a checkpoint now and then. It
 * reports each commit through a pipe; at a random moment it is killed by -9,
 * be it in the midst of making the archive. Then the archive must open, hold
 * everything that was reported, and verify clean, before and after the next
 * opening for writing. Every tenth round begins with a new archive.
 *
 * Prints what it counted; the exit status is 1 when a round failed. */
#include <errno.h>
#include <ftw.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "store/archive/segment.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/store.h"

enum {
	BATCH = 6,           /* blobs, and as many checks */
	PAGE = 6000,         /* bytes of a blob */
	FRESH_ROUNDS = 10,   /* rounds of one archive */
	KILL_US_MAX = 60000, /* a round lasts at most this */
	SEGMENT_MAX = 64 * 1024
};

static uint64_t seed; /* of when to kill */

/* One commit, as the child reports it. */
struct report {
	uint64_t log_size;
	uint64_t first_snapshot;
	uint8_t sha[BATCH][SHA256_LEN];
};

struct totals {
	uint64_t commits, blobs, empty; /* rounds killed before a commit */
};

/* ---- the child ---- */

struct batch {
	unsigned round, number;
	struct packed *p[BATCH];
	struct report *report;
};

static void
make_page(const struct batch *b, unsigned i, char page[PAGE])
{
	for (size_t j = 0; j < PAGE; j++)
		page[j] = (char)('a' + (j * j / 7 + j / 13 + i) % 26);
	snprintf(page, PAGE, "%u/%u/%u", b->round, b->number, i);
}

static void
put_one(struct txn *t, const struct batch *b, unsigned i)
{
	uint64_t number = snapshot_next(t), seq, stored;
	char hex[SHA256_HEX], m[512], url[64];
	int n;

	blob_put(t, b->p[i], &stored);
	digest_hex(blob_packed_sha(b->p[i]), SHA256_LEN, hex);
	snprintf(url, sizeof(url), "http://a.example/%u", i);
	n = snprintf(m, sizeof(m),
	    "\"snapshot\":%" PRIu64 ",\"at\":\"2026-01-01T00:00:00Z\","
	    "\"url\":\"%s\",\"blobs\":[\"%s\"]",
	    number, url, hex);
	snapshot_put(t, number, url, "capture", m, (size_t)n, &seq);
	if (i == 0)
		b->report->first_snapshot = number;
	memcpy(b->report->sha[i], blob_packed_sha(b->p[i]), SHA256_LEN);
}

static enum err
put_batch(struct txn *t, void *arg)
{
	const struct batch *b = arg;

	for (unsigned i = 0; i < BATCH; i++) {
		char url[64];
		struct check c = { .url = url,
			.host = "a.example:80",
			.at = 1700000000000 + b->number,
			.status = 304,
			.outcome = CHECK_NOT_MODIFIED };

		put_one(t, b, i);
		snprintf(url, sizeof(url), "http://a.example/%u",
		    (b->number * BATCH + i) % 1000);
		check_put(t, &c);
	}
	b->report->log_size = log_size(t);
	return txn_err(t);
}

/* One batch, committed and reported. */
static void
write_batch(struct store *st, unsigned round, unsigned number, int fd)
{
	static uint8_t base[BATCH][SHA256_LEN];
	struct report report;
	struct batch b = { round, number, { NULL }, &report };
	char page[PAGE];

	for (unsigned i = 0; i < BATCH; i++) {
		make_page(&b, i, page);
		if (blob_pack(st, page, PAGE, false,
			number == 0 ? NULL : base[i], &b.p[i]) != ERR_OK)
			_exit(2);
		memcpy(base[i], blob_packed_sha(b.p[i]), SHA256_LEN);
	}
	if (store_batch(st, put_batch, &b) != ERR_OK ||
	    write(fd, &report, sizeof(report)) != sizeof(report))
		_exit(2);
	for (unsigned i = 0; i < BATCH; i++)
		blob_packed_free(b.p[i]);
}

static void
write_for_ever(const char *dir, unsigned round, int fd)
{
	struct store *st;

	segment_set_max(SEGMENT_MAX);
	if (store_open(dir, STORE_WRITE, &st) != ERR_OK)
		_exit(2);
	for (unsigned number = 0;; number++) {
		write_batch(st, round, number, fd);
		if (number % 3 == 2 && checkpoint_make(st) != ERR_OK)
			_exit(2);
	}
}

/* ---- the parent ---- */

static bool
holds(struct txn *t, const struct report *r)
{
	if (log_size(t) < r->log_size)
		return false;
	for (unsigned i = 0; i < BATCH; i++) {
		struct snapshot s;
		char *data;
		size_t n;

		if (blob_get(t, r->sha[i], &data, &n) != ERR_OK)
			return false;
		free(data);
		if (snapshot_get(t, r->first_snapshot + i, &s) != ERR_OK)
			return false;
		snapshot_fini(&s);
	}
	return txn_err(t) == ERR_OK;
}

static void
say_bad(const struct verify_line *line, void *arg)
{
	(void)arg;
	if (!line->ok)
		printf("# %s %s: %s\n", line->check, line->of, line->why);
}

static bool
verifies(const char *dir)
{
	struct verify_sum sum;

	return archive_verify(dir, say_bad, NULL, &sum) == ERR_OK;
}

/* Opened as it was left, and for writing, which tidies up. */
static bool
survives(const char *dir, const struct report *r, size_t n)
{
	struct store *st;
	struct txn *t;
	bool ok = true;

	if (!verifies(dir))
		return false;
	if (store_open(dir, STORE_WRITE, &st) != ERR_OK)
		return false;
	t = txn_begin(st, TXN_READ);
	for (size_t i = 0; i < n && ok; i++)
		ok = holds(t, &r[i]);
	txn_abort(t);
	store_close(st);
	return ok && verifies(dir);
}

static void
drop_line(enum log_level level, const char *line)
{
	(void)level;
	(void)line;
}

/* Was there time to make the archive at all? */
static bool
is_there(const char *dir)
{
	struct store *st;
	enum err e;

	log_set_sink(drop_line);
	e = store_open(dir, STORE_READ, &st);
	log_set_sink(NULL);
	if (e == ERR_OK)
		store_close(st);
	return e != ERR_NOTFOUND;
}

/* Lets the child write, kills it, and returns its reports. */
static struct report *
run_child(const char *dir, unsigned round, long us, size_t *n)
{
	struct report *all = NULL, one;
	const struct timespec span = { 0, us * 1000 };
	int ends[2], status;
	pid_t pid;

	*n = 0;
	if (pipe(ends) != 0)
		return NULL;
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		write_for_ever(dir, round, ends[1]);
	}
	close(ends[1]);
	nanosleep(&span, NULL);
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	if (WIFEXITED(status))
		printf("# the writer gave up: %d\n", WEXITSTATUS(status));
	while (read(ends[0], &one, sizeof(one)) == sizeof(one)) {
		all = mem_grow(all, *n + 1, sizeof(*all));
		all[(*n)++] = one;
	}
	close(ends[0]);
	return all;
}

/* Knuth's linear congruence: repeatable from the seed that is printed. */
static long
next_random(void)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (long)(seed >> 33);
}

static bool
run_round(const char *dir, unsigned round, struct totals *totals)
{
	size_t n;
	struct report *all =
	    run_child(dir, round, next_random() % KILL_US_MAX, &n);
	bool ok;

	totals->commits += n;
	totals->blobs += n * BATCH;
	totals->empty += n == 0;
	ok = (n == 0 && !is_there(dir)) || survives(dir, all, n);
	free(all);
	return ok;
}

static int
remove_one(const char *path, const struct stat *sb, int type, struct FTW *at)
{
	(void)sb;
	(void)type;
	(void)at;
	return remove(path);
}

static void
remove_all(const char *dir)
{
	(void)nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int
main(int argc, char **argv)
{
	long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : 50;
	struct totals totals = { 0, 0, 0 };
	char dir[] = "crash.XXXXXX", archive[sizeof(dir) + 8];
	long bad = 0;

	if (mkdtemp(dir) == NULL) {
		perror(dir);
		return 1;
	}
	seed =
	    argc > 2 ? (uint64_t)strtol(argv[2], NULL, 10) : (uint64_t)getpid();
	printf("# seed %" PRIu64 "\n", seed);
	snprintf(archive, sizeof(archive), "%s/db", dir);
	for (long i = 0; i < rounds; i++) {
		if (i % FRESH_ROUNDS == 0)
			remove_all(archive);
		if (!run_round(archive, (unsigned)i, &totals)) {
			printf("# round %ld: failed\n", i);
			bad++;
		}
	}
	printf("# %" PRIu64 " commits, %" PRIu64 " blobs, %" PRIu64
	       " rounds without a commit\n",
	    totals.commits, totals.blobs, totals.empty);
	printf("%ld rounds, %ld failed\n", rounds, bad);
	if (bad == 0)
		remove_all(dir);
	return bad == 0 ? 0 : 1;
}
