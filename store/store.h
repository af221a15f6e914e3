/* SPDX-License-Identifier: ISC */
/* store: what is kept. One directory is one archive, and holds
 *
 *   data.mdb lock.mdb   one LMDB environment: the archive's records, tree and
 *                       checkpoints, the register, the index and the state
 *   blobs/NNNNNNNN.seg  append-only segments with the bytes of bodies and
 *                       heads, named by the environment
 *   key                 the log's Ed25519 secret key, mode 0600
 *   checkpoints.txt     every signed checkpoint, appended (EVIDENCE.md 4.2)
 *   lock                held by the process that sweeps, reindexes or merges
 *
 * The four kinds of data of DESIGN.md live in named databases of their own and
 * in folders of their own here: archive/ register/ index/ state/.
 *
 * One process opens an archive once. Only one thread may hold a write
 * transaction. Read transactions are short. Nothing is printed; errors are
 * logged where they are seen and come back as enum err. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/buf.h"
#include "store/base/digest.h"
#include "store/base/err.h"
#include "store/base/json.h"

struct store;
struct txn;
struct authority;

enum { STORE_SCHEMA = 1 };

enum store_mode {
	STORE_READ, /* must exist; ERR_NOTFOUND with one line if it does not */
	STORE_WRITE /* made when missing: directory 0700, key, first leaves */
};

/* Opens DIR. ERR_VERSION for an archive written by a newer vigie; ERR_DAMAGED,
 * ERR_SYS, ERR_FULL. *st is the caller's to close. A store opened for reading
 * never changes a byte but LMDB's reader table. */
enum err store_open(
    const char *dir, enum store_mode mode, struct store **st) MUST_CHECK;
void store_close(struct store *st); /* NULL does nothing */
const char *store_dir(const struct store *st);
/* From now on SIGBUS, which a damaged or cut file raises, ends the process with
 * one line and exit status 3. For main(), before threads. */
void store_catch_damage(void);
/* Takes the sweep's lock until the store is closed or the process ends (a
 * record lock, which no child inherits). ERR_BUSY, naming the holder, when
 * another process has it. Nothing else may open and close DIR/lock: that would
 * give it up. */
enum err store_lock(struct store *st) MUST_CHECK;

/* ---- transactions (Knot's manner: the first error is remembered, later calls
 * do nothing, txn_end reports it) ---- */

enum txn_mode { TXN_READ, TXN_WRITE };

/* Never fails by itself: look at txn_err or txn_end. */
struct txn *txn_begin(struct store *st, enum txn_mode mode);
enum err txn_err(const struct txn *t);
/* Commits (write) or ends (read), frees, and returns the first error; with an
 * error nothing was written. ERR_LIMIT, unlogged, from a write that filled the
 * map: the next write transaction begins with twice the map, so do it again,
 * or let store_batch do so. The map also grows by itself when it is 70 % full,
 * so that this is rare. ERR_FULL is a full disk. */
enum err txn_end(struct txn *t) MUST_CHECK;
void txn_abort(struct txn *t);
/* Runs fn in a write transaction and commits; grows the map and runs fn again
 * when it was full. fn must be repeatable; what it returns, if not ERR_OK,
 * aborts. A thread that begins to write holds no transaction of its own: the
 * map cannot grow under one. */
enum err store_batch(struct store *st, enum err (*fn)(struct txn *t, void *arg),
    void *arg) MUST_CHECK;

/* ---- archive: blobs ---- */

/* One blob made ready by any thread (hashed and compressed, no transaction
 * held), written later by the writer. */
struct packed;

/* Packs n bytes. base, if not NULL, is the SHA-256 of a blob that these bytes
 * probably resemble (the page's earlier version, a sibling page): where it is
 * committed and its chain of bases is short, the difference is kept. coded:
 * the bytes are compressed already and are stored as they are. */
enum err blob_pack(struct store *st, const void *data, size_t n, bool coded,
    const uint8_t base[SHA256_LEN], struct packed **out) MUST_CHECK;
/* The same for who has hashed the bytes already: sha is their SHA-256. */
enum err blob_pack_hashed(struct store *st, const uint8_t sha[SHA256_LEN],
    const void *data, size_t n, bool coded, const uint8_t base[SHA256_LEN],
    struct packed **out) MUST_CHECK;
void blob_packed_free(struct packed *p);
const uint8_t *blob_packed_sha(const struct packed *p);
/* Appends it to the segment unless the archive has these bytes already (then
 * *stored is 0). The bytes are on disk before the transaction commits. */
void blob_put(struct txn *t, const struct packed *p, uint64_t *stored);
/* The bytes again, verified against their name. ERR_NOTFOUND (never kept),
 * ERR_DENIED (forgotten), ERR_DAMAGED. The caller frees *data. */
enum err blob_get(struct txn *t, const uint8_t sha[SHA256_LEN], char **data,
    size_t *n) MUST_CHECK;
bool blob_has(struct txn *t, const uint8_t sha[SHA256_LEN]);

