/* SPDX-License-Identifier: ISC */
/* crawler/analyse: what one answer holds. All of it is pure.
 *
 * From the bytes of one answer to a harvest: decode, let the adapter read,
 * match the names, quote. Pure: no I/O, no clock, no global; it runs in a
 * sandboxed child (sandbox.h), and in the tests and reindex alike. */
#ifndef CRAWLER_ANALYSE_ANALYSE_H
#define CRAWLER_ANALYSE_ANALYSE_H

#include "crawler/analyse/harvest.h"
#include "crawler/match/watch.h"
#include "crawler/seeds/seeds.h"

struct analyser;

/* One answer to read. Borrowed. */
struct analysis {
	size_t seed; /* index into the seeds of the configuration */
	const char *url;
	int status;
	const char *head; /* response head as received */
	size_t head_len;
	/* Transfer coding removed, content coding on; a NUL behind it. */
	const char *body;
	size_t body_len;
	int64_t at;
	unsigned role, depth;
	const char *context;
	bool full; /* it showed a mention before: read it exactly */
	/* Whoever asks remembers where links to pages lead: what was told of
	 * one seed once is not told again. */
	bool once;
};

/* What an analyser must know, as bytes that can be sent to a child. */
enum err analyse_config(const struct watch *const *watches, size_t n_watches,
    const struct seed *const *seeds, size_t n_seeds,
    struct buf *out) MUST_CHECK;
/* ERR_PARSE when the bytes are not what analyse_config wrote. */
enum err analyser_new(
    const void *config, size_t n, struct analyser **out) MUST_CHECK;
void analyser_free(struct analyser *an);
/* The view of a seed that adapters get; valid as long as the analyser. */
const struct seed_view *analyser_seed(const struct analyser *an, size_t seed);

/* What was told of a seed is told again: a harvest got lost. */
void analyser_retell(struct analyser *an, size_t seed);
/* Always gives a harvest, if only with its problem. */
void analyse(
    struct analyser *an, const struct analysis *in, struct harvest *out);

/* A request on the wire; the body travels beside it. */
void analysis_pack(const struct analysis *in, struct wire_out *w);
void analysis_unpack(struct wire_in *w, struct analysis *out);

#endif
