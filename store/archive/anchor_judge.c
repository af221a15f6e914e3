/* SPDX-License-Identifier: ISC */
/* Tokens that were kept, judged again with nothing but what was kept. */
#include <stdlib.h>
#include <string.h>

#include "store/archive/anchor.h"
#include "store/base/mem.h"

static char *
get_blob(struct txn *t, const uint8_t sha[SHA256_LEN], size_t max, char **out,
    size_t *n)
{
	if (blob_get(t, sha, out, n) != ERR_OK)
		return mem_strdup("its bytes are not in the archive");
	if (*n <= max)
		return NULL;
	return mem_strdup("its bytes are too many");
}

static char *
judge_token(struct txn *t, const struct anchor *a, struct stamp *s)
{
	char *request = NULL, *reply = NULL, *chain = NULL, *why;
	size_t request_len, reply_len, chain_len;

	why =
	    get_blob(t, a->request, STAMP_REQUEST_MAX, &request, &request_len);
	if (why == NULL)
		why =
		    get_blob(t, a->reply, STAMP_REPLY_MAX, &reply, &reply_len);
	if (why == NULL)
		why =
		    get_blob(t, a->chain, STAMP_CHAIN_MAX, &chain, &chain_len);
	if (why == NULL)
		(void)!stamp_judge_kept(
		    request, request_len, reply, reply_len, chain, s, &why);
	free(request);
	free(reply);
	free(chain);
	return why;
}

static char *
judge_note(struct txn *t, const struct anchor *a)
{
	uint8_t imprint[SHA256_LEN];
	char *note;

	if (checkpoint_at(t, a->size, &note) != ERR_OK)
		return mem_strdup("its checkpoint is missing");
	digest_sha256(note, strlen(note), imprint);
	free(note);
	return memcmp(imprint, a->imprint, SHA256_LEN) == 0
		   ? NULL
		   : mem_strdup("it stamps another checkpoint");
}

char *
anchor_judge(struct txn *t, const struct anchor *a)
{
	struct stamp s = { .time = 0 };
	char *why = judge_note(t, a);

	if (why != NULL)
		return why;
	if (a->kind == ANCHOR_OTS)
		return anchor_ots_judge(t, a);
	why = judge_token(t, a, &s);
	if (why != NULL)
		return why;
	if (memcmp(s.imprint, a->imprint, SHA256_LEN) != 0)
		why = mem_strdup("it stamps another checkpoint");
	else if (s.time != a->time)
		why = mem_strdup("its time is not the one in the log");
	else if (strcmp(s.policy, a->policy) != 0 ||
		 strcmp(s.serial, a->serial) != 0)
		why = mem_strdup("it is not the token in the log");
	stamp_fini(&s);
	return why;
}
