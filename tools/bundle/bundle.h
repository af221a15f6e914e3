/* SPDX-License-Identifier: ISC */
/* tools/bundle: the evidence bundle (EVIDENCE.md 4.4). What belongs to a case
 * is read from the archive into a struct bundle_case (case.c, history.c);
 * writers, one a kind of file, turn that into files of a bag (bag.h): the
 * journal with its proofs (journal.c), the WACZ (wacz.c, warc.c), the readable
 * sheets and reports (report.c), the notices and the verifier (notice.c). The
 * bag becomes one ZIP. check.c reads such a file back and trusts nothing in it.
 *
 * Everything of one case hangs on its arena and lives as long as the case. All
 * foreign text in here (URLs, titles, records) is UTF-8 and else as it came:
 * whoever writes it into HTML, CSV or a terminal makes it harmless. */
#ifndef TOOLS_BUNDLE_BUNDLE_H
#define TOOLS_BUNDLE_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/json.h"
#include "store/base/mem.h"
#include "store/store.h"
#include "tools/bundle/bag.h"

enum {
	BUNDLE_REF_MAX = 40,        /* characters of a case's reference */
	BUNDLE_EXHIBITS_MAX = 9999, /* mentions in one bundle */
	BUNDLE_SEQ_MAX = 999999     /* bundles of one archive, numbered */
};
#define BUNDLE_NONE SIZE_MAX /* no index */

/* Why an exchange is in the bundle. One exchange may have several reasons. */
enum bundle_role {
	BUNDLE_LAST_ABSENT, /* the last look that did not show it, before... */
	BUNDLE_FIRST_SEEN,  /* ...the first one that did */
	BUNDLE_CHANGED,     /* it showed another text than before */
	BUNDLE_LAST_SEEN,   /* the last look that showed it */
	BUNDLE_GONE,        /* the first look after it that did not */
	BUNDLE_UNREACHABLE, /* no answer that says anything, at the end */
	BUNDLE_ROBOTS,      /* the robots.txt in force */
	BUNDLE_ROLES
};
/* "last-absent", "first-seen"…: the words of chronologie.csv. */
const char *bundle_role_name(enum bundle_role r);
/* In words, for people. */
const char *bundle_role_words(enum bundle_role r, bool french);

/* One exchange of the case, a check included. */
struct bundle_snapshot {
	uint64_t number; /* s123 */
	uint64_t leaf;   /* its leaf, or the one that gathers it */
	bool is_check;
	const char *record; /* the leaf's or the entry's JSON, verbatim */
	size_t record_len;
	json_t *doc;         /* the same, parsed; never NULL */
	const char *url;     /* as asked for */
	const char *uuid;    /* of its WARC records, without "urn:uuid:" */
	int64_t at;          /* ms */
	int status;          /* HTTP; 0: no answer */
	bool kept;           /* bundle_body will give the body */
	const char *payload; /* payload_sha256 in hex, or NULL */
	size_t confirms;     /* of a check: index of the snapshot that it says
			      * was unchanged, in snapshots; else BUNDLE_NONE */
	const char *via, *seed; /* how it was come upon; or NULL */
	/* Where the record holds but the hash of those: their text, verbatim,
	 * or NULL and withheld, where it tells of another case. */
	const char *path;
	bool withheld;
	/* Its body names another case and shows nothing of this one that is
	 * quoted: kept is false, the record with its hashes is disclosed. Of a
	 * view: its pieces. */
	bool body_withheld;
	/* Of a view (a page as a browser showed it, no exchange): the number
	 * of the snapshot that it shows; else 0. */
	uint64_t view_of;
};

/* One line of a URL's chronology. */
struct bundle_event {
	enum bundle_role role;
	size_t snapshot; /* index in bundle_case.snapshots */
};

/* An address at which an exhibit was looked for: its own, and those of the
 * lists and feeds that showed it. */