/* ---- archive: the log ---- */

/* Appends one leaf {"type":TYPE,"seq":N,"prev":..,"salt":..,"after":..,MEMBERS}
 * (EVIDENCE.md 4.2), stored verbatim. members is JSON members without braces,
 * or empty. *seq is its index in the log. */
void log_append(struct txn *t, const char *type, const char *members, size_t n,
    uint64_t *seq);
/* The leaf as stored; the caller frees. ERR_NOTFOUND past the end, ERR_DENIED
 * for a purged one. */
enum err log_get(
    struct txn *t, uint64_t seq, char **leaf, size_t *n) MUST_CHECK;
enum err log_leaf_hash(
    struct txn *t, uint64_t seq, uint8_t out[SHA256_LEN]) MUST_CHECK;
uint64_t log_size(struct txn *t);
/* Is this the text of a leaf of that type? Each begins with it. */
bool log_is_type(const char *leaf, size_t n, const char *type);
enum err log_root(
    struct txn *t, uint64_t size, uint8_t out[SHA256_LEN]) MUST_CHECK;

/* ---- archive: snapshots, one logged exchange each ---- */

/* The number that the next snapshot will bear: valid until a snapshot or a
 * check is put, or checks are flushed. */
uint64_t snapshot_next(struct txn *t);
/* A snapshot that has a leaf of its own: members must hold "snapshot":NUMBER,
 * "at":RFC 3339 (snapshot_each sorts by it), and the URL under which it is
 * filed as "requested_url" or "url". Every blob that the leaf
 * relies on must stand in "blobs":["hex",..]: verification looks for each (and
 * for "payload_sha256" where "kept" is true). Appends the leaf and remembers
 * where the number and the URL lead. */
void snapshot_put(struct txn *t, uint64_t number, const char *url,
    const char *type, const char *members, size_t n, uint64_t *seq);

/* An exchange that changed nothing (DESIGN.md): gathered by host into one
 * leaf of many. It is durable at once (kept as pending) and becomes part of a
 * leaf when 256 of one host stand together, at a checkpoint, or at the end. */
enum check_outcome {
	CHECK_NOT_MODIFIED = 1, /* 304 */
	CHECK_SAME_BODY,        /* 200 with the payload of the snapshot named */
	CHECK_SAME_TEXT, /* bytes differ (their hash is kept), text does not */
	CHECK_NO_MENTION /* bytes differ, no mention before, none now; 304: to
			  * a check such as that, whose payload it names */
};
struct check {
	const char *url;  /* borrowed */
	const char *host; /* borrowed: "host:port" */
	int64_t at;       /* wall clock, ms */
	enum check_outcome outcome;
	int status;
	uint64_t same_as;            /* snapshot that it confirms; 0: none */
	uint8_t payload[SHA256_LEN]; /* of the last two outcomes; else zero */
};
void check_put(struct txn *t, const struct check *c);
/* All pending checks become leaves (checkpoint, end of a sweep, and the start
 * of one that follows a crash). */
void check_flush(struct txn *t);

/* What a snapshot number stands for. */
struct snapshot {
	uint64_t number;
	uint64_t
	    leaf; /* index in the log; for a check, of its gathering leaf */
	bool is_check;
	char *record; /* owned: the leaf's JSON, or the check's entry as JSON */
	size_t record_len;
	uint8_t leaf_hash[SHA256_LEN];
};
enum err snapshot_get(
    struct txn *t, uint64_t number, struct snapshot *out) MUST_CHECK;
void snapshot_fini(struct snapshot *s);
/* Calls fn for each snapshot of the URL, checks included, oldest first, until
 * it returns false. ERR_NOTFOUND for a URL never asked for. */
enum err snapshot_each(struct txn *t, const char *url,
    bool (*fn)(const struct snapshot *s, void *arg), void *arg) MUST_CHECK;

/* ---- archive: checkpoints and verification ---- */

/* Signs the log's root as a C2SP note, writes it into the environment and the
 * flat file. Flushes pending checks first. Its own transactions. */
enum err checkpoint_make(struct store *st) MUST_CHECK;
/* The newest; the caller frees. ERR_NOTFOUND before the first. */
enum err checkpoint_newest(struct txn *t, char **note) MUST_CHECK;

/* Gives the log a new key, which the old one signs in a leaf "key" (archive/
 * keys.h says how), and makes a checkpoint with each. The old secret key is
 * overwritten. */
enum err keys_renew(struct store *st) MUST_CHECK;
/* The leaves that declare a key, the first one's first; the caller frees. */
enum err keys_leaves(struct txn *t, uint64_t **leaves, size_t *n) MUST_CHECK;

/* The note of exactly that size, or the smallest one that holds leaf `seq`
 * (its size is greater). The caller frees. ERR_NOTFOUND. */
enum err checkpoint_at(struct txn *t, uint64_t size, char **note) MUST_CHECK;
enum err checkpoint_over(
    struct txn *t, uint64_t seq, uint64_t *size, char **note) MUST_CHECK;

