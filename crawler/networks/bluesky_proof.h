/* SPDX-License-Identifier: ISC */
/* The road from a post of the AT Protocol to its proof: the author's DID
 * document, which names a server and a key (w3.org/TR/did-core,
 * atproto.com/specs/did); the record as that server gives it, a CAR file; and
 * the log of the account's keys. All are kept as they came, and what they prove
 * is said beside the record. */
#ifndef CRAWLER_NETWORKS_BLUESKY_PROOF_H
#define CRAWLER_NETWORKS_BLUESKY_PROOF_H

#include <jansson.h>

#include "crawler/networks/network.h"

/* Of links that lead there; the context holds DID and record key, and with the
 * record the key and who stated it. */
enum {
	BLUESKY_PROOF_DID = NETWORK_ROLE_OWN + 5,
	BLUESKY_PROOF_RECORD,
	BLUESKY_PROOF_KEYS
};

/* Asks for it where the document, a post of that account, has a mention. server
 * is the seed's own; NULL: the network's directory tells where the account is.
 */
void bluesky_proof_ask(struct page *p, const struct doc *d, const char *server,
    const char *did, const char *rkey);
/* Reads the answers of these roles. */
enum err bluesky_proof_did(
    const struct source *s, struct page *p, const json_t *root) MUST_CHECK;
/* There is no DID document: the record may be asked for all the same. */
enum err bluesky_proof_no_did(
    const struct source *s, struct page *p, enum err e) MUST_CHECK;
enum err bluesky_proof_record(
    const struct source *s, struct page *p) MUST_CHECK;
enum err bluesky_proof_keys(
    const struct source *s, struct page *p, const json_t *root) MUST_CHECK;

#endif
