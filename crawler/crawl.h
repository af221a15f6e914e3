/* SPDX-License-Identifier: ISC */
/* crawler: what goes out and what comes back, and what it means. This is all
 * that tools/ may know of it. The folders, in the order of a page's journey:
 * seeds/ (where to look), fetch/ (what goes out), sandbox/ and analyse/ (what
 * came, read where it can do no harm) on parse/ (bytes to structure),
 * networks/ (one network a file), normalise/ (comparable text, canonical
 * addresses), match/ (names) and portrait/ (pictures), pipeline/ (what is
 * logged and concluded); beside them browser/, replay/ (the log read again),
 * anchor/ (time stamps), machine/ (the clock). Here stands one file for each
 * thing that this header offers.
 *
 * Nothing here prints. Lines for people and for scripts leave through the
 * callbacks, failures through store/base/log.h. */
#ifndef CRAWLER_CRAWL_H
#define CRAWLER_CRAWL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "crawler/seeds/shard.h"
#include "store/base/buf.h"
#include "store/base/err.h"
#include "store/base/json.h"

struct anchor_token;
struct store;
struct txn;

/* Forks the parser children's spawner. Call first of all in a program that
 * will sweep, capture or reindex: before threads, before a store is open. */
enum err crawl_setup(void) MUST_CHECK;
/* The end of it; harmless without a setup. */
void crawl_teardown(void);

/* ---- watched names ---- */

/* What `watch add` was told, as the register keeps it. argv holds only its
 * operands and options. The caller frees both. ERR_USAGE with *why, a phrase
 * that says what is wrong, and where in a query; the caller frees it. The
 * files of --avatar are read: call it before a store is open. */
enum err crawl_watch_parse(char *const *argv, int argc, bool french,
    char **name, char **json, char **why) MUST_CHECK;
/* The query of such a JSON in words; the caller frees them. ERR_NOTFOUND where
 * there is none. */
enum err crawl_watch_explain(
    const char *json, bool french, char **words) MUST_CHECK;

/* One document in which a tried name was found; lost: it is a mention of that
 * name today, and would be none. Text is borrowed; NULL: not stated. */
struct crawl_found {
	const char *match, *matched, *kind, *network, *url;
	const char *author, *title, *published, *snippet;
	int64_t at; /* of the answer that shows it, ms; 0 for a lost one */
	bool known; /* it is a mention of that name today */
	bool lost;
};
/* Documents; pages are answers read again. found + lost are all that were said;
 * known of the found ones are mentions of that name today. */
struct crawl_tried {
	uint64_t pages, found, known, lost, today;
};
typedef void (*crawl_say_found)(const struct crawl_found *f, void *arg);
/* What the name of this JSON (crawl_watch_parse) would find in the archive as
 * it is: only answers whose body was kept can tell. Writes nothing. */
enum err crawl_try(struct store *st, const char *json, crawl_say_found say,
    void *arg, struct crawl_tried *sum) MUST_CHECK;

/* ---- namesakes ---- */

/* Is a mention about the subject? The models of the names are made of the
 * user's labels when first asked for. */
struct crawl_judge;
enum crawl_band { CRAWL_MINE, CRAWL_DOUBTFUL, CRAWL_NOT_MINE };
/* The word of a band: "mine", "doubtful", "not-mine". */
const char *crawl_band_word(enum crawl_band band);
/* Borrows t, which must stay open. */
struct crawl_judge *crawl_judge_new(struct txn *t, bool french);
void crawl_judge_free(struct crawl_judge *jd); /* NULL does nothing */
/* Appends the mention's object (CLI.md), n bytes, to out, with three members
 * more: "band", "score" and "reasons", whose weights add up to the score. */
enum err crawl_judge_mention(struct crawl_judge *jd, const char *json, size_t n,
    struct buf *out, enum crawl_band *band) MUST_CHECK;
/* Adds to a mention's object what its cluster is: "copies" (how many others it
 * has), "reposts" (that say so of themselves), "origin" (the id of the one that
 * the others repeat: the earliest date, of those that are no reposts),
 * "origin_date", "origin_from" ("published" or "first_seen"), "wire" (an agency
 * that is credited, or null) and "quotes" (ids of mentions of the same name of
 * which it repeats a passage without being a copy). */