struct bundle_place {
	const char *url;
	bool own; /* the page itself, not a list or a feed */
	const struct bundle_event *events; /* by time */
	size_t n_events;
	/* Looks at this address, ever: all, and those that showed it. */
	uint64_t looks, sightings;
};

/* A date that a page states of itself, in its own words. */
struct bundle_claim {
	const char *where, *stated;
};

/* One exhibit: one mention; or a page by itself (bundle_windows_read). */
struct bundle_exhibit {
	unsigned number; /* from 1, by first_seen */
	const char *id;  /* of the mention */
	json_t *mention; /* CLI.md's object; NULL for a page by itself */
	json_t *more;    /* index_mention_private's object, or NULL */
	const char *url, *name, *title, *snippet; /* title may be NULL */
	int64_t first_seen, last_seen;            /* ms */
	const char *published, *published_from;   /* or NULL */
	/* All that the page which shows it states; of a page of HTML. */
	const struct bundle_claim *claims;
	size_t n_claims;
	const struct bundle_place *places; /* its own address first */
	size_t n_places;
	/* The exchange that shows it best, with a body where there is one:
	 * what the sheet quotes from. Index in snapshots, or BUNDLE_NONE. */
	size_t shown;
	/* The narrowest "not yet there, there" of all places, ms; last_absent
	 * is INT64_MIN where nothing says so. Indices, or BUNDLE_NONE. */
	int64_t last_absent;
	size_t absent_snapshot, first_snapshot, last_snapshot;
	/* The earliest time that an imported file claims to have had it, ms;
	 * INT64_MIN where none does. */
	int64_t import_claim;
};

/* A token over a checkpoint, with the bytes of its blobs. */
struct bundle_anchor {
	enum anchor_kind kind;
	uint64_t size; /* of the checkpoint */
	const char *name, *url;
	bool qualified, attested;
	uint64_t block; /* OTS, attested: its height */
	int64_t time;   /* ms */
	const char *policy, *serial;
	const char *request, *reply, *chain;
	size_t request_len, reply_len, chain_len; /* 0: there is none */
	/* What its chain's files are called: "NAME-sha8", so that one chain is
	 * one file: data/ancres/NAME-sha8-chaine.pem and -racine.pem. */
	const char *chain_name;
	char reply_sha256[SHA256_HEX]; /* what leaves carry as "after" */
};

/* A checkpoint that the bundle cites. */
struct bundle_checkpoint {
	uint64_t size;
	const char *note; /* the signed note, verbatim */
	size_t note_len;
};

/* A disclosed leaf, with the checkpoint that its proof leads to. */
struct bundle_leaf {
	uint64_t seq;
	const char *text; /* verbatim */
	size_t len;
	json_t *doc;
	uint8_t hash[SHA256_LEN];
	size_t checkpoint; /* index in checkpoints */
	/* Bracket by time stamps, or BUNDLE_NONE: the token whose hash stands
	 * in "after", and the earliest over a checkpoint that holds it. */
	size_t after, before; /* indices in anchors */
};

/* Another log, merged into ours, from which records of the case were taken
 * over: what it says of them itself, under its own key. */
struct bundle_elsewhere {
	const char *origin;
	const char *dir;            /* in the bag: "data/repris/3f5a9c01" */
	struct merged_log *log;     /* owned: it gives the proofs */
	struct bundle_leaf *leaves; /* by seq */
	struct bundle_checkpoint *checkpoints;
	struct bundle_anchor *anchors;
	size_t n_leaves, n_checkpoints, n_anchors;
};

/* A sweep from which something is disclosed. */
struct bundle_sweep {
	uint64_t number;
	uint64_t start, end;   /* seq of sweep-start and of the last leaf */
	bool ended;            /* the leaf `end` is its sweep-end */
	uint64_t clock;        /* seq of its clock census, or 0 */
	size_t checkpoint;     /* the first that holds it all, or BUNDLE_NONE */
	const char *hash_file; /* name in the bag, or NULL */
	json_t *start_doc, *end_doc; /* end_doc NULL if interrupted */
	json_t *clock_doc;           /* its clock census, or NULL */
};

