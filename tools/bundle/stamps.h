/* SPDX-License-Identifier: ISC */
/* The time stamps over a whole bundle (EVIDENCE.md 4.4): tokens over its
 * tagmanifest-sha256.txt, which stand beside that file, since nothing that it
 * names can hold them:
 *
 *   tagmanifest.NAME.tsq .tsr        the question and the whole reply
 *   tagmanifest.NAME-chaine.pem      the chain, the root last
 *   tagmanifest.NAME-racine.pem      that root alone
 *   tagmanifest.NAME.ots             an OpenTimestamps proof, pending
 *   tagmanifest.asics                ASiC-S: the file and the best token
 *   tagmanifest.sums.txt             the SHA-256 of all of these */
#ifndef TOOLS_BUNDLE_STAMPS_H
#define TOOLS_BUNDLE_STAMPS_H

#include "tools/bundle/bundle.h"

/* Asks every authority of c->stampers that has not failed yet, and adds what
 * came. *again is set when one failed now, and is marked: the notices are to
 * say so. */
enum err stamps_write(struct bundle_case *c, struct bag *b,
    struct bundle_stamping *s, const char *tagmanifest, size_t n,
    bool *again) MUST_CHECK;
/* Where the last certificate of a PEM text begins: of a chain, the root. */
const char *stamps_root_of(const char *pem);

#endif