enum err crawl_add_copies(struct txn *t, struct buf *mention) MUST_CHECK;
/* One object: for each name with a label "labelled", "mine", "not_mine",
 * "precision" and, where that is below 0.8, "suggest": words that would keep
 * the rejected ones out (--without). */
enum err crawl_judge_precision(
    struct crawl_judge *jd, struct buf *out) MUST_CHECK;

/* From this score on, a mention's `impostor` is worth a layman's time. */
extern const double crawl_suspicious;
/* Calls say with each sign of a mention's `impostor` in words, in English and
 * in French, the weightiest first. */
void crawl_signs(const json_t *impostor,
    void (*say)(void *arg, const char *en, const char *fr), void *arg);

/* An address as a person types it, in the form that requests and the archive
 * use; the caller frees. ERR_PARSE when it is none. */
enum err crawl_url(const char *typed, char **href) MUST_CHECK;

/* The same, and a news server's (nntp:, nntps:) or stream's (ws:, wss:). */
enum err crawl_address(const char *typed, char **href) MUST_CHECK;
/* Does that status of an address show what stands there? And that nothing
 * does? url may be NULL: of HTTP. */
bool crawl_status_shows(const char *url, int status);
bool crawl_status_is_gone(const char *url, int status);

/* The visible text of a stored answer, UTF-8 without control characters but
 * line feed and tab; the caller frees. */
enum err crawl_text(const char *url, const char *head, const char *body,
    size_t n, char **text) MUST_CHECK;

/* Every date that a stored page of HTML states of itself, at that time (ms), in
 * its own words, with where. */
typedef void crawl_date(const char *where, const char *stated, void *arg);
enum err crawl_dates(const char *url, const char *head, const char *body,
    size_t n, int64_t at, crawl_date *fn, void *arg) MUST_CHECK;

/* The same body with its content coding undone, into out: what the offsets of a
 * record's passages count in. What was decoded before an error stays. */
enum err crawl_decode(
    const char *head, const char *body, size_t n, struct buf *out) MUST_CHECK;

/* How the page of this record was come upon, where it does not stand in the
 * record itself (crawler/pipeline/path.h): a JSON object of "salt", "seed",
 * "via", whose SHA-256 the record has as "path_sha256"; the caller frees.
 * ERR_NOTFOUND. */
enum err crawl_path(struct txn *t, const json_t *leaf, char **text) MUST_CHECK;
/* Does an address, or any text, hold this watched name, one of its other names
 * or handles (watch: the register's object, or NULL)? Letter case, accents,
 * percent-encoding and what stands between words do not count. */
bool crawl_speaks_of(const char *text, const char *name, const json_t *watch);

/* Watched names, by the register's objects, looked for in stored bodies
 * as a sweep looks for mentions: in the decoded bytes, links and all, and in
 * the visible text. Objects that cannot be read are passed over. */
struct crawl_named;
struct crawl_named *crawl_named_new(const json_t *const *watches, size_t n);
void crawl_named_free(struct crawl_named *nd); /* NULL does nothing */
bool crawl_named_in(const struct crawl_named *nd, const char *url,
    const char *head, const char *body, size_t n);

/* The bytes of a stored body as they crossed the wire: its chunked coding made
 * again from the framing that the record keeps. ERR_PARSE. */
enum err crawl_rechunk(const void *body, size_t n, const void *framing,
    size_t framing_n, struct buf *wire) MUST_CHECK;

/* Static HTML of n bytes and a NUL, as a PDF: printed by a Chromium that has no
 * network. ERR_NOTFOUND, unlogged, where there is none; ERR_SHORT, logged. */
enum err crawl_print(const char *html, size_t n, struct buf *pdf) MUST_CHECK;

/* ---- seeds ---- */

/* One line of `seeds check`. what NULL: the line is wrong, and why says why. */
struct crawl_seed_line {
	unsigned line;
	const char *adapter, *target, *what, *why;
	const char *picked; /* the network that `auto` picked, or NULL */
};
/* Says for each seed of the file what it will do; of `auto` also what it has
 * picked, and by what, as the archive st knows (NULL: there is none). ERR_SHORT
 * when a line was wrong; ERR_NOTFOUND. */