/* An authority that is asked to date the whole. */
struct bundle_stamper {
	const char *name; /* that its files bear */
	const char *url;
	bool ots;
	const char *why; /* it gave no stamp; or NULL */
};

struct bundle_case {
	struct arena arena;
	struct txn *t; /* borrowed: bodies are read through it */
	/* what names the bundle */
	char ref[BUNDLE_REF_MAX + 1]; /* [A-Za-z0-9.-], never empty */
	const char *ref_typed;        /* as the user wrote it, or NULL */
	int64_t date;  /* of the export: midnight UTC of its day, ms */
	unsigned seq;  /* number of the bundle */
	bool pdf;      /* the reports are wanted as PDF too */
	char root[96]; /* VIGIE-<case>-<yyyymmdd>-<seq> */
	/* the log */
	const char *origin;
	uint8_t key[32]; /* its public Ed25519 key */
	char key_id[9];
	/* what is in it; all sorted: exhibits by number, snapshots by number,
	 * leaves by seq, checkpoints and anchors by size, sweeps by number */
	struct bundle_exhibit *exhibits;
	struct bundle_snapshot *snapshots;
	struct bundle_leaf *leaves;
	struct bundle_checkpoint *checkpoints;
	struct bundle_anchor *anchors;
	struct bundle_sweep *sweeps;
	struct bundle_elsewhere *elsewhere; /* by origin */
	/* The authorities that are to date the whole. */
	struct bundle_stamper *stampers;
	size_t n_stampers;
	/* Exchanges of the case whose content was erased (vigie forget). */
	uint64_t *forgotten;
	/* One answer in the WACZ, for the notices to show how such bytes are
	 * checked; snapshot is BUNDLE_NONE where the bundle holds none. */
	struct {
		size_t snapshot;
		uint64_t offset, length;      /* of its gzip member */
		size_t fields_len, block_len; /* inside it */
	} example;
	size_t n_exhibits, n_snapshots, n_leaves, n_checkpoints, n_anchors,
	    n_sweeps, n_elsewhere, n_forgotten;
};

/* What to put in. */
struct bundle_wanted {
	const char *const *ids; /* mentions, by prefix; n_ids 0: all of the
				 * filter, which ids must fit too */
	size_t n_ids;
	struct mention_filter filter;
	const char *ref; /* as typed, or NULL: from the name */
	bool pdf;
	int64_t date; /* ms */
	unsigned seq;
};

/* Reads the case. t stays the caller's and must outlive the case. ERR_NOTFOUND,
 * logged, when nothing answers to what is wanted; ERR_USAGE for a prefix of
 * several ids; ERR_SHORT when a leaf is in no checkpoint yet (checkpoint_make,
 * then again). */
enum err bundle_case_read(struct txn *t, const struct bundle_wanted *w,
    struct bundle_case *out) MUST_CHECK;
/* Of these mentions alone, or (n 0) of the page at this address whatever it
 * shows, what their chronology says: exhibits and snapshots are filled in,
 * nothing of the log is. An exhibit without a mention has an empty id. Errors
 * as above, but never ERR_SHORT. */
enum err bundle_windows_read(struct txn *t, const char *const *ids, size_t n,
    const char *url, struct bundle_case *out) MUST_CHECK;
void bundle_case_fini(struct bundle_case *c);

/* The leaf by its seq, or NULL. */
const struct bundle_leaf *bundle_leaf_of(
    const struct bundle_case *c, uint64_t seq);
/* The snapshot whose bytes a check stands for; of all others itself. */
const struct bundle_snapshot *bundle_bytes_of(
    const struct bundle_case *c, const struct bundle_snapshot *s);
