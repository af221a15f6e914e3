/* SPDX-License-Identifier: ISC */
/* The files of a log in a bundle, our own (journal.c) or one that was merged
 * into it (elsewhere.c): what each is called and how it is written. dir is
 * where, without a slash at its end; journal.c says what the files are. */
#ifndef TOOLS_BUNDLE_JOURNAL_H
#define TOOLS_BUNDLE_JOURNAL_H

#include "tools/bundle/bundle.h"

/* leaf-N.json, and its proof, which leads to k. */
enum err journal_leaf(struct bag *b, const char *dir,
    const struct bundle_leaf *leaf, const struct bundle_checkpoint *k,
    const struct proof *p) MUST_CHECK;
/* check-sN.json and .txt. */
enum err journal_check(struct bag *b, const char *dir, uint64_t number,
    const struct check_proof *p) MUST_CHECK;
/* checkpoint-N.txt, consistency-A-B.txt. */
void journal_checkpoint(
    struct bag *b, const char *dir, const struct bundle_checkpoint *k);
enum err journal_consistency(struct bag *b, const char *dir, uint64_t from,
    uint64_t to, const struct proof *p) MUST_CHECK;
/* Tokens, requests, chains: each chain once. */
void journal_anchors(struct bag *b, const char *dir,
    const struct bundle_anchor *anchors, size_t n);

/* What a case holds of logs that were merged into ours: data/repris/. */
enum err elsewhere_write(const struct bundle_case *c, struct bag *b) MUST_CHECK;

#endif
