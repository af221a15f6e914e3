/* SPDX-License-Identifier: ISC */
/* bigstore: archives larger than a benchmark can crawl, and what the store's
 * own calls take. Everything goes through store.h, as in a sweep.
 *
 *   bigstore urls DIR SEED PREFIX N   N addresses PREFIX0.. of the seed whose
 *                                     key is SEED, visited some nights ago
 *   bigstore mentions DIR N           N documents with a mention each
 *   bigstore known DIR PREFIX <PATHS  how many of these addresses have a
 *                                     snapshot, and how many there are
 *   bigstore store DIR <FILES         what packing, putting and reading these
 *                                     files takes, and checks of as many
 *
 * One line a figure: NAME tab VALUE. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "store/base/clock.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "store/store.h"

enum { BATCH = 256, PATH_SIZE = 4096, FILE_MAX = 8 << 20, MINHASHES = 128 };

static const int64_t night_ms = INT64_C(24) * 3600 * 1000;

/* One batch of whatever is put. */
struct work {
	const char *prefix;
	uint64_t seed, first, n;
	struct packed *packed[BATCH];
	uint64_t stored;
};

static double
cpu_us(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static void
say(const char *name, double value)
{
	printf("%s\t%.3f\n", name, value);
}

/* Runs fn over batches of n things; the processor time of one is said. */
static enum err
in_batches(struct store *st, struct work *w, uint64_t n,
    enum err (*fn)(struct txn *t, void *arg), const char *name)
{
	double began = cpu_us();
	enum err e = ERR_OK;

	for (w->first = 0; w->first < n && e == ERR_OK; w->first += w->n) {
		w->n = n - w->first < BATCH ? n - w->first : BATCH;
		e = store_batch(st, fn, w);
	}
	if (n > 0)
		say(name, (cpu_us() - began) / (double)n);
	return e;
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

/* ---- many addresses ---- */

static enum err
put_urls(struct txn *t, void *arg)
{
	struct work *w = arg;
	int64_t now = clock_wall_ms();

	for (uint64_t i = w->first; i < w->first + w->n; i++) {
		char url[PATH_SIZE], etag[32];
		struct member m = { .url = url, .depth = 1 };
		struct url_state u = { .status = 200,
			.last_at = now - 3 * night_ms,
			.snapshot = i + 1,
			.names = 1,
			.etag = etag };

		snprintf(url, sizeof(url), "%s%07" PRIu64, w->prefix, i);
		snprintf(etag, sizeof(etag), "\"%016" PRIx64 "\"", scatter(i));
		digest_sha256(url, strlen(url), u.payload);
		(void)state_member_put(t, w->seed, &m);
		state_url_put(t, url, &u);
	}
	return txn_err(t);
}

static enum err
find_seed(struct txn *t, void *arg)
{
	struct work *w = arg;

	w->seed = state_number(t, "seed", w->prefix);
	return txn_err(t);
}

static enum err
fill_urls(struct store *st, char **arg)
{
	struct work w = { .prefix = arg[0] };
	enum err e = store_batch(st, find_seed, &w);

	w.prefix = arg[1];
	if (e == ERR_OK)
		e = in_batches(
		    st, &w, strtoull(arg[2], NULL, 10), put_urls, "url_us");
	return e;
}

/* ---- many mentions ---- */

static void
put_mention(struct txn *t, uint64_t i)
{
	static const char *const names[] = { "Jane Doe", "Valérie Thuillier",
		"Ødegård Lund" };
	static const char *const networks[] = { "site", "feed", "wordpress" };
	uint32_t minhash[MINHASHES];
	char url[256], title[64], text[160], hash[17];
	const char *snippets[] = { text };
	enum change what;
	char id[17];
	struct sighting s = { .name = names[i % NELEM(names)],
		.match = "exact",
		.matched = names[i % NELEM(names)],
		.network = networks[i % NELEM(networks)],
		.kind = "post",
		.url = url,
		.source = url,
		.site = "news.example",
		.title = title,
		.published = "2026-11-20T12:00:00Z",
		.lang = "en",
		.snippet = text,
		.snippets = snippets,
		.n_snippets = 1,
		.text_hash = hash,
		.context_hash = hash,
		.simhash = scatter(i),
		.minhash = minhash,
		.words = 400,
		.score = 1,
		.snapshot = i + 1,
		.sweep = 1 + i / 1000,
		.at = INT64_C(1780000000000) + (int64_t)i * 1000 };

	for (size_t k = 0; k < MINHASHES; k++)
		minhash[k] = (uint32_t)scatter(i * MINHASHES + k);
	snprintf(url, sizeof(url),
	    "https://news.example/%02" PRIu64 "/%02" PRIu64
	    "/what-was-said-of-them-%" PRIu64,
	    i % 100, i / 100 % 100, i);
	snprintf(title, sizeof(title), "What was said, part %" PRIu64, i);
	snprintf(text, sizeof(text),
	    "It was then, in part %" PRIu64
	    ", that %s came into the room and said nothing at all.",
	    i, s.name);
	snprintf(hash, sizeof(hash), "%016" PRIx64, scatter(i));
	index_page_begin(t, url);
	index_sighting(t, &s, &what, id);
	index_page_end(
	    t, url, true, NULL, 0, s.snapshot, s.sweep, s.at, NULL, NULL);
}

static enum err
put_mentions(struct txn *t, void *arg)
{
	const struct work *w = arg;

	for (uint64_t i = w->first; i < w->first + w->n; i++)
		put_mention(t, i);
	return txn_err(t);
}

static enum err
fill_mentions(struct store *st, char **arg)
{
	struct work w = { .first = 0 };

	return in_batches(
	    st, &w, strtoull(arg[0], NULL, 10), put_mentions, "mention_us");
}

/* ---- what is there ---- */

/* One line of the input, without its end; false at its end. */
static bool
next_line(char line[PATH_SIZE])
{
	if (fgets(line, PATH_SIZE, stdin) == NULL)
		return false;
	line[strcspn(line, "\n")] = '\0';
	return true;
}

static enum err
count_known(struct store *st, char **arg)
{
	struct txn *t = txn_begin(st, TXN_READ);
	char path[PATH_SIZE];
	uint64_t known = 0, all = 0;

	for (; next_line(path); all++) {
		char *url = mem_printf("%s%s", arg[0], path);
		struct url_state u = { .snapshot = 0 };

		if (state_url_get(t, url, &u) == ERR_OK)
			known += u.snapshot > 0;
		url_state_fini(&u);
		free(url);
	}
	say("known", (double)known);
	say("all", (double)all);
	return txn_end(t);
}

/* ---- the store's own calls ---- */

struct bytes {
	char *data; /* owned */
	size_t n;
	uint8_t sha[SHA256_LEN];
};

static bool
read_file(const char *path, struct bytes *out)
{
	FILE *f = fopen(path, "rb");

	if (f == NULL) {
		(void)log_sys("bigstore: %s", path);
		return false;
	}
	out->data = mem_alloc(FILE_MAX);
	out->n = fread(out->data, 1, FILE_MAX, f);
	fclose(f);
	digest_sha256(out->data, out->n, out->sha);
	return true;
}

static enum err
put_blobs(struct txn *t, void *arg)
{
	struct work *w = arg;

	for (uint64_t i = 0; i < w->n; i++) {
		uint64_t stored = 0;

		blob_put(t, w->packed[i], &stored);
		w->stored += stored;
	}
	return txn_err(t);
}

static enum err
put_checks(struct txn *t, void *arg)
{
	const struct work *w = arg;

	for (uint64_t i = w->first; i < w->first + w->n; i++) {
		char url[128];
		struct check c = { .url = url,
			.host = "news.example",
			.at = clock_wall_ms(),
			.outcome = CHECK_NOT_MODIFIED,
			.status = 304,
			.same_as = i + 1 };

		snprintf(url, sizeof(url),
		    "https://news.example/2026/a-page-%" PRIu64, i);
		check_put(t, &c);
	}
	return txn_err(t);
}

/* Packs and puts all files: based on the first of them, as siblings are. */
static enum err
put_all(struct store *st, const struct bytes *v, size_t n, const char *what)
{
	struct work w = { .stored = 0 };
	double pack = 0, put = 0, began;
	char name[64];
	enum err e = ERR_OK;

	for (size_t i = 0; i < n && e == ERR_OK; i += w.n) {
		began = cpu_us();
		/* The first stands alone: a base must be committed. */
		for (w.n = 0; w.n < (i == 0 ? 1 : BATCH) && i + w.n < n;
		     w.n++) {
			const struct bytes *b = &v[i + w.n];

			e = blob_pack(st, b->data, b->n, false,
			    i + w.n > 0 ? v[0].sha : NULL, &w.packed[w.n]);
			if (e != ERR_OK)
				return e;
		}
		pack += cpu_us() - began;
		began = cpu_us();
		e = store_batch(st, put_blobs, &w);
		put += cpu_us() - began;
		for (size_t k = 0; k < w.n; k++)
			blob_packed_free(w.packed[k]);
	}
	snprintf(name, sizeof(name), "%s_pack_us", what);
	say(name, pack / (double)n);
	snprintf(name, sizeof(name), "%s_put_us", what);
	say(name, put / (double)n);
	snprintf(name, sizeof(name), "%s_bytes", what);
	say(name, (double)w.stored / (double)n);
	return e;
}

static enum err
get_all(struct store *st, const struct bytes *v, size_t n)
{
	struct txn *t = txn_begin(st, TXN_READ);
	double began = cpu_us();

	for (size_t i = 0; i < n && txn_err(t) == ERR_OK; i++) {
		char *data = NULL;
		size_t len;

		if (blob_get(t, v[i].sha, &data, &len) != ERR_OK)
			log_error("bigstore: a blob cannot be read back");
		free(data);
	}
	say("blob_get_us", (cpu_us() - began) / (double)n);
	return txn_end(t);
}

static enum err
measure(struct store *st, char **arg)
{
	struct work w = { .first = 0 };
	struct bytes *v = NULL, one;
	char path[PATH_SIZE];
	enum err e = ERR_OK;
	size_t n = 0;

	(void)arg;
	while (next_line(path) && read_file(path, &one)) {
		v = mem_grow(v, n + 1, sizeof(*v));
		v[n] = one;
		v[n].data = mem_alloc(one.n + 1);
		memcpy(v[n++].data, one.data, one.n);
		free(one.data);
	}
	if (n > 0) {
		e = put_all(st, v, n, "blob");
		if (e == ERR_OK)
			e = get_all(st, v, n);
	}
	if (e == ERR_OK)
		e = in_batches(st, &w, 100000, put_checks, "check_us");
	for (size_t i = 0; i < n; i++)
		free(v[i].data);
	free(v);
	return e;
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int args;
		enum err (*run)(struct store *st, char **arg);
	} parts[] = {
		{ "urls", 3, fill_urls },
		{ "mentions", 1, fill_mentions },
		{ "known", 1, count_known },
		{ "store", 0, measure },
	};

	for (size_t i = 0; argc > 2 && i < NELEM(parts); i++) {
		struct store *st = NULL;
		enum err e;

		if (strcmp(argv[1], parts[i].name) != 0 ||
		    argc != 3 + parts[i].args)
			continue;
		e = store_open(argv[2], STORE_WRITE, &st);
		if (e == ERR_OK)
			e = parts[i].run(st, argv + 3);
		store_close(st);
		return err_status(e);
	}
	fputs("usage: bigstore urls|mentions|known|store DIR ...\n", stderr);
	return err_status(ERR_USAGE);
}