/* ---- archive: time stamps over checkpoints (EVIDENCE.md 4.3) ----
 *
 * What is stamped is a checkpoint's note, whole and verbatim: the text of
 * checkpoint_at, from its origin to the newline of its (last) signature line,
 * without the empty line that parts two notes in checkpoints.txt. So a note
 * saved to a file is what `openssl ts -verify -data` wants.
 *
 * Each token is a leaf "anchor-ok" of the log, each failure a leaf
 * "anchor-gap"; the leaves after an anchor-ok carry the SHA-256 of its reply as
 * "after". */
enum anchor_kind { ANCHOR_RFC3161, ANCHOR_OTS };
struct anchor {
	enum anchor_kind kind;
	uint64_t size;      /* of the checkpoint that it stamps */
	uint64_t authority; /* register_authority's number */
	uint64_t leaf;      /* of its anchor-ok, at or after size */
	const char *url;    /* of the authority, as it was then; borrowed */
	const char *name;   /* for people and for file names: "tsa1-host",
			     * of [a-z0-9.-], unique in the archive; borrowed */
	bool qualified;     /* as the user declared it then */
	int64_t time;       /* genTime, ms; for OTS when the calendar took it */
	int64_t expires;    /* the signing certificate, ms; 0: OTS */
	const char *policy, *serial; /* text, or NULL (OTS); borrowed */
	uint64_t block;              /* OTS, attested: its height */
	/* Blobs. The request (DER) and the whole reply (DER, TimeStampResp) as
	 * they went over the wire; the chain as PEM, from the authority's
	 * certificate to the root that it was verified against, inclusive. For
	 * OTS the reply is the .ots file, request and chain are zero. */
	uint8_t request[SHA256_LEN], reply[SHA256_LEN], chain[SHA256_LEN];
	uint8_t imprint[SHA256_LEN]; /* SHA-256 of the note's text */
	bool attested;               /* OTS: a Bitcoin block stands in it */
};
/* Calls fn for each token over a checkpoint of at least that size, by size,
 * then authority, until it returns false. anchor_each(t, leaf + 1, ..) gives
 * those that cover a leaf. */
enum err anchor_each(struct txn *t, uint64_t from,
    bool (*fn)(const struct anchor *a, void *arg), void *arg) MUST_CHECK;
/* A checkpoint that an authority has not stamped, though it was asked to. */
struct anchor_gap {
	uint64_t size, authority;
	const char *url, *name, *why; /* borrowed */
	unsigned tries;
	int64_t since, last,
	    next;      /* ms; next: no try before, INT64_MAX: none */
	uint64_t leaf; /* of its last anchor-gap */
};
enum err anchor_gap_each(struct txn *t,
    bool (*fn)(const struct anchor_gap *g, void *arg), void *arg) MUST_CHECK;

/* One question to one authority, and what came of it. */
struct anchor_ask {
	uint64_t size;
	uint64_t number; /* of the authority; the texts are owned */
	enum anchor_kind kind;
	char *url, *name, *roots; /* roots: NULL as in struct authority */
	char *href;   /* what is asked: of an OTS calendar a page of it */
	bool upgrade; /* OTS: for a better proof of what is kept; a GET */
	bool qualified;
	unsigned tries; /* that went wrong before */
	uint8_t imprint[SHA256_LEN];
	char *request; /* owned: the bytes to POST; NULL for a GET */
	size_t request_len;
};
/* What to ask an authority about the checkpoint of that size. ERR_NOTFOUND:
 * there is none; ERR_DENIED, unlogged: it is stamped already. */
enum err anchor_ask_new(struct txn *t, uint64_t size, const struct authority *a,
    struct anchor_ask **out) MUST_CHECK;
/* What to ask the calendar of an OTS proof that no block attests yet. ERR_PARSE
 * when there is nothing to ask. */
enum err anchor_ask_upgrade(
    struct txn *t, const struct anchor *a, struct anchor_ask **out) MUST_CHECK;
void anchor_ask_free(struct anchor_ask *ask);
/* Judges the reply (at most ANCHOR_REPLY_MAX bytes) and keeps it: blobs, row,
 * leaf. roots: PEM for an authority that has none of its own. ERR_DENIED when
 * it does not hold, with *why, which the caller frees: then it is a gap. */
enum { ANCHOR_REPLY_MAX = 64 * 1024 };
enum err anchor_keep(struct store *st, const struct anchor_ask *ask,
    const void *reply, size_t n, const char *roots, char **why) MUST_CHECK;
/* The same for something that is not of the log: what to ask about a SHA-256
 * (size is 0), and the reply judged, of which the archive keeps nothing. The
 * caller anchor_token_fini()s. */