enum err crawl_seeds_check(struct store *st, const char *path, bool french,
    void (*say)(const struct crawl_seed_line *line, void *arg),
    void *arg) MUST_CHECK;

/* ---- sources ---- */

/* A network: its access card, and what its seeds have given. Times in ms by the
 * due clock, 0 where it never was; texts are NULL where there are none. */
struct crawl_source {
	const char *name;
	char tier;  /* A open, B own key, C by hand, T gone */
	bool built; /* an adapter reads it; else only the next two are set */
	const char *lawful, *instead;
	const char *class, *auth, *terms, *rate, *verified, *known_from;
	const char *also;       /* what it reads under other names, or NULL */
	const char *token_adds; /* what token= would add */
	const char *token_adds_fr;
	bool old; /* the card was not verified for a year */
	unsigned seeds;
	int64_t asked, answered, spoke; /* last sweep, answer, document */
	int64_t quota;                  /* requests left; -1: not told */
	const char *canary;      /* "sings", "silent" or NULL: not asked */
	uint64_t silent_nights;  /* of a seed that spoke before; else 0 */
	int64_t silent_since;    /* when it spoke last */
	const char *silent_seed; /* its target */
};
typedef void (*crawl_say_source)(const struct crawl_source *s, void *arg);
/* The networks of the seeds file's seeds; all: every network there is. st NULL:
 * there is no archive yet. seeds NULL: no file. */
enum err crawl_sources(struct store *st, const char *seeds, bool all,
    crawl_say_source say, void *arg) MUST_CHECK;

/* Is there a network of this name (the first word of a seed)? */
bool crawl_has_network(const char *name);

/* ---- the sweep ---- */

struct crawl_config {
	const char *archive;      /* directory */
	const char *seeds;        /* file */
	const char *const *names; /* only these; n_names 0: all */
	size_t n_names;
	struct shard shard; /* only seeds whose host falls to it; of 0: all */
	bool all;           /* due or not */
	bool dry_run;
	uint64_t limit;      /* fetches; UINT64_MAX: none */
	const char *contact; /* for the User-Agent, or NULL */
	const char *ca_file; /* $VIGIE_CA_FILE, or NULL */
	const char *note;    /* of a capture */
	bool browser;        /* capture: also as a browser shows it */
	unsigned workers;    /* 0: one a processor */
	bool signals;        /* SIGINT and SIGTERM end it well */
	/* JSON line of a finished fetch; may be NULL. Another thread. */
	void (*on_fetched)(const char *json, void *arg);
	/* An address that a dry run would fetch. */
	void (*on_would)(const char *url, void *arg);
	/* Now and then, from the calling thread; may be NULL. */
	void (*on_progress)(uint64_t fetched, uint64_t waiting,
	    uint64_t in_flight, uint64_t mentions, void *arg);
	void *arg;
};

struct crawl_summary {
	uint64_t sweep;
	int64_t started, ended; /* ms */
	uint64_t seeds, fetched, not_modified, skipped_robots, failed;
	uint64_t new_mentions, changed, gone, unreachable;
	uint64_t bytes_in, bytes_stored, views;
	uint64_t seeds_due, seeds_failed, seeds_refused, postponed, bad_lines;
	bool interrupted;
};

/* Visits what is due. ERR_OK; ERR_SHORT when a seed failed or a line was bad;
 * ERR_USAGE without a name or a contact; ERR_BUSY; ERR_INTERRUPTED; the
 * archive's failures. The summary is filled in as far as it came. */
enum err crawl_sweep(
    const struct crawl_config *c, struct crawl_summary *out) MUST_CHECK;
/* One page, now; and, where c->browser says so, as a browser shows it.
 * *snapshot is its number. ERR_NET when no answer came (it is recorded all the
 * same); ERR_SHORT, logged, when it was captured and could not be shown. */
enum err crawl_capture(const struct crawl_config *c, const char *url,
    uint64_t *snapshot) MUST_CHECK;
/* The exchanges of pictures and style sheets that these snapshots' pages are
 * shown with, and no other record: for forgetting. The caller frees *out, also
 * after an error. Reads the whole log. */
