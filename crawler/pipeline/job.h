/* SPDX-License-Identifier: ISC */
/* A job: one finished fetch on its way from the fetch thread through a worker
 * to the writer, who acknowledges it. Owned by the stage that holds it. */
#ifndef CRAWLER_PIPELINE_JOB_H
#define CRAWLER_PIPELINE_JOB_H

#include "crawler/fetch/exchange.h"
#include "store/store.h"

struct harvest;

enum job_kind {
	JOB_PAGE,      /* a member of a seed's frontier */
	JOB_ROBOTS,    /* robots.txt of a host */
	JOB_REQUISITE, /* what a page is shown with: kept, never read */
	JOB_REFUSED,   /* never asked for: robots.txt closes it, or could not be
			  read; x holds the URL, the outcome and x->robots */
	JOB_HOST       /* no exchange: only host memory to be written */
};

struct job {
	enum job_kind kind;
	/* set by the fetch thread */
	struct exchange *x;     /* owned; NULL for JOB_HOST */
	size_t seed;            /* index into the sweep's seeds */
	unsigned depth, role;   /* of the member (networks/network.h) */
	char *via, *context;    /* owned, or NULL */
	struct url_state prior; /* what was remembered; zero: never fetched */
	bool known;             /* prior holds something */
	/* The fetch thread will ask again (429, 503; robots.txt out of reach):
	 * record this, but leave last_sweep as it was, so that the URL stays
	 * due if the sweep ends before. */
	bool again;
	char host[300];    /* "scheme://host:port", the politeness key, always
			      with a port: key of both JSON texts below */
	char *host_json;   /* owned: new value of space "host", or NULL */
	char *robots_json; /* owned: new value of space "robots", or NULL */
	/* Not fetched but imported: what its leaf says of the file that it came
	 * from, as a JSON object, and that file's SHA-256 in hex; else NULL. */
	char *imported, *import_sha; /* owned */
	/* set by the worker; same by the fetch thread where no worker sees it
	 */
	struct harvest *harvest; /* owned, or NULL: nothing was parsed */
	bool same;               /* it is what prior's snapshot was: a check */
	bool leads_as_before;    /* the redirect that prior's snapshot was */
	bool silent;    /* it has nothing to say that a check has no room for */
	bool rematched; /* harvest is of the stored body: new names */
	uint64_t payload_len; /* of x->body, which is given up once packed */
	struct packed *body;  /* owned, or NULL: not kept */
	struct packed *chain; /* owned: the TLS chain of a kept body, or NULL */
	struct packed *framing; /* owned: too long for the record, or NULL */
	/* Set by the writer, of a requisite: the sweep before this one whose
	 * page asked for it, or 0. */
	uint64_t owed_sweep;
	struct packed *path; /* owned: seed and via, kept apart (path.h), or
				NULL: they stand in the record */
};

struct job *job_new(enum job_kind kind, const char *url);
void job_free(void *job); /* NULL does nothing; a queue's free_item */

/* Of answers that are hashed: is it a page with the very payload that prior
 * remembers? */
bool job_has_same_payload(const struct job *j);
/* Does it say that what prior remembers still stands: by a 304 to what we
 * asked, which need not be hashed, or by the payload of prior's snapshot once
 * more? (Where that has drifted, the payload is worth a snapshot: it stays.) */
bool job_is_same(const struct job *j);

#endif