struct anchor_token {
	int64_t time; /* genTime, ms; 0: OTS */
	char *reply;  /* owned: the whole reply; for OTS the .ots file */
	size_t reply_len;
	char *chain; /* owned: PEM, as in struct anchor; NULL: OTS */
	size_t chain_len;
};
enum err anchor_ask_digest(const struct authority *a,
    const uint8_t sha[SHA256_LEN], struct anchor_ask **out) MUST_CHECK;
enum err anchor_judge_digest(const struct anchor_ask *ask, const void *reply,
    size_t n, const char *roots, struct anchor_token *out,
    char **why) MUST_CHECK;
void anchor_token_fini(struct anchor_token *t);
/* Keeps that it failed, and when it is to be tried again. */
enum err anchor_missed(
    struct store *st, const struct anchor_ask *ask, const char *why) MUST_CHECK;

/* ---- archive: proofs (RFC 9162 2.1.3, 2.1.4), of hashes in their order ----
 */

enum { PROOF_MAX = 128 };
struct proof {
	size_t n;
	uint8_t hash[PROOF_MAX][SHA256_LEN];
};
/* That leaf seq is in the log of that size; that the log of size `from` is a
 * prefix of that of size `to`. ERR_NOTFOUND past the log's end. O(log n). */
enum err log_inclusion(
    struct txn *t, uint64_t seq, uint64_t size, struct proof *out) MUST_CHECK;
enum err log_consistency(
    struct txn *t, uint64_t from, uint64_t to, struct proof *out) MUST_CHECK;

/* The subtrees, greatest first, into which the first `size` leaves fall: with
 * the hashes of the leaves behind them they give any later root. */
enum err log_edge(struct txn *t, uint64_t size, struct proof *out) MUST_CHECK;
/* A check disclosed by itself: its entry's text, and the path from there to the
 * "root" that stands in its gathering leaf. */
struct check_proof {
	uint64_t leaf;         /* seq of the gathering leaf */
	char *entry;           /* owned */
	size_t entry_len;      /* hashed as a leaf of the small tree */
	uint64_t index, count; /* its place in the small tree */
	struct proof path;
};
enum err check_prove(
    struct txn *t, uint64_t number, struct check_proof *out) MUST_CHECK;
void check_proof_fini(struct check_proof *p);

/* ---- archive: logs that were merged into ours (store_merge) ----
 *
 * Another log as our leaves "merge" stand for it: its records verbatim, its
 * checkpoints and time stamps, and proofs that lead from its records to
 * checkpoints that its own key signed. */
struct merged_log;
struct merged_leaf {
	uint64_t seq;     /* in its log */
	const char *text; /* verbatim */
	size_t len;
	uint8_t hash[SHA256_LEN];
	/* Of one that gathers checks: their texts, each behind a blank and
	 * before a newline. */
	const char *entries;
	size_t entries_len;
};
struct merged_note {
	uint64_t size;
	const char *text; /* a signed note, verbatim */
	size_t len;
};
/* Reads the log of that origin: of its records those asked for (by seq,
 * ascending), the first two and those that declare a key. All of it is hashed:
 * 64 bytes a record are held. t must outlive it. ERR_NOTFOUND: none was
 * merged. */
enum err merged_log_open(struct txn *t, const char *origin,
    const uint64_t *wanted, size_t n, struct merged_log **out) MUST_CHECK;
void merged_log_free(struct merged_log *m);           /* NULL does nothing */
uint64_t merged_log_size(const struct merged_log *m); /* records */
/* All by seq or size; they live as long as m. The last: our leaves "merge". */
const struct merged_leaf *merged_log_leaves(
    const struct merged_log *m, size_t *n);
const struct merged_note *merged_log_notes(
    const struct merged_log *m, size_t *n);
const struct anchor *merged_log_anchors(const struct merged_log *m, size_t *n);
const uint64_t *merged_log_ours(const struct merged_log *m, size_t *n);
/* As log_inclusion and log_consistency, of that log. ERR_DAMAGED past its end.
 */
enum err merged_log_inclusion(struct merged_log *m, uint64_t seq, uint64_t size,
    struct proof *out) MUST_CHECK;
enum err merged_log_consistency(struct merged_log *m, uint64_t from,
    uint64_t to, struct proof *out) MUST_CHECK;
/* The check of this URL at this time among those that the leaf gathers. */
enum err merged_leaf_check(const struct merged_leaf *leaf, const char *url,
    const char *at, struct check_proof *out) MUST_CHECK;

/* What whoever is handed such proofs needs, without any archive; everything
 * given may be hostile. */
void proof_leaf_hash(const void *data, size_t n, uint8_t out[SHA256_LEN]);
bool proof_includes(const struct proof *p, const uint8_t leaf[SHA256_LEN],
    uint64_t index, uint64_t size, const uint8_t root[SHA256_LEN]);
bool proof_extends(const struct proof *p, uint64_t from,
    const uint8_t root_from[SHA256_LEN], uint64_t to,
    const uint8_t root_to[SHA256_LEN]);
/* A tree that goes on growing from an edge (log_edge). NULL when the edge is
 * not one of that size. */
