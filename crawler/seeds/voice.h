/* SPDX-License-Identifier: ISC */
/* What each seed's source gave: an answer, documents, how much of a quota it
 * says is left. Remembered from sweep to sweep, so that a source which has gone
 * silent is a warning, and not "nothing found". */
#ifndef CRAWLER_SEEDS_VOICE_H
#define CRAWLER_SEEDS_VOICE_H

#include <stdbool.h>
#include <stdint.h>

struct job;
struct seed;
struct txn;

enum {
	VOICE_NIGHTS = 3, /* silent ones in a row that are a warning */
	VOICE_WHY_MAX = 512,
	VOICE_PICKED_MAX = 64
};

/* What the search for the word that is always found has found. */
enum voice_canary {
	VOICE_CANARY_NONE, /* it was not asked, or not answered */
	VOICE_CANARY_SILENT,
	VOICE_CANARY_SINGS
};

/* Of one seed in this sweep; the writer's until it has ended. */
struct voice {
	uint64_t answers; /* good ones, "not modified" too, redirects not */
	uint64_t documents;
	uint64_t unchanged; /* of the good ones: as they were, so not read */
	uint64_t unread;    /* not what was due, and no other road from there */
	char why[VOICE_WHY_MAX]; /* of the first of these */
	int64_t quota;   /* the last that was told, plus one; 0: nothing was */
	uint64_t canary; /* enum voice_canary */
	/* in the sweep before; set by voice_begin */
	bool was_mute, had_unread;
	char picked[VOICE_PICKED_MAX]; /* the last page.picked, or "" */
};

/* What is remembered of a seed; zero where nothing is. Times by the due clock,
 * in ms. */
struct voice_memory {
	int64_t asked, answered, spoke; /* its last sweep, answer, document */
	uint64_t silent; /* finished sweeps in a row without a document */
	int64_t quota;   /* as in struct voice */
	uint64_t canary; /* the last verdict */
	uint64_t mute;   /* 1: nothing of what it answered could be read */
	uint64_t unread; /* 1: some of it could not */
	char picked[VOICE_PICKED_MAX]; /* "" for a seed that is not `auto` */
};

/* What the sweep before has left to know. */
void voice_begin(struct voice *v, struct txn *t, const struct seed *s);
void voice_hear(struct voice *v, const struct job *j);
void voice_load(struct txn *t, const struct seed *s, struct voice_memory *out);
/* Keeps what this sweep heard. finished: its round came to its end; only such a
 * one can have been silent. */
void voice_keep(struct txn *t, const struct seed *s, const struct voice *v,
    bool finished, int64_t now_ms, struct voice_memory *out);
/* Has none of the seed's answers been good? failed: it was not reached. */
bool voice_is_mute(const struct voice *v, bool failed);
/* The error line of such a one: the fetcher's reason (NULL: none) where nothing
 * else is known; seeds is the file's path. */
void voice_blame(const struct voice *v, const struct seed *s, const char *seeds,
    const char *reason);
/* What is no failure and no "nothing found" either: silence and answers that
 * could not be read, on the night when they begin; a search that finds nothing
 * at all, each night. A warning each; seeds is the file's path. */
void voice_warn(const struct voice *v, const struct voice_memory *m,
    const struct seed *s, const char *seeds);
/* A source that has spoken before and is silent now. */
bool voice_is_lost(const struct voice_memory *m);

#endif