/* A look that has a record of its own: neither a check nor a view. */
bool bundle_is_exchange(const struct bundle_snapshot *s);
/* The newest view of a snapshot that shows the exhibit and is not withheld, or
 * NULL (*withheld: there is one that is; NULL does nothing); and one of its
 * pieces by name ("png", "dom", "mhtml", "pdf", "requests"): the caller frees
 * *data. ERR_NOTFOUND, ERR_DENIED (forgotten). */
const struct bundle_snapshot *bundle_view(const struct bundle_case *c,
    const struct bundle_exhibit *x, bool *withheld);
enum err bundle_view_piece(const struct bundle_case *c,
    const struct bundle_snapshot *view, const char *name, char **data,
    size_t *n) MUST_CHECK;
/* The body as received, transfer coding removed; the caller frees. ERR_NOTFOUND
 * when it was not kept, ERR_DENIED when it was forgotten. */
enum err bundle_body(const struct bundle_case *c,
    const struct bundle_snapshot *s, char **body, size_t *n) MUST_CHECK;

/* "data/pieces/piece-01-SUFFIX" or, with suffix ".html", "…/piece-01.html";
 * digits enough for all exhibits. */
enum { BUNDLE_NAME_MAX = 128 };
void bundle_piece_name(const struct bundle_case *c,
    const struct bundle_exhibit *x, const char *suffix,
    char out[BUNDLE_NAME_MAX]);

/* ---- the writers: each adds its files to the bag ---- */

/* journal/: leaves, checks, paths kept apart, proofs, checkpoints, hash lists;
 * ancres/. */
enum err journal_write(const struct bundle_case *c, struct bag *b) MUST_CHECK;
/* wacz/<case>.wacz, tls/, dns/. */
/* Fills in c->example. */
enum err wacz_write(struct bundle_case *c, struct bag *b) MUST_CHECK;
/* rapport-fr.html, report-en.html, with pdf also as .pdf; pieces/,
 * chronologie.csv. pdf becomes false, and it is said, where nothing prints. */
enum err report_write(struct bundle_case *c, struct bag *b) MUST_CHECK;
/* environnement.txt, configuration.txt, horloges.csv, verifier/. */
enum err conditions_write(
    const struct bundle_case *c, struct bag *b) MUST_CHECK;
/* declaration-902.txt, notice-dsa16.txt. */
enum err notice_write_templates(
    const struct bundle_case *c, struct bag *b) MUST_CHECK;
/* LISEZMOI.txt and README.txt, which count all of data/: so after it. */
enum err notice_write(const struct bundle_case *c, struct bag *b) MUST_CHECK;

/* By whom the whole is dated when it is sealed. */
struct bundle_stamping {
	struct store *store;   /* borrowed: it names the authorities */
	const char *ca_file;   /* roots added to Mozilla's, or NULL */
	unsigned kept, missed; /* out */
};
/* All of it, as one ZIP at path, written beside it and renamed when whole. The
 * SHA-256 of tagmanifest-sha256.txt comes back. stamping NULL: by nobody; an
 * authority of c->stampers that does not answer is logged and counted, and the
 * notices say so. */
enum err bundle_write(struct bundle_case *c, const char *path,
    struct bundle_stamping *stamping,
    uint8_t tagmanifest[SHA256_LEN]) MUST_CHECK;

/* ---- reading back ---- */

struct bundle_sum {
	uint64_t files, bytes, leaves, checks, proofs, checkpoints, tokens,
	    exchanges, bad;
};
/* Checks a bundle with nothing but the bundle; writes nothing, trusts nothing.
 * Lines as archive_verify's. ERR_DAMAGED when anything was bad; ERR_PARSE,
 * logged, for a file that is no bundle. */
enum err bundle_check(const char *path, verify_report report, void *arg,
    struct bundle_sum *sum) MUST_CHECK;

#endif