struct proof_tree;
struct proof_tree *proof_tree_new(uint64_t size, const struct proof *edge);
void proof_tree_free(struct proof_tree *g);
void proof_tree_add(struct proof_tree *g, const uint8_t leaf[SHA256_LEN]);
void proof_tree_root(const struct proof_tree *g, uint8_t root[SHA256_LEN]);
/* A signed note. ERR_PARSE. */
enum { PROOF_NOTE_MAX = 8192, PROOF_KEY_LEN = 32, PROOF_ORIGIN_MAX = 256 };
struct proof_note {
	char origin[PROOF_ORIGIN_MAX];
	uint64_t size;
	uint8_t root[SHA256_LEN];
	size_t signed_len; /* bytes of the text that are signed */
	uint8_t signature[64];
	uint8_t key_id[4]; /* as its signature line says */
};
enum err proof_note_read(
    const char *text, size_t n, struct proof_note *out) MUST_CHECK;
/* An RFC 3161 token judged with nothing but what was kept of it: the
 * request, the reply, the chain in PEM whose last certificate is
 * the root, all as of the time that the token states. */
struct proof_stamp {
	int64_t time; /* genTime, ms */
	uint8_t imprint[SHA256_LEN];
};
enum err proof_stamp_check(const void *request, size_t request_len,
    const void *reply, size_t reply_len, const char *chain,
    struct proof_stamp *out) MUST_CHECK;
/* The bare token (CMS, DER) of a reply, as ASiC wants it; the caller frees.
 * ERR_PARSE. */
enum err proof_stamp_token(
    const void *reply, size_t reply_len, char **token, size_t *len) MUST_CHECK;
/* An OpenTimestamps proof. That the block of that height has this Merkle root
 * is not checked: block headers are not here. ERR_PARSE, ERR_LIMIT. */
struct proof_ots {
	uint8_t imprint[SHA256_LEN];
	bool attested; /* by a Bitcoin block; else a calendar promises one */
	uint64_t height;
	uint8_t root[SHA256_LEN]; /* as Bitcoin stores it: its explorers print
				   * it the other way round */
};
enum err proof_ots_read(
    const void *bytes, size_t n, struct proof_ots *out) MUST_CHECK;
/* The key of the leaf "key" at seq, which the key before it must have signed;
 * old NULL: it is the first. */
bool proof_key(const json_t *leaf, uint64_t seq, const char *origin,
    const uint8_t *old, uint8_t key[PROOF_KEY_LEN]);
/* Is the note signed by this Ed25519 key? text is what was read. */
bool proof_note_signed(const struct proof_note *note, const char *text,
    const uint8_t key[PROOF_KEY_LEN]);

/* One line of `verify`: what was checked, of what, whether it held, why not. A
 * line that held may have a why as well: a remark (a sweep that was cut short,
 * a token that is missing), and no fault. */
struct verify_line {
	const char *check, *of, *why; /* why: see above, or NULL */
	bool ok;
};
typedef void (*verify_report)(const struct verify_line *line, void *arg);
struct verify_sum {
	uint64_t records, blobs, nodes, checks, checkpoints, stamps, bad;
};
/* Re-hashes every blob, leaf, check and node of the archive in DIR, re-walks
 * prev, checks every checkpoint's root and signature, the flat file, the key,
 * and that what LMDB and the leaves name is in the segments. One line a kind
 * is given to report: the good ones with their number, or the first bad one by
 * its name. ERR_DAMAGED when anything was bad; else as store_open.
 *
 * A damaged file can raise SIGBUS, so all is done in a child process that
 * opens the archive itself: call it from a process without threads that does
 * not have this archive open. */
enum err archive_verify(const char *dir, verify_report report, void *arg,
    struct verify_sum *sum) MUST_CHECK;
/* Does today's log extend the one whose signed checkpoint is given (text of
 * the note)? In a child as well. ERR_DAMAGED when it does not. */
enum err archive_verify_against(const char *dir, const char *note, size_t n,
    verify_report report, void *arg) MUST_CHECK;

/* ---- forgetting (data protection) ---- */

struct forget_sum {
	uint64_t leaf;      /* of the purge */
	uint64_t records;   /* leaves whose text and salt were erased */
	uint64_t contents;  /* blobs erased */
	uint64_t shared;    /* blobs that other records name too: kept */
	uint64_t mentions;  /* index rows removed */
	uint64_t rewritten; /* blobs of merged logs, which had records of it */
};
/* Erases these snapshots: their leaves' text (and salt), the blobs that no
 * other record names, the mentions that rested on them alone and, if mention
 * is not NULL, the one of that id. The tree keeps the leaves' hashes; a leaf
 * "purge" names them, with the reason. Snapshots that are checks hold no
 * content and are passed over. ERR_NOTFOUND for a number never given.
 *
 * Erased is what the archive can reach: the bytes in its segments, and LMDB's
 * free pages (archive/erase.h says how far). Not what a file system or a drive
 * keeps of its own, nor backups and exports. */
