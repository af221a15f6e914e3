/* SPDX-License-Identifier: ISC */
/* Time stamps of a bundle: each token over a checkpoint, judged with the
 * request, the chain and the note that stand beside it. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mem.h"
#include "tools/bundle/inspect.h"
#include "tools/bundle/inspect_log.h"

/* The authority's chain: its file begins with its name, a dash, eight digits of
 * its hash. One of several must fit. */
static bool
judge_chains(struct inspect *v, const char *authority, const struct buf *query,
    const struct buf *reply, struct proof_stamp *stamp)
{
	char *prefix = mem_printf("%s/%s-", v->anchors, authority);
	size_t n = strlen(prefix);
	bool good = false;

	for (size_t i = inspect_seek(v, prefix); i < v->n_files && !good; i++) {
		const char *name = v->files[i].name;
		struct buf chain;

		if (strncmp(name, prefix, n) != 0)
			break;
		if (strlen(name) != n + 8 + 11 ||
		    strcmp(name + n + 8, "-chaine.pem") != 0)
			continue;
		good = inspect_named(v, name, &chain) &&
		       proof_stamp_check(query->data, query->len, reply->data,
			   reply->len, chain.data, stamp) == ERR_OK;
		buf_fini(&chain);
	}
	free(prefix);
	return good;
}

static void
keep(struct inspect *v, uint64_t size, int64_t time, const struct buf *reply)
{
	struct inspect_token *k;

	v->tokens = mem_grow(v->tokens, v->n_tokens + 1, sizeof(v->tokens[0]));
	k = &v->tokens[v->n_tokens++];
	k->size = size;
	k->time = time;
	digest_sha256(reply->data, reply->len, k->reply);
}

static const char *
judge(struct inspect *v, uint64_t size, const char *authority,
    const struct buf *query, const struct buf *reply)
{
	struct proof_stamp stamp;
	char name[BUNDLE_NAME_MAX];
	uint8_t sha[SHA256_LEN] = { 0 };
	const char *why = NULL;
	struct buf note;

	if (!judge_chains(v, authority, query, reply, &stamp))
		return "it does not hold with any chain of its authority";
	snprintf(name, sizeof(name), "%s/checkpoint-%08" PRIu64 ".txt",
	    v->journal, size);
	if (!inspect_named(v, name, &note))
		why = "the checkpoint that it dates is missing";
	else
		digest_sha256(note.data, note.len, sha);
	if (why == NULL && memcmp(sha, stamp.imprint, SHA256_LEN) != 0)
		why = "it dates something else than its checkpoint";
	if (why == NULL)
		keep(v, size, stamp.time, reply);
	buf_fini(&note);
	return why;
}

/* An OpenTimestamps proof is about the note; that its block is Bitcoin's is not
 * to be seen from here. */
static const char *
judge_ots(struct inspect *v, uint64_t size, const struct buf *proof)
{
	struct proof_ots ots;
	char name[BUNDLE_NAME_MAX];
	uint8_t sha[SHA256_LEN] = { 0 };
	const char *why = NULL;
	struct buf note;

	if (proof_ots_read(proof->data, proof->len, &ots) != ERR_OK)
		return "it is no OpenTimestamps proof";
	snprintf(name, sizeof(name), "%s/checkpoint-%08" PRIu64 ".txt",
	    v->journal, size);
	if (inspect_named(v, name, &note))
		digest_sha256(note.data, note.len, sha);
	if (memcmp(sha, ots.imprint, SHA256_LEN) != 0)
		why = "it dates something else than its checkpoint";
	buf_fini(&note);
	return why;
}

/* "00000162.tsa1-host.tsr": the size and the authority's name. */
static bool
read_name(const char *name, const char *suffix, uint64_t *size, char *authority,
    size_t cap)
{
	size_t digits = strspn(name, "0123456789"), n = strlen(name);
	char number[32];

	if (digits == 0 || digits > 18 || name[digits] != '.' ||
	    n < digits + 6 || strcmp(name + n - 4, suffix) != 0)
		return false;
	snprintf(number, sizeof(number), "%.*s", (int)digits, name);
	snprintf(authority, cap, "%.*s", (int)(n - 4 - digits - 1),
	    name + digits + 1);
	return inspect_number(number, "", size);
}

static void
check_ots(struct inspect *v, const char *name, uint64_t size)
{
	const char *why = "it cannot be read";
	struct buf proof;

	if (inspect_named(v, name, &proof))
		why = judge_ots(v, size, &proof);
	buf_fini(&proof);
	if (why != NULL)
		inspect_bad(v, INSPECT_STAMPS, why, "%s", name);
	else
		inspect_good(v, INSPECT_STAMPS, 1);
}

void
inspect_stamps(struct inspect *v)
{
	char dir[BUNDLE_NAME_MAX];
	size_t n = (size_t)snprintf(dir, sizeof(dir), "%s/", v->anchors);

	for (size_t i = inspect_seek(v, dir); i < v->n_files; i++) {
		const char *name = v->files[i].name, *why;
		char authority[BAG_NAME_MAX + 1], query[BAG_NAME_MAX + 1];
		bool asked, answered;
		struct buf tsq, tsr;
		uint64_t size;

		if (strncmp(name, dir, n) != 0)
			break;
		if (read_name(name + n, ".ots", &size, authority,
			sizeof(authority))) {
			check_ots(v, name, size);
			continue;
		}
		if (!read_name(
			name + n, ".tsr", &size, authority, sizeof(authority)))
			continue;
		snprintf(query, sizeof(query), "%.*s.tsq",
		    (int)strlen(name) - 4, name);
		why = "it or its request cannot be read";
		asked = inspect_named(v, query, &tsq);
		answered = inspect_named(v, name, &tsr);
		if (asked && answered)
			why = judge(v, size, authority, &tsq, &tsr);
		buf_fini(&tsq);
		buf_fini(&tsr);
		if (why != NULL)
			inspect_bad(v, INSPECT_STAMPS, why, "%s", name);
		else
			inspect_good(v, INSPECT_STAMPS, 1);
	}
}
