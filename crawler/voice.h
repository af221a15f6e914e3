/* SPDX-License-Identifier: ISC */
/* What each seed's source gave: an answer, documents, how much of a quota it
 * says is left. Remembered from sweep to sweep, so that a source which has gone
 * silent is a warning, and not "nothing found". */
#ifndef CRAWLER_VOICE_H
#define CRAWLER_VOICE_H

#include <stdbool.h>
#include <stdint.h>

struct job;
struct seed;
struct txn;

enum { VOICE_NIGHTS = 3 /* silent ones in a row that are a warning */ };

/* Of one seed in this sweep; the writer's until it has ended. */
struct voice {
	uint64_t answers; /* good ones, "not modified" too */
	uint64_t documents;
	uint64_t unchanged; /* of the good ones: as they were, so not read */
	int64_t quota; /* the last that was told, plus one; 0: nothing was */
};

/* What is remembered of a seed; zero where nothing is. Times by the due clock,
 * in ms. */
struct voice_memory {
	int64_t asked, answered, spoke; /* its last sweep, answer, document */
	uint64_t silent; /* finished sweeps in a row without a document */
	int64_t quota;   /* as in struct voice */
};

void voice_hear(struct voice *v, const struct job *j);
void voice_load(struct txn *t, const struct seed *s, struct voice_memory *out);
/* Keeps what this sweep heard. finished: its round came to its end; only such a
 * one can have been silent. */
void voice_keep(struct txn *t, const struct seed *s, const struct voice *v,
    bool finished, int64_t now_ms, struct voice_memory *out);
/* A source that has spoken before and is silent now. */
bool voice_is_lost(const struct voice_memory *m);

#endif