enum { FORGET_REASON_MAX = 1000 };
enum err store_forget(struct store *st, const uint64_t *snapshots, size_t n,
    const char *mention, const char *reason, struct forget_sum *out) MUST_CHECK;
/* Was a mention forgotten whose id begins so (4 digits or more)? *leaf is the
 * purge's. ERR_NOTFOUND. */
enum err store_forgotten(
    struct txn *t, const char *prefix, uint64_t *leaf) MUST_CHECK;

/* ---- backup ---- */

struct backup_sum {
	uint64_t bytes;  /* copied this time */
	uint64_t leaves; /* in the copy, at least */
	enum err err;
};
/* Copies an archive that is open for reading, while others write it, into a
 * directory: whole the first time, then only what its segments have grown by.
 * ERR_DENIED, logged, for a directory that holds another archive, or one that
 * has gone its own way. What was forgotten is overwritten in the copy too. */
enum err store_backup(
    struct store *st, const char *to, struct backup_sum *sum) MUST_CHECK;

/* ---- merging ---- */

struct merge_sum {
	uint64_t records; /* snapshots taken over, checks not counted */
	uint64_t checks;
	uint64_t leaves;  /* of the other log, up to its newest checkpoint */
	uint64_t skipped; /* that the other had merged itself */
	uint64_t names;   /* watched names that were new */
};
/* Takes over what another archive holds up to its newest checkpoint, and what
 * an earlier merge has not taken: each snapshot as a leaf of our log that says
 * in "merged" whose it was, the other log's leaves, checkpoints and tokens
 * verbatim under its own origin, the watched names that we lack. The caller has
 * verified the other archive, holds our lock, and reindexes afterwards.
 *
 * ERR_DENIED, logged: it is a copy of ours, or is not what was merged before.
 */
enum err store_merge(
    struct store *st, struct store *other, struct merge_sum *sum) MUST_CHECK;

/* ---- register: what the user declared ---- */

/* Watched names: NAME is the key (1 to REGISTER_NAME_MAX bytes, compared as
 * they are; else the transaction fails with ERR_LIMIT), the value is the JSON
 * of match/watch.h. Walked in the order of their bytes; fn may change them. */
enum { REGISTER_NAME_MAX = 300 };
void register_watch_put(struct txn *t, const char *name, const char *json);
enum err register_watch_remove(struct txn *t, const char *name) MUST_CHECK;
enum err register_watch_get(
    struct txn *t, const char *name, char **json) MUST_CHECK;
enum err register_watch_each(struct txn *t,
    bool (*fn)(const char *name, const char *json, void *arg),
    void *arg) MUST_CHECK;
/* Grows by one whenever a name is added or changed; 0 before the first. */
uint64_t register_generation(struct txn *t);

/* What the user said of mentions, by their ids (16 hex digits, which reindex
 * keeps): it is about the watched subject, or about a namesake. An id that is
 * none is ERR_PARSE in t. */
void register_label_put(struct txn *t, const char *id, bool mine);
enum err register_label_remove(struct txn *t, const char *id) MUST_CHECK;
enum err register_label_get(
    struct txn *t, const char *id, bool *mine) MUST_CHECK;
enum err register_label_each(struct txn *t,
    bool (*fn)(const char *id, bool mine, void *arg), void *arg) MUST_CHECK;

/* Time-stamp authorities, in the order in which they were declared. Text is
 * borrowed from the callback's caller. */
enum { AUTHORITY_URL_MAX = 2000, AUTHORITY_ROOTS_MAX = 1 << 20 };
struct authority {
	uint64_t number; /* from 1, never given twice */
	enum anchor_kind kind;
	const char *url; /* its key */
	const char
	    *name; /* see struct anchor; made by register_authority_put */
	const char *roots; /* PEM of the user's --ca; NULL: Mozilla's roots */
	bool qualified;
};
/* Declares it, or declares it anew under its number; number and name are not
 * read. ERR_LIMIT in t for a URL or roots too long. */
void register_authority_put(struct txn *t, const struct authority *a);
enum err register_authority_remove(struct txn *t, const char *url) MUST_CHECK;
enum err register_authority_each(struct txn *t,
    bool (*fn)(const struct authority *a, void *arg), void *arg) MUST_CHECK;

/* ---- index: what we concluded; rebuilt by `vigie reindex` ---- */

enum doc_state { DOC_ONLINE, DOC_CHANGED, DOC_GONE, DOC_UNREACHABLE };
const char *doc_state_name(enum doc_state s);

