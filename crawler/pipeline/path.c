/* SPDX-License-Identifier: ISC */
/* Paths that are kept apart. */
#include "crawler/pipeline/path.h"

#include <stdlib.h>
#include <string.h>

#include "crawler/analyse/showing.h"
#include "crawler/crawl.h"
#include "crawler/normalise/fold.h"
#include "crawler/normalise/url.h"
#include "crawler/normalise/url_code.h"
#include "crawler/seeds/seeds.h"
#include "store/base/jout.h"
#include "store/base/log.h"
#include "store/base/mem.h"

enum { PATH_MAX_BYTES = 64 * 1024, SALT_LEN = 16, FOLDED_MAX = 64 * 1024 };

/* ---- kept apart ---- */

static bool
shows_mention(struct pipeline *pl, const char *url)
{
	char *canonical = NULL;
	struct txn *t;
	bool shows;

	if (url == NULL || url_canonical(url, &canonical) != ERR_OK)
		return false;
	t = txn_begin(pl->store, TXN_READ);
	shows = index_has_mention(t, canonical);
	txn_abort(t);
	free(canonical);
	return shows;
}

static enum err
write_path(struct buf *b, const char *seed, const struct job *job)
{
	uint8_t salt[SALT_LEN];
	struct jout j;

	digest_random(salt, sizeof(salt));
	jout_begin(&j, b);
	jout_obj(&j);
	jout_khex(&j, "salt", salt, sizeof(salt));
	jout_ktext(&j, "seed", seed);
	if (job->via != NULL)
		jout_ktext(&j, "via", job->via);
	if (job->context != NULL)
		jout_ktext(&j, "context", job->context);
	jout_obj_end(&j);
	return j.err;
}

void
path_pack(struct pipeline *pl, struct job *j)
{
	const struct seed *seed;
	struct buf b;
	enum err e;

	if (j->kind != JOB_PAGE || pl->is_capture || pl->fetch.n_seeds == 0)
		return;
	seed = pl->fetch.seeds[j->seed].seed;
	if (seed->name == NULL && !showing_is_picture(j->role) &&
	    !shows_mention(pl, j->via))
		return;
	buf_init(&b, PATH_MAX_BYTES);
	e = write_path(&b, seed->key, j);
	if (e == ERR_OK)
		e = blob_pack(pl->store, b.data, b.len, false, NULL, &j->path);
	if (e != ERR_OK)
		log_error("%s: its path could not be packed", j->x->url);
	buf_fini(&b);
}

/* ---- read again ---- */

enum err
crawl_path(struct txn *t, const json_t *leaf, char **text)
{
	const char *hex = json_get_text(leaf, "path_sha256");
	uint8_t sha[SHA256_LEN];
	size_t n;

	if (hex == NULL || strlen(hex) != SHA256_HEX - 1 ||
	    !digest_unhex(hex, sha, SHA256_LEN))
		return ERR_NOTFOUND;
	return blob_get(t, sha, text, &n);
}

/* A member of the record, or of the path that is kept apart from it. */
static char *
read_member(struct txn *t, const json_t *leaf, const char *key)
{
	const char *plain = json_get_text(leaf, key);
	char *text, *kept;
	json_t *path = NULL;

	if (plain != NULL)
		return mem_strdup(plain);
	if (crawl_path(t, leaf, &text) != ERR_OK)
		return NULL;
	if (json_parse(text, strlen(text), &path) != ERR_OK)
		path = NULL;
	kept = mem_strdup(json_get_text(path, key));
	json_decref(path);
	free(text);
	return kept;
}

char *
path_seed(struct txn *t, const json_t *leaf)
{
	return read_member(t, leaf, "seed");
}

char *
path_context(struct txn *t, const json_t *leaf)
{
	return read_member(t, leaf, "context");
}

/* ---- whom a text speaks of ---- */

/* Percent-decoded, folded, and without what stands between words. */
static char *
squeezed(const char *text)
{
	size_t len = strlen(text), hidden = 0, n = 0;
	char *plain = mem_zalloc(len + 1), *out;
	struct url_out decoded = { .data = plain, .cap = len };
	struct buf folded;

	url_code_decode(&decoded, text, len);
	buf_init(&folded, FOLDED_MAX);
	(void)!fold_text(&folded, plain, decoded.len, &hidden);
	free(plain);
	out = mem_zalloc(folded.len + 1);
	for (size_t i = 0; i < folded.len; i++)
		if (folded.data[i] != FOLD_SPACE)
			out[n++] = folded.data[i];
	buf_fini(&folded);
	return out;
}

static bool
holds(const char *text, const char *name)
{
	char *word = name != NULL ? squeezed(name) : NULL;
	bool is = word != NULL && word[0] != '\0' && strstr(text, word) != NULL;

	free(word);
	return is;
}

static bool
holds_one(const char *text, const json_t *names)
{
	for (size_t i = 0; i < json_array_size(names); i++)
		if (holds(text, json_string_value(json_array_get(names, i))))
			return true;
	return false;
}

bool
crawl_speaks_of(const char *text, const char *name, const json_t *watch)
{
	char *plain = squeezed(text);
	bool is = holds(plain, name) ||
		  holds_one(plain, json_object_get(watch, "also")) ||
		  holds_one(plain, json_object_get(watch, "handles"));

	free(plain);
	return is;
}