enum err crawl_requisites(struct txn *t, const uint64_t *pages, size_t n,
    uint64_t **out, size_t *n_out) MUST_CHECK;
/* The views of a page's snapshot, oldest first, max at most: records of type
 * "view" whose "pieces" are blobs (name, mime, sha256). url is the page's own,
 * as it was requested. How many there are. */
size_t crawl_views(
    struct txn *t, const char *url, uint64_t page, uint64_t *out, size_t max);
/* Derives documents and mentions anew from the archive. */
enum err crawl_reindex(const struct crawl_config *c, uint64_t *records,
    uint64_t *mentions) MUST_CHECK;

/* ---- what others have archived ---- */

struct crawl_import {
	uint64_t bytes, records; /* of the file */
	uint64_t imported;       /* answers that the log holds now */
	uint64_t known;          /* that it held before */
	uint64_t skipped; /* of other types, or not of http(s) addresses */
	uint64_t bad;     /* that no answer could be read from, or too large */
	uint64_t new_mentions;
	bool cut; /* no WARC from some place on */
};
/* Reads a WARC file (1.0 or 1.1, gzip or plain): each answer becomes a record
 * that says so, and is searched for the watched names. Of the configuration it
 * reads archive and on_fetched. ERR_SHORT when a record was bad or the file was
 * cut; ERR_USAGE for no file. */
enum err crawl_import(const struct crawl_config *c, const char *path,
    struct crawl_import *sum) MUST_CHECK;

/* ---- time stamps ---- */

/* What one authority answered. why NULL: its token is kept. */
struct crawl_anchor {
	const char *url, *name, *why;
	uint64_t size; /* of the checkpoint */
	unsigned tries;
};
/* Makes a checkpoint if the log has grown, and has every declared authority
 * stamp the newest one, and all earlier ones that it missed. ERR_SHORT when
 * one did not; ERR_USAGE when none is declared. */
enum err crawl_anchor(const char *archive, const char *ca_file,
    void (*say)(const struct crawl_anchor *a, void *arg), void *arg) MUST_CHECK;
/* What one authority answered about a digest that is none of the log's. */
struct crawl_stamp {
	const char *url, *name, *why; /* why NULL: it holds */
	bool qualified, ots;
	const void *request; /* as sent */
	size_t request_len;
	const struct anchor_token *token; /* or NULL */
};
/* Has every declared authority that wants, given its name, does not refuse date
 * a SHA-256; nothing is kept. say gets each answer, in the calling thread; none
 * where no authority is declared. */
enum err crawl_stamp(struct store *st, const uint8_t sha[32],
    const char *ca_file, bool (*wants)(const char *name, void *arg),
    void (*say)(const struct crawl_stamp *s, void *arg), void *arg) MUST_CHECK;
/* When the newest token must be built upon by a newer one, ms: 90 days before
 * its certificate expires, a year after it was made at the latest. INT64_MIN:
 * there is no token. */
enum err crawl_anchor_due(const char *archive, int64_t *due) MUST_CHECK;

/* ---- is this machine fit for evidence? ---- */

enum crawl_fitness { CRAWL_FIT, CRAWL_REMARK, CRAWL_UNFIT };
/* One row of EVIDENCE.md 1.3, filled in now. Whoever reads it knows the law and
 * not the machine. detail is language-free (numbers, names) and may be NULL, as
 * todo where there is nothing to do. */
struct crawl_fit {
	const char *check; /* one word, for scripts */
	enum crawl_fitness fitness;
	const char *en, *fr;
	const char *detail;
	const char *todo_en, *todo_fr;
	/* What courts ask for and it answers; rows come grouped by it. */
	const char *asked_en, *asked_fr;
};
struct crawl_doctor {
	const char *archive;
	const char *const *ntp; /* time servers, HOST or HOST:PORT */
	size_t n_ntp;
	const char *name;    /* to look up; NULL: a public one of ours */
	const char *ca_file; /* as in struct crawl_config */
	void (*say)(const struct crawl_fit *row, void *arg);
	void *arg;
};
/* Says each row. ERR_SHORT when something is unfit. */
enum err crawl_doctor(const struct crawl_doctor *how) MUST_CHECK;

#endif