/* One watched name seen in one document by one exchange. Pointers borrowed. */
struct sighting {
	const char *name;            /* the watched name */
	const char *match, *matched; /* CLI.md */
	const char *network, *kind;  /* CLI.md */
	const char *native_id;       /* NULL, or unique within native_space */
	const char *native_space;    /* e.g. "wordpress:blog.example" */
	const char *url;             /* canonical URL of the document */
	const char *key;             /* what addresses are compared by, or NULL:
				      * url itself; equal keys, one document */
	const char *source;          /* canonical URL of what was fetched */
	const char *site; /* registrable domain or IP of the document */
	const char *author, *author_url, *handle, *title;
	const char *published, *published_from, *lang;
	const char *snippet;
	const char *const *snippets;
	size_t n_snippets;
	const char *reasons; /* JSON array text, or NULL */
	/* Signs that an account passes for the name: JSON array text of codes,
	 * or NULL; and how surely, 0 to 1. */
	const char *signs;
	double impostor;
	const char *text_hash;    /* hex: fingerprint_text of the document */
	const char *context_hash; /* hex: of the text around the mentions */
	uint64_t simhash;
	const uint32_t *minhash; /* 128 values, or NULL */
	/* Hashes of passages, of which a quotation shares some; or NULL. */
	const uint64_t *passages;
	size_t n_passages;
	unsigned words;   /* of the document's text */
	unsigned credits; /* what it says of its origin: the caller's bits */
	double score;
	size_t body_start,
	    body_end;      /* where in the decoded body; 0,0: unknown */
	uint64_t snapshot; /* 0: unchanged since its last snapshot (a check) */
	uint64_t sweep;
	int64_t at; /* wall clock, ms */
	/* By a file of old: of a mention that is known it proves nothing but
	 * one more snapshot. */
	bool imported;
};
/* What a sighting or an absence turned out to be. */
enum change {
	CHANGE_NEW,
	CHANGE_SAME,
	CHANGE_CHANGED,
	CHANGE_GONE,
	CHANGE_UNREACHABLE
};
const char *change_name(enum change c);

/* Finds the document (native id, canonical URL, text on the same site:
 * MATCHING.md 4.4 levels 1-3), or makes it, and its row for this name. id gets
 * the mention's id (16 hex digits and a NUL). Near-duplicates get one cluster.
 * what: CHANGE_NEW, CHANGE_CHANGED (this source showed another text before, and
 * is the first of its sweep to show a change) or CHANGE_SAME. Stands between
 * index_page_begin and index_page_end of its source. */
void index_sighting(
    struct txn *t, const struct sighting *s, enum change *what, char id[17]);
/* One look at a source (canonical URL) that answered well: begin, its
 * sightings, end, in one transaction. Then what this source showed at its last
 * look and does not show now is gone from it. Cheap where it never showed one:
 * call it for every page, also for one without a mention.
 *
 * complete is false for a feed or a listing page, whose end says nothing about
 * what it no longer shows. items are then the keys of all its entries, from the
 * top, those without a mention included: an entry's native_id (where it has a
 * native_space), else its canonical URL, as its sightings say. An item that
 * vanished from between its neighbours is gone, and so is a mention in one that
 * is listed still; what fell off an end is left alone; so is everything when
 * there are no items. complete: items may be NULL.
 *
 * gone, changed (NULL: not wanted): mentions whose state became so by this
 * look. */
void index_page_begin(struct txn *t, const char *source);
void index_page_end(struct txn *t, const char *source, bool complete,
    const char *const *items, size_t n_items, uint64_t snapshot, uint64_t sweep,
    int64_t at, unsigned *gone, unsigned *changed);
/* The end of a look at bytes that are what they were, matched with other names:
 * what they show no longer is left out by the names, not gone. Its state stays
 * as it was until another source, or a reindex, says otherwise. */
void index_page_rematched(struct txn *t, const char *source);
/* The source answered 304, or 200 with the bytes of its last good answer: all
 * that it showed then is online still. (A 404 said again is index_absent.) */
void index_unchanged(
    struct txn *t, const char *source, uint64_t sweep, int64_t at);
/* The source is gone (DOC_GONE: 404, 410) or could not be looked at
 * (DOC_UNREACHABLE: time-out, 5xx, a login wall, robots.txt). count (NULL: not
 * wanted): mentions whose state became so by this. */
void index_absent(struct txn *t, const char *source, enum doc_state state,
    uint64_t snapshot, uint64_t sweep, int64_t at, unsigned *count);
/* Did this source show a mention in its last good answer? */
bool index_has_mention(struct txn *t, const char *source);

enum { INDEX_PDQ_BYTES = 32 /* of a PDQ (crawler/portrait) */ };

/* The picture that stands for a document of few words. */
struct shown_picture {
	const char *key, *native_id, *native_space; /* as in its sightings */
	const char *site;
	const char *picture; /* URL of the picture */
	const uint8_t *pdq;  /* INDEX_PDQ_BYTES */
};
/* Makes one cluster of the document and those that show the same picture (31 of
 * 256 bits of PDQ differ, or fewer). Two of one site that show the same address
 * are none: that is the site's own picture. A document that is not known, or
 * shares its address with others, stays as it is. */
void index_picture(struct txn *t, const struct shown_picture *p);

