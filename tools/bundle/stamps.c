/* SPDX-License-Identifier: ISC */
/* Tokens over the tagmanifest, and the container for the EU's validator. */
#include "tools/bundle/stamps.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/crawl.h"
#include "store/base/log.h"
#include "store/base/mem.h"
#include "tools/bundle/bag_zip.h"

enum { SUMS_MAX = 64 * 1024 };

struct writing {
	struct bundle_case *c;
	struct bag *b;
	struct bundle_stamping *s;
	struct buf sums;
	char *best; /* owned: the bare token for the container */
	size_t best_len;
	bool best_qualified;
	bool failed; /* one has, in this turn */
	enum err err;
};

const char *
stamps_root_of(const char *pem)
{
	const char *at = pem, *last = pem;

	while ((at = strstr(at, "-----BEGIN CERTIFICATE-----")) != NULL)
		last = at++;
	return last;
}

/* A file beside the tagmanifest, and its line among the sums. */
static void
add(struct writing *w, const char *authority, const char *suffix,
    const void *data, size_t n)
{
	char name[BUNDLE_NAME_MAX], hex[SHA256_HEX];
	uint8_t sha[SHA256_LEN];

	snprintf(name, sizeof(name), "tagmanifest.%s%s", authority, suffix);
	bag_add(w->b, name, data, n);
	digest_sha256(data, n, sha);
	digest_hex(sha, SHA256_LEN, hex);
	if (w->err == ERR_OK)
		w->err = buf_addf(&w->sums, "%s  %s\n", hex, name);
}

/* A qualified token before one that is not; else the first that came. */
static void
keep_best(struct writing *w, const struct crawl_stamp *stamp)
{
	if (w->best != NULL && (w->best_qualified || !stamp->qualified))
		return;
	free(w->best);
	w->best = NULL;
	w->best_qualified = stamp->qualified;
	w->err = proof_stamp_token(stamp->token->reply, stamp->token->reply_len,
	    &w->best, &w->best_len);
}

/* Is it one that the notices count on? */
static bool
is_wanted(const char *name, void *arg)
{
	const struct writing *w = arg;

	for (size_t i = 0; i < w->c->n_stampers; i++)
		if (strcmp(w->c->stampers[i].name, name) == 0)
			return w->c->stampers[i].why == NULL;
	return false;
}

static void
mark_failed(struct writing *w, const struct crawl_stamp *stamp)
{
	for (size_t i = 0; i < w->c->n_stampers; i++) {
		struct bundle_stamper *s = &w->c->stampers[i];

		if (strcmp(s->name, stamp->name) == 0)
			s->why = arena_strdup(&w->c->arena, stamp->why);
	}
	log_error(
	    "%s: no time stamp over the bundle: %s", stamp->url, stamp->why);
	w->s->missed++;
	w->failed = true;
}

static void
take(const struct crawl_stamp *stamp, void *arg)
{
	struct writing *w = arg;
	const struct anchor_token *t = stamp->token;

	if (stamp->why != NULL) {
		mark_failed(w, stamp);
		return;
	}
	if (w->err != ERR_OK)
		return;
	if (stamp->ots) { /* a promise, and no date yet */
		add(w, stamp->name, ".ots", t->reply, t->reply_len);
		return;
	}
	w->s->kept++;
	add(w, stamp->name, ".tsq", stamp->request, stamp->request_len);
	add(w, stamp->name, ".tsr", t->reply, t->reply_len);
	add(w, stamp->name, "-chaine.pem", t->chain, t->chain_len);
	add(w, stamp->name, "-racine.pem", stamps_root_of(t->chain),
	    strlen(stamps_root_of(t->chain)));
	if (w->err == ERR_OK)
		keep_best(w, stamp);
}

/* ETSI EN 319 162-1: the type first, stored, so that it stands at byte 38. */
static void
add_container(struct writing *w, const char *tagmanifest, size_t n)
{
	static const char type[] = "application/vnd.etsi.asic-s+zip";
	const struct bag_zip_entry entries[] = {
		{ "mimetype", type, sizeof(type) - 1 },
		{ "tagmanifest-sha256.txt", tagmanifest, n },
		{ "META-INF/timestamp.tst", w->best, w->best_len },
	};
	char *zip;
	size_t len;

	w->err = bag_zip_pack(entries, NELEM(entries), &zip, &len);
	if (w->err != ERR_OK)
		return;
	add(w, "asics", "", zip, len);
	free(zip);
}

enum err
stamps_write(struct bundle_case *c, struct bag *b, struct bundle_stamping *s,
    const char *tagmanifest, size_t n, bool *again)
{
	struct writing w = { .c = c, .b = b, .s = s };
	uint8_t sha[SHA256_LEN];
	enum err e;

	s->kept = 0;
	digest_sha256(tagmanifest, n, sha);
	buf_init(&w.sums, SUMS_MAX);
	e = crawl_stamp(s->store, sha, s->ca_file, is_wanted, take, &w);
	if (e == ERR_OK && w.err == ERR_OK && w.best != NULL)
		add_container(&w, tagmanifest, n);
	if (e == ERR_OK && w.err == ERR_OK && w.sums.len > 0)
		bag_add(b, "tagmanifest.sums.txt", w.sums.data, w.sums.len);
	*again = w.failed;
	free(w.best);
	buf_fini(&w.sums);
	return e != ERR_OK ? e : w.err;
}
