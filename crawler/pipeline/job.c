/* SPDX-License-Identifier: ISC */
/* The life of a job. */
#include "crawler/pipeline/job.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/harvest.h"
#include "store/base/mem.h"

struct job *
job_new(enum job_kind kind, const char *url)
{
	struct job *j = mem_zalloc(sizeof(*j));

	j->kind = kind;
	if (url != NULL)
		j->x = exchange_new(url);
	return j;
}

void
job_free(void *job)
{
	struct job *j = job;

	if (j == NULL)
		return;
	exchange_free(j->x);
	free(j->via);
	free(j->context);
	free(j->host_json);
	free(j->robots_json);
	free(j->imported);
	free(j->import_sha);
	url_state_fini(&j->prior);
	harvest_free(j->harvest);
	blob_packed_free(j->body);
	blob_packed_free(j->chain);
	blob_packed_free(j->framing);
	blob_packed_free(j->path);
	free(j);
}

bool
job_has_same_payload(const struct job *j)
{
	static const uint8_t none[SHA256_LEN];

	return j->known && j->prior.snapshot > 0 &&
	       exchange_says_all(j->x->url, j->x->status) &&
	       memcmp(j->prior.payload, none, SHA256_LEN) != 0 &&
	       memcmp(j->prior.payload, j->x->payload_sha256, SHA256_LEN) == 0;
}

bool
job_is_same(const struct job *j)
{
	const struct exchange *x = j->x;

	if (!j->known || j->prior.snapshot == 0 || x->outcome != OUTCOME_OK)
		return false;
	if (x->status == 304)
		return x->conditional;
	return x->status == j->prior.status && !j->prior.drifted &&
	       job_has_same_payload(j);
}