struct mention_filter {
	const char *name, *network, *state, *match; /* NULL: any */
	int64_t since; /* first_seen at or after; INT64_MIN: any */
	bool cluster;  /* one row a cluster and name: its earliest */
};
/* Calls fn with each mention as the JSON object of CLI.md, newest first, until
 * it returns false. The text is valid during the call. */
enum err index_mentions(struct txn *t, const struct mention_filter *f,
    bool (*fn)(const char *json, size_t n, void *arg), void *arg) MUST_CHECK;
/* One mention by id or unambiguous prefix of 4 characters or more; the caller
 * frees *json. ERR_NOTFOUND; ERR_USAGE when several begin so. */
enum err index_mention(
    struct txn *t, const char *prefix, char **json) MUST_CHECK;
/* Calls fn with each mention of the same cluster and name as this one, itself
 * among them, in the order in which they were first seen. As index_mention. */
enum err index_copies(struct txn *t, const char *prefix,
    bool (*fn)(const char *json, size_t n, void *arg), void *arg) MUST_CHECK;
/* Calls fn with the id of each mention of the same name whose document this
 * one's quotes (no copy, and of several copies one). As index_mention. */
enum err index_quotes(struct txn *t, const char *prefix,
    void (*fn)(const char id[17], void *arg), void *arg) MUST_CHECK;
/* What CLI.md's object leaves out: reasons, score, where in which snapshot's
 * decoded body the text stands. As index_mention. */
enum err index_mention_private(
    struct txn *t, const char *prefix, char **json) MUST_CHECK;
/* Counts for `stats`, as one JSON object: "documents", "clusters", "by_day" (of
 * first_seen, newest first), "mentions", "by_state", "by_match", "by_network",
 * "by_name", and "distinct_by_name", where copies count once; the caller
 * frees. */
enum err index_stats(struct txn *t, char **json) MUST_CHECK;
/* Empties the index before a reindex. */
void index_clear(struct txn *t);

/* ---- state: frontier and host memory; losing it costs time, no more ---- */

/* What is remembered of one URL. Fixed part and two strings. */
struct url_state {
	uint64_t last_sweep; /* sweep that last finished a fetch of it */
	int64_t last_at;     /* wall clock, ms; 0: never */
	uint64_t snapshot;   /* last snapshot with a leaf of its own; 0: none */
	uint8_t payload[SHA256_LEN]; /* last seen; zero: none */
	bool drifted;   /* payload is of a check after that snapshot: other
			 * bytes, and no mention in either */
	uint64_t names; /* register_generation that its text was matched with */
	int status;     /* HTTP, 0: none */
	bool kept;      /* the body of snapshot is in the archive */
	bool mention;   /* it showed one in its last good answer */
	bool listing;   /* feed, sitemap, API answer */
	bool useless_validators;    /* sends new ones for the same bytes */
	unsigned failures;          /* in a row */
	char *etag, *last_modified; /* owned; NULL: none */
};
void url_state_fini(struct url_state *u);
/* ERR_NOTFOUND when it was never fetched. */
enum err state_url_get(
    struct txn *t, const char *url, struct url_state *out) MUST_CHECK;
void state_url_put(struct txn *t, const char *url, const struct url_state *u);

/* A URL's place in a seed's frontier. */
struct member {
	const char *url; /* borrowed */
	unsigned depth;  /* links from the seed */
	unsigned role;   /* what the adapter said it is (networks/network.h) */
	bool hot;        /* listing, or page with a mention: visited first */
	const char *via; /* URL that led here, or NULL */
	const char *context; /* what the adapter wants back, or NULL */
};
/* True if it was not there yet. Put again, hot can rise, depth can fall (via
 * goes with it), a role can be given where there was none (context goes with
 * it), and the same via can give the same role another context; all else stays
 * as it was first put. */
bool state_member_put(struct txn *t, uint64_t seed, const struct member *m);
/* Walks the members of a seed, hot ones only or all, in the order of their
 * keys (by host, then path), from after `from` (a URL; NULL: the beginning),
 * until fn returns false. No cursor stands open during fn, which may put
 * members: those behind the row in hand may or may not be seen. */
enum err state_member_each(struct txn *t, uint64_t seed, bool hot_only,
    const char *from, bool (*fn)(const struct member *m, void *arg),
    void *arg) MUST_CHECK;

/* Small JSON documents by space and key: "seed", "host", "robots", "sweep"…
 * ERR_NOTFOUND; the caller frees. */
enum err state_get(
    struct txn *t, const char *space, const char *key, char **json) MUST_CHECK;
void state_put(
    struct txn *t, const char *space, const char *key, const char *json);
void state_del(struct txn *t, const char *space, const char *key);
/* Calls fn with each document of a space until it returns false. */
enum err state_each(struct txn *t, const char *space,
    bool (*fn)(const char *json, void *arg), void *arg) MUST_CHECK;
/* A number of its own for each key of a space, from 1, given at first sight (in
 * a read transaction: 0 for a key that has none). */
uint64_t state_number(struct txn *t, const char *space, const char *key);

#endif
