/* SPDX-License-Identifier: ISC */
/* The clock census: hosts in the order of their names. */
#include "crawler/machine/census.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/fetch/headers.h"
#include "crawler/machine/machine.h"
#include "store/base/clock.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum {
	HOSTS_MAX = 100000,
	LIST_MAX = 64 * 1024 * 1024,
	LEAF_MAX = 64 * 1024,
	DATE_MAX = 64,
	HALF_SECOND_MS = 500,
	/* A server whose clock is off by more says nothing about ours. */
	OFFSET_MAX_S = 10 * 365 * 24 * 3600
};

struct sample {
	char *host; /* owned */
	int64_t offset_ms, wait_ms, at;
};

struct census {
	struct sample *v; /* owned; ascending by host */
	size_t n, cap;
};

struct census *
census_new(void)
{
	return mem_zalloc(sizeof(struct census));
}

void
census_free(struct census *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->n; i++)
		free(c->v[i].host);
	free(c->v);
	free(c);
}

/* The first host that is not below this one. */
static size_t
place_of(const struct census *c, const char *host)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(c->v[middle].host, host) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
put(struct census *c, const char *host, const struct sample *s)
{
	size_t i = place_of(c, host);

	if (i < c->n && strcmp(c->v[i].host, host) == 0) {
		if (s->wait_ms < c->v[i].wait_ms) {
			c->v[i].offset_ms = s->offset_ms;
			c->v[i].wait_ms = s->wait_ms;
			c->v[i].at = s->at;
		}
		return;
	}
	if (c->n == HOSTS_MAX)
		return;
	if (c->n == c->cap) {
		c->cap = c->cap == 0 ? 64 : c->cap * 2;
		c->v = mem_grow(c->v, c->cap, sizeof(c->v[0]));
	}
	memmove(&c->v[i + 1], &c->v[i], (c->n - i) * sizeof(c->v[0]));
	c->v[i] = *s;
	c->v[i].host = mem_strdup(host);
	c->n++;
}

void
census_add(struct census *c, const char *host, const struct exchange *x)
{
	char date[DATE_MAX], age[DATE_MAX];
	struct sample s;
	int64_t stated;

	if (c == NULL || host == NULL || x == NULL || x->status == 0 ||
	    exchange_header(x, "Age", age, sizeof(age)) ||
	    !exchange_header(x, "Date", date, sizeof(date)))
		return;
	stated = headers_date(date, strlen(date));
	s.wait_ms = x->first_byte_ns / 1000000;
	s.at = (x->started_ns + x->first_byte_ns) / 1000000;
	if (stated < 0 ||
	    llabs((long long)(stated - s.at / 1000)) > OFFSET_MAX_S)
		return;
	s.offset_ms = stated * 1000 + HALF_SECOND_MS - s.at;
	put(c, host, &s);
}

/* ---- the sum ---- */

static int
by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

void
census_sum(const struct census *c, struct census_sum *out)
{
	int64_t *v;

	memset(out, 0, sizeof(*out));
	out->hosts = c->n;
	if (c->n == 0)
		return;
	v = mem_array(c->n, sizeof(*v));
	for (size_t i = 0; i < c->n; i++)
		v[i] = c->v[i].offset_ms;
	qsort(v, c->n, sizeof(*v), by_value);
	out->median_ms = v[c->n / 2];
	out->p5_ms = v[c->n * 5 / 100];
	out->p95_ms = v[(c->n - 1) * 95 / 100];
	free(v);
}

enum err
census_pack(const struct census *c, struct store *st, struct packed **list)
{
	enum err e = ERR_OK;
	struct buf b;

	*list = NULL;
	if (c->n == 0)
		return ERR_OK;
	buf_init(&b, LIST_MAX);
	for (size_t i = 0; i < c->n && e == ERR_OK; i++) {
		const struct sample *s = &c->v[i];
		char at[CLOCK_TEXT];

		clock_format(s->at, at);
		e = buf_addf(&b, "%s,%" PRId64 ",%" PRId64 ",%s\n", s->host,
		    s->offset_ms, s->wait_ms, at);
	}
	if (e == ERR_OK)
		e = blob_pack(st, b.data, b.len, false, NULL, list);
	buf_fini(&b);
	return e;
}

void
census_log(struct txn *t, const struct census *c, const struct packed *list,
    uint64_t sweep)
{
	struct census_sum sum;
	uint64_t stored, seq;
	struct buf b;
	struct jout j;

	census_sum(c, &sum);
	buf_init(&b, LEAF_MAX);
	jout_begin(&j, &b);
	jout_kint(&j, "sweep", (int64_t)sweep);
	jout_ktime(&j, "at", clock_wall_ms());
	machine_clock(&j);
	jout_kint(&j, "hosts", (int64_t)sum.hosts);
	if (list != NULL) {
		jout_kint(&j, "median_ms", sum.median_ms);
		jout_kint(&j, "p5_ms", sum.p5_ms);
		jout_kint(&j, "p95_ms", sum.p95_ms);
		jout_khex(&j, "list_sha256", blob_packed_sha(list), SHA256_LEN);
		jout_key(&j, "blobs");
		jout_arr(&j);
		jout_hex(&j, blob_packed_sha(list), SHA256_LEN);
		jout_arr_end(&j);
		blob_put(t, list, &stored);
	}
	if (j.err == ERR_OK)
		log_append(t, "clock", b.data, b.len, &seq);
	else
		log_error("log: clock: too large for a leaf");
	buf_fini(&b);
}
