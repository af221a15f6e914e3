/* SPDX-License-Identifier: ISC */
/* Portraits, read and compared. */
#include "crawler/portrait/portrait.h"

#include <string.h>

#include "crawler/portrait/picture.h"

/* What each turn of pdq.h looks like: a swap of one direction mirrors, of both
 * turns by 180 degrees; with rows and columns swapped it is the other way
 * round, for that swap mirrors already. */
static const enum portrait_likeness turns[PDQ_TURNS] = { PORTRAIT_COPY,
	PORTRAIT_MIRRORED, PORTRAIT_MIRRORED, PORTRAIT_TURNED,
	PORTRAIT_MIRRORED, PORTRAIT_TURNED, PORTRAIT_TURNED,
	PORTRAIT_MIRRORED };

static const char *const words[] = {
	[PORTRAIT_OTHER] = "another picture",
	[PORTRAIT_SAME] = "the portrait, byte for byte",
	[PORTRAIT_COPY] = "a copy of the portrait",
	[PORTRAIT_MIRRORED] = "the portrait, mirrored",
	[PORTRAIT_TURNED] = "the portrait, turned",
};

const char *
portrait_words(enum portrait_likeness l)
{
	return words[l];
}

enum err
portrait_read(
    const void *data, size_t n, struct portrait *out, const char **why)
{
	struct picture p;
	enum err e = picture_read(data, n, &p, why);

	if (e != ERR_OK)
		return e;
	digest_sha256(data, n, out->sha256);
	pdq_of(p.luma, p.cols, p.rows, &out->pdq);
	picture_fini(&p);
	return ERR_OK;
}

enum portrait_likeness
portrait_compare(const struct portrait *known, const struct portrait *met,
    unsigned *distance)
{
	enum portrait_likeness best = PORTRAIT_OTHER;
	unsigned nearest = PDQ_NEAR + 1;

	if (memcmp(known->sha256, met->sha256, SHA256_LEN) == 0) {
		*distance = 0;
		return PORTRAIT_SAME;
	}
	if (known->pdq.quality < PDQ_QUALITY || met->pdq.quality < PDQ_QUALITY)
		return PORTRAIT_OTHER;
	for (size_t i = 0; i < PDQ_TURNS; i++) {
		unsigned d = pdq_distance(known->pdq.hash[i], met->pdq.hash[0]);
		unsigned firm = pdq_distance_firm(
		    known->pdq.hash[i], met->pdq.hash[0], known->pdq.firm[i]);

		if (firm < d)
			d = firm;
		if (d >= nearest)
			continue;
		nearest = d;
		best = turns[i];
	}
	if (best != PORTRAIT_OTHER)
		*distance = nearest;
	return best;
}
